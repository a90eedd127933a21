"""Turtle and TriG for people: sorted, with prefixes where they fit, the same bytes for the same statements."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import cast

import pyoxigraph as ox

__all__ = ["body", "declarations", "turtle"]

_TOKEN = re.compile(
    rb"""
      "(?:[^"\\]|\\.)*"                                                   # string
    | <[^>]*>                                                            # IRI
    | (?P<prefix>[\w.-]*):(?P<local>[^\s\\,;<>"]*(?:\\.[^\s\\,;<>"]*)+)   # prefixed name with an escape
    """,
    re.VERBOSE | re.DOTALL,
)
_PREFIX = re.compile(rb"@prefix (\S*:) .*\n")


def turtle(statements: Iterable[ox.Triple | ox.Quad], spaces: Mapping[str, str]) -> bytes:
    """Return triples as Turtle, quads as TriG, sorted, each once, with those of the prefixes that occur.

    What a prefix would fit only with escapes, such as `ent:in\\/d1\\/bill`, is written as a whole IRI.
    """
    text, used = body(statements, spaces)
    return declarations(used, spaces) + text


def body(statements: Iterable[ox.Triple | ox.Quad], spaces: Mapping[str, str]) -> tuple[bytes, set[str]]:
    """Return the same without the declarations of prefixes, and which prefixes it needs."""
    found = sorted(set(statements), key=_order)
    form = ox.RdfFormat.TRIG if found and isinstance(found[0], ox.Quad) else ox.RdfFormat.TURTLE
    text = ox.serialize(cast(list[ox.Quad], found), format=form, prefixes=dict(spaces)) or b""
    head = 0
    while line := _PREFIX.match(text, head):
        head = line.end()
    plain = _TOKEN.sub(lambda token: _plain(token, spaces), text[head:])
    return plain, {prefix for prefix in spaces if f"{prefix}:".encode() in plain}


def declarations(used: Iterable[str], spaces: Mapping[str, str]) -> bytes:
    """Return what declares the prefixes, in alphabetical order."""
    return "".join(f"@prefix {prefix}: <{spaces[prefix]}> .\n" for prefix in sorted(used)).encode()


def _plain(token: re.Match[bytes], spaces: Mapping[str, str]) -> bytes:
    """Return the whole IRI in place of a prefixed name with escapes, anything else as it is."""
    if token["prefix"] is None:
        return token[0]
    return b"<" + spaces[token["prefix"].decode()].encode() + re.sub(rb"\\(.)", rb"\1", token["local"]) + b">"


def _order(statement: ox.Triple | ox.Quad) -> tuple[str, ...]:
    graph = str(statement.graph_name) if isinstance(statement, ox.Quad) else ""
    return (graph, str(statement.subject), str(statement.predicate), str(statement.object))
