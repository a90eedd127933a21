"""The saved queries: each gives the expected rows on the sample graph; their headers are checked."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from rdflib import Graph
from rival_graph import ENTITIES as RIVALS
from rival_graph import fill
from sample_graph import ENTITIES, SAYINGS, sample

from kg.errors import OntologyError, QueryError
from kg.ids import DEFAULT_BASE, entity_iri, minted_entity_iri
from kg.query import (
    Parameter,
    ParameterError,
    parse,
    read_query,
    records,
    run_saved,
    saved_queries,
    saved_query,
    table,
    write,
)
from kg.reason import infer
from kg.store import LocalStore

COMPETITORS = [
    ["United States", "China", "2025-05-02", "the US vies with China.", "Daily Wire", "A rivalry", "doc:d2"],
    ["China", "United States", "2025-04-26", "Beijing competes with the US.", "Example News", "Chip race heats up",
     "doc:d1"],
]  # fmt: skip
SUPPLY = [
    ["Huawei", "depends on", "TSMC", "actual", "2025-06-01", "Huawei depends on TSMC.", "Example News", "doc:d3"],
    ["TSMC", "supplies", "Nvidia", "actual", "2025-06-01", "TSMC sells to Nvidia.", "Example News", "doc:d3"],
]
DENIAL = "Huawei said it does not need TSMC."
THEFT = "DeepSeek stole from OpenAI, OpenAI said."

# Name, parameters, and the rows that follow from tests/sample_graph.py, as people see them.
EXPECTED = [
    ("competitors", {}, COMPETITORS),
    ("competitors", {"entity": "PRC"}, COMPETITORS),
    ("competitors", {"entity": "Nvidia"}, []),
    (
        "restrictions",
        {"actor": "united states"},
        [
            ["United States", "restricts export of", "semiconductors", "planned", "2025-04-26",
             "Washington will curb exports of chips.", "Example News", "doc:d1"],
            ["United States", "sanctions", "Huawei", "actual", "2025-05-02", "Washington put Huawei on a list.",
             "Daily Wire", "doc:d2"],
        ],
    ),
    (
        "restrictions",
        {"actor": "China", "target": "chips"},
        [["China", "bans", "semiconductors", "actual", "2025-06-01", "Beijing banned chips.", "Example News",
          "doc:d3"]],
    ),
    (
        "timeline",
        {"entity": "DeepSeek"},
        [
            ["2025-01-01", "DeepSeek", "released", "R1", "affirmed", "actual", "DeepSeek launched R1 in January.",
             "doc:d1"],
            ["2025-05-02", "DeepSeek", "attacks", "OpenAI", "affirmed", "alleged", THEFT, "doc:d2"],
        ],
    ),
    (
        "timeline",
        {"entity": "China", "since": "2025-04-27", "until": "2025-05-31"},
        [["2025-05-02", "United States", "competes with", "China", "affirmed", "actual", "the US vies with China.",
          "doc:d2"]],
    ),
    (
        "who-said",
        {},
        [
            ["Huawei", "Huawei", "depends on", "TSMC", "negated", "actual", "2025-05-02", DENIAL, "doc:d2"],
            ["OpenAI", "DeepSeek", "attacks", "OpenAI", "affirmed", "alleged", "2025-05-02", THEFT, "doc:d2"],
        ],
    ),
    (
        "who-said",
        {"speaker": "OpenAI", "about": "DeepSeek"},
        [["OpenAI", "DeepSeek", "attacks", "OpenAI", "affirmed", "alleged", "2025-05-02", THEFT, "doc:d2"]],
    ),
    ("who-said", {"speaker": "OpenAI", "about": "TSMC"}, []),
    ("negated", {}, [["Huawei", "depends on", "TSMC", "Huawei", "2025-05-02", DENIAL, "Daily Wire", "doc:d2"]]),
    ("negated", {"entity": "China"}, []),
    (
        "alleged",
        {"kind": "alleged"},
        [["alleged", "DeepSeek", "attacks", "OpenAI", "affirmed", "OpenAI", "2025-05-02", THEFT, "doc:d2"]],
    ),
    (
        "alleged",
        {"entity": "United States"},
        [["planned", "United States", "restricts export of", "semiconductors", "affirmed", "", "2025-04-26",
          "Washington will curb exports of chips.", "doc:d1"]],
    ),
    ("contested-technologies", {}, [["semiconductors", "2", "2", "2", "2"]]),
    ("contested-technologies", {"minimum": "3"}, []),
    (
        "between",
        {"a": "OpenAI", "b": "DeepSeek"},
        [["DeepSeek", "attacks", "OpenAI", "affirmed", "alleged", "OpenAI", "2025-05-02", THEFT, "doc:d2"]],
    ),
    (
        "evidence",
        {"relation": "competes with", "subject": "China"},
        [["China", "United States", "affirmed", "actual", "Beijing", "the US", "Beijing competes with the US.", "0",
          "29", "1", "doc:d1"]],
    ),
    (
        "most-supported",
        {"minimum": "2"},
        [["China", "competes with", "United States", "2", "2", "2025-04-26", "2025-05-02"]],
    ),
    (
        "releases",
        {"entity": "r1"},
        [["DeepSeek", "R1", "actual", "2025-01-01", "DeepSeek launched R1 in January.", "Example News", "doc:d1"]],
    ),
    (
        "alliances",
        {"entity": "Acme Chips"},
        [["Nvidia", "cooperates with", "Acme Chips", "2025-06-01", "Nvidia teamed up with Acme Chips.", "Example News",
          "doc:d3"]],
    ),
    ("supply-chain", {}, SUPPLY),
    ("supply-chain", {"entity": "Nvidia"}, SUPPLY[1:]),
    (
        "publishers",
        {},
        [
            ["Example News", "2", "7", "6", "0", "2025-04-26", "2025-06-01"],
            ["Daily Wire", "1", "4", "2", "2", "2025-05-02", "2025-05-02"],
            ["(not named)", "1", "0", "0", "0", "", ""],
        ],
    ),
    (
        "conflicting",
        {},
        [["Huawei", "depends on", "TSMC", "Huawei depends on TSMC.", "doc:d3", "2025-06-01", DENIAL, "doc:d2",
          "2025-05-02"]],
    ),
    ("conflicting", {"entity": "China"}, []),
    (
        "entities",
        {"class": "Technology"},
        [["semiconductors", "TechnologyField", "2", "2"], ["R1", "AIModel", "1", "1"]],
    ),
    (
        "rivalries",
        {},
        [
            ["China", "United States", "2", "0", "2"],
            ["DeepSeek", "OpenAI", "1", "0", "1"],
            ["Huawei", "United States", "1", "0", "1"],
        ],
    ),
    ("rivalries", {"minimum": "2"}, [["China", "United States", "2", "0", "2"]]),
]  # fmt: skip

BAN = ["Alpha", "2024-03-10", "Beta", "2024-05-02", "United States", "bans", "TikTok", "planned"]
NEED = ["Alpha", "2025-02-01", "Gamma", "2025-02-20", "Huawei", "depends on", "TSMC", "actual"]

# The same for tests/rival_graph.py.
EXPECTED_OF_RIVALS = [
    (
        "contested-statements",
        {},
        [
            ["Huawei", "depends on", "TSMC", "actual", "2025", "1", "1", "2025-02-01", "2025-02-01"],
            ["United States", "bans", "TikTok", "planned", "2024", "1", "1", "2024-03-10", "2024-03-10"],
        ],
    ),
    ("contested-statements", {"minimum": "2"}, []),
    ("contested-statements", {"minimum": "0", "entity": "China"}, []),
    (
        "new-statements",
        {"entity": "Huawei"},
        [
            ["2025-02-20", "Huawei", "depends on", "TSMC", "negated", "actual", "1", "2025-02-20"],
            ["2025-02-20", "Huawei", "develops", "semiconductors", "affirmed", "planned", "1", "2025-02-20"],
            ["2025-02-20", "Huawei", "produces", "semiconductors", "affirmed", "actual", "1", "2025-02-20"],
            ["2025-02-01", "Huawei", "depends on", "TSMC", "affirmed", "actual", "1", "2025-02-01"],
        ],
    ),
    (
        "new-statements",
        {"since": "2024-01-01", "entity": "SMIC"},
        [
            ["2025-02-01", "SMIC", "supplies", "Nvidia", "affirmed", "actual", "1", "2025-02-01"],
            ["2024-03-10", "SMIC", "supplies", "Huawei", "affirmed", "actual", "1", "2024-03-10"],
            ["2024-03-10", "United States", "sanctions", "SMIC", "affirmed", "actual", "2", "2024-05-02"],
        ],
    ),
    (
        "gone-silent",
        {"before": "2025-01-01"},
        [["2024-05-02", "United States", "sanctions", "SMIC", "2", "2024-03-10"]],
    ),
    ("gone-silent", {"before": "2024-05-02"}, []),
    (
        "single-suppliers",  # Nvidia has two
        {},
        [["Huawei", "SMIC", "1", "2024-03-10", "2024-03-10"], ["TSMC", "ASML", "1", "2024-03-10", "2024-03-10"]],
    ),
    ("single-suppliers", {"supplier": "ASML"}, [["TSMC", "ASML", "1", "2024-03-10", "2024-03-10"]]),
    (
        "dependencies",
        {"entity": "Huawei"},
        [
            ["Huawei", "SMIC", "supplies", "2024", "1", "0", "1", "2024-03-10"],
            ["Huawei", "TSMC", "depends on", "2025", "1", "1", "1", "2025-02-01"],
        ],
    ),
    ("dependencies", {"on": "ASML"}, [["TSMC", "ASML", "supplies", "2024", "1", "0", "1", "2024-03-10"]]),
    (
        "sanctions-by-year",
        {},
        [
            ["2025", "TikTok", "bans", "United States", "actual", "1", "1"],
            ["2024", "SMIC", "sanctions", "United States", "actual", "2", "2"],
            ["2024", "TikTok", "bans", "United States", "planned", "1", "1"],
        ],
    ),
    ("sanctions-by-year", {"during": "2025"}, [["2025", "TikTok", "bans", "United States", "actual", "1", "1"]]),
    (
        "sanctions-by-year",
        {"relation": "sanctions", "target": "SMIC"},
        [["2024", "SMIC", "sanctions", "United States", "actual", "2", "2"]],
    ),
    (
        "retaliation",
        {"entity": "China", "minConfidence": "0.9"},
        [["China", "United States", "actual", "2024-05-02", "china retaliatesAgainst united-states.", "Beta",
          "doc:r2"]],
    ),
    ("retaliation", {"entity": "Huawei"}, []),
    ("retaliation", {"minConfidence": "0.91"}, []),
    (
        "roles-at",
        {"day": "2025-01-20", "at": "United States"},
        [["United States", "Joe Biden", "leads", "president", "2021-01-20", "2025-01-20"]],
    ),
    ("roles-at", {"day": "2025-01-21"}, []),
    ("roles-at", {"day": "2021-01-19", "holder": "Joe Biden"}, []),
    ("disagreement", {}, [BAN, NEED]),
    ("disagreement", {"publisher": "Gamma"}, [NEED]),
    ("disagreement", {"entity": "TikTok"}, [BAN]),
    ("hedged", {}, [["United States", "bans", "TikTok", "1", "1", "1", "2024-03-10", "2025-02-01"]]),
    (
        "pair-timeline",
        {"a": "US", "b": "China"},
        [
            ["2024-05-02", "rivalry", "China", "retaliates against", "United States", "affirmed", "actual",
             "china retaliatesAgainst united-states.", "Beta", "doc:r2"],
            ["2025-02-20", "cooperation", "China", "cooperates with", "United States", "affirmed", "actual",
             "china cooperatesWith united-states.", "Gamma", "doc:r4"],
        ],
    ),
    ("pair-timeline", {"a": "China", "b": "US", "since": "2024-06-01", "until": "2025-01-01"}, []),
    ("pair-years", {"a": "US", "b": "China"}, [["2024", "1", "0", "0", "1"], ["2025", "0", "1", "0", "1"]]),
    ("pair-years", {"a": "US", "b": "Nvidia"}, []),
    (
        "technology-focus",
        {"actor": "Huawei"},
        [["semiconductors", "develops, produces", "2", "1", "1", "2025-02-20"]],
    ),
    (
        "exposure",
        {},
        [
            ["Huawei", "SMIC", "United States", "sanctions", "1", "2"],
            ["Nvidia", "SMIC", "United States", "sanctions", "1", "2"],
        ],
    ),
    ("exposure", {"customer": "TSMC"}, []),
    (
        "targets",
        {},
        [
            ["SMIC", "1", "1", "2", "2024-03-10", "2024-05-02"],
            ["TikTok", "1", "1", "1", "2025-02-01", "2025-02-01"],
        ],
    ),
    ("targets", {"minimum": "2"}, []),
]  # fmt: skip


@pytest.fixture(scope="module")
def rival_store(tmp_path_factory):
    """Return the store of the rivals, with what rules conclude from it: no answer may change by that."""
    path = tmp_path_factory.mktemp("rivals") / "graph"
    with LocalStore(path, entities=RIVALS) as store:
        fill(store)
        infer(store)
    with LocalStore(path, read_only=True) as store:
        yield store


@pytest.mark.parametrize(("name", "parameters", "expected"), EXPECTED_OF_RIVALS)
def test_saved_query_gives_the_expected_rows_of_rivals(rival_store, name, parameters, expected):
    assert table(run_saved(rival_store, name, **parameters))[1] == expected


@pytest.mark.parametrize(("name", "parameters", "expected"), EXPECTED)
def test_saved_query_gives_the_expected_rows(small_store, name, parameters, expected):
    assert table(run_saved(small_store, name, **parameters))[1] == expected


LISTS = [saved.name for saved in saved_queries().values() if "minConfidence" in {p.name for p in saved.parameters}]
IN_SAMPLE = [name for name in LISTS if name != "retaliation"]
"""Those that find something in the sample."""


def test_queries_that_list_claims_have_a_least_confidence():
    counted = {"contested-technologies", "entities", "most-supported", "publishers", "rivalries", "technology-focus"}
    fused = {
        "contested-statements", "new-statements", "gone-silent", "single-suppliers", "dependencies", "disagreement",
        "sanctions-by-year", "hedged", "pair-years", "exposure", "targets",
    }  # fmt: skip
    assert set(LISTS) == set(saved_queries()) - counted - fused - {"roles-at"}


@pytest.fixture(scope="module")
def unsure_store(tmp_path_factory):
    """Return the sample with a confidence of 0.9 in all claims."""
    path = tmp_path_factory.mktemp("unsure") / "graph"
    with LocalStore(path, entities=ENTITIES) as store:
        for document_id in SAYINGS:
            document, claims = sample(document_id)
            store.add(document, [replace(claim, confidence=0.9) for claim in claims], extractor="rules/1")
    with LocalStore(path, read_only=True) as store:
        yield store


@pytest.mark.parametrize("name", IN_SAMPLE)
def test_least_confidence_leaves_out_what_is_less_sure(unsure_store, name):
    given = {
        "between": {"a": "OpenAI", "b": "DeepSeek"},
        "evidence": {"relation": "competesWith"},
        "pair-timeline": {"a": "OpenAI", "b": "DeepSeek"},
    }
    needed = given.get(name, {p.name: "Huawei" for p in saved_query(name).parameters if p.required})

    def rows(**more):
        found = run_saved(unsure_store, name, **needed, **more)
        return found.rows or found.triples

    assert rows()
    assert rows(minConfidence="0.9") == rows(minConfidence=".90") == rows()
    assert rows(minConfidence="0.901") == ()


@pytest.mark.parametrize("pair", [(0.95, 0.5), (0.5, 0.95)])
def test_both_sides_of_a_conflict_need_the_least_confidence(tmp_path, pair):
    with LocalStore(tmp_path / "graph", entities=ENTITIES) as store:
        for document_id in ("d2", "d3"):
            document, claims = sample(document_id)
            sure = pair[document_id == "d3"]
            store.add(document, [replace(claim, confidence=sure) for claim in claims], extractor="rules/1")
        assert len(run_saved(store, "conflicting", minConfidence="0.5").rows) == 1
        assert run_saved(store, "conflicting", minConfidence="0.9").rows == ()


def test_statements_are_a_graph(small_store):
    graph = Graph().parse(data=write(run_saved(small_store, "statements", entity="Huawei"), "turtle"))
    bare = {tuple(term.rsplit("/", 1)[-1] for term in triple) for triple in graph}
    assert {("huawei", "dependsOn", "tsmc"), ("united-states", "sanctions", "huawei")} <= bare
    assert not any("Claim" in term for triple in bare for term in triple)


def test_every_saved_query_is_tested():
    assert {name for name, _, _ in EXPECTED + EXPECTED_OF_RIVALS} | {"statements"} == set(saved_queries())


@pytest.mark.parametrize("name", saved_queries())
def test_header_says_what_the_query_is_and_gives(small_store, name):
    saved = saved_queries()[name]
    assert saved.title
    assert saved.description.endswith(".")
    assert all(parameter.description for parameter in saved.parameters)
    values = {
        "entity": "China",
        "relation": "bans",
        "date": "2025-01-01",
        "integer": "1",
        "share": "0.5",
        "string": "x",
        "class": "Company",
        "modality": "planned",
        "year": "2025",
    }
    found = saved.run(small_store, {parameter.name: values[parameter.kind] for parameter in saved.parameters})
    assert found.variables == saved.columns
    labelled = {column.removesuffix("Label") for column in found.variables if column.endswith("Label")}
    assert labelled <= set(found.variables)


@pytest.mark.parametrize(
    ("name", "parameters", "message"),
    [
        ("timeline", {}, "needs entity=..., the entity: the actor, technology or policy"),
        (
            "timeline",
            {"entity": "China", "sinse": "2025"},
            "no parameter 'sinse': it has entity, since, until, minConfidence",
        ),
        ("timeline", {"entity": "China", "since": "last year"}, "'last year' is no day: give one such as 2025-04-26"),
        ("most-supported", {"minimum": "many"}, "'many' is no integer"),
        ("most-supported", {"minimum": "9" * 26}, "999999999999999999… is too large: give a smaller integer"),
        ("competitors", {"minConfidence": "90"}, "'90' is no share: give one from 0 to 1, such as 0.9"),
        ("competitors", {"minConfidence": "-0.1"}, "'-0.1' is no share"),
        ("competitors", {"minConfidence": "1.01"}, "'1.01' is no share"),
        ("competitors", {"minConfidence": "90%"}, "'90%' is no share"),
        (
            "entities",
            {"class": "Nonsense"},
            "parameter class: there is no class 'Nonsense': one of Entity, Agent, Country",
        ),
        ("entities", {"class": "Compny"}, "no class 'Compny': did you mean Company"),
        ("entities", {"class": "Claim"}, "no class 'Claim': one of Entity"),
        ("alleged", {"kind": "foo"}, "parameter kind: there is no modality 'foo': one of actual, "),
        ("sanctions-by-year", {"during": "foo"}, "parameter during: 'foo' is no year: give one such as 2024"),
        ("sanctions-by-year", {"during": "20245"}, "'20245' is no year"),
        ("evidence", {"relation": "competeWith"}, "no relation 'competeWith': did you mean competesWith"),
    ],
)
def test_wrong_parameter_is_explained(small_store, name, parameters, message):
    with pytest.raises(ParameterError) as caught:
        run_saved(small_store, name, **parameters)
    assert message in str(caught.value)


def test_unknown_entity_of_a_parameter_is_explained(small_store):
    with pytest.raises(QueryError, match=r"no entity is called 'Huawai': did you mean 'Huawei'"):
        run_saved(small_store, "timeline", entity="Huawai")


def test_unknown_name_comes_with_those_that_are_close():
    with pytest.raises(ParameterError, match="no saved query 'competitor': did you mean competitors"):
        saved_query("competitor")


@pytest.mark.parametrize("relation", ["competesWith", "kg:competesWith", "competes with", "Competes-With"])
def test_relation_goes_by_name_or_label(small_store, relation):
    assert len(run_saved(small_store, "evidence", relation=relation).rows) == 2


@pytest.mark.parametrize("name", ["GovernmentBody", "government body", "kg:GovernmentBody", "governmentbody"])
def test_class_goes_by_name_or_label_in_any_case(small_store, name):
    saved = parse("# param c: class -- x\nSELECT ?c { }", Path("q"))
    assert records(saved.run(small_store, {"c": name})) == [{"c": f"{DEFAULT_BASE}GovernmentBody"}]


def test_class_of_a_page_finds_what_its_name_finds(small_store):
    by_label, by_name, of_agents = (
        run_saved(small_store, "entities", **{"class": name}).rows for name in ("company", "Company", "agent")
    )
    assert by_label == by_name
    assert 0 < len(by_name) < len(of_agents)


def test_modality_is_taken_in_any_case(small_store):
    rows = run_saved(small_store, "alleged", kind="Planned").rows
    assert rows == run_saved(small_store, "alleged", kind="planned").rows
    assert {record["modality"] for record in records(run_saved(small_store, "alleged", kind="planned"))} == {"planned"}
    assert {record["modality"] for record in records(run_saved(small_store, "alleged", kind="actual"))} == {"actual"}
    assert "actual" not in {record["modality"] for record in records(run_saved(small_store, "alleged"))}


@pytest.mark.parametrize("text", ['x" } #', "a' b", "{ ?s ?p ?o }", "\\"])
def test_string_parameter_is_compared_and_never_run(small_store, text):
    assert run_saved(small_store, "disagreement", publisher=text).rows == ()


def test_header_is_parsed():
    text = (
        "# title: T\n# description: One\n#   two.\n#\n# a remark\n# param a: entity -- the one\n"
        "# param b: date = 2025-01-01\n# param c: string = *\n# columns: x\n#   y\nSELECT ?x ?y { ?x ?y ?a }\n"
    )
    found = parse(text, Path("folder/name.rq"))
    assert (found.name, found.title, found.description, found.columns) == ("name", "T", "One two.", ("x", "y"))
    assert found.parameters == (
        Parameter("a", "entity", "the one", required=True),
        Parameter("b", "date", "", required=False, default="2025-01-01"),
        Parameter("c", "string", "", required=False),
    )


def test_byte_order_mark_is_no_part_of_a_query(small_store, tmp_path):
    file = tmp_path / "q.rq"
    file.write_text("# title: T\n# param x: integer -- one\nSELECT ?x { }", encoding="utf-8-sig")
    found = read_query(file)
    assert found.title == "T"
    assert len(found.run(small_store, {"x": "1"}).rows) == 1


@pytest.mark.parametrize(
    ("header", "message"),
    [
        ("# title: x\n# parm a: entity\n", "f.rq:2: unknown entry"),
        ("# title: x\n# param a: thing\n", "f.rq:2: parameter a: write TYPE"),
    ],
)
def test_mistake_in_a_header_is_named_by_file_and_line(header, message):
    with pytest.raises(OntologyError, match=message):
        parse(header + "SELECT * {}", Path("f.rq"))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (entity_iri("china"), "ent:china"),
        (f"<{entity_iri('china')}>", "ent:china"),
        ("12", "12"),
        ("China", "China"),
    ],
)
def test_query_without_header_takes_any_parameter(small_store, text, shown):
    found = parse("SELECT ?x { }", Path("q")).run(small_store, {"x": text})
    assert table(found)[1] == [[shown]]
    kinds = {"ent:china": "NamedNode", "12": "Literal", "China": "Literal"}
    assert type(found.rows[0][0]).__name__ == kinds[shown]


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("ent:china", f"<{entity_iri('china')}>"),
        ("name:acme-chips", f"<{minted_entity_iri('Acme Chips')}>"),
        ("skos:broader", "<http://www.w3.org/2004/02/skos/core#broader>"),
        ("<urn:a>", "<urn:a>"),
        ("note:x", '"note:x"'),
        ("kg: x", '"kg: x"'),
        ("2025", '"2025"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        ("0.9", '"0.9"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
        ("2025-04-26", '"2025-04-26"^^<http://www.w3.org/2001/XMLSchema#date>'),
        ("China", '"China"'),
        ('"2025"', '"2025"'),
        ('"ent:china"', '"ent:china"'),
        ('"', '"\\""'),
    ],
)
def test_type_of_a_value_without_header_is_read_from_its_form(small_store, text, term):
    assert [str(row[0]) for row in parse("SELECT ?x { }", Path("q")).run(small_store, {"x": text}).rows] == [term]


def test_prefixed_name_of_a_value_finds_what_the_entity_does(small_store):
    found = parse("SELECT ?who { ?who kg:competesWith ?x }", Path("q")).run(small_store, {"x": "ent:china"})
    assert [row[0].value for row in found.rows] == [entity_iri("united-states")]


def test_broken_iri_as_a_value_is_explained(small_store):
    with pytest.raises(ParameterError, match="'<a>' is no IRI"):
        parse("SELECT ?x { }", Path("q")).run(small_store, {"x": "<a>"})
