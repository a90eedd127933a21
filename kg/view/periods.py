"""Periods as people write them: a year, a month, a day, or two of these with dots between."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypedDict

from kg.errors import QueryError

__all__ = ["Period", "Span", "as_period", "in_words", "parse_period"]

_DAY = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")


@dataclass(frozen=True, slots=True)
class Span:
    """Days, first and last included; None is an open end."""

    start: date | None
    end: date | None

    def __contains__(self, day: date | None) -> bool:
        """Return whether the day lies inside; a document without a day is in the span without ends alone."""
        if day is None:
            return self.start is None and self.end is None
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)

    def __str__(self) -> str:
        """Return the span as it is written."""
        if self.start == self.end and self.start:
            return self.start.isoformat()
        return f"{self.start or ''}..{self.end or ''}"


class Period(TypedDict):
    """Days of publication, ISO 8601, first and last included; None is an open end."""

    label: str
    start: str | None
    end: str | None


def parse_period(text: str) -> Span:
    """Return the days that the text names. Raises QueryError if it names none, or an end before its start.

    >>> str(parse_period("2024")), str(parse_period("2024-02")), str(parse_period("2024-11..2025-01"))
    ('2024-01-01..2024-12-31', '2024-02-01..2024-02-29', '2024-11-01..2025-01-31')
    >>> str(parse_period("..2023")), str(parse_period("2025-03-04.."))
    ('..2023-12-31', '2025-03-04..')
    """
    first, dots, last = (part.strip() for part in text.partition(".."))
    try:
        start = _bounds(first)[0] if first else None
        end = _bounds(last if dots else first)[1] if last or not dots else None
    except ValueError as error:
        raise QueryError(
            f"{text!r} is no period ({error}): write a year, a month, a day, or two with dots: "
            "2024, 2024-03, 2024-03-15, 2023-07..2024-06, 2024.."
        ) from None
    if start and end and end < start:
        raise QueryError(f"{text!r}: the period ends before it begins: write the earlier day first")
    return Span(start, end)


def _bounds(text: str) -> tuple[date, date]:
    found = _DAY.fullmatch(text)
    if not found:
        raise ValueError(f"{text!r} is no day, month or year")
    year, month, day = (int(part) if part else 0 for part in found.groups())
    if not 1000 <= year <= 9000:
        raise ValueError(f"{year} is no year of any article")
    first = date(year, month or 1, day or 1)
    if day:
        return first, first
    end_month = month or 12
    return first, date(year, end_month, calendar.monthrange(year, end_month)[1])


def in_words(span: Span) -> str:
    """Return the period as a title says it: "2024", "Mar 2024", or its days."""
    if span.start is None or span.end is None:
        return f"since {span.start}" if span.start else f"the time until {span.end}" if span.end else "all time"
    start, end = span.start, span.end
    following = end + timedelta(days=1)
    if (start.day, following.day) == (1, 1):
        if (start.month, following.month, end.year) == (1, 1, start.year):
            return str(start.year)
        if (start.year, start.month) == (end.year, end.month):
            return f"{start:%B %Y}"
    return f"{_day(start)} – {_day(end)}" if start != end else _day(start)


def as_period(span: Span) -> Period:
    """Return the span as a page holds it."""
    return {
        "label": in_words(span),
        "start": span.start.isoformat() if span.start else None,
        "end": span.end.isoformat() if span.end else None,
    }


def _day(day: date) -> str:
    return f"{day.day} {day:%b %Y}"
