"""Claims as a graph."""

from __future__ import annotations

from dataclasses import replace

from kg.analyse import project
from kg.ids import entity_iri, local_entity_iri


def test_only_facts_are_in_the_graph(fact_, iri):
    projection = project(
        [
            fact_("A bans B"),
            fact_("A sues C", polarity="negated"),
            fact_("A bans D", modality="planned"),
        ]
    )
    assert set(projection.graph.nodes) == {iri("A"), iri("B")}
    assert (projection.claims, projection.facts, projection.relations) == (3, 1, ("bans",))


def test_weight_is_the_number_of_documents(fact_, iri):
    projection = project([fact_("A bans B", "d1"), fact_("A bans B", "d1"), fact_("A bans B", "d2")])
    data = projection.graph.edges[iri("A"), iri("B"), "bans"]
    assert data == {"sign": "rivalry", "symmetric": False, "documents": frozenset({"d1", "d2"}), "weight": 2}


def test_a_symmetric_relation_is_one_edge(fact_, iri):
    projection = project([fact_("B competesWith A", "d1"), fact_("A competesWith B", "d2")])
    assert list(projection.graph.edges(keys=True)) == [(iri("A"), iri("B"), "competesWith")]


def test_relations_run_beside_each_other(fact_):
    projection = project([fact_("A bans B"), fact_("A sues B"), fact_("B sues A")])
    assert projection.graph.number_of_edges() == 3


def test_pairs_count_a_document_once(fact_, iri):
    # Article 1 states two relations, article 2 one: the pair has two documents.
    projection = project([fact_("A bans B", "d1"), fact_("B sues A", "d1"), fact_("A bans B", "d2")])
    assert projection.undirected().edges[iri("A"), iri("B")]["weight"] == 2


def test_undirected_by_sign_leaves_out_who_has_no_such_relation(projected, iri):
    projection = projected("A bans B", "B cooperatesWith C", "C basedIn D", "E cooperatesWith E")
    assert set(projection.undirected(signs=("cooperation",)).nodes) == {iri("B"), iri("C")}
    assert set(projection.undirected(signs=("cooperation", "neutral")).nodes) == {iri("B"), iri("C"), iri("D")}


def test_nodes_know_who_can_act(fact_, iri):
    projection = project([fact_("A bans B"), fact_("C develops C", kind="TechnologyField")])
    assert projection.graph.nodes[iri("A")] == {"label": "A", "type": "Country", "agent": True}
    assert projection.graph.nodes[iri("C")]["agent"] is False


def test_description_says_what_is_projected(projected):
    assert projected("A bans B").describe() == (
        "1 fact (affirmed and actual) of 1 claim; 2 entities, 1 relation; "
        "an edge weighs as many distinct documents as report it"
    )


def test_common_nouns_of_articles_are_left_out(projected, iri):
    projection = projected("A bans B", "A bans companies", "duty bans B")
    assert set(projection.graph.nodes) == {iri("A"), iri("B")}
    assert projection.facts == 3
    assert projection.describe() == (
        "3 facts (affirmed and actual) of 3 claims; 2 entities, 1 relation; "
        "an edge weighs as many distinct documents as report it; "
        "2 common nouns that no gazetteer knows, such as “companies”, are left out"
    )


def test_common_nouns_that_the_gazetteer_knows_stay(fact_):
    known = fact_("semiconductors enables robotics")
    ends = [replace(end, entity=entity_iri(end.label)) for end in (known.subject, known.object)]
    projection = project([replace(known, subject=ends[0], object=ends[1])])
    assert set(projection.graph.nodes) == {end.entity for end in ends}


def test_names_of_several_words_stay(fact_):
    claim = fact_("A bans B")
    end = replace(claim.object, label="local companies", entity=local_entity_iri("d1", "local companies"))
    assert project([replace(claim, object=end)]).graph.number_of_nodes() == 2
