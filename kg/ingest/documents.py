"""A record's fields, judged: strings, ISO dates, an identifier of its own or of its content."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from pathlib import PurePath

from kg.ids import content_hash
from kg.ingest.language import foreign_language, is_english
from kg.ingest.records import Record, Skip
from kg.model import Document

__all__ = ["date_in_name", "parse_date", "to_document"]

_NAME_DATE = re.compile(r"\d{4}-\d{2}-\d{2}(?!\d)")
_NULL = {"", "~", "null"}


def to_document(record: Record, skipped: Callable[[Skip], None]) -> Document | None:
    """Return the document that a record holds, or None if it has no text or is in another language.

    Calls `skipped` with the reason, and with a notice for each field that was left out. The identifier
    is the record's own, or a hash of text and URL. The `lang` field is believed; without it the language
    is detected.
    """
    flaw = _flaw(record.text)
    if flaw:
        skipped(Skip(record.where, flaw))
        return None

    given = {str(name).casefold(): value for name, value in record.fields.items()}

    def leave_out(name: str, why: str) -> None:
        skipped(Skip(record.where, f"{name} left out: {why}", kind="notice"))

    def string(*names: str) -> str | None:
        for name in names:
            value = given.get(name)
            if isinstance(value, int) and not isinstance(value, bool):
                value = str(value)
            if value is None or (isinstance(value, str) and value.strip() in _NULL):
                continue
            if not isinstance(value, str):
                leave_out(name, f"{value!r} is not a string")
                continue
            if _flaw(value):
                leave_out(name, _flaw(value))
                continue
            return value.strip()
        return None

    lang = string("lang")
    other = foreign_language(record.text) if lang is None else None if is_english(lang) else lang
    if other:
        skipped(Skip(record.where, f"in another language ({other}): only English is read", kind="language"))
        return None

    published = record.file_date
    stated = string("published", "date")
    if stated is not None:
        published = parse_date(stated)
        if published is None:
            leave_out("date", f"{stated!r} is no ISO 8601 date, such as 2024-05-31")

    url = string("url")
    return Document(
        id=string("id") or content_hash(record.text, url or ""),
        text=record.text,
        title=string("title"),
        published=published,
        url=url,
        source=string("source", "publisher"),
        lang=lang or "en",
    )


def parse_date(value: str) -> date | None:
    """Return the day of an ISO 8601 date or date and time, as its own time zone counts it; None if it is neither.

    >>> parse_date("2025-04-26T23:30:00-05:00")
    datetime.date(2025, 4, 26)
    >>> parse_date("26 April 2025") is None
    True
    """
    try:
        return datetime.fromisoformat(value).date()
    except ValueError:
        return None


def date_in_name(where: str) -> date | None:
    """Return the day that the name of a file begins with.

    >>> date_in_name("news/2024-05-31-chips.txt")
    datetime.date(2024, 5, 31)
    """
    match = _NAME_DATE.match(PurePath(where).name)
    return parse_date(match[0]) if match else None


def _flaw(text: str) -> str:
    """Return why a string cannot be stored, or the empty string."""
    if not text.strip():
        return "empty: no text"
    if "\0" in text:
        return f"NUL character at {text.index(chr(0))}"
    try:
        text.encode()
    except UnicodeEncodeError as error:
        return f"half of a surrogate pair at character {error.start}"
    return ""
