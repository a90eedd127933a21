"""What the graph shows as a whole: each analysis with its method, its source, and the claims behind it.

`project` turns claims into a graph of networkx, as far as a `Scope` covers them; each analysis turns that into a
`Finding`, which becomes a table (`rows`), JSON (`as_json`) or a drawing (`chart`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from kg.analyse.affiliation import Affiliations, Level
from kg.analyse.balance import Balance, Side, Triad, balance
from kg.analyse.betweenness import Betweenness, betweenness
from kg.analyse.brokerage import Brokerage, brokerage
from kg.analyse.chart import Chart, Series
from kg.analyse.cited import Cited, best, cite, day_of
from kg.analyse.communities import Communities, Community, Member, communities
from kg.analyse.contested import Contested, contested
from kg.analyse.dependency import Dependency, dependency
from kg.analyse.emerging import Emerging, emerging
from kg.analyse.escalation import Escalation, escalation
from kg.analyse.finding import Finding
from kg.analyse.focus import Focus, focus
from kg.analyse.influence import Influence, influence
from kg.analyse.links import Links, links
from kg.analyse.paths import Path, Paths, paths
from kg.analyse.periods import Step
from kg.analyse.projection import Projection, project
from kg.analyse.ranking import Ranked
from kg.analyse.scope import Scope
from kg.analyse.trend import Trend, trend

__all__ = [
    "ANALYSES",
    "LEVELS",
    "Affiliations",
    "Balance",
    "Betweenness",
    "Brokerage",
    "Chart",
    "Cited",
    "Communities",
    "Community",
    "Contested",
    "Dependency",
    "Emerging",
    "Escalation",
    "Finding",
    "Focus",
    "Influence",
    "Level",
    "Links",
    "Member",
    "Path",
    "Paths",
    "Projection",
    "Ranked",
    "Scope",
    "Series",
    "Side",
    "Step",
    "Trend",
    "Triad",
    "balance",
    "best",
    "betweenness",
    "brokerage",
    "cite",
    "communities",
    "contested",
    "day_of",
    "dependency",
    "emerging",
    "escalation",
    "focus",
    "influence",
    "links",
    "paths",
    "project",
    "trend",
]

ANALYSES: Mapping[str, Callable[[Projection], Finding]] = MappingProxyType(
    {
        "influence": influence,
        "betweenness": betweenness,
        "brokerage": brokerage,
        "communities": communities,
        "balance": balance,
        "trend": trend,
        "dependency": dependency,
        "focus": focus,
        "contested": contested,
        "emerging": emerging,
        "links": links,
    }
)
"""Functions from a projection to a finding, by the name of the command line; `escalation` takes two actors."""

LEVELS: Mapping[str, Level] = MappingProxyType(
    dict.fromkeys(("balance", "trend", "dependency", "focus", "emerging", "links"), "government")
)
"""Who counts as one in an analysis, if not every actor for itself: ministers are no allies of their own country, and
what they do is its doing."""
