"""Which countries a text speaks of, and where: what tells one country's bodies from another's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from spacy.tokens import Doc

from kg.gazetteer import Gazetteer

__all__ = ["Countries"]

_ENOUGH = 2
"""Mentions in a sentence beyond which more say no more."""
_HERE, _BEFORE = 3.0, 1.5
"""Weight of a mention in the same sentence and in the one before, where all the rest of the text counts 1."""


class Countries:
    """The countries and blocs that one text names, by themselves or with what is theirs."""

    def __init__(self, doc: Doc, names: Iterable[tuple[int, int, str]], known: Gazetteer) -> None:
        """`names` are first token, past-the-end token and key of the known names."""
        self._doc = doc
        self._known = known
        self._sentence = [0] * len(doc)
        for number, sentence in enumerate(doc.sents):
            for i in range(sentence.start, sentence.end):
                self._sentence[i] = number
        self._at: dict[int, tuple[int, int, str]] = {}
        self._parts: set[int] = set()
        """Tokens of places within a country, which have bodies of their own."""
        self._others: set[int] = set()
        """Tokens of people, firms and bodies, which say what the text is about and own none: "Biden's"."""
        self._named: dict[int, Counter[str]] = {}
        self._everywhere: Counter[str] = Counter()
        for start, end, key in names:
            country = self._country(key)
            if country and start not in self._at:
                self._at.update(dict.fromkeys(range(start, end), (start, end, country)))
                kind = self._known.entities[key].type
                if kind == "Place":
                    self._parts.update(range(start, end))
                elif kind not in {"Country", "Bloc"}:
                    self._others.update(range(start, end))
                self._named.setdefault(self._sentence[start], Counter())[country] += 1
                self._everywhere[country] += 1

    def _country(self, key: str) -> str | None:
        entity = self._known.entities[key]
        return entity.id if entity.type in {"Country", "Bloc"} else entity.country

    def weights(self, token: int) -> Counter[str]:
        """Return how much the text around a token is about each country that it names; 0 for the others."""
        number = self._sentence[token]
        total = sum(self._everywhere.values())
        weights: Counter[str] = Counter()
        for country, count in self._everywhere.items():
            here, before = (self._named.get(n, Counter())[country] for n in (number, number - 1))
            said = _HERE * min(here, _ENOUGH) + _BEFORE * min(before, _ENOUGH) + count / total
            weights[country] = said  # type: ignore[assignment]  # typeshed counts in whole numbers
        return weights

    def before(self, token: int) -> tuple[int, str] | None:
        """Return first token and country of a name that owns what begins at the token: "Peru's", "Indian", "US".

        The country is empty if it is another's that owns it: "California's", "the Lagos ...".
        """
        i = token - 1
        if i >= 0 and self._doc[i].tag_ == "POS":
            i -= 1
        if i < 0 or i in self._others or (i == token - 1 and not self._doc[i].whitespace_):
            return None
        if i in self._parts:
            return self._at[i][0], ""
        if i in self._at:
            return self._at[i][0], self._at[i][2]
        word = self._doc[i]
        key = self._known.lookup(word.text) if word.text[0].isupper() else None  # "Philippine", part of a longer name
        return (i, key) if key is not None and self._known.entities[key].type in {"Country", "Bloc"} else None

    def behind(self, token: int) -> tuple[int, str] | None:
        """Return past-the-end token and country of a name behind the token, "of India"; "in Lima" adds no token."""
        doc = self._doc
        if token + 1 >= len(doc) or doc[token].lower_ not in {"of", "in"}:
            return None
        i = token + 1 + (doc[token + 1].lower_ == "the")
        if i not in self._at or i in self._parts | self._others or self._at[i][0] != i:
            return None
        _, end, country = self._at[i]
        return (end if doc[token].lower_ == "of" else token), country
