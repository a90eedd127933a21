"""Running SPARQL: all forms, the union of graphs, parameters that stay values, errors that show the place."""

from __future__ import annotations

import subprocess
import sys
from datetime import date

import pytest
from pyoxigraph import Literal, NamedNode
from sample_graph import ENTITIES

from kg.errors import QueryError
from kg.ids import document_iri, entity_iri
from kg.query import records, run
from kg.query.binding import bind
from kg.store import LocalStore

CHINA = NamedNode(entity_iri("china"))


def test_select_sees_all_graphs_and_knows_the_prefixes(small_store):
    result = run(small_store, "SELECT ?name { ent:huawei kg:dependsOn/rdfs:label ?name }")  # d3 and reference data
    assert (result.kind, result.variables, records(result)) == ("table", ("name",), [{"name": "TSMC"}])


@pytest.mark.parametrize(("other", "expected"), [("tsmc", True), ("nvidia", False)])
def test_ask(small_store, other, expected):
    result = run(small_store, f"ASK {{ ent:huawei kg:dependsOn ent:{other} }}")
    assert (result.kind, result.answer) == ("answer", expected)


def test_construct(small_store):
    result = run(small_store, "CONSTRUCT { ?b kg:usedBy ?a } WHERE { ?a kg:dependsOn ?b }")
    assert [str(triple.subject) for triple in result.triples] == [f"<{entity_iri('tsmc')}>"]


def test_describe(small_store):
    result = run(small_store, "DESCRIBE doc:d4")
    assert result.kind == "graph"
    assert {triple.subject for triple in result.triples} == {NamedNode(document_iri("d4"))}


def test_graph_of_a_document_can_be_asked_alone(small_store):
    found = run(small_store, "SELECT (COUNT(*) AS ?n) { GRAPH doc:d3 { ?claim a kg:Claim } }")
    assert records(found) == [{"n": 4}]


def test_records_have_python_values(small_store):
    query = """
        SELECT ?document ?day ?start ?sure ?fact ?missing {
          ?claim rdf:predicate kg:supplies ; kg:subjectStart ?start ; kg:confidence ?sure .
          ?claim prov:wasDerivedFrom ?document .
          ?document dcterms:issued ?day
          BIND (true AS ?fact)
        }"""
    assert records(run(small_store, query)) == [
        {
            "document": document_iri("d3"),
            "day": date(2025, 6, 1),
            "start": 24,
            "sure": 1.0,
            "fact": True,
            "missing": None,
        }
    ]


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?other { ?x kg:competesWith ?other }",
        "SELECT ?other WHERE { ?a kg:competesWith ?other FILTER (?a = ?x) }",
        "SELECT (?o AS ?other) (EXISTS { ?s ?p ?o } AS ?there) WHERE { ?x kg:competesWith ?o } # { in a comment",
        'PREFIX x: <http://x.test/#> SELECT ?other { BIND ("}{" AS ?text) ?x kg:competesWith ?other }',
        "SELECT ?other { { SELECT ?x ?other { ?x kg:competesWith ?other } } }",
    ],
)
def test_binding_restricts_a_select(small_store, query):
    rows = records(run(small_store, query, {"x": CHINA}))
    assert {row["other"] for row in rows} == {entity_iri("united-states")}


@pytest.mark.parametrize(
    "query",
    [
        "CONSTRUCT { ?x kg:competesWith ?other } WHERE { ?x kg:competesWith ?other }",
        "CONSTRUCT { ?x kg:competesWith ?other } { ?x kg:competesWith ?other }",
        "DESCRIBE ?x { ?x kg:competesWith ?other }",
    ],
)
def test_binding_restricts_a_graph(small_store, query):
    assert {triple.subject for triple in run(small_store, query, {"x": CHINA}).triples} == {CHINA}


def test_binding_restricts_ask(small_store):
    query = "ASK { ?x kg:sanctions ?other }"
    assert run(small_store, query).answer
    assert not run(small_store, query, {"x": CHINA}).answer


@pytest.mark.parametrize(
    "text",
    ['x" } DROP ALL #', "' } UNION { ?s ?p ?o } #", '\\" }', "}\n#", "> <", '"""', "\\", "\u2028\x00\t", "?x", "{}"],
)
def test_value_can_not_become_part_of_the_query(small_store, text):
    """A string comes back as it went in, in one row: it neither ended its literal nor began a clause."""
    result = run(small_store, "SELECT ?x ?y { BIND (STR(?x) AS ?y) }", {"x": text})
    assert result.rows == ((Literal(text), Literal(text)),)


