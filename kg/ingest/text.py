"""Plain text and Markdown, with optional front matter: YAML between lines of three hyphens."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from kg.errors import InputError
from kg.ingest.decode import decode
from kg.ingest.records import Record, Skip

__all__ = ["read_text", "split_front_matter"]

_FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)


def read_text(where: str, data: bytes) -> Iterator[Record | Skip]:
    """Yield the one article of a text file, or why it cannot be read."""
    try:
        fields, body = split_front_matter(decode(data))
    except InputError as error:
        yield Skip(where, str(error))
        return
    yield Record(where, body, fields)


def split_front_matter(text: str) -> tuple[Mapping[str, Any], str]:
    r"""Return the fields of the front matter, all values strings or lists, and the body behind it, unchanged.

    A text without front matter is all body, also one that begins with a rule of hyphens.
    Raises InputError, naming the line, if what stands there is no valid YAML.

    >>> split_front_matter("---\ntitle: Chips\ndate: 2024-05-01\n---\nThe US ...\n")
    ({'title': 'Chips', 'date': '2024-05-01'}, 'The US ...\n')
    """
    match = _FRONT_MATTER.match(text)
    if match is None:
        return {}, text
    try:
        # BaseLoader leaves every scalar a string: dates and numbers are judged in one place.
        fields = yaml.load(match[1], Loader=yaml.BaseLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f"line {mark.line + 2}: " if mark else ""
        problem = getattr(error, "problem", None) or "not valid YAML"
        raise InputError(f"front matter, {line}{problem}: put values that contain ': ' in quotes") from error
    if not isinstance(fields, dict):
        return {}, text
    return fields, text[match.end() :]
