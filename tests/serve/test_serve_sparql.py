"""The endpoint by the letter of the SPARQL 1.1 Protocol, what it refuses, and what it limits."""

from __future__ import annotations

import json
import time

import pyoxigraph as ox
import pytest
from serve.conftest import client_of

from kg.serve.line import Line

SELECT = "SELECT ?name { ent:huawei kg:dependsOn/rdfs:label ?name }"
CONSTRUCT = "CONSTRUCT { ?b kg:usedBy ?a } WHERE { ?a kg:dependsOn ?b }"
CROSS_JOIN = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER (?a != ?i) }"
SORTED_JOIN = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f"
"""What the database's own time limit does not stop: it sorts on."""


def names(answer):
    return [row["name"]["value"] for row in answer.json()["results"]["bindings"]]


@pytest.mark.parametrize(
    "ask",
    [
        lambda client: client.get("/sparql", params={"query": SELECT}),
        lambda client: client.post("/sparql", data={"query": SELECT}),
        lambda client: client.post(
            "/sparql", content=SELECT, headers={"Content-Type": "application/sparql-query; charset=utf-8"}
        ),
    ],
    ids=["get", "form", "direct"],
)
def test_three_ways_to_ask(client, ask):
    answer = ask(client)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/sparql-results+json"
    assert names(answer) == ["TSMC"]


@pytest.mark.parametrize(
    ("accept", "media", "start"),
    [
        ("application/sparql-results+json", "application/sparql-results+json", '{"head"'),
        ("application/sparql-results+xml", "application/sparql-results+xml", "<?xml"),
        ("text/csv", "text/csv; charset=utf-8", "name\r\nTSMC"),
        ("text/tab-separated-values", "text/tab-separated-values; charset=utf-8", '?name\n"TSMC"'),
        ("text/csv;q=0.2, application/sparql-results+xml;q=0.8", "application/sparql-results+xml", "<?xml"),
        ("*/*", "application/sparql-results+json", '{"head"'),
    ],
)
def test_formats_of_a_table(client, accept, media, start):
    answer = client.get("/sparql", params={"query": SELECT}, headers={"Accept": accept})
    assert answer.headers["content-type"] == media
    assert answer.headers["vary"] == "Accept"
    assert answer.text.startswith(start)
    assert "TSMC" in answer.text


@pytest.mark.parametrize("accept", ["application/sparql-results+json", "application/sparql-results+xml"])
@pytest.mark.parametrize(("other", "expected"), [("tsmc", True), ("nvidia", False)])
def test_ask(client, accept, other, expected):
    query = f"ASK {{ ent:huawei kg:dependsOn ent:{other} }}"
    answer = client.get("/sparql", params={"query": query}, headers={"Accept": accept})
    form = ox.QueryResultsFormat.from_media_type(accept)
    assert bool(ox.parse_query_results(answer.content, format=form)) is expected


@pytest.mark.parametrize(
    "accept",
    ["text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml", "application/n-quads"],
)
@pytest.mark.parametrize("query", [CONSTRUCT, "DESCRIBE doc:d4"])
def test_formats_of_a_graph(client, accept, query):
    answer = client.get("/sparql", params={"query": query}, headers={"Accept": accept})
    assert answer.headers["content-type"].startswith(accept)
    triples = {quad.triple for quad in ox.parse(answer.content, format=ox.RdfFormat.from_media_type(accept))}
    [expected] = [client.get("/sparql", params={"query": query}, headers={"Accept": "application/n-triples"})]
    assert triples
    assert triples == {quad.triple for quad in ox.parse(expected.content, format=ox.RdfFormat.N_TRIPLES)}


def test_what_no_format_fits(client):
    assert client.get("/sparql", params={"query": SELECT}, headers={"Accept": "image/png"}).status_code == 406
    assert client.get("/sparql", params={"query": CONSTRUCT}, headers={"Accept": "text/csv"}).status_code == 406


def test_head_and_options(client):
    head = client.head("/sparql", params={"query": SELECT})
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-type"] == "application/sparql-results+json"
    options = client.options("/sparql")
    assert options.headers["allow"] == "GET, HEAD, POST, OPTIONS"
    assert client.put("/sparql", content="x").status_code == 405
    assert client.delete("/sparql").status_code == 405


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("SELECT * { ?s ?p }", "line 1, column 12"),
        ("SELECT *\n{ ?s kg:dependsOn ?o .\n  ?o nope:x ?z }", "line 3, column 6"),
        ("SELECT ?who {", "line 1, column 14"),
        ("SELECT * { SERVICE <http://x.test/> { ?s ?p ?o } }", "line 1, column 12"),
        ("SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }", "line 1, column 10"),
        ("INSERT DATA { <urn:a> <urn:b> <urn:c> }", "line 1, column 1"),
    ],
)
def test_error_names_the_place(client, query, place):
    for answer in (client.get("/sparql", params={"query": query}), client.post("/sparql", data={"query": query})):
        assert answer.status_code == 400
        assert answer.headers["content-type"].startswith("text/plain")
        assert place in answer.text


