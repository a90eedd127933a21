"""Why a triple stands: statements with their counts, claims with all that tells where they are from, rules."""

from __future__ import annotations

from datetime import date

import pytest
from sample_graph import ENTITIES, SAYINGS, sample

from kg.errors import QueryError
from kg.ids import DEFAULT_BASE as BASE
from kg.ids import entity_iri
from kg.query import find_property, why
from kg.reason import infer
from kg.store import LocalStore

CHINA, US, HUAWEI, TSMC, NVIDIA = map(entity_iri, ("china", "united-states", "huawei", "tsmc", "nvidia"))


@pytest.fixture
def store(tmp_path):
    with LocalStore(tmp_path / "mine", entities=ENTITIES) as store:
        for document_id in SAYINGS:
            store.add(*sample(document_id), extractor="rules/1")
        yield store


def test_claims_come_with_sentence_place_source_and_extractor(small_store):
    found = why(small_store, CHINA, f"{BASE}competesWith", US)
    assert (found.text, found.known, found.drawn) == ("China competes with United States", False, ())
    [statement] = found.statements
    assert (statement.publishers, statement.documents, statement.claims, statement.contradicting) == (2, 2, 2, 0)
    assert (statement.first_seen, statement.last_seen) == (date(2025, 4, 26), date(2025, 5, 2))
    first, second = statement.backing
    assert (first.sentence, first.start, first.end) == ("Beijing competes with the US.", 0, 29)
    assert (first.subject_mention, first.object_mention) == ("Beijing", "the US")
    assert (first.document, first.title, first.publisher) == ("d1", "Chip race heats up", "Example News")
    assert (first.published, first.url) == (date(2025, 4, 26), "https://x.test/1")
    assert (first.extractor, first.version, first.confidence) == ("rules/1", "1", 1.0)
    assert second.document == "d2"


def test_either_order_of_a_symmetric_relation_finds_the_same(small_store):
    relation = f"{BASE}competesWith"
    assert why(small_store, CHINA, relation, US).statements == why(small_store, US, relation, CHINA).statements


def test_what_is_denied_stands_beside_what_is_affirmed(small_store):
    found = why(small_store, HUAWEI, f"{BASE}dependsOn", TSMC).statements
    assert [(each.polarity, each.publishers, each.contradicting) for each in found] == [
        ("affirmed", 1, 1),
        ("negated", 1, 1),
    ]
    assert found[1].backing[0].speaker == "Huawei"


def test_reference_data_are_named_as_such(small_store):
    found = why(small_store, HUAWEI, f"{BASE}country", CHINA)
    assert (found.known, found.statements) == (True, ())


def test_conclusion_is_explained_down_to_the_sentence(store):
    infer(store)
    found = why(store, NVIDIA, f"{BASE}suppliedBy", TSMC)
    [way] = found.drawn
    assert (way.rule, way.title) == ("inverse", "The inverse of a relation")
    [ground] = way.grounds
    assert (ground.text, ground.claims, ground.known) == ("TSMC supplies Nvidia", 1, False)
    assert ground.backing[0].sentence == "TSMC sells to Nvidia."


def test_conclusions_from_conclusions_are_explained_in_turn(store):
    infer(store)
    found = why(store, HUAWEI, "http://www.w3.org/1999/02/22-rdf-syntax-ns#type", f"{BASE}Entity")
    [way] = found.drawn
    [ground] = way.grounds
    [before] = ground.drawn
    assert (ground.text, before.rule) == ("Huawei rdf:type agent", "subclass")
    assert [each.text for each in before.grounds] == ["Huawei rdf:type company"]


@pytest.mark.parametrize("name", ["competesWith", "kg:competesWith", "competes with", f"{BASE}competesWith"])
def test_relation_goes_by_name_label_or_iri(small_store, name):
    assert find_property(small_store, name) == f"{BASE}competesWith"


def test_other_properties_are_found_and_unknown_ones_suggested(small_store):
    assert find_property(small_store, "controlledFrom") == f"{BASE}controlledFrom"
    assert find_property(small_store, "skos:broader") == "http://www.w3.org/2004/02/skos/core#broader"
    with pytest.raises(QueryError, match="no relation 'competeWith': did you mean competesWith"):
        find_property(small_store, "competeWith")
