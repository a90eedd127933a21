"""An answer as pages show it: a table whose cells lead on, and the graph that its rows draw."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import cast

import pyoxigraph as ox

from kg.serve.answers import Answer
from kg.serve.templating import short, words
from kg.store import Store, label
from kg.view.layout import layout
from kg.vocab import relations

__all__ = ["Cell", "Drawing", "Line", "Spot", "Table", "draw", "tabulate"]

_SHOWN = 500
"""Rows that a page shows; all of them are in the files to download."""
_DRAWN = 60
"""Entities that a drawing shows at most."""
_LONG = {"sentence", "quote", "evidence", "description"}
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_MARGIN = 60.0


@dataclass(frozen=True, slots=True)
class Cell:
    """One value."""

    text: str
    iri: str | None = None
    """What it leads to."""


@dataclass(frozen=True, slots=True)
class Table:
    """The first rows of an answer."""

    header: tuple[str, ...]
    numeric: tuple[bool, ...]
    """Which columns hold numbers alone."""
    long: tuple[bool, ...]
    """Which columns hold sentences."""
    rows: tuple[tuple[Cell, ...], ...]
    total: int


@dataclass(frozen=True, slots=True)
class Spot:
    """An entity in a drawing; places are pixels."""

    iri: str
    label: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Line:
    """What ties two entities in a drawing."""

    x1: float
    y1: float
    x2: float
    y2: float
    sign: str
    title: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """Entities and lines within a box."""

    left: float
    top: float
    width: float
    height: float
    spots: tuple[Spot, ...]
    lines: tuple[Line, ...]
    left_out: int
    """How many entities there were no room for."""


def tabulate(store: Store, found: Answer) -> Table | bool:
    """Return the rows of an answer, the truth of an ASK. Labels stand in for the IRIs that they belong to."""
    if not found.table:
        return _triples(store, found)
    parsed = ox.parse_query_results(found.body, format=ox.QueryResultsFormat.JSON)
    if isinstance(parsed, ox.QueryBoolean):
        return bool(parsed)
    names = [variable.value for variable in parsed.variables]
    shown = [name for name in names if f"{name}Label" not in names]
    if "document" in shown and "title" in shown:
        shown.remove("title")  # the document goes by it
    rows, total = [], 0
    for solution in parsed:
        total += 1
        if total <= _SHOWN:
            rows.append(tuple(_cell(store, solution, name, names) for name in shown))
    header = tuple(words(name.removesuffix("Label")) for name in shown)
    return _table(header, shown, rows, total)


def _table(header: tuple[str, ...], names: Sequence[str], rows: list[tuple[Cell, ...]], total: int) -> Table:
    columns = range(len(header))
    numeric = tuple(
        bool(rows) and all(_NUMBER.fullmatch(row[at].text) for row in rows if row[at].text) for at in columns
    )
    long = tuple(names[n] in _LONG for n in columns)
    return Table(header, numeric, long, tuple(rows), total)


def _cell(store: Store, solution: ox.QuerySolution, name: str, names: Sequence[str]) -> Cell:
    term = solution[name]
    owner = name.removesuffix("Label")
    if owner != name and owner in names:
        of = solution[owner]
        iri = of.value if isinstance(of, ox.NamedNode) else None
        return Cell(term.value if isinstance(term, ox.Literal | ox.NamedNode) else short(iri or ""), iri)
    return _value(store, term)


def _value(store: Store, term: object) -> Cell:
    if isinstance(term, ox.NamedNode):
        own = term.value.startswith((f"{store.base}document/", f"{store.base}entity/"))
        return Cell((own and label(store, term.value)) or short(term.value), term.value)
    if isinstance(term, ox.Literal):
        return Cell(term.value)
    return Cell("" if term is None else str(term))


def _triples(store: Store, found: Answer) -> Table:
    triples = sorted(_parsed(found), key=lambda t: (str(t.subject), str(t.predicate), str(t.object)))
    rows = [
        tuple(_value(store, term) for term in (triple.subject, triple.predicate, triple.object))
        for triple in triples[:_SHOWN]
    ]
    return _table(("subject", "predicate", "object"), ("subject", "predicate", "object"), rows, len(triples))


def _parsed(found: Answer) -> list[ox.Triple]:
    return [cast(ox.Triple, quad.triple) for quad in ox.parse(found.body, format=ox.RdfFormat.N_TRIPLES)]


def draw(store: Store, found: Answer) -> Drawing | None:
    """Return the graph of an answer: each row ties its first two entities; None if no row has two."""
    ties: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for subject, relation, object_ in _ties(store, found):
        ties[subject, object_][relation] += 1
    degree: Counter[str] = Counter()
    for pair, kinds in ties.items():
        for iri in set(pair):
            degree[iri] += kinds.total()
    if not ties:
        return None
    first = set(sorted(degree, key=lambda iri: (-degree[iri], iri))[:_DRAWN])
    pairs = [(a, b) for a, b in ties if a in first and b in first and a != b]
    kept = sorted({iri for pair in pairs for iri in pair}) or sorted(first)
    number = {iri: at for at, iri in enumerate(kept)}
    names = [label(store, iri) or short(iri) for iri in kept]
    widths = [20 + 7.0 * min(len(name), 30) for name in names]
    places = layout(len(kept), [(number[a], number[b]) for a, b in pairs], widths)
    spots = tuple(Spot(iri, name, x, y) for iri, name, (x, y) in zip(kept, names, places, strict=True))
    lines = tuple(
        _line(places[number[a]], places[number[b]], ties[a, b], (names[number[a]], names[number[b]])) for a, b in pairs
    )
    left = min(x - w / 2 for (x, _), w in zip(places, widths, strict=True)) - 10
    right = max(x + w / 2 for (x, _), w in zip(places, widths, strict=True)) + 10
    top, bottom = min(y for _, y in places) - _MARGIN / 2, max(y for _, y in places) + _MARGIN / 2
    return Drawing(left, top, right - left, bottom - top, spots, lines, len(degree) - len(kept))


_END = 11.0
"""Pixels between the middle of an entity and the end of a line."""


def _line(a: tuple[float, float], b: tuple[float, float], kinds: Counter[str], ends: tuple[str, str]) -> Line:
    length = max(((b[0] - a[0]) ** 2 + (b[1] - a[1]) ** 2) ** 0.5, 1.0)
    dx, dy = (b[0] - a[0]) / length * _END, (b[1] - a[1]) / length * _END
    known = relations()
    signs = {known[name].sign for name in kinds if name in known}
    sign = next((each for each in ("rivalry", "cooperation") if each in signs), "neutral")
    said = ", ".join(known[name].label if name in known else words(name) for name in sorted(kinds) if name)
    title = f"{ends[0]} {said} {ends[1]}" if said else f"{ends[0]} – {ends[1]}"
    return Line(a[0] + dx, a[1] + dy, b[0] - dx, b[1] - dy, sign, title)


def _ties(store: Store, found: Answer) -> Iterator[tuple[str, str, str]]:
    """Yield subject, relation, by local name or empty, and object of each row that has two entities."""

    def is_entity(term: object) -> bool:
        return isinstance(term, ox.NamedNode) and term.value.startswith(f"{store.base}entity/")

    if not found.table:
        for triple in _parsed(found):
            if is_entity(triple.subject) and is_entity(triple.object):
                yield _iri(triple.subject), triple.predicate.value.removeprefix(store.base), _iri(triple.object)
        return
    parsed = ox.parse_query_results(found.body, format=ox.QueryResultsFormat.JSON)
    if isinstance(parsed, ox.QueryBoolean):
        return
    names = [variable.value for variable in parsed.variables]
    # Who says it is none of the two that it is about, wherever the column stands.
    names = [name for name in names if name not in {"speaker", "graph"}]
    for solution in parsed:
        ends = [_iri(solution[name]) for name in names if is_entity(solution[name])]
        relation = solution["relation"] if "relation" in names else None
        if len(ends) >= 2:
            kind = relation.value.removeprefix(store.base) if isinstance(relation, ox.NamedNode) else ""
            yield ends[0], kind, ends[1]


def _iri(term: object) -> str:
    return cast(ox.NamedNode, term).value
