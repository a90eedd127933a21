"""JSON Lines: one article a line, {"id", "text"} with optional title, published, url, source, lang."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator

from kg.errors import InputError
from kg.ingest.decode import decode
from kg.ingest.records import Record, Skip

__all__ = ["read_lines"]


def read_lines(where: str, lines: Iterable[bytes]) -> Iterator[Record | Skip]:
    """Yield an article a line, or why there is none; a bad line is named and the others go on.

    Only a file that is binary or whose compression is damaged ends there. The text is taken from
    the JSON string exactly, so that offsets into that string hold.
    """
    found = False
    number = 0
    try:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            if not found and 0 in line:
                yield Skip(where, "binary, not JSON Lines")
                return
            found = True
            yield _read_line(f"{where}:{number}", line)
    except (EOFError, zlib.error, OSError) as error:
        yield Skip(f"{where}:{number + 1}", f"cannot be read from here on: {error}")
        return
    if not found:
        yield Skip(where, "empty file")


def _read_line(where: str, line: bytes) -> Record | Skip:
    try:
        value = json.loads(decode(line).rstrip("\n"))
    except InputError as error:
        return Skip(where, str(error))
    except json.JSONDecodeError as error:
        return Skip(where, f"not valid JSON at column {error.colno}: {error.msg}")
    except (ValueError, RecursionError) as error:
        return Skip(where, f"not valid JSON: {error}")
    if not isinstance(value, dict):
        return Skip(where, 'not a JSON object: an article is {"id": ..., "text": ...}')
    text = value.pop("text", None)
    if not isinstance(text, str):
        return Skip(where, 'no string under "text"' if text is not None else 'lacks "text"')
    return Record(where, text, value)
