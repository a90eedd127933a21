"""Signed triads."""

from __future__ import annotations

import pytest

from kg.analyse import balance, project


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
    assert [(triad.labels, triad.kind, triad.balanced) for triad in found.triads] == [(("A", "B", "C"), kind, balanced)]
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
    assert found.rows() == [("++-", "no", "A cooperates with B; A cooperates with C; B is a rival of C", "1")]
    triad = found.as_json()["triads"][0]
    assert (triad["signs"], triad["balanced"], triad["labels"]) == ("++-", False, ("A", "B", "C"))
    assert "Cartwright and Harary" in found.as_json()["citation"]


def test_one_is_singular(projected):
    found = balance(projected("A alliedWith B", "A alliedWith C", "B bans C", "A bans D", "A meetsWith D"))
    assert found.summary() == "1 triad, 0% balanced (++-: 1); 1 ambivalent pair left out."
    assert balance(projected("A bans B")).summary() == "No signed triads among 1 signed pair."
