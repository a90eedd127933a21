"""How two entities hang together: the best paths of facts from one to the other."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice, pairwise
from typing import ClassVar

import networkx as nx

from kg.analyse.projection import Projection

__all__ = ["Path", "Paths", "paths"]

_DOUBT = 0.1
"""What a step that one document reports costs beyond its length of 1."""


@dataclass(frozen=True, slots=True)
class Path:
    """A way from one entity to another that passes none twice."""

    members: tuple[str, ...]
    """IRIs, from the start to the end."""
    documents: tuple[int, ...]
    """Number of distinct documents behind each step."""


@dataclass(frozen=True, slots=True)
class Paths:
    """The paths between two entities, the best first."""

    method: ClassVar[str] = (
        "Shortest loopless paths on the undirected graph of all relations: fewest steps first; of equally long ones, "
        "those whose steps more documents report"
    )
    citation: ClassVar[str] = "Yen, “Finding the K Shortest Loopless Paths in a Network”, Management Science 17 (1971)"
    projection: str
    paths: tuple[Path, ...]


def paths(projection: Projection, start: str, end: str, *, k: int = 5) -> Paths:
    """Return the `k` best paths between two entities, given by their IRIs; none if nothing joins them."""
    graph = projection.undirected()
    if start not in graph or end not in graph or start == end or not nx.has_path(graph, start, end):
        return Paths(projection.describe(), ())
    for _, _, data in graph.edges(data=True):
        data["cost"] = 1 + _DOUBT / data["weight"]
    found = []
    for members in islice(nx.shortest_simple_paths(graph, start, end, weight="cost"), k):
        documents = tuple(int(graph[first][second]["weight"]) for first, second in pairwise(members))
        found.append(Path(tuple(members), documents))
    return Paths(projection.describe(), tuple(found))
