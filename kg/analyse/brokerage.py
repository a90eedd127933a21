"""Who mediates between countries and blocs: the five roles of Gould and Fernandez."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Literal, TypeAlias, get_args

import networkx as nx

from kg.analyse.chart import Chart, Series
from kg.analyse.cited import Cited, best
from kg.analyse.finding import Finding, source_cells
from kg.analyse.knowledge import knowledge
from kg.analyse.projection import Projection, claims_between
from kg.labels import counted
from kg.vocab import relations

__all__ = ["ROLES", "Broker", "Brokerage", "Role", "brokerage", "roles_in"]

Role: TypeAlias = Literal["coordinator", "consultant", "gatekeeper", "representative", "liaison"]
ROLES: tuple[Role, ...] = get_args(Role)
"""In the order of the paper: all in one group; a stranger between two of a group; for its own group from without;
for its own group to without; between two groups, in neither."""


@dataclass(frozen=True, slots=True)
class Broker:
    """An actor, and how often it is in the middle in each role."""

    rank: int
    entity: str
    """IRI."""
    label: str
    group: str
    """Label of its country or bloc."""
    coordinator: int
    consultant: int
    gatekeeper: int
    representative: int
    liaison: int
    across: int
    """All roles but the first: how often it is in the middle of two who are not both of its own group."""
    between: tuple[str, ...]
    """Labels of pairs of countries that it links most often, "China - Japan"."""
    claims: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class Brokerage(Finding):
    """The actors in the middle, who link most across groups first."""

    title: ClassVar[str] = "Brokerage"
    question: ClassVar[str] = "Who mediates between countries and blocs?"
    method: ClassVar[str] = (
        "Gould-Fernandez brokerage: an actor brokers where one deals with it and it deals with another, and these two "
        "have no dealing of the same direction. Dealings are relations of cooperation and commerce between actors, "
        "directed as stated, both ways if symmetric; groups are the countries and blocs that actors belong to, and who "
        "belongs to none is left out"
    )
    citation: ClassVar[str] = (
        "Gould and Fernandez, “Structures of Mediation: A Formal Approach to Brokerage in Transaction Networks”, "
        "Sociological Methodology 19 (1989)"
    )
    header: ClassVar[tuple[str, ...]] = (
        *("rank", "actor", "group", "across", *ROLES, "between"),
        *("sentence", "publisher", "title"),
    )
    projection: str
    brokers: tuple[Broker, ...]
    groups: int
    """Number of countries and blocs."""

    def summary(self) -> str:
        """Return the finding in a sentence."""
        number = counted(len(self.brokers), "actor")
        return f"{number} in the middle, in {counted(self.groups, 'group')}."

    def rows(self, top: int | None = None) -> list[tuple[str, ...]]:
        """Return the first `top` as the cells of a table, with the pair that each links most often."""
        return [
            (
                *(str(b.rank), b.label, b.group, str(b.across)),
                *(str(getattr(b, role) or "") for role in ROLES),
                b.between[0] if b.between else "",
                *source_cells(b.claims),
            )
            for b in self.brokers[:top]
        ]

    def chart(self, top: int | None = None) -> Chart | None:
        """Return the roles of each as bars on each other."""
        shown = self.brokers[:top]
        series = tuple(Series(role, tuple(float(getattr(b, role)) for b in shown)) for role in ROLES)
        return Chart(self.title, "bars", tuple(b.label for b in shown), series, "pairs in between") if shown else None


def roles_in(graph: nx.DiGraph[str], group: Mapping[str, str]) -> dict[str, Counter[Role]]:
    """Return how often each node is in the middle in each role. Every node must have a group."""
    found: dict[str, Counter[Role]] = {node: Counter() for node in graph}
    for broker in graph:
        for source in graph.predecessors(broker):
            for target in graph.successors(broker):
                if len({source, broker, target}) == 3 and not graph.has_edge(source, target):
                    found[broker][_role(group[source], group[broker], group[target])] += 1
    return found


def _role(source: str, broker: str, target: str) -> Role:
    """Return the role from the groups of the three."""
    if source == target:
        return "coordinator" if broker == source else "consultant"
    if broker == target:
        return "gatekeeper"
    return "representative" if broker == source else "liaison"


def brokerage(projection: Projection) -> Brokerage:
    """Return the actors in the middle of others, with the groups between which they stand."""
    group = {
        iri: country
        for iri, agent in projection.graph.nodes(data="agent")
        if agent and (country := projection.affiliations.country(iri))
    }
    graph = _dealings(projection, group)
    counts = roles_in(graph, group)
    brokers = []
    for iri, roles in counts.items():
        across = roles.total() - roles["coordinator"]
        if across:
            brokers.append((-across, -roles.total(), projection.label(iri), iri))
    found = []
    for rank, (_, _, label, iri) in enumerate(sorted(brokers), start=1):
        pairs, claims = _behind(projection, graph, group, iri)
        roles = counts[iri]
        found.append(
            Broker(
                rank=rank,
                entity=iri,
                label=label,
                group=projection.label(group[iri]),
                **{role: roles[role] for role in ROLES},
                across=roles.total() - roles["coordinator"],
                between=pairs,
                claims=claims,
            )
        )
    return Brokerage(projection.describe(), tuple(found), len({group[node] for node in graph}))


def _dealings(projection: Projection, group: Mapping[str, str]) -> nx.DiGraph[str]:
    graph: nx.DiGraph[str] = nx.DiGraph()
    for subject, object_, relation, data in projection.graph.edges(keys=True, data=True):
        if subject in group and object_ in group and _is_dealing(relation, data["sign"]):
            graph.add_edge(subject, object_)
            if data["symmetric"]:
                graph.add_edge(object_, subject)
    return graph


def _is_dealing(relation: str, sign: str) -> bool:
    return sign == "cooperation" or relation in knowledge().commerce


def _behind(
    projection: Projection, graph: nx.DiGraph[str], group: Mapping[str, str], broker: str
) -> tuple[tuple[str, ...], tuple[Cited, ...]]:
    """Return which groups the broker links, three at most, and the claims that tie it to them."""
    pairs: Counter[tuple[str, str]] = Counter()
    ends: defaultdict[str, int] = defaultdict(int)
    for source in graph.predecessors(broker):
        for target in graph.successors(broker):
            if source != target and not graph.has_edge(source, target) and group[source] != group[target]:
                names = sorted((projection.label(group[source]), projection.label(group[target])))
                pairs[names[0], names[1]] += 1
                ends[source] += 1
                ends[target] += 1
    order = sorted(pairs, key=lambda pair: (-pairs[pair], pair))[:3]
    claims = [
        cited
        for end in ends
        for cited in claims_between(projection, broker, end)
        if _is_dealing(cited.claim.predicate, relations()[cited.claim.predicate].sign)
    ]
    return tuple(" - ".join(pair) for pair in order), best(claims)
