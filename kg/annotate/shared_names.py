"""Whose body is meant by a name that those of several countries have: "the Commerce Ministry", "the Chips Act".

What stands beside the name decides ("Peru's Congress", "the Supreme Court in Lima"), then what the text said of it
before, then which of the countries in question the text around it speaks of. A country whose body is not known keeps
its own: "Peru's Congress" is not that of the United States.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc

from kg.annotate.countries import Countries
from kg.annotate.forms import FormMatcher
from kg.annotate.no_names import load_no_names
from kg.gazetteer import Gazetteer
from kg.gazetteer.bodies import SharedNames
from kg.labels import possessive

__all__ = ["SharedNameFinder"]

_USUAL = 1.0
"""What speaks for the one whose name it is by custom, whatever the text is about."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a shared name stands, and what was made of it."""

    start: int
    end: int
    name: str
    kind: str
    key: str


class SharedNameFinder:
    """Finds and settles shared names in annotated text."""

    def __init__(self, nlp: Language, known: Gazetteer) -> None:
        self._known = known
        self._shared = SharedNames(known)
        self._portfolios = load_no_names().portfolios
        self._forms = FormMatcher(nlp, [(name, plain, " " not in plain) for plain, name in self._shared.names.items()])

    def __call__(self, doc: Doc, found: Sequence[tuple[int, int, str]]) -> Iterator[tuple[int, int, str, str, str]]:
        """Yield first token, past-the-end token, name, class and key of each; without key if the body is not known.

        `found` are the names that the gazetteer gives: first token, past-the-end token, key.
        """
        matches = sorted(self._forms(doc), key=lambda match: (match[0] - match[1], match[0]))
        if not matches:
            return
        countries = Countries(doc, found, self._known)
        longer = [(start, end) for start, end, _ in found]
        taken: set[int] = set()
        chosen = []
        for start, end, plain in matches:
            if any(first <= start and end <= past and past - first > end - start for first, past in longer):
                continue  # "China's Commerce Ministry" says it all
            if self._is_description(doc, start, end, plain) or self._is_part(doc, start, countries):
                continue
            if taken.isdisjoint(range(start, end)):
                taken.update(range(start, end))
                chosen.append((start, end, plain))
        said: dict[str, str] = {}
        for start, end, plain in sorted(chosen):
            place = self._settle(doc, start, end, plain, countries, said)
            if place is not None:
                yield place.start, place.end, place.name, place.kind, place.key

    def _is_description(self, doc: Doc, start: int, end: int, plain: str) -> bool:
        """Return True for words in lower case that name no portfolio: "supreme court", but not "foreign ministry"."""
        capital = doc[start].text[0].isupper() and doc[end - 1].text[0].isupper()
        return not capital and self._portfolios.isdisjoint(plain.split())

    def _is_part(self, doc: Doc, start: int, countries: Countries) -> bool:
        """Return True for what continues a longer name: "Supreme Court" in "Lagos Supreme Court"."""
        before = doc[start - 1] if start else None
        return (
            before is not None
            and before.tag_ == "NNP"
            and before.text[0].isupper()
            and not before.is_sent_start
            and countries.before(start) is None
        )

    def _settle(
        self, doc: Doc, start: int, end: int, plain: str, countries: Countries, said: dict[str, str]
    ) -> _Place | None:
        bearers = self._shared.bearers(plain)
        before, behind = countries.before(start), countries.behind(end)
        owner = before or behind
        capital = doc[start].text[0].isupper() and doc[end - 1].text[0].isupper()
        if owner is not None:
            country = owner[1]
            first = before[0] if before else start
            past = behind[0] if behind and not before else end
            if country not in bearers and not capital:
                return None  # "Denmark's trade ministry" is a description
            said[plain] = country
            return self._place(doc, first, past, bearers, country, doc[start:end].text)
        custom = self._known.index.get(plain)
        if plain in said:
            return self._place(doc, start, end, bearers, said[plain], doc[start:end].text)
        weights = countries.weights(start)
        scores = {country: weights[country] + (_USUAL if key == custom else 0.0) for country, key in bearers.items()}
        best = max(scores, key=lambda country: (scores[country], country))
        if scores[best] <= 0 or list(scores.values()).count(scores[best]) > 1:
            return None
        return self._place(doc, start, end, bearers, best, doc[start:end].text)

    def _place(self, doc: Doc, start: int, end: int, bearers: Mapping[str, str], country: str, name: str) -> _Place:
        key = bearers.get(country)
        if key is not None:
            entity = self._known.entities[key]
            return _Place(start, end, entity.label, entity.type, key)
        kind = self._known.entities[next(iter(bearers.values()))].type
        return _Place(start, end, f"{possessive(self._known.entities[country].label)} {name}", kind, "")
