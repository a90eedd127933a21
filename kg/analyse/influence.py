"""Whom the reported world turns around: PageRank over who has to do with whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import networkx as nx

from kg.analyse.knowledge import knowledge
from kg.analyse.projection import Projection
from kg.analyse.ranking import Ranking, rank
from kg.labels import counted

__all__ = ["Influence", "influence"]


@dataclass(frozen=True, slots=True)
class Influence(Ranking):
    """All entities, the highest first."""

    title: ClassVar[str] = "Influence"
    question: ClassVar[str] = "Whom does the reported world turn around?"
    method: ClassVar[str] = (
        "PageRank with damping 0.85 on the undirected graph of all relations but affiliations, weighted by distinct "
        "documents: high is who has to do with many, or with who is high. Relations count in both directions, since "
        "who acts matters as much as who is acted on, and small circles would else trap the score"
    )
    citation: ClassVar[str] = (
        "Brin and Page, “The Anatomy of a Large-Scale Hypertextual Web Search Engine”, "
        "Computer Networks and ISDN Systems 30 (1998)"
    )
    measure: ClassVar[str] = "PageRank"
    """All entities together have 1 of it."""

    def summary(self) -> str:
        """Return the finding in a sentence."""
        return f"{counted(len(self.entities), 'entity')}."


def influence(projection: Projection) -> Influence:
    """Return the PageRank of every entity that has to do with another one."""
    graph = projection.undirected(without=knowledge().affiliation)
    scores: dict[str, float] = nx.pagerank(graph, alpha=0.85, max_iter=500, tol=1e-9) if graph else {}
    return Influence(projection.describe(), rank(projection, graph, scores, without=knowledge().affiliation))
