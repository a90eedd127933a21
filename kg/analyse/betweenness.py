"""Who stands between others: the share of shortest ways through the graph that lead over an entity."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import networkx as nx

from kg.analyse.chart import Chart, Series
from kg.analyse.cited import Cited
from kg.analyse.finding import Finding
from kg.analyse.knowledge import knowledge
from kg.analyse.projection import Projection
from kg.analyse.ranking import claims_of
from kg.labels import counted

__all__ = ["Between", "Betweenness", "betweenness"]

_ALL = 1000
"""Up to this many entities all shortest paths are counted."""
_SAMPLE = 100
"""Beyond, those from a sample of so many."""


@dataclass(frozen=True, slots=True)
class Between:
    """An entity and how much it stands between others."""

    rank: int
    entity: str
    """IRI."""
    label: str
    type: str
    score: float
    """Share of the pairs of other entities that it lies between on a shortest path, from 0 to 1."""
    neighbours: int
    claims: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class Betweenness(Finding):
    """The entities that lie on any shortest path, the highest first."""

    title: ClassVar[str] = "Betweenness"
    question: ClassVar[str] = "Who stands between others, and would cut them off by leaving?"
    method: ClassVar[str] = (
        "Betweenness centrality, normalised: the share of shortest paths between two others that lead over an entity, "
        "on the undirected, unweighted graph of all relations but affiliations. Of more than "
        f"{_ALL:,} entities, paths from a fixed sample of {_SAMPLE} are counted (Brandes and Pich 2007)"
    )
    citation: ClassVar[str] = (
        "Freeman, “A Set of Measures of Centrality Based on Betweenness”, Sociometry 40 (1977); Brandes, “A Faster "
        "Algorithm for Betweenness Centrality”, Journal of Mathematical Sociology 25 (2001); Brandes and Pich, "
        "“Centrality Estimation in Large Networks”, International Journal of Bifurcation and Chaos 17 (2007)"
    )
    header: ClassVar[tuple[str, ...]] = ("rank", "entity", "type", "score", "neighbours")
    projection: str
    entities: tuple[Between, ...]

    def summary(self) -> str:
        """Return the finding in a sentence."""
        return f"{counted(len(self.entities), 'entity')} on shortest paths between others."

    def rows(self, top: int | None = None) -> list[tuple[str, ...]]:
        """Return the first `top` as the cells of a table."""
        return [(str(e.rank), e.label, e.type, f"{e.score:.4f}", str(e.neighbours)) for e in self.entities[:top]]

    def chart(self, top: int | None = None) -> Chart | None:
        """Return the scores as bars."""
        shown = self.entities[:top]
        scores = Series("betweenness", tuple(entity.score for entity in shown))
        return Chart(self.title, "bars", tuple(e.label for e in shown), (scores,), "betweenness") if shown else None


def betweenness(projection: Projection) -> Betweenness:
    """Return the betweenness of every entity that has any."""
    graph = projection.undirected(without=knowledge().affiliation)
    sample = _SAMPLE if len(graph) > _ALL else None
    scores: dict[str, float] = nx.betweenness_centrality(graph, k=sample, seed=0)
    nodes = graph.nodes
    order = sorted(
        (iri for iri in scores if scores[iri] > 0),
        key=lambda iri: (-round(scores[iri], 12), nodes[iri]["label"], iri),
    )
    claims = claims_of(projection, without=knowledge().affiliation)
    found = (
        Between(rank, iri, nodes[iri]["label"], nodes[iri]["type"], scores[iri], graph.degree(iri), claims[iri])
        for rank, iri in enumerate(order, start=1)
    )
    return Betweenness(projection.describe(), tuple(found))
