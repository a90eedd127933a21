"""Links to come."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import combinations
from math import log

import networkx as nx
import numpy as np
import pytest

from kg.analyse import links, project
from kg.analyse.link_evaluation import area, evaluate
from kg.analyse.link_scores import Tally, products, scores
from kg.errors import QueryError


def test_examples_of_networkx():
    # The documentation of adamic_adar_index and resource_allocation_index: K5 without its edge (0, 1) has them too.
    graph = nx.complete_graph(5)
    found = scores(nx.relabel_nodes(graph, str))
    assert found.adamic_adar == pytest.approx([2.1640425613334453] * 10)
    assert found.resource_allocation == pytest.approx([0.75] * 10)
    assert found.common == pytest.approx([3] * 10)


def test_scores_are_those_of_networkx():
    graph = nx.relabel_nodes(nx.karate_club_graph(), str)
    found = scores(graph)
    pairs = [(found.nodes[one], found.nodes[other]) for one, other in zip(found.first, found.second, strict=True)]
    assert len(set(pairs)) == len(pairs)
    assert all(one < other for one, other in pairs)
    assert found.adamic_adar == pytest.approx([score for *_, score in nx.adamic_adar_index(graph, pairs)])
    assert found.resource_allocation == pytest.approx([s for *_, s in nx.resource_allocation_index(graph, pairs)])
    assert found.common == pytest.approx([len(list(nx.common_neighbors(graph, *pair))) for pair in pairs])
    with_common = {tuple(sorted(pair)) for node in graph for pair in combinations(graph[node], 2)}
    assert set(pairs) == with_common


def test_products_are_those_of_networkx():
    graph = nx.relabel_nodes(nx.karate_club_graph(), str)
    left_out = ("0", "9")
    expected = Counter(
        score for one, other, score in nx.preferential_attachment(graph) if {one, other} != set(left_out)
    )
    found = products(graph, [left_out])
    assert dict(zip(found.values, found.counts, strict=True)) == dict(expected)


def test_by_hand(projected):
    # A and B share C, which has three neighbours, and D, which has two.
    found = links(projected("A sues C", "B sues C", "C sues E", "A meetsWith D", "B meetsWith D"))
    assert (found.links[0].first_label, found.links[0].common) == ("C", ("A", "B"))  # twice 1 / log 2
    first = found.links[1]
    assert (first.first_label, first.second_label, first.common) == ("A", "B", ("D", "C"))
    assert first.adamic_adar == pytest.approx(1 / log(2) + 1 / log(3))
    assert first.resource_allocation == pytest.approx(1 / 2 + 1 / 3)
    assert {cited.said for cited in first.claims} == {"A sues C", "B sues C", "A meets with D", "B meets with D"}
    # C and D share A and B, and A and E, and B and E, share C.
    assert found.candidates == 4


def test_who_is_related_already_needs_no_foretelling(projected):
    assert links(projected("A sues C", "B sues C", "A memberOf B")).links == ()


def test_one_article_is_no_evidence(fact_):
    claims = [fact_("A cooperatesWith C", "d1"), fact_("B cooperatesWith C", "d1")]
    assert links(project(claims)).links == ()
    claims[1] = fact_("B cooperatesWith C", "d2")
    assert len(links(project(claims)).links) == 1


def test_a_company_and_its_country(projected):
    assert links(projected("Huawei sues Japan", "China sues Japan")).links == ()


@pytest.mark.parametrize(
    ("positive", "negative", "expected"),
    [([2.0, 1.0], [0.0], 1.0), ([0.0], [1.0, 2.0], 0.0), ([1.0], [1.0], 0.5), ([3.0, 1.0], [2.0], 0.5)],
)
def test_area_under_the_curve(positive, negative, expected):
    values, counts = np.unique(negative, return_counts=True)
    assert area(positive, Tally(values, counts)) == expected


def test_time_split_by_hand(fact_):
    early = ("A sues C", "B sues C", "D sues E", "C meetsWith F")
    late = ("A meetsWith B", "B sues C", "G sues A")
    claims = [fact_(said, f"e{n}", day="2023-05-01") for n, said in enumerate(early)]
    claims += [fact_(said, f"l{n}", day="2024-05-01") for n, said in enumerate(late)]
    found = evaluate(project(claims), date(2024, 1, 1))
    # Six actors and four pairs before: 15 - 4 = 11 may come, one does; G was not known.
    assert (found.pairs, found.came, found.newcomers) == (11, 1, 1)
    # A and B share C; so do A and F, and B and F: one tie of three at the top, eight below: (8 + 2/2) / 10.
    assert found.areas["common neighbours"] == found.areas["Adamic-Adar"] == pytest.approx(0.9)
    assert found.hits["Adamic-Adar"] == 0  # among equals, luck does not count
    # A and B have one neighbour each: C's products with D and E, 3 each, go before; the other eight are 1 like theirs.
    assert found.areas["preferential attachment"] == pytest.approx((8 / 2) / 10)
    assert "Split at 2024-01-01: of 11 pairs 1 got a relation later" in found.summary()


@pytest.mark.parametrize("split", ["2020-01-01", "2030-01-01"])
def test_split_with_nothing_on_one_side(fact_, split):
    claims = [fact_(f"{a} sues {b}", f"{a}{b}", day="2024-05-01") for a, b in combinations("ABC", 2)]
    with pytest.raises(QueryError, match="take a day with relations before it"):
        links(project(claims), split=date.fromisoformat(split))


def test_nothing(projected):
    found = links(projected())
    assert (found.links, found.candidates, found.evaluation, found.chart()) == ((), 0, None, None)
