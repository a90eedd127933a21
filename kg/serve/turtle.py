"""Turtle and TriG that read well: sorted, with only the prefixes that occur, the same bytes each time."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import cast

import pyoxigraph as ox

__all__ = ["turtle"]

_TOKEN = re.compile(
    rb"""
      "(?:[^"\\]|\\.)*"                                                   # string
    | <[^>]*>                                                            # IRI
    | (?P<prefix>[\w.-]*):(?P<local>[^\s\\,;<>"]*(?:\\.[^\s\\,;<>"]*)+)   # prefixed name with an escape
    """,
    re.VERBOSE | re.DOTALL,
)
_PREFIX = re.compile(rb"@prefix (\S*:) .*\n")


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
