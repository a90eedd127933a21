"""Balance along time."""

from __future__ import annotations

from datetime import date

import pytest

from kg.analyse import project, trend
from kg.errors import QueryError

FACTS = (
    ("A alliedWith B", "2023-02-01"),
    ("B alliedWith C", "2023-03-01"),
    ("A alliedWith C", "2023-11-01"),  # +++ from 2023 Q4 on
    ("A bans C", "2024-05-01"),  # as much of one as of the other: no triad
    ("A sues C", "2024-08-01"),  # ++-
    ("A meetsWith C", "2025-01-15"),  # two and two
    ("A meetsWith C", "2025-04-15"),  # +++ again
)


def test_what_was_known_by_then(fact_):
    found = trend(project(fact_(said, f"d{n}", day=day) for n, (said, day) in enumerate(FACTS)), step="quarter")
    assert [(m.period, m.triads, m.degree) for m in found.moments] == [
        ("2023 Q1", 0, None),
        ("2023 Q2", 0, None),
        ("2023 Q3", 0, None),
        ("2023 Q4", 1, 1.0),
        ("2024 Q1", 1, 1.0),
        ("2024 Q2", 0, None),
        ("2024 Q3", 1, 0.0),
        ("2024 Q4", 1, 0.0),
        ("2025 Q1", 0, None),
        ("2025 Q2", 1, 1.0),
    ]
    assert [m.period for m in found.moments if m.strained] == ["2024 Q3"]
    assert found.moments[3].until == date(2023, 12, 31)
    assert found.summary() == "100% of triads balanced in 2025 Q2, 100% in 2023 Q4."


def test_the_last_periods_are_shown(fact_):
    found = trend(project(fact_(said, f"d{n}", day=day) for n, (said, day) in enumerate(FACTS)), step="year")
    assert [row[0] for row in found.rows(2)] == ["2024", "2025"]
    assert [moment["period"] for moment in found.as_json(2)["moments"]] == ["2024", "2025"]
    assert found.chart().labels == ("2023", "2024", "2025")


def test_no_dates(projected):
    with pytest.raises(QueryError, match="no claim has a date"):
        trend(projected("A bans B"))


def test_no_triads(fact_):
    found = trend(project([fact_("A bans B", day="2025-01-01")]))
    assert found.summary() == "No signed triads at any time."
    assert found.chart() is None
