"""Entries of a CSV file, a row each, under the header `key,type,label,aliases,country,wikipedia,parent`.

Aliases are separated by `|`. Columns may be left out and stand in any order; an empty cell says nothing.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kg.gazetteer.entries import Entry, Mistakes, Rank

__all__ = ["COLUMNS", "read_csv"]

COLUMNS = ("key", "type", "label", "aliases", "country", "wikipedia", "parent")


def read_csv(file: Path, rank: Rank, mistakes: Mistakes) -> Iterator[Entry]:
    """Yield the entries of the file; rows that are none are noted among the mistakes."""
    line = 1
    try:
        with file.open(encoding="utf-8-sig", newline="") as stream:
            rows = csv.reader(stream, strict=True)
            header = [name.strip() for name in next(rows, [])]
            unknown = [name for name in header if name not in COLUMNS]
            if unknown or "key" not in header or len(set(header)) < len(header):
                what = f"has the columns {', '.join(header) or 'of an empty file'}"
                mistakes.add_at(file, 1, f"{what}: write the header {','.join(COLUMNS)}, each once, key among them")
                return
            line = rows.line_num + 1
            for row in rows:
                if any(cell.strip() for cell in row):
                    if len(row) > len(header):
                        what = f"the row has {len(row)} cells, the header {len(header)}"
                        mistakes.add_at(file, line, f'{what}: put cells that hold a comma in "quotes"')
                    else:
                        yield _entry(dict(zip(header, row, strict=False)), file, line, rank)
                line = rows.line_num + 1
    except csv.Error as error:
        mistakes.add_at(file, line, f"is no CSV: {error}: put cells that hold quotes or commas in quotes")
    except UnicodeDecodeError as error:
        mistakes.add_at(file, 0, f"is not in UTF-8 (byte {error.start}): save it as UTF-8")
    except OSError as error:
        mistakes.add_at(file, 0, f"cannot be read: {error.strerror}")


def _entry(cells: dict[str, str], file: Path, line: int, rank: Rank) -> Entry:
    fields: dict[str, Any] = {name: " ".join(cell.split()) for name, cell in cells.items() if cell.strip()}
    key = fields.pop("key", "")
    if "aliases" in fields:
        fields["aliases"] = [alias.strip() for alias in fields["aliases"].split("|") if alias.strip()]
    return Entry(key, fields, file, line, rank)
