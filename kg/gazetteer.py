"""The entities that are known by name, read from `ontology/gazetteer/*.yaml`.

How a name is written in the YAML tells how it is looked for in text:

- A name with a capital letter is a proper name or an acronym and is looked for exactly as written: "Meta" is not
  "meta", "US" is not "us", "AI" is not "ai".
- A technology in lower case ("gallium", "rare earths") is a common noun and is looked for in any case, singular and
  plural; so are other names of several words in lower case ("unreliable entity list"), and all names of several words
  of a technology field, equipment or material ("EUV lithography machine").

`Gazetteer.lookup` is more lenient, as it is asked about a name and not about running text: it ignores case,
punctuation, determiners, possessives and legal forms. Entities marked `case: true` are the exception: their names
of one word are also words of the language, so that a query in lower case does not find them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

from kg.errors import OntologyError
from kg.labels import company_words, normalise, plural, possessive, singular, without_legal_form
from kg.model import Entity
from kg.resources import load_yaml, ontology_dir

__all__ = ["Gazetteer", "Role", "load", "read"]

_REFERENCES = ("parent", "maker", "broader")
_FIELDS = frozenset({"type", "label", "aliases", "country", "wikipedia", "wikidata", "roles", "case"}) | {
    *("code", "demonyms", "capitals", "ministry"),
    *_REFERENCES,
}
_NOUN_TYPES = frozenset({"TechnologyField", "Equipment", "Material"})
_KIND_TYPES = _NOUN_TYPES | {"Product", "AIModel", "Chip", "Software", "Device", "Technology"}
_HOLDERS = ("Country", "Bloc")
_KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_CODE = re.compile(r"[a-z]{2}")
_WIKIDATA = re.compile(r"Q[1-9]\d*")


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

    def names(self) -> Iterator[tuple[str, str, bool]]:
        """Yield each name to look for in text, the key it stands for, and whether its case must be as written.

        A name that begins with "the" needs it ("the West", "The Verge"); demonyms are not among the names. Apostrophes
        come straight and curly.
        """
        return iter(self.forms)

    def lookup(self, name: str) -> str | None:
        """Return the key of the entity that goes by this name, demonym or capital, or None.

        >>> load().lookup("the Netherlands")
        'netherlands'
        """
        return self.lookup_name(name) or self.lookup_origin(name)

    def lookup_name(self, name: str) -> str | None:
        """Return the key of the entity with this label or alias, or None; legal forms of companies do not count."""
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

    def lookup_origin(self, name: str) -> str | None:
        """Return the key of the country or bloc that the demonym or capital stands for, or None."""
        plain = normalise(name)
        return self.demonyms.get(plain) or self.capitals.get(plain)


@cache
def load() -> Gazetteer:
    """Return the gazetteer of this ontology, read once a process.

    Raises OntologyError that names the file and the entry if something in it is wrong.
    """
    from kg.vocab import class_ancestors

    return read(sorted((ontology_dir() / "gazetteer").glob("*.yaml")), class_ancestors())


def read(files: Iterable[Path], classes: Collection[str]) -> Gazetteer:
    """Return the gazetteer made of these files. `classes` are the local names that a type may have."""
    entries: dict[str, tuple[Path, dict[str, Any]]] = {}
    for file in files:
        for key, entry in _entries(file):
            if key in entries:
                raise _error(file, key, f"is also in {entries[key][0].name}", "give it another key or merge the two")
            entries[key] = (file, entry)
    return _Compiler(entries, classes).gazetteer()


def _entries(file: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    data = load_yaml(file) or {}
    if not isinstance(data, dict):
        raise OntologyError(f"{file}: is no mapping: write entries as `key: {{type: ..., label: ...}}`")
    seen: set[str] = set()
    for key in re.findall(r"^([^\s#:]+):", file.read_text(encoding="utf-8"), re.MULTILINE):
        if key in seen:  # YAML would keep the last one without a word
            raise _error(file, key, "is there twice", "give one another key or merge the two")
        seen.add(key)
    for key, entry in data.items():
        if not isinstance(key, str) or not _KEY.fullmatch(key):
            raise _error(file, key, "is no key", "use lower-case letters, digits and hyphens, in quotes if all digits")
        if not isinstance(entry, dict):
            raise _error(file, key, "is no mapping", "write {type: ..., label: ...}")
        if unknown := sorted(str(name) for name in set(entry) - _FIELDS):
            raise _error(file, key, f"has unknown field {unknown[0]!r}", f"use one of {', '.join(sorted(_FIELDS))}")
        yield key, entry


def _error(file: Path, key: object, what: str, remedy: str) -> OntologyError:
    return OntologyError(f"{file}: entry {str(key)!r} {what}: {remedy}")


class _Compiler:
    """Turns entries into a Gazetteer; each method deals with one entry and reports its first mistake."""

    def __init__(self, entries: Mapping[str, tuple[Path, dict[str, Any]]], classes: Collection[str]) -> None:
        self.entries = entries
        self.classes = classes
        self.entities: dict[str, Entity] = {}
        self.demonyms: dict[str, str] = {}
        self.capitals: dict[str, str] = {}
        self.forms: dict[str, tuple[str, bool]] = {}
        self.index: dict[str, str] = {}
        self.guarded: set[str] = set()

    def gazetteer(self) -> Gazetteer:
        for key in self.entries:
            self.entities[key] = self.entity(key)
        for key in self.entries:
            self.check(key)
            self.add_names(key)
        for names in (self.demonyms, self.capitals):
            for name, key in names.items():
                if self.index.get(name, key) != key:
                    what = f"claims the name {name!r}, which {self.index[name]!r} has"
                    raise self.error(key, what, "a name belongs to one entity: drop it from one of them")
        return Gazetteer(
            entities=MappingProxyType(self.entities),
            demonyms=MappingProxyType(self.demonyms),
            capitals=MappingProxyType(self.capitals),
            forms=tuple((name, key, exact) for name, (key, exact) in self.forms.items()),
            index=MappingProxyType(self.index),
            guarded=frozenset(self.guarded),
        )

    def entity(self, key: str) -> Entity:
        entry = self.entries[key][1]
        kind = entry.get("type", "Country" if "code" in entry else None)
        if not isinstance(kind, str) or kind not in self.classes:
            raise self.error(key, f"has unknown type {kind!r}", "use a class of kg.ttl, such as GovernmentBody")
        label = entry.get("label")
        if not isinstance(label, str) or not label.strip():
            raise self.error(key, f"has label {label!r}", "give the name that the news uses, in quotes if need be")
        for name in ("country", "wikipedia", *_REFERENCES):
            if not isinstance(entry.get(name, ""), str):
                raise self.error(key, f"has {name} {entry[name]!r}", "write a string, in quotes if need be")
        for name, pattern, remedy in (
            ("code", _CODE, "write two lower-case letters; Norway's in quotes"),
            ("wikidata", _WIKIDATA, "write the item's Q and number"),
        ):
            value = entry.get(name)
            if name in entry and not (isinstance(value, str) and pattern.fullmatch(value)):
                raise self.error(key, f"has {name} {value!r}", remedy)
        attributes: dict[str, Any] = {
            name: self.strings(key, name) for name in ("demonyms", "capitals", "ministry") if name in entry
        }
        attributes |= {name: entry[name] for name in (*_REFERENCES, "code") if name in entry}
        if "roles" in entry:
            roles = entry["roles"] if isinstance(entry["roles"], list) else [entry["roles"]]
            attributes["roles"] = tuple(self.role(key, role) for role in roles)
        return Entity(
            id=key,
            label=label,
            type=kind,
            aliases=tuple(alias for alias in self.strings(key, "aliases") if alias != label),
            country=entry.get("country"),
            wikipedia=entry.get("wikipedia", label if kind == "Country" else None),
            wikidata=entry.get("wikidata"),
            attributes=MappingProxyType(attributes),
        )

    def strings(self, key: str, name: str) -> tuple[str, ...]:
        values = self.entries[key][1].get(name, [])
        if not isinstance(values, list) or not all(isinstance(value, str) and value.strip() for value in values):
            raise self.error(key, f"has {name} {values!r}", "write a list of strings, in quotes if need be")
        return tuple(values)

    def role(self, key: str, role: Any) -> Role:
        if isinstance(role, dict):
            relations: list[Literal["leads", "worksFor"]] = ["leads", "worksFor"]
            given = [name for name in relations if name in role]
            dates = [str(role[name]) if name in role else None for name in ("from", "to")]
            if (
                len(given) == 1
                and isinstance(role[given[0]], str)
                and role.keys() <= {given[0], "title", "from", "to"}
                and all(date is None or _DATE.fullmatch(date) for date in dates)
            ):
                return Role(given[0], role[given[0]], role.get("title"), dates[0], dates[1])
        raise self.error(key, f"has role {role!r}", "write {leads: key, title: ..., from: 2020-01-31, to: 2024}")

    def check(self, key: str) -> None:
        """Check what refers to other entries."""
        entity = self.entities[key]
        if entity.country is not None:
            holder = self.entities.get(entity.country)
            if holder is None or holder.type not in _HOLDERS:
                raise self.error(key, f"has unknown country {entity.country!r}", "use the key of a country or bloc")
        for relation in _REFERENCES:
            other = entity.attributes.get(relation)
            if other is not None and other not in self.entities:
                raise self.error(key, f"has unknown {relation} {other!r}", "use the key of an entry, or add it")
        for role in entity.attributes.get("roles", ()):
            if role.entity not in self.entities:
                raise self.error(key, f"has a role at unknown {role.entity!r}", "use the key of an entry, or add it")
        if "ministry" in entity.attributes and entity.country is None:
            raise self.error(key, "is a ministry without a country", "add country: key")

    def add_names(self, key: str) -> None:
        entity = self.entities[key]
        for name in (entity.label, *entity.aliases):
            self.add_form(key, name)
        for name in entity.attributes.get("demonyms", ()):
            self.claim(key, name, self.demonyms)
        for name in entity.attributes.get("capitals", ()):
            self.claim(key, name, self.capitals)
            self.capitals[name.lower()] = key  # "washington, d.c.", as text has it
            self.forms.setdefault(name, (key, True))
        for name in self.variants(entity):
            self.add_form(key, name)

    def variants(self, entity: Entity) -> Iterator[str]:
        """Yield the names that follow by rule from what is written."""
        for name in (entity.label, *entity.aliases):
            for short, dotted in (("US ", "U.S. "), ("UK ", "U.K. ")):
                if name.startswith(short):
                    yield dotted + name.removeprefix(short)
            if name.startswith("the "):
                yield "The " + name.removeprefix("the ")
            if entity.type in _KIND_TYPES and name[-1].islower() and name.rsplit(" ", 1)[-1].islower():
                yield plural(name)
            rest, _, last = name.rpartition(" ")
            if entity.type not in _KIND_TYPES and rest != rest.lower() and last == last.lower():
                yield f"{rest} {last.capitalize()}"  # "Biden Administration"
        adjectives = entity.attributes.get("demonyms", ())[:1]
        if adjectives and entity.type == "Country":
            for owner in (adjectives[0], possessive(entity.label)):
                yield from (f"{owner} government", f"{owner} Government")
            yield from (f"{adjectives[0]} authorities", f"government of {entity.label}")
        if "ministry" in entity.attributes and entity.country:
            country = self.entities[entity.country]
            adjectives = country.attributes.get("demonyms", ())[:1]
            for topic in entity.attributes["ministry"]:
                titles = (f"{topic} Ministry", f"Ministry of {topic}")
                for title in titles:
                    for owner in (possessive(country.label), *adjectives):
                        yield f"{owner} {title}"
                        yield f"{owner} {title.lower()}"
                    yield f"{title} of {country.label}"

    def add_form(self, key: str, name: str) -> None:
        entity = self.entities[key]
        plain = normalise(name)
        if not plain or len(name) < 2:
            raise self.error(key, f"has the name {name!r}", "give two characters or more, a letter or digit among them")
        self.claim(key, name, self.index)
        if entity.type in _KIND_TYPES:
            self.index.setdefault(singular(plain), key)
        if self.entries[key][1].get("case") and " " not in plain:
            self.guarded.add(plain)
        if name == name.lower():
            exact = " " not in name and entity.type not in _KIND_TYPES
        else:
            exact = " " not in name or entity.type not in _NOUN_TYPES
        self.forms.setdefault(name, (key, exact))
        if "'" in name:
            self.forms.setdefault(name.replace("'", "’"), (key, exact))

    def claim(self, key: str, name: str, names: dict[str, str]) -> None:
        owner = names.setdefault(normalise(name), key)
        if owner != key:
            what = f"claims the name {name!r}, which {owner!r} has ({self.entries[owner][0].name})"
            raise self.error(key, what, "a name belongs to one entity: drop it from one of them")

    def error(self, key: str, what: str, remedy: str) -> OntologyError:
        return _error(self.entries[key][0], key, what, remedy)
