"""The store on a server: credentials, other ways to fail, and the commands at an address."""

from __future__ import annotations

import json
import time
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from pyoxigraph import NamedNode
from sample_graph import ENTITIES, nquads, sample
from sparql_server import SparqlServer
from typer.testing import CliRunner

from kg.cli import app
from kg.errors import ConfigError, QueryError, StoreError
from kg.ids import document_iri
from kg.query import records, run
from kg.store import open_store
from kg.store.http import Client, Credentials, endpoint

YES = (200, {"Content-Type": "application/sparql-results+json"}, json.dumps({"head": {}, "boolean": True}))


@contextmanager
def answering(*script):
    """Run a server that gives these answers (status, headers, body, seconds before it), the last again and again."""
    seen = []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self):
            seen.append((dict(self.headers), self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()))
            status, headers, body, *delay = script[min(len(seen), len(script)) - 1]
            time.sleep(sum(delay))
            self.send_response(status)
            for name, value in {"Content-Length": str(len(body)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body.encode())

        do_GET = do_PUT = do_POST  # noqa: N815

        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}", seen
        server.shutdown()


@pytest.fixture
def waited(monkeypatch):
    """Collect how long is waited between tries, and wait not at all."""
    seen = []
    monkeypatch.setattr("kg.store.remote.Client", lambda *a, **k: Client(*a, **k, sleep=seen.append))
    return seen


@pytest.mark.parametrize(
    ("status", "headers", "body", "message"),
    [
        (401, {}, "secret realm", r"asks for credentials \(401\), and none were given: set KG_STORE_USER"),
        (403, {}, "", r"asks for credentials \(403\)"),
        (404, {}, "", r"there is no SPARQL endpoint at that address \(404\): correct --store"),
        (405, {}, "", r"there is no SPARQL endpoint at that address \(405\)"),
        (301, {"Location": "http://127.0.0.1:9/"}, "", r"sends elsewhere \(301\)"),
        (500, {}, "out of memory", r"the server failed \(500\): out of memory"),
        (400, {}, "no such thing", "refuses the request: no such thing"),
        (200, {"Content-Type": "text/html; charset=utf-8"}, "<html>", "answers a query with text/html"),
        (200, YES[1], "{", "answer is malformed"),
        (200, YES[1], '{"head": {}, "boolean": true}', "answer to SELECT is no table"),
        (200, YES[1], '{"head": {"vars": ["version"]}, "results": {"bindings": [{"ver', "answer is malformed"),
        (204, {}, "", "answers a query with 204"),
    ],
)
def test_answer_that_is_no_store_is_named_at_once(waited, status, headers, body, message):
    with answering((status, headers, body)) as (url, seen):
        with pytest.raises(StoreError, match=message) as caught:
            open_store(url)
        assert str(caught.value).startswith(url)
    assert (len(seen), waited) == (1, [])


def test_server_that_is_away_is_tried_again_and_named(waited):
    with answering(YES) as (url, _):
        pass  # its port is free now
    with pytest.raises(StoreError, match=f"{url}: the server cannot be reached: .*: is it running\\?"):
        open_store(url)
    assert waited == [0.2, 0.4, 0.8]


def test_busy_server_is_left_alone_for_as_long_as_it_says(server, waited):
    client = Client("x", Credentials(), sleep=waited.append)
    busy = (503, {"Retry-After": "3"}, "wait")
    with answering(busy, (429, {"Retry-After": "Wed, 25 Nov 2026 13:00:00 GMT"}, ""), YES) as (url, seen):
        assert client.ask("GET", url)[2].read() == YES[2].encode()
    assert (len(seen), waited) == (3, [3.0, 0.4])
    with answering(busy) as (url, seen), pytest.raises(StoreError, match=r"busy or not ready \(503\): wait"):
        client.ask("GET", url)
    assert len(seen) == 4


