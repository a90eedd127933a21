"""Finds the files, reads each with the reader of its format, and lets every article through once."""

from __future__ import annotations

import gzip
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from io import BytesIO
from pathlib import Path

from kg.ids import content_hash
from kg.ingest.documents import date_in_name, to_document
from kg.ingest.html import read_html
from kg.ingest.jsonl import read_lines
from kg.ingest.records import Record, Skip
from kg.ingest.text import read_text
from kg.model import Document

__all__ = ["FORMATS", "count", "read"]

_WHOLE = {".txt": read_text, ".md": read_text, ".html": read_html, ".htm": read_html, ".xhtml": read_html}
_LINES = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz")
FORMATS = (*_WHOLE, *_LINES)
"""Suffixes of the files that can be read."""

STDIN = "-"


def read(paths: Iterable[str | Path], *, skipped: Callable[[Skip], None]) -> Iterator[Document]:
    """Yield the documents of files and folders in order, folders recursively and sorted by name.

    One document is in memory at a time. `skipped` is called for everything that is left out, with the
    place and the reason: what cannot be read, a text or an identifier that came before in this run, an
    article in another language (the `lang` field is believed, otherwise it is detected). "-" is
    standard input: plain text, or JSON Lines if it begins with a brace.
    """
    ids: dict[str, tuple[str, str]] = {}  # identifier -> hash of the text, where
    texts: dict[str, str] = {}  # hash of the text -> identifier
    for record in _records(paths):
        if isinstance(record, Skip):
            skipped(record)
            continue
        document = to_document(record, skipped)
        if document is None:
            continue
        text = content_hash(document.text)
        if text in texts:
            skipped(Skip(record.where, f"same text as {texts[text]}", kind="duplicate"))
            continue
        if document.id in ids:
            reason = f"has the id of {ids[document.id][1]}, {document.id!r}, but another text: give each its own"
            skipped(Skip(record.where, reason))
            continue
        ids[document.id] = (text, record.where)
        texts[text] = document.id
        yield document


def count(paths: Iterable[str | Path]) -> int:
    """Return how many articles the paths hold at most: files, and lines of JSON Lines. Standard input is one."""
    total = 0
    for where in _files(paths):
        if isinstance(where, Skip):
            continue
        if where != STDIN and Path(where).is_file() and _suffix(where) in _LINES:
            try:
                with _open(where) as lines:
                    total += sum(1 for line in lines if line.strip())
            except (OSError, EOFError):
                continue  # `read` reports it
        else:
            total += 1
    return total


def _records(paths: Iterable[str | Path]) -> Iterator[Record | Skip]:
    for where in _files(paths):
        if isinstance(where, Skip):
            yield where
            continue
        try:
            yield from _read_file(where)
        except (OSError, EOFError) as error:
            yield Skip(where, f"cannot be read: {getattr(error, 'strerror', None) or error}")


def _read_file(where: str) -> Iterator[Record | Skip]:
    suffix = _suffix(where)
    if where == STDIN:
        data = sys.stdin.buffer.read()
        lines = data.lstrip()[:1] == b"{"
        yield from read_lines(where, BytesIO(data)) if lines else _read_whole(where, ".txt", data)
    elif suffix in _LINES:
        with _open(where) as stream:
            yield from read_lines(where, stream)
    else:
        yield from _read_whole(where, suffix, Path(where).read_bytes())


def _read_whole(where: str, suffix: str, data: bytes) -> Iterator[Record | Skip]:
    if not data.strip():
        yield Skip(where, "empty file")
        return
    for record in _WHOLE[suffix](where, data):
        yield record if isinstance(record, Skip) else replace(record, file_date=date_in_name(where))


def _files(paths: Iterable[str | Path]) -> Iterator[str | Skip]:
    for path in map(str, paths):
        try:
            yield from _find(path)
        except OSError as error:
            yield Skip(path, f"cannot be read: {error.strerror}")


def _find(path: str) -> Iterator[str | Skip]:
    if path == STDIN:
        yield path
    elif Path(path).is_dir():
        yield from _walk(path)
    elif not Path(path).exists():
        yield Skip(path, "no such file or folder")
    elif _suffix(path) not in FORMATS:
        yield Skip(path, f"no reader for this format: give {', '.join(FORMATS)} or a folder")
    else:
        yield path


def _walk(folder: str) -> Iterator[str | Skip]:
    unreadable: list[Skip] = []

    def note(error: OSError) -> None:
        unreadable.append(Skip(str(error.filename), f"cannot be read: {error.strerror}"))

    found = False
    for at, folders, names in os.walk(folder, onerror=note):
        if "store.json" in names and "oxigraph" in folders:
            folders.clear()  # a graph, no articles
            continue
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if name.startswith("."):
                continue
            where = str(Path(at, name))
            if _suffix(name) in FORMATS:
                found = True
                yield where
            else:
                yield Skip(where, "no reader for this format", kind="format")
    yield from unreadable
    if not found and not unreadable:
        yield Skip(folder, f"no articles in this folder: none of {', '.join(FORMATS)}")


def _suffix(where: str) -> str:
    name = Path(where).name.lower()
    stem, dot, last = name.rpartition(".")
    if last == "gz" and "." in stem:
        return f".{stem.rpartition('.')[2]}.gz"
    return dot + last if stem else ""


@contextmanager
def _open(where: str) -> Iterator[Iterable[bytes]]:
    if where.lower().endswith(".gz"):
        with gzip.open(where) as stream:
            yield stream
    else:
        with Path(where).open("rb") as stream:
            yield stream
