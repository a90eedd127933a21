"""The formats of results, read back by parsers that are not ours."""

from __future__ import annotations

import csv
import io
import json

import pytest
import rdflib
from rdflib.query import Result as RdflibResult

from kg.errors import QueryError
from kg.ids import entity_iri
from kg.query import run, table, write

SUPPLY = """
SELECT ?from ?fromLabel ?sentence ?none {
  ?claim rdf:predicate kg:supplies ; rdf:subject ?from ; kg:evidence/oa:hasSelector/oa:exact ?sentence .
  ?from rdfs:label ?fromLabel
}"""


@pytest.mark.parametrize("form", ["json", "xml", "csv"])
def test_table_reads_back(small_store, form):
    text = write(run(small_store, SUPPLY), form)
    (row,) = RdflibResult.parse(io.BytesIO(text.encode()), format=form)
    assert [str(value) for value in row if value is not None] == [entity_iri("tsmc"), "TSMC", "TSMC sells to Nvidia."]


def test_csv_quotes_and_leaves_unbound_empty(small_store):
    result = run(small_store, 'SELECT ?a ?b ?c { VALUES (?a ?c) { ("x, \\"y\\"\\nz" 1) } }')
    assert list(csv.reader(io.StringIO(write(result, "csv")))) == [["a", "b", "c"], ['x, "y"\nz', "", "1"]]


@pytest.mark.parametrize(("query", "expected"), [("ASK { ?s ?p ?o }", True), ("ASK { ?s kg:none ?o }", False)])
def test_answer_in_each_format(small_store, query, expected):
    result = run(small_store, query)
    assert write(result, "csv") == f"{str(expected).lower()}\n"
    assert json.loads(write(result, "json"))["boolean"] is expected
    parsed = RdflibResult.parse(io.BytesIO(write(result, "xml").encode()), format="xml")
    assert parsed.askAnswer is expected


@pytest.mark.parametrize(("form", "syntax"), [("turtle", "turtle"), ("ntriples", "nt")])
def test_graph_reads_back(small_store, form, syntax):
    result = run(small_store, "CONSTRUCT { ?a kg:dependsOn ?b ; rdfs:label 'x' } WHERE { ?a kg:dependsOn ?b }")
    assert len(rdflib.Graph().parse(data=write(result, form), format=syntax)) == 2


@pytest.mark.parametrize(
    ("query", "form"), [("SELECT ?s { ?s ?p ?o }", "turtle"), ("ASK { }", "ntriples"), ("DESCRIBE ent:china", "csv")]
)
def test_format_that_does_not_fit_is_refused(small_store, query, form):
    with pytest.raises(QueryError, match=f"no format {form}"):
        write(run(small_store, query), form)


def test_table_for_people_shows_labels_in_place_of_iris(small_store):
    assert table(run(small_store, SUPPLY)) == (["from", "sentence", "none"], [["TSMC", "TSMC sells to Nvidia.", ""]])


@pytest.mark.parametrize(
    ("term", "shown"),
    [
        ("<https://w3id.org/tech-rivalry/entity/name/acme>", "name:acme"),
        ("kg:bans", "kg:bans"),
        ("<https://elsewhere.test/x>", "https://elsewhere.test/x"),
        ("'kg:bans'", "kg:bans"),
    ],
)
def test_iris_are_shortened_for_people(small_store, term, shown):
    assert table(run(small_store, f"SELECT ?x {{ VALUES ?x {{ {term} }} }}"))[1] == [[shown]]
