"""Names to entities, and what the graph says of one."""

from __future__ import annotations

from datetime import date

import pytest
from sample_graph import ENTITIES, sample

from kg.errors import QueryError
from kg.ids import entity_iri, minted_entity_iri
from kg.model import Entity
from kg.query import Relationship, describe, find_entity, suggest
from kg.store import LocalStore

CHINA = entity_iri("china")


@pytest.mark.parametrize(
    ("name", "iri"),
    [
        ("China", CHINA),
        ("china", CHINA),
        ("prc", CHINA),
        ("PEOPLE’S REPUBLIC OF CHINA", CHINA),
        (CHINA, CHINA),
        (f"<{CHINA}>", CHINA),
        ("ent:china", CHINA),
        ("acme chips", minted_entity_iri("Acme Chips")),
        ("name:acme-chips", minted_entity_iri("Acme Chips")),
        ("Beijing", CHINA),  # no name of the entity, but the gazetteer has it as the seat of its government
        ("Chinese", CHINA),
    ],
)
def test_entity_goes_by(small_store, name, iri):
    assert find_entity(small_store, name) == iri


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("Huawai", "no entity is called 'Huawai': did you mean 'Huawei'"),
        ("qqqqq", "no entity is called 'qqqqq': see `kg query entities`"),
        ("ent:nobody", "no entity has the IRI https://w3id.org/tech-rivalry/entity/nobody"),
        ("https://x.test/a b", "no entity has the IRI"),
        ("", "no entity is called ''"),
    ],
)
def test_unknown_entity_is_explained(small_store, name, message):
    with pytest.raises(QueryError) as caught:
        find_entity(small_store, name)
    assert message in str(caught.value)


def test_name_of_several_entities_is_explained(tmp_path):
    twins = {key: Entity(key, f"Label {key}", "Company", aliases=("Twin",)) for key in ("one", "two")}
    with (
        LocalStore(tmp_path / "graph", entities=twins) as store,
        pytest.raises(QueryError, match=r"several entities.*entity/one, .*entity/two"),
    ):
        find_entity(store, "twin")


def test_label_goes_before_alias_and_known_before_minted(tmp_path):
    known = {
        "one": Entity("one", "Acme Chips", "Company"),
        "two": Entity("two", "Other", "Company", aliases=("Acme Chips",)),
    }
    with LocalStore(tmp_path / "graph", entities={**ENTITIES, **known}) as store:
        store.add(*sample("d3"))  # mints Acme Chips
        assert find_entity(store, "Acme Chips") == entity_iri("one")


def test_card_of_a_known_entity(small_store):
    card = describe(small_store, entity_iri("huawei"))
    assert (card.label, card.types, card.aliases, card.country) == (
        "Huawei",
        ("company",),
        ("Huawei Technologies",),
        "China",
    )
    assert card.same_as == ("http://www.wikidata.org/entity/Q160120",)
    assert card.relationships == (
        Relationship("depends on", True, 2, 1, ("TSMC",), date(2025, 6, 1), "Huawei depends on TSMC."),
        Relationship(
            "sanctions", False, 1, 1, ("United States",), date(2025, 5, 2), "Washington put Huawei on a list."
        ),
    )


def test_card_of_a_minted_entity(small_store):
    card = describe(small_store, minted_entity_iri("R1"))
    assert (card.label, card.types, card.aliases, card.same_as) == ("R1", ("AI model",), (), ())
    assert [(entry.relation, entry.outgoing, entry.others) for entry in card.relationships] == [
        ("released", False, ("DeepSeek",))
    ]


def test_card_of_an_entity_without_claims(tmp_path):
    with LocalStore(tmp_path / "graph", entities=ENTITIES) as store:
        assert describe(store, CHINA).relationships == ()


@pytest.mark.parametrize(
    ("name", "known", "expected"),
    [
        ("Hauwei", ["AEI", "Audi", "Huawei", "Huawei Technologies"], ["Huawei"]),
        ("taiwan semiconductor", ["TSMC", "Taiwan Semiconductors"], ["Taiwan Semiconductors"]),
        ("Samsun", ["Samsung", "Samsong", "Samsing", "Samsang"], 3),
        ("Xyzzy", ["Huawei", "Audi"], []),
    ],
)
def test_names_are_suggested_if_they_are_near(name, known, expected):
    found = suggest(name, known)
    assert (len(found) if isinstance(expected, int) else found) == expected
