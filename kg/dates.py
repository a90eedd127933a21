"""Date expressions to intervals of days, counted from the day the article was published.

A kept parser (dateparser) gives a moment, not an interval, and fails on "late 2022" and "since
May"; granularity and intervals are therefore resolved here. Weekdays and months without a year are
the last ones on or before the anchor, as news uses them, unless "next" or a future cue says otherwise.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from kg.model import TimeSpan

__all__ = ["is_lasting", "resolve"]

_DAYS = {name.lower(): i for i, name in enumerate(calendar.day_name)}
_MONTHS = {name.lower(): i for i, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name.lower(): i for i, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
_WORDS = "zero one two three four five six seven eight nine ten eleven twelve"
_NUMBERS = {name: i for i, name in enumerate(_WORDS.split(" "))}
_NUMBERS |= {"a": 1, "an": 1, "couple of": 2, "a couple of": 2}
_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11)}

_MONTH = "(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\.?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_COUNT = r"(?P<count>\d+|" + "|".join(sorted(_NUMBERS, key=len, reverse=True)) + ")"
_UNIT = r"(?P<unit>day|week|month|quarter|year|decade)s?"
_LASTING = "(?:for|over|within) "
_ABOUT = r"(?:about |around |nearly |more than |over |almost |some |just |only |barely )?"
_PART = r"(?:(?P<part>early|mid|late|the beginning of|the end of|the start of)[ -](?:in )?)?"

_RULES = [
    (kind, re.compile(pattern + r"\Z"))
    for kind, pattern in [
        ("iso", r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)"),
        ("day", rf"(?:\w+day,? )?(?:the )?{_MONTH} {_DAY}(?:,? {_YEAR})?"),
        ("day", rf"(?:\w+day,? )?(?:the )?{_DAY}(?: of)? {_MONTH}(?:,? {_YEAR})?"),
        ("month", rf"{_PART}(?P<which>last |this |next |this past )?{_MONTH}(?:(?: of|,)? {_YEAR})?"),
        ("month", rf"{_PART}{_MONTH}(?: of)? (?P<of>last|this|next) year"),
        ("year", rf"{_PART}(?:the year )?{_YEAR}"),
        ("quarter", rf"(?:the )?(?P<ordinal>first|second|third|fourth) quarter(?: of)?(?: {_YEAR})?"),
        ("quarter", rf"q(?P<number>[1-4])(?:,? {_YEAR})?"),
        ("half", rf"(?:the )?(?P<ordinal>first|second) half of {_YEAR}"),
        (
            "weekday",
            r"(?P<which>last |this |next |this past )?(?P<weekday>"
            + "|".join(_DAYS)
            + r")(?: morning| afternoon| evening| night)?",
        ),
        (
            "named",
            r"(?P<name>today|yesterday|tomorrow|tonight|the day before yesterday|overnight"
            r"|this (?:morning|afternoon|evening))",
        ),
        ("weekend", r"(?P<which>last |this |next |the |over the )weekend"),
        ("ago", rf"{_ABOUT}{_COUNT} {_UNIT} ago"),
        ("before", rf"{_ABOUT}{_COUNT} {_UNIT} (?:earlier|before|previously)"),
        ("before", r"the (?P<unit>day|week|month|year) before"),
        ("later", rf"{_ABOUT}{_COUNT} {_UNIT} (?:later|afterwards|after)"),
        ("later", r"the (?:next|following) (?P<unit>day)"),
        ("same", r"(?:on |that |the )?(?:very )?same (?P<unit>day|week|month|year)"),
        ("end", r"the (?P<part>end|start|beginning) of (?P<which>the|this|last|next) (?P<unit>month|year|decade)"),
        ("decade", r"(?:the )?(?P<part>early |late )?(?P<decade>(?:19|20)\d0)s"),
        ("past", rf"(?:over |in |during |within )?(?:the )?(?P<which>past|last|previous) {_COUNT} {_UNIT}"),
        ("coming", rf"(?:over |in |during |within )?(?:the )?(?:next|coming) {_COUNT} {_UNIT}"),
        ("coming", rf"(?:over |in |during |within )?the (?:next|coming) {_UNIT}"),
        ("window", rf"(?:over |in |during |within )?the (?:past|last) {_UNIT}"),
        ("lasting", rf"{_LASTING}{_ABOUT}{_COUNT} {_UNIT}"),
        (
            "unit",
            rf"(?P<qualifier>earlier |later |early |late )?"
            rf"(?P<which>last|this|next|the (?:previous|following)) {_UNIT}",
        ),
        ("season", rf"(?P<which>last |this |next |the )?(?P<season>spring|summer|autumn|fall)(?: of)?(?: {_YEAR})?"),
    ]
]
_PREFIX = re.compile(r"^(?P<bound>since|until|till|through|by|before|after|from|as of|starting|beginning) ")
_FILLER = re.compile(r"^(?:only|just|back|as early as|as recently as|some time|sometime|early on|late on) ")
_RANGE = re.compile(r"^(?:from |between )?(?P<first>.+?) (?:to|and|until|through|-|–) (?P<second>.+)$")


def resolve(text: str, anchor: date | None, *, told: Sequence[TimeSpan] = (), future: bool = False) -> TimeSpan | None:
    """Return the interval that the expression denotes, or None if it denotes none.

    `anchor` is the day of publication. `told` are the intervals that the text has named so far, from
    the last of which "a day later" counts. `future` reads a month, weekday or day without a year as the next one on
    or after the anchor instead of the last one, as of what is planned.

    >>> resolve("late 2022", None)
    TimeSpan(start=datetime.date(2022, 10, 1), end=datetime.date(2022, 12, 31), text='late 2022')
    >>> resolve("Friday", date(2025, 4, 26)).start
    datetime.date(2025, 4, 25)
    >>> resolve("since May 2024", None).end is None
    True
    >>> resolve("the following year", date(2025, 4, 26), told=[resolve("2017", None)]).start
    datetime.date(2018, 1, 1)
    >>> resolve("June", date(2025, 4, 26), future=True).start
    datetime.date(2025, 6, 1)
    >>> resolve("recent years", date(2025, 4, 26)) is None
    True
    """
    plain = " ".join(text.lower().replace("\u2019", "'").split()).removesuffix("'s").strip(" ,.'")
    plain = _FILLER.sub("", plain)
    prefix = _PREFIX.match(plain)
    bound = prefix["bound"] if prefix else None
    body = plain[prefix.end() :] if prefix else plain
    known = _Known(anchor, told, future)
    days = _interval(body, known)
    if days is None:
        joined = _RANGE.match(plain)
        if joined:
            first, second = _interval(joined["first"], known), _interval(joined["second"], known)
            if first and second and first[0] <= second[1]:
                return TimeSpan(first[0], second[1], text)
        return None
    start, end = days
    if bound in {"since", "from", "after", "starting", "beginning", "as of"}:
        return TimeSpan(start, None, text)
    if bound in {"until", "till", "through", "by", "before"}:
        return TimeSpan(None, end, text)
    return TimeSpan(start, end, text)


def is_lasting(text: str) -> bool:
    """Return True for what says how long something lasts and not when: "for two years".

    It ends at the anchor for what has been so, and begins there for what is to come; of what once was, it does not
    tell when.
    """
    return re.match(_LASTING + r"(?!the\b)", text.lower()) is not None


@dataclass(frozen=True, slots=True)
class _Known:
    """What relative expressions count from."""

    anchor: date | None
    told: Sequence[TimeSpan]
    future: bool


def _interval(text: str, known: _Known) -> tuple[date, date] | None:
    for kind, pattern in _RULES:
        match = pattern.match(text)
        if match:
            try:
                return _resolve(kind, match.groupdict(), known)
            except (ValueError, OverflowError):
                return None
    return None


def _resolve(kind: str, parts: dict[str, str | None], known: _Known) -> tuple[date, date] | None:
    anchor = known.anchor
    year = int(parts.get("year") or 0) or None
    if kind == "iso":
        day = date(int(parts["year"] or 0), int(parts["month"] or 0), int(parts["day"] or 0))
        return day, day
    if kind == "year" and year:
        return _part_of(date(year, 1, 1), date(year, 12, 31), parts.get("part"))
    if kind == "decade":
        first = int(parts["decade"] or 0)
        half = (parts.get("part") or "").strip()
        return date(first + 5 * (half == "late"), 1, 1), date(first + 9 - 5 * (half == "early"), 12, 31)
    if kind in {"quarter", "half"} and (year or anchor):
        return _fraction(kind, parts, year or (anchor.year if anchor else 0))
    if kind in {"later", "before", "same"} or (kind == "unit" and (parts["which"] or "").startswith("the ")):
        told = _told(kind, parts, known)
        if told is not None or kind in {"later", "same"}:
            return told
    if year is None and anchor is None:
        return None
    if kind == "day":
        month, number = _MONTHS[parts["month"] or ""], int(parts["day"] or 0)
        day = date(year or anchor.year, month, number)  # type: ignore[union-attr]
        if year is None and anchor:
            if known.future and day < anchor:
                day = date(anchor.year + 1, month, number)
            elif not known.future and day > anchor + timedelta(days=90):
                day = date(anchor.year - 1, month, number)
        return day, day
    if kind == "month":
        return _month(parts, year, known)
    if kind == "season":
        first, last = _SEASONS[parts["season"] or ""]
        chosen = year or (anchor.year if anchor else 0)
        if year is None and anchor is not None:
            which = (parts.get("which") or "").strip()
            past = date(chosen, first, 1) > anchor
            if which == "last":
                chosen -= date(chosen, last, 28) >= anchor
            elif which == "next":
                chosen += date(chosen, first, 1) <= anchor
            elif which != "this":
                chosen += (_month_end(chosen, last) < anchor) if known.future else -past
        return date(chosen, first, 1), _month_end(chosen, last)
    if anchor is None:
        return None
    return _relative(kind, parts, known, anchor)


def _told(kind: str, parts: dict[str, str | None], known: _Known) -> tuple[date, date] | None:
    """Return what counts from the day that the text named last: "a year later", "the same day"."""
    unit = parts["unit"] or ""
    longest = {"day": 1, "week": 7, "month": 31}.get(unit, 366)
    previous = next((day for span in reversed(known.told) if (day := _within(span, longest, known.anchor))), None)
    if previous is None:
        return None
    if kind == "same":
        return _calendar_unit(previous, unit)
    if kind == "unit":
        steps = -1 if parts["which"] == "the previous" else 1
    else:
        steps = (-1 if kind == "before" else 1) * _count(parts.get("count"))
    return _calendar_unit(_shift(previous, unit, steps), unit)


def _within(span: TimeSpan, days: int, anchor: date | None) -> date | None:
    """Return the first day of an interval of at most so many days that is not yet to come, or None."""
    if span.start is None or span.end is None or (span.end - span.start).days >= days:
        return None
    return None if anchor is not None and span.start > anchor else span.start


def _count(text: str | None) -> int:
    if text is None:
        return 1
    return int(text) if text.isdigit() else _NUMBERS[text]


def _relative(kind: str, parts: dict[str, str | None], known: _Known, anchor: date) -> tuple[date, date] | None:
    if kind == "weekday":
        delta = (anchor.weekday() - _DAYS[parts["weekday"] or ""]) % 7
        which = parts.get("which")
        if which == "next " or (known.future and which is None and delta):
            day = anchor + timedelta(days=7 - delta)
        elif which in {"last ", "this past "}:
            day = anchor - timedelta(days=delta or 7)
        else:
            day = anchor - timedelta(days=delta)
        return day, day
    if kind == "named":
        shift = {"yesterday": -1, "tomorrow": 1, "the day before yesterday": -2}.get(parts["name"] or "", 0)
        day = anchor + timedelta(days=shift)
        return day, day
    if kind == "weekend":
        saturday = anchor - timedelta(days=(anchor.weekday() - 5) % 7)
        if parts["which"] == "last " and anchor - saturday < timedelta(days=2):
            saturday -= timedelta(days=7)
        elif parts["which"] == "next " or known.future or (parts["which"] == "this " and anchor.weekday() > 1):
            saturday += timedelta(days=7 * (saturday < anchor))
        return saturday, saturday + timedelta(days=1)
    unit = parts["unit"] or ""
    if kind == "end":
        steps = {"last": -1, "next": 1}.get(parts["which"] or "", 0)
        start, end = _calendar_unit(_shift(anchor, unit, steps), unit)
        if unit == "decade":
            return (date(end.year - 1, 1, 1), end) if parts["part"] == "end" else (start, date(start.year + 1, 12, 31))
        return _part_of(start, end, f"the {parts['part']} of")
    if kind == "window":
        return _shift(anchor, unit, -1), anchor
    if kind == "unit":
        steps = {"last": -1, "this": 0, "next": 1, "the previous": -1, "the following": 1}[parts["which"] or ""]
        start, end = _calendar_unit(_shift(anchor, unit, steps), unit)
        qualifier = (parts.get("qualifier") or "").strip()
        if qualifier == "earlier" and steps == 0:
            end = anchor
        if qualifier == "later" and steps == 0:
            start = anchor
        return _part_of(start, end, qualifier) if qualifier in {"early", "late"} else (start, end)
    count = _count(parts.get("count"))
    if kind in {"ago", "before"}:
        return _calendar_unit(_shift(anchor, unit, -count), unit)
    if kind == "past" or (kind == "lasting" and not known.future):
        return _shift(anchor, unit, -count), anchor
    return anchor, _shift(anchor, unit, count)


def _month(parts: dict[str, str | None], year: int | None, known: _Known) -> tuple[date, date]:
    month = _MONTHS[parts["month"] or ""]
    anchor = known.anchor
    if year is None and anchor is not None:
        year = anchor.year
        which = parts.get("which")
        if of := parts.get("of"):
            year += {"last": -1, "this": 0, "next": 1}[of]
        elif which == "next ":
            year += month <= anchor.month
        elif known.future and which is None:
            year += month < anchor.month
        elif month > anchor.month or (which == "last " and month == anchor.month):
            year -= 1
    assert year is not None
    return _part_of(date(year, month, 1), _month_end(year, month), parts.get("part"))


def _part_of(start: date, end: date, part: str | None) -> tuple[date, date]:
    if part is None:
        return start, end
    length = (end - start).days + 1
    if length > 300:
        first, last = {"early": (1, 4), "mid": (5, 8), "late": (10, 12)}.get(
            part, (1, 3) if "end" not in part else (10, 12)
        )
        return date(start.year, first, 1), _month_end(start.year, last)
    third = length // 3
    if part in {"early", "the beginning of", "the start of"}:
        return start, start + timedelta(days=third)
    if part == "mid":
        return start + timedelta(days=third), end - timedelta(days=third)
    return end - timedelta(days=third), end


def _fraction(kind: str, parts: dict[str, str | None], year: int) -> tuple[date, date]:
    names = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4}
    number = int(parts["number"]) if parts.get("number") else names[parts["ordinal"] or ""]  # type: ignore[arg-type]
    months = 3 if kind == "quarter" else 6
    return date(year, (number - 1) * months + 1, 1), _month_end(year, number * months)


def _shift(day: date, unit: str, count: int) -> date:
    if unit in {"day", "week"}:
        return day + timedelta(days=count * (7 if unit == "week" else 1))
    months = day.year * 12 + day.month - 1 + count * {"month": 1, "quarter": 3, "year": 12, "decade": 120}[unit]
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _calendar_unit(day: date, unit: str) -> tuple[date, date]:
    if unit == "day":
        return day, day
    if unit == "week":
        monday = day - timedelta(days=day.weekday())
        return monday, monday + timedelta(days=6)
    if unit == "month":
        return day.replace(day=1), _month_end(day.year, day.month)
    if unit == "quarter":
        first = (day.month - 1) // 3 * 3 + 1
        return date(day.year, first, 1), _month_end(day.year, first + 2)
    if unit == "decade":
        return date(day.year // 10 * 10, 1, 1), date(day.year // 10 * 10 + 9, 12, 31)
    return date(day.year, 1, 1), date(day.year, 12, 31)


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])
