"""Entries of a YAML file: `key: {type: ..., label: ..., aliases: [...]}`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from kg.errors import OntologyError
from kg.gazetteer.entries import FIELDS, Entry, Mistakes, Rank
from kg.resources import load_yaml

__all__ = ["read_yaml"]

_TOP = re.compile(r"^(?:\"([^\"\n]+)\"|'([^'\n]+)'|([^\s#:][^:\n]*?))\s*:(?:\s|$)", re.MULTILINE)


def read_yaml(file: Path, rank: Rank, mistakes: Mistakes) -> Iterator[Entry]:
    """Yield the entries of the file; what is no entry is noted among the mistakes."""
    try:
        data = load_yaml(file) or {}
        text = file.read_text(encoding="utf-8")
    except OntologyError as error:
        line, _, what = str(error).removeprefix(f"{file}:").partition(": ")
        mistakes.add_at(file, int(line) if line.isdigit() else 0, what if line.isdigit() else f"{line.strip()}: {what}")
        return
    if not isinstance(data, dict):
        mistakes.add_at(file, 0, "is no mapping: write entries as `key: {type: ..., label: ...}`")
        return
    lines = _lines(file, text, mistakes)
    for key, fields in data.items():
        entry = Entry(str(key), {}, file, lines.get(str(key), 0), rank)
        if not isinstance(key, str):
            mistakes.add(entry, "is no key", "use lower-case letters, digits and hyphens, in quotes if all digits")
        elif not isinstance(fields, dict):
            mistakes.add(entry, "is no mapping", "write {type: ..., label: ...}")
        elif unknown := sorted(str(name) for name in set(fields) - FIELDS):
            mistakes.add(entry, f"has unknown field {unknown[0]!r}", f"use one of {', '.join(sorted(FIELDS))}")
        else:
            yield Entry(key, fields, file, entry.line, rank)


def _lines(file: Path, text: str, mistakes: Mistakes) -> dict[str, int]:
    """Return where each key stands, from 1; a key that is there twice, of which YAML keeps the last, is a mistake."""
    lines: dict[str, int] = {}
    number, place = 1, 0
    for match in _TOP.finditer(text):
        number += text.count("\n", place, match.start())
        place = match.start()
        key = match[1] or match[2] or match[3]
        if key in lines:
            entry = Entry(key, {}, file, number)
            mistakes.add(entry, "is there twice", "give one another key or merge the two")
        lines[key] = number
    return lines
