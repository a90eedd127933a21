"""Seats of government as places: "in Beijing", and not "Beijing said"."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache

from spacy.tokens import Doc, Token

from kg.errors import OntologyError
from kg.nouns import Nouns
from kg.resources import load_yaml, ontology_dir

__all__ = ["has_article", "is_location"]

_IN_PLACE = frozenset({"Company", "ResearchOrganization", "MediaOutlet", "Place"})
"""Classes of what a seat before it only says the place of: "the Tokyo company"."""


@dataclass(frozen=True, slots=True)
class _Words:
    """`ontology/metonyms.yaml`, in lower case."""

    where: frozenset[str]
    buildings: frozenset[str]
    at_buildings: frozenset[str]
    motion: frozenset[str]
    by: frozenset[str]
    departures: frozenset[str]
    objects: frozenset[str]
    parts: frozenset[str]


@cache
def _words() -> _Words:
    path = ontology_dir() / "metonyms.yaml"
    data = load_yaml(path)
    try:
        return _Words(**{field.name: frozenset(map(str, data[field.name])) for field in fields(_Words)})
    except (KeyError, TypeError) as error:
        raise OntologyError(f"{path}: needs a list of words under each of its names: {error}") from error


def is_location(doc: Doc, start: int, end: int, nouns: Nouns) -> bool:
    """Return True for a seat of government that is meant as a city or a building."""
    words = _words()
    root = doc[start:end].root
    above = root.head
    if root.dep_ == "pobj":
        preposition = above.lower_
        if preposition in words.where:
            return True
        if preposition in words.at_buildings and doc[start:end].text.lower() in words.buildings:
            return True
        lemma = above.head.lemma_.lower()
        if preposition == "of":
            return lemma in words.parts or nouns.classify([lemma]) == "Place"
        if preposition == "for" and lemma in words.departures:
            return True
        if preposition == "from" and nouns.classify([lemma]) in _IN_PLACE:
            return True  # "the start-up from Vilnius"
        return preposition in words.by and lemma in words.motion
    if root.dep_ == "dobj":
        return above.lemma_.lower() in words.objects
    if root.dep_ == "npadvmod":
        return above.lower_ == "based"
    if root.dep_ in {"compound", "nmod"} and above.pos_ in {"NOUN", "PROPN"}:
        following: Token = doc[end] if end < len(doc) else root
        noun = following.lemma_.lower()
        return noun in words.parts or nouns.classify([noun]) in _IN_PLACE
    return False


def has_article(token: Token) -> bool:
    """Return True for a name with an article of its own: "the Amazon", but not "the Amazon warehouse"."""
    before = token.nbor(-1) if token.i else token
    return before.lower_ == "the" and before.head == token and token.dep_ not in {"compound", "nmod", "poss", "amod"}
