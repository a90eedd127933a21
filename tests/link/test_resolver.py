"""Resolution: groups follow from judgements in any order, negative ones hold, and everything can be taken back."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sample_graph import ENTITIES, SAYINGS, nquads, sample

from kg.errors import StoreError
from kg.ids import entity_iri, local_entity_iri, minted_entity_iri
from kg.link.resolver import WIKIDATA, Resolver, group
from kg.store import LocalStore
from kg.store.judgements import Judgement
from kg.store.merging import Merges

NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)
R1, ACME = minted_entity_iri("R1"), minted_entity_iri("Acme Chips")
A, B, C, D = (minted_entity_iri(name) for name in ("Aa", "Bb", "Cc", "Dd Long"))
TSMC, CHINA = entity_iri("tsmc"), entity_iri("china")
Q1, Q2 = f"{WIKIDATA}Q1", f"{WIKIDATA}Q2"


def judged(left, right, verdict="positive", score=None):
    return Judgement(left, right, verdict, "Ada", NOON, score)


@pytest.fixture
def store(tmp_path):
    with LocalStore(tmp_path / "mine", entities=ENTITIES) as store:
        for document_id in SAYINGS:
            store.add(*sample(document_id))
        yield store


JUDGEMENTS = st.lists(
    st.builds(
        lambda pair, verdict, score: judged(*pair, verdict, score),
        st.sampled_from([*combinations((A, B, C, D, TSMC, CHINA, Q1, Q2), 2)]),
        st.sampled_from(["positive", "positive", "negative", "unsure"]),
        st.none() | st.sampled_from([0.2, 0.9]),
    ),
    unique_by=lambda each: each.pair,
    max_size=14,
)


@given(judgements=JUDGEMENTS, data=st.data())
def test_the_order_of_judgements_does_not_matter(judgements, data):
    assert group(judgements) == group(data.draw(st.permutations(judgements)))


@given(judgements=JUDGEMENTS)
def test_groups_are_disjoint_and_keep_apart_what_was_judged_apart(judgements):
    groups = group(judgements)
    for iri, members in groups.members.items():
        assert iri in members
        assert all(groups.of(other) == members for other in members)
        assert len({CHINA, TSMC} & members) < 2
        assert len({Q1, Q2} & members) < 2
    for each in judgements:
        together = each.right in groups.of(each.left)
        if each.verdict == "negative":
            assert not together
        if each.verdict == "positive":
            assert together or each in groups.contradicted


@pytest.mark.parametrize(
    ("judgements", "expected"),
    [
        ([judged(A, B), judged(B, C)], [{A, B, C}]),
        ([judged(A, B), judged(B, C), judged(A, C, "negative", 0.1)], [{A, B}]),
        ([judged(A, B, score=0.5), judged(B, C, score=0.7), judged(A, C, "negative")], [{B, C}]),
        ([judged(A, B, "unsure")], []),
        ([judged(A, TSMC), judged(A, CHINA)], [{A, CHINA}]),  # of equals, the pair that sorts first
        ([judged(A, Q1), judged(B, Q1)], [{A, B, Q1}]),
    ],
)
def test_groups(judgements, expected):
    assert {frozenset(each) for each in expected} == set(group(judgements).members.values())


@pytest.mark.parametrize(
    ("members", "expected"),
    [
        ((A, TSMC), TSMC),
        ((D, A), A),
        ((B, A), A),
        ((Q1, D), D),
        ((local_entity_iri("d", "x"), D), D),
    ],
)
def test_the_canonical_is_known_or_else_the_shortest(members, expected):
    groups = group([judged(*members)])
    assert {groups.canonical(iri) for iri in members} == {expected}
    assert groups.canonical(C) == C


def test_judging_is_recorded_with_who_and_when_and_shows_when_applied(store):
    before = nquads(store)
    resolver = Resolver(store, now=lambda: NOON)
    assert resolver.judge(ACME, TSMC, "positive", by="Ada", score=0.7, note="read it")
    assert nquads(store) == before
    assert resolver.apply() == 1
    assert store.merges.canonical == {ACME: TSMC}
    assert list(Resolver(store)) == [Judgement(ACME, TSMC, "positive", "Ada", NOON, 0.7, "read it")]
    assert not resolver.judge(TSMC, ACME, "positive", by="Bo")  # said already
    with pytest.raises(StoreError, match="nothing to judge"):
        resolver.judge(ACME, ACME, "positive", by="Ada")


def test_a_run_that_ended_before_the_graph_was_in_line_is_made_up_for(store):
    Resolver(store).judge(ACME, TSMC, "positive", by="Ada")
    assert store.merges == Merges()
    Resolver(store)
    assert store.merges.canonical == {ACME: TSMC}


def test_reading_changes_nothing(store):
    Resolver(store).judge(ACME, TSMC, "positive", by="Ada")
    path = store.path
    store.close()
    with LocalStore(path, read_only=True) as reader:
        assert Resolver(reader).groups.canonical(ACME) == TSMC
        assert reader.merges == Merges()


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    steps=st.lists(
        st.tuples(
            st.sampled_from([*combinations((R1, ACME, TSMC, CHINA, Q1), 2)]),
            st.sampled_from(["positive", "negative", "unsure"]),
        ),
        max_size=6,
    ),
    apart=st.sampled_from(["negative", "unsure", "undo"]),
    removed=st.sets(st.sampled_from(sorted(SAYINGS)), max_size=2),
)
def test_merge_split_and_rebuild_is_never_merged(tmp_path_factory, steps, apart, removed):
    with LocalStore(tmp_path_factory.mktemp("store") / "graph", entities=ENTITIES) as store:
        for document_id in SAYINGS:
            store.add(*sample(document_id))
        resolver = Resolver(store)
        for pair, verdict in steps:
            resolver.judge(*pair, verdict, by="Ada")
            resolver.apply()
        for document_id in removed:
            store.remove(document_id)
        if apart == "undo":
            while resolver.undo():
                pass
        else:
            for each in [each for each in resolver if each.verdict == "positive"]:
                resolver.judge(*each.pair, apart, by="Bo")
        resolver.apply()
        for document_id in set(SAYINGS) - removed:  # a build again
            assert not store.add(*sample(document_id))
        with LocalStore(tmp_path_factory.mktemp("never") / "graph", entities=ENTITIES) as never:
            for document_id in set(SAYINGS) - removed:
                never.add(*sample(document_id))
            assert nquads(store) == nquads(never)


def test_undo_brings_back_what_the_last_judgement_replaced(store):
    resolver = Resolver(store)
    resolver.judge(ACME, TSMC, "positive", by="Ada")
    resolver.judge(ACME, TSMC, "negative", by="Bo")
    assert resolver.groups.canonical(ACME) == ACME
    taken = resolver.undo()
    assert (taken.by, taken.verdict) == ("Bo", "negative")
    assert resolver.groups.canonical(ACME) == TSMC
    assert resolver.undo().by == "Ada"
    assert resolver.undo() is None


@pytest.mark.parametrize(
    ("before", "pair", "message"),
    [
        ([], (A, B), None),
        ([judged(A, B, "negative")], (A, B), None),  # the pair itself can be judged anew
        ([judged(A, B), judged(A, C, "negative")], (B, C), f"{A} and {C} were judged to be different by Ada on 2026"),
        ([judged(A, TSMC)], (A, CHINA), "are both of the gazetteer: make one of them an alias"),
        ([judged(A, Q1)], (A, Q2), "are two items"),
        ([judged(A, TSMC)], (A, TSMC), None),
    ],
)
def test_what_stands_in_the_way_is_named(store, before, pair, message):
    resolver = Resolver(store)
    resolver.record(before)
    found = resolver.obstacle(*pair)
    assert found == message or message in found


def test_names_and_items_elsewhere_come_with_the_merge(store):
    resolver = Resolver(store)
    resolver.judge(ACME, Q1, "positive", by="Ada", names=["Acme", "Акме"])
    resolver.judge(R1, Q2, "negative", by="Ada", names=["Wrong"])
    resolver.apply()
    assert store.merges == Merges({}, frozenset({(ACME, Q1)}), frozenset({(ACME, "Acme"), (ACME, "Акме")}))
    resolver.judge(ACME, TSMC, "positive", by="Ada")
    resolver.apply()
    assert store.merges.same_as == {(TSMC, Q1)}
    assert store.merges.names == {(TSMC, "Acme"), (TSMC, "Акме")}
