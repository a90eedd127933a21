"""Who will have to do with whom next, and which common neighbours speak for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

import networkx as nx
import numpy as np

from kg.analyse.chart import Chart, Series
from kg.analyse.cited import Cited, best
from kg.analyse.finding import Finding, source_cells
from kg.analyse.knowledge import knowledge
from kg.analyse.link_evaluation import Evaluation, evaluate
from kg.analyse.link_scores import Scores, scores
from kg.analyse.projection import Projection, claims_between
from kg.labels import counted

__all__ = ["Link", "Links", "links"]

_SHOWN = 5
"""Common neighbours that a table names."""
_KEPT = 500
"""Pairs that a result has, with their evidence."""


@dataclass(frozen=True, slots=True)
class Link:
    """Two actors without a reported relation, and what speaks for one."""

    rank: int
    first: str
    """IRI."""
    first_label: str
    second: str
    second_label: str
    adamic_adar: float
    """Sum over the common neighbours of 1 / log(number of their neighbours)."""
    resource_allocation: float
    """Sum over the common neighbours of 1 / number of their neighbours."""
    common: tuple[str, ...]
    """Labels of the common neighbours, those that say most first."""
    claims: tuple[Cited, ...]
    """Those that tie the two to them."""


@dataclass(frozen=True, slots=True)
class Links(Finding):
    """Pairs of actors, the likeliest first."""

    title: ClassVar[str] = "Links to come"
    question: ClassVar[str] = "Who may have to do with whom next, and why?"
    method: ClassVar[str] = (
        "Pairs of actors without a relation, by their common neighbours: Adamic-Adar, which counts a neighbour the "
        "less the more others it has (1 / log degree), and resource allocation (1 / degree) among equals; on the "
        "undirected graph of relations between actors but affiliations, of either sign. Pairs of which a single "
        "article says everything are left out: partners of a third in one sentence are no discovery. It says that a "
        "relation is likely, not of which kind"
    )
    citation: ClassVar[str] = (
        "Adamic and Adar, “Friends and neighbors on the Web”, Social Networks 25 (2003); Zhou, Lü and Zhang, "
        "“Predicting missing links via local information”, European Physical Journal B 71 (2009); Liben-Nowell and "
        "Kleinberg, “The link-prediction problem for social networks”, JASIST 58 (2007)"
    )
    header: ClassVar[tuple[str, ...]] = (
        *("rank", "first", "second", "Adamic-Adar", "allocation", "common neighbours"),
        *("sentence", "publisher", "title"),
    )
    projection: str
    candidates: int
    """Pairs with a common neighbour and no relation but, perhaps, affiliation."""
    evaluation: Evaluation | None
    """How well earlier claims foretell later ones; None if that was not asked for."""
    links: tuple[Link, ...]

    def summary(self) -> str:
        """Return the finding in a sentence."""
        said = f"{counted(self.candidates, 'pair')} of actors without a relation that have a common neighbour."
        return f"{said} {self.evaluation.summary()}" if self.evaluation else said

    def rows(self, top: int | None = None) -> list[tuple[str, ...]]:
        """Return the first `top` as the cells of a table."""
        return [
            (
                *(str(k.rank), k.first_label, k.second_label, f"{k.adamic_adar:.2f}", f"{k.resource_allocation:.2f}"),
                ", ".join(k.common[:_SHOWN])
                + (f" and {len(k.common) - _SHOWN} more" if len(k.common) > _SHOWN else ""),
                *source_cells(k.claims),
            )
            for k in self.links[:top]
        ]

    def chart(self, top: int | None = None) -> Chart | None:
        """Return the scores as bars."""
        shown = self.links[:top]
        labels = tuple(f"{link.first_label} and {link.second_label}" for link in shown)
        values = Series("Adamic-Adar", tuple(link.adamic_adar for link in shown))
        return Chart(self.title, "bars", labels, (values,), "Adamic-Adar") if shown else None


def links(projection: Projection, *, split: date | None = None) -> Links:
    """Return the likeliest new pairs; with `split`, also how well claims before that day foretell those from it on.

    Raises QueryError if the split leaves nothing to learn from or to test.
    """
    graph = projection.undirected(without=knowledge().affiliation, agents=True)
    found = scores(graph)
    apart = [
        at
        for at, (one, other) in enumerate(zip(found.first, found.second, strict=True))
        if not graph.has_edge(found.nodes[one], found.nodes[other])
    ]
    ranked: list[Link] = []
    for at in _by_score(projection, found, apart):
        one, other = found.nodes[found.first[at]], found.nodes[found.second[at]]
        if _apart(projection, one, other) and _several_documents(projection, graph, one, other):
            values = float(found.adamic_adar[at]), float(found.resource_allocation[at])
            ranked.append(_link(projection, graph, len(ranked) + 1, one, other, *values))
            if len(ranked) == _KEPT:
                break
    evaluation = evaluate(projection, split) if split is not None else None
    return Links(projection.describe(), len(apart), evaluation, tuple(ranked))


def _by_score(projection: Projection, found: Scores, places: Sequence[int]) -> list[int]:
    """Return the places of pairs, the best scores first, equal ones by name."""
    names = [projection.label(node) for node in found.nodes]
    logs, ones = np.round(found.adamic_adar, 9), np.round(found.resource_allocation, 9)
    return sorted(places, key=lambda at: (-logs[at], -ones[at], names[found.first[at]], names[found.second[at]], at))


def _apart(projection: Projection, one: str, other: str) -> bool:
    """Return whether the two are not of one house already: an affiliation is a relation that needs no foretelling."""
    graph, country = projection.graph, projection.affiliations.country
    return not (
        graph.has_edge(one, other) or graph.has_edge(other, one) or country(one) == other or country(other) == one
    )


def _several_documents(projection: Projection, graph: nx.Graph[str], one: str, other: str) -> bool:
    """Return whether more than one document ties the two to their common neighbours."""
    documents: set[str] = set()
    for node in nx.common_neighbors(graph, one, other):
        for pair in ((one, node), (node, one), (other, node), (node, other)):
            if projection.graph.has_edge(*pair):
                for data in projection.graph[pair[0]][pair[1]].values():
                    documents |= data["documents"]
        if len(documents) > 1:
            return True
    return False


def _link(
    projection: Projection,
    graph: nx.Graph[str],
    rank: int,
    one: str,
    other: str,
    adamic_adar: float,
    allocation: float,
) -> Link:
    common = sorted(nx.common_neighbors(graph, one, other), key=lambda node: (graph.degree(node), node))
    without = knowledge().affiliation
    legs = [claims_between(projection, end, node, without=without)[:2] for node in common for end in (one, other)]
    return Link(
        rank=rank,
        first=one,
        first_label=projection.label(one),
        second=other,
        second_label=projection.label(other),
        adamic_adar=adamic_adar,
        resource_allocation=allocation,
        common=tuple(projection.label(node) for node in common),
        claims=best(cited for leg in legs for cited in leg),
    )
