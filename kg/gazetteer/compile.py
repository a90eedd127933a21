"""Turns entries into a Gazetteer: the names that follow by rule, who has each name, and what nobody may call it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from types import MappingProxyType

from kg.gazetteer.entries import Entry, Mistakes, Rank
from kg.gazetteer.known import Gazetteer
from kg.gazetteer.schema import check_cycles, check_references, to_entity
from kg.ids import content_hash
from kg.labels import as_written, counted, normalise, plural, possessive, singular
from kg.model import Entity

__all__ = ["compile_entries"]

_NOUN_TYPES = frozenset({"TechnologyField", "Equipment", "Material"})
_KIND_TYPES = _NOUN_TYPES | {"Product", "AIModel", "Chip", "Software", "Device", "Technology"}


def compile_entries(entries: Mapping[str, Entry], classes: Collection[str], mistakes: Mistakes) -> Gazetteer:
    """Return the gazetteer of the entries, by key. Raises OntologyError with all mistakes, those given included."""
    entities = {}
    for key, entry in entries.items():
        if (entity := to_entity(entry, classes, mistakes)) is not None:
            entities[key] = entity
    check_references(entries, entities, mistakes)
    check_cycles(entries, entities, mistakes)
    names = _Names(entries, entities, mistakes)
    # Who is first has the name: the user's own entries before those of lists, and these before the package's.
    for key in sorted(entities, key=lambda key: -entries[key].rank):
        names.add(key)
    names.check_origins()
    mistakes.stop()
    never = {
        key: frozenset(as_written(name) for name in entry.fields["not"])
        for key, entry in entries.items()
        if entry.fields.get("not")
    }
    return Gazetteer(
        entities=MappingProxyType(entities),
        demonyms=MappingProxyType(names.demonyms),
        capitals=MappingProxyType(names.capitals),
        forms=tuple((name, key, exact) for name, (key, exact) in names.forms.items()),
        index=MappingProxyType(names.index),
        guarded=frozenset(names.guarded),
        never=MappingProxyType(never),
        fingerprint=_fingerprint(entries),
        notes=tuple(names.notes()),
    )


def _fingerprint(entries: Mapping[str, Entry]) -> str:
    said = json.dumps([(key, entries[key].fields) for key in sorted(entries)], default=str, sort_keys=True)
    return content_hash(said)[:8]


class _Names:
    """Gives each name to one entity."""

    def __init__(self, entries: Mapping[str, Entry], entities: Mapping[str, Entity], mistakes: Mistakes) -> None:
        self.entries = entries
        self.entities = entities
        self.mistakes = mistakes
        self.demonyms: dict[str, str] = {}
        self.capitals: dict[str, str] = {}
        self.forms: dict[str, tuple[str, bool]] = {}
        self.index: dict[str, str] = {}
        self.guarded: set[str] = set()
        self.taken: dict[tuple[str, str], str] = {}
        """Normalised names that an entry lost to one of a higher rank: name and loser to winner."""
        self.shared = self._shared()

    def _shared(self) -> frozenset[str]:
        """Return the names, normalised, that several entries of lists have: they lead to none of these."""
        owners: Counter[str] = Counter()
        for key, entity in self.entities.items():
            if self.entries[key].rank == Rank.LIST:
                owners.update({normalise(name) for name in (entity.label, *entity.aliases)})
        return frozenset(name for name, count in owners.items() if count > 1)

    def add(self, key: str) -> None:
        entity = self.entities[key]
        before = len(self.mistakes.found)
        for name in (entity.label, *entity.aliases):
            self.add_form(key, name)
        for name in entity.attributes.get("demonyms", ()):
            self.claim(key, name, self.demonyms)
        for name in entity.attributes.get("capitals", ()):
            if self.claim(key, name, self.capitals):
                self.capitals[name.lower()] = key  # "washington, d.c.", as text has it
                self.forms.setdefault(name, (key, True))
        if len(self.mistakes.found) == before:  # else what follows from the names repeats the same mistake
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
        country = self.entities.get(entity.country or "")
        if "ministry" in entity.attributes and country is not None:
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
        entry = self.entries[key]
        plain = normalise(name)
        if not plain or (len(name) < 2 and not name.isupper()):
            remedy = "give two characters or more, a letter or digit among them, or one capital letter"
            self.mistakes.add(entry, f"has the name {name!r}", remedy)
            return
        if (entry.rank == Rank.LIST and plain in self.shared) or not self.claim(key, name, self.index):
            return
        if entity.type in _KIND_TYPES:
            self.index.setdefault(singular(plain), key)
        if entry.fields.get("case") and " " not in plain:
            self.guarded.add(plain)
        if name == name.lower():
            exact = " " not in name and entity.type not in _KIND_TYPES
        else:
            exact = " " not in name or entity.type not in _NOUN_TYPES
        self.forms.setdefault(name, (key, exact))
        if "'" in name:
            self.forms.setdefault(name.replace("'", "’"), (key, exact))

    def claim(self, key: str, name: str, names: dict[str, str]) -> bool:
        """Give the name to the entity unless another has it; return whether it is the entity's."""
        plain = normalise(name)
        owner = names.setdefault(plain, key)
        if owner != key:
            self._lose(key, name, owner)
        return owner == key

    def check_origins(self) -> None:
        """A demonym or capital is nobody else's name; one of the package's gives way to a name in a user's file."""
        for names in (self.demonyms, self.capitals):
            for name, key in list(names.items()):
                owner = self.index.get(name, key)
                if owner != key:
                    self._lose(key, name, owner)
                    del names[name]
                    self.forms = {
                        form: has for form, has in self.forms.items() if has[0] != key or form.lower() != name
                    }

    def _lose(self, key: str, name: str, owner: str) -> None:
        if self.entries[owner].rank > self.entries[key].rank:
            self.taken[normalise(name), key] = owner
        elif self.entries[key].rank != Rank.LIST:
            other = self.entries[owner]
            what = f"claims the name {name!r}, which {owner!r} has ({other.file.name}:{other.line})"
            self.mistakes.add(self.entries[key], what, "a name belongs to one entity: drop it from one of them")

    def notes(self) -> Iterator[str]:
        if self.taken:
            (name, loser), winner = next(iter(self.taken.items()))
            yield (
                f"{counted(len(self.taken), 'name')} of known entities now {_verb(len(self.taken), 'lead')} to entries "
                f"of your files, such as {name!r}: {winner} in place of {loser}"
            )
        if self.shared:
            yield (
                f"{counted(len(self.shared), 'name')} that several entities of the lists have "
                f"{_verb(len(self.shared), 'lead')} to none of them, such as {min(self.shared)!r}"
            )


def _verb(number: int, verb: str) -> str:
    return f"{verb}s" if number == 1 else verb
