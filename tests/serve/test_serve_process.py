"""The life of the server: how it starts, follows the store, and ends; what it says if it cannot."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request

import pytest
from sample_graph import ENTITIES, sample
from serve.conftest import Served, build, client_of, gone
from typer.testing import CliRunner

from kg.cli import app
from kg.store import LocalStore

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals and locks of Unix")


@pytest.fixture
def path(tmp_path):
    return build(tmp_path / "graph")


def serve(*arguments):
    return CliRunner().invoke(app, ["serve", *map(str, arguments)])


def get(url):
    with urllib.request.urlopen(url) as answer:
        return answer.read().decode()


def claims(server):
    query = "SELECT%20(COUNT(*)%20AS%20?n)%20%7B?c%20a%20kg:Claim%7D"
    return int(get(f"{server.url}sparql?format=csv&query={query}").split()[1])


def until(condition, seconds=10):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.05)
    return False


def test_port_in_use(path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = serve("--store", path, "--port", port)
    assert result.exit_code == 1
    assert f"127.0.0.1:{port}: cannot be used: Address already in use: name another with --port" in result.stderr


def test_address_of_another_machine(path):
    result = serve("--store", path, "--port", 0, "--host", "192.0.2.1")
    assert (result.exit_code, "name another with" in result.stderr) == (1, True)
    result = serve("--store", path, "--port", 0, "--host", "no.such.host.invalid")
    assert (result.exit_code, "is no address of this machine" in result.stderr) == (1, True)


def test_no_store_and_empty_store(tmp_path):
    result = serve("--store", tmp_path / "none", "--port", 0)
    assert (result.exit_code, "there is no store: make one with `kg build`" in result.stderr) == (1, True)
    with LocalStore(tmp_path / "empty", entities=ENTITIES):
        pass
    result = serve("--store", tmp_path / "empty", "--port", 0)
    assert (result.exit_code, "holds no documents to show: add articles" in result.stderr) == (1, True)
    assert list((tmp_path / "empty").glob("serving-*")) == []
    result = serve("--store", "http://127.0.0.1:1/", "--port", 0)
    assert (result.exit_code, "has an endpoint of its own" in result.stderr) == (1, True)


def test_store_of_a_newer_version(path):
    (path / "store.json").write_text('{"format": 99, "base": "https://w3id.org/tech-rivalry/"}')
    result = serve("--store", path, "--port", 0)
    assert result.exit_code == 1
    assert f"{path}: the store has format 99" in result.stderr


@pytest.mark.parametrize("module", ["starlette", "uvicorn", "h11", "oxigraph"])
def test_missing_extra(path, monkeypatch, module):
    import importlib.metadata
    import importlib.util

    def without(name, *arguments):
        if name == module:
            raise importlib.metadata.PackageNotFoundError(name)
        return importlib.metadata.Distribution.from_name(name)

    find_spec = importlib.util.find_spec
    monkeypatch.setattr("kg.serve.running.find_spec", lambda name: None if name == module else find_spec(name))
    monkeypatch.setattr("kg.serve.worker.distribution", without)
    monkeypatch.setenv("PATH", "/nonexistent")
    result = serve("--store", path, "--port", 0)
    assert result.exit_code == 1
    assert "pip install 'tech-rivalry-kg[serve]'" in result.stderr
    assert module in result.stderr


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_ends_in_order(path, how):
    server = Served(path)
    children = server.children()
    assert len(children) == 3  # one for the endpoint, two for the pages
    assert len(list(path.glob("serving-*"))) == 1
    server.process.send_signal(how)
    assert server.process.wait(10) == 0
    assert server.process.stdout.read() == ""
    assert gone(children)
    assert list(path.glob("serving-*")) == []


@pytest.mark.skipif(sys.platform != "linux", reason="PR_SET_PDEATHSIG")
def test_children_die_with_a_killed_parent_and_its_copy_is_swept(path):
    server = Served(path)
    children = server.children()
    server.process.kill()
    server.process.wait(10)
    assert gone(children)
    assert len(list(path.glob("serving-*"))) == 1
    with client_of(path):
        assert len(list(path.glob("serving-*"))) == 1  # that of this one
    assert list(path.glob("serving-*")) == []


def test_store_stays_free_and_what_is_written_shows(path):
    server = Served(path)
    try:
        assert claims(server) == 11
        with LocalStore(path, entities=ENTITIES) as store:  # one that writes: nobody else may have the store open
            store.remove("d3")
            server.process.send_signal(signal.SIGHUP)
            time.sleep(0.3)
            assert claims(server) == 11  # as it was, until the writer is done
        server.process.send_signal(signal.SIGHUP)
        assert until(lambda: claims(server) == 7)
        assert "7 claims from 3 articles" in get(server.url)
        assert until(lambda: len(list(path.glob("serving-*"))) == 1)  # the copy before is gone
        assert until(lambda: len(server.children()) == 3)
    finally:
        server.process.terminate()
        server.process.wait(10)
    with LocalStore(path, entities=ENTITIES) as store:
        assert len(store.sources()) == 3


def test_nothing_is_copied_again_while_nothing_changes(path):
    with client_of(path) as client:
        site = client.app.state.site
        assert client.portal.call(site.refresh) is False
        with LocalStore(path, read_only=True) as store:
            store.sources()
        assert client.portal.call(site.refresh) is False


def test_waits_for_a_writer(path):
    with LocalStore(path, entities=ENTITIES):
        process = subprocess.Popen(
            [sys.executable, "-m", "kg", "serve", "--store", str(path), "--port", "0"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert "waiting for the program that writes it" in process.stderr.readline()
    try:
        assert "http://127.0.0.1:" in process.stdout.readline()
    finally:
        process.terminate()
        process.wait(10)


def test_interrupted_while_it_waits(path):
    with LocalStore(path, entities=ENTITIES):
        process = subprocess.Popen(
            [sys.executable, "-m", "kg", "serve", "--store", str(path), "--port", "0"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        process.stderr.readline()
        process.terminate()
        assert "Traceback" not in process.communicate(timeout=10)[1]


def test_readers_of_the_old_state_end_on_it(path):
    """Many answers while the store changes again and again: each is of one state or another, and none fails."""
    with client_of(path) as client:
        site = client.app.state.site
        for number in range(4):
            with LocalStore(path, entities=ENTITIES) as store:
                store.remove("d3") if number % 2 == 0 else store.add(*sample("d3"), extractor="rules/1")
            client.portal.call(site.refresh)
            query = {"query": "SELECT (COUNT(*) AS ?n) { ?c a kg:Claim }", "format": "csv"}
            assert client.get("/sparql", params=query).text.split()[1] == ("7" if number % 2 == 0 else "11")
            assert client.get("/").status_code == 200


def test_search_follows_the_store(path):
    with client_of(path) as client:
        site = client.app.state.site
        assert "up with Acme Chips." in client.get("/search", params={"q": "teamed"}).text
        with LocalStore(path, entities=ENTITIES) as store:
            store.remove("d3")
        assert client.portal.call(site.refresh) is True
        assert "None has these words" in client.get("/search", params={"q": "teamed"}).text
        assert "with China." in client.get("/search", params={"q": "vies"}).text


def test_what_a_broken_load_left_is_not_served(path):
    """A load that the power ended: what it had put in is noted, and goes when the store is opened next."""
    (path / "loading.json").write_text('["https://w3id.org/tech-rivalry/document/d3"]')
    with client_of(path) as client:
        query = {"query": "SELECT (COUNT(*) AS ?n) { ?c a kg:Claim }", "format": "csv"}
        assert client.get("/sparql", params=query).text.split()[1] == "7"
    assert (path / "loading.json").exists()  # serving changes nothing in the store itself
