"""The guard: what reaches beyond the store is refused however it is written, and what merely has the words passes."""

from __future__ import annotations

import time

import pyoxigraph as ox
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kg.errors import QueryError
from kg.ids import DEFAULT_BASE
from kg.query.guard import guard

SPACES = {"x": "http://x.test/", "": "http://empty.test/", "from": "http://from.test/", "service": "http://s.test/"}
DECLARED = "".join(f"PREFIX {name}: <{iri}> " for name, iri in SPACES.items())


def parses(query: str) -> bool:
    """Return whether Oxigraph reads the text as a query. What it would call is a port that nothing may call."""
    try:
        ox.Store().query(query, prefixes={"kg": DEFAULT_BASE})
    except SyntaxError:
        return False
    except (OSError, RuntimeError):
        return True
    return True


# Each is a query to Oxigraph 0.5, as the first assertion of the test makes sure.
CALLS = [
    "SELECT * { SERVICE x:y { ?s ?p ?o } }",
    "SELECT * { sErViCe SILENT x:y { ?s ?p ?o } }",
    "SELECT * { SERVICE<http://127.0.0.1:1/> { ?s ?p ?o } }",
    "SELECT * { SERVICE?x { ?s ?p ?o } }",
    "SELECT * { SERVICESILENT?x { ?s ?p ?o } }",
    "SELECT * { SERVICEx:y { ?s ?p ?o } }",
    "SELECT * { SERVICE:y { ?s ?p ?o } }",
    "SELECT * { SERVICE# a comment {\r:y#\n{ ?s ?p ?o } }",
    "SELECT * { SERVICESILENTx:y { ?s ?p ?o } }",
    "SELECT * { SERVICE SILENTx:y { ?s ?p ?o } }",
    "SELECT * { ?s ?p 1SERVICE x:y {} }",
    "SELECT * { ?s ?p 1.0e0SERVICE x:y {} }",
    "SELECT * { ?s ?p trueSERVICE x:y {} }",
    "SELECT * { ?s ?p trueSERVICEx:y {} }",
    "SELECT * { ?s ?p 'x'SERVICE x:y {} }",
    "SELECT * { ?s ?p '''it's'''SERVICE x:y {} }",
    "SELECT * { ?s ?p '\\''SERVICE x:y {} }",
    "SELECT * { ?s ?p ?o.SERVICE x:y {} }",
    "SELECT * { ?s ?p x:o\\. .SERVICE x:y {} }",
    "SELECT * { BIND(1 AS ?a) FILTER(?a<'>') SERVICE x:y { ?s ?p ?o } FILTER(?a = 'z') }",
    "SELECT * { BIND(1 AS ?a) FILTER(?a<1)SERVICE#>\n x:y { ?s ?p ?o } }",
    "SELECT * { BIND(1 AS ?a) FILTER(?a<x:1)SERVICE#>\n x:y { ?s ?p ?o } }",
    "SELECT * { BIND(1 AS ?a) FILTER(true<'>') FILTER(?a<')SERVICE x:y {}#>') SERVICE x:y {} }",
    "SELECT * { # comment\rSERVICE x:y {}\n }",
    "SELECT * { { SELECT * { SERVICE x:y {} } } }",
    "SELECT * { FILTER NOT EXISTS { OPTIONAL { SERVICE x:y {} } } }",
    "CONSTRUCT { ?s ?p ?o } WHERE { SERVICE x:y { ?s ?p ?o } }",
    "ASK { SERVICE x:y { ?s ?p ?o } }",
    "DESCRIBE ?s { SERVICE x:y { ?s ?p ?o } }",
]


@pytest.mark.parametrize("query", CALLS)
def test_service_is_refused_however_it_is_written(query):
    assert parses(DECLARED.replace("<http://s", "<http://127.0.0.1:1/") + query)
    with pytest.raises(QueryError, match="SERVICE is refused"):
        guard(DECLARED + query)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { \\u0053ERVICE x:y { ?s ?p ?o } }",  # to Oxigraph malformed, by section 19.2 of SPARQL 1.1 a call
        "SELECT * { # comment \\u000A SERVICE x:y {}\n }",
    ],
)
def test_service_in_escapes_is_refused(query):
    with pytest.raises(QueryError, match="SERVICE is refused"):
        guard(DECLARED + query)


