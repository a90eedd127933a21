"""Date expressions on a Doc. The expected days are worked out by hand from a calendar."""

from __future__ import annotations

from datetime import date

import spacy
from spacy.tokens import Doc

from kg.annotate.dates import find_dates
from kg.model import Document

SATURDAY = date(2025, 4, 26)


def doc(words, dates, published=SATURDAY):
    """Return a Doc with date entities at the token ranges, as the recogniser leaves it."""
    tags = ["O"] * len(words)
    for start, end in dates:
        tags[start:end] = ["B-DATE", *["I-DATE"] * (end - start - 1)]
    found = Doc(spacy.blank("en").vocab, words, ents=tags)
    found.user_data["document"] = Document("x", found.text, published=published)
    return found


def test_dates_of_a_doc_with_their_tokens():
    words = ["On", "Friday", "and", "in", "May", "2024", "it", "rained"]
    found = find_dates(doc(words, [(1, 2), (4, 6)])).user_data["dates"]
    assert [(start, end, span.text, span.start) for start, end, span in found] == [
        (1, 2, "Friday", date(2025, 4, 25)),
        (4, 6, "May 2024", date(2024, 5, 1)),
    ]


def test_word_before_the_date_that_opens_the_interval_belongs_to_it():
    ((start, end, span),) = find_dates(doc(["since", "May", "2024"], [(1, 3)])).user_data["dates"]
    assert (start, end, span.text, span.start, span.end) == (0, 3, "since May 2024", date(2024, 5, 1), None)


def test_dates_without_interval_and_without_anchor_are_left_out():
    words = ["in", "recent", "years", "and", "on", "Friday"]
    assert find_dates(doc(words, [(1, 3), (5, 6)], published=None)).user_data["dates"] == []
