"""Who belongs together: communities among those who cooperate, trade, own and belong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import networkx as nx

from kg.analyse.chart import Chart, Series
from kg.analyse.cited import Cited, best
from kg.analyse.finding import Finding
from kg.analyse.knowledge import knowledge
from kg.analyse.projection import Projection
from kg.labels import counted

__all__ = ["Communities", "Community", "Member", "communities"]

_SEED = 0
_SHOWN = 20
"""Members that a table names."""


@dataclass(frozen=True, slots=True)
class Member:
    """An entity in a community."""

    entity: str
    """IRI."""
    label: str
    type: str
    weight: int
    """Sum of the documents of its relations inside the community."""


@dataclass(frozen=True, slots=True)
class Community:
    """Entities with more relations among themselves than chance would give them."""

    number: int
    members: tuple[Member, ...]
    """The best connected inside the community first."""
    claims: tuple[Cited, ...]
    """Those that hold it together."""


@dataclass(frozen=True, slots=True)
class Communities(Finding):
    """All communities, the largest first."""

    title: ClassVar[str] = "Communities"
    question: ClassVar[str] = "Who belongs together?"
    method: ClassVar[str] = (
        "Louvain modularity optimisation (resolution 1, fixed seed) on the undirected graph of all relations but "
        "rivalry and comparison, weighted by distinct documents; entities with these alone are left out"
    )
    citation: ClassVar[str] = (
        "Blondel, Guillaume, Lambiotte and Lefebvre, “Fast unfolding of communities in large networks”, "
        "Journal of Statistical Mechanics (2008) P10008"
    )
    header: ClassVar[tuple[str, ...]] = ("community", "size", "members")
    projection: str
    modularity: float | None
    """Between -0.5 and 1; None if there is no relation to judge by."""
    communities: tuple[Community, ...]

    def summary(self) -> str:
        """Return the finding in a sentence."""
        score = "" if self.modularity is None else f", modularity {self.modularity:.3f}"
        return f"{counted(len(self.communities), 'community')}{score}."

    def rows(self, top: int | None = None) -> list[tuple[str, ...]]:
        """Return the first `top` as the cells of a table, the best connected members in one."""
        return [
            (str(found.number), str(len(found.members)), _names([member.label for member in found.members]))
            for found in self.communities[:top]
        ]

    def chart(self, top: int | None = None) -> Chart | None:
        """Return the sizes as bars, each community named by its two best connected members."""
        shown = self.communities[:top]
        labels = tuple(", ".join(member.label for member in found.members[:2]) for found in shown)
        sizes = Series("members", tuple(float(len(found.members)) for found in shown))
        return Chart(self.title, "bars", labels, (sizes,), "members") if shown else None


def _names(labels: list[str]) -> str:
    rest = len(labels) - _SHOWN
    return ", ".join(labels[:_SHOWN]) + (f" and {rest:,} more" if rest > 0 else "")


def communities(projection: Projection) -> Communities:
    """Return the communities; the same claims always give the same."""
    without = knowledge().comparison
    graph = projection.undirected(signs=("cooperation", "neutral"), without=without)
    if not graph:
        return Communities(projection.describe(), None, ())
    parts: list[set[str]] = nx.community.louvain_communities(graph, weight="weight", seed=_SEED)
    home = {iri: number for number, part in enumerate(parts) for iri in part}
    claims: list[list[Cited]] = [[] for _ in parts]
    for subject, object_, relation, data in projection.graph.edges(keys=True, data=True):
        if data["sign"] != "rivalry" and relation not in without and home[subject] == home[object_]:
            claims[home[subject]].extend(data["claims"])
    found: list[Community] = []
    for part in sorted(parts, key=lambda part: (-len(part), min(part))):
        inside = graph.subgraph(part)
        members = [
            Member(iri, data["label"], data["type"], int(inside.degree(iri, weight="weight")))
            for iri, data in inside.nodes(data=True)
        ]
        members.sort(key=lambda member: (-member.weight, member.label, member.entity))
        found.append(Community(len(found) + 1, tuple(members), best(claims[home[members[0].entity]])))
    modularity = float(nx.community.modularity(graph, parts, weight="weight"))
    return Communities(projection.describe(), modularity, tuple(found))
