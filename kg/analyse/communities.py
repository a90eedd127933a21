"""Who belongs together: communities among those who cooperate, trade, own and belong."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, ClassVar

import networkx as nx

from kg.analyse.projection import Projection
from kg.labels import counted

__all__ = ["Communities", "Community", "Member", "communities"]

_SEED = 0


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


@dataclass(frozen=True, slots=True)
class Communities:
    """All communities, the largest first."""

    title: ClassVar[str] = "Communities"
    method: ClassVar[str] = (
        "Louvain modularity optimisation (resolution 1, fixed seed) on the undirected graph of all relations but "
        "rivalry, weighted by distinct documents; entities with rivalries alone are left out"
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
        """Return the first `top` as the cells of a table, all members in one."""
        return [
            (str(found.number), str(len(found.members)), ", ".join(member.label for member in found.members))
            for found in self.communities[:top]
        ]

    def as_json(self, top: int | None = None) -> dict[str, Any]:
        """Return the first `top` with how they were found."""
        return {
            "method": self.method,
            "citation": self.citation,
            "projection": self.projection,
            "modularity": self.modularity,
            "communities": [asdict(found) for found in self.communities[:top]],
        }


def communities(projection: Projection) -> Communities:
    """Return the communities; the same claims always give the same."""
    graph = projection.undirected(signs=("cooperation", "neutral"))
    if not graph:
        return Communities(projection.describe(), None, ())
    parts: list[set[str]] = nx.community.louvain_communities(graph, weight="weight", seed=_SEED)
    found: list[Community] = []
    for part in sorted(parts, key=lambda part: (-len(part), min(part))):
        inside = graph.subgraph(part)
        members = [
            Member(iri, data["label"], data["type"], int(inside.degree(iri, weight="weight")))
            for iri, data in inside.nodes(data=True)
        ]
        members.sort(key=lambda member: (-member.weight, member.label, member.entity))
        found.append(Community(len(found) + 1, tuple(members)))
    modularity = float(nx.community.modularity(graph, parts, weight="weight"))
    return Communities(projection.describe(), modularity, tuple(found))
