"""The examples of docs/python.md run, and a client over HTTP sees what they see."""

from __future__ import annotations

import doctest
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from SPARQLWrapper import JSON, SPARQLWrapper

DOC = Path(__file__).parent.parent / "docs" / "python.md"


@pytest.mark.model
def test_examples_print_what_they_show(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "articles").mkdir()
    text = "The US banned exports of chips to China. Huawei depends on Nvidia."
    (tmp_path / "articles" / "2025-05-02-chips.txt").write_text(text, encoding="utf-8")
    failed, run = doctest.testfile(str(DOC), module_relative=False, encoding="utf-8")
    assert run > 20
    assert failed == 0


@pytest.fixture
def endpoint(store_path):
    """Serve the sample graph with Oxigraph's own server, on loopback."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [Path(sys.executable).parent / "oxigraph", "serve-read-only", "--union-default-graph"]
    options = ["--location", store_path / "oxigraph", "--bind", f"127.0.0.1:{port}"]
    server = subprocess.Popen([*command, *options], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}/query"
    finally:
        server.terminate()
        server.wait(10)


def test_sparqlwrapper_can_ask_the_store(endpoint):
    client = SPARQLWrapper(endpoint, returnFormat=JSON)
    client.setQuery(
        "PREFIX kg: <https://w3id.org/tech-rivalry/> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>"
        "SELECT DISTINCT ?name { ?who kg:supplies ?whom . ?who rdfs:label ?name }"
    )
    found = client.queryAndConvert()
    assert [row["name"]["value"] for row in found["results"]["bindings"]] == ["TSMC"]
