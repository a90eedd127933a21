"""Tables: for people on a terminal, CSV in a pipe."""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from kg.cli.common import console

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

__all__ = ["print_csv", "print_table", "to_people"]

_SENTENCES = {"sentence", "quote", "evidence"}
"""Columns that hold sentences, which are too long to stand beside anything."""
_SOURCES = ("publisher", "title")
"""Columns that say where a sentence is from; they stand behind it."""
_DOCUMENT = "document"
"""The column that says so where these have no value."""

_NUMBER = re.compile(r"-?[\d,]*\.?\d+%?|")
_DAY = re.compile(r"\d{4}-\d\d-\d\d|")
_GAP = 2
_INDENT = 4
_WORD = 16
"""Words up to this length stay whole if that can be."""
_LEAST = 4
"""Columns of the terminal that a column of text keeps in any case."""


def to_people() -> bool:
    """Return whether a person reads standard output, and not another program."""
    return sys.stdout.isatty()


def print_table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table no wider than the terminal, without columns that have no value in any row.

    If one of several columns holds sentences, each stands under its row, with its source behind it.
    """
    from rich.padding import Padding
    from rich.text import Text

    lines = list(rows)
    shown = [place for place in range(len(header)) if any(line[place] for line in lines)]
    below = {place for place in shown if header[place] in _SENTENCES}
    sources = {place for place in shown if header[place] in (*_SOURCES, _DOCUMENT)} if below else set()
    beside = [place for place in shown if place not in below | sources]
    if not beside:
        beside, below = shown, set()
    columns = [(_words(header[place]), [line[place] for line in lines]) for place in beside]
    out = console()
    widths = _widths(columns, out.width)
    grid = _grid(columns, widths)
    grid.add_row(*(Text(name, style="bold") for name, _ in columns))
    out.print(grid)
    out.print("─" * min(sum(widths) + _GAP * (len(widths) - 1), out.width))
    grid = _grid(columns, widths)
    for line in lines:
        grid.add_row(*(Text(line[place], overflow="fold") for place in beside))
        if notes := [_note(line[place], header, line) for place in sorted(below) if line[place]]:
            out.print(grid)
            for note in notes:
                out.print(Padding(note, (0, 0, 0, _INDENT), expand=False))
            grid = _grid(columns, widths)
    if grid.row_count:
        out.print(grid)


def _widths(columns: Sequence[tuple[str, Sequence[str]]], room: int) -> list[int]:
    """Return as many columns of the terminal as each needs; if there are too few, the widest that can wrap give way."""
    from rich.cells import cell_len

    def word(texts: Iterable[str]) -> int:
        return max((cell_len(word) for text in texts for word in text.split()), default=0)

    room -= _GAP * (len(columns) - 1)
    widths = [min(room, max(cell_len(cell) for cell in (name, *cells))) for name, cells in columns]
    fixed = [_is_number(cells) or _is_day(cells) for _, cells in columns]
    heads = [word([name, *(cells if narrow else ())]) for narrow, (name, cells) in zip(fixed, columns, strict=True)]
    words = [max(head, min(_WORD, word(cells))) for head, (_, cells) in zip(heads, columns, strict=True)]
    # Rather break words in the cells than those above them, and any of these than numbers and days.
    for least in (words, heads, [head if narrow else _LEAST for narrow, head in zip(fixed, heads, strict=True)]):
        while sum(widths) > room:
            widest = max(range(len(widths)), key=lambda place: (widths[place] > least[place], widths[place]))
            if widths[widest] <= least[widest]:
                break
            widths[widest] -= 1
    return widths


def _grid(columns: Sequence[tuple[str, Sequence[str]]], widths: Sequence[int]) -> Table:
    from rich.table import Table

    grid = Table.grid(padding=(0, _GAP, 0, 0), pad_edge=False)
    for (_, cells), width in zip(columns, widths, strict=True):
        grid.add_column(width=width, justify="right" if _is_number(cells) else "left", overflow="fold")
    return grid


def _words(name: str) -> str:
    """Return the name of a column in words: "rival claims" for rivalClaims."""
    return re.sub(r"(?<=[a-z])[A-Z](?=[a-z])", lambda letter: f" {letter[0].lower()}", name)


def _is_number(cells: Iterable[str]) -> bool:
    return all(_NUMBER.fullmatch(cell) for cell in cells)


def _is_day(cells: Iterable[str]) -> bool:
    return all(_DAY.fullmatch(cell) for cell in cells)


def _note(sentence: str, header: Sequence[str], line: Sequence[str]) -> Text:
    """Return the sentence in quotation marks with its source."""
    from rich.text import Text

    cells = dict(zip(header, line, strict=True))
    source = ", ".join(cells[name] for name in _SOURCES if cells.get(name)) or cells.get(_DOCUMENT, "")
    note = Text(f"“{' '.join(sentence.split())}”", style="italic")
    return note.append(f" ({source})", style="not italic") if source else note


def print_csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print comma-separated values with a header."""
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(header)
    out.writerows(rows)
