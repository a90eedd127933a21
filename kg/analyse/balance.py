"""Where friend and foe do not add up: triads of rivalry and cooperation."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any, ClassVar, Literal

import networkx as nx

from kg.analyse.projection import Projection
from kg.labels import counted

__all__ = ["Balance", "Side", "Triad", "balance"]

_WORDS = {1: "cooperates with", -1: "is a rival of"}


@dataclass(frozen=True, slots=True)
class Side:
    """How two of the three stand to each other."""

    first: str
    """IRI."""
    second: str
    sign: Literal[1, -1]
    """1: more documents report cooperation than rivalry; -1: the other way round."""
    cooperation: int
    """Number of documents that report a relation of cooperation."""
    rivalry: int


@dataclass(frozen=True, slots=True)
class Triad:
    """Three actors who all stand in relation to one another."""

    members: tuple[str, str, str]
    """IRIs."""
    labels: tuple[str, str, str]
    sides: tuple[Side, Side, Side]
    """First and second member, first and third, second and third."""

    @property
    def balanced(self) -> bool:
        """True if the product of the signs is positive: the friend of a friend is a friend, a foe's foe as well."""
        return self.sides[0].sign * self.sides[1].sign * self.sides[2].sign > 0

    @property
    def kind(self) -> str:
        """The three signs, positive ones first: "+++", "+--" (balanced), "++-" or "---"."""
        return "".join(sorted("+" if side.sign > 0 else "-" for side in self.sides))

    @property
    def support(self) -> int:
        """Documents behind the side that fewest documents speak of."""
        return min(side.cooperation + side.rivalry for side in self.sides)


@dataclass(frozen=True, slots=True)
class Balance:
    """All signed triads: unbalanced ones first, and those that most documents support first among equals."""

    title: ClassVar[str] = "Balance"
    method: ClassVar[str] = (
        "Signed triads of actors. Two are rivals if more distinct documents report relations of rivalry than of "
        "cooperation between them, friends if fewer, and left out if as many. A triad is balanced if the product of "
        "its signs is positive; three rivals count as unbalanced, though not in the weaker sense of Davis (1967)"
    )
    citation: ClassVar[str] = (
        "Cartwright and Harary, “Structural balance: a generalization of Heider's theory”, "
        "Psychological Review 63 (1956); Davis, “Clustering and structural balance in graphs”, "
        "Human Relations 20 (1967)"
    )
    header: ClassVar[tuple[str, ...]] = ("signs", "balanced", "triad", "documents")
    projection: str
    triads: tuple[Triad, ...]
    pairs: int
    """Pairs of actors with a sign."""
    ambivalent: int
    """Pairs with as much rivalry as cooperation, left out."""

    @property
    def kinds(self) -> dict[str, int]:
        """Number of triads by their signs."""
        return dict(sorted(Counter(triad.kind for triad in self.triads).items()))

    @property
    def degree(self) -> float | None:
        """Share of triads that are balanced; None without triads."""
        return sum(triad.balanced for triad in self.triads) / len(self.triads) if self.triads else None

    def summary(self) -> str:
        """Return the finding in a sentence."""
        if self.degree is None:
            return f"No signed triads among {counted(self.pairs, 'signed pair')}."
        kinds = ", ".join(f"{kind}: {number}" for kind, number in self.kinds.items())
        share = f"{counted(len(self.triads), 'triad')}, {self.degree:.0%} balanced ({kinds})"
        return f"{share}; {counted(self.ambivalent, 'ambivalent pair')} left out."

    def rows(self, top: int | None = None) -> list[tuple[str, ...]]:
        """Return the first `top` as the cells of a table."""
        return [
            (triad.kind, "yes" if triad.balanced else "no", _sentence(triad), str(triad.support))
            for triad in self.triads[:top]
        ]

    def as_json(self, top: int | None = None) -> dict[str, Any]:
        """Return the first `top` with how they were found."""
        return {
            "method": self.method,
            "citation": self.citation,
            "projection": self.projection,
            "pairs": self.pairs,
            "ambivalent": self.ambivalent,
            "kinds": self.kinds,
            "degree": self.degree,
            "triads": [
                {"signs": triad.kind, "balanced": triad.balanced, **asdict(triad)} for triad in self.triads[:top]
            ],
        }


def balance(projection: Projection) -> Balance:
    """Return the signed triads of actors; technologies, policies and places have no friends."""
    signed, ambivalent = _signed(projection)
    triads = sorted(_triads(signed), key=lambda triad: (triad.balanced, -triad.support, triad.labels, triad.members))
    return Balance(projection.describe(), tuple(triads), signed.number_of_edges(), ambivalent)


def _signed(projection: Projection) -> tuple[nx.Graph[str], int]:
    """Return the graph of actors with a `Side` on each edge, and the number of pairs without a clear sign."""
    documents: defaultdict[tuple[str, str], dict[str, set[str]]] = defaultdict(
        lambda: {"cooperation": set(), "rivalry": set(), "neutral": set()}
    )
    nodes = projection.graph.nodes
    for subject, object_, data in projection.graph.edges(data=True):
        if subject != object_ and nodes[subject]["agent"] and nodes[object_]["agent"]:
            documents[min(subject, object_), max(subject, object_)][data["sign"]] |= data["documents"]
    graph: nx.Graph[str] = nx.Graph()
    ambivalent = 0
    for (first, second), found in sorted(documents.items()):
        cooperation, rivalry = len(found["cooperation"]), len(found["rivalry"])
        if cooperation == rivalry:
            ambivalent += cooperation > 0
            continue
        for iri in (first, second):
            graph.add_node(iri, label=nodes[iri]["label"])
        graph.add_edge(
            first, second, side=Side(first, second, 1 if cooperation > rivalry else -1, cooperation, rivalry)
        )
    return graph, ambivalent


def _triads(graph: nx.Graph[str]) -> Iterator[Triad]:
    for first, second in graph.edges:
        low, high = min(first, second), max(first, second)
        for third in nx.common_neighbors(graph, low, high):
            if third > high:
                members = (low, high, third)
                labels = (graph.nodes[low]["label"], graph.nodes[high]["label"], graph.nodes[third]["label"])
                sides = (graph[low][high]["side"], graph[low][third]["side"], graph[high][third]["side"])
                yield Triad(members, labels, sides)


def _sentence(triad: Triad) -> str:
    """Return the triad in words: its three sides, each with what the two are to each other."""
    names = dict(zip(triad.members, triad.labels, strict=True))
    return "; ".join(f"{names[side.first]} {_WORDS[side.sign]} {names[side.second]}" for side in triad.sides)