@pytest.mark.parametrize(
    "request_",
    [
        {"data": {"update": "DROP ALL"}},
        {"content": "DROP ALL", "headers": {"Content-Type": "application/sparql-update"}},
    ],
)
def test_update_is_refused(client, request_):
    answer = client.post("/sparql", **request_)
    assert answer.status_code == 403
    assert "answers queries alone" in answer.text
    assert names(client.get("/sparql", params={"query": SELECT})) == ["TSMC"]


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        ({"params": {"query": ["ASK {}", "ASK {}"]}}, 400),
        ({"params": {"default-graph-uri": "urn:x"}}, 400),
        ({"params": {"query": SELECT, "default-graph-uri": "file:///etc/passwd"}}, 400),
    ],
)
def test_malformed_requests(client, request_, status):
    assert client.get("/sparql", **request_).status_code == status


def test_body_of_another_kind_or_encoding(client):
    assert client.post("/sparql", content="{}", headers={"Content-Type": "application/json"}).status_code == 415
    assert client.post("/sparql", data={"nothing": "x"}).status_code == 400
    latin = {"content": b"ASK { ?s ?p '\xe9' }", "headers": {"Content-Type": "application/sparql-query"}}
    answer = client.post("/sparql", **latin)
    assert answer.status_code == 400
    assert "byte 13" in answer.text


def test_dataset_of_the_protocol(client):
    query = "SELECT (COUNT(*) AS ?name) { ?claim a kg:Claim }"
    graph = "https://w3id.org/tech-rivalry/document/d3"
    assert names(client.get("/sparql", params={"query": query})) == ["11"]
    assert names(client.get("/sparql", params={"query": query, "default-graph-uri": graph})) == ["4"]
    query = "SELECT (COUNT(*) AS ?name) { GRAPH ?g { ?claim a kg:Claim } }"
    assert names(client.get("/sparql", params={"query": query, "named-graph-uri": graph})) == ["4"]


def test_from_names_the_graphs(client):
    """As the parameters of the protocol do, and in place of the union."""
    count = "SELECT (COUNT(*) AS ?name) {} {{ ?claim a kg:Claim }}"
    assert names(client.get("/sparql", params={"query": count.format("FROM doc:d3")})) == ["4"]
    assert names(client.get("/sparql", params={"query": count.format("FROM doc:nothing")})) == ["0"]
    assert names(client.get("/sparql", params={"query": count.format("FROM NAMED doc:d3")})) == ["0"]


def test_query_of_a_megabyte_is_refused(client):
    query = f"SELECT * {{ ?s ?p '{'x' * 1_000_000}' }}"
    assert client.post("/sparql", data={"query": query}).status_code == 413
    answer = client.post("/sparql", content=query[:300_000], headers={"Content-Type": "application/sparql-query"})
    assert answer.status_code == 400
    assert "shorten it" in answer.text


def test_values_stay_values(client):
    """What a parameter holds cannot end its string."""
    evil = 'Huawei" } UNION { ?s ?p ?o } #'
    answer = client.get("/queries/competitors", params={"entity": evil})
    assert answer.status_code == 400
    assert "no entity is called" in answer.text
    assert client.get("/queries/alleged", params={"kind": '" } { ?s ?p ?o } #'}).text.count("<td") == 0


@pytest.fixture(scope="module")
def strict(served_path):
    with client_of(served_path, max_rows=5, time_limit=1.0, memory_limit=400) as client:
        yield client


@pytest.mark.parametrize(
    ("query", "accept"),
    [
        ("SELECT * { ?s ?p ?o }", "application/sparql-results+json"),
        ("SELECT * { ?s ?p ?o } LIMIT 1000 OFFSET 2", "application/sparql-results+json"),
        ("SELECT * { { SELECT * { ?s ?p ?o } LIMIT 900 } } ORDER BY ?s VALUES ?p { rdf:type }", "text/csv"),
        ("CONSTRUCT WHERE { ?s ?p ?o }", "text/turtle"),
        ("CONSTRUCT { ?s ?p ?o . ?o ?p ?s } WHERE { ?s a ?o . ?s ?p ?o }", "application/n-triples"),
    ],
)
def test_rows_are_limited_and_that_is_said(strict, query, accept):
    answer = strict.get("/sparql", params={"query": query}, headers={"Accept": accept})
    assert answer.status_code == 200
    assert answer.headers["kg-truncated"].startswith("5 rows")
    if "json" in accept:
        assert len(answer.json()["results"]["bindings"]) == 5
    elif accept == "text/csv":
        assert len(answer.text.strip().splitlines()) == 6
    else:
        assert len(list(ox.parse(answer.content, format=ox.RdfFormat.from_media_type(accept)))) == 5


