"""Why a triple stands: statements with their counts, claims with all that tells where they are from, rules."""

from __future__ import annotations

from datetime import date

import pytest
from sample_graph import ENTITIES, SAYINGS, sample

from kg.errors import QueryError
from kg.ids import DEFAULT_BASE as BASE
from kg.ids import entity_iri, minted_entity_iri
from kg.query import find_object, find_property, why
from kg.reason import infer
from kg.store import LocalStore
from kg.store.terms import RDF

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


@pytest.mark.parametrize(
    ("name", "iri"),
    [
        ("sanctioned by", f"{BASE}sanctionedBy"),
        ("Controlled from", f"{BASE}controlledFrom"),
        ("supplies, directly or not", f"{BASE}suppliesDirectlyOrNot"),
        ("country", f"{BASE}country"),
        ("type", f"{RDF}type"),
        ("a", f"{RDF}type"),
        ("rdf:type", f"{RDF}type"),
        ("broader transitive", "http://www.w3.org/2004/02/skos/core#broaderTransitive"),
    ],
)
def test_inverses_and_what_rules_conclude_go_by_label_too(small_store, name, iri):
    assert find_property(small_store, name) == iri


def test_a_class_is_no_property_and_the_list_of_these_is_whole(small_store):
    for name in ("Company", "alleged", "zzz"):
        with pytest.raises(QueryError, match=f"no relation '{name}': one of .*sanctionedBy.*controlledFrom.*, type"):
            find_property(small_store, name)


@pytest.mark.parametrize("name", ["Agent", "agent", "kg:Agent", f"{BASE}Agent", f"<{BASE}Agent>"])
def test_after_type_comes_a_class(small_store, name):
    assert find_object(small_store, f"{RDF}type", name) == f"{BASE}Agent"


def test_after_any_other_relation_comes_an_entity(small_store):
    assert find_object(small_store, f"{BASE}sanctions", "Huawei") == HUAWEI
    with pytest.raises(QueryError, match="no entity is called 'Agent'"):
        find_object(small_store, f"{BASE}sanctions", "Agent")
    with pytest.raises(QueryError, match="no class 'Huawei': one of Entity, Agent, Country"):
        find_object(small_store, f"{RDF}type", "Huawei")


def test_what_documents_alone_say_of_an_entity_is_theirs(small_store):
    acme = minted_entity_iri("Acme Chips")
    found = why(small_store, acme, f"{RDF}type", f"{BASE}Company")
    assert (found.known, found.statements, found.drawn) == (False, (), ())
    assert found.documents
    assert set(found.documents) <= set(SAYINGS)
    assert why(small_store, CHINA, f"{BASE}competesWith", US).documents == ()


def test_other_properties_are_found_and_unknown_ones_suggested(small_store):
    assert find_property(small_store, "controlledFrom") == f"{BASE}controlledFrom"
    assert find_property(small_store, "skos:broader") == "http://www.w3.org/2004/02/skos/core#broader"
    with pytest.raises(QueryError, match="no relation 'competeWith': did you mean competesWith"):
        find_property(small_store, "competeWith")
