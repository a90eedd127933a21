"""Reads gold claims: JSON objects with `id`, `published`, `text` and `claims`, one a file or a line."""

from __future__ import annotations

import calendar
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from kg.errors import InputError
from kg.model import Document

__all__ = ["GoldClaim", "GoldDocument", "parse_interval", "read_gold", "read_objects"]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class GoldClaim:
    """What an annotator found; the lists hold everything that counts as right."""

    subject: tuple[str, ...]
    predicate: str
    object: tuple[str, ...]
    polarity: tuple[str, ...] = ("affirmed",)
    modality: tuple[str, ...] = ("actual",)
    attributed_to: tuple[str, ...] = ()
    """Labels of who says it; empty if the text gives nobody."""
    time: str | None = None
    """ISO 8601 day, month, year, or two of them joined by "/"."""
    optional: bool = False
    """Neither a miss when absent nor an error when present."""


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """A passage with all claims that it makes."""

    document: Document
    claims: tuple[GoldClaim, ...]


def read_gold(paths: Iterable[Path]) -> Iterator[GoldDocument]:
    """Yield the gold documents of .json and .jsonl files.

    Raises InputError that names the file and the line of what does not parse.
    """
    return read_objects(paths, _document)


def read_objects(paths: Iterable[Path], build: Callable[[dict[str, Any]], T]) -> Iterator[T]:
    """Yield what `build` makes of each JSON object, one a file (.json) or one a line.

    Raises InputError that names the file and the line of what does not parse or that `build` finds wrong.
    """
    for path in paths:
        try:
            text = path.read_text(encoding="utf-8")
        except OSError as error:
            raise InputError(f"{path}: cannot be read: {error.strerror}") from error
        except UnicodeDecodeError as error:
            raise InputError(f"{path}: cannot be read: no UTF-8 at byte {error.start}") from error
        lines = [(0, text)] if path.suffix == ".json" else list(enumerate(text.splitlines(), 1))
        for number, line in lines:
            if not line.strip():
                continue
            try:
                yield build(json.loads(line))
            except (json.JSONDecodeError, AttributeError, KeyError, TypeError, ValueError) as error:
                where = f"{path}:{number}" if number else str(path)
                raise InputError(f"{where}: no gold document: {type(error).__name__}: {error}") from error


def _document(data: dict[str, Any]) -> GoldDocument:
    published = date.fromisoformat(data["published"]) if data.get("published") else None
    return GoldDocument(
        Document(id=data["id"], text=data["text"], published=published),
        tuple(
            GoldClaim(
                subject=_labels(claim["subject"]),
                predicate=claim["predicate"],
                object=_labels(claim["object"]),
                polarity=_labels(claim.get("polarity", "affirmed")),
                modality=_labels(claim.get("modality", "actual")),
                attributed_to=_labels(claim.get("attributed_to") or ()),
                time=claim.get("time"),
                optional=bool(claim.get("optional")),
            )
            for claim in data["claims"]
        ),
    )


def _labels(value: str | Iterable[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def parse_interval(text: str) -> tuple[date | None, date | None]:
    """Return the first and last day of a gold interval; None is an open end.

    >>> parse_interval("2024-02")
    (datetime.date(2024, 2, 1), datetime.date(2024, 2, 29))
    >>> parse_interval("2024/2025-03-01")
    (datetime.date(2024, 1, 1), datetime.date(2025, 3, 1))
    """
    first, _, last = text.partition("/")
    start = _bounds(first)[0]
    end = _bounds(last or first)[1] if last or "/" not in text else None
    return start, end


def _bounds(text: str) -> tuple[date | None, date | None]:
    parts = [int(part) for part in text.split("-") if part.isdigit()]
    if not parts:
        return None, None
    if len(parts) == 1:
        return date(parts[0], 1, 1), date(parts[0], 12, 31)
    if len(parts) == 2:
        return date(parts[0], parts[1], 1), date(parts[0], parts[1], calendar.monthrange(*parts)[1])
    day = date(*parts[:3])
    return day, day
