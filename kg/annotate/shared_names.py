"""Whose body is meant by a name that those of several countries have: "the Commerce Ministry", "the Chips Act".

What stands beside the name decides ("Peru's Congress", "the Supreme Court in Lima"), then what the text said of it
before, then which of the countries in question the text around it speaks of. A country whose body is not known keeps
its own: "Peru's Congress" is not that of the United States.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

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
_CLEAR = 1.5
"""Weight from which a country whose body is not known is the one that the text is about, if no other has it."""


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
        # What is to be told apart tells nothing itself.
        open_ = {(start, end) for start, end, _ in matches}
        countries = Countries(doc, [name for name in found if name[:2] not in open_], self._known)
        longer = [(start, end) for start, end, _ in found]
        taken: set[int] = set()
        chosen = []
        for start, end, plain in matches:
            if any(first <= start and end <= past and past - first > end - start for first, past in longer):
                continue  # "China's Commerce Ministry" says it all
            if not self._is_description(doc, start, end, plain) and taken.isdisjoint(range(start, end)):
                taken.update(range(start, end))
                chosen.append((start, end, plain))
        said: dict[str, str] = {}
        for start, end, plain in sorted(chosen):
            first = _name_start(doc, start, end, countries)
            if first < start:  # "Lagos Supreme Court" and "California's Senate" are bodies of their own
                yield first, end, doc[first:end].text, self._kind(plain), ""
                continue
            settled = self._settle(doc, start, end, plain, countries, said)
            if settled is not None:
                first, past, country = settled
                yield first, past, *self._named(plain, country, doc[start:end].text)

    def _is_description(self, doc: Doc, start: int, end: int, plain: str) -> bool:
        """Return True for words in lower case that name no portfolio: "supreme court", but not "foreign ministry"."""
        return not _is_capital(doc, start, end) and self._portfolios.isdisjoint(plain.split())

    def _settle(
        self, doc: Doc, start: int, end: int, plain: str, countries: Countries, said: dict[str, str]
    ) -> tuple[int, int, str] | None:
        """Return where the whole name stands, and whose it is; None if nothing tells.

        `said` are the countries that earlier names of the text were of.
        """
        bearers = self._shared.bearers(plain)
        before, behind = countries.before(start), countries.behind(end)
        if before is not None or behind is not None:
            first, country = before or (start, behind[1] if behind else "")
            if country not in bearers and not _is_capital(doc, start, end):
                return None  # "Denmark's trade ministry" is a description
            said[plain] = country
            return first, behind[0] if behind and not before else end, country
        whose = said.get(plain) or self._of_whom(doc, start, end, plain, countries, said)
        return (start, end, whose) if whose else None

    def _of_whom(
        self, doc: Doc, start: int, end: int, plain: str, countries: Countries, said: dict[str, str]
    ) -> str | None:
        """Return the country that the text around is about, among those that may have the body."""
        bearers = self._shared.bearers(plain)
        weights = countries.weights(start)
        custom = next((country for country, key in bearers.items() if key == self._known.index.get(plain)), None)
        if said and custom and not weights[custom]:
            return list(said.values())[-1]  # "Brazil's Congress", and then "the Senate"
        scores = {country: weights[country] + (_USUAL if country == custom else 0.0) for country in bearers}
        best = max(scores, key=lambda country: (scores[country], country))
        first = next((country for country, _ in weights.most_common(1)), "")
        body = self._kind(plain) == "GovernmentBody"
        if body and first not in bearers and weights[first] > scores[best] and self._is_country(first):
            return first if _is_capital(doc, start, end) else None  # "the Central Bank" of Nigeria, beside China
        if scores[best] > 0:
            return best if list(scores.values()).count(scores[best]) == 1 else None
        clear = [country for country, weight in weights.most_common(2) if weight >= _CLEAR]
        return clear[0] if len(clear) == 1 and _is_capital(doc, start, end) else None

    def _is_country(self, key: str) -> bool:
        return key in self._known.entities and self._known.entities[key].type == "Country"

    def _named(self, plain: str, country: str, written: str) -> tuple[str, str, str]:
        """Return name, class and key of the country's body."""
        bearers = self._shared.bearers(plain)
        if country in bearers:
            entity = self._known.entities[bearers[country]]
            return entity.label, entity.type, entity.id
        return f"{possessive(self._known.entities[country].label)} {written}", self._kind(plain), ""

    def _kind(self, plain: str) -> str:
        return self._known.entities[next(iter(self._shared.bearers(plain).values()))].type


def _is_capital(doc: Doc, start: int, end: int) -> bool:
    return doc[start].text[0].isupper() and doc[end - 1].text[0].isupper()


def _name_start(doc: Doc, start: int, end: int, countries: Countries) -> int:
    """Return where the name begins: with words of a place or person before it that are no country's."""
    before = countries.before(start)
    if before is not None:
        return start if before[1] else before[0]
    first = start
    while first and (word := doc[first - 1]).tag_ == "NNP" and word.dep_ in {"compound", "nmod"}:
        if word.ent_type_ in {"DATE", "TIME"} or not first - 1 < word.head.i < end:
            break
        first -= 1
    return first