def test_server_that_is_late_is_named_with_the_limit(monkeypatch, waited):
    monkeypatch.setenv("KG_STORE_TIMEOUT", "0.1")
    with answering((*YES, 1.0)) as (url, seen):
        with pytest.raises(StoreError, match=r"does not answer within 0\.1 s: ask for less, or set KG_STORE_TIMEOUT"):
            open_store(url)
        assert len(seen) == 4


def test_answer_that_breaks_off_is_asked_for_again(waited):
    broken = (200, {"Content-Type": "text/plain", "Content-Length": "100", "Connection": "close"}, "half")
    with answering(broken, (200, {}, "whole")) as (url, _):
        assert Client("x", Credentials(), sleep=waited.append).ask("GET", url)[2].read() == b"whole"


@pytest.mark.parametrize(
    ("environment", "header"),
    [
        ({}, None),
        ({"USER": "ada", "PASSWORD": "s3cr:ét"}, "Basic YWRhOnMzY3I6w6l0"),  # base64 of UTF-8, RFC 7617
        ({"TOKEN": "t0ken"}, "Bearer t0ken"),
    ],
)
def test_credentials_come_from_the_environment_and_are_never_shown(monkeypatch, waited, environment, header):
    for name, value in environment.items():
        monkeypatch.setenv(f"KG_STORE_{name}", value)
    with answering((401, {}, "who?")) as (url, seen):
        result = CliRunner().invoke(app, ["sources", "--store", url])
    assert result.exit_code == 1
    assert seen[0][0].get("Authorization") == header
    shown = result.output + repr(Credentials.from_environment())
    assert not any(secret in shown for name, secret in environment.items() if name != "USER")
    assert ("those given are not accepted" if environment else "none were given") in result.output


@pytest.mark.parametrize(
    ("environment", "message"),
    [
        ({"TOKEN": "t", "USER": "u"}, "keep one"),
        ({"PASSWORD": "p"}, "without KG_STORE_USER"),
        ({"TOKEN": "t\nX-Evil: 1"}, "control character"),
    ],
)
def test_odd_credentials_are_refused(monkeypatch, environment, message):
    for name, value in environment.items():
        monkeypatch.setenv(f"KG_STORE_{name}", value)
    with pytest.raises(ConfigError, match=message):
        Credentials.from_environment()


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("http://", "is no address"),
        ("http:///x", "is no address"),
        ("http://ada:pw@127.0.0.1", "holds credentials"),
        ("http://127.0.0.1/?x", "has no"),
        ("http://127.0.0.1/#x", "has no"),
    ],
)
def test_address_that_is_none_is_refused_without_its_secrets(address, message):
    with pytest.raises(ConfigError, match=message) as caught:
        endpoint(address)
    assert "pw" not in str(caught.value)


@pytest.mark.parametrize("seconds", ["0", "-1", "nan", "inf", "soon"])
def test_odd_time_limit_is_refused(monkeypatch, seconds):
    monkeypatch.setenv("KG_STORE_TIMEOUT", seconds)
    with pytest.raises(ConfigError, match="KG_STORE_TIMEOUT="):
        open_store("http://127.0.0.1:9")


def test_other_data_is_left_alone(server):
    server.update("INSERT DATA { GRAPH <http://a.test/g> { <http://a.test/a> <http://a.test/b> 1 } }")
    with pytest.raises(StoreError, match="holds other data"):
        open_store(server.url, entities=ENTITIES)


def test_newer_format_is_refused(server):
    open_store(server.url, entities=ENTITIES).close()
    graph = "<https://w3id.org/tech-rivalry/graph/store>"
    server.update(f"INSERT DATA {{ GRAPH {graph} {{ {graph} <http://www.w3.org/2002/07/owl#versionInfo> 99 }} }}")
    with pytest.raises(StoreError, match="install the newer kg"):
        open_store(server.url, read_only=True)


