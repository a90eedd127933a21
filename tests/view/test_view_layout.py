"""Where nodes are drawn."""

from __future__ import annotations

import itertools
import math

import pytest

from kg.view.layout import layout


def distances(points):
    return [math.dist(a, b) for a, b in itertools.combinations(points, 2)]


def test_nothing_to_draw():
    assert layout(0, [], []) == []


def test_same_graph_same_places():
    edges = [(a, (7 * a + 3) % 60) for a in range(60)]
    assert layout(60, edges, [50] * 60) == layout(60, edges, [50] * 60)


def test_direction_repetition_and_loops_mean_nothing():
    once = layout(4, [(0, 1), (1, 2), (2, 3)], [50] * 4)
    assert layout(4, [(1, 0), (0, 1), (1, 2), (2, 2), (3, 2)], [50] * 4) == once


@pytest.mark.parametrize("count", [2, 3, 40, 450])
def test_no_two_nodes_share_a_place(count):
    # All are leaves of one hub: for stress they are all alike, which is where layouts collapse.
    points = layout(count, [(0, leaf) for leaf in range(1, count)], [60] * count)
    assert min(distances(points)) > 15


def test_labels_of_a_small_graph_do_not_overlap():
    edges = [(0, leaf) for leaf in range(1, 12)] + [(leaf, leaf + 1) for leaf in range(1, 11)]
    points = layout(12, edges, [120] * 12)
    overlaps = [1 for a, b in itertools.combinations(points, 2) if abs(a[0] - b[0]) < 110 and abs(a[1] - b[1]) < 36]
    assert overlaps == []


def test_neighbours_are_nearer_than_strangers():
    # Two cliques of six with one bridge: inside a clique nodes are closer than across.
    one = list(itertools.combinations(range(6), 2))
    two = [(a + 6, b + 6) for a, b in one]
    points = layout(12, [*one, *two, (0, 6)], [40] * 12)
    inside = [math.dist(points[a], points[b]) for a, b in [*one, *two]]
    across = [math.dist(points[a], points[b]) for a in range(6) for b in range(6, 12)]
    assert sum(inside) / len(inside) < 0.7 * sum(across) / len(across)


def test_components_do_not_overlap_and_the_largest_is_in_the_middle():
    wheel = [(0, a) for a in range(1, 20)] + [(a, a % 19 + 1) for a in range(1, 20)]
    pairs = [(20 + 2 * a, 21 + 2 * a) for a in range(10)]
    points = layout(40, [*wheel, *pairs], [80] * 40)
    for a, b in pairs:
        others = [point for at, point in enumerate(points) if at not in (a, b)]
        for node in (a, b):
            assert all(abs(points[node][0] - other[0]) > 80 or abs(points[node][1] - other[1]) > 30 for other in others)
    middle = [sum(axis) / 20 for axis in zip(*points[:20], strict=True)]
    assert all(math.dist(middle, points[node]) > math.dist(middle, (0, 0)) for node in range(20, 40))


def test_large_graphs_are_centred_and_spread():
    count = 1500
    edges = [(a, (a * a + 1) % count) for a in range(count)] + [(a, (a + 1) % count) for a in range(count)]
    points = layout(count, edges, [60] * count)
    xs, ys = zip(*points, strict=True)
    assert abs(min(xs) + max(xs)) < 1
    assert abs(min(ys) + max(ys)) < 1
    # As much room as asked for: about 82 pixels squared a node, within a factor of two.
    assert 0.5 < (max(xs) - min(xs)) * (max(ys) - min(ys)) / (count * 82**2) < 4
