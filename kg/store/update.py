"""Writes changes of a graph as SPARQL Update, one request for all that must happen together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import pyoxigraph as ox

__all__ = ["update_request"]


def update_request(gone: Iterable[ox.Quad], new: Iterable[ox.Quad], dropped: Iterable[ox.NamedNode] = ()) -> str:
    """Return a request that empties the graphs `dropped`, takes quads out, and puts others in, in this order.

    The terms write themselves: no text of an article is spliced in unescaped. Blank nodes cannot be among those gone.
    """
    parts = [f"DROP SILENT GRAPH {graph}" for graph in dropped]
    for verb, quads in (("DELETE", gone), ("INSERT", new)):
        if data := _blocks(quads):
            parts.append(f"{verb} DATA {{\n{data}}}")
    return ";\n".join(parts)


def _blocks(quads: Iterable[ox.Quad]) -> str:
    triples: defaultdict[str, list[str]] = defaultdict(list)
    for quad in quads:
        triples[str(quad.graph_name)].append(f"{quad.subject} {quad.predicate} {quad.object} .\n")
    return "".join(f"GRAPH {graph} {{\n{''.join(lines)}}}\n" for graph, lines in triples.items())
