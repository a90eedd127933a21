"""A first look behind the graph: influence, communities and balance, each with its method and source."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Protocol

from kg.analyse.balance import Balance, Side, Triad, balance
from kg.analyse.communities import Communities, Community, Member, communities
from kg.analyse.influence import Influence, Ranked, influence
from kg.analyse.paths import Path, Paths, paths
from kg.analyse.projection import Projection, project

__all__ = [
    "ANALYSES",
    "Balance",
    "Communities",
    "Community",
    "Finding",
    "Influence",
    "Member",
    "Path",
    "Paths",
    "Projection",
    "Ranked",
    "Side",
    "Triad",
    "balance",
    "communities",
    "influence",
    "paths",
    "project",
]


class Finding(Protocol):
    """What every analysis returns: a frozen dataclass that says how it was found."""

    @property
    def title(self) -> str: ...
    @property
    def method(self) -> str: ...
    @property
    def citation(self) -> str: ...
    @property
    def projection(self) -> str: ...
    @property
    def header(self) -> tuple[str, ...]: ...
    def summary(self) -> str: ...
    def rows(self, top: int | None = None) -> list[tuple[str, ...]]: ...
    def as_json(self, top: int | None = None) -> dict[str, Any]: ...


ANALYSES: Mapping[str, Callable[[Projection], Finding]] = MappingProxyType(
    {"influence": influence, "communities": communities, "balance": balance}
)
"""Functions from a projection to a finding, by the name that the command line gives them."""
