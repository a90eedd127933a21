"""Offices: what the gazetteer has of them, and what articles say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from urllib.parse import unquote

import pyoxigraph as ox

from kg import gazetteer
from kg.ids import is_known_entity
from kg.labels import counted
from kg.query.results import records
from kg.query.run import run
from kg.store import Store
from kg.vocab import relation_label

__all__ = ["Role", "roles"]

_CLAIMS = """
SELECT DISTINCT ?outgoing ?relation ?end ?other ?from ?to ?document ?date WHERE {
  VALUES ?predicate { kg:leads kg:worksFor }
  { ?claim rdf:subject ?entity ; rdf:object ?end . BIND(true AS ?outgoing) }
  UNION
  { ?claim rdf:object ?entity ; rdf:subject ?end . BIND(false AS ?outgoing) }
  ?claim rdf:predicate ?predicate ;
         kg:polarity kg:affirmed ;
         kg:modality kg:actual ;
         prov:wasDerivedFrom ?document .
  ?predicate rdfs:label ?relation .
  OPTIONAL { ?end skos:prefLabel ?other }
  OPTIONAL { ?claim kg:validFrom ?from }
  OPTIONAL { ?claim kg:validTo ?to }
  OPTIONAL { ?document dcterms:issued ?date }
}
ORDER BY DESC(?outgoing) ?relation ?end ?from ?to ?date
"""


@dataclass(frozen=True, slots=True)
class Role:
    """An office that an entity holds, or that another one holds at it."""

    relation: str
    """Label of the relation: leads, works for."""
    outgoing: bool
    """Whether the entity holds the office."""
    other: str
    """Label of where it is held, or of who holds it."""
    title: str | None
    start: str | None
    """First day, month or year, in ISO 8601; None if not known."""
    end: str | None
    """Last day, month or year, in ISO 8601; None if still held or not known."""
    source: str
    """The gazetteer, or how many articles and the day of the latest."""


def roles(store: Store, iri: str, *, at: date | None = None) -> tuple[Role, ...]:
    """Return the roles of an entity, its own first, those of the gazetteer before those that articles report.

    With `at`, those alone that were held on that day. What an article reports without a time counts from the day of
    the article on.
    """
    found = [*_known(store, iri), *_reported(store, iri)]
    if at is not None:
        found = [(role, since) for role, since in found if _held(role, since, at.isoformat())]
    return tuple(role for role, _ in sorted(found, key=lambda pair: not pair[0].outgoing))


def _held(role: Role, since: str | None, day: str) -> bool:
    start = role.start or (None if role.end else since)
    return (start is None or start <= day[: len(start)]) and (role.end is None or day[: len(role.end)] <= role.end)


def _known(store: Store, iri: str) -> list[tuple[Role, str | None]]:
    """Return the roles that the gazetteer has."""
    if not (iri.startswith(store.base) and is_known_entity(iri)):
        return []
    key = unquote(iri.rsplit("/", 1)[-1])
    entities = gazetteer.load().entities
    found: list[tuple[Role, str | None]] = []
    for holder in entities.values():
        for role in holder.attributes.get("roles", ()):
            if key not in {holder.id, role.entity}:
                continue
            outgoing = holder.id == key
            other = entities[role.entity].label if outgoing else holder.label
            label = relation_label(role.relation)
            found.append((Role(label, outgoing, other, role.title, role.start, role.end, "gazetteer"), None))
    return found


def _reported(store: Store, iri: str) -> list[tuple[Role, str | None]]:
    """Return the roles that articles state as a fact, each with the day of the first article that does."""
    found: list[tuple[Role, str | None]] = []
    rows = records(run(store, _CLAIMS, {"entity": ox.NamedNode(iri)}))
    for _, group in groupby(
        rows, key=lambda row: (row["outgoing"], row["relation"], row["end"], row["from"], row["to"])
    ):
        claims = list(group)
        days = sorted(str(row["date"]) for row in claims if row["date"])
        first = claims[0]
        articles = counted(len({row["document"] for row in claims}), "article")
        role = Role(
            relation=str(first["relation"]),
            outgoing=bool(first["outgoing"]),
            other=str(first["other"] or first["end"]),
            title=None,
            start=str(first["from"]) if first["from"] else None,
            end=str(first["to"]) if first["to"] else None,
            source=f"{articles}, {days[-1]}" if days else articles,
        )
        found.append((role, days[0] if days else None))
    return found
