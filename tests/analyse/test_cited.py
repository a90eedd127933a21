"""Days of claims, and which of them to read first."""

from __future__ import annotations

from datetime import date

import pytest

from kg.analyse import Cited, best, day_of
from kg.model import TimeSpan


def span(start, end=None):
    return TimeSpan(date.fromisoformat(start) if start else None, date.fromisoformat(end) if end else None, "then")


@pytest.mark.parametrize(
    ("time", "published", "expected"),
    [
        (None, "2025-05-01", "2025-05-01"),
        (span("2025-04-30", "2025-04-30"), "2025-05-01", "2025-04-30"),
        (span("2022-01-01", "2022-12-31"), "2025-05-01", "2022-07-02"),  # the middle of the year
        (span("2025-01-01", "2025-12-31"), "2025-05-01", "2025-03-02"),  # of what is past of it
        (span("2019-05-01"), "2025-05-01", "2019-05-01"),  # "since 2019"
        (span("2027-01-01", "2027-12-31"), "2025-05-01", "2025-05-01"),  # still to come
        (span(None, "2027-12-31"), "2025-05-01", "2025-05-01"),  # "until 2027"
        (span("2025-04-30", "2025-04-30"), None, "2025-04-30"),
        (None, None, None),
    ],
)
def test_day(fact_, time, published, expected):
    day = day_of(*fact_("A bans B", day=published, time=time))
    assert (day.isoformat() if day else None) == expected


def cited(fact_, document, source, confidence, said="A bans B"):
    claim, paper = fact_(said, document, source=source, confidence=confidence)
    return Cited(claim, paper, None)


def test_each_publisher_speaks_before_any_speaks_twice(fact_):
    claims = [cited(fact_, "d1", "Wire", 0.9), cited(fact_, "d2", "Wire", 0.8), cited(fact_, "d3", "Post", 0.7)]
    assert [one.document.id for one in best(claims)] == ["d1", "d3", "d2"]


def test_a_sentence_that_gave_two_claims_is_read_once_first(fact_):
    claims = [
        cited(fact_, "d1", "Wire", 0.9),
        cited(fact_, "d1", "Wire", 0.9),
        cited(fact_, "d2", "Wire", 0.1, "B sues A"),
    ]
    assert [one.document.id for one in best(claims)] == ["d1", "d2", "d1"]
