"""The kinds of things that common nouns name: "chipmaker" is a Company, "export control" a TradeMeasure.

The knowledge is `ontology/nouns.yaml`, a mapping from class to singular nouns of one or more words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from kg.errors import OntologyError
from kg.resources import load_yaml, ontology_dir

__all__ = ["EXCLUDED", "Nouns", "load"]

EXCLUDED = "Excluded"
"""The section of nouns that are no arguments although their last word would be one."""


@dataclass(frozen=True, slots=True)
class Nouns:
    """Classes of common nouns, by the words of the noun."""

    classes: Mapping[tuple[str, ...], str | None]
    """Words to class; None where the last word alone would mislead ("business model")."""
    longest: int
    """Words in the longest entry."""

    def classify(self, lemmas: Sequence[str]) -> str | None:
        """Return the class of the longest known noun that the lower-case lemmas end in, or None.

        >>> load().classify(["advanced", "export", "control"])
        'TradeMeasure'
        >>> load().classify(["breakthrough"]) is None
        True
        """
        for size in range(min(self.longest, len(lemmas)), 0, -1):
            words = tuple(lemmas[-size:])
            if words in self.classes:
                return self.classes[words]
        return None

    def knows(self, lemmas: Sequence[str]) -> bool:
        """Return True if the lower-case lemmas end in a noun that has a class, or is kept from having one.

        >>> load().knows(["business", "model"]), load().knows(["pear", "tree"])
        (True, False)
        """
        return any(tuple(lemmas[-size:]) in self.classes for size in range(1, len(lemmas) + 1))


@cache
def load() -> Nouns:
    """Return the nouns of the ontology. Raises OntologyError if a noun has two classes."""
    path = ontology_dir() / "nouns.yaml"
    classes: dict[tuple[str, ...], str | None] = {}
    for name, listed in load_yaml(path).items():
        kind = None if name == EXCLUDED else name
        for noun in listed:
            for words in _spellings(str(noun).lower()):
                if classes.setdefault(words, kind) != kind:
                    raise OntologyError(f"{path}: {noun!r} stands under both {classes[words]} and {name}: keep one")
    return Nouns(classes, max(map(len, classes), default=1))


def _spellings(noun: str) -> set[tuple[str, ...]]:
    """Return the token sequences that a noun may come as: "start up" also as "start-up" and "start - up"."""
    words = noun.replace("-", " ").split()
    spellings = {tuple(words)}
    if len(words) > 1:
        hyphenated = f"{words[0]}-{words[1]}"
        spellings |= {(hyphenated, *words[2:]), (words[0], "-", *words[1:])}
    return spellings
