"""Judgements that somebody wrote down in a file: CSV with a header, or one JSON object a line.

`left`, `right` and `verdict` (positive, negative, unsure) are needed, `by`, `at`, `score`, `note` and, in JSON, `names`
are not; other columns are passed over. So is a line without a verdict: what `kg review --list` writes can be filled in
as far as one gets.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from kg.errors import InputError
from kg.store.judgements import Judgement

__all__ = ["read_judgements"]


def read_judgements(
    path: Path, *, by: str, now: datetime, skipped: Callable[[InputError], None]
) -> Iterator[tuple[int, Judgement]]:
    """Yield the judgements of a file with the number of their line; `by` and `now` stand in where it does not say.

    `left` and `right` come as they are written. `skipped` gets an error that names the line for each that cannot be
    read. Raises InputError if the file cannot be read at all.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be read: {error}") from error
    rows = _csv(path, text) if path.suffix.lower() == ".csv" else _jsonl(text)
    for number, read in rows:
        try:
            row = read()
            if row.get("verdict"):
                yield number, Judgement.from_json({"by": by, "at": now.isoformat(), **row})
        except ValueError as error:
            skipped(InputError(f"{path}:{number}: {error}"))


def _jsonl(text: str) -> Iterator[tuple[int, Callable[[], dict[str, Any]]]]:
    def load(line: str) -> dict[str, Any]:
        try:
            data = json.loads(line)
        except json.JSONDecodeError as error:
            raise ValueError(f"not valid JSON at column {error.colno}: {error.msg}") from error
        if not isinstance(data, dict):
            raise ValueError("is no JSON object")
        if not data.get("verdict"):
            raise ValueError("verdict is missing: give positive, negative or unsure")
        return data

    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            yield number, lambda line=line: load(line)  # type: ignore[misc]


def _csv(path: Path, text: str) -> Iterator[tuple[int, Callable[[], dict[str, Any]]]]:
    def load(row: dict[str | None, Any]) -> dict[str, Any]:
        if None in row or None in row.values():
            raise ValueError("has more or fewer fields than the header")
        given = {name: row[name].strip() for name in _COLUMNS if row.get(name, "").strip()}
        if "score" in given:
            try:
                given["score"] = float(given["score"])
            except ValueError as error:
                raise ValueError(f"score {given['score']!r} is no number from 0 to 1") from error
        return given

    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        missing = [name for name in _COLUMNS[:3] if name not in (reader.fieldnames or ())]
        if missing:
            raise InputError(f"{path}:1: has no column {missing[0]}: give left, right and verdict in a header")
        for row in reader:
            yield reader.line_num, lambda row=row: load(row)  # type: ignore[misc]
    except csv.Error as error:
        raise InputError(f"{path}:{reader.reader.line_num}: not valid CSV: {error}") from error


_COLUMNS = ("left", "right", "verdict", "by", "at", "score", "note")
