"""The shapes over a store: conforming as written, and each kind of damage named with what and where."""

from __future__ import annotations

import json

import pyoxigraph as ox
import pytest
from sample_graph import ENTITIES, SAYINGS, sample
from typer.testing import CliRunner

from kg.cli import app
from kg.ids import DEFAULT_BASE as BASE
from kg.ids import document_iri, entity_iri
from kg.reason import infer
from kg.reason.validation import validate
from kg.store import LocalStore
from kg.store.terms import prefixes

pytest.importorskip("pyshacl")


@pytest.fixture
def store(tmp_path):
    with LocalStore(tmp_path / "mine", entities=ENTITIES) as store:
        for document_id in SAYINGS:
            store.add(*sample(document_id), extractor="rules/1")
        yield store


def damage(store: LocalStore, update: str) -> None:
    store.oxigraph.update(update, prefixes=prefixes(store.base))


def test_what_the_store_writes_and_rules_conclude_conforms(store):
    infer(store)
    calls: list[tuple[int, int]] = []
    assert validate(store, progress=lambda done, of: calls.append((done, of))) == []
    assert calls == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_batches_see_what_they_need(store, monkeypatch):
    """One document a batch: nothing is missed and nothing seems missing."""
    monkeypatch.setattr("kg.reason.validation._BATCH", 1)
    assert validate(store) == []


def test_a_bloc_may_stand_where_a_country_does(tmp_path):
    from kg.model import Entity

    union = Entity("european-union", "European Union", "Bloc")
    body = Entity("european-commission", "European Commission", "GovernmentBody", country="european-union")
    with LocalStore(tmp_path / "mine", entities={each.id: each for each in (union, body)}) as store:
        assert validate(store) == []


@pytest.mark.parametrize(
    ("update", "expected"),
    [
        (
            "DELETE { GRAPH ?g { ?c kg:polarity ?p } } WHERE { GRAPH ?g { ?c kg:polarity ?p; rdf:predicate kg:bans } }",
            ("violation", "China bans semiconductors", "kg:polarity", "", "d3"),
        ),
        (
            "DELETE { GRAPH ?g { ent:china kg:bans ?o } } WHERE { GRAPH ?g { ent:china kg:bans ?o } }",
            ("violation", "China bans semiconductors", "", "", "d3"),
        ),
        (
            "INSERT DATA { GRAPH graph:reference { ent:huawei kg:country ent:nvidia } }",
            ("violation", "Huawei", "kg:country", "ent:nvidia", ""),
        ),
        (
            """DELETE { GRAPH graph:fused { ?s kg:documentCount ?n } }
               INSERT { GRAPH graph:fused { ?s kg:documentCount 9 } }
               WHERE { GRAPH graph:fused { ?s kg:documentCount ?n ; kg:statedRelation kg:bans } }""",
            ("violation", "statement:", "kg:documentCount", "9", ""),
        ),
    ],
)
def test_damage_is_named_with_what_where_and_document(store, update, expected):
    damage(store, update)
    found = [(p.severity, p.label, p.path, p.value, p.document) for p in validate(store)]
    assert any(
        (each[0], each[2], each[3], each[4]) == (expected[0], *expected[2:]) and each[1].startswith(expected[1])
        for each in found
    ), found


def test_a_claim_of_odd_arguments_is_a_warning(tmp_path):
    from dataclasses import replace

    with LocalStore(tmp_path / "mine", entities=ENTITIES) as store:
        document, (claim, *_) = sample("d1")
        store.add(document, [replace(claim, predicate="leads")])
        [problem] = validate(store)
    assert (problem.severity, problem.label, problem.document) == ("warning", "China leads United States", "d1")
    assert problem.message.startswith("The subject of the claim claim:")


def test_command_has_status_1_and_json_in_a_pipe(store_path):
    runner = CliRunner()
    with LocalStore(store_path, entities=ENTITIES) as store:
        graph = ox.NamedNode(document_iri("d3"))
        store.oxigraph.remove(ox.Quad(*(ox.NamedNode(i) for i in (entity_iri("china"), f"{BASE}bans",
                                        entity_iri("semiconductors"))), graph))  # fmt: skip
    result = runner.invoke(app, ["validate", "--store", str(store_path)])
    assert result.exit_code == 1
    found = json.loads(result.stdout)
    assert (found["conforms"], found["violation"], found["warning"]) == (False, 1, 0)
    assert found["results"][0]["document"] == "d3"
    assert "does not conform: 1 violation and 0 warnings" in result.stderr


def test_command_has_status_0_if_all_is_well(store_path):
    result = CliRunner().invoke(app, ["validate", "--store", str(store_path), "-f", "table"])
    assert (result.exit_code, result.stdout) == (0, "")
    assert "The graph conforms" in result.stderr
