"""Date expressions to days. The expected days are worked out by hand from a calendar."""

from __future__ import annotations

from datetime import date

import pytest

from kg.dates import resolve

SATURDAY = date(2025, 4, 26)


def days(text, anchor=SATURDAY):
    span = resolve(text, anchor)
    return span and "/".join(day.isoformat() if day else ".." for day in (span.start, span.end))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-03-15", "2024-03-15/2024-03-15"),
        ("October 7, 2022", "2022-10-07/2022-10-07"),
        ("7 October 2022", "2022-10-07/2022-10-07"),
        ("the 7th of October 2022", "2022-10-07/2022-10-07"),
        ("Friday, October 7, 2022", "2022-10-07/2022-10-07"),
        ("Oct. 7, 2022", "2022-10-07/2022-10-07"),
        ("OCTOBER 7, 2022", "2022-10-07/2022-10-07"),
        ("May 2024", "2024-05-01/2024-05-31"),
        ("February 2024", "2024-02-01/2024-02-29"),
        ("February 2023", "2023-02-01/2023-02-28"),
        ("2024", "2024-01-01/2024-12-31"),
        ("the year 2024", "2024-01-01/2024-12-31"),
        ("early 2023", "2023-01-01/2023-04-30"),
        ("mid-2024", "2024-05-01/2024-08-31"),
        ("late 2022", "2022-10-01/2022-12-31"),
        ("the end of 2024", "2024-10-01/2024-12-31"),
        ("the first quarter of 2024", "2024-01-01/2024-03-31"),
        ("Q4 2023", "2023-10-01/2023-12-31"),
        ("the second half of 2023", "2023-07-01/2023-12-31"),
        ("summer of 2023", "2023-06-01/2023-08-31"),
        ("since May 2024", "2024-05-01/.."),
        ("from 2026", "2026-01-01/.."),
        ("until March 2026", "../2026-03-31"),
        ("by 2030", "../2030-12-31"),
        ("between 2020 and 2023", "2020-01-01/2023-12-31"),
    ],
)
def test_expressions_with_a_year_need_no_anchor(text, expected):
    assert days(text, None) == expected
    assert days(text, SATURDAY) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("today", "2025-04-26/2025-04-26"),
        ("yesterday", "2025-04-25/2025-04-25"),
        ("tomorrow", "2025-04-27/2025-04-27"),
        ("Saturday", "2025-04-26/2025-04-26"),
        ("Friday", "2025-04-25/2025-04-25"),
        ("Monday", "2025-04-21/2025-04-21"),
        ("Sunday", "2025-04-20/2025-04-20"),
        ("Friday morning", "2025-04-25/2025-04-25"),
        ("next Monday", "2025-04-28/2025-04-28"),
        ("this week", "2025-04-21/2025-04-27"),
        ("over the next decade", "2025-04-26/2035-04-26"),
        ("for three years", "2022-04-26/2025-04-26"),
        ("last week", "2025-04-14/2025-04-20"),
        ("next week", "2025-04-28/2025-05-04"),
        ("two weeks ago", "2025-04-07/2025-04-13"),
        ("three days ago", "2025-04-23/2025-04-23"),
        ("April", "2025-04-01/2025-04-30"),
        ("January", "2025-01-01/2025-01-31"),
        ("December", "2024-12-01/2024-12-31"),
        ("last April", "2024-04-01/2024-04-30"),
        ("last June", "2024-06-01/2024-06-30"),
        ("next January", "2026-01-01/2026-01-31"),
        ("next June", "2025-06-01/2025-06-30"),
        ("late March", "2025-03-21/2025-03-31"),
        ("this month", "2025-04-01/2025-04-30"),
        ("last month", "2025-03-01/2025-03-31"),
        ("next month", "2025-05-01/2025-05-31"),
        ("six months ago", "2024-10-01/2024-10-31"),
        ("last quarter", "2025-01-01/2025-03-31"),
        ("this year", "2025-01-01/2025-12-31"),
        ("last year", "2024-01-01/2024-12-31"),
        ("next year", "2026-01-01/2026-12-31"),
        ("earlier this year", "2025-01-01/2025-04-26"),
        ("later this year", "2025-04-26/2025-12-31"),
        ("late last year", "2024-10-01/2024-12-31"),
        ("three years ago", "2022-01-01/2022-12-31"),
        ("last summer", "2024-06-01/2024-08-31"),
        ("the past two years", "2023-04-26/2025-04-26"),
        ("the last year", "2024-04-26/2025-04-26"),
        ("the next five years", "2025-04-26/2030-04-26"),
        ("April 25", "2025-04-25/2025-04-25"),
        ("November 30", "2024-11-30/2024-11-30"),
        ("since Friday", "2025-04-25/.."),
        ("until next month", "../2025-05-31"),
    ],
)
def test_expressions_that_count_from_the_day_of_the_article(text, expected):
    assert days(text) == expected
    assert days(text, None) is None


