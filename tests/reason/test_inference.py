"""The inferred graph: exact whatever the order, renewed by differences, apart from what was read, and explained."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sample_graph import ENTITIES, SAYINGS, nquads, sample

from kg.errors import StoreError
from kg.ids import DEFAULT_BASE as BASE
from kg.ids import entity_iri, minted_entity_iri
from kg.query import describe, overview, records, run, run_saved
from kg.reason import infer, parse_rule
from kg.reason.fixpoint import WAYS, derive
from kg.store import LocalStore, kinds
from kg.store.merging import Merges

SEVERAL = settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
INFERRED = ox.NamedNode(f"{BASE}graph/inferred")
HEAD = "# title: T\n# description: D.\n# example:\n#   ent:a kg:bans ent:b .\n#   =>\n#   ent:b kg:bans ent:a .\n"


def rule(query: str, name: str = "mine"):
    return parse_rule(HEAD + query, Path(f"{name}.rq"), base=BASE)


@pytest.fixture
def store(tmp_path):
    with LocalStore(tmp_path / "mine", entities=ENTITIES) as store:
        for document_id in SAYINGS:
            store.add(*sample(document_id))
        yield store


def asked(store: LocalStore, sparql: str) -> list[dict]:
    return records(run(store, sparql))


def test_running_twice_writes_nothing_and_gives_the_same_bytes(store):
    first = infer(store)
    before = nquads(store)
    again = infer(store)
    assert (again.added, again.removed, nquads(store)) == (0, 0, before)
    assert first.added > 0
    assert again.triples == first.triples


@SEVERAL
@given(order=st.permutations(sorted(SAYINGS)), removed=st.sets(st.sampled_from(sorted(SAYINGS))), early=st.booleans())
def test_the_graph_follows_from_what_is_left_alone(tmp_path_factory, order, removed, early):
    with (
        LocalStore(tmp_path_factory.mktemp("one") / "graph", entities=ENTITIES) as store,
        LocalStore(tmp_path_factory.mktemp("other") / "graph", entities=ENTITIES) as other,
    ):
        for document_id in order:
            store.add(*sample(document_id))
        if early:
            infer(store)
        for document_id in removed:
            store.remove(document_id)
        infer(store)
        for document_id in sorted(set(SAYINGS) - removed):
            other.add(*sample(document_id))
        infer(other)
        assert nquads(store) == nquads(other)


def test_conclusions_of_a_removed_document_go(store):
    infer(store)
    ask = "SELECT ?who { GRAPH graph:inferred { ent:semiconductors kg:bannedBy ?who } }"
    assert asked(store, ask) == [{"who": entity_iri("china")}]
    store.remove("d3")
    changed = infer(store)
    assert asked(store, ask) == []
    assert changed.removed > 0
    assert infer(store).removed == 0


def test_conclusions_follow_a_merge(store):
    store.merge(Merges({minted_entity_iri("Acme Chips"): entity_iri("tsmc")}))
    infer(store)
    ask = "SELECT ?a { GRAPH graph:inferred { ?a kg:cooperatesWith ent:nvidia } }"
    assert asked(store, ask) == [{"a": entity_iri("tsmc")}]


def test_inferred_triples_are_in_their_graph_alone(store):
    before = {str(quad) for quad in store.oxigraph}
    infer(store)
    after = {quad for quad in store.oxigraph if str(quad) not in before}
    assert {quad.graph_name for quad in after} == {INFERRED}
    read = {quad.triple for quad in store.oxigraph if quad.graph_name != INFERRED}
    assert not read & {quad.triple for quad in after}


def test_inference_leads_to_its_rule_premise_and_claim(store):
    infer(store)
    rows = asked(
        store,
        """SELECT ?rule ?sentence {
             ?inference kg:statedSubject ent:nvidia ; kg:statedRelation kg:suppliedBy ; kg:statedObject ent:tsmc ;
                        kg:byRule/rdfs:label ?rule ; kg:premise/prov:wasDerivedFrom ?claim .
             ?claim kg:evidence/oa:hasSelector/oa:exact ?sentence }""",
    )
    assert rows == [{"rule": "The inverse of a relation", "sentence": "TSMC sells to Nvidia."}]


def test_premise_that_was_inferred_leads_to_its_inference(store):
    infer(store)
    rows = asked(
        store,
        """SELECT DISTINCT ?rule ?source {
             ?inference kg:statedSubject ent:nvidia ; kg:statedRelation rdf:type ; kg:statedObject kg:Entity ;
                        kg:byRule ?rule ; kg:premise/prov:wasDerivedFrom ?source }""",
    )
    assert {row["rule"] for row in rows} == {f"{BASE}rule/subclass"}
    assert {row["source"].removeprefix(BASE).partition("/")[0] for row in rows} == {"inference"}


def test_classes_that_people_see_are_those_that_were_read(store):
    before, classes = run_saved(store, "entities").rows, overview(store)
    infer(store)
    assert overview(store) == classes
    assert kinds(store, entity_iri("nvidia")) == {"Company"}
    assert describe(store, entity_iri("nvidia")).types == ("company",)
    assert run_saved(store, "entities").rows == before


def test_conclusions_need_no_order_of_rules():
    given = {
        ox.Triple(ox.NamedNode(entity_iri(a)), ox.NamedNode(f"{BASE}bans"), ox.NamedNode(entity_iri(b)))
        for a, b in ("ab", "bc", "cd")
    }
    rules = [
        rule("CONSTRUCT { ?b kg:uses ?a } WHERE { ?a kg:bans ?b }", "one"),
        rule("CONSTRUCT { ?a kg:uses ?c } WHERE { ?a kg:uses ?b . ?b kg:uses ?c }", "two"),
    ]
    forth, back = derive(given, rules, base=BASE), derive(given, rules[::-1], base=BASE)
    assert set(forth) == set(back)
    ends = {(each.conclusion.subject[-1], each.conclusion.object.value[-1]) for each in forth}
    assert ends == {("b", "a"), ("c", "b"), ("d", "c"), ("c", "a"), ("d", "b"), ("d", "a")}


def test_no_conclusion_rests_on_itself():
    """Both ways round follow from each other, but only one from what was read."""
    given = {ox.Triple(ox.NamedNode(entity_iri("a")), ox.NamedNode(f"{BASE}bans"), ox.NamedNode(entity_iri("b")))}
    rules = [
        rule("CONSTRUCT { ?b kg:uses ?a } WHERE { ?a kg:bans ?b }", "one"),
        rule("CONSTRUCT { ?b kg:uses ?a } WHERE { ?a kg:uses ?b }", "two"),
    ]
    found = derive(given, rules, base=BASE)
    assert [(each.rule, each.conclusion.subject[-1]) for each in found] == [("one", "b"), ("two", "a")]


def test_ways_of_one_conclusion_are_limited():
    given = {
        ox.Triple(ox.NamedNode(entity_iri("a")), ox.NamedNode(f"{BASE}bans"), ox.NamedNode(entity_iri(f"b{number}")))
        for number in range(WAYS + 5)
    }
    found = derive(given, [rule("CONSTRUCT { ?a a kg:Agent } WHERE { ?a kg:bans ?b }")], base=BASE)
    assert len(found) == WAYS


def test_too_much_is_refused_and_nothing_written(store, monkeypatch):
    before = nquads(store)
    monkeypatch.setattr("kg.reason.inference.LIMIT", 5)
    wide = rule("CONSTRUCT { ?a kg:uses ?b } WHERE { ?a a ?x . ?b a ?y }")
    with pytest.raises(StoreError, match="more than 5 triples follow, most by the rule mine: make it narrower"):
        infer(store, chosen=[wide])
    assert nquads(store) == before


def test_owl_rl_adds_what_axioms_entail_and_goes_again(store):
    pytest.importorskip("owlrl")
    plain = infer(store)
    before = nquads(store)
    more = infer(store, owl_rl=True)
    assert more.by_rule["owl-rl"] > 0
    assert more.triples == plain.triples + more.by_rule["owl-rl"]
    assert infer(store, owl_rl=True).added == 0
    infer(store)
    assert nquads(store) == before


def test_owl_rl_says_how_much_is_too_much(store):
    pytest.importorskip("owlrl")
    with pytest.raises(StoreError, match=r"start from [\d,]+ triples, more than the limit of 10"):
        infer(store, owl_rl=True, limit=10)
