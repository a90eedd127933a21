"""The kinds of things that common nouns name: "chipmaker" is a Company, "export control" a TradeMeasure.

The knowledge is `ontology/nouns.yaml`, a mapping from class to singular nouns of one or more words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from kg.errors import OntologyError
from kg.resources import load_yaml, ontology_dir

__all__ = ["Nouns", "load"]


@dataclass(frozen=True, slots=True)
class Nouns:
    """Classes of common nouns, by the words of the noun."""

    classes: Mapping[tuple[str, ...], str]
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
            found = self.classes.get(tuple(lemmas[-size:]))
            if found:
                return found
        return None


@cache
def load() -> Nouns:
    """Return the nouns of the ontology. Raises OntologyError if a noun has two classes."""
    path = ontology_dir() / "nouns.yaml"
    classes: dict[tuple[str, ...], str] = {}
    for name, nouns in load_yaml(path).items():
        for noun in nouns:
            words = (
                tuple(str(noun).lower().replace("-", " - ").split())
                if "-" in str(noun)
                else tuple(str(noun).lower().split())
            )
            if classes.setdefault(words, name) != name:
                raise OntologyError(f"{path}: {noun!r} stands under both {classes[words]} and {name}: keep one")
    return Nouns(classes, max(map(len, classes), default=1))
