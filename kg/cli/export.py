"""kg export: the graph in a file."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.common import DEFAULT_STORE, StoreOption

__all__ = ["export"]


class Format(StrEnum):
    """What the graph can be written as."""

    nquads = "nquads"
    trig = "trig"
    turtle = "turtle"
    jsonld = "jsonld"
    jsonl = "jsonl"
    graphml = "graphml"
    gexf = "gexf"
    csv = "csv"
    parquet = "parquet"


def export(
    form: Annotated[
        Format | None,
        typer.Option("--format", "-f", help="By default what the name of the file says, or else nquads."),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="File to write, compressed if it ends in .gz, .bz2, .xz or .zst. Default: standard output.",
        ),
    ] = None,
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Write the whole graph.

    N-Quads, TriG and JSON-LD keep the graph that each statement stands in, so that nothing is lost and `kg import`
    reads them; Turtle merges the graphs; jsonl holds the claims alone. GraphML and GEXF hold entities and what claims
    say of them, CSV and Parquet that and the claims: in a folder, or in an archive if the file ends in .zip. The same
    graph gives the same bytes.
    """
    from kg.exchange import export as write
    from kg.exchange import format_of
    from kg.store import open_store

    chosen = form.value if form else format_of(output) if output else "nquads"
    with open_store(store, create=False, read_only=True) as graph:
        write(graph, chosen, sys.stdout.buffer if output is None else output)
