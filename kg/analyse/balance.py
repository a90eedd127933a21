"""Where friend and foe do not add up: triads of rivalry and cooperation."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

import networkx as nx

from kg.analyse.chart import Chart, Series
from kg.analyse.cited import Cited, best
from kg.analyse.finding import Finding, source_cells
from kg.analyse.projection import Projection
from kg.labels import counted

__all__ = ["Balance", "Side", "Triad", "balance", "signed_pairs", "triads_of"]

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
    claims: tuple[Cited, ...]
    """Those of the sign."""


@dataclass(frozen=True, slots=True)
class Triad:
    """Three actors who all stand in relation to one another."""

    signs: str
    """Those of the sides, positive ones first: "+++", "+--" (balanced), "++-" or "---"."""
    balanced: bool
    """True if the product of the signs is positive: the friend of a friend is a friend, a foe's foe as well."""
    support: int
    """Documents behind the side that fewest documents speak of."""
    members: tuple[str, str, str]
    """IRIs."""
    labels: tuple[str, str, str]
    sides: tuple[Side, Side, Side]
    """First and second member, first and third, second and third."""


@dataclass(frozen=True, slots=True)
class Balance(Finding):
    """All signed triads: unbalanced ones first, and those that most documents support first among equals."""

    title: ClassVar[str] = "Balance"
    question: ClassVar[str] = "Where do friend and foe not add up?"
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
    header: ClassVar[tuple[str, ...]] = ("signs", "balanced", "triad", "documents", "sentence", "publisher", "title")
    projection: str
    pairs: int
    """Pairs of actors with a sign."""
    ambivalent: int
    """Pairs with as much rivalry as cooperation, left out."""
    kinds: dict[str, int]
    """Number of triads by their signs."""
    degree: float | None
    """Share of triads that are balanced; None without triads."""
    weak_degree: float | None
    """The same if three rivals count as balanced."""
    triads: tuple[Triad, ...]

    def summary(self) -> str:
        """Return the finding in a sentence."""
        if self.degree is None:
            return f"No signed triads among {counted(self.pairs, 'signed pair')}."
        kinds = ", ".join(f"{kind}: {number}" for kind, number in self.kinds.items())
        share = f"{counted(len(self.triads), 'triad')}, {self.degree:.0%} balanced ({kinds})"
        return f"{share}; {counted(self.ambivalent, 'ambivalent pair')} left out."

    def rows(self, top: int | None = None) -> list[tuple[str, ...]]:
        """Return the first `top` as the cells of a table, with a sentence of the side that is least supported."""
        found: list[tuple[str, ...]] = []
        for triad in self.triads[:top]:
            weakest = min(triad.sides, key=lambda side: side.cooperation + side.rivalry)
            cells = (triad.signs, "yes" if triad.balanced else "no", _sentence(triad), str(triad.support))
            found.append((*cells, *source_cells(weakest.claims)))
        return found

    def chart(self, top: int | None = None) -> Chart | None:
        """Return the number of triads of each kind as bars."""
        if not self.triads:
            return None
        names = {"+++": "three friends", "+--": "two friends, one foe", "++-": "a friend's foe", "---": "three foes"}
        labels = tuple(f"{signs} {names[signs]}" for signs in names)

        def series(name: str, kinds: tuple[str, ...], role: Literal["cooperation", "rivalry"]) -> Series:
            return Series(name, tuple(float(self.kinds.get(k, 0)) if k in kinds else None for k in names), role)

        both = (
            series("balanced", ("+++", "+--"), "cooperation"),
            series("unbalanced", ("++-", "---"), "rivalry"),
        )
        return Chart(self.title, "bars", labels, both, "triads")


def balance(projection: Projection) -> Balance:
    """Return the signed triads of actors; technologies, policies and places have no friends."""
    sides, ambivalent = signed_pairs(projection)
    triads = triads_of(sides, projection)
    kinds = dict(sorted(Counter(triad.signs for triad in triads).items()))
    balanced = sum(triad.balanced for triad in triads)
    return Balance(
        projection.describe(),
        pairs=len(sides),
        ambivalent=ambivalent,
        kinds=kinds,
        degree=balanced / len(triads) if triads else None,
        weak_degree=(balanced + kinds.get("---", 0)) / len(triads) if triads else None,
        triads=triads,
    )


def signed_pairs(projection: Projection, *, until: date | None = None) -> tuple[list[Side], int]:
    """Return the pairs of actors with a sign, and the number of those with as much of one as of the other.

    With `until`, only claims of that day and before count, in no order; undated ones do not.
    """
    nodes = projection.graph.nodes
    claims: defaultdict[tuple[str, str], dict[str, list[Cited]]] = defaultdict(lambda: defaultdict(list))
    for subject, object_, data in projection.graph.edges(data=True):
        if data["sign"] != "neutral" and nodes[subject]["agent"] and nodes[object_]["agent"]:
            found = [c for c in data["claims"] if until is None or (c.day is not None and c.day <= until)]
            if found:
                claims[min(subject, object_), max(subject, object_)][data["sign"]].extend(found)
    sides = []
    ambivalent = 0
    for (first, second), said in sorted(claims.items()):
        cooperation, rivalry = (len({cited.report for cited in said[sign]}) for sign in ("cooperation", "rivalry"))
        if cooperation == rivalry:
            ambivalent += 1
            continue
        friends = cooperation > rivalry
        said_so = said["cooperation" if friends else "rivalry"]
        behind = best(said_so) if until is None else tuple(said_so)
        sides.append(Side(first, second, 1 if friends else -1, cooperation, rivalry, behind))
    return sides, ambivalent


def triads_of(sides: list[Side], projection: Projection) -> tuple[Triad, ...]:
    """Return the triads that the pairs close to, unbalanced and well supported ones first."""
    graph: nx.Graph[str] = nx.Graph()
    for side in sides:
        graph.add_edge(side.first, side.second, side=side)
    return tuple(
        sorted(
            _triads(graph, projection),
            key=lambda triad: (triad.balanced, -triad.support, triad.labels, triad.members),
        )
    )


def _triads(graph: nx.Graph[str], projection: Projection) -> Iterator[Triad]:
    for one, other in graph.edges:
        low, high = min(one, other), max(one, other)
        for third in nx.common_neighbors(graph, low, high):
            if third > high:
                sides = (graph[low][high]["side"], graph[low][third]["side"], graph[high][third]["side"])
                yield Triad(
                    signs="".join(sorted("+" if side.sign > 0 else "-" for side in sides)),
                    balanced=sides[0].sign * sides[1].sign * sides[2].sign > 0,
                    support=min(side.cooperation + side.rivalry for side in sides),
                    members=(low, high, third),
                    labels=(projection.label(low), projection.label(high), projection.label(third)),
                    sides=sides,
                )


def _sentence(triad: Triad) -> str:
    """Return the triad in words: its three sides, each with what the two are to each other."""
    names = dict(zip(triad.members, triad.labels, strict=True))
    return "; ".join(f"{names[side.first]} {_WORDS[side.sign]} {names[side.second]}" for side in triad.sides)
