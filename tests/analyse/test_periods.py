"""Months, quarters and years."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest

from kg.analyse.periods import periods, step_for


@pytest.mark.parametrize("step", ["month", "quarter", "year"])
def test_no_day_is_lost_and_none_is_twice(step):
    found = periods([date(2023, 5, 17), date(2025, 12, 31)], step)
    assert date(2023, 5, 17) in found[0] and date(2025, 12, 31) in found[-1]
    for before, after in pairwise(found):
        assert after.first - before.last == timedelta(days=1)


def test_the_end_of_time():
    assert [period.last for period in periods([date(9999, 11, 1), date.max], "quarter")] == [date.max]


def test_no_days():
    assert periods([]) == []


@pytest.mark.parametrize(
    ("last", "step"),
    [("2025-01-01", "month"), ("2025-12-31", "month"), ("2027-01-01", "quarter"), ("2034-01-01", "year")],
)
def test_step_grows_with_the_time(last, step):
    assert step_for([date(2024, 1, 1), date.fromisoformat(last)]) == step
