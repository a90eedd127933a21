"""Stores of either kind, and the server that one kind needs."""

from __future__ import annotations

import pytest
from sample_graph import ENTITIES
from sparql_server import SparqlServer

from kg.store import open_store


@pytest.fixture(scope="session")
def running_server(tmp_path_factory):
    server = SparqlServer(tmp_path_factory.mktemp("server"))
    yield server
    server.stop()


@pytest.fixture
def server(running_server):
    """Return a server without data."""
    running_server.clear()
    return running_server


@pytest.fixture(params=["directory", "server"])
def place(request, tmp_path):
    """Return where a store can be made: a new directory, or the address of an empty server."""
    return str(tmp_path / "any") if request.param == "directory" else request.getfixturevalue("server").url


@pytest.fixture
def any_store(place):
    """Return an empty store of either kind."""
    with open_store(place, entities=ENTITIES) as store:
        yield store