def test_value_of_each_type(small_store):
    given = {"a": "text", "b": 7, "c": date(2025, 4, 26), "d": CHINA}
    result = run(small_store, "SELECT ?a ?b ?c ?d { }", given)
    assert records(result) == [{"a": "text", "b": 7, "c": date(2025, 4, 26), "d": CHINA.value}]


def test_query_can_change_nothing(small_store):
    with pytest.raises(QueryError, match="line 1, column 1"):
        run(small_store, "DROP ALL")


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("SELECT * {\n SERVICE SILENT <http://127.0.0.1:1/> {} }", "line 2, column 2: SERVICE is refused"),
        ("SELECT * FROM <file:///etc/passwd> {}", "line 1, column 10: FROM <file:///etc/passwd> is refused"),
        ("SELECT * {} #" + "x" * 1_000_000, "has 1,000,013 bytes"),
    ],
)
def test_query_asks_of_this_store_alone(small_store, query, message):
    with pytest.raises(QueryError, match=message):
        run(small_store, query)


@pytest.mark.parametrize("query", [f"ASK {'{' * 30_000}{'}' * 30_000}", f"SELECT * {{ FILTER ({'!' * 90_000}1) }}"])
def test_depth_does_no_harm(small_store, query):
    assert run(small_store, query).kind in {"answer", "table"}


_INTERRUPTED = """
import signal, sys, threading
from kg.query import run
from kg.store import LocalStore
with LocalStore(sys.argv[1], read_only=True) as store:
    threading.Timer(0.5, signal.raise_signal, [signal.SIGINT]).start()
    run(store, "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }")
"""


def test_interrupt_is_heard_while_the_database_works(store_path):
    """In a process of its own, since the database works on until that ends."""
    ended = subprocess.run([sys.executable, "-c", _INTERRUPTED, str(store_path)], capture_output=True, timeout=60)
    assert b"KeyboardInterrupt" in ended.stderr


def test_unknown_variable_is_named():
    with pytest.raises(QueryError, match=r"parameter nmae: the query has no variable \?nmae"):
        bind("SELECT ?name { ?s ?p ?name }", {"nmae": "x"})


@pytest.mark.parametrize("query", ["CONSTRUCT WHERE { ?x ?p ?o }", "DESCRIBE ?x"])
def test_query_without_a_group_to_bind_in_says_so(query):
    with pytest.raises(QueryError, match="no WHERE group"):
        bind(query, {"x": "y"})


def test_variable_that_the_query_sets_itself_is_named(small_store):
    with pytest.raises(QueryError, match=r"gives \?x a value of its own"):
        run(small_store, "SELECT ?x { BIND (1 AS ?x) }", {"x": 2})


# The column, counted by hand, is where the phrase begins that cannot be read.
MALFORMED = [
    ("SELECT * WHERE { ?s ?p }", 1, 18),
    ("SELECT ?s\nWHERE {\n  ?s a kg:Claim\n  ?s ?p ?o\n}", 4, 3),
    ("SELEC ?x {}", 1, 1),
    ("SELECT ?s { ?s ?p ?o } LIMIT x", 1, 30),
    ("SELECT ?s { ?s ?p ?o . FILTER (?o = ) }", 1, 37),
    ("SELECT ?s { ?s ?p ?o . FILTER (nope(?o)) }", 1, 32),
    ("SELECT ?s { ?s ?p ?o", 1, 21),
    ("SELECT *\r\n{ ?s nope:x ?o }", 2, 6),
    ("SELECT * {\n\té ?a ?b }", 2, 2),
    ("", 1, 1),
]


@pytest.mark.parametrize(("query", "line", "column"), MALFORMED)
def test_malformed_query_shows_line_column_and_place(small_store, query, line, column):
    with pytest.raises(QueryError) as caught:
        run(small_store, query)
    first, shown, caret = str(caught.value).split("\n")
    assert first.startswith(f"malformed SPARQL at line {line}, column {column}: ")
    assert shown == "  " + (query.splitlines() or [""])[line - 1]
    assert caret.index("^") == column - 1 + 2


def test_position_does_not_move_with_parameters(small_store):
    with pytest.raises(QueryError, match="line 1, column 12"):
        run(small_store, "SELECT * { ?x ?p }", {"x": "a long value" * 5})


def test_store_of_another_base(tmp_path, monkeypatch):
    monkeypatch.setenv("KG_BASE_IRI", "https://example.org/kg#")
    with LocalStore(tmp_path / "graph", entities=ENTITIES) as store:
        rows = records(run(store, "SELECT ?label { ent:china rdfs:label ?label . ent:china a kg:Country }"))
    assert rows == [{"label": "China"}]
