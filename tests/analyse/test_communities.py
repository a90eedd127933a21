"""Louvain communities."""

from __future__ import annotations

import pytest

from kg.analyse import communities

TRIANGLES = (
    *("A cooperatesWith B", "B supplies C", "C basedIn A"),
    *("D cooperatesWith E", "E supplies F", "F basedIn D"),
    "C cooperatesWith D",
)


def test_two_triangles_and_a_bridge(projected):
    found = communities(projected(*TRIANGLES))
    # C and D have the bridge too, but inside their communities all weigh the same: alphabetical order.
    assert [[member.label for member in each.members] for each in found.communities] == [
        ["A", "B", "C"],
        ["D", "E", "F"],
    ]
    # By hand: 7 edges; each part has 3 of them and a sum of degrees of 7: Q = 2 * (3/7 - (7/14)²) = 0.35714.
    assert found.modularity == pytest.approx(0.35714, abs=1e-5)


def test_rivalry_holds_nobody_together(projected):
    rivalries = [f"{a} competesWith {b}" for a in "ABC" for b in "DEF"]
    found = communities(projected(*TRIANGLES, *rivalries, "X bans Y"))
    assert [len(each.members) for each in found.communities] == [3, 3]


def test_the_best_connected_member_comes_first(projected):
    found = communities(projected("B cooperatesWith A", "C cooperatesWith B", "D cooperatesWith B"))
    assert (found.communities[0].members[0].label, found.communities[0].members[0].weight) == ("B", 3)


def test_always_the_same(projected):
    sentences = [f"E{a} cooperatesWith E{(a * a + 1) % 40}" for a in range(40)]
    assert communities(projected(*sentences)) == communities(projected(*sentences))


def test_nothing(projected):
    found = communities(projected("A bans B"))
    assert (found.communities, found.modularity, found.summary()) == ((), None, "0 communities.")


def test_table_and_json(projected):
    found = communities(projected(*TRIANGLES))
    assert found.rows() == [("1", "3", "A, B, C"), ("2", "3", "D, E, F")]
    assert len(found.as_json(1)["communities"]) == 1
    assert "Blondel" in found.as_json()["citation"]


def test_one_is_singular(projected):
    assert communities(projected("A alliedWith B")).summary().startswith("1 community, modularity")


def test_karate_club(karate):
    """Blondel et al. (2008), table 1: a modularity of 0.42 for Zachary's club."""
    assert round(communities(karate).modularity, 2) == 0.42


def test_comparisons_tie_nobody(projected):
    found = communities(projected("A outperforms B", "B lagsBehind C", "C cooperatesWith D"))
    assert [[member.label for member in each.members] for each in found.communities] == [["C", "D"]]


def test_each_has_the_claims_that_hold_it_together(projected):
    found = communities(projected(*TRIANGLES))
    assert sorted(cited.said for cited in found.communities[0].claims) == [
        "A cooperates with B",
        "B supplies C",
        "C based in A",
    ]