@pytest.mark.parametrize(
    ("text", "anchor", "expected"),
    [
        ("Monday", date(2025, 1, 1), "2024-12-30/2024-12-30"),
        ("December 30", date(2025, 1, 5), "2024-12-30/2024-12-30"),
        ("December", date(2025, 1, 5), "2024-12-01/2024-12-31"),
        ("last month", date(2025, 1, 31), "2024-12-01/2024-12-31"),
        ("next month", date(2024, 12, 31), "2025-01-01/2025-01-31"),
        ("last month", date(2024, 3, 31), "2024-02-01/2024-02-29"),
        ("this week", date(2024, 12, 31), "2024-12-30/2025-01-05"),
        ("last quarter", date(2025, 2, 10), "2024-10-01/2024-12-31"),
        ("the past year", date(2024, 2, 29), "2023-02-28/2024-02-29"),
    ],
)
def test_edges_of_months_and_years(text, anchor, expected):
    assert days(text, anchor) == expected


@pytest.mark.parametrize(
    "text",
    [
        *("recent years", "the day", "daily", "30 days", "a decade", "the 1990s generation", "", "May Day"),
        *("31 February 2024", "29 February 2023", "2024-13-45", "99 May 2024", "999999999 years ago"),
        *("between 2023 and 2020", "five-year", "annual"),
    ],
)
def test_what_is_no_interval_is_none(text):
    assert days(text) is None


@pytest.mark.xfail(strict=True, reason="before and after take in what they should leave out")
@pytest.mark.parametrize(
    ("text", "expected"),
    [("before 2020", "../2019-12-31"), ("after May 2024", "2024-06-01/.."), ("before Friday", "../2025-04-24")],
)
def test_before_and_after_leave_the_named_days_out(text, expected):
    assert days(text) == expected


def test_words_of_the_article_are_kept():
    assert resolve("last\nyear", SATURDAY).text == "last\nyear"


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("last weekend", date(2025, 4, 19), date(2025, 4, 20)),
        ("March last year", date(2024, 3, 1), date(2024, 3, 31)),
        ("June of this year", date(2025, 6, 1), date(2025, 6, 30)),
        ("the end of the decade", date(2028, 1, 1), date(2029, 12, 31)),
        ("the early 2010s", date(2010, 1, 1), date(2014, 12, 31)),
        ("only last month", date(2025, 3, 1), date(2025, 3, 31)),
        ("last week's", date(2025, 4, 14), date(2025, 4, 20)),
        ("the July 6, 2018", date(2018, 7, 6), date(2018, 7, 6)),
    ],
)
def test_further_expressions(text, first, last):
    span = resolve(text, date(2025, 4, 26))  # a Saturday
    assert (span.start, span.end) == (first, last)


@pytest.mark.parametrize(
    ("text", "told", "first"),
    [
        ("a day later", ["on 20 June 2024", "Thursday"], date(2025, 4, 25)),
        ("two years later", ["2017"], date(2019, 1, 1)),
        ("a week earlier", ["2019", "April 23"], date(2025, 4, 14)),
        ("the same day", ["April 22"], date(2025, 4, 22)),
    ],
)
def test_what_counts_from_what_the_text_told(text, told, first):
    anchor = date(2025, 4, 26)
    spans = [span for words in told if (span := resolve(words.removeprefix("on "), anchor))]
    assert resolve(text, anchor, told=spans).start == first


def test_nothing_counts_from_a_day_that_was_not_told():
    assert resolve("a day later", date(2025, 4, 26)) is None


@pytest.mark.parametrize(
    ("text", "first"),
    [("Monday", date(2025, 4, 28)), ("March", date(2026, 3, 1)), ("2 May", date(2025, 5, 2)), ("last March", None)],
)
def test_what_is_planned_is_dated_forward(text, first):
    span = resolve(text, date(2025, 4, 26), future=True)
    assert span.start == (first or date(2025, 3, 1))
