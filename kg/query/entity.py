"""What the graph says of one entity, gathered for a person to read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby

import pyoxigraph as ox

from kg.query.results import records
from kg.query.run import run
from kg.store import LocalStore

__all__ = ["Card", "Relationship", "describe"]

_CLAIMS = """
SELECT ?outgoing ?relation ?other ?date ?sentence ?asserted WHERE {
  { ?claim rdf:subject ?entity ; rdf:object ?end . BIND(true AS ?outgoing) }
  UNION
  { ?claim rdf:object ?entity ; rdf:subject ?end . BIND(false AS ?outgoing) }
  ?claim rdf:predicate/rdfs:label ?relation ;
         kg:polarity ?polarity ;
         kg:modality ?modality ;
         prov:wasDerivedFrom ?document ;
         kg:evidence/oa:hasSelector/oa:exact ?sentence .
  BIND(?polarity = kg:affirmed && ?modality = kg:actual AS ?asserted)
  OPTIONAL { SELECT ?end (MIN(?name) AS ?other) { ?end rdfs:label ?name } GROUP BY ?end }
  OPTIONAL { ?document dcterms:issued ?date }
}
ORDER BY DESC(?outgoing) ?relation DESC(?date) ?other ?sentence
"""

_FACTS = """
SELECT DISTINCT ?property ?value WHERE {
  VALUES ?property { rdfs:label skos:altLabel schema:sameAs kg:country rdf:type }
  ?entity ?property ?node .
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
    outgoing: bool
    """Whether the entity is the subject."""
    claims: int
    asserted: int
    """How many of the claims are affirmed as facts."""
    others: tuple[str, ...]
    """Labels of those at the other end, the most frequent first."""
    latest: date | None
    """The day of the latest document that has such a claim."""
    sentence: str
    """The sentence of that document."""


@dataclass(frozen=True, slots=True)
class Card:
    """An entity with all its names, identifiers and relationships."""

    iri: str
    label: str
    types: tuple[str, ...]
    """Labels of its classes: one, unless articles disagree on an entity that no gazetteer knows."""
    aliases: tuple[str, ...]
    country: str | None
    same_as: tuple[str, ...]
    """IRIs of the entity elsewhere: Wikipedia, Wikidata."""
    relationships: tuple[Relationship, ...]


def describe(store: LocalStore, iri: str) -> Card:
    """Return what the store has on the entity with this IRI."""
    entity = {"entity": ox.NamedNode(iri)}
    facts: dict[str, list[str]] = {}
    for row in records(run(store, _FACTS, entity)):
        facts.setdefault(str(row["property"]).rsplit("/", 1)[-1].rsplit("#", 1)[-1], []).append(str(row["value"]))
    labels = facts.get("label", [])
    return Card(
        iri=iri,
        label=labels[0] if labels else iri,
        types=tuple(facts.get("type", ())),
        aliases=(*labels[1:], *facts.get("altLabel", ())),
        country=next(iter(facts.get("country", ())), None),
        same_as=tuple(facts.get("sameAs", ())),
        relationships=_relationships(store, entity),
    )


def _relationships(store: LocalStore, entity: dict[str, ox.NamedNode]) -> tuple[Relationship, ...]:
    found = []
    rows = records(run(store, _CLAIMS, entity))
    for (outgoing, relation), group in groupby(rows, key=lambda row: (row["outgoing"], row["relation"])):
        claims = list(group)
        others = [str(row["other"]) for row in claims]
        latest = claims[0]["date"]
        found.append(
            Relationship(
                relation=str(relation),
                outgoing=bool(outgoing),
                claims=len(claims),
                asserted=sum(bool(row["asserted"]) for row in claims),
                others=tuple(sorted(set(others), key=lambda other: (-others.count(other), other))),
                latest=latest if isinstance(latest, date) else None,
                sentence=str(claims[0]["sentence"]),
            )
        )
    return tuple(sorted(found, key=lambda entry: (-entry.claims, entry.relation, not entry.outgoing)))