def test_server_without_graph_store_protocol_does(server, monkeypatch):
    monkeypatch.setenv("KG_STORE_DATA_URL", f"{server.url}/none")
    with open_store(server.url, entities=ENTITIES) as store:
        store.add(*sample("d1"))
    with open_store(server.url, entities=ENTITIES) as store:
        before = nquads(store)
        assert store.remove("d1")
        store.add(*sample("d1"))
        assert nquads(store) == before


def test_endpoints_elsewhere_are_named_by_the_environment(server, monkeypatch):
    for kind, path in (("QUERY", "query"), ("UPDATE", "update"), ("DATA", "store")):
        monkeypatch.setenv(f"KG_STORE_{kind}_URL", f"{server.url}/{path}")
    with open_store("http://elsewhere.test/x", entities=ENTITIES) as store:
        assert store.add(*sample("d1"))


def test_what_the_server_says_of_a_query_is_shown(server):
    with open_store(server.url, entities=ENTITIES) as store, pytest.raises(QueryError, match="refuses the request"):
        store.query("SELECT * { ?s ?p }")


def test_many_documents_come_back_in_order(server):
    document, claims = sample("d4")
    with open_store(server.url, entities=ENTITIES) as store:
        graphs = [NamedNode(document_iri(f"n{number:03}")) for number in range(120)]
        for number in reversed(range(120)):
            store.add(replace(document, id=f"n{number:03}"), claims)
        assert [graph for graph, quads in store.by_graph(graphs) if list(quads)] == graphs
        assert [source.id for source in store.sources()] == [f"n{number:03}" for number in range(120)]


def test_killed_server_has_every_document_wholly(tmp_path, waited):
    """The server is killed while a thread writes; what it has on the next start are whole documents."""
    server = SparqlServer(tmp_path / "data")
    failures = []

    def write():
        document, claims = sample("d2")
        try:
            with open_store(server.url, entities=ENTITIES) as store:
                for number in range(10_000):
                    name = f"k{number:04}"
                    store.add(replace(document, id=name), [replace(claim, document=name) for claim in claims])
        except StoreError as error:
            failures.append(error)

    writer = Thread(target=write)
    writer.start()
    time.sleep(1.0)
    server.stop(kill=True)
    writer.join()
    assert "cannot be reached" in str(failures[0])
    server.start()
    try:
        with open_store(server.url, read_only=True) as store:
            found = store.sources()
            assert len(found) > 2
            assert {source.claims for source in found} == {len(sample("d2")[1])}
            assert len(list(store.claims())) == sum(source.claims for source in found)
    finally:
        server.stop()


def test_commands_take_an_address(server, store_path, tmp_path):
    with open_store(server.url, entities=ENTITIES) as store:
        for document_id in ("d1", "d2", "d3", "d4"):
            store.add(*sample(document_id), extractor="rules/1")

    def kg(*words, at=server.url):
        result = CliRunner().invoke(app, [*words, "--store", str(at)], env={"KG_CACHE_DIR": ""})
        assert result.exit_code == 0, result.output
        return result.stdout

    for words in (
        ["sources"],
        ["query", "SELECT ?name { ent:huawei kg:dependsOn/rdfs:label ?name }"],
        ["query", "restrictions", "-p", "actor=United States"],
        ["entity", "Huawei"],
        ["analyse"],
        ["export", "--format", "jsonl"],
    ):
        assert kg(*words) == kg(*words, at=store_path), words
    assert "d1" in kg("remove", "d1")
    kg("merge", "Acme Chips", "TSMC", "--by", "Ada")
    kg("split", "Acme Chips", "TSMC", "--by", "Ada")
    assert "claim" in kg("view", "-o", str(tmp_path / "page.html"))
    with open_store(server.url, read_only=True) as store:
        assert records(run(store, "SELECT (COUNT(DISTINCT ?d) AS ?n) { ?d a kg:Document }")) == [{"n": 3}]
