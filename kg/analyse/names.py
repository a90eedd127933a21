"""Which entities an analysis can rank: named ones, and kinds of technology; not "companies" or "the law"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from kg import nouns
from kg.analyse.knowledge import knowledge
from kg.ids import is_known_entity
from kg.labels import singular
from kg.vocab import class_ancestors

__all__ = ["Casing", "is_agent", "is_technology", "is_thing_of_note"]


def is_agent(kind: str) -> bool:
    """Return whether an entity of this class can act."""
    return "Agent" in class_ancestors().get(kind, ())


def is_technology(kind: str) -> bool:
    """Return whether the class is one of technologies, products or materials."""
    return "Technology" in class_ancestors().get(kind, ())


class Casing:
    """How often words come with a capital and without one: "Leaders" at the head of a line is no name.

    The idea is that of truecasing (Lita, Ittycheriah, Roukos and Kambhatla, "tRuEcasIng", ACL 2003).
    """

    def __init__(self, sentences: Iterable[str]) -> None:
        self._words: Counter[str] = Counter()
        for sentence in sentences:
            self._words.update(re.findall(r"[^\W\d_]+", sentence))

    def is_word(self, name: str) -> bool:
        """Return whether one word is written small more often than as a name."""
        return self._words[name.lower()] > self._words[name]


def is_thing_of_note(iri: str, label: str, kind: str, casing: Casing | None = None) -> bool:
    """Return whether the entity stands for the same in every article, so that counting it says something.

    The gazetteer's do. So do proper names, but for words that are nouns of the ontology, or are written small more
    often, and merely stand at the head of a line ("Leaders"); and kinds of technology that say which ("lithography
    machines", but not "equipment").
    """
    if is_known_entity(iri):
        return True
    if "/entity/in/" in iri:  # only its document tells it apart from its likes
        return False
    words = singular(label.replace("’", "'").lower()).split()
    if not words:
        return False
    if is_technology(kind):
        return " ".join(words) not in knowledge().generic
    head = label.split()[-1]
    if head == head.lower() and any(letter.isalpha() for letter in head):
        return False
    if len(words) == 1 and casing is not None and casing.is_word(label):
        return False
    return tuple(words) not in nouns.load().classes
