"""The pipeline component that finds the date expressions of a Doc."""

from __future__ import annotations

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


@Language.component("kg_dates")
def find_dates(doc: Doc) -> Doc:
    """Fill `doc.user_data["dates"]` with (first token, past-the-end token, TimeSpan)."""
    document = doc.user_data.get("document")
    anchor = document.published if document else None
    dates: list[tuple[int, int, TimeSpan]] = []
    for ent in doc.ents:
        start, end = ent.start, ent.end
        before = doc[start - 1].lower_ if start else ""
        if ent.label_ not in {"DATE", "TIME"} and not (
            ent.label_ == "CARDINAL" and before in _OF_YEARS and ent.root.shape_ == "dddd"
        ):
            continue
        if before in _BOUNDS or before in {"this", "last", "next"}:  # which the recogniser leaves out at times
            start -= 1
        span = resolve(doc[start:end].text, anchor, told=[told for _, _, told in dates])
        if span is None and end < len(doc) and doc[end].lower_ == "after":  # "four years after it was founded"
            span = _counted_back(ent.text, anchor)
        if span is None and before in _LASTING:
            start -= 1
            span = resolve(doc[start:end].text, anchor)
        if span is None:
            start, end, span = _within(ent, anchor)
        if span is not None:
            dates.append((start, end, span))
    doc.user_data["dates"] = dates
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


def _counted_back(text: str, anchor: date | None) -> TimeSpan | None:
    """Return when something was that happened so many months or years before what is reported."""
    words = text.lower().split()
    if not words or words[-1].rstrip("s") not in {"month", "year", "decade"}:
        return None  # days and weeks count from a day that is not the paper's
    span = resolve(f"{text} ago", anchor)
    return TimeSpan(span.start, span.end, text) if span is not None else None
