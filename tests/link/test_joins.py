"""What is one by rule, over all documents, and what is not. All names are invented."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sample_graph import nquads

from kg.ids import entity_iri, minted_entity_iri
from kg.link import RULES, Resolver, joins
from kg.model import Claim, Document, Entity, Evidence, Mention
from kg.store import LocalStore, Reading, readings

NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)
KNOWN = (("Tarvos Institute", "ResearchOrganization"), ("Quellin", "Place"))
"""Known entities, which no document needs to name."""


def joined(*named):
    """Return the names that are one, given (name, class, documents) of each."""
    found = {}
    for name, kind, documents in named:
        reading = found.setdefault(minted_entity_iri(name), Reading())
        reading.names.add(name)
        reading.kinds |= {kind} - {""}
        reading.documents |= set(documents)
    for name, kind in KNOWN:
        found[entity_iri(name.lower().replace(" ", "-"))] = Reading({name}, {kind})
    pairs = [(found[each.left].names, found[each.right].names) for each in joins(found, NOON)]
    return {tuple(sorted((min(one), min(other)))) for one, other in pairs}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(("Brandvik", "Company"), ("Brandvik Photonics", "Company"), id="trade"),
        pytest.param(("Brandvik", ""), ("Brandvik Photonics", "Company"), id="class open"),
        pytest.param(("Brandvik Sea", "Company"), ("Brandvik Sea Trade LLP", "Company"), id="legal form"),
        pytest.param(("Brandvik", "Company"), ("Brandvik Group", "Company"), id="group"),
        pytest.param(("Brandvik Tech", "Company"), ("Brandvik Cell Technologies", "Company"), id="words within"),
        pytest.param(("Brandvik Optics", "Company"), ("Quellin Brandvik Optics", "Company"), id="place before"),
        pytest.param(("Sky Forge", "Company"), ("Skyforge", ""), id="spacing"),
        pytest.param(("Hélène Marchaud", "Person"), ("Helene Marchaud", "Person"), id="accents are one IRI"),
        pytest.param(("Dmitri Zherebtsov", "Person"), ("Dmitriy Zherebtsov", "Person"), id="transliteration"),
        pytest.param(("Kim Tae-yul", "Person"), ("Kim Taeyul", "Person"), id="hyphen"),
        pytest.param(("Centre for Chips", "Company"), ("Center for Chips", "Company"), id="two spellings"),
        pytest.param(("Hale & Whitcombe", "Company"), ("Hale and Whitcombe", "Company"), id="ampersand"),
        pytest.param(("S. Hauglund", "Person"), ("Sigrid Hauglund", "Person"), id="initial"),
    ],
)
def test_one(one, other):
    pair = joined((*one, "a"), (*other, "b"))
    same = minted_entity_iri(one[0]) == minted_entity_iri(other[0])
    assert pair == (set() if same else {tuple(sorted((one[0], other[0])))})


@pytest.mark.parametrize(
    "named",
    [
        pytest.param([("Brandvik", "", "a"), ("Brandvik Photonics", "Company", "ab")], id="named beside it as another"),
        pytest.param(
            [("Brandvik", "", "a"), ("Brandvik Energy", "Company", "b"), ("Brandvik Photonics", "Company", "c")],
            id="two firms",
        ),
        pytest.param(
            [("Brandvik", "", "a"), ("Brandvik Photonics", "Company", "b"), ("Jonas Brandvik", "Person", "c")],
            id="somebody has the name",
        ),
        pytest.param([("Tarvos", "", "a"), ("Tarvos Robotics", "Company", "b")], id="a known entity has the name"),
        pytest.param([("Brandvik", "Place", "a"), ("Brandvik Photonics", "Company", "b")], id="a town"),
        pytest.param([("Brandvik", "", "a"), ("Brandvik Animal Health", "Company", "b")], id="not what it is"),
        pytest.param([("Resilient", "", "a"), ("Resilient Chips Act", "Law", "b")], id="a law"),
        pytest.param([("Zephyrine 1", "Product", "a"), ("Zephyrine 2", "Product", "b")], id="versions"),
        pytest.param([("World Fair I", "Event", "a"), ("World Fair II", "Event", "b")], id="Roman numbers"),
        pytest.param([("Hauglund", "", "a"), ("Sigrid Hauglund", "Person", "b")], id="surname, nothing in common"),
        pytest.param([("Corvane Motors", "Company", "a"), ("Orvane Motors", "Company", "b")], id="a letter"),
        pytest.param([("Helix Energy", "Company", "a"), ("Energy Helix", "Company", "b")], id="order of words"),
        pytest.param([("URC", "", "a"), ("Ural Radio Combine", "Company", "b")], id="acronym that nobody gives"),
        pytest.param([("L9", "Product", "a"), ("Lianqu L9", "Product", "b")], id="no maker beside it"),
    ],
)
def test_not_one(named):
    assert joined(*named) == set()


@pytest.mark.parametrize(
    ("named", "pair"),
    [
        pytest.param(
            [("Hauglund", "", "a"), ("Sigrid Hauglund", "Person", "b"), ("Vexora", "Company", "ab")],
            ("Hauglund", "Sigrid Hauglund"),
            id="surname",
        ),
        pytest.param(
            [("Pelagird Networks", "Company", "a"), ("Pelagrid Networks", "Company", "b"), ("Vexora", "Company", "ab")],
            ("Pelagird Networks", "Pelagrid Networks"),
            id="a letter",
        ),
        pytest.param(
            [("L9", "Product", "a"), ("Lianqu L9", "Product", "b"), ("Lianqu", "Company", "a")],
            ("L9", "Lianqu L9"),
            id="maker",
        ),
    ],
)
def test_one_by_what_is_named_beside_it(named, pair):
    assert joined(*named) == {pair}


@pytest.mark.parametrize(("kind", "documents"), [("Place", "ab"), ("Company", "abcdefgh")])
def test_a_place_or_what_many_name_tells_nothing(kind, documents):
    assert joined(("Hauglund", "", "a"), ("Sigrid Hauglund", "Person", "b"), ("Vexora", kind, documents)) == set()


def test_acronym_that_a_document_gives_and_only_one_has():
    urc, full = minted_entity_iri("URC"), minted_entity_iri("Ural Radio Combine")
    found = {urc: Reading({"URC"}, set(), {"a"}), full: Reading({"Ural Radio Combine"}, {"Company"}, {"b"}, {"URC"})}
    assert [(each.left, each.right, each.by, each.at) for each in joins(found, NOON)] == [(full, urc, RULES, NOON)]
    found[minted_entity_iri("Utrecht Robot Club")] = Reading({"Utrecht Robot Club"}, {"Company"}, {"c"})
    assert joins(found, NOON) == []


def test_what_is_one_already_is_no_rival():
    """The two full names are one, so that the short one can only mean it."""
    lianqu = [("Lianqu", "Company", "a"), ("Lianqu Technology", "Company", "b"), ("Lianqu Cell Tech", "Company", "c")]
    assert len(joined(*lianqu)) == 2


@pytest.fixture
def graph(tmp_path):
    """Return a store and a function that adds a document that says that one beats another."""
    with LocalStore(tmp_path / "graph", entities={"china": Entity("china", "China", "Country")}) as store:

        def say(document, subject, object_="China"):
            text = f"{subject} beats {object_}."
            start = text.index(object_, len(subject))
            iri = entity_iri("china") if object_ == "China" else minted_entity_iri(object_)
            ends = (
                Mention(0, len(subject), subject, subject, "Company", minted_entity_iri(subject)),
                Mention(start, start + len(object_), object_, object_, "Company", iri),
            )
            claim = Claim(document, ends[0], "competesWith", ends[1], Evidence(0, len(text), text), extractor="rules/1")
            store.add(Document(document, text), [claim])
            Resolver(store).rejoin()

        yield store, say


NAMES = ("Aruvo", "Aruvo Robotics", "Aruvo Energy", "Sky Forge", "Skyforge", "Skyforge Motors")
SHORT, FULL = minted_entity_iri("Aruvo"), minted_entity_iri("Aruvo Robotics")


@settings(deadline=None, max_examples=25)
@given(order=st.permutations(NAMES), removed=st.sets(st.sampled_from(NAMES)))
def test_neither_the_order_of_documents_nor_one_that_was_removed_matters(tmp_path_factory, order, removed):
    graphs = []
    for named, gone in ((order, removed), ([name for name in NAMES if name not in removed], ())):
        with LocalStore(tmp_path_factory.mktemp("graph") / "graph", entities={}) as store:
            for name in named:
                store.add(*_document(name))
                Resolver(store).rejoin()
            for name in gone:
                store.remove(name)
                Resolver(store).rejoin()
            graphs.append(nquads(store))
    assert graphs[0] == graphs[1]


def _document(name):
    text = f"{name} beats Vexora."
    ends = (
        Mention(0, len(name), name, name, "Company", minted_entity_iri(name)),
        Mention(len(name) + 7, len(text) - 1, "Vexora", "Vexora", "Company", minted_entity_iri("Vexora")),
    )
    claim = Claim(name, ends[0], "competesWith", ends[1], Evidence(0, len(text), text), extractor="rules/1")
    return Document(name, text), [claim]


def test_joined_in_the_graph_until_another_full_name_comes(graph):
    store, say = graph
    say("a", "Aruvo")
    before = nquads(store)
    say("b", "Aruvo Robotics")
    assert store.merges.canonical == {FULL: SHORT}
    say("c", "Aruvo Energy")
    assert store.merges.canonical == {}
    for document in ("b", "c"):
        store.remove(document)
    Resolver(store).rejoin()
    assert nquads(store) == before


def test_people_have_the_last_word(graph):
    store, say = graph
    say("a", "Aruvo")
    say("b", "Aruvo Robotics")
    resolver = Resolver(store)
    resolver.judge(SHORT, FULL, "negative", by="Ada")
    resolver.apply()
    say("c", "Vexora")
    assert store.merges.canonical == {}
    assert [each.by for each in Resolver(store)] == ["Ada"]
    resolver = Resolver(store)
    assert resolver.undo().by == "Ada"  # and not what follows by rule
    resolver.apply()
    assert store.merges.canonical == {FULL: SHORT}


def test_when_it_was_decided_stays(graph):
    store, say = graph
    say("a", "Aruvo")
    say("b", "Aruvo Robotics")
    (first,) = Resolver(store)
    say("c", "Vexora")
    assert list(Resolver(store)) == [first]
    assert (first.by, first.note) == (RULES, "short form, no other fits")


def test_readings_are_the_same_whatever_is_merged(graph):
    store, say = graph
    say("a", "Aruvo")
    say("b", "Aruvo Energy", "Vexora")
    before = readings(store)
    resolver = Resolver(store)
    resolver.judge(SHORT, minted_entity_iri("Vexora"), "positive", by="Ada")
    resolver.judge(SHORT, minted_entity_iri("Aruvo Energy"), "positive", by="Ada")
    assert resolver.apply() == 1
    assert readings(store) == before
    assert before[SHORT].names == {"Aruvo"}
    assert before[SHORT].kinds == {"Company"}
    assert len(before[SHORT].documents) == 1
