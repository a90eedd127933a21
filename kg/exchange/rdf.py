"""The whole graph as RDF. Quads come sorted, so that the same graph gives the same bytes, and one graph at a time.

What can be imported begins with a line that says what follows (`kg.exchange.seal`).
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import groupby
from typing import IO, cast

import pyoxigraph as ox

from kg.exchange.seal import Seal
from kg.exchange.sorting import sorted_lines
from kg.store import Store
from kg.store.terms import prefixes
from kg.store.turtle import body, declarations

__all__ = ["write_jsonld", "write_nquads", "write_trig", "write_turtle"]

_BATCH = 10_000
"""Triples that are written at a time, up to the next subject."""
_SPOOLED = 2**26
"""Bytes that are kept in memory before they go to a temporary file."""


def write_nquads(store: Store, out: IO[bytes]) -> None:
    """Write N-Quads, sorted by their bytes; so is the comment that they begin with."""
    seal = Seal()
    lines = sorted_lines(f"{quad} .\n".encode() for quad in seal.over(store.quads()))
    first = next(lines, b"")  # by when all of them were seen
    out.write(seal.comment() + first)
    out.writelines(lines)


def write_trig(store: Store, out: IO[bytes]) -> None:
    """Write TriG, a block a graph, with those of our prefixes that occur."""
    seal = Seal()
    _write_with_prefixes(store, _by_graph(store, seal), out, comment=seal.comment)


def write_turtle(store: Store, out: IO[bytes]) -> None:
    """Write Turtle, all graphs in one, with those of our prefixes that occur."""
    lines = sorted_lines(f"{quad.triple} .\n".encode() for quad in store.quads())
    triples = (quad.triple for line in lines for quad in ox.parse(line, format=ox.RdfFormat.N_TRIPLES))
    _write_with_prefixes(store, _batches(triples), out)


def write_jsonld(store: Store, out: IO[bytes]) -> None:
    """Write JSON-LD in expanded form: an object a graph, each a line."""
    seal = Seal()
    with _headed(out, lambda: b"[" + seal.member()) as content:
        for quads in _by_graph(store, seal):
            text = ox.serialize(quads, format=ox.RdfFormat.JSON_LD) or b"[]"
            content.write(b",\n" + text[1:-1])
        content.write(b"\n]\n")


def _by_graph(store: Store, seal: Seal) -> Iterator[list[ox.Quad]]:
    """Yield the quads of each graph, sorted, in the order of their names; `seal` takes them in."""
    for _, quads in store.by_graph(sorted(store.graphs(), key=str)):
        yield sorted(seal.over(quads), key=str)


def _batches(triples: Iterable[ox.Triple]) -> Iterator[list[ox.Triple]]:
    """Yield the triples, which come by subject, in lists that no subject spans."""
    batch: list[ox.Triple] = []
    for _, group in groupby(triples, key=lambda triple: triple.subject):
        batch += group
        if len(batch) >= _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _write_with_prefixes(
    store: Store,
    batches: Iterable[Iterable[ox.Triple | ox.Quad]],
    out: IO[bytes],
    *,
    comment: Callable[[], bytes] = bytes,
) -> None:
    """Write what the batches state after a comment, by default none, and the prefixes that occur."""
    spaces = prefixes(store.base)
    used: set[str] = set()
    with _headed(out, lambda: comment() + declarations(used, spaces)) as content:
        for batch in batches:
            text, found = body(batch, spaces)
            content.write(text)
            used |= found


@contextmanager
def _headed(out: IO[bytes], head: Callable[[], bytes]) -> Iterator[IO[bytes]]:
    """Give a file to write into. What `head` returns when all is written comes before it in `out`."""
    with tempfile.SpooledTemporaryFile(_SPOOLED) as spool:
        content = cast(IO[bytes], spool)
        yield content
        out.write(head())
        content.seek(0)
        shutil.copyfileobj(content, out)
