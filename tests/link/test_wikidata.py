"""The client of Wikidata's API, against a server on the loopback: politeness, patience, and answers kept on disk."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from wikidata_server import WikidataServer

from kg.errors import ConfigError, KgError
from kg.link.wikidata import Item, Wikidata

httpx = pytest.importorskip("httpx")
LAG = {"error": {"code": "maxlag", "info": "Waiting for a database server: 6.2 seconds lagged.", "lag": 6.2}}


@pytest.fixture
def server():
    with WikidataServer() as server:
        yield server


@pytest.fixture
def waits():
    return []


@pytest.fixture
def client(server, tmp_path, waits):
    with Wikidata(
        url=server.url,
        cache=tmp_path / "cache",
        contact="me@x.test",
        languages=("en", "zh"),
        pause=0,
        sleep=waits.append,
    ) as client:
        yield client


def test_search_gives_ids_best_first(client):
    assert client.search("Huawei") == ["Q160120", "Q999001"]
    assert client.search("Acme", limit=1) == ["Q42001"]
    assert client.search("nothing of the kind") == []


def test_items_come_with_names_and_classes(client):
    assert client.items(["Q42001", "Q1"]) == {
        "Q42001": Item(
            "Q42001",
            "Acme Chips",
            "chip maker",
            ("Acme Chips", "Acme Chips公司", "Acme Chips Holding Inc.", "ACH"),
            ("Q4830453",),
        )
    }


def test_requests_say_who_asks_and_step_back_when_servers_lag(client, server):
    client.search("Huawei")
    assert server.agents[0].startswith("tech-rivalry-kg/")
    assert "me@x.test" in server.agents[0]
    assert server.requests[0] == {
        "action": "wbsearchentities",
        "search": "Huawei",
        "language": "en",
        "uselang": "en",
        "type": "item",
        "limit": "5",
        "format": "json",
        "formatversion": "1",
        "maxlag": "5",
    }


def test_items_are_asked_for_fifty_at_a_time(client, server):
    client.items(f"Q{number}" for number in range(1, 121))
    assert [len(request["ids"].split("|")) for request in server.requests] == [50, 50, 20]


def test_what_was_asked_is_not_asked_again(client, server, tmp_path):
    first = client.search("Huawei")
    with Wikidata(url=server.url, cache=tmp_path / "cache", languages=("en", "zh")) as other:
        assert other.search("Huawei") == first
    assert len(server.requests) == 1
    [file] = (tmp_path / "cache").iterdir()
    file.write_text("{")  # cut off
    assert client.search("Huawei") == first
    assert len(server.requests) == 2


@pytest.mark.parametrize(
    ("trouble", "waited"),
    [
        ([(429, {"Retry-After": "7"}, {})], [7]),
        ([(503, {}, b"busy")], [1]),
        ([(503, {}, b""), (502, {}, b""), (500, {}, b"")], [1, 2, 4]),
        ([(200, {"Retry-After": "5", "X-Database-Lag": "6"}, LAG)], [5]),
        ([(429, {"Retry-After": "soon"}, {})], [1]),
    ],
)
def test_a_busy_service_is_left_alone_for_as_long_as_it_says(client, server, waits, trouble, waited):
    server.trouble = trouble
    assert client.search("Huawei") == ["Q160120", "Q999001"]
    assert [round(wait) for wait in waits if wait > 0.5] == waited


def test_a_day_to_retry_after_counts_from_now(client, server, waits):
    when = format_datetime(datetime.now(UTC) + timedelta(seconds=30), usegmt=True)
    server.trouble = [(429, {"Retry-After": when}, {})]
    client.search("Huawei")
    assert 25 < max(waits) <= 30


def test_a_pause_lies_between_requests(server, tmp_path, waits):
    with Wikidata(url=server.url, cache=tmp_path, pause=3, sleep=waits.append) as client:
        client.search("Huawei")
        client.search("Acme")
    assert waits[0] == 0
    assert 2 < waits[1] <= 3


@pytest.mark.parametrize(
    ("trouble", "message"),
    [
        ([(503, {}, b"")] * 5, "status 503, 5 times: try again later"),
        ([(429, {"Retry-After": "3600"}, {})], "asks to wait 3,600 s: try again later"),
        ([(403, {}, b"")], "status 403: check --url"),
        ([(200, {}, b"<html>")], "does not answer as Wikidata's API does"),
        ([(200, {}, b"[]")], "does not answer as Wikidata's API does"),
        ([(200, {}, {"error": {"code": "badtoken", "info": "Invalid."}})], "badtoken: Invalid."),
        ([(200, {}, LAG)] * 5, "busy: Waiting for a database server"),
    ],
)
def test_what_fails_for_good_is_said_and_not_kept(client, server, tmp_path, trouble, message):
    server.trouble = list(trouble)
    with pytest.raises(KgError) as caught:
        client.search("Huawei")
    assert str(caught.value).startswith(server.url)
    assert message in str(caught.value)
    assert list(tmp_path.rglob("*.json")) == []


def test_a_service_that_is_not_there_is_named(tmp_path):
    with WikidataServer() as gone:
        pass
    with (
        Wikidata(url=gone.url, cache=tmp_path, sleep=lambda _: None) as client,
        pytest.raises(KgError, match="5 times: try again later, or check the network"),
    ):
        client.search("Huawei")


@pytest.mark.parametrize("url", ["no address", "ftp://x.test/", "http://x.test:port/"])
def test_what_is_no_address_is_said_at_once(tmp_path, waits, url):
    with (
        Wikidata(url=url, cache=tmp_path, sleep=waits.append) as client,
        pytest.raises(KgError, match="is no address of a web service"),
    ):
        client.search("Huawei")
    assert max(waits) == 0


def test_without_the_extra_it_is_named(monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "httpx", None)
    with pytest.raises(ConfigError, match=r"pip install 'tech-rivalry-kg\[enrich\]'"):
        Wikidata(cache=tmp_path)
