"""Where the nodes of a graph are drawn: the same graph always comes out the same, without a random number.

Small components are laid out by stress majorization (Gansner, Koren and North, "Graph Drawing by Stress
Majorization", 2004), with edges at hubs drawn longer as that paper proposes, and around one node, where asked for, by
its distances alone (Brandes and Pich, "More Flexible Radial Layout", 2011); large ones by Pivot MDS (Brandes and
Pich, "Eigensolver Methods for Progressive Multidimensional Scaling of Large Data", 2006) and some rounds of local
forces. Overlaps are then pushed apart, and the components are packed around the largest.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components, dijkstra
from scipy.spatial import cKDTree

from kg.view.packing import Component, packed

__all__ = ["layout"]

Points = NDArray[np.float64]
Pairs = NDArray[np.int64]

_SPACING = 82.0
"""Pixels between neighbours at a zoom of 1: each node has its square for itself."""
_ASPECT = 1.4
"""Width to height of the whole, about that of a screen beside a side panel."""
_APART = 2.2
"""How much longer an edge is drawn whose ends are to stand apart."""
_DENSE = 400
"""Up to this many nodes all pairs are considered."""


def layout(
    count: int,
    edges: Sequence[tuple[int, int]],
    widths: Sequence[float],
    *,
    centre: int | None = None,
    apart: Collection[tuple[int, int]] = (),
) -> list[tuple[float, float]]:
    """Return x and y in pixels, centred on the origin, of the nodes 0 to `count` - 1.

    `edges` are pairs of node numbers, direction and repetition without meaning; `widths` are the pixels that each
    node with its label asks for. In a component of up to 400 nodes, the others stand around the node `centre`, as far
    from it as they are steps away, and the ends of the edges `apart` stand further from each other.
    """
    if not count:
        return []
    pairs = np.array([(a, b) for a, b in edges if a != b], dtype=np.int64).reshape(-1, 2)
    pairs = np.unique(np.sort(pairs, axis=1), axis=0)
    far = {(min(pair), max(pair)) for pair in apart}
    stretch = np.array([_APART if (a, b) in far else 1.0 for a, b in pairs.tolist()])
    sizes = np.asarray(widths, dtype=np.float64)
    _, name = connected_components(_adjacency(count, pairs), directed=False)
    members = np.split(np.argsort(name, kind="stable"), np.cumsum(np.bincount(name))[:-1])
    owner = name[pairs[:, 0]]
    order, cuts = np.argsort(owner, kind="stable"), np.cumsum(np.bincount(owner, minlength=len(members)))[:-1]
    position = np.zeros(count, dtype=np.int64)
    drawn: list[Component] = []
    for nodes, lines, factors in zip(
        members, np.split(pairs[order], cuts), np.split(stretch[order], cuts), strict=True
    ):
        position[nodes] = np.arange(len(nodes))
        middle = int(position[centre]) if centre is not None and centre in nodes else None
        points = _component(len(nodes), position[lines], sizes[nodes], factors, middle)
        drawn.append(Component(nodes, points, position[lines]))
    points = np.zeros((count, 2))
    for component, shift in packed(drawn, sizes, aspect=_ASPECT):
        points[component.nodes] = component.points + shift
    points -= (points.min(axis=0) + points.max(axis=0)) / 2
    return [(round(float(x), 1), round(float(y), 1)) for x, y in points]


def _adjacency(count: int, pairs: Pairs, lengths: NDArray[np.float64] | None = None) -> csr_array:
    values = np.ones(len(pairs)) if lengths is None else lengths
    return csr_array((values, (pairs[:, 0], pairs[:, 1])), shape=(count, count))


def _component(
    count: int, pairs: Pairs, widths: NDArray[np.float64], factors: NDArray[np.float64], centre: int | None
) -> Points:
    """Return the layout of one connected component, turned and scaled to its share of the page."""
    if count <= 2:
        return np.array([(0.0, 0.0), (widths.mean() + 60, 0.0)])[:count]
    if count <= _DENSE:
        distances = dijkstra(_adjacency(count, pairs, _lengths(count, pairs) * factors), directed=False)
        weights = _inverse_squares(distances)
        if centre is not None:
            _ring(distances, weights, centre, dijkstra(_adjacency(count, pairs), directed=False, indices=[centre])[0])
        points = _stress(distances, weights)
    else:
        points = _local(_pivots(_adjacency(count, pairs)), pairs)
    points = _turned(points)
    extent = np.ptp(points, axis=0)
    extent = np.maximum(extent, 0.4 * extent.max())
    stretch = np.clip(_ASPECT * extent[1] / extent[0], 0.6, 1.7)
    points *= _SPACING * np.sqrt(count / np.prod(extent)) * np.array([np.sqrt(stretch), 1 / np.sqrt(stretch)])
    return _apart(points, widths) if count <= _DENSE else points


def _lengths(count: int, pairs: Pairs) -> NDArray[np.float64]:
    """Return an ideal length for each edge: long if its ends share few of their neighbours, and between hubs."""
    both = _adjacency(count, np.vstack([pairs, pairs[:, ::-1]]))
    degree = np.asarray(both.sum(axis=1)).ravel()
    shared = np.asarray(both[pairs[:, 0]].multiply(both[pairs[:, 1]]).sum(axis=1)).ravel()
    first, second = degree[pairs[:, 0]], degree[pairs[:, 1]]
    lengths: NDArray[np.float64] = np.sqrt(first + second - 2 * shared) + np.sqrt(np.minimum(first, second)) - 1
    return lengths


def _turned(points: Points) -> Points:
    """Return the points with their longest axis level, and no mirror image left to chance."""
    points = points - points.mean(axis=0)
    _, axes = np.linalg.eigh(points.T @ points)
    turned = points @ axes[:, ::-1]
    skew = np.sign((turned**3).sum(axis=0))
    result: Points = turned * np.where(skew == 0, 1, skew)
    return result


def _mds(distances: NDArray[np.float64]) -> Points:
    """Return the points whose distances to each other (all, or columns for some) are nearest to these."""
    squares = distances**2
    centred = squares - squares.mean(axis=0) - squares.mean(axis=1)[:, None] + squares.mean()
    values, vectors = np.linalg.eigh(centred.T @ centred)
    top = vectors[:, np.argsort(values)[-2:]]
    points: Points = centred @ top
    points *= distances.mean() / max(float(np.abs(points).mean()), 1e-9)
    points += _jitter(len(points)) * distances.mean() * 0.05
    return points


def _jitter(count: int) -> Points:
    """Return points in a disc of radius 1, evenly and irregularly spread: twins must not coincide."""
    step = np.arange(count)
    angle = step * np.pi * (3 - np.sqrt(5))
    radius = np.sqrt((step * 0.754877666) % 1)
    return np.column_stack([radius * np.cos(angle), radius * np.sin(angle)])


def _inverse_squares(distances: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the weights of the pairs: the nearer two should be, the more their distance counts."""
    weights: NDArray[np.float64] = (distances + np.eye(len(distances))) ** -2.0
    np.fill_diagonal(weights, 0)
    return weights


