"""Many at once: nobody waits for whoever asks too much, and whoever finds no room is told so."""

from __future__ import annotations

import asyncio
import time

import httpx
import pytest
from serve.conftest import Served, build

QUICK = "SELECT ?name { ent:huawei kg:dependsOn/rdfs:label ?name }"
SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER (?a != ?i) }"


@pytest.fixture(scope="module")
def narrow(tmp_path_factory):
    """Return a server with two workers and little time."""
    server = Served(build(tmp_path_factory.mktemp("narrow") / "graph"), "--workers", "2", "--time-limit", "3")
    httpx.get(f"{server.url}entity/huawei", timeout=30)  # the first page loads the gazetteer
    yield server
    server.process.terminate()
    server.process.wait(10)


async def ask(client, query):
    start = time.monotonic()
    answer = await client.get("/sparql", params={"query": query, "format": "csv"}, timeout=30)
    return answer.status_code, answer.text, time.monotonic() - start


def test_expensive_query_holds_up_nobody(narrow):
    async def run():
        async with httpx.AsyncClient(base_url=narrow.url) as client:
            slow = asyncio.create_task(ask(client, SLOW))
            await asyncio.sleep(0.2)
            start = time.monotonic()
            quick = await asyncio.gather(*(ask(client, QUICK) for _ in range(20)))
            pages = await asyncio.gather(*(client.get(path) for path in ("/", "/entity/huawei", "/queries/alleged")))
            return time.monotonic() - start, slow.done(), quick, pages, await slow

    seconds, slow_was_done, quick, pages, slow = asyncio.run(run())
    assert not slow_was_done
    assert seconds < 3
    assert {(status, text) for status, text, _ in quick} == {(200, "name\r\nTSMC\r\n")}
    assert {page.status_code for page in pages} == {200}
    assert slow[0] == 504
    assert "longer than 3 s" in slow[1]


def test_pages_answer_while_the_endpoint_is_full(narrow):
    async def run():
        async with httpx.AsyncClient(base_url=narrow.url) as client:
            slow = [asyncio.create_task(ask(client, SLOW)) for _ in range(2)]
            await asyncio.sleep(0.2)
            start = time.monotonic()
            page = await client.get("/queries/competitors", params={"entity": "Huawei"}, timeout=10)
            seconds = time.monotonic() - start
            waiting = await ask(client, QUICK)
            return page.status_code, seconds, waiting, await asyncio.gather(*slow)

    status, seconds, waiting, slow = asyncio.run(run())
    assert (status, seconds < 1.5) == (200, True)
    assert waiting[0] in {200, 503}  # it stood in line for no longer than a query may take
    assert waiting[2] < 5
    assert {each[0] for each in slow} == {504}


def test_client_that_leaves_frees_its_place(narrow):
    async def run():
        async with httpx.AsyncClient(base_url=narrow.url) as client:
            for _ in range(4):  # twice as many as there are workers
                with pytest.raises(httpx.ReadTimeout):
                    await client.get("/sparql", params={"query": SLOW}, timeout=0.3)
            return await ask(client, QUICK)

    status, _, seconds = asyncio.run(run())
    assert status == 200
    assert seconds < 1.5


def test_full_line_is_told_to_come_back(served_path):
    """One worker, and a line of one: of three queries at once, one finds no room."""
    from kg.serve import ServeOptions
    from kg.serve.app import make_app

    async def run():
        app = make_app(ServeOptions(served_path, workers=1, waiting=1, time_limit=1.0))
        async with (
            app.router.lifespan_context(app),
            httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://localhost") as client,
        ):
            return await asyncio.gather(*(client.get("/sparql", params={"query": SLOW}) for _ in range(3)))

    answers = asyncio.run(run())
    statuses = sorted(answer.status_code for answer in answers)
    assert statuses[0] == 503
    assert 504 in statuses
    busy = next(answer for answer in answers if answer.status_code == 503)
    assert int(busy.headers["retry-after"]) > 0
    assert "try again" in busy.text


def test_worker_that_died_is_replaced(narrow):
    import os
    import signal

    for pid in narrow.children():
        os.kill(pid, signal.SIGKILL)

    async def run():
        async with httpx.AsyncClient(base_url=narrow.url) as client:
            found = [await ask(client, QUICK) for _ in range(6)]
            page = await client.get("/queries/alleged")
            return [status for status, _, _ in found], page.status_code

    statuses, page = asyncio.run(run())
    assert (statuses, page) == ([200] * 6, 200)


def test_measurement_counts_right_answers_and_names_wrong_ones(narrow):
    from kg.errors import KgError
    from kg.serve.load import measure

    found = asyncio.run(measure(narrow.url, clients=5, seconds=1.5))
    assert found.errors == {}
    assert found.answered > 10
    assert all(times == sorted(times) for times in found.latencies.values())
    with pytest.raises(KgError, match="start it with `kg serve`"):
        asyncio.run(measure("http://127.0.0.1:9/", clients=1, seconds=1))


def test_command_measures_a_server_of_its_own(served_path):
    from typer.testing import CliRunner

    from kg.cli import app

    result = CliRunner().invoke(
        app, ["bench", "serve", "--store", str(served_path), "--clients", "3", "--seconds", "1"]
    )
    assert result.exit_code == 0, result.output
    header, *rows = result.stdout.splitlines()
    assert header == "request,answers,p50,p95,p99"
    assert rows
    assert "3 clients" in result.stderr
    result = CliRunner().invoke(app, ["bench", "serve", "--store", str(served_path / "none"), "--seconds", "1"])
    assert (result.exit_code, "there is no store" in result.stderr) == (1, True)
