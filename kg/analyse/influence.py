"""Whom the reported world turns around: PageRank over who has to do with whom."""

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

__all__ = ["Influence", "Ranked", "influence"]


@dataclass(frozen=True, slots=True)
class Ranked:
    """An entity and its rank."""

    rank: int
    entity: str
    """IRI."""
    label: str
    type: str
    score: float
    """Share of the attention, between 0 and 1; all entities together have 1."""
    neighbours: int
    """Number of entities that it has a relation with."""
    claims: tuple[Cited, ...]
    """All that tie it to them."""


@dataclass(frozen=True, slots=True)
class Influence(Finding):
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
    header: ClassVar[tuple[str, ...]] = ("rank", "entity", "type", "score", "neighbours")
    projection: str
    entities: tuple[Ranked, ...]

    def summary(self) -> str:
        """Return the finding in a sentence."""
        return f"{counted(len(self.entities), 'entity')}."

    def rows(self, top: int | None = None) -> list[tuple[str, ...]]:
        """Return the first `top` as the cells of a table."""
        return [(str(r.rank), r.label, r.type, f"{r.score:.4f}", str(r.neighbours)) for r in self.entities[:top]]

    def chart(self, top: int | None = None) -> Chart | None:
        """Return the scores as bars."""
        shown = self.entities[:top]
        scores = Series("PageRank", tuple(ranked.score for ranked in shown))
        return Chart(self.title, "bars", tuple(r.label for r in shown), (scores,), "PageRank") if shown else None


def influence(projection: Projection) -> Influence:
    """Return the PageRank of every entity that has to do with another one."""
    graph = projection.undirected(without=knowledge().affiliation)
    scores: dict[str, float] = nx.pagerank(graph, alpha=0.85, max_iter=500, tol=1e-9) if graph else {}
    order = sorted(scores, key=lambda iri: (-round(scores[iri], 12), graph.nodes[iri]["label"], iri))
    claims = claims_of(projection, without=knowledge().affiliation)
    ranking = tuple(
        Ranked(
            rank,
            iri,
            graph.nodes[iri]["label"],
            graph.nodes[iri]["type"],
            scores[iri],
            graph.degree(iri),
            claims[iri],
        )
        for rank, iri in enumerate(order, start=1)
    )
    return Influence(projection.describe(), ranking)
