"""The server with the real client of the mcp package, over its standard input and output and over HTTP."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import anyio
import pytest
from mcp import Client, StdioServerParameters
from sample_graph import nquads
from typer.testing import CliRunner

from kg.cli import app
from kg.errors import KgError, QueryError
from kg.mcp.worker import Worker
from kg.store import LocalStore

ROOT = Path(__file__).parents[2]
TOOLS = {"search", "entity", "claims", "saved_queries", "run_saved_query", "sparql", "vocabulary"}
FOREVER = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


def environment():
    return {**os.environ, "PYTHONPATH": str(ROOT), "KG_CACHE_DIR": ""}


def command(store_path, *more):
    return ["-m", "kg", "mcp", "--store", str(store_path), *more]


def talk(server, conversation):
    """Return what the conversation, an async function of a client, returns."""

    async def run():
        with anyio.fail_after(60):
            async with Client(server) as client:
                return await conversation(client)

    return anyio.run(run)


def test_a_client_finds_and_calls_the_tools_over_standard_input_and_output(store_path):
    with LocalStore(store_path, read_only=True) as store:
        before = nquads(store)

    async def conversation(client):
        tools = (await client.list_tools()).tools
        calls = [
            await client.call_tool("claims", {"entity": "TSMC", "relation": "supplies"}),
            await client.call_tool("entity", {"name": "PRC"}),
            await client.call_tool("run_saved_query", {"name": "competitors", "parameters": {"entity": "China"}}),
            await client.call_tool("sparql", {"query": "DROP ALL"}),
            await client.call_tool("sparql", {"query": FOREVER}),
            await client.call_tool("search", {"words": "sells"}),  # after the process had to be ended
            await client.call_tool("claims", {"modality": "likely"}),
        ]
        return tools, calls

    server = StdioServerParameters(
        command=sys.executable, args=command(store_path, "--timeout", "2"), env=environment(), cwd=str(ROOT)
    )
    tools, calls = talk(server, conversation)
    assert {tool.name for tool in tools} == TOOLS
    assert all(tool.annotations.read_only_hint and tool.description for tool in tools)
    by_name = {tool.name: tool for tool in tools}
    described = by_name["claims"].input_schema["properties"]
    assert all(described[name].get("description") for name in described)
    claims, entity, saved, dropped, forever, search, unknown = calls
    assert claims.structured_content["claims"][0]["sentence"] == "TSMC sells to Nvidia."
    assert entity.structured_content["label"] == "China"
    assert saved.structured_content["rows"][0]["subjectLabel"] == "United States"
    assert dropped.is_error
    assert "DROP is refused" in dropped.content[0].text
    assert forever.is_error
    assert "longer than 2 seconds" in forever.content[0].text
    assert search.structured_content["claims"][0]["sentence"] == "TSMC sells to Nvidia."
    assert unknown.is_error
    with LocalStore(store_path, read_only=True) as store:
        assert nquads(store) == before


def test_a_client_can_come_over_http_on_loopback(store_path):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, *command(store_path, "--transport", "http", "--port", str(port))],
        env=environment(),
        cwd=ROOT,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(400):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)

        async def conversation(client):
            return await client.call_tool("sparql", {"query": "ASK { ent:huawei kg:dependsOn ent:tsmc }"})

        assert talk(f"http://127.0.0.1:{port}/mcp", conversation).structured_content == {"answer": True}
    finally:
        server.terminate()
        server.wait(10)


@pytest.fixture
def worker(store_path, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    worker = Worker(str(store_path), seconds=2)
    yield worker
    worker.close()


def test_the_worker_goes_on_after_a_question_that_took_too_long(worker):
    assert worker.ask("sparql", {"query": "ASK { ?s ?p ?o }"}) == {"answer": True}
    with pytest.raises(QueryError, match="longer than 2 seconds"):
        worker.ask("sparql", {"query": FOREVER})
    assert worker.ask("sparql", {"query": "ASK { ?s ?p ?o }"}) == {"answer": True}
    with pytest.raises(KgError, match="no entity"):
        worker.ask("entity", {"name": "Nobody Inc"})


def test_the_worker_can_be_closed_twice_and_asked_again(worker):
    worker.close()
    worker.close()
    assert worker.ask("sparql", {"query": "ASK { ?s ?p ?o }"}) == {"answer": True}


def test_a_store_that_is_not_there_is_named(tmp_path, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    result = CliRunner().invoke(app, ["mcp", "--store", str(tmp_path / "none")])
    assert result.exit_code == 1
    assert "there is no store" in result.stderr
    assert result.stdout == ""


def test_without_its_package_the_command_says_what_to_install(store_path, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setitem(sys.modules, "mcp.server", None)
    result = CliRunner().invoke(app, ["mcp", "--store", str(store_path)])
    assert result.exit_code == 1
    assert "pip install 'tech-rivalry-kg[mcp]'" in result.stderr
