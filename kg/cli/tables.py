"""Tables: for people on a terminal, CSV in a pipe."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Sequence

from kg.cli.common import console

__all__ = ["print_csv", "print_table", "to_people"]

_NARROW = {"date", "claims", "documents", "polarity", "modality"}
"""Columns that stay on one line, however narrow the terminal."""


def to_people() -> bool:
    """Return whether a person reads standard output, and not another program."""
    return sys.stdout.isatty()


def print_table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table as wide as the terminal, without columns that have no value in any row."""
    from rich import box
    from rich.table import Table

    lines = list(rows)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    shown = [place for place in range(len(header)) if any(line[place] for line in lines)]
    for place in shown:
        numbers = all(line[place].isdecimal() for line in lines)
        table.add_column(
            header[place],
            justify="right" if numbers else "left",
            no_wrap=numbers or header[place] in _NARROW,
            ratio=3 if header[place] == "sentence" else None,
            overflow="fold",
        )
    for line in lines:
        table.add_row(*(line[place] for place in shown))
    console().print(table)


def print_csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print comma-separated values with a header."""
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(header)
    out.writerows(rows)
