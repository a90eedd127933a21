"""Whose an actor is: the country of a company, the government that a minister or a ministry acts for."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from kg import gazetteer
from kg.config import settings
from kg.ids import entity_iri
from kg.model import Claim, Entity

__all__ = ["Affiliations", "Level"]

Level: TypeAlias = Literal["actor", "government", "country"]
"""Who counts as one: every actor for itself; a government with its bodies and officials; all that is of a country."""

_STATES = frozenset({"Country", "Bloc"})
_OFFICES = ("leads", "worksFor")
_SEATS = ("basedIn", "subsidiaryOf", *_OFFICES)
_HOPS = 5
"""A person works for an agency of a department of a country: longer chains are mistakes."""


@dataclass(frozen=True)
class Affiliations:
    """Countries and blocs of actors, from the gazetteer and, where it says nothing, from what articles report."""

    known: Mapping[str, Entity]
    """Entities of the gazetteer by IRI."""
    base: str
    seats: Mapping[str, str] = field(default_factory=dict)
    """IRI of what an unknown actor is most often said to belong to, by its IRI."""
    offices: Mapping[str, str] = field(default_factory=dict)
    """The same for offices alone."""
    types: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, claims: Iterable[Claim], entities: Mapping[str, Entity] | None = None) -> Affiliations:
        """Return the affiliations that the gazetteer knows, or `entities` by key, and that the claims report."""
        base = settings().base_iri
        known = gazetteer.load().entities if entities is None else entities
        seats: defaultdict[str, Counter[str]] = defaultdict(Counter)
        offices: defaultdict[str, Counter[str]] = defaultdict(Counter)
        types: dict[str, str] = {}
        for claim in claims:
            for end in (claim.subject, claim.object):
                if end.entity:
                    types.setdefault(end.entity, end.type)
            subject, other = claim.subject.entity, claim.object.entity
            if claim.asserted and claim.predicate in _SEATS and subject and other and subject != other:
                seats[subject][other] += 1
                if claim.predicate in _OFFICES:
                    offices[subject][other] += 1

        def majority(found: Mapping[str, Counter[str]]) -> dict[str, str]:
            return {iri: min(others, key=lambda other: (-others[other], other)) for iri, others in found.items()}

        by_iri = {entity_iri(key, base): entity for key, entity in known.items()}
        return cls(by_iri, base, majority(seats), majority(offices), types)

    def at(self, level: Level, iri: str) -> str | None:
        """Return who the actor counts as at this level; None if nobody in particular, or just itself."""
        if level == "country":
            return self.country(iri)
        return self.government(iri) if level == "government" else None

    def level(self, entities: Iterable[str]) -> Level:
        """Return who counts as one if these are asked about: a ministry would vanish in its government."""
        bodies = any(self.government(iri) not in {None, iri} for iri in entities)
        return "actor" if bodies else "government"

    def type(self, iri: str) -> str:
        """Return the class of an entity, by local name; "" if nothing says it."""
        entity = self.known.get(iri)
        return entity.type if entity else self.types.get(iri, "")

    def label(self, iri: str) -> str:
        """Return the name of an entity of the gazetteer; its IRI if it has none."""
        entity = self.known.get(iri)
        return entity.label if entity else iri

    def country(self, iri: str) -> str | None:
        """Return the country or bloc that an entity belongs to, or is; None if nothing says it."""
        return self._climb(iri, _HOPS)

    def government(self, iri: str) -> str | None:
        """Return the country or bloc whose government an entity is or acts for; None for all others."""
        kind = self.type(iri)
        if kind in _STATES:
            return iri
        if kind == "GovernmentBody":
            return self.country(iri)
        if kind != "Person":
            return None
        for office in self._offices(iri):
            if self.type(office) in _STATES | {"GovernmentBody"}:
                return self.country(office)
        return None

    def _offices(self, iri: str) -> list[str]:
        entity = self.known.get(iri)
        roles = entity.attributes.get("roles", ()) if entity else ()
        held = [entity_iri(role.entity, self.base) for role in roles]
        return held or _one(self.offices, iri)

    def _climb(self, iri: str, hops: int) -> str | None:
        if self.type(iri) in _STATES:
            return iri
        if hops == 0:
            return None
        entity = self.known.get(iri)
        if entity is None:
            above = _one(self.seats, iri)
        elif entity.country:
            above = [entity_iri(entity.country, self.base)]
        else:
            keys = [entity.attributes[name] for name in ("parent", "maker") if entity.attributes.get(name)]
            above = [entity_iri(key, self.base) for key in keys] + self._offices(iri)
        return next((found for one in above if (found := self._climb(one, hops - 1))), None)


def _one(found: Mapping[str, str], iri: str) -> list[str]:
    return [found[iri]] if iri in found else []