def test_triples_that_repeat_count_towards_the_limit(strict):
    """What is left of five solutions is one triple, and a sixth might have given another."""
    query = "CONSTRUCT { kg:Claim a ?class } WHERE { ?claim a kg:Claim . BIND (owl:Class AS ?class) }"
    answer = strict.get("/sparql", params={"query": query}, headers={"Accept": "application/n-triples"})
    assert answer.text.count("\n") == 1
    assert "may be more" in answer.headers["kg-truncated"]


@pytest.mark.parametrize("limit", ["LIMIT 5", "LIMIT 2", ""])
def test_what_fits_is_whole(strict, limit):
    query = f"SELECT ?x {{ VALUES ?x {{ 1 2 3 4 5 }} }} {limit}"
    answer = strict.get("/sparql", params={"query": query})
    assert "kg-truncated" not in answer.headers
    assert len(answer.json()["results"]["bindings"]) == (2 if limit == "LIMIT 2" else 5)


@pytest.mark.parametrize("query", [CROSS_JOIN, SORTED_JOIN, "SELECT (COUNT(*) AS ?n) { ?a (!<>|^!<>)* ?b . ?c ?d ?e }"])
def test_query_ends_at_its_limit_of_time_or_memory(strict, query):
    start = time.monotonic()
    answer = strict.get("/sparql", params={"query": query})
    assert answer.status_code in {500, 504}
    assert "ask for less" in answer.text
    assert time.monotonic() - start < 4
    assert names(strict.get("/sparql", params={"query": SELECT})) == ["TSMC"]


def test_query_that_breaks_the_parser_breaks_nothing_else(client):
    answer = client.post("/sparql", data={"query": f"ASK {'{' * 50_000}"})
    assert answer.status_code in {400, 500}
    assert names(client.get("/sparql", params={"query": SELECT})) == ["TSMC"]


def test_memory_is_limited(served_path):
    with client_of(served_path, time_limit=30.0, memory_limit=300) as client:
        answer = client.get("/sparql", params={"query": SORTED_JOIN})
        assert (answer.status_code, "300 MB of memory" in answer.text) == (500, True)
        assert names(client.get("/sparql", params={"query": SELECT})) == ["TSMC"]


def test_description_of_the_service(client):
    from rdflib import Graph, Namespace
    from rdflib.namespace import RDF

    sd = Namespace("http://www.w3.org/ns/sparql-service-description#")
    graph = Graph().parse(data=client.get("/sparql", headers={"Accept": "text/turtle"}).text, format="turtle")
    [service] = graph.subjects(RDF.type, sd.Service)
    assert str(graph.value(service, sd.endpoint)) == "http://localhost/sparql"
    assert sd.UnionDefaultGraph in graph.objects(service, sd.feature)
    assert json.loads(client.get("/sparql", headers={"Accept": "application/ld+json"}).text)


@pytest.mark.parametrize(
    ("query", "accept", "media"),
    [
        (SELECT, "text/csv, text/html;q=0.5", "text/csv; charset=utf-8"),
        (SELECT, "application/sparql-results+xml, text/html;q=0.1", "application/sparql-results+xml"),
        (CONSTRUCT, "application/sparql-results+json", "application/ld+json"),
        (CONSTRUCT, "application/sparql-results+xml", "application/rdf+xml"),
        (SELECT, "application/rdf+xml", "application/sparql-results+xml"),
    ],
)
def test_best_format_that_there_is(client, query, accept, media):
    answer = client.get("/sparql", params={"query": query}, headers={"Accept": accept}, follow_redirects=False)
    assert (answer.status_code, answer.headers["content-type"]) == (200, media)


def test_connection_that_was_idle_for_long_is_not_used_again(client, monkeypatch):
    """Oxigraph answers on it unasked after a minute, with an error that the next query would get."""
    opened = []
    of_port = Line.open.__func__

    async def open_line(cls, port):
        opened.append(port)
        return await of_port(cls, port)

    monkeypatch.setattr(Line, "open", classmethod(open_line))
    monkeypatch.setattr("kg.serve.line._IDLE", -1.0)
    for _ in range(8):  # each of the servers at least once more than it had a connection
        assert names(client.get("/sparql", params={"query": SELECT})) == ["TSMC"]
    assert len(opened) == 8


def test_browser_is_led_to_the_editor(client):
    accept = "text/html,application/xhtml+xml,*/*;q=0.8"
    answer = client.get("/sparql", params={"query": SELECT}, headers={"Accept": accept}, follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/editor?query=SELECT")