HARMLESS = [
    "SELECT ?service { ?s a 'SERVICE <http://a.test/> { }' }",
    'SELECT * { ?s a "}\\" SERVICE <http://a.test/> { }" }',
    "SELECT * { ?s a '''it's\n SERVICE <http://a.test/> { }''' }",
    "SELECT * { ?s a 'x'@service , 'x'@en-SERVICE }",
    "SELECT * { ?s a 'FROM <file:///etc/passwd>' } # FROM <file:///etc/passwd> SERVICE x:y {}",
    "# SERVICE x:y {}\r\nSELECT * { ?s ?p ?o }",
    "SELECT * { <http://a.test/SERVICE> ?p <urn:service:FROM> }",
    "SELECT * { ?s <http://service.test/#SERVICE> ?o . ?o <urn:x#service> ?z }",
    "SELECT * { ?s x:SERVICE service:x ; x:FROM from:x , x:a.service , x:%41SERVICE , x:a\\-SERVICE }",
    "SELECT * { service:x ?p from:y . { ?s ?p ?o } }",
    "SELECT * { GRAPH service:g { ?s ?p ?o } }",
    "SELECT ?zSERVICE $FROM { _:SERVICE ?p _:a.SERVICE . BIND(service:f(1) AS ?zSERVICE) ?FROM x:from 1 }",
    "DESCRIBE service:x",
    "DESCRIBE service:x { }",
    "SELECT * { VALUES (?a ?b) { (1 2) } FILTER(?a<?b && ?b>?a && ?a<2&&3>?b) }",
    "SELECT * { ?s ?p ?o FILTER(?o IN (<urn:service>, x:service) || ?o<'SERVICE') }",
    "SELECT * FROM kg:graph/reference WHERE { ?s ?p ?o }",
    "SELECT * FROM <https://w3id.org/tech-rivalry/document/d1> FROM NAMED <https://w3id.org/tech-rivalry/graph/x> {}",
    "CONSTRUCT { ?s ?p ?o } FROM kg:graph WHERE { ?s ?p ?o }",
    "SELECT ?insert { ?s x:delete 'DROP ALL' ; x:load <http://x.test/CLEAR> }",
    "SELECT * { ?s ?p ?o FILTER(?o < 'x' && STR(?s) > 'SERVICE') } ORDER BY ?s LIMIT 3",
]


@pytest.mark.parametrize("query", HARMLESS)
def test_words_that_are_no_keywords_pass(query):
    query = query.replace("kg:graph/reference", "kg:graph\\/reference")
    assert parses(DECLARED + query)
    guard(DECLARED + query)


@pytest.mark.parametrize(
    ("clause", "named"),
    [
        ("FROM <file:///etc/passwd>", "file:///etc/passwd"),
        ("from<http://a.test/g>", "http://a.test/g"),
        ("FROM NAMED <http://a.test/g>", "http://a.test/g"),
        ("FROMNAMED<http://a.test/g>", "http://a.test/g"),
        ("FROM <http://w3id.org/tech-rivalry/graph/x>", "http://w3id.org/tech-rivalry/graph/x"),
        ("FROM x:g", "http://x.test/g"),
        ("FROM :g", "http://empty.test/g"),
        ("FROM <g>", "g"),
        ("FROM kg:graph FROM x:g", "http://x.test/g"),
        ("FROM <https://w3id.org\\u002Ftech-rivalri/>", "https://w3id.org/tech-rivalri/"),
    ],
)
def test_foreign_from_is_refused_by_the_iri_that_it_names(clause, named):
    with pytest.raises(QueryError) as caught:
        guard(f"{DECLARED}SELECT * {clause} {{ ?s ?p ?o }}")
    assert f"FROM <{named}> is refused: it is no graph of this store" in str(caught.value)


@pytest.mark.parametrize("clause", ["FROMx:y", "FROM NAMEDx:y", "FROMNAMEDx:y", "from:y", "FROM ?x", "FROM"])
def test_from_that_some_servers_would_read_is_refused(clause):
    with pytest.raises(QueryError, match="FROM"):
        guard(f"{DECLARED}SELECT * {clause} {{ ?s ?p ?o }}")


def test_from_is_resolved_as_the_query_declares():
    guard("BASE <https://w3id.org/tech-rivalry/> PREFIX g: <graph/> SELECT * FROM <document/d1> FROM g:reference {}")
    with pytest.raises(QueryError, match=r"FROM <http://evil\.test/graph/reference> is refused"):
        guard("BASE <http://evil.test/> PREFIX graph: <graph/> SELECT * FROM graph:reference {}")


def test_from_follows_the_base_of_the_store():
    guard("SELECT * FROM <http://mine.test/graph/x> {}", base="http://mine.test/")
    with pytest.raises(QueryError, match=r"begin with http://mine\.test/"):
        guard(f"SELECT * FROM <{DEFAULT_BASE}graph/x> {{}}", base="http://mine.test/")


