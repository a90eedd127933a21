"""Merges in the graph: one node wherever somebody looks, what was read beside it, and no trace once taken back."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sample_graph import ENTITIES, SAYINGS, nquads, sample

from kg.errors import StoreError
from kg.ids import entity_iri, minted_entity_iri
from kg.store import LocalStore, kinds
from kg.store.codec import encode
from kg.store.merging import Merges, merged, unmerged

R1, ACME, NEW = minted_entity_iri("R1"), minted_entity_iri("Acme Chips"), minted_entity_iri("A New One")
TSMC, NVIDIA = entity_iri("tsmc"), entity_iri("nvidia")
SEVERAL = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

MERGES = st.fixed_dictionaries(
    {}, optional={R1: st.sampled_from([TSMC, NEW]), ACME: st.sampled_from([NVIDIA, NEW, TSMC])}
) | st.sampled_from([{R1: ACME}, {ACME: R1}])
"""Names that only articles know into known entities, into each other, and into one that no article names."""


@pytest.fixture
def store(tmp_path):
    with LocalStore(tmp_path / "mine", entities=ENTITIES) as store:
        for document_id in SAYINGS:
            store.add(*sample(document_id))
        yield store


@SEVERAL
@given(document_id=st.sampled_from(sorted(SAYINGS)), canonical=MERGES)
def test_a_graph_comes_back_as_it_was_read(document_id, canonical):
    quads = encode(*sample(document_id))
    assert unmerged(merged(quads, canonical)) == quads
    assert unmerged(quads) == quads


@SEVERAL
@given(
    added=st.lists(st.sampled_from(sorted(SAYINGS)), max_size=5),
    removed=st.sets(st.sampled_from(sorted(SAYINGS))),
    merges=st.lists(MERGES, max_size=3),
    last=MERGES,
    data=st.data(),
)
def test_the_graph_depends_on_documents_and_merges_alone(tmp_path_factory, added, removed, merges, last, data):
    """Adding, removing and merging in any order ends where merging first and adding what is left does."""
    steps = [("add", each) for each in added] + [("merge", each) for each in merges]
    steps = data.draw(st.permutations(steps))
    with (
        LocalStore(tmp_path_factory.mktemp("one") / "graph", entities=ENTITIES) as store,
        LocalStore(tmp_path_factory.mktemp("other") / "graph", entities=ENTITIES) as other,
    ):
        for step, what in steps:
            if step == "add":
                store.add(*sample(what))
            else:
                store.merge(Merges(what))
        for each in removed:
            store.remove(each)
        store.merge(Merges(last))
        other.merge(Merges(last))
        for each in sorted(set(added) - removed, reverse=True):
            other.add(*sample(each))
        assert nquads(store) == nquads(other)
        assert not any(store.add(*sample(each)) for each in set(added) - removed)  # built twice


def test_merging_and_splitting_leaves_no_trace(store):
    before, graphs = nquads(store), set(store.oxigraph.named_graphs())
    assert store.merge(Merges({R1: TSMC, ACME: NEW})) == 2
    assert nquads(store) != before
    assert store.merge(Merges()) == 2
    assert nquads(store) == before
    assert set(store.oxigraph.named_graphs()) == graphs


def test_readers_see_one_node_and_claims_as_read_stay(store):
    store.merge(Merges({R1: NEW, ACME: NEW}))
    ends = Counter(mention.entity for claim, _ in store.claims() for mention in (claim.subject, claim.object))
    assert (ends[NEW], ends[R1], ends[ACME]) == (2, 0, 0)
    rows = store.dataset().query("SELECT ?o { ?s ?p ?o FILTER(?p IN (kg:released, kg:cooperatesWith)) }")
    assert [str(row.o) for row in rows] == [NEW, NEW]
    expected = [claim for document_id in SAYINGS for claim in sample(document_id)[1]]
    assert [claim for claim, _ in store.claims(as_read=True)] == expected
    assert [claim.object.text for claim, _ in store.claims()] == [claim.object.text for claim in expected]


def test_bare_triples_follow_the_merge(store):
    store.merge(Merges({ACME: TSMC}))
    ask = "ASK {{ ent:nvidia kg:cooperatesWith <{}> }}"
    assert store.dataset().query(ask.format(TSMC)).askAnswer
    assert not store.dataset().query(ask.format(ACME)).askAnswer


def test_a_merge_lasts_and_holds_for_what_is_added_later(tmp_path):
    merges = Merges({ACME: TSMC}, frozenset({(TSMC, "http://x.test/1")}), frozenset({(TSMC, "台積電")}))
    with LocalStore(tmp_path / "graph", entities=ENTITIES) as store:
        store.merge(merges)
    with LocalStore(tmp_path / "graph", entities=ENTITIES) as store:
        assert store.merges == merges
        store.add(*sample("d3"))
        assert ACME not in {claim.object.entity for claim, _ in store.claims()}
        assert kinds(store, TSMC) == {"Company"}


def test_names_that_break_out_of_sparql_are_merged_as_text(store):
    evil = 'x" } }; DROP ALL; INSERT DATA { GRAPH <g:g> { <a:a> <a:a> "\\\n'
    before = nquads(store)
    store.merge(Merges({ACME: TSMC}, names=frozenset({(TSMC, evil)})))
    assert store.merges.names == {(TSMC, evil)}
    store.merge(Merges())
    assert nquads(store) == before


def test_a_failed_merge_changes_nothing(store, monkeypatch):
    class Broken:
        def __getattr__(self, name):
            if name == "update":
                raise OSError("disk full")
            return getattr(real, name)

    before, real = nquads(store), store.oxigraph
    with monkeypatch.context() as patch:
        patch.setattr(store, "_database", Broken())
        with pytest.raises(StoreError, match="stays as it was: disk full"):
            store.merge(Merges({ACME: TSMC}))
    assert (nquads(store), store.merges) == (before, Merges())
