"""A claim with the article that makes it and the day it belongs to: what a result can be led back to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from kg.model import Claim, Document
from kg.vocab import relation_label

__all__ = ["Cited", "best", "cite", "day_of"]

_COPIED = 60
"""Characters from which on a sentence that two articles have in common is taken for a copy, not for chance."""


@dataclass(frozen=True, slots=True)
class Cited:
    """A claim, its article and its day."""

    claim: Claim
    document: Document
    day: date | None
    """See `day_of`."""
    copy_of: str | None = None
    """Id of the article that has the same sentence, if this one is not the first to print it."""

    @property
    def report(self) -> str:
        """The id of the article that the claim counts for: reprints are no further witnesses."""
        return self.copy_of or self.document.id

    @property
    def said(self) -> str:
        """The claim in words: "China bans Micron"."""
        return f"{self.claim.subject.label} {relation_label(self.claim.predicate)} {self.claim.object.label}"

    def as_json(self) -> dict[str, Any]:
        """Return the claim with its sentence, and where that stands: offsets are code points, half-open."""
        return {
            "claim": self.said,
            "relation": self.claim.predicate,
            "sentence": self.claim.evidence.quote,
            "document": self.document.id,
            "start": self.claim.evidence.start,
            "end": self.claim.evidence.end,
            "title": self.document.title,
            "publisher": self.document.source,
            "published": self.document.published.isoformat() if self.document.published else None,
            "day": self.day.isoformat() if self.day else None,
            "confidence": round(self.claim.confidence, 3),
        }


def cite(pairs: Iterable[tuple[Claim, Document]]) -> list[Cited]:
    """Return the claims with their days; of a sentence that several articles print, the earliest counts.

    Wire stories and running lists come out again and again, word for word.
    """
    known = list(pairs)
    first: dict[str, tuple[date, str]] = {}
    for claim, document in known:
        quote = claim.evidence.quote
        if len(quote) >= _COPIED:
            place = (document.published or date.max, document.id)
            first[quote] = min(first.get(quote, place), place)
    found = []
    for claim, document in known:
        _, original = first.get(claim.evidence.quote, (None, document.id))
        copy_of = original if original != document.id else None
        found.append(Cited(claim, document, day_of(claim, document), copy_of))
    return found


def day_of(claim: Claim, document: Document) -> date | None:
    """Return the day that a claim belongs to; None if neither sentence nor article has a date.

    It is the middle of the days that the sentence names, as far as they are past when the article appears: a year is
    no event on the first of January. A claim that names none, or days to come, belongs to the day of its article.
    """
    published, time = document.published, claim.time
    if time is None or time.start is None or (published is not None and time.start > published):
        return published
    if time.end is None:
        return time.start
    last = time.end if published is None else min(time.end, published)
    return time.start + (last - time.start) / 2


def best(claims: Iterable[Cited]) -> tuple[Cited, ...]:
    """Return the claims with those to read first at the head: of each publisher one, the surest and newest."""
    order = sorted(
        claims,
        key=lambda cited: (
            -cited.claim.confidence,
            -(cited.day or date.min).toordinal(),
            cited.document.id,
            cited.claim.evidence.start,
            cited.said,
        ),
    )
    rounds: dict[str, int] = {}
    seen: set[str] = set()
    ranked: list[tuple[int, int, Cited]] = []
    for place, cited in enumerate(order):
        sentence = cited.claim.evidence.quote
        source = cited.document.source or cited.document.id
        turn = rounds[source] = rounds.get(source, -1) + 1
        ranked.append((turn + (len(order) if sentence in seen else 0), place, cited))  # a sentence twice comes last
        seen.add(sentence)
    return tuple(cited for _, _, cited in sorted(ranked, key=lambda entry: entry[:2]))
