"""Writes a whole store out, for other programs and for safe-keeping; the same store always gives the same bytes."""

from __future__ import annotations

import json
from typing import IO, Literal, TypeAlias, cast

import pyoxigraph as ox

from kg.store.local import LocalStore
from kg.store.terms import prefixes

__all__ = ["ExportFormat", "export"]

ExportFormat: TypeAlias = Literal["nquads", "trig", "turtle", "jsonl"]


def export(store: LocalStore, form: ExportFormat, out: IO[bytes]) -> None:
    """Write the store: nquads and trig keep the graph of each statement, turtle merges all graphs.

    jsonl holds the claims alone, one a line, as `kg extract` writes them.
    """
    if form == "jsonl":
        for claim, _ in store.claims():
            out.write(json.dumps(claim.as_json(), ensure_ascii=False).encode() + b"\n")
    elif form == "nquads":
        out.writelines(line.encode() for line in sorted(f"{quad} .\n" for quad in store.oxigraph))
    else:
        quads = sorted(store.oxigraph, key=_order)
        if form == "trig":
            ox.serialize(quads, out, ox.RdfFormat.TRIG, prefixes=prefixes(store.base))
        else:
            triples = dict.fromkeys(cast(ox.Triple, quad.triple) for quad in sorted(quads, key=_order_in_graph))
            ox.serialize(triples, out, ox.RdfFormat.TURTLE, prefixes=prefixes(store.base))


def _order(quad: ox.Quad) -> tuple[str, ...]:
    return (str(quad.graph_name), *_order_in_graph(quad))


def _order_in_graph(quad: ox.Quad) -> tuple[str, ...]:
    return (str(quad.subject), str(quad.predicate), str(quad.object))
