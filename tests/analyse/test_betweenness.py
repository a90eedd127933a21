"""Betweenness centrality."""

from __future__ import annotations

import pytest

from kg.analyse import betweenness


def test_path(projected):
    # A - B - C - D: of the three pairs of others, B lies between A and C, and A and D: 2/3. The ends between none.
    found = betweenness(projected("A bans B", "B sues C", "D meetsWith C"))
    assert [(entity.label, entity.neighbours) for entity in found.entities] == [("B", 2), ("C", 2)]
    assert [entity.score for entity in found.entities] == pytest.approx([2 / 3, 2 / 3])


def test_karate_club(karate):
    """The values that networkx documents for the unweighted graph: the heads of both camps, and the second of one."""
    found = betweenness(karate)
    assert [entity.label for entity in found.entities[:3]] == ["M0", "M33", "M32"]
    assert [entity.score for entity in found.entities[:3]] == pytest.approx([0.43764, 0.30407, 0.14525], abs=1e-5)


def test_affiliations_are_no_ways(projected):
    assert betweenness(projected("P leads A", "P leads B")).entities == ()


def test_nothing(projected):
    found = betweenness(projected())
    assert (found.entities, found.chart()) == ((), None)
    assert found.summary() == "0 entities on shortest paths between others."
