"""Rankings of entities by a score: their form, and the claims behind the place of each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar

import networkx as nx

from kg.analyse.chart import Chart, Series
from kg.analyse.cited import Cited, best
from kg.analyse.finding import Finding
from kg.analyse.projection import Projection

__all__ = ["Ranked", "Ranking", "rank"]


@dataclass(frozen=True, slots=True)
class Ranked:
    """An entity and its rank."""

    rank: int
    entity: str
    """IRI."""
    label: str
    type: str
    score: float
    """Between 0 and 1; the ranking says of what."""
    neighbours: int
    """Number of entities that it has a relation with."""
    claims: tuple[Cited, ...]
    """All that tie it to them."""


@dataclass(frozen=True, slots=True)
class Ranking(Finding):
    """Entities by score, the highest first."""

    header: ClassVar[tuple[str, ...]] = ("rank", "entity", "type", "score", "neighbours")
    measure: ClassVar[str]
    """Name of the score."""
    projection: str
    entities: tuple[Ranked, ...]

    def rows(self, top: int | None = None) -> list[tuple[str, ...]]:
        """Return the first `top` as the cells of a table."""
        return [(str(e.rank), e.label, e.type, f"{e.score:.4f}", str(e.neighbours)) for e in self.entities[:top]]

    def chart(self, top: int | None = None) -> Chart | None:
        """Return the scores as bars."""
        shown = self.entities[:top]
        scores = Series(self.measure, tuple(entity.score for entity in shown))
        return Chart(self.title, "bars", tuple(e.label for e in shown), (scores,), self.measure) if shown else None


def rank(
    projection: Projection, graph: nx.Graph[str], scores: Mapping[str, float], *, without: Iterable[str]
) -> tuple[Ranked, ...]:
    """Return the entities with a score, the highest first; `without` are the relations that the graph leaves out."""
    nodes = graph.nodes
    order = sorted(scores, key=lambda iri: (-round(scores[iri], 12), nodes[iri]["label"], iri))
    claims = _claims_of(projection, without)
    return tuple(
        Ranked(place, iri, nodes[iri]["label"], nodes[iri]["type"], scores[iri], graph.degree(iri), claims[iri])
        for place, iri in enumerate(order, start=1)
    )


def _claims_of(projection: Projection, without: Iterable[str]) -> Mapping[str, tuple[Cited, ...]]:
    """Return the claims that speak of each entity, those to read first at the head, but for some relations."""
    skipped = set(without)
    found: defaultdict[str, list[Cited]] = defaultdict(list)
    for subject, object_, relation, data in projection.graph.edges(keys=True, data=True):
        if relation not in skipped:
            found[subject].extend(data["claims"])
            found[object_].extend(data["claims"])
    return defaultdict(tuple, {iri: best(claims) for iri, claims in found.items()})
