"""Who holds which office on a day, from the dated roles of the gazetteer: "US president" in 2022 and in 2025."""

from __future__ import annotations

import calendar
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from kg.errors import OntologyError
from kg.gazetteer.known import Gazetteer, Role
from kg.resources import load_yaml, ontology_dir

__all__ = ["OfficeWords", "Offices", "load_office_words"]


@dataclass(frozen=True, slots=True)
class OfficeWords:
    """`ontology/offices.yaml`."""

    titles: Mapping[str, tuple[str, ...]]
    """Further titles by the one that roles have."""
    spellings: tuple[tuple[str, str], ...]
    others: frozenset[str]
    """Words before a title that say that its holder is not meant."""
    many: frozenset[str]
    """Titles that several hold at a time."""


@cache
def load_office_words() -> OfficeWords:
    """Return the words of the ontology. Raises OntologyError if the file says something else."""
    path = ontology_dir() / "offices.yaml"
    data = load_yaml(path)
    try:
        titles = {str(title): tuple(map(str, others)) for title, others in data["titles"].items()}
        spellings = tuple((str(one), str(other)) for one, other in data["spellings"])
        others, many = (frozenset(map(str, data[name])) for name in ("others", "many"))
        return OfficeWords(titles, spellings, others, many)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise OntologyError(f"{path}: needs titles, spellings in pairs, others and many: {error}") from error


@dataclass(frozen=True, slots=True)
class _Term:
    person: str
    start: date | None
    end: date | None

    def covers(self, day: date) -> bool:
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


class Offices:
    """The offices of one gazetteer, by title and by whose they are."""

    def __init__(self, known: Gazetteer) -> None:
        self._terms: defaultdict[str, defaultdict[str, list[_Term]]] = defaultdict(lambda: defaultdict(list))
        words = load_office_words()
        roles = [(person.id, role) for person in known.entities.values() for role in person.attributes.get("roles", ())]
        usual = {role.title.lower() for _, role in roles if role.title}
        for person, role in roles:
            term = _Term(person, _first_day(role.start), _last_day(role.end))
            for title in _titles(role, usual, words):
                for owner in _owners(role, title, known):
                    self._terms[title][owner].append(term)

        self._held: defaultdict[str, set[str]] = defaultdict(set)
        for title, owners in self._terms.items():
            for term in (term for terms in owners.values() for term in terms):
                self._held[term.person].add(title)
        self._surnamed: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        for title, owners in self._terms.items():
            for terms in owners.values():
                for term in terms:
                    for name in _surnames(known.entities[term.person].label):
                        self._surnamed[title, name].add(term.person)

    @property
    def titles(self) -> Collection[str]:
        """Titles in lower case."""
        return self._terms.keys()

    def held(self, person: str) -> Collection[str]:
        """Return the titles that the person has or had, in lower case."""
        return self._held.get(person, ())

    def owners(self, title: str) -> frozenset[str]:
        """Return the keys of the countries, bodies and companies that have an office of this title."""
        return frozenset(self._terms.get(title.lower(), ()))

    def holder(self, title: str, owner: str, day: date) -> str | None:
        """Return the key of the person who held the office on the day; None if nobody is known or several are.

        On the day of a change it is the one who came. Somebody whose dates are not known counts if nobody else ever
        held the office.
        """
        terms = self._terms[title.lower()][owner] if title.lower() in self._terms else []
        found = [term for term in terms if (term.start or term.end) and term.covers(day)]
        if not found and len({term.person for term in terms}) == 1:
            found = [term for term in terms if term.start is None and term.end is None]
        found.sort(key=lambda term: term.start or date.min)
        holders = {term.person for term in found}
        if len(holders) == 1:
            return found[0].person
        if len(found) == 2 and found[0].end is not None and found[1].start is not None:
            # One left as the other came: their terms share no more than the month or year that a source gives.
            left, came = found[0].end, found[1].start
            if (left - came).days <= _CHANGE:
                return found[1].person
        return None

    def titled(self, title: str, surname: str, day: date | None) -> str | None:
        """Return the key of the one person of this surname who has the title on the day, or ever had it."""
        people = self._surnamed.get((title.lower(), surname), set())
        if len(people) > 1 and day is not None:
            terms = (term for owned in self._terms[title.lower()].values() for term in owned)
            people = people & {term.person for term in terms if term.covers(day)}
        return next(iter(people)) if len(people) == 1 else None


_CHANGE = 31
"""Days that the terms of two holders may share."""


def _surnames(label: str) -> Iterator[str]:
    """Yield the last word of a name: "Marcos" for "Ferdinand Marcos Jr."."""
    words = [word for word in label.split() if word.rstrip(".") not in {"Jr", "Sr", "II", "III"}]
    yield words[-1]


def _titles(role: Role, usual: set[str], words: OfficeWords) -> Iterator[str]:
    """Yield the titles in lower case that somebody with the role is called by."""
    if not role.title:
        return
    title = role.title.lower()
    parts = {title}
    if " and " in title and all(part in usual for part in title.split(" and ")):
        parts.update(title.split(" and "))  # "founder and chief executive"
    seen: set[str] = set()
    for part in parts:
        for name in (part, *(other.lower() for other in words.titles.get(part, ()))):
            for form in _forms(name):
                seen.update((form, *(_respelled(form, words))))
    yield from sorted(seen - words.many)


def _forms(title: str) -> Iterator[str]:
    """Yield the title and the same as "minister of X", "secretary of the X"."""
    yield title
    topic, _, noun = title.rpartition(" ")
    if topic and noun in {"minister", "secretary"} and " of " not in title:
        for preposition in ("of", "of the", "for"):
            yield f"{noun} {preposition} {topic}"


def _respelled(title: str, words: OfficeWords) -> Iterator[str]:
    for one, other in words.spellings:
        if one in title:
            yield title.replace(one, other)
        elif other in title:
            yield title.replace(other, one)


def _owners(role: Role, title: str, known: Gazetteer) -> Iterator[str]:
    """Yield whose office it is: a portfolio's is its body's and its country's, "US commerce secretary"."""
    yield role.entity
    body = known.entities.get(role.entity)
    if body is not None and body.type == "GovernmentBody" and body.country and " " in title:
        yield body.country


def _first_day(text: str | None) -> date | None:
    if text is None:
        return None
    year, month, day = (*(int(part) for part in text.split("-")), 1, 1)[:3]
    return date(year, month, day)


def _last_day(text: str | None) -> date | None:
    if text is None:
        return None
    parts = [int(part) for part in text.split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else 12
    return date(year, month, parts[2] if len(parts) > 2 else calendar.monthrange(year, month)[1])
