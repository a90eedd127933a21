"""The pipeline component that finds the date expressions of a Doc."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from spacy.language import Language
from spacy.tokens import Doc, Span

from kg.dates import resolve
from kg.model import TimeSpan

__all__ = ["find_dates"]

_BOUNDS = frozenset({"since", "until", "by", "before", "after", "till", "from"})
_OF_YEARS = frozenset({"in", "by", "from", "since", "until", "till", "before", "after"})
"""What makes a number of four digits a year, which the recogniser takes for a count at times."""
_LASTING = frozenset({"for", "over", "within"})
_COUNTING = frozenset({"after", "before"})
_COUNT = re.compile(r"(?:[\w ]+ )?(?:days?|weeks?|months?|years?|decades?)")
"""What "after" counts in: "two days after it was signed"."""


@Language.component("kg_dates")
def find_dates(doc: Doc) -> Doc:
    """Fill `doc.user_data["dates"]` with (first token, past-the-end token, TimeSpan)."""
    document = doc.user_data.get("document")
    anchor = document.published if document else None
    dates: list[tuple[int, int, TimeSpan]] = []
    counted: list[tuple[int, int]] = []
    for ent in doc.ents:
        start, end = ent.start, ent.end
        before = doc[start - 1].lower_ if start else ""
        if ent.label_ not in {"DATE", "TIME"} and not (
            ent.label_ == "CARDINAL" and before in _OF_YEARS and ent.root.shape_ == "dddd"
        ):
            continue
        if (end_of_count := _counts_from_clause(doc, start, end)) is not None:
            counted.append((start, end_of_count))
            continue
        if before in _BOUNDS or before in {"this", "last", "next"}:  # which the recogniser leaves out at times
            start -= 1
        span = resolve(doc[start:end].text, anchor, told=[told for _, _, told in dates])
        if span is None and before in _LASTING:
            start -= 1
            span = resolve(doc[start:end].text, anchor)
        if span is None:
            start, end, span = _within(ent, anchor)
        if span is not None:
            dates.append((start, end, span))
    for start, end in counted:
        span = _count_from(doc, start, end, dates, anchor)
        if span is not None:
            dates.append((start, end, span))
    doc.user_data["dates"] = sorted(dates, key=lambda found: found[:2])
    return doc


def _within(ent: Span, anchor: date | None) -> tuple[int, int, TimeSpan | None]:
    """Return the longest part of the expression that denotes something: "31 March" of "31 March, weeks"."""
    for length in range(len(ent) - 1, 0, -1):
        for start in range(ent.start, ent.end - length + 1):
            words = ent.doc[start : start + length]
            span = None if words[-1].is_punct else resolve(words.text, anchor)
            if span is not None:
                return start, start + length, span
    return ent.start, ent.end, None


def _counts_from_clause(doc: Doc, start: int, end: int) -> int | None:
    """Return where "two days after X met Y" ends, if what follows it tells from when it counts; else None."""
    last = end - 1
    if doc[last].lower_ not in _COUNTING:
        last = end
    if (
        last + 1 >= len(doc)
        or doc[last].lower_ not in _COUNTING
        or not (doc[last + 1].is_alpha or doc[last + 1].is_quote)
    ):
        return None
    return last if _COUNT.fullmatch(doc[start:last].text.lower()) else None


def _count_from(
    doc: Doc, start: int, end: int, dates: Sequence[tuple[int, int, TimeSpan]], anchor: date | None
) -> TimeSpan | None:
    """Return when that was which something happened so many days after, or before: it counts from the clause above.

    That has the date before it in the sentence, else the one behind its comma; else the text told it, or tells it in
    the next sentence; months and years count from the day of the paper otherwise.
    """
    sentence = doc[start].sent
    here = [(first, span) for first, _, span in dates if sentence.start <= first < sentence.end]
    comma = next((token.i for token in doc[end : sentence.end] if token.text == ","), sentence.end)
    told = [span for first, span in here if first < start] or [span for first, span in reversed(here) if first > comma]
    if not told:
        later = [
            span for first, _, span in dates if sentence.end <= first < doc[min(sentence.end, len(doc) - 1)].sent.end
        ]
        told = [*later[:1], *(span for first, _, span in dates if first < start)]
    words = doc[start:end].text
    count = f"a {words.split()[-1]}" if words.lower().startswith("the ") else words
    if doc[end].lower_ == "before":
        return resolve(f"{count} later", anchor, told=told)
    days = doc[end - 1].lower_.startswith(("day", "week"))
    return resolve(f"{count} earlier", None if told or days else anchor, told=told)
