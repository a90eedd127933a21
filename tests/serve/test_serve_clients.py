"""The endpoint as real clients use it: SPARQLWrapper, rdflib's SPARQLStore and curl, over HTTP."""

from __future__ import annotations

import json
import shutil
import subprocess

import pytest
from rdflib import Graph, Literal, URIRef

SELECT = "SELECT ?name { ent:huawei kg:dependsOn/rdfs:label ?name }"
CONSTRUCT = "CONSTRUCT { ?b kg:usedBy ?a } WHERE { ?a kg:dependsOn ?b }"
BASE = "https://w3id.org/tech-rivalry/"


@pytest.fixture
def wrapper(served):
    from SPARQLWrapper import SPARQLWrapper

    return SPARQLWrapper(f"{served.url}sparql")


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("request_", ["urlencoded", "postdirectly"])
@pytest.mark.parametrize("form", ["json", "xml", "csv", "tsv"])
def test_wrapper_selects(wrapper, method, request_, form):
    if method == "GET" and request_ == "postdirectly":
        pytest.skip("no such request")
    wrapper.setMethod(method)
    wrapper.setRequestMethod(request_)
    wrapper.setReturnFormat(form)
    wrapper.setQuery(SELECT)
    found = wrapper.queryAndConvert()
    if form == "json":
        assert found["results"]["bindings"] == [{"name": {"type": "literal", "value": "TSMC"}}]
    elif form == "xml":
        assert [node.firstChild.data for node in found.getElementsByTagName("literal")] == ["TSMC"]
    else:
        assert b"TSMC" in found


@pytest.mark.parametrize("form", ["json", "xml"])
def test_wrapper_asks(wrapper, form):
    wrapper.setReturnFormat(form)
    wrapper.setQuery("ASK { ent:huawei kg:dependsOn ent:tsmc }")
    found = wrapper.queryAndConvert()
    said = found["boolean"] if form == "json" else found.getElementsByTagName("boolean")[0].firstChild.data == "true"
    assert said is True


@pytest.mark.parametrize("form", ["turtle", "n3", "rdf+xml", "json-ld"])
@pytest.mark.parametrize("query", [CONSTRUCT, "DESCRIBE doc:d4"])
def test_wrapper_gets_graphs(wrapper, form, query):
    wrapper.setReturnFormat(form)
    wrapper.setQuery(query)
    found = wrapper.queryAndConvert()
    graph = found if isinstance(found, Graph) else Graph().parse(data=found, format=form)
    subject = f"{BASE}entity/tsmc" if query == CONSTRUCT else f"{BASE}document/d4"
    assert set(graph.subjects()) == {URIRef(subject)}


@pytest.mark.parametrize("form", [None, "xml", "json"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_wrapper_gets_graphs_without_a_format_of_graphs(wrapper, form, method):
    """It sends its format beside a header that says which it takes of graphs."""
    if form:
        wrapper.setReturnFormat(form)
    wrapper.setMethod(method)
    wrapper.setQuery(CONSTRUCT)
    found = wrapper.queryAndConvert()
    graph = found if isinstance(found, Graph) else Graph().parse(data=json.dumps(found), format="json-ld")
    assert set(graph.subjects()) == {URIRef(f"{BASE}entity/tsmc")}


def test_wrapper_is_told_of_errors(wrapper):
    from SPARQLWrapper.SPARQLExceptions import QueryBadFormed

    wrapper.setQuery("SELECT * { ?s ?p }")
    with pytest.raises(QueryBadFormed, match="line 1, column 12"):
        wrapper.query()


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
@pytest.mark.parametrize("form", ["json", "xml", "csv"])
def test_rdflib_store(served, method, form):
    from rdflib.plugins.stores.sparqlstore import SPARQLStore

    graph = Graph(SPARQLStore(f"{served.url}sparql", method=method, returnFormat=form))
    kg = f"PREFIX kg: <{BASE}> "
    assert (
        graph.query(f"{kg} ASK {{ ?a kg:dependsOn <{BASE}entity/tsmc> }}").askAnswer is True if form != "csv" else True
    )
    rows = graph.query(f"{kg} SELECT ?a {{ ?a kg:dependsOn <{BASE}entity/tsmc> }}")
    assert [str(row.a) for row in rows] == [f"{BASE}entity/huawei"]
    if form != "csv":  # which does not tell IRIs from literals
        about = URIRef(f"{BASE}entity/huawei"), URIRef("http://www.w3.org/2000/01/rdf-schema#label"), None
        assert [value for _, _, value in graph.triples(about)] == [Literal("Huawei")]


CURL = shutil.which("curl")


def curl(*arguments):
    return subprocess.run([CURL, "-sS", "-i", *arguments], capture_output=True, check=True).stdout.decode()


@pytest.mark.skipif(CURL is None, reason="curl is missing")
class TestCurl:
    """What the documentation shows."""

    @pytest.mark.parametrize("how", [["-G"], []], ids=["get", "form"])
    def test_asks(self, served, how):
        url = f"{served.url}sparql"
        out = curl(url, *how, "-H", "Accept: text/csv", "--data-urlencode", f"query={SELECT}")
        assert "200 OK" in out
        assert out.endswith("name\r\nTSMC\r\n")

    def test_posts_the_query_itself(self, served):
        sent = ["-H", "Content-Type: application/sparql-query", "-H", "Accept: text/turtle", "--data-binary", CONSTRUCT]
        assert "ent:tsmc kg:usedBy ent:huawei" in curl(f"{served.url}sparql", *sent)

    def test_head(self, served):
        head = curl("-I", f"{served.url}sparql?query=ASK%20%7B%7D")
        assert "200 OK" in head
        assert "content-type: application/sparql-results+json" in head

    def test_is_told_of_errors(self, served):
        out = curl(f"{served.url}sparql", "--data-urlencode", "query=SELECT * { ?s ?p }")
        assert "400 Bad Request" in out
        assert "line 1, column 12" in out

    def test_updates_nothing(self, served):
        assert "403 Forbidden" in curl(f"{served.url}sparql", "-d", "update=DROP ALL")
        assert "405 Method Not Allowed" in curl("-X", "PUT", f"{served.url}sparql", "-d", "x")

    def test_address_of_another_name(self, served):
        assert "403 Forbidden" in curl("-H", "Host: evil.test", served.url)

    def test_follows_an_entity_to_its_data(self, served):
        out = curl(f"{served.url}entity/huawei", "-H", "Accept: text/turtle")
        assert 'rdfs:label "Huawei"' in out
