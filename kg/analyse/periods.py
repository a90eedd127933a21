"""Months, quarters and years: how days are gathered along time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, TypeAlias

__all__ = ["Period", "Step", "periods", "step_for"]

Step: TypeAlias = Literal["month", "quarter", "year"]

_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_MONTHLY = 2 * 366
"""Days up to which a time is shown by months, and below by quarters."""
_QUARTERLY = 8 * 366


@dataclass(frozen=True, slots=True)
class Period:
    """A month, quarter or year."""

    label: str
    """Such as "2025-03", "2025 Q1" or "2025"."""
    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        """Return whether the day lies in it."""
        return self.first <= day <= self.last


def step_for(days: Iterable[date]) -> Step:
    """Return the step that shows the days in some two dozen periods or fewer.

    >>> step_for([date(2025, 1, 1), date(2025, 9, 1)]), step_for([date(1999, 1, 1), date(2025, 9, 1)])
    ('month', 'year')
    """
    known = list(days)
    span = (max(known) - min(known)).days if known else 0
    return "month" if span <= _MONTHLY else "quarter" if span <= _QUARTERLY else "year"


def periods(days: Iterable[date], step: Step | None = None) -> list[Period]:
    """Return all periods from the first day to the last, without a gap; none without days.

    >>> [period.label for period in periods([date(2024, 11, 5), date(2025, 4, 1)], "quarter")]
    ['2024 Q4', '2025 Q1', '2025 Q2']
    """
    known = list(days)
    if not known:
        return []
    step = step or step_for(known)
    size = _MONTHS[step]
    first, last = min(known), max(known)
    at = (first.year * 12 + first.month - 1) // size * size
    found = []
    while at <= last.year * 12 + last.month - 1:
        start = date(at // 12, at % 12 + 1, 1)
        after = at + size
        end = date(after // 12, after % 12 + 1, 1) - timedelta(days=1) if after // 12 <= date.max.year else date.max
        found.append(Period(_label(start, step), start, end))
        at += size
    return found


def _label(start: date, step: Step) -> str:
    if step == "year":
        return f"{start.year:04}"
    return f"{start.year:04} Q{start.month // 3 + 1}" if step == "quarter" else f"{start.year:04}-{start.month:02}"
