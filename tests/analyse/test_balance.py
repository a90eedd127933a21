"""Signed triads."""

from __future__ import annotations

from itertools import combinations, product

import pytest

from kg.analyse import Scope, balance, project


@pytest.mark.parametrize(
    ("sentences", "kind", "balanced"),
    [
        # Heider's four: friends of friends are friends, foes of foes are friends, and the two that do not add up.
        (("A alliedWith B", "B alliedWith C", "A alliedWith C"), "+++", True),
        (("A alliedWith B", "B bans C", "A sanctions C"), "+--", True),
        (("A alliedWith B", "A alliedWith C", "B bans C"), "++-", False),
        (("A bans B", "B bans C", "C bans A"), "---", False),
    ],
)
def test_kinds(projected, iri, sentences, kind, balanced):
    found = balance(projected(*sentences))
    assert [(triad.labels, triad.signs, triad.balanced) for triad in found.triads] == [
        (("A", "B", "C"), kind, balanced)
    ]
    assert found.triads[0].members == (iri("A"), iri("B"), iri("C"))
    assert found.degree == float(balanced)


def test_the_majority_of_documents_decides(fact_):
    claims = [fact_("A bans B", "d1"), fact_("A cooperatesWith B", "d2"), fact_("A meetsWith B", "d3")]
    claims += [fact_("B alliedWith C", "d4"), fact_("A alliedWith C", "d5")]
    side = balance(project(claims)).triads[0].sides[0]
    assert (side.sign, side.cooperation, side.rivalry) == (1, 2, 1)


def test_a_document_counts_once_for_rivalry(fact_):
    # One article with two hostile acts against two articles of cooperation.
    claims = [fact_("A bans B", "d1"), fact_("A sues B", "d1"), fact_("A meetsWith B", "d2"), fact_("A funds B", "d3")]
    found = balance(project(claims))
    assert (found.pairs, found.ambivalent) == (1, 0)


def test_ambivalent_pairs_are_left_out(projected):
    found = balance(projected("A bans B", "A cooperatesWith B", "B bans C", "A bans C"))
    assert (found.triads, found.pairs, found.ambivalent, found.degree) == ((), 2, 1, None)


def test_neutral_relations_have_no_sign(projected):
    found = balance(projected("A basedIn B", "B bans C", "A bans C"))
    assert (found.triads, found.pairs, found.ambivalent) == ((), 2, 0)


def test_only_actors_are_friends_or_foes(fact_):
    claims = [fact_(s, kind="TechnologyField") for s in ("A bans B", "B bans C", "A bans C")]
    assert balance(project(claims)).pairs == 0


def test_every_triad_once(projected):
    # All six pairs of four allies: four triads.
    found = balance(projected(*(f"{a} alliedWith {b}" for a, b in ("AB", "AC", "AD", "BC", "BD", "CD"))))
    assert [triad.labels for triad in found.triads] == [tuple("ABC"), tuple("ABD"), tuple("ACD"), tuple("BCD")]
    assert found.kinds == {"+++": 4}


def test_the_unbalanced_come_first(projected):
    friends = ("A alliedWith B", "B alliedWith C", "A alliedWith C")
    found = balance(projected(*friends, "X alliedWith Y", "X alliedWith Z", "Y bans Z"))
    assert [triad.balanced for triad in found.triads] == [False, True]
    assert found.summary() == "2 triads, 50% balanced (+++: 1, ++-: 1); 0 ambivalent pairs left out."


def test_table_and_json(projected):
    found = balance(projected("A alliedWith B", "A alliedWith C", "B bans C"))
    said = "A cooperates with B; A cooperates with C; B is a rival of C"
    assert found.rows() == [("++-", "no", said, "1", "A alliedWith B", "", "d0")]
    assert len(found.header) == 7
    triad = found.as_json()["triads"][0]
    assert (triad["signs"], triad["balanced"], triad["labels"]) == ("++-", False, ["A", "B", "C"])
    assert "Cartwright and Harary" in found.as_json()["citation"]


def test_one_is_singular(projected):
    found = balance(projected("A alliedWith B", "A alliedWith C", "B bans C", "A bans D", "A meetsWith D"))
    assert found.summary() == "1 triad, 0% balanced (++-: 1); 1 ambivalent pair left out."
    assert balance(projected("A bans B")).summary() == "No signed triads among 1 signed pair."


def test_europe_of_1907(fact_):
    """The example of Antal, Krapivsky and Redner (2006): the alliances before the First World War were balanced.

    Great Britain, France and Russia against Germany, Austria-Hungary and Italy: of the 20 triads of six, the two
    inside an alliance are all friends, and each of the other 18 has a pair of allies and a common foe.
    """
    entente, alliance = ("GB", "FR", "RU"), ("DE", "AH", "IT")
    allies = [(a, b) for side in (entente, alliance) for a, b in combinations(side, 2)]
    facts = [fact_(f"{a} alliedWith {b}", f"{a}{b}") for a, b in allies]
    facts += [fact_(f"{a} threatens {b}", f"{a}{b}") for a, b in product(entente, alliance)]
    found = balance(project(facts))
    assert found.kinds == {"+++": 2, "+--": 18}
    assert (found.degree, found.weak_degree) == (1.0, 1.0)


def test_three_foes_are_balanced_in_the_weaker_sense(projected):
    # Davis (1967): a graph splits into more than two camps if no triad has exactly one foe.
    found = balance(projected("A bans B", "B bans C", "A bans C"))
    assert (found.degree, found.weak_degree) == (0.0, 1.0)


def test_a_side_has_the_claims_of_its_sign(fact_):
    claims = [fact_("A bans B", "d1"), fact_("A bans B", "d2"), fact_("A meetsWith B", "d3")]
    claims += [fact_("B alliedWith C", "d4"), fact_("A alliedWith C", "d5")]
    side = balance(project(claims)).triads[0].sides[0]
    assert [cited.document.id for cited in side.claims] == ["d1", "d2"]


def test_ministers_are_their_government(fact_):
    # With every actor for itself, Trump and Xi would make triads of friends with their own countries' foes.
    claims = [fact_("Trump meetsWith Xi", "d1"), fact_("US bans China", "d2"), fact_("Commerce sanctions China", "d3")]
    found = balance(project(claims, scope=Scope(level="government")))
    assert (found.pairs, found.ambivalent) == (1, 0)
    assert "count as their country" in found.projection


def test_nothing_to_draw(projected):
    assert balance(projected("A bans B")).chart() is None
    chart = balance(projected("A alliedWith B", "B alliedWith C", "A alliedWith C")).chart()
    assert [series.values for series in chart.series] == [(1.0, 0.0, None, None), (None, None, 0.0, 0.0)]
