"""What each page shows, in which formats names come, and what every request must pass."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

import pytest
from rdflib import Graph, URIRef
from serve.conftest import client_of

BASE = "https://w3id.org/tech-rivalry/"


def acting(page):
    """Return the elements of a page that would run a script of an article, or load something of its choice."""
    found = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag, attributes):
            given = dict(attributes)
            own = tag == "script" and given.get("src") == "/static/site.js"
            links = [given[name] or "" for name in ("href", "src", "action") if name in given]
            if (
                (tag in {"script", "img", "object", "embed", "base"} and not own)
                or any(name.startswith("on") or name == "style" for name in given)
                or any(not link.startswith(("/", "#", "https://", "http://")) for link in links)
            ):
                found.append((tag, given))

    Reader().feed(page)
    return found


def test_acting_sees_what_acts():
    assert acting('<a href="/x">x</a><script src="/static/site.js"></script>') == []
    assert len(acting('<script>1</script><a href="javascript:1">x</a><b onclick="1">x</b><img src="/x">')) == 4


def plain(answer):
    """Return the text of a page without its markup, in one line."""
    words = unescape(re.sub(r"<[^>]+>", " ", answer.text.partition("<main")[2]))
    return re.sub(r" ([.,])", r"\1", " ".join(words.split()))


@pytest.fixture(scope="module")
def claim(client):
    """Return the path of the claim that Huawei does not depend on TSMC."""
    query = "SELECT ?claim { ?claim rdf:predicate kg:dependsOn ; kg:polarity kg:negated }"
    found = client.get("/sparql", params={"query": query, "format": "csv"}).text.split()[1]
    return found.removeprefix(BASE.rstrip("/"))


def test_front_page_says_what_is_in_the_graph(client):
    text = plain(client.get("/"))
    assert "11 claims from 4 articles by 2 publishers, 2025-04-26 to 2025-06-01" in text
    assert "Huawei depends on TSMC. d3, Example News" in text  # of the latest article
    assert "competes with 2" in text  # claims
    assert "company 6" in text  # entities


def test_search_finds_names_and_sentences(client):
    text = plain(client.get("/search", params={"q": "prc"}))
    assert "China ( PRC ) country, 3 claims" in text
    text = plain(client.get("/search", params={"q": "team  UP"}))
    assert "None has such a name." in text
    assert "Nvidia teamed up with Acme Chips. d3, Example News, 2025-06-01" in text
    assert "Huawei company, 3 claims" in plain(client.get("/search", params={"q": "huaw"}))  # nothing has this word
    wrong = client.get("/search", params={"q": "*"})
    assert (wrong.status_code, "no word" in plain(wrong)) == (400, True)


def test_suggestions(client):
    assert client.get("/suggest", params={"q": "hua"}).json() == [{"label": "Huawei", "type": "Company", "claims": 3}]
    assert client.get("/suggest").json() == []


def test_lists(client):
    assert "Huawei company 3" in plain(client.get("/entities", params={"type": "Agent"}))
    assert "None." in plain(client.get("/entities", params={"type": "Bloc"}))
    text = plain(client.get("/documents", params={"q": "daily"}))
    assert "1 article, the latest first." in text
    assert "2025-05-02 A rivalry Daily Wire 4" in text


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"entity": "Huawei"}, 3),
        ({"entity": "Huawei", "where": "object"}, 1),
        ({"entity": "Huawei", "where": "subject", "other": "TSMC"}, 2),
        ({"entity": "TSMC", "where": "subject", "other": "Huawei"}, 0),
        ({"relation": "competesWith"}, 2),
        ({"polarity": "negated"}, 1),
        ({"modality": "alleged", "relation": "attacks"}, 1),
        ({}, 11),
    ],
)
def test_claims_are_filtered(client, filters, expected):
    answer = client.get("/claims", params=filters)
    assert answer.text.count('class="card claim"') == expected


def test_unknown_name_is_said_and_stays_in_the_form(client):
    answer = client.get("/claims", params={"entity": "Huawai"})
    assert answer.status_code == 400
    assert "did you mean 'Huawei'?" in plain(answer)
    assert 'value="Huawai"' in answer.text


@pytest.mark.parametrize("page", ["0", "x", "99999999", "-1", "1" * 5000])
def test_pages_are_numbers(client, page):
    assert client.get("/claims", params={"page": page}).status_code == 400


def test_entity_page(client):
    text = plain(client.get("/entity/huawei"))
    assert "also called Huawei Technologies country China" in text
    assert "depends on TSMC 2 claims, 1 as a fact" in text
    assert "sanctions United States 1 claim" in text
    assert 'href="http://www.wikidata.org/entity/Q160120"' in client.get("/entity/huawei").text


def test_claim_page_shows_the_sentence_in_its_article(client, claim):
    answer = client.get(claim)
    text = plain(answer)
    assert "Huawei depends on TSMC denied" in text
    assert '<mark class="object">TSMC</mark>' in answer.text
    assert "the US vies with China." in text  # the sentence before it in the article
    assert "according to Huawei" in text
    assert "Huawei depends on TSMC. d3, Example News" in text  # the other claim about the two


def test_document_page_has_the_sentences_in_order(client):
    text = plain(client.get("/document/d1"))
    places = [text.index(words) for words in ("Beijing competes with", "Washington will curb", "DeepSeek launched")]
    assert places == sorted(places)
    assert 'href="https://x.test/1"' in client.get("/document/d1").text
    assert "No claim was read from it." in plain(client.get("/document/d4"))


def test_term_page(client):
    text = plain(client.get("/term", params={"iri": f"{BASE}competesWith"}))
    assert "The two are rivals" in text
    entity = client.get("/term", params={"iri": f"{BASE}entity/huawei"}, follow_redirects=False)
    assert (entity.status_code, entity.headers["location"]) == (303, "/entity/huawei")
    assert client.get("/term", params={"iri": "no iri at all"}).status_code == 400
    assert client.get("/term", params={"iri": "urn:nothing"}).status_code == 404
    used = client.get("/term", params={"iri": "http://purl.org/dc/terms/issued"})  # nothing says what it is
    assert (used.status_code, "What it links" in plain(used)) == (200, True)


def test_saved_query_as_table_and_as_graph(client):
    answer = client.get("/queries/competitors", params={"entity": "China"})
    assert "2 rows Table Graph" in plain(answer)
    assert '<a href="/entity/united-states">United States</a>' in answer.text
    answer = client.get("/queries/competitors", params={"entity": "China", "as": "graph"})
    assert "China competes with" not in answer.text  # the rows name no relation
    assert answer.text.count("<circle") == 2
    answer = client.get("/queries/statements", params={"entity": "Huawei", "as": "graph"})
    assert "<title>United States sanctions Huawei</title>" in answer.text
    assert 'class="rivalry"' in answer.text


def test_saved_query_waits_for_what_it_needs(client):
    assert "row" not in plain(client.get("/queries/between"))
    answer = client.get("/queries/between", params={"a": "China", "b": ""})
    assert (answer.status_code, "the query needs b=" in plain(answer)) == (400, True)
    assert client.get("/queries/nothing").status_code == 404


def test_form_offers_what_the_query_takes(client):
    form = client.get("/queries/entities").text
    assert "<option>Company</option>" in form
    assert "<option>Claim</option>" not in form  # no class of entities


def test_editor_runs_and_says_where_it_is_wrong(client):
    answer = client.get("/editor", params={"query": "SELECT ?x { ent:huawei kg:dependson ?x }"})
    assert "Nothing found" in plain(answer)
    assert "There is no term kg:dependson: did you mean dependsOn?" in plain(answer)
    answer = client.get("/editor", params={"query": "SELECT *\n{ ?s ?p }"})
    assert answer.status_code == 400
    assert 'data-line="2" data-column="3"' in answer.text
    assert '<span class="wrong">2</span>' in answer.text
    long = "ASK { } #" + "x" * 80_000
    assert '<h2 id="found">Yes</h2>' in client.post("/editor", data={"query": long}).text
    assert "# title: Who competes with whom" in client.get("/editor", params={"example": "competitors"}).text
    assert client.get("/editor", params={"example": "nothing"}).status_code == 400
    assert client.post("/editor", data={"query": "x" * 1_000_000}).status_code == 413


def test_view_checks_what_it_is_given_before_it_draws(client):
    assert "/view/ego/page?entity=Huawei" in client.get("/view/ego", params={"entity": "Huawei"}).text
    assert "<iframe" not in client.get("/view/ego").text
    answer = client.get("/view/ego", params={"entity": "Huawai"})
    assert (answer.status_code, "did you mean" in plain(answer)) == (400, True)
    assert client.get("/view/nothing").status_code == 404
    evidence = client.get("/view/evidence")  # either an article, or two ends, or a claim
    assert (evidence.status_code, "Fill in what is needed" in plain(evidence)) == (200, True)


def test_view_is_the_page_that_the_command_writes(client):
    answer = client.get("/view/ego/page", params={"entity": "Huawei"})
    assert answer.status_code == 200
    assert "Huawei and its surroundings" in answer.text
    assert "frame-ancestors 'self'" in answer.headers["content-security-policy"]
    wrong = client.get("/view/ego/page", params={"entity": "Huawei", "hops": "9"})
    assert (wrong.status_code, "from 1 to 2" in wrong.text) == (400, True)


@pytest.mark.parametrize("path", ["/entity/huawei", "/document/d1", "/entity/name/r1"])
@pytest.mark.parametrize(
    ("suffix", "media", "form"),
    [
        (".ttl", "text/turtle", "turtle"),
        (".jsonld", "application/ld+json", "json-ld"),
        (".nt", "application/n-triples", "nt"),
    ],
)
def test_names_come_as_data_by_suffix_or_accept(client, path, suffix, media, form):
    by_suffix = client.get(path + suffix)
    by_accept = client.get(path, headers={"Accept": f"{media}, text/html;q=0.5"})
    for answer in (by_suffix, by_accept):
        assert answer.headers["content-type"].startswith(media)
        assert "Accept" in answer.headers["vary"]
    graph = Graph().parse(data=by_suffix.text, format=form)
    assert set(graph) == set(Graph().parse(data=by_accept.text, format=form))
    assert URIRef(f"{BASE}{path[1:]}") in set(graph.subjects())


def test_html_names_the_other_formats(client):
    answer = client.get("/entity/huawei", headers={"Accept": "text/html"})
    assert '</entity/huawei.ttl>; rel="alternate"; type="text/turtle"' in answer.headers["link"]
    assert '<link rel="alternate" type="application/ld+json" href="/entity/huawei.jsonld">' in answer.text
    assert client.get("/entity/huawei", headers={"Accept": "image/png"}).status_code == 406


def test_claim_as_data_has_its_evidence(client, claim):
    graph = Graph().parse(data=client.get(f"{claim}.ttl").text, format="turtle")
    quotes = list(graph.objects(None, URIRef("http://www.w3.org/ns/oa#exact")))
    assert [str(quote) for quote in quotes] == ["Huawei said it does not need TSMC."]


def test_document_as_data_is_its_graph(client):
    graph = Graph().parse(data=client.get("/document/d3.nt").text, format="nt")
    query = "SELECT (COUNT(*) AS ?n) { SELECT DISTINCT ?s ?p ?o { GRAPH doc:d3 { ?s ?p ?o } } }"
    count = client.get("/sparql", params={"query": query, "format": "csv"}).text.split()[1]
    assert len(graph) == int(count)


def test_void(client):
    answer = client.get("/.well-known/void")
    graph = Graph().parse(data=answer.text, format="turtle")
    void = "http://rdfs.org/ns/void#"
    [data] = graph.subjects(URIRef(f"{void}sparqlEndpoint"), URIRef("http://localhost/sparql"))
    count = client.get("/sparql", params={"query": "SELECT (COUNT(*) AS ?n) { SELECT DISTINCT * { ?s ?p ?o } }"})
    assert str(graph.value(data, URIRef(f"{void}triples"))) == count.json()["results"]["bindings"][0]["n"]["value"]
    assert str(graph.value(data, URIRef(f"{void}documents"))) == "4"


@pytest.mark.parametrize("path", ["/entity/nope", "/claim/0", "/document/", "/nothing", "/static/../app.py"])
def test_what_is_not_there(client, path):
    answer = client.get(path)
    assert answer.status_code == 404
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost", 200),
        ("localhost:8765", 200),
        ("127.0.0.1:8765", 200),
        ("[::1]:8765", 200),
        ("192.168.0.7", 200),
        ("evil.test", 403),
        ("evil.test:8765", 403),
        ("localhost.evil.test", 403),
        ("127.0.0.1.evil.test", 403),
        ("", 403),
    ],
)
def test_host_is_checked(client, host, status):
    for path in ("/", "/sparql", "/static/site.css"):
        assert client.get(path, headers={"Host": host}).status_code == status


def test_every_answer_has_its_headers(client):
    for path in ("/", "/sparql", "/entity/huawei.ttl", "/static/site.js", "/nothing"):
        headers = client.get(path).headers
        assert "script-src 'self'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"
        assert headers["referrer-policy"] == "no-referrer"
        assert "access-control-allow-origin" not in headers


def test_other_sites_read_nothing_unless_allowed(client, served_path):
    cross = {"Origin": "https://a.test", "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "cors"}
    assert client.get("/sparql", headers=cross).status_code == 403
    assert client.get("/sparql", headers=cross | {"Sec-Fetch-Mode": "navigate"}).status_code == 200
    with client_of(served_path, allow_origin=("https://a.test",)) as open_:
        answer = open_.get("/sparql", headers=cross)
        assert answer.headers["access-control-allow-origin"] == "https://a.test"
        assert "access-control-allow-credentials" not in answer.headers
        asked = open_.options("/sparql", headers=cross | {"Access-Control-Request-Method": "POST"})
        assert (asked.status_code, "POST" in asked.headers["access-control-allow-methods"]) == (204, True)
        other = open_.get("/sparql", headers=cross | {"Origin": "https://b.test"})
        assert (other.status_code, "access-control-allow-origin" in other.headers) == (403, False)


def test_hostile_text_stays_text(tmp_path):
    from serve.hostile import MARKUP, hostile_store

    store, claim, document = hostile_store(tmp_path / "hostile")
    with client_of(store) as client:
        query = "SELECT * { ?s rdfs:label ?label FILTER (CONTAINS(?label, '<')) }"
        for path, given in (
            ("/", {}),
            ("/search", {"q": "<img"}),
            ("/entities", {}),
            ("/claims", {}),
            ("/documents", {}),
            (claim, {}),
            (document, {}),
            ("/queries/competitors", {"entity": "<script>alert(1)</script>"}),
            ("/queries/statements", {"entity": MARKUP, "as": "graph"}),
            ("/editor", {"query": query}),
            ("/editor", {"query": "</textarea><script>alert(1)</script>"}),
            ("/term", {"iri": "javascript:alert(1)"}),
            ("/nothing<script>alert(1)</script>", {}),
        ):
            assert acting(client.get(path, params=given).text) == [], path
        assert "&lt;img" in client.get(document).text
