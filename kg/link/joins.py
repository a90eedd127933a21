"""Which unknown names are one by rule, over all documents, without anybody's judgement.

A shared alias alone never joins two names. They are joined if they are the same words or sounds, or if one is a short
form of the other and nothing else in the documents can be meant: no other full name has this short form, known or
unknown, no document names both as two, and the classes agree. For people's surnames and for slips of a letter, the
documents must also have something else in common that few others name.

What is joined follows from what the documents say as they were read: neither their order nor an earlier join matters,
and another full name in a new document takes the join back.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias

from kg import nouns
from kg.ids import is_known_entity
from kg.labels import company_endings, company_words, is_legal_form, normalise
from kg.link.alike import Alike, alike, usable
from kg.link.kinds import specific
from kg.link.likeness import initials, words
from kg.store import Reading
from kg.store.judgements import Judgement
from kg.vocab import class_ancestors

__all__ = ["RULES", "joins"]

RULES = "rules"
"""Who decides in judgements by rule."""
_FEW = 4
"""Documents that may name what is still telling if two have it in common."""
_SHARE = 0.02
"""The same as a share of all documents."""
_EVERYWHERE = frozenset({"Place", "Country", "Bloc"})
"""Classes that tell little of who is named beside them."""
_BY_FIRST_WORDS = frozenset({"Company", "ResearchOrganization", "MediaOutlet"})
"""Classes whose members go by the first words of their names."""
_LEAST_LETTERS = 5
"""Letters of a name that can be told from others."""

_Join: TypeAlias = tuple[tuple[str, str], Alike, str]


def joins(found: Mapping[str, Reading], at: datetime) -> list[Judgement]:
    """Return what is one by rule among entities, given by IRI with what documents call them; decided `at` a time.

    Known ones come with all their names: nothing joins them, but an unknown name may be short for one.
    """
    return [
        Judgement(*pair, "positive", RULES, at, like.weight, f"{like.way}{why}") for pair, like, why in _Joiner(found)()
    ]


@dataclass(slots=True)
class _Group:
    """Names that are one so far."""

    members: set[str] = field(default_factory=set)
    documents: set[str] = field(default_factory=set)


class _Joiner:
    def __init__(self, found: Mapping[str, Reading]) -> None:
        self._found = found
        unknown = {iri: each for iri, each in found.items() if not is_known_entity(iri)}
        names = {iri: proper for iri, each in unknown.items() if (proper := usable(iri, each.names))}
        rivals = _rivals(found, {name for given in names.values() for name in given})
        self._kinds = {iri: specific(found[iri].kinds) for iri in (*names, *rivals)}
        self._alike = alike({**names, **rivals}, self._told)
        self._groups = {
            iri: _Group({iri}, set(each.documents)) for iri, each in found.items() if each.documents or iri in names
        }
        self._in: defaultdict[str, set[str]] = defaultdict(set)
        for iri, each in found.items():
            for document in each.documents:
                self._in[document].add(iri)
        self._few = max(_FEW, int(_SHARE * len(self._in)))
        self._places = {
            name.lower()
            for iri, each in found.items()
            if is_known_entity(iri) and "Place" in each.kinds
            for name in each.names
        }

    def _told(self, iri: str) -> frozenset[str]:
        """Return the classes that can be relied on: of an unknown name of one word, the recogniser's are a guess."""
        guessed = not is_known_entity(iri) and all(name.isalpha() for name in self._found[iri].names)
        return frozenset() if guessed else self._kinds[iri]

    def __call__(self) -> Iterator[_Join]:
        """Yield the joins, those that need nothing else first: what they made one may tell of others."""
        pairs = {pair: like for pair, like in sorted(self._alike.items()) if not any(map(is_known_entity, pair))}
        for pair, like in pairs.items():
            if self._is_same(like):
                yield from self._join(pair, like, "")
        full: defaultdict[str, dict[str, Alike]] = defaultdict(dict)
        for like in self._alike.values():
            if like.way in {"short form", "acronym", "without maker"} and not is_known_entity(like.short):
                full[like.short][like.full] = like
        longest_first = sorted(
            full, key=lambda iri: (-max(len(words(like.short_name)) for like in full[iri].values()), iri)
        )
        for holds in (self._stands, self._in_company):
            for short in longest_first:
                yield from self._complete(short, full[short], holds)
        for pair, like in pairs.items():
            if like.way == "spelling" and not self._apart(*pair) and self._in_company(like):
                yield from self._join(pair, like, ", named beside the same")

    def _is_same(self, like: Alike) -> bool:
        """Return whether two names are one however many others are like them."""
        ours, theirs = words(like.short_name), words(like.full_name)
        if like.way == "same words":
            letters = "".join(ours)
            return len(letters) >= _LEAST_LETTERS and (letters == "".join(theirs) or self._is_person(like.full))
        adds_nothing = theirs[: len(ours)] == ours and company_words().issuperset(theirs[len(ours) :])
        companies = "Company" in self._kinds[like.short] & self._kinds[like.full]
        same = like.way == "same sounds" or (like.way == "short form" and adds_nothing and companies)
        return same and not self._apart(like.short, like.full)

    def _complete(self, short: str, full: Mapping[str, Alike], holds: Callable[[Alike], bool]) -> Iterator[_Join]:
        """Yield the join of a short form with the only full name that it may stand for."""
        if any(map(is_known_entity, full)) or len({id(self._groups[iri]) for iri in full}) != 1:
            return
        if any(self._apart(short, like.full) for like in full.values() if like.way != "acronym"):
            return
        if any(map(holds, full.values())):
            best = min(full.values(), key=lambda like: (len(like.full_name), like.full))
            yield from self._join((short, best.full), best, ", no other fits")

    def _join(self, pair: tuple[str, str], like: Alike, why: str) -> Iterator[_Join]:
        ours, theirs = (self._groups[iri] for iri in pair)
        if ours is theirs:
            return
        ours.members |= theirs.members
        ours.documents |= theirs.documents
        self._groups.update(dict.fromkeys(theirs.members, ours))
        yield (min(pair), max(pair)), like, why

    def _apart(self, one: str, other: str) -> bool:
        """Return whether a document names both as two."""
        ours, theirs = self._groups[one], self._groups[other]
        return ours is not theirs and not ours.documents.isdisjoint(theirs.documents)

    def _stands(self, like: Alike) -> bool:
        """Return whether a short form stands for its full name wherever it is named."""
        short, full = words(like.short_name), words(like.full_name)
        if like.way == "acronym":  # that a document gives, or names beside it
            beside = self._found[like.short].documents & self._groups[like.full].documents
            return bool(beside) or like.short_name in self._found[like.full].acronyms
        if like.way == "without maker":
            return False
        if self._is_person(like.full):
            return len(short) > 1
        ours, theirs = (self._kinds[iri] for iri in (like.short, like.full))
        return (
            len("".join(short)) >= _LEAST_LETTERS
            and (short[0] == full[0] or (full[0] in self._places and short[0] == full[1]))
            and bool(theirs & _BY_FIRST_WORDS)
            and (not ours or bool(ours & theirs))
            and _says_what_it_is(like.full_name)
        )

    def _in_company(self, like: Alike) -> bool:
        """Return whether the documents of the two tell more: something that few name, or the maker of a product."""
        if like.way == "without maker":
            maker = words(like.full_name)[: -len(words(like.short_name))]
            beside = self._beside(like.short)
            return any(words(name)[: len(maker)] == maker for iri in beside for name in self._found[iri].names)
        if like.way == "short form" and (not self._is_person(like.full) or "Place" in self._kinds[like.short]):
            return False
        if like.way == "spelling" and min(len(words(like.short_name)), len(words(like.full_name))) < 2:
            return False
        ours, theirs = ({id(self._groups[other]) for other in self._beside(iri)} for iri in (like.short, like.full))
        return any(
            id(group := self._groups[iri]) in ours & theirs
            and len(group.documents) <= self._few
            and not self._found[iri].kinds & _EVERYWHERE
            for iri in self._beside(like.short)
        )

    def _beside(self, iri: str) -> set[str]:
        """Return what the documents of an entity name besides."""
        group = self._groups[iri]
        return {other for document in group.documents for other in self._in[document]} - group.members

    def _is_person(self, iri: str) -> bool:
        return any("Person" in class_ancestors().get(kind, ()) for kind in self._kinds[iri])


def _rivals(found: Mapping[str, Reading], unknown: Iterable[str]) -> dict[str, list[str]]:
    """Return the names of known entities that unknown names may be short for: they share a word, or its letters."""
    parts = {part for name in unknown for part in _words(name)}
    return {
        iri: names
        for iri, each in found.items()
        if is_known_entity(iri)
        and (
            names := [
                name for name in usable(iri, each.names) if not parts.isdisjoint((*_words(name), *initials(name)))
            ]
        )
    }


def _words(name: str) -> list[str]:
    return name.lower().replace("-", " ").split()


def _says_what_it_is(name: str) -> bool:
    """Return whether a name ends in what it is: a legal form, "Robotics", "Institute"."""
    last = normalise(name).split()[-1]
    return (
        is_legal_form(last)
        or last in company_endings()
        or last in company_words()
        or nouns.load().classify([last]) in _BY_FIRST_WORDS
    )
