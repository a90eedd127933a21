"""How much speaks for a link between each two nodes without one, of all pairs at once.

Scores that count common neighbours are products of the sparse matrix of neighbours: of five thousand nodes, in seconds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, diags_array, triu

__all__ = ["Scores", "Tally", "products", "scores"]

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Scores:
    """The pairs of different nodes with a common neighbour, each once, linked or not."""

    nodes: tuple[str, ...]
    """Sorted."""
    first: NDArray[np.int64]
    """Places in `nodes`; the first of a pair is the smaller one."""
    second: NDArray[np.int64]
    common: Numbers
    """Number of common neighbours."""
    adamic_adar: Numbers
    """Sum over the common neighbours of 1 / log(number of their neighbours)."""
    resource_allocation: Numbers
    """Sum over the common neighbours of 1 / number of their neighbours."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Scores of very many pairs: how many have each."""

    values: Numbers
    """Ascending, each once."""
    counts: Numbers

    def below(self, score: float) -> float:
        """Return how many pairs score less, and half of those that score the same."""
        at = int(np.searchsorted(self.values, score))
        same = self.counts[at] if at < len(self.values) and self.values[at] == score else 0
        return float(self.counts[:at].sum() + same / 2)

    def not_below(self, score: float) -> float:
        """Return how many pairs score as much or more."""
        return float(self.counts[int(np.searchsorted(self.values, score)) :].sum())


def scores(graph: nx.Graph[str]) -> Scores:
    """Return the scores of all pairs with a common neighbour."""
    nodes = tuple(sorted(graph))
    if not nodes:
        none = np.zeros(0)
        return Scores((), none.astype(np.int64), none.astype(np.int64), none, none, none)
    near = csr_array(nx.to_scipy_sparse_array(graph, nodelist=nodes, weight=None, dtype=np.dtype(np.float64)))
    degrees = near.sum(axis=0)
    # Who has one neighbour is common to nobody: its weight does not matter, and must not be 1 / log 1.
    several = np.maximum(degrees, 2)
    weighted = {
        name: triu(near @ diags_array(weights) @ near, k=1, format="coo")
        for name, weights in (("common", np.ones(len(nodes))), ("log", 1 / np.log(several)), ("one", 1 / several))
    }
    # The three products have the same pairs, in the same order: all weights are positive.
    pairs = weighted["common"]
    return Scores(
        nodes,
        pairs.row.astype(np.int64),
        pairs.col.astype(np.int64),
        pairs.data,
        weighted["log"].data,
        weighted["one"].data,
    )


def products(graph: nx.Graph[str], without: Sequence[tuple[str, str]]) -> Tally:
    """Return the products of the degrees of all pairs of nodes, but for those with an edge and those in `without`."""
    degrees = dict(graph.degree())
    of_degree = Counter(degrees.values())
    known = sorted(of_degree)
    counts: Counter[int] = Counter()
    for place, one in enumerate(known):
        counts[one * one] += of_degree[one] * (of_degree[one] - 1) // 2
        for other in known[place + 1 :]:
            counts[one * other] += of_degree[one] * of_degree[other]
    for first, second in (*graph.edges, *without):
        counts[degrees[first] * degrees[second]] -= 1
    values = sorted(value for value in counts if counts[value])
    return Tally(np.array(values, dtype=np.float64), np.array([counts[v] for v in values], dtype=np.float64))
