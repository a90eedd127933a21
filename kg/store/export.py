"""Writes a whole store out, for other programs and for safe-keeping; the same store always gives the same bytes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import IO, Literal, TypeAlias, cast

import pyoxigraph as ox

from kg.store.base import Store
from kg.store.terms import prefixes

__all__ = ["ExportFormat", "export", "turtle"]

ExportFormat: TypeAlias = Literal["nquads", "trig", "turtle", "jsonl"]

_TOKEN = re.compile(
    rb"""
      "(?:[^"\\]|\\.)*"                                                   # string
    | <[^>]*>                                                            # IRI
    | (?P<prefix>[\w.-]*):(?P<local>[^\s\\,;<>"]*(?:\\.[^\s\\,;<>"]*)+)   # prefixed name with an escape
    """,
    re.VERBOSE | re.DOTALL,
)
_PREFIX = re.compile(rb"@prefix (\S*:) .*\n")


def export(store: Store, form: ExportFormat, out: IO[bytes]) -> None:
    """Write the store: nquads and trig keep the graph of each statement, turtle merges all graphs.

    jsonl holds the claims alone, one a line, as `kg extract` writes them.
    """
    if form == "jsonl":
        for claim, _ in store.claims():
            out.write(json.dumps(claim.as_json(), ensure_ascii=False).encode() + b"\n")
    elif form == "nquads":
        out.writelines(line.encode() for line in sorted(f"{quad} .\n" for quad in store.quads()))
    elif form == "trig":
        out.write(turtle(store.quads(), prefixes(store.base)))
    else:
        out.write(turtle((quad.triple for quad in store.quads()), prefixes(store.base)))


def turtle(statements: Iterable[ox.Triple | ox.Quad], spaces: dict[str, str]) -> bytes:
    """Return triples as Turtle, quads as TriG, sorted, each once, with those of the prefixes that occur.

    What a prefix would fit only with escapes, such as `ent:in\\/d1\\/bill`, is written as a whole IRI.
    """
    found = sorted(set(statements), key=_order)
    form = ox.RdfFormat.TRIG if found and isinstance(found[0], ox.Quad) else ox.RdfFormat.TURTLE
    text = ox.serialize(cast(list[ox.Quad], found), format=form, prefixes=spaces) or b""
    head = 0
    while line := _PREFIX.match(text, head):
        head = line.end()
    body = _TOKEN.sub(lambda token: _plain(token, spaces), text[head:])
    # The serializer declares all prefixes, in an order that changes from run to run.
    declared = sorted(line[0] for line in _PREFIX.finditer(text, 0, head) if line[1] in body)
    return b"".join(declared) + body


def _plain(token: re.Match[bytes], spaces: dict[str, str]) -> bytes:
    """Return the whole IRI in place of a prefixed name with escapes, anything else as it is."""
    if token["prefix"] is None:
        return token[0]
    return b"<" + spaces[token["prefix"].decode()].encode() + re.sub(rb"\\(.)", rb"\1", token["local"]) + b">"


def _order(statement: ox.Triple | ox.Quad) -> tuple[str, ...]:
    graph = str(statement.graph_name) if isinstance(statement, ox.Quad) else ""
    return (graph, str(statement.subject), str(statement.predicate), str(statement.object))