@pytest.mark.parametrize(
    "update",
    [
        "DROP ALL",
        "insert data { <a:a> <a:a> 1 }",
        "LOAD <file:///x>",
        "WITH <g:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    ],
)
def test_update_is_refused(update):
    with pytest.raises(QueryError, match=r"line 2, column 1: \w+ is refused: a query changes nothing"):
        guard(f"PREFIX x: <http://x.test/> # SELECT\n{update}")


def test_length_counts_bytes():
    guard("SELECT * { }" + "é" * 4, max_length=20)
    with pytest.raises(QueryError, match="has 22 bytes, more than the 20"):
        guard("SELECT * { }" + "é" * 5, max_length=20)


def test_place_of_the_refusal_is_given():
    with pytest.raises(QueryError, match="line 3, column 4: SERVICE"):
        guard("SELECT * {\r\n ?s ?p ?o .\n é SERVICE x:y {}")


@pytest.mark.parametrize(
    "piece", ["?a<#>", "?a<'>", "'''", '\\"', "<a", "(", "x:a.", "\\u0041", "'\\", '"""\'', "<?a", "x:.", "%41"]
)
def test_long_nonsense_is_read_in_linear_time(piece):
    started = time.perf_counter()
    for head in ("SELECT * { ", "SELECT * { '", 'SELECT * { "'):
        guard(head + piece * (90_000 // len(piece)))
    assert time.perf_counter() - started < 8  # some 0.3 s; without care about unended strings it took minutes


BLANKS = st.sampled_from(["", " ", "\n", "\t", "# SERVICE {\n", "#'\r"])
PLAIN = [
    "?s ?p 'SERVICE x:y {}'",
    "?s ?p '''a'b'''",
    '?s ?p "\\\\"',
    "?s ?p <http://a.test/SERVICE#'>",
    "?s x:a x:b\\'",
    "?s ?p 1.",
    "?s ?p true",
    "FILTER(?s<1)",
    "FILTER(?s<?o&&?p>?o)",
    'FILTER(?s<"\'>")',
    "FILTER(1<x:y)",
    "BIND(1 AS ?SERVICE)",
    "VALUES ?v { '''a''' 'b' }",
    "OPTIONAL { ?s ?p 'x'@service }",
    "{ ?s <urn:service> [] }",
]
# By the grammar's longest match these hold an IRI, "<'>", and a string begins behind it; to Oxigraph a string alone.
TWOFOLD = ["FILTER(?s<'>')", "FILTER(?s<'a>')"]


def groups(patterns):
    parts = st.lists(st.tuples(st.sampled_from(patterns), BLANKS, st.sampled_from(["", "."])), max_size=5)
    return parts.map(lambda parts: "".join(f"{pattern}{blank}{dot}" for pattern, blank, dot in parts))


CALL = st.tuples(
    st.sampled_from(["SERVICE", "service", "SerVICE"]),
    BLANKS,
    st.sampled_from(["", "SILENT"]),
    BLANKS,
    st.sampled_from(["?v", "<http://127.0.0.1:1/>", "x:y", ":y"]),
    BLANKS,
    st.just("{ ?s ?p ?o }"),
).map("".join)
FRAMES = st.sampled_from(["SELECT * {%s}", "ASK WHERE {{%s}}", "CONSTRUCT {?s ?p ?o} WHERE {%s}", "DESCRIBE ?s {%s}"])
HEAD = "PREFIX x: <http://127.0.0.1:1/> PREFIX : <http://127.0.0.1:1/> "


@settings(max_examples=300, deadline=None)
@given(frame=FRAMES, group=groups(PLAIN))
def test_what_oxigraph_reads_without_a_call_passes(frame, group):
    query = HEAD + frame % group
    assume(parses(query))
    guard(query)


@settings(max_examples=300, deadline=None)
@given(frame=FRAMES, before=groups(PLAIN + TWOFOLD), call=CALL, after=groups(PLAIN + TWOFOLD))
def test_what_oxigraph_reads_with_a_call_is_refused(frame, before, call, after):
    query = HEAD + frame % f"{before}{call}{after}"
    assume(parses(query))
    # A call that the text before it has swallowed, in a comment or as the end of a name, is none.
    assume(parses(HEAD + frame % f"{before}OPTIONAL {{ ?s ?p ?o }}{after}"))
    with pytest.raises(QueryError, match="SERVICE is refused"):
        guard(query)
