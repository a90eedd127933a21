"""What the graph says of one entity, gathered for a person to read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

import pyoxigraph as ox

from kg.query.results import Value, records
from kg.query.roles import Role, roles
from kg.query.run import run
from kg.store import Store, label, names_of

__all__ = ["Card", "Neighbour", "Relationship", "describe"]

_NEIGHBOURS = 10
"""Neighbours that a card names."""

_CLAIMS = """
SELECT ?outgoing ?predicate ?relation ?end ?other ?date ?sentence ?asserted WHERE {
  { ?claim rdf:subject ?entity ; rdf:object ?end . BIND(true AS ?outgoing) }
  UNION
  { ?claim rdf:object ?entity ; rdf:subject ?end . BIND(false AS ?outgoing) }
  ?claim rdf:predicate ?predicate ;
         kg:polarity ?polarity ;
         kg:modality ?modality ;
         prov:wasDerivedFrom ?document ;
         kg:evidence/oa:hasSelector/oa:exact ?sentence .
  ?predicate rdfs:label ?relation .
  BIND(?polarity = kg:affirmed && ?modality = kg:actual AS ?asserted)
  OPTIONAL { ?end skos:prefLabel ?other }
  OPTIONAL { ?document dcterms:issued ?date }
}
ORDER BY DESC(?outgoing) ?relation DESC(?date) ?other ?sentence
"""

_FACTS = """
SELECT DISTINCT ?property ?value WHERE {
  VALUES ?property { schema:sameAs kg:country rdf:type }
  GRAPH ?graph { ?entity ?property ?node }
  FILTER (?graph != graph:inferred)
  OPTIONAL { ?node rdfs:label ?name }
  BIND(IF(isIRI(?node) && ?property != schema:sameAs, COALESCE(?name, STR(?node)), STR(?node)) AS ?value)
}
ORDER BY ?property ?value
"""


@dataclass(frozen=True, slots=True)
class Relationship:
    """All claims that relate an entity to others in one way."""

    relation: str
    """Label of the relation."""
    predicate: str
    """Its IRI."""
    outgoing: bool
    """Whether the entity is the subject."""
    claims: int
    asserted: int
    """How many of the claims are affirmed as facts."""
    others: tuple[str, ...]
    """Labels of those at the other end, the most frequent first."""
    ends: tuple[str, ...]
    """Their IRIs."""
    latest: date | None
    """The day of the latest document that has such a claim."""
    sentence: str
    """The sentence of that document."""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another entity in the same claims."""

    iri: str
    label: str
    claims: int
    """How many claims have both."""


@dataclass(frozen=True, slots=True)
class Card:
    """An entity with all its names, identifiers, roles and relationships."""

    iri: str
    label: str
    types: tuple[str, ...]
    """Labels of its classes: one, unless articles disagree on an entity that no gazetteer knows."""
    aliases: tuple[str, ...]
    """Its other names, those of what was merged into it among them."""
    country: str | None
    merged: tuple[str, ...]
    """IRIs of what it stands for, besides itself."""
    same_as: tuple[str, ...]
    """IRIs of the entity elsewhere: Wikipedia, Wikidata."""
    roles: tuple[Role, ...]
    """The offices that it holds, or that others hold at it."""
    relationships: tuple[Relationship, ...]
    neighbours: tuple[Neighbour, ...]
    """The ten that most claims tie to it."""


def describe(store: Store, iri: str, *, at: date | None = None) -> Card:
    """Return what the store has on the entity with this IRI; with `at`, of its roles those held on that day."""
    entity = {"entity": ox.NamedNode(iri)}
    facts: dict[str, list[str]] = {}
    for row in records(run(store, _FACTS, entity)):
        facts.setdefault(str(row["property"]).rsplit("/", 1)[-1].rsplit("#", 1)[-1], []).append(str(row["value"]))
    name = label(store, iri) or iri
    claims = records(run(store, _CLAIMS, entity))
    return Card(
        iri=iri,
        label=name,
        types=tuple(facts.get("type", ())),
        aliases=tuple(sorted(names_of(store, iri) - {name})),
        country=next(iter(facts.get("country", ())), None),
        merged=tuple(store.members.get(iri, ())),
        same_as=tuple(facts.get("sameAs", ())),
        roles=roles(store, iri, at=at),
        relationships=_relationships(claims),
        neighbours=_neighbours(claims, iri),
    )


def _neighbours(claims: Sequence[Mapping[str, Value]], iri: str) -> tuple[Neighbour, ...]:
    labels = {str(row["end"]): str(row["other"] or row["end"]) for row in claims if row["end"] != iri}
    counts = Counter(str(row["end"]) for row in claims if row["end"] != iri)
    best = sorted(counts, key=lambda end: (-counts[end], labels[end], end))[:_NEIGHBOURS]
    return tuple(Neighbour(end, labels[end], counts[end]) for end in best)


def _relationships(rows: Sequence[Mapping[str, Value]]) -> tuple[Relationship, ...]:
    found = []
    for (outgoing, relation), group in groupby(rows, key=lambda row: (row["outgoing"], row["relation"])):
        claims = list(group)
        others = [str(row["other"]) for row in claims]
        names = sorted(set(others), key=lambda other: (-others.count(other), other))
        ends = {str(row["other"]): str(row["end"]) for row in claims}
        latest = claims[0]["date"]
        found.append(
            Relationship(
                relation=str(relation),
                predicate=str(claims[0]["predicate"]),
                outgoing=bool(outgoing),
                claims=len(claims),
                asserted=sum(bool(row["asserted"]) for row in claims),
                others=tuple(names),
                ends=tuple(ends[name] for name in names),
                latest=latest if isinstance(latest, date) else None,
                sentence=str(claims[0]["sentence"]),
            )
        )
    return tuple(sorted(found, key=lambda entry: (-entry.claims, entry.relation, not entry.outgoing)))
