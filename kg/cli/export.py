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
    jsonl = "jsonl"


def export(
    form: Annotated[Format, typer.Option("--format", "-f", help="jsonl holds the claims alone.")] = Format.nquads,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="File to write. Default: standard output.")
    ] = None,
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Write the whole graph: N-Quads, TriG, Turtle, or the claims as JSON Lines.

    N-Quads and TriG keep the graph that each statement stands in, so that nothing is lost; Turtle merges
    them. The same graph gives the same bytes.
    """
    from kg.store import export as write
    from kg.store import open_store

    with open_store(store, create=False, read_only=True) as graph:
        if output is None:
            write(graph, form.value, sys.stdout.buffer)
        else:
            with output.open("wb") as file:
                write(graph, form.value, file)
