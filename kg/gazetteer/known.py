"""What the gazetteer is once it is read: entities, and the names that lead to them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from kg.labels import as_written, company_words, normalise, without_legal_form
from kg.model import Entity

__all__ = ["Gazetteer", "Role"]


@dataclass(frozen=True, slots=True)
class Role:
    """An office that a person holds or held."""

    relation: Literal["leads", "worksFor"]
    entity: str
    """Key of the country, body or company."""
    title: str | None = None
    start: str | None = None
    """First day, month or year, in ISO 8601; None if not known."""
    end: str | None = None
    """Last day, month or year, in ISO 8601; None if still held or not known."""


@dataclass(frozen=True)
class Gazetteer:
    """All known entities and the names that lead to them."""

    entities: Mapping[str, Entity]
    """By key."""
    demonyms: Mapping[str, str]
    """Adjectives and nouns of origin in lower case ("dutch", "americans") to keys of countries and blocs."""
    capitals: Mapping[str, str]
    """Seats of government in lower case ("beijing", "white house") to the key of the country or bloc that acts there.
    They are among `names()`; where one is a location in text, it is a place and not the country."""
    forms: tuple[tuple[str, str, bool], ...]
    index: Mapping[str, str]
    """Normalised name to key: labels, aliases and their variants, without demonyms and capitals."""
    guarded: frozenset[str]
    """Normalised names that are words of the language too, found only if the query has a capital letter."""
    never: Mapping[str, frozenset[str]]
    """Names, as `as_written` gives them, that do not lead to the entity, by its key: "Apple Daily" to Apple."""
    fingerprint: str
    """Eight hexadecimal digits that change with anything that an entry says."""
    notes: tuple[str, ...] = ()
    """What files of one's own did to the names of others, a sentence each."""

    def names(self) -> Iterator[tuple[str, str, bool]]:
        """Yield each name to look for in text, the key it stands for, and whether its case must be as written.

        A name that begins with "the" needs it ("the West", "The Verge"); demonyms are not among the names. Apostrophes
        come straight and curly. Where a name stands within one of the `never` of its entity, it is not meant.
        """
        return iter(self.forms)

    def lookup(self, name: str) -> str | None:
        """Return the key of the entity that goes by this name, demonym or capital, or None.

        >>> from kg.gazetteer import load
        >>> load().lookup("the Netherlands"), load().lookup("Apple"), load().lookup("Apple Daily")
        ('netherlands', 'apple', None)
        """
        return self.lookup_name(name) or self.lookup_origin(name)

    def lookup_name(self, name: str) -> str | None:
        """Return the key of the entity with this label or alias, or None; legal forms of companies do not count."""
        return self._allowed(self._named(name), name)

    def lookup_origin(self, name: str) -> str | None:
        """Return the key of the country or bloc that the demonym or capital stands for, or None."""
        plain = normalise(name)
        return self._allowed(self.demonyms.get(plain) or self.capitals.get(plain), name)

    def _named(self, name: str) -> str | None:
        plain = normalise(name)
        key = self.index.get(plain)
        if key is not None:
            return None if plain in self.guarded and name == name.lower() else key
        words = without_legal_form(name).split() if " " in plain else []
        while words:
            key = self.index.get(" ".join(words))
            if key is not None:
                return key if self.entities[key].type == "Company" else None  # "China Inc." is not China
            words = words[:-1] if words[-1] in company_words() else []
        return None

    def _allowed(self, key: str | None, name: str) -> str | None:
        return None if key is not None and as_written(name) in self.never.get(key, ()) else key