def _ring(
    distances: NDArray[np.float64], weights: NDArray[np.float64], centre: int, steps: NDArray[np.float64]
) -> None:
    """Make the distances from the centre those of rings, one a step, and let them count most."""
    own = distances[centre].copy()
    away = steps > 0
    ring = steps * float(np.median(own[away] / steps[away]))
    distances[centre, :] = distances[:, centre] = ring
    pull = np.where(away, len(steps) * float(weights.max()), 0)
    weights[centre, :] = weights[:, centre] = pull


def _stress(distances: NDArray[np.float64], weights: NDArray[np.float64], rounds: int = 150) -> Points:
    """Return points that minimise the weighted stress of all pairs, by majorization from an MDS start."""
    points = _mds(distances)
    total = weights.sum(axis=1)
    for _ in range(rounds):
        delta = points[:, None, :] - points[None, :, :]
        now = np.sqrt((delta**2).sum(axis=2)) + 1e-9
        pull = weights * distances / now
        moved = (weights @ points + (pull[:, :, None] * delta).sum(axis=1)) / total[:, None]
        still = np.abs(moved - points).max() < 1e-3 * distances.max()
        points = moved
        if still:
            break
    return points


def _pivots(adjacency: csr_array, number: int = 48) -> Points:
    """Return Pivot MDS points, from the distances to some nodes that lie far from one another."""
    chosen = int(np.argmax(np.diff(adjacency.indptr)))
    columns: list[NDArray[np.float64]] = []
    nearest = np.full(adjacency.shape[0], np.inf)
    for _ in range(number):
        columns.append(dijkstra(adjacency, directed=False, indices=np.array([chosen]))[0])
        nearest = np.minimum(nearest, columns[-1])
        chosen = int(np.argmax(nearest))
    return _mds(np.column_stack(columns))


