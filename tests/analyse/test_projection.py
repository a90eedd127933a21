"""Claims as a graph."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kg.analyse import Scope, project
from kg.errors import QueryError
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
    projection = project([fact_("A bans B", "d1"), fact_("A bans B", "d1", at=9), fact_("A bans B", "d2")])
    data = projection.graph.edges[iri("A"), iri("B"), "bans"]
    assert (data["sign"], data["symmetric"], data["weight"]) == ("rivalry", False, 2)
    assert data["documents"] == {"d1", "d2"}
    assert len(data["claims"]) == 3


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
    assert set(projection.undirected(without=["bans", "basedIn"]).nodes) == {iri("B"), iri("C")}


def test_undirected_between_actors(fact_, iri):
    projection = project([fact_("A bans B"), fact_("A develops T9", kinds={"T9": "Chip"})])
    assert set(projection.undirected(agents=True).nodes) == {iri("A"), iri("B")}


def test_nodes_know_who_can_act(fact_, iri):
    projection = project([fact_("A develops T9", kinds={"T9": "TechnologyField"})])
    assert projection.graph.nodes[iri("A")] == {"label": "A", "type": "Country", "agent": True, "technology": False}
    assert projection.graph.nodes[iri("T9")]["agent"] is False
    assert projection.graph.nodes[iri("T9")]["technology"] is True


def test_description_says_what_is_projected(projected):
    assert projected("A bans B").describe() == (
        "1 fact (affirmed and actual) of 1 claim; 2 entities, 1 relation; "
        "an edge weighs as many distinct documents as report it, reprints of a sentence counted once"
    )


def test_nothing_stands_in_relation_to_itself(projected):
    projection = projected("A bans A", "A bans B")
    assert projection.graph.number_of_edges() == 1
    assert "1 fact of one with itself left out" in projection.describe()


def test_common_nouns_of_articles_are_left_out(projected, iri):
    projection = projected("A bans B", "A bans companies", "duty bans B")
    assert set(projection.graph.nodes) == {iri("A"), iri("B")}
    assert projection.facts == 3
    assert projection.describe() == (
        "3 facts (affirmed and actual) of 3 claims; 2 entities, 1 relation; "
        "an edge weighs as many distinct documents as report it, reprints of a sentence counted once; "
        "2 common nouns that no gazetteer knows, such as “companies”, are left out"
    )


def test_common_nouns_that_the_gazetteer_knows_stay(fact_):
    claim, document = fact_("semiconductors enables robotics")
    ends = [replace(end, entity=entity_iri(end.label)) for end in (claim.subject, claim.object)]
    projection = project([(replace(claim, subject=ends[0], object=ends[1]), document)])
    assert set(projection.graph.nodes) == {end.entity for end in ends}


@pytest.mark.parametrize(
    ("label", "kind", "stays"),
    [
        ("Acme Chips", "Company", True),
        ("local companies", "Company", False),
        ("Japan's ambassador", "Person", False),
        ("Executive Order", "Law", False),  # a noun of the ontology, capitals or not
        ("lithography machines", "Equipment", True),  # a kind of technology says which
        ("advanced chips", "Chip", True),
        ("equipment", "Equipment", False),
    ],
)
def test_who_has_a_name(fact_, iri, label, kind, stays):
    claim, document = fact_("A bans B")
    end = replace(claim.object, label=label, type=kind)
    assert (iri("B") in project([(replace(claim, object=end), document)]).graph) is stays


def test_what_only_its_document_tells_apart_is_left_out(fact_):
    claim, document = fact_("A bans B")
    end = replace(claim.object, label="Bill", entity=local_entity_iri("d1", "bill"))
    assert project([(replace(claim, object=end), document)]).graph.number_of_edges() == 0


def test_words_at_the_head_of_a_line_are_no_names(fact_, iri):
    # "Growth" is written small more often than not; "Foro" never is.
    claims = [fact_("Growth bans B", "d1"), fact_("Foro bans B", "d2"), fact_("A bans growth", "d3")]
    claims.append(fact_("B bans growth", "d4"))
    graph = project(claims).graph
    assert iri("Foro") in graph
    assert iri("Growth") not in graph


def test_publishers_report_and_do_not_act(fact_, iri):
    projection = project([fact_("Herald accuses A", source="Herald"), fact_("A bans B", "d2")])
    assert iri("Herald") not in projection.graph
    assert "publishers of the articles (Herald) are no actors here" in projection.describe()


def test_scope_by_relation_confidence_and_support(fact_):
    claims = [fact_("A bans B", "d1"), fact_("A bans B", "d2"), fact_("A sues B"), fact_("B sues A", confidence=0.4)]

    def edges(**scope):
        return list(project(claims, scope=Scope(**scope)).graph.edges(keys=True))

    assert [relation for *_, relation in edges(relations=frozenset({"bans"}))] == ["bans"]
    assert len(edges(min_confidence=0.5)) == 2
    assert [relation for *_, relation in edges(min_documents=2)] == ["bans"]
    assert project(claims, scope=Scope(min_confidence=0.5)).outside == 1


def test_scope_by_period(fact_):
    claims = [fact_("A bans B", "d1", day="2024-05-01"), fact_("A sues B", "d2", day="2025-05-01"), fact_("B bans A")]
    projection = project(claims, scope=Scope(since=date(2025, 1, 1)))
    assert projection.relations == ("sues",)  # one is too early, the other has no day
    assert "since 2025-01-01; " in projection.describe()
    assert "2 facts outside of that" in projection.describe()


@pytest.mark.parametrize(
    ("scope", "message"),
    [
        ({"relations": frozenset({"hates"})}, "no relation 'hates'"),
        ({"since": date(2025, 1, 2), "until": date(2025, 1, 1)}, "has no day: swap"),
        ({"min_confidence": 1.5}, "not between 0 and 1"),
        ({"min_documents": 0}, "at least one document"),
    ],
)
def test_a_scope_that_makes_no_sense(scope, message):
    with pytest.raises(QueryError, match=message):
        Scope(**scope)


def test_level_of_governments(fact_, iri):
    claims = [fact_("Commerce sanctions Huawei"), fact_("Trump meetsWith Xi", "d2"), fact_("Trump leads US", "d3")]
    projection = project(claims, scope=Scope(level="government"))
    assert list(projection.graph.edges(keys=True)) == [
        (iri("China"), iri("US"), "meetsWith"),
        (iri("US"), iri("Huawei"), "sanctions"),
    ]
    assert projection.graph.nodes[iri("US")]["label"] == "United States"
    assert projection.inside == 1


def test_level_of_countries(fact_, iri):
    projection = project([fact_("Commerce sanctions Huawei")], scope=Scope(level="country"))
    assert list(projection.graph.edges(keys=True)) == [(iri("US"), iri("China"), "sanctions")]


def test_reprints_are_no_further_witnesses(fact_, iri):
    quote = "A bans B, as this wire story says that comes out in many papers, word for word."
    pairs = [fact_("A bans B", f"d{n}", day=f"2025-01-0{n}") for n in (3, 2, 4)]
    pairs = [(replace(claim, evidence=replace(claim.evidence, quote=quote)), document) for claim, document in pairs]
    data = project([*pairs, fact_("A bans B", "d5")]).graph.edges[iri("A"), iri("B"), "bans"]
    assert (data["weight"], data["documents"]) == (2, {"d2", "d5"})  # the earliest stands for all
    assert len(data["claims"]) == 4


def test_short_sentences_agree_by_chance(fact_, iri):
    graph = project([fact_("A bans B", "d1"), fact_("A bans B", "d2")]).graph
    assert graph.edges[iri("A"), iri("B"), "bans"]["weight"] == 2
