"""How well earlier claims foretell which actors will be in relation later."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import networkx as nx
import numpy as np

from kg.analyse.knowledge import knowledge
from kg.analyse.link_scores import Tally, products, scores
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


def area(positive: Iterable[float], negative: Tally) -> float:
    """Return the chance that a positive scores above a negative, ties counted half.

    >>> import numpy as np
    >>> area([2.0, 1.0], Tally(np.array([0.0, 1.0]), np.array([1, 1])))
    0.875
    """
    won = [negative.below(score) for score in positive]
    return sum(won) / (len(won) * float(negative.counts.sum()))


def evaluate(projection: Projection, split: date) -> Evaluation:
    """Return how well relations of before the split foretell the pairs that get their first one from it on.

    Undated claims take no part. Raises QueryError if there is nothing to learn from or nothing to foretell.
    """
    first = _first_days(projection)
    graph: nx.Graph[str] = nx.Graph(sorted(pair for pair, day in first.items() if day < split))
    later = {pair for pair, day in first.items() if day >= split}
    came = sorted(pair for pair in later if pair[0] in graph and pair[1] in graph)
    size = len(graph)
    others = size * (size - 1) // 2 - graph.number_of_edges() - len(came)
    if not came or not others:
        raise QueryError(
            f"the split at {split} leaves {counted(len(came), 'pair')} to foretell and {others:,} others: "
            "take a day with relations before it, and new ones between the same actors after it"
        )
    areas: dict[str, float] = {}
    hits: dict[str, int] = {}
    for name, (positive, negative) in _scored(graph, came, others).items():
        areas[name] = area(positive, negative)
        # Among equals those that did not come go first: a hit must not be luck.
        ranks = [negative.not_below(score) + place for place, score in enumerate(sorted(positive, reverse=True), 1)]
        hits[name] = sum(rank <= len(came) for rank in ranks)
    return Evaluation(split, len(came) + others, len(came), len(later) - len(came), areas, hits)


def _scored(graph: nx.Graph[str], came: Sequence[Pair], others: int) -> dict[str, tuple[list[float], Tally]]:
    """Return by name of the score those of the pairs that came, and of the others without an edge."""
    found = scores(graph)
    nodes = found.nodes
    wanted = set(came)
    pairs = [(nodes[one], nodes[other]) for one, other in zip(found.first, found.second, strict=True)]
    place = {pair: at for at, pair in enumerate(pairs) if pair in wanted}
    apart = np.array([not (pair in wanted or graph.has_edge(*pair)) for pair in pairs], dtype=bool)
    listed = {
        "Adamic-Adar": found.adamic_adar,
        "resource allocation": found.resource_allocation,
        "common neighbours": found.common,
    }
    scored: dict[str, tuple[list[float], Tally]] = {}
    for name, each in listed.items():
        rounded = np.round(each, 9)
        values, counts = np.unique(rounded[apart], return_counts=True)
        # All that have no common neighbour score nothing.
        negative = Tally(np.concatenate(([0.0], values)), np.concatenate(([others - counts.sum()], counts)))
        scored[name] = [float(rounded[place[pair]]) if pair in place else 0.0 for pair in came], negative
    degrees = dict(graph.degree())
    products_of = [float(degrees[one] * degrees[other]) for one, other in came]
    scored["preferential attachment"] = products_of, products(graph, came)
    return scored


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
