"""Tells names of people from names of firms and things by their words: "Sigrid Aasen" from "Sejong Wave".

The recogniser was trained on the news of other years and guesses at names it never saw. Word vectors
know better: given names and surnames lie together, and so do "Robotics", "Group" and "Ministry". A word
counts by how much nearer it is to the names of the people in the gazetteer than to the names of all else
there: the nearest-centroid classifier of Rocchio (1971; Manning, Raghavan and Schütze, "Introduction to
Information Retrieval", section 14.2).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from spacy.vocab import Vocab

from kg.gazetteer import Gazetteer

__all__ = ["SON_OF", "PersonNames"]

SON_OF = frozenset({"bin", "bint", "ibn"})
"""Words within the names of people in Arabic."""

_Vector = NDArray[np.float32]

_OTHERS = frozenset(
    {
        "Company",
        "GovernmentBody",
        "ResearchOrganization",
        "MediaOutlet",
        "InternationalOrganization",
        "PoliticalParty",
        "AIModel",
        "Chip",
        "Device",
        "Software",
        "Product",
    }
)
_LIKE_A_PERSON = 0.1
"""Least mean of the words of a name for somebody, and"""
_LIKE_A_SURNAME = 0.03
"""least value of its last word."""
_LIKE_NO_SURNAME = -0.11
"""Most that the last word has of a name that is no person's. All three stand where the unknown names in
`tests/gold/dev.jsonl` part best."""


class PersonNames:
    """Judges names of several words. Without word vectors in the pipeline it has no opinion."""

    def __init__(self, vocab: Vocab, known: Gazetteer) -> None:
        self._vocab = vocab
        people = [e.label for e in known.entities.values() if e.type == "Person"]
        others = [e.label for e in known.entities.values() if e.type in _OTHERS]
        near, far = self._centroid(people), self._centroid(others)
        self._axis: _Vector | None = None
        if near is not None and far is not None:
            self._axis = near - far
            self._middle = float((near + far) @ self._axis) / 2

    def is_person(self, words: Sequence[str]) -> bool:
        """Return True if the name, of several words, is like those of people."""
        values = self._values(words)
        return bool(values) and sum(values) / len(values) >= _LIKE_A_PERSON and values[-1] >= _LIKE_A_SURNAME

    def is_no_person(self, words: Sequence[str]) -> bool:
        """Return True if nobody is called by the last word of the name."""
        last = self._values(words[-1:])
        return bool(last) and last[-1] <= _LIKE_NO_SURNAME

    def _values(self, words: Iterable[str]) -> list[float]:
        """Return how much each word that has a vector is like a name of people, from about -0.3 to 0.3."""
        if self._axis is None:
            return []
        return [float(vector @ self._axis) - self._middle for vector in self._vectors(words)]

    def _centroid(self, names: Iterable[str]) -> _Vector | None:
        vectors = [vector for name in names for vector in self._vectors(name.replace("-", " ").split())]
        mean: _Vector | None = np.mean(vectors, axis=0) if vectors else None
        return mean

    def _vectors(self, words: Iterable[str]) -> Iterable[_Vector]:
        for word in words:
            lexeme = next((self._vocab[form] for form in (word, word.lower()) if self._vocab[form].has_vector), None)
            if lexeme is not None:
                vector = np.asarray(lexeme.vector, dtype=np.float32)
                yield vector / (np.linalg.norm(vector) + 1e-9)
