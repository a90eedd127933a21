"""Who stands between others: the share of shortest ways through the graph that lead over an entity."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import networkx as nx

from kg.analyse.knowledge import knowledge
from kg.analyse.projection import Projection
from kg.analyse.ranking import Ranking, rank
from kg.labels import counted

__all__ = ["Betweenness", "betweenness"]

_ALL = 1000
"""Up to this many entities all shortest paths are counted."""
_SAMPLE = 100
"""Beyond, those from a sample of so many."""


@dataclass(frozen=True, slots=True)
class Betweenness(Ranking):
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
    measure: ClassVar[str] = "betweenness"

    def summary(self) -> str:
        """Return the finding in a sentence."""
        return f"{counted(len(self.entities), 'entity')} on shortest paths between others."


def betweenness(projection: Projection) -> Betweenness:
    """Return the betweenness of every entity that has any."""
    graph = projection.undirected(without=knowledge().affiliation)
    sample = _SAMPLE if len(graph) > _ALL else None
    scores: dict[str, float] = nx.betweenness_centrality(graph, k=sample, seed=0)
    between = {iri: score for iri, score in scores.items() if score > 0}
    return Betweenness(projection.describe(), rank(projection, graph, between, without=knowledge().affiliation))
