"""Names to entities, and what the graph says of one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest
from sample_graph import ENTITIES, sample

from kg.errors import QueryError
from kg.gazetteer import Role
from kg.ids import DEFAULT_BASE, entity_iri, minted_entity_iri
from kg.model import Claim, Document, Entity, Evidence, Mention, TimeSpan
from kg.query import Neighbour, Relationship, describe, find_entity, find_unmerged, suggest
from kg.store import LocalStore
from kg.store.merging import Merges

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
        Relationship(
            "depends on",
            f"{DEFAULT_BASE}dependsOn",
            True,
            2,
            1,
            ("TSMC",),
            (entity_iri("tsmc"),),
            date(2025, 6, 1),
            "Huawei depends on TSMC.",
        ),
        Relationship(
            "sanctions",
            f"{DEFAULT_BASE}sanctions",
            False,
            1,
            1,
            ("United States",),
            (entity_iri("united-states"),),
            date(2025, 5, 2),
            "Washington put Huawei on a list.",
        ),
    )


def test_card_of_a_minted_entity(small_store):
    card = describe(small_store, minted_entity_iri("R1"))
    assert (card.label, card.types, card.aliases, card.same_as) == ("R1", ("AI model",), (), ())
    assert [(entry.relation, entry.outgoing, entry.others) for entry in card.relationships] == [
        ("released", False, ("DeepSeek",))
    ]


def test_card_names_those_that_most_claims_tie_to_it(small_store):
    card = describe(small_store, entity_iri("deepseek"))
    assert card.neighbours == (
        Neighbour(entity_iri("openai"), "OpenAI", 1),
        Neighbour(minted_entity_iri("R1"), "R1", 1),
    )
    assert describe(small_store, CHINA).neighbours[0] == Neighbour(entity_iri("united-states"), "United States", 2)


OFFICES = {
    "united-states": Entity("united-states", "United States", "Country"),
    "ada": Entity(
        "ada",
        "Ada Okafor",
        "Person",
        attributes={
            "roles": (
                Role("leads", "united-states", "president", "2021-01-20", "2025"),
                Role("worksFor", "united-states", "senator", "2010", "2020-11"),
            )
        },
    ),
}


@pytest.fixture
def offices(tmp_path, monkeypatch):
    """Return a store where an article of May 2025 says that Ada Okafor leads Acme, and that she led it in 2024."""
    monkeypatch.setattr("kg.query.roles.gazetteer.load", lambda: SimpleNamespace(entities=OFFICES))
    text = "Ada Okafor leads Acme."
    ada = Mention(0, 10, "Ada Okafor", "Ada Okafor", "Person", entity_iri("ada"))
    acme = Mention(17, 21, "Acme", "Acme", "Company", minted_entity_iri("Acme"))
    claim = Claim("d", ada, "leads", acme, Evidence(0, len(text), text), extractor="rules/1")
    denied = replace(claim, predicate="worksFor", polarity="negated")
    earlier = replace(claim, document="e", time=TimeSpan(date(2024, 1, 1), date(2024, 12, 31), "in 2024"))
    with LocalStore(tmp_path / "graph", entities=OFFICES) as store:
        store.add(Document("d", text, published=date(2025, 5, 1)), [claim, denied])
        store.add(Document("e", text, published=date(2025, 5, 2)), [earlier])
        yield store


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (None, ["president", "senator", "1 article, 2025-05-01", "1 article, 2025-05-02"]),
        (date(2009, 12, 31), []),
        (date(2010, 1, 1), ["senator"]),
        (date(2020, 11, 30), ["senator"]),
        (date(2020, 12, 1), []),
        (date(2021, 1, 19), []),
        (date(2024, 6, 1), ["president", "1 article, 2025-05-02"]),
        (date(2025, 4, 30), ["president"]),
        (date(2025, 5, 1), ["president", "1 article, 2025-05-01"]),
        (date(2026, 1, 1), ["1 article, 2025-05-01"]),
    ],
)
def test_roles_at_a_date(offices, day, expected):
    card = describe(offices, entity_iri("ada"), at=day)
    assert [role.title or role.source for role in card.roles] == expected


def test_roles_that_others_hold(offices):
    [role] = describe(offices, entity_iri("united-states"), at=date(2024, 1, 1)).roles
    assert (role.relation, role.outgoing, role.other, role.source) == ("leads", False, "Ada Okafor", "gazetteer")
    reported = describe(offices, minted_entity_iri("Acme")).roles
    assert [(role.outgoing, role.other, role.start) for role in reported] == [
        (False, "Ada Okafor", None),
        (False, "Ada Okafor", "2024-01-01"),
    ]


def test_card_of_what_was_merged(store_path):
    acme, r1 = minted_entity_iri("Acme Chips"), minted_entity_iri("R1")
    with LocalStore(store_path, entities=ENTITIES) as store:
        store.merge(Merges({acme: entity_iri("tsmc"), r1: entity_iri("tsmc")}))
        for name in ("Acme Chips", "R1", "TSMC", acme, "name:r1"):
            assert find_entity(store, name) == entity_iri("tsmc")
        assert [find_unmerged(store, name) for name in ("acme chips", "R1", "tsmc")] == [acme, r1, entity_iri("tsmc")]
        card = describe(store, entity_iri("tsmc"))
        assert (card.label, card.aliases, card.merged) == ("TSMC", ("Acme Chips", "R1"), (acme, r1))


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
