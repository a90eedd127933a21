"""Names that bodies and laws of several countries go by: "Supreme Court", "commerce ministry", "Chips Act".

They follow from the full names: who is called "India's Supreme Court" or "Supreme Court of India" is the Supreme Court
where India is spoken of. An entry may list further ones under `shared`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from kg.gazetteer.known import Gazetteer
from kg.labels import normalise, possessive
from kg.model import Entity

__all__ = ["SharedNames"]

_TYPES = frozenset({"GovernmentBody", "Law", "Strategy", "TradeMeasure"})


class SharedNames:
    """The shared names of one gazetteer, and who bears them."""

    def __init__(self, known: Gazetteer) -> None:
        self._known = known
        self._bearers: dict[str, dict[str, str]] = {}
        self._written: dict[str, str] = {}
        listed = [(name, entity) for entity in known.entities.values() for name in entity.attributes.get("shared", ())]
        self._listed = {normalise(name) for name, _ in listed}
        twice: set[tuple[str, str]] = set()
        owners = {key: tuple(_owners(entity)) for key, entity in known.entities.items() if _may_own(entity)}
        written: dict[str, list[str]] = {}
        for name, key, _ in known.names():
            entity = known.entities[key]
            if entity.type in _TYPES and entity.country in owners:
                written.setdefault(key, []).append(name)
        for key, names in written.items():
            country = known.entities[key].country or ""
            for name in names:
                for short in _without_owner(name, *owners[country]):
                    self._add(short, country, key, twice)
        for name, entity in listed:
            self._add(name, entity.country or "", entity.id, twice)
        for name, country in twice:
            self._bearers[name].pop(country, None)

    def _add(self, name: str, country: str, key: str, twice: set[tuple[str, str]]) -> None:
        plain = normalise(name)
        if " " not in plain and plain not in self._known.index and plain not in self._listed:
            return  # "the Commission", "police": no more than a description
        bearers = self._bearers.setdefault(plain, {})
        self._written.setdefault(plain, name)
        if bearers.setdefault(country, key) != key:
            twice.add((plain, country))  # "Army" of two armies of one country says too little

    @cached_property
    def names(self) -> Mapping[str, str]:
        """The names as one of the bearers writes them, by their normalised form."""
        return {plain: self._written[plain] for plain, bearers in self._bearers.items() if bearers}

    def bearers(self, name: str) -> Mapping[str, str]:
        """Return who goes by the name: country or bloc to key."""
        return self._bearers.get(normalise(name), {})


def _may_own(entity: Entity) -> bool:
    return entity.type in {"Country", "Bloc"}


def _owners(country: Entity) -> Iterator[tuple[str, ...]]:
    """Return what stands before the names of a country's bodies, and what behind them."""
    short = [name for name in country.aliases if name.replace(".", "").isupper()]
    names = (country.label, *short, *country.attributes.get("demonyms", ())[:1])
    yield tuple(f"{form} " for name in names for form in (name, possessive(name)))
    yield tuple(f" of {form}" for name in (country.label, *short) for form in (name, f"the {name}"))


def _without_owner(name: str, before: tuple[str, ...], behind: tuple[str, ...]) -> Iterator[str]:
    """Yield the name without its country in front or behind, if it has one there: of "Saudi Arabia's", all of it."""
    plain = name.replace("’", "'")
    front = max((owner for owner in before if plain.startswith(owner)), key=len, default="")
    back = max((owner for owner in behind if plain.endswith(owner)), key=len, default="")
    if front:
        yield plain.removeprefix(front)
    if back:
        yield plain.removesuffix(back)