def _local(points: Points, pairs: Pairs, rounds: int = 50) -> Points:
    """Return the points after forces between neighbours: edges pull, whoever stands too near pushes."""
    count = len(points)
    radius = np.sqrt((points**2).sum(axis=1)) + 1e-9
    rim = 2 * np.median(radius)
    points = points * np.minimum(1, rim / radius)[:, None] * (0.8 * np.sqrt(count) / rim)
    degree = np.maximum(np.bincount(pairs.ravel(), minlength=count), 1)
    share = 1 / np.sqrt(degree[pairs[:, 0]] * degree[pairs[:, 1]])
    for step in range(rounds):
        move = np.zeros_like(points)
        delta = points[pairs[:, 1]] - points[pairs[:, 0]]
        pull = delta * share[:, None] * 0.5
        for axis in (0, 1):
            move[:, axis] += np.bincount(pairs[:, 0], pull[:, axis], count) - np.bincount(
                pairs[:, 1], pull[:, axis], count
            )
        near = cKDTree(points).query_pairs(1.6, output_type="ndarray")
        delta = points[near[:, 1]] - points[near[:, 0]]
        gap = np.sqrt((delta**2).sum(axis=1)) + 1e-6
        push = delta * ((1.6 - gap) / gap * 0.4)[:, None]
        for axis in (0, 1):
            move[:, axis] += np.bincount(near[:, 1], push[:, axis], count) - np.bincount(
                near[:, 0], push[:, axis], count
            )
        limit = 2.5 * (1 - step / rounds) + 0.1
        size = np.sqrt((move**2).sum(axis=1)) + 1e-9
        points = points + move * np.minimum(1, limit / size)[:, None]
    return points


def _apart(points: Points, widths: NDArray[np.float64], height: float = 40.0, rounds: int = 120) -> Points:
    """Return the points moved as little as it takes for boxes of these widths not to overlap, or nearly so."""
    wide = (widths[:, None] + widths[None, :]) / 2
    points = points.copy()
    for _ in range(rounds):
        dx = points[:, 0][:, None] - points[:, 0][None, :]
        dy = points[:, 1][:, None] - points[:, 1][None, :]
        over_x = wide - np.abs(dx)
        over_y = height - np.abs(dy)
        hit = (over_x > 0.5) & (over_y > 0.5)
        np.fill_diagonal(hit, False)
        if not hit.any():
            break
        sideways = hit & (over_x < over_y)
        upright = hit & ~sideways
        points[:, 0] += (np.sign(dx) * over_x * sideways).sum(axis=1) * 0.3
        points[:, 1] += (np.where(dy == 0, np.sign(dx), np.sign(dy)) * over_y * upright).sum(axis=1) * 0.3
    return points
