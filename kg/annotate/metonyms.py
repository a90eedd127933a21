"""Seats of government as places: "in Beijing", and not "Beijing said"."""

from __future__ import annotations

from spacy.tokens import Doc

from kg.nouns import Nouns

__all__ = ["is_location"]


def is_location(doc: Doc, start: int, end: int, nouns: Nouns) -> bool:
    """Return True for a capital that is meant as a city: "in Beijing", "Brussels-based", "the Tokyo company"."""
    span = doc[start:end]
    root = span.root
    if root.dep_ == "pobj":
        return root.head.lower_ in {"in", "near", "outside", "around", "across", "throughout"}
    if root.dep_ == "npadvmod":
        return root.head.lower_ == "based"
    if root.dep_ == "compound" and root.head.pos_ in {"NOUN", "PROPN"}:
        following = doc[end] if end < len(doc) else root
        return nouns.classify([following.lemma_.lower()]) in {
            "Company",
            "ResearchOrganization",
            "MediaOutlet",
            "Place",
        }
    return False
