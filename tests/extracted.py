"""What the whole pipeline states of a text."""

from __future__ import annotations

from datetime import date

from kg import pipeline
from kg.model import Document

__all__ = ["claims"]


def claims(text, relation):
    """Return (subject, object) of what the text states with the relation; it is of 26 April 2025."""
    documents = [Document("text", text, published=date(2025, 4, 26))]
    return {
        (claim.subject.label, claim.object.label)
        for _, found in pipeline.extract(documents)
        for claim in found
        if claim.predicate == relation
    }
