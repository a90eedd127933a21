"""The drawings of a briefing as plain numbers, in pixels: who stands how to whom, and how much is reported when.

Nothing here is random, and no label stands on another: actors stand in columns, or on an ellipse with their names
outside.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import cos, pi, sin, sqrt
from typing import Literal, TypeAlias

import networkx as nx

from kg.analyse import Cited, Projection, Step
from kg.analyse.knowledge import knowledge
from kg.analyse.periods import periods
from kg.report.briefing import Briefing, Neighbour
from kg.report.statements import Statement
from kg.vocab import Sign

__all__ = ["Bar", "Drawing", "Line", "Node", "Timeline", "network", "timeline"]

Anchor: TypeAlias = Literal["start", "middle", "end"]

WIDTH = 900.0
_ROW = 34.0
_COLUMN = 12
"""Actors in a column."""
_RING = 22
"""Actors on an ellipse."""
_LABEL = 34
"""Characters of a name that a drawing shows; the whole is in its tooltip."""
_PERIODS = 40
"""Periods that a timeline shows; what is earlier is counted."""
_BAND = 58.0
_LEFT = 130.0


@dataclass(frozen=True, slots=True)
class Node:
    """An actor."""

    x: float
    y: float
    radius: float
    label: str
    name: str
    """The label in full."""
    text_x: float
    text_y: float
    anchor: Anchor
    central: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """What is reported between two, of one sign."""

    x1: float
    y1: float
    x2: float
    y2: float
    sign: Sign
    width: float
    hint: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """Actors and what is between them."""

    height: float
    nodes: tuple[Node, ...]
    lines: tuple[Line, ...]
    heads: tuple[tuple[float, str], ...] = ()
    """Headings of columns: x and text."""
    hidden: int = 0
    """Actors that there was no room for."""
    width: float = WIDTH


@dataclass(frozen=True, slots=True)
class Bar:
    """The facts of one sign in one period."""

    x: float
    y: float
    width: float
    height: float
    sign: Sign
    number: int
    hint: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """Facts along time, a band for each sign."""

    height: float
    bars: tuple[Bar, ...]
    bands: tuple[tuple[float, str, int], ...]
    """Base line of each band, its name, and the number of its facts."""
    ticks: tuple[tuple[float, str], ...]
    earlier: int
    """Facts before the first period that is shown."""
    undated: int
    table: tuple[tuple[str, int, int, int], ...]
    """Period, rivalry, cooperation and other facts, of all periods that have any."""
    left: float = _LEFT
    width: float = WIDTH


def network(briefing: Briefing, entities: Sequence[str]) -> Drawing | None:
    """Return who stands how to whom: around one actor, between two, or among the most reported; None without any."""
    if len(entities) == 1:
        return _around(briefing.labels[0], briefing.neighbours)
    if entities:
        return _between(briefing, entities)
    return _among(briefing.projection)


def _around(label: str, neighbours: Sequence[Neighbour]) -> Drawing | None:
    """Return an actor between its rivals, on the left, and all others, on the right."""
    if not neighbours:
        return None
    rivals = [n for n in neighbours if n.rivalry > n.cooperation][:_COLUMN]
    others = [n for n in neighbours if n.rivalry <= n.cooperation]
    others.sort(key=lambda n: (n.cooperation == 0, -n.documents))
    others = others[:_COLUMN]
    height = max(len(rivals), len(others), 3) * _ROW + 50
    middle = (WIDTH / 2, height / 2 + 10)
    nodes = [Node(*middle, 15.0, _short(label), label, middle[0], middle[1] - 26, "middle", central=True)]
    lines: list[Line] = []
    for column, x, side in ((rivals, 285.0, -1), (others, WIDTH - 285.0, 1)):
        top = middle[1] - (len(column) - 1) * _ROW / 2
        for row, neighbour in enumerate(column):
            y = top + row * _ROW
            name = f"{_short(neighbour.label)} ({neighbour.documents})"
            anchor: Anchor = "start" if side > 0 else "end"
            radius = _radius(neighbour.documents)
            nodes.append(Node(x, y, radius, name, neighbour.label, x + side * (radius + 7), y + 4, anchor))
            counts = (neighbour.rivalry, neighbour.cooperation, neighbour.other)
            lines += _parallel(middle, (x, y), counts, f"{label} and {neighbour.label}")
    heads = [(285.0, "Rivalry")] * bool(rivals) + [(WIDTH - 285.0, "Cooperation and other")] * bool(others)
    hidden = len(neighbours) - len(rivals) - len(others)
    return Drawing(height, tuple(nodes), tuple(lines), tuple(heads), hidden)


def _between(briefing: Briefing, entities: Sequence[str]) -> Drawing:
    """Return two actors, what is between them, and those in the middle who have to do with both."""
    projection = briefing.projection
    counts = _pair_counts(projection)
    simple = projection.undirected(without=knowledge().affiliation)
    one, other = entities
    common = list(nx.common_neighbors(simple, one, other)) if one in simple and other in simple else []
    common.sort(key=lambda node: (-min(simple[one][node]["weight"], simple[other][node]["weight"]), node))
    shown = sorted(common[:_COLUMN], key=projection.label)
    height = max(len(shown), 2) * 46 + 90
    ends = ((110.0, height / 2), (WIDTH - 110.0, height / 2))
    nodes = [
        Node(x, y, 15.0, _short(label), label, x, y + 34, "middle", central=True)
        for (x, y), label in zip(ends, briefing.labels, strict=True)
    ]
    lines = _parallel(*ends, counts[_pair(one, other)], " and ".join(briefing.labels))
    offset = height / 2 - (len(shown) - 1) * 23
    for row, node in enumerate(shown):
        # Above or below the line between the two, never on it.
        y = offset + row * 46
        y += 23 * (1 if y >= height / 2 else -1)
        label = projection.label(node)
        nodes.append(Node(WIDTH / 2, y, 6.0, _short(label), label, WIDTH / 2, y - 11, "middle"))
        for end, iri, name in zip(ends, entities, briefing.labels, strict=True):
            lines += _parallel(end, (WIDTH / 2, y), counts[_pair(iri, node)], f"{name} and {label}")
    return Drawing(height, tuple(nodes), tuple(lines), hidden=len(common) - len(shown))


def _among(projection: Projection) -> Drawing | None:
    """Return the most reported actors on an ellipse, those of a community beside each other."""
    without = knowledge().affiliation
    graph = projection.undirected(without=without, agents=True)
    degree = dict(graph.degree(weight="weight"))
    kept = sorted(degree, key=lambda node: (-degree[node], projection.label(node), node))[:_RING]
    inside = graph.subgraph(kept)
    kept = [node for node in kept if inside.degree(node)]
    if not kept:
        return None
    parts = nx.community.louvain_communities(inside.subgraph(kept), weight="weight", seed=0)
    home = {node: number for number, part in enumerate(sorted(parts, key=lambda p: (-len(p), min(p)))) for node in part}
    kept.sort(key=lambda node: (home[node], -degree[node], projection.label(node)))
    height, centre = 600.0, (WIDTH / 2, 300.0)
    places: dict[str, tuple[float, float]] = {}
    nodes = []
    for number, iri in enumerate(kept):
        angle = 2 * pi * (number + 0.25) / len(kept)  # none at the very top, where names would meet
        x, y = centre[0] + 250 * sin(angle), centre[1] - 245 * cos(angle)
        places[iri] = (x, y)
        side = 1 if x >= centre[0] else -1
        label = projection.label(iri)
        radius = _radius(degree[iri] / 2)
        anchor: Anchor = "start" if side > 0 else "end"
        nodes.append(Node(x, y, radius, _short(label), label, x + side * (radius + 6), y + 4, anchor))
    lines: list[Line] = []
    counts = _pair_counts(projection)
    for one, other in sorted(inside.edges):
        if one in places and other in places:
            hint = f"{projection.label(one)} and {projection.label(other)}"
            lines += _parallel(places[one], places[other], counts[_pair(one, other)], hint)
    return Drawing(height, tuple(nodes), tuple(lines), hidden=len(degree) - len(kept))


def _pair(one: str, other: str) -> tuple[str, str]:
    return min(one, other), max(one, other)


def _pair_counts(projection: Projection) -> defaultdict[tuple[str, str], tuple[int, int, int]]:
    """Return how many documents report rivalry, cooperation and other relations of each pair."""
    found: defaultdict[tuple[str, str], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for subject, object_, data in projection.graph.edges(data=True):
        found[_pair(subject, object_)][data["sign"]] |= data["documents"]
    return defaultdict(
        lambda: (0, 0, 0),
        {pair: (len(by["rivalry"]), len(by["cooperation"]), len(by["neutral"])) for pair, by in found.items()},
    )


def _parallel(
    one: tuple[float, float], other: tuple[float, float], counts: tuple[int, int, int], pair: str
) -> list[Line]:
    """Return a line for each sign that is reported, beside each other; other relations only if there is no sign."""
    signs: list[tuple[Sign, int]] = [("rivalry", counts[0]), ("cooperation", counts[1])]
    drawn = [(sign, number) for sign, number in signs if number] or [("neutral", counts[2])]
    across, down = other[0] - one[0], other[1] - one[1]
    length = sqrt(across**2 + down**2) or 1.0
    lines = []
    for place, (sign, number) in enumerate(drawn):
        if not number:
            continue
        shift = (place - (len(drawn) - 1) / 2) * 6
        dx, dy = -down / length * shift, across / length * shift
        name = "other relations" if sign == "neutral" else sign
        hint = f"{pair}: {name} in {number} article{'' if number == 1 else 's'}"
        width = min(1.2 + 0.8 * sqrt(number), 5.0)
        lines.append(Line(one[0] + dx, one[1] + dy, other[0] + dx, other[1] + dy, sign, round(width, 1), hint))
    return lines


def timeline(statements: Sequence[Statement], *, step: Step | None = None) -> Timeline | None:
    """Return the facts along time; None if none has a date. A statement counts once for each article."""
    dated: list[tuple[Cited, Sign]] = []
    undated = 0
    for statement in statements:
        for cited in {cited.document.id: cited for cited in reversed(statement.facts)}.values():
            if cited.day is None:
                undated += 1
            else:
                dated.append((cited, statement.sign))
    if not dated:
        return None
    days = sorted(cited.day for cited, _ in dated if cited.day)
    spans = periods(days[_stray(days) :], step)
    counts: Counter[tuple[str, Sign]] = Counter()
    earlier = place = 0
    for cited, sign in sorted(dated, key=lambda pair: pair[0].day or date.min):
        if cited.day is None or cited.day < spans[0].first:
            earlier += 1
            continue
        while cited.day > spans[place].last:
            place += 1
        counts[spans[place].label, sign] += 1
    shown = spans[-_PERIODS:]
    labels = {span.label for span in shown}
    signs: tuple[Sign, ...] = ("rivalry", "cooperation", "neutral")
    names = {"rivalry": "Rivalry", "cooperation": "Cooperation", "neutral": "Other"}
    most = max(counts[label, sign] for label in labels for sign in signs) or 1
    slot = (WIDTH - _LEFT - 20) / len(shown)
    bars = []
    bands = []
    for row, sign in enumerate(signs):
        base = 20 + (row + 1) * _BAND + row * 14
        bands.append((base, names[sign], sum(counts[label, sign] for label in labels)))
        for column, span in enumerate(shown):
            number = counts[span.label, sign]
            if number:
                size = number / most * _BAND
                x = _LEFT + column * slot + slot * 0.12
                hint = f"{span.label}: {number} {names[sign].lower()}"
                bars.append(
                    Bar(round(x, 1), round(base - size, 1), round(slot * 0.76, 1), round(size, 1), sign, number, hint)
                )
    every = -(-len(shown) // 12)
    ticks = [
        (round(_LEFT + (column + 0.5) * slot, 1), span.label)
        for column, span in enumerate(shown)
        if column % every == 0
    ]
    table = [
        (span.label, counts[span.label, "rivalry"], counts[span.label, "cooperation"], counts[span.label, "neutral"])
        for span in spans
        if any(counts[span.label, sign] for sign in signs)
    ]
    earlier += counts.total() - sum(number for _, _, number in bands)
    height = 20 + 3 * _BAND + 2 * 14 + 30
    return Timeline(height, tuple(bars), tuple(bands), tuple(ticks), earlier, undated, tuple(table))


def _stray(days: Sequence[date]) -> int:
    """Return how many of the days, in order, are so few and so long ago that they would leave the rest no room."""
    few = len(days) * 3 // 100
    return few if (days[few] - days[0]).days > (days[-1] - days[0]).days / 2 else 0


def _short(label: str) -> str:
    return label if len(label) <= _LABEL else f"{label[: _LABEL - 1]}…"


def _radius(documents: float) -> float:
    return round(min(4.5 + 1.6 * sqrt(documents), 13.0), 1)
