"""`import kg`: a graph that any code for rdflib can use, and a few functions beside it."""

from __future__ import annotations

import subprocess
import sys
from datetime import date

import networkx as nx
import pandas as pd
import pytest
import rdflib
from rdflib import RDF, RDFS, SKOS, Literal, Namespace, URIRef
from sample_graph import SAYINGS, nquads

import kg
from kg.errors import ConfigError, QueryError, StoreError
from kg.model import Document
from kg.store import LocalStore

KG = Namespace("https://w3id.org/tech-rivalry/")
ENT = Namespace("https://w3id.org/tech-rivalry/entity/")
DOC = Namespace("https://w3id.org/tech-rivalry/document/")


@pytest.fixture
def graph(store_path):
    with kg.open(store_path) as graph:
        yield graph


def test_importing_the_package_loads_nothing_heavy():
    code = (
        "import sys, kg; print(kg.__version__, dir(kg))\n"
        "sys.exit(any(name in sys.modules for name in ('rdflib', 'spacy', 'pyoxigraph', 'networkx', 'kg.api')))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert (run.returncode, run.stderr) == (0, "")
    assert "'open'" in run.stdout


def test_names_that_the_package_does_not_have_are_no_attributes():
    with pytest.raises(AttributeError, match="no attribute 'opne'"):
        kg.opne  # noqa: B018


# rdflib's own idioms


def test_it_is_a_dataset(graph):
    assert isinstance(graph, rdflib.Dataset)
    assert isinstance(graph, kg.Graph)
    assert len(graph) == len({str(quad.triple) for quad in graph.local.oxigraph})


def test_triples_subjects_objects_and_value(graph):
    assert (ENT.china, KG.competesWith, ENT["united-states"]) in graph
    assert set(graph.subjects(RDF.type, KG.Country)) == {ENT.china, ENT["united-states"]}
    assert set(graph.objects(ENT.huawei, KG.dependsOn)) == {ENT.tsmc}
    assert set(graph.triples((ENT.huawei, SKOS.altLabel, None))) == {
        (ENT.huawei, SKOS.altLabel, Literal("Huawei Technologies"))
    }
    assert graph.value(ENT.nvidia, RDFS.label) == Literal("Nvidia")
    assert graph.value(predicate=RDFS.label, object=Literal("Nvidia")) == ENT.nvidia
    assert set(graph[ENT.china : KG.bans]) == {ENT.semiconductors}


def test_paths_and_resources(graph):
    assert set(graph.objects(ENT.huawei, KG.dependsOn / KG.supplies / RDFS.label)) == {Literal("Nvidia")}
    assert graph.resource(ENT.huawei).value(KG.country).identifier == ENT.china


def test_namespaces_are_bound(graph):
    assert dict(graph.namespaces())["ent"] == URIRef(ENT)
    assert graph.namespace_manager.normalizeUri(ENT.huawei) == "ent:huawei"
    assert graph.qname(KG.competesWith) == "kg:competesWith"


def test_each_document_has_a_graph_of_its_own(graph):
    one = graph.get_graph(DOC.d3)
    assert graph.get_graph(DOC.d99) is None
    assert (ENT.tsmc, KG.supplies, ENT.nvidia) in one
    assert (ENT.china, KG.competesWith, ENT["united-states"]) not in one
    assert {DOC[name] for name in SAYINGS} <= {each.identifier for each in graph.graphs()}
    assert {quad[3] for quad in graph.quads((ENT.tsmc, KG.supplies, None, None))} == {DOC.d3}


def test_what_is_serialized_is_read_back_as_the_same(graph, tmp_path):
    one = graph.get_graph(DOC.d1)
    assert set(rdflib.Graph().parse(data=one.serialize(format="nt"), format="nt")) == set(one)
    graph.serialize(tmp_path / "all.nq", format="nquads", encoding="utf-8")
    read = rdflib.Dataset(default_union=True).parse(tmp_path / "all.nq", format="nquads")
    assert (ENT.china, KG.competesWith, ENT["united-states"]) in read


def test_select_ask_construct_and_describe(graph):
    [row] = graph.query("SELECT DISTINCT ?name { ?who kg:supplies ?whom . ?who rdfs:label ?name }")
    assert row.name == Literal("TSMC")
    assert bool(graph.query("ASK { ent:huawei kg:dependsOn ent:tsmc }"))
    assert not graph.query("ASK { ent:deepseek kg:attacks ent:openai }").askAnswer  # alleged only
    made = graph.query("CONSTRUCT { ?o kg:isSuppliedBy ?s } WHERE { ?s kg:supplies ?o }").graph
    assert set(made) == {(ENT.nvidia, KG.isSuppliedBy, ENT.tsmc)}
    assert (ENT.tsmc, RDFS.label, Literal("TSMC")) in graph.query("DESCRIBE ent:tsmc").graph


def test_one_graph_can_be_queried_alone(graph):
    said = graph.get_graph(DOC.d2).query("SELECT ?p { ent:united-states ?p ent:huawei }", initNs={"ent": ENT})
    assert [row.p for row in said] == [KG.sanctions]
    [row] = graph.query("SELECT (COUNT(*) AS ?n) { GRAPH doc:d4 { ?s ?p ?o } }")
    assert row.n.toPython() == len(graph.get_graph(DOC.d4))


@pytest.mark.parametrize(
    ("sparql", "bindings", "expected"),
    [
        ("SELECT DISTINCT ?o { ?s kg:dependsOn ?o }", {"s": ENT.huawei}, {ENT.tsmc}),
        ("SELECT DISTINCT ?o { ?s kg:dependsOn ?o }", {"s": ENT.nvidia}, set()),
        ("SELECT ?o { ?o rdfs:label ?l FILTER(?l = ?name) }", {"name": Literal("TSMC")}, {ENT.tsmc}),
        ("SELECT ?o { ?o dcterms:issued ?d FILTER(?d > ?day) }", {"day": Literal(date(2025, 5, 3))}, {DOC.d3}),
        ("SELECT ?o { ?o rdfs:label ?x FILTER(?x = ?n) }", {"n": Literal('" } DROP ALL # \\')}, set()),
        ("SELECT ?o { ?o rdfs:label ?x FILTER(?x = ?n) }", {"n": Literal("TSMC", lang="en")}, set()),
    ],
)
def test_init_bindings_hold_in_patterns_and_filters(graph, sparql, bindings, expected):
    assert {row.o for row in graph.query(sparql, initBindings=bindings)} == expected


def test_store_at_an_address_that_is_no_server_is_refused(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for use in (kg.open, lambda place: kg.build([], store=place)):
        with pytest.raises(ConfigError, match="ftp://x: there are no stores at ftp://: name a directory"):
            use("ftp://x")
    assert list(tmp_path.iterdir()) == []


def test_init_bindings_must_be_of_variables_and_values(graph):
    with pytest.raises(QueryError, match=r"no variable \?x"):
        graph.query("SELECT ?o { ?s kg:dependsOn ?o }", initBindings={"x": ENT.huawei})
    with pytest.raises(QueryError, match="neither an IRI nor a literal"):
        graph.query("SELECT ?o { ?s kg:dependsOn ?o }", initBindings={"s": rdflib.BNode()})
    for broken in (rdflib.URIRef("no iri"), rdflib.Literal("x", datatype=rdflib.URIRef("no iri"))):
        with pytest.raises(QueryError, match=r"\?s: .*no iri.* is malformed"):
            graph.query("SELECT ?o { ?s kg:dependsOn ?o }", initBindings={"s": broken})


@pytest.mark.parametrize(
    ("sparql", "message"),
    [
        ("SELECT ?who { ?who kg:competesWith }", "malformed SPARQL at line 1, column 36"),
        ("SELECT * { SERVICE <http://x.test/> { ?s ?p ?o } }", "SERVICE is refused"),
    ],
)
def test_queries_that_are_wrong_say_where(graph, sparql, message):
    with pytest.raises(QueryError, match=message):
        graph.query(sparql)
    with pytest.raises(QueryError, match=message):
        graph.query(sparql, initBindings={"who": ENT.huawei})


def test_prepared_queries_give_the_same(graph):
    from rdflib.plugins.sparql import prepareQuery

    prepared = prepareQuery("SELECT DISTINCT ?o { ?s kg:dependsOn ?o }", initNs={"kg": KG})
    assert {row.o for row in graph.query(prepared, initBindings={"s": ENT.huawei})} == {ENT.tsmc}


def test_prefixes_of_the_caller_go_before_ours(graph):
    assert list(graph.query("SELECT ?o { m:huawei kg:dependsOn ?o }", initNs={"m": ENT, "kg": KG}))


def test_changing_it_is_refused_and_a_copy_can_be_changed(graph):
    before = nquads(graph.local)
    triple = (ENT.china, KG.bans, ENT.nvidia)
    for change in (
        lambda: graph.add(triple),
        lambda: graph.addN([(*triple, graph.get_graph(DOC.d1))]),
        lambda: graph.remove((None, None, None)),
        lambda: graph.update("DELETE WHERE { ?s ?p ?o }"),
        lambda: graph.parse(data="<urn:a> <urn:b> <urn:c> .", format="turtle"),
        lambda: graph.get_graph(DOC.d1).set(triple),
        lambda: graph.remove_graph(DOC.d1),
        lambda: graph.graph(URIRef("urn:new")),
    ):
        with pytest.raises(StoreError, match="open for reading"):
            change()
    assert nquads(graph.local) == before
    copy = rdflib.Dataset(default_union=True).addN(graph.quads())
    copy.graph(URIRef("urn:mine")).add(triple)
    assert triple in copy
    assert len(set(copy.quads())) == len(before) + 1


# What is ours


def test_saved_queries_give_rows_for_pandas(graph):
    frame = pd.DataFrame(graph.saved("competitors", entity="China", minConfidence=0.5))
    assert list(frame["date"]) == [date(2025, 5, 2), date(2025, 4, 26)]
    assert set(frame["subjectLabel"]) == {"China", "United States"}
    with pytest.raises(QueryError, match="did you mean competitors"):
        graph.saved("competitor")


def test_results_of_sparql_go_into_pandas(graph):
    result = graph.query("SELECT ?name ?day { ?d a kg:Document ; rdfs:label ?name ; dcterms:issued ?day }")
    rows = [[value.toPython() for value in row] for row in result]
    frame = pd.DataFrame(rows, columns=[str(name) for name in result.vars])
    assert frame.set_index("name").loc["A rivalry", "day"] == date(2025, 5, 2)


def test_claims_are_narrowed_down_by_name(graph):
    assert len(list(graph.claims())) == 11
    assert {claim.document for claim, _ in graph.claims(entity="TSMC")} == {"d2", "d3"}
    [(claim, document)] = graph.claims(entity="PRC", relation="bans")
    assert (claim.evidence.quote, document.source) == ("Beijing banned chips.", "Example News")
    assert list(graph.claims(min_confidence=1.1)) == []
    with pytest.raises(QueryError, match="did you mean 'Huawei'"):
        next(graph.claims(entity="Huawey"))
    with pytest.raises(QueryError, match="no relation"):
        next(graph.claims(relation="likes"))


def test_search_takes_names(graph):
    assert [hit.sentence for hit in graph.search("chips", entity="Beijing")] == ["Beijing banned chips."]
    assert len(graph.search("c*", limit=1)) == 2


def test_networkx_can_work_on_it(graph):
    actors = graph.to_networkx()
    assert isinstance(actors, nx.MultiDiGraph)
    assert nx.has_path(actors, str(ENT.huawei), str(ENT.nvidia))
    assert set(graph.to_networkx(relations=frozenset({"bans"}))) == {str(ENT.china), str(ENT.semiconductors)}
    with pytest.raises(QueryError, match="not between 0 and 1"):
        graph.to_networkx(min_confidence=2)


def test_the_page_is_that_of_the_command(graph, store_path, tmp_path):
    from kg.cli.view import write_page

    write_page(str(store_path), tmp_path / "page.html", "ego", {"entity": "Huawei"})
    assert graph.view("ego", entity="Huawei") == (tmp_path / "page.html").read_text(encoding="utf-8")


def test_a_page_of_nothing_is_refused(graph):
    with pytest.raises(QueryError, match="did you mean 'Huawei'"):
        graph.view("ego", entity="Huawey")
    with pytest.raises(QueryError, match="no article is of the period"):
        graph.view(period="1999")


def test_it_is_closed_at_the_end_and_the_store_can_be_written(store_path):
    with kg.open(store_path) as graph, pytest.raises(StoreError, match="in use"):
        LocalStore(store_path)
    with pytest.raises(StoreError, match="closed"):
        list(graph.triples((None, None, None)))
    graph.close()
    LocalStore(store_path).close()


def test_opening_what_is_no_store_leaves_nothing_behind(tmp_path):
    with pytest.raises(StoreError, match="there is no store"):
        kg.open(tmp_path / "elsewhere")
    assert list(tmp_path.iterdir()) == []


def test_the_default_is_the_setting(store_path, monkeypatch):
    monkeypatch.setenv("KG_STORE", str(store_path))
    with kg.open() as graph:
        assert graph.local.path == store_path


@pytest.mark.model
def test_files_folders_and_documents_are_built(tmp_path):
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a.txt").write_text("China banned Micron.")
    (tmp_path / "news" / "empty.txt").write_text("")
    skipped = []
    store = tmp_path / "graph"
    sources = [Document(id="mine", text="Huawei sued Verizon."), tmp_path / "news"]
    summary = kg.build(sources, store=store, skipped=skipped.append)
    assert (summary.added, summary.claims) == (2, 2)
    assert [skip.where for skip in skipped] == [str(tmp_path / "news" / "empty.txt")]
    with pytest.warns(UserWarning, match="empty.txt"):
        assert kg.build(str(tmp_path / "news"), store=store).unchanged == 1
    with kg.open(store) as graph:
        assert {claim.predicate for claim, _ in graph.claims()} == {"bans", "sues"}


@pytest.mark.model
def test_a_text_without_claims_has_none():
    assert kg.read("It rained.") == []
