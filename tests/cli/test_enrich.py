"""kg enrich: items of Wikidata as proposals, from a server on the loopback, and nothing else ever calls out."""

from __future__ import annotations

import json
import socket
from dataclasses import replace

import pytest
from sample_graph import ENTITIES, sample
from typer.testing import CliRunner
from wikidata_server import WikidataServer

from kg.cli import app
from kg.ids import entity_iri, minted_entity_iri
from kg.link import Resolver, pending
from kg.model import Entity
from kg.store import LocalStore

pytest.importorskip("httpx")
ACME = minted_entity_iri("Acme Chips")
WD = "http://www.wikidata.org/entity/"


@pytest.fixture
def server():
    with WikidataServer() as server:
        yield server


@pytest.fixture
def kg(store_path, server, tmp_path):
    def run(*arguments, **options):
        rest = (
            ["--url", server.url, "--pause", "0", "--cache", str(tmp_path / "cache")] if "enrich" in arguments else []
        )
        return CliRunner().invoke(app, [*arguments, *rest, "--store", str(store_path)], **options)

    return run


def waiting(path):
    with LocalStore(path, read_only=True) as store:
        return [(each.left, each.right, each.score) for each in pending(store, Resolver(store))]


def nquads(path):
    with LocalStore(path, read_only=True) as store:
        return sorted(map(str, store.oxigraph))


def test_items_are_proposed_and_nothing_is_applied(kg, store_path):
    before = nquads(store_path)
    result = kg("enrich", "Acme Chips")
    assert result.exit_code == 0
    assert result.stdout == "2 proposals for 1 entity: judge them with `kg review`\n"
    # the town is of another kind; of the other two, the one whose kind is known to fit goes first
    assert waiting(store_path) == [(ACME, f"{WD}Q42001", 0.9), (ACME, f"{WD}Q42003", 0.65)]
    assert nquads(store_path) == before


def test_an_accepted_item_gives_identifier_and_names(kg, store_path, server, tmp_path):
    kg("enrich", "Acme Chips")
    file = tmp_path / "judged.csv"
    file.write_text(f"left,right,verdict\nAcme Chips,wd:Q42001,positive\nAcme Chips,{WD}Q42003,negative\n")
    assert kg("review", "--file", str(file), "--by", "Ada").exit_code == 0
    card = json.loads(kg("entity", "ACH").stdout)
    assert (card["iri"], card["same_as"]) == (ACME, [f"{WD}Q42001"])
    assert card["aliases"] == ["ACH", "Acme Chips Holding Inc.", "Acme Chips公司"]
    assert waiting(store_path) == []
    asked = len(server.requests)
    kg("enrich")
    searched = [request.get("search") for request in server.requests[asked:]]
    assert searched
    assert "Acme Chips" not in searched
    assert ACME not in {left for left, _, _ in waiting(store_path)}


def test_entities_with_an_item_are_not_looked_up_and_the_most_named_go_first(kg, server):
    kg("enrich", "--limit", "3")
    asked = [request["search"] for request in server.requests if request["action"] == "wbsearchentities"]
    assert len(asked) == 3
    assert "Huawei" not in asked  # the sample gives it Q160120
    assert "United States" not in asked
    assert asked[0] == "China"


def test_the_item_of_a_known_entity_proposes_that_entity(store_path, server, tmp_path):
    """Articles call Huawei by a name that the gazetteer lacks: the item tells who it is."""
    minted = minted_entity_iri("Huawei Technologies")
    path = tmp_path / "other"
    known = {**ENTITIES, "huawei": Entity("huawei", "HW", "Company", wikidata="Q160120")}
    with LocalStore(path, entities=known) as store:
        document, claims = sample("d3")
        huawei = [
            replace(c, subject=replace(c.subject, entity=minted, label="Huawei Technologies")) for c in claims[:1]
        ]
        store.add(document, huawei)
    options = ["--url", server.url, "--pause", "0", "--cache", str(tmp_path / "cache"), "--store", str(path)]
    assert CliRunner().invoke(app, ["enrich", "Huawei Technologies", *options]).exit_code == 0
    assert [each[:2] for each in waiting(path)] == [(minted, entity_iri("huawei"))]


def test_running_again_asks_nothing_and_proposes_the_same(kg, store_path, server):
    kg("enrich", "Acme Chips")
    before, asked = waiting(store_path), len(server.requests)
    kg("enrich", "Acme Chips")
    assert (waiting(store_path), len(server.requests)) == (before, asked)


def test_what_was_found_before_a_failure_waits(kg, store_path, server):
    kg("enrich", "Acme Chips")
    server.trouble = [(403, {}, b"")]
    result = kg("enrich", "Acme Chips", "OpenAI")
    assert result.exit_code == 1
    assert "status 403: check --url" in result.stderr
    assert len(waiting(store_path)) == 2


def test_unknown_names_and_stores_are_refused_before_anybody_is_asked(kg, server, tmp_path):
    result = kg("enrich", "Acme Chip")
    assert (result.exit_code, "did you mean 'Acme Chips'" in result.stderr) == (1, True)
    result = CliRunner().invoke(app, ["enrich", "--url", server.url, "--store", str(tmp_path / "none")])
    assert (result.exit_code, "there is no store" in result.stderr) == (1, True)
    assert server.requests == []


def test_a_garbled_file_of_proposals_is_named(kg, store_path):
    (store_path / "wikidata.jsonl").write_text('{"left": 1}\n')
    result = kg("review", "--list")
    assert result.exit_code == 1
    assert "wikidata.jsonl:1:" in result.stderr
    assert "run `kg enrich` again" in result.stderr


def test_no_other_command_calls_out(kg, monkeypatch, store_path):
    def refuse(*_, **__):
        raise AssertionError("a connection was made")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    for arguments in (["entity", "Huawei"], ["review"], ["merge", "Acme Chips", "OpenAI"], ["split", "Acme Chips"]):
        assert kg(*arguments).exit_code == 0, arguments
