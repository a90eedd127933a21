"""How well earlier claims foretell which actors will be in relation later."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from itertools import combinations

import networkx as nx

from kg.analyse.knowledge import knowledge
from kg.analyse.projection import Projection
from kg.errors import QueryError
from kg.labels import counted

__all__ = ["Evaluation", "area", "evaluate"]

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The area under the ROC curve of each score: 0.5 is chance, 1 is perfect; and the hits among the first."""

    split: date
    """First day of the later claims."""
    pairs: int
    """Pairs of actors, known before the split, without a relation then."""
    came: int
    """Those that got one afterwards."""
    newcomers: int
    """Pairs that got one and cannot be foretold, as one of them was not known before."""
    areas: dict[str, float]
    """By the name of the score; preferential attachment, which knows only who is much written of, is the baseline."""
    hits: dict[str, int]
    """Of as many best-scored pairs as got a relation, those that did."""

    def summary(self) -> str:
        """Return the evaluation in a sentence."""
        listed = ", ".join(f"{name} {area:.2f} ({self.hits[name]} of {self.came})" for name, area in self.areas.items())
        return (
            f"Split at {self.split}: of {counted(self.pairs, 'pair')} {self.came} got a relation later "
            f"({self.newcomers} more with newcomers); area under the curve, and hits among the best {self.came}: "
            f"{listed}. Chance is 0.50."
        )


def area(positive: list[float], negative: list[float]) -> float:
    """Return the chance that a positive scores above a negative, ties counted half.

    >>> area([2.0, 1.0], [1.0, 0.0])
    0.875
    """
    from scipy.stats import rankdata

    ranks = rankdata([*positive, *negative])[: len(positive)]
    least = len(positive) * (len(positive) + 1) / 2
    return float((ranks.sum() - least) / (len(positive) * len(negative)))


def evaluate(projection: Projection, split: date) -> Evaluation:
    """Return how well relations of before the split foretell the pairs that get their first one from it on.

    Undated claims take no part. Raises QueryError if there is nothing to learn from or nothing to foretell.
    """
    first = _first_days(projection)
    graph: nx.Graph[str] = nx.Graph(sorted(pair for pair, day in first.items() if day < split))
    later = {pair for pair, day in first.items() if day >= split}
    came = {pair for pair in later if pair[0] in graph and pair[1] in graph}
    others = [pair for pair in combinations(sorted(graph), 2) if not graph.has_edge(*pair) and pair not in came]
    if not came or not others:
        raise QueryError(
            f"the split at {split} leaves {counted(len(came), 'pair')} to foretell and {len(others):,} others: "
            "take a day with relations before it, and new ones between the same actors after it"
        )
    methods: dict[str, Callable[[list[Pair]], list[float]]] = {
        "Adamic-Adar": lambda pairs: [score for _, _, score in nx.adamic_adar_index(graph, pairs)],
        "resource allocation": lambda pairs: [score for _, _, score in nx.resource_allocation_index(graph, pairs)],
        "common neighbours": lambda pairs: [float(len(set(nx.common_neighbors(graph, *pair)))) for pair in pairs],
        "preferential attachment": lambda pairs: [
            float(score) for _, _, score in nx.preferential_attachment(graph, pairs)
        ],
    }
    known = sorted(came)
    areas: dict[str, float] = {}
    hits: dict[str, int] = {}
    for name, score in methods.items():
        positive, negative = score(known), score(others)
        areas[name] = area(positive, negative)
        # Among equals those that did not come go first: a hit must not be luck.
        ranked = sorted([(-value, 1) for value in positive] + [(-value, 0) for value in negative])
        hits[name] = sum(mark for _, mark in ranked[: len(known)])
    return Evaluation(split, len(known) + len(others), len(known), len(later) - len(came), areas, hits)


def _first_days(projection: Projection) -> dict[Pair, date]:
    """Return the day of the first claim of each pair of actors, affiliations left out."""
    nodes, skipped = projection.graph.nodes, knowledge().affiliation
    found: dict[Pair, date] = {}
    for subject, object_, relation, data in projection.graph.edges(keys=True, data=True):
        if relation in skipped or not (nodes[subject]["agent"] and nodes[object_]["agent"]):
            continue
        pair = (min(subject, object_), max(subject, object_))
        for cited in data["claims"]:
            if cited.day is not None and cited.day < found.get(pair, date.max):
                found[pair] = cited.day
    return found
