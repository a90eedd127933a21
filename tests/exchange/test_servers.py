"""Search and export of a graph on a SPARQL server find what they find in a directory."""

from __future__ import annotations

import io

import pytest
from sample_graph import ENTITIES, SAYINGS, sample
from sparql_server import SparqlServer

from kg.exchange import FORMATS, export
from kg.search import search
from kg.store import open_store


@pytest.fixture(scope="module")
def stores(tmp_path_factory):
    """Return the sample in a directory and on a server."""
    folder = tmp_path_factory.mktemp("stores")
    server = SparqlServer(folder / "server")
    places = (str(folder / "graph"), server.url)
    for place in places:
        with open_store(place, entities=ENTITIES) as store:
            for document_id in SAYINGS:
                store.add(*sample(document_id), extractor="rules/1")
    local, remote = (open_store(place, read_only=True) for place in places)
    yield local, remote
    local.close()
    remote.close()
    server.stop()


@pytest.mark.parametrize("words", ["chips", "huawei depends", '"vies with"', "c*"])
def test_a_search_on_a_server_finds_the_same(stores, words):
    local, remote = stores
    assert search(remote, words) == search(local, words) != []


@pytest.mark.parametrize("form", FORMATS)
def test_an_export_from_a_server_holds_the_same(stores, form):
    found = []
    for store in stores:
        out = io.BytesIO()
        export(store, form, out)
        found.append(out.getvalue())
    if form in {"nquads", "trig", "turtle", "jsonld"}:  # the server gives blank nodes names of its own
        assert len(found[0].splitlines()) == len(found[1].splitlines())
    else:
        assert found[0] == found[1]
