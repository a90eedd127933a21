"""Where a triple comes from: the statements that make it, with claims and sources, and what it was inferred from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import cast
from urllib.parse import unquote

import pyoxigraph as ox

from kg.ids import slug
from kg.query.backing import Backing, backing, day, number, whole
from kg.query.derivation import Drawn, drawn, triple_text
from kg.query.names import expand, find_class, find_entity, find_term
from kg.query.results import Value, records
from kg.query.run import run
from kg.store import Store
from kg.store.terms import RDF, graph_iri, prefixes
from kg.vocab import entity_properties, label, properties, relations

__all__ = ["Stated", "Why", "find_object", "find_property", "why"]

_STATED = """
SELECT ?statement ?subject ?object ?polarity ?modality ?from ?to ?claims ?documents ?publishers ?against ?first ?last
       ?confidence
WHERE {
  VALUES (?subject ?object) { $PAIRS }
  ?statement kg:statedSubject ?subject ;
             kg:statedObject ?object ;
             kg:statedRelation ?relation ;
             a kg:Statement ;
             kg:statedPolarity ?pole ;
             kg:statedModality ?mode ;
             kg:claimCount ?claims ;
             kg:documentCount ?documents ;
             kg:publisherCount ?publishers ;
             kg:contradictionCount ?against ;
             kg:combinedConfidence ?confidence .
  OPTIONAL { ?statement kg:windowFrom ?from ; kg:windowTo ?to }
  OPTIONAL { ?statement kg:firstSeen ?first ; kg:lastSeen ?last }
  BIND (STRAFTER(STR(?pole), STR(kg:)) AS ?polarity)
  BIND (STRAFTER(STR(?mode), STR(kg:)) AS ?modality)
}
ORDER BY ?polarity ?modality DESC(?from) ?statement
"""


@dataclass(frozen=True, slots=True)
class Stated:
    """A fused statement, with its claims by day."""

    statement: str
    """IRI of the statement."""
    polarity: str
    modality: str
    window: tuple[date, date] | None
    """First and last day of the year that the claims speak of."""
    claims: int
    documents: int
    publishers: int
    """Independent publishers that make it."""
    contradicting: int
    """Independent publishers that contradict it."""
    first_seen: date | None
    last_seen: date | None
    confidence: float
    """Combined confidence, from 0 to 1."""
    backing: tuple[Backing, ...]


@dataclass(frozen=True, slots=True)
class Why:
    """What a triple rests on."""

    subject: str
    """IRI; so are `relation` and `object`."""
    relation: str
    object: str
    text: str
    """The triple in labels."""
    known: bool
    """Whether the reference data have it."""
    documents: tuple[str, ...]
    """Ids of the documents that say it without a claim, such as of what class somebody is whom they name."""
    statements: tuple[Stated, ...]
    """In a symmetric relation, those of either order."""
    drawn: tuple[Drawn, ...]
    """How rules conclude it; none if they do not, or were not applied."""


def why(store: Store, subject: str, relation: str, object_: str) -> Why:
    """Return what the triple of these three IRIs rests on, whether it is affirmed, denied or only considered."""
    ends = [(subject, object_)]
    name = relation.removeprefix(store.base)
    if name in relations() and relations()[name].symmetric:
        ends.append((object_, subject))
    pairs = " ".join(f"({ox.NamedNode(one)} {ox.NamedNode(other)})" for one, other in dict.fromkeys(ends))
    found = records(run(store, _STATED.replace("$PAIRS", pairs), {"relation": ox.NamedNode(relation)}))
    quads = store.quads(ox.NamedNode(subject), ox.NamedNode(relation), ox.NamedNode(object_))
    graphs = {cast(ox.NamedNode, quad.graph_name).value for quad in quads}
    documents = sorted(graph for graph in graphs if graph.startswith(f"{store.base}document/"))
    return Why(
        subject=subject,
        relation=relation,
        object=object_,
        text=triple_text(store, subject, relation, object_),
        known=graph_iri("reference", store.base) in graphs,
        documents=() if found else tuple(unquote(graph.removeprefix(f"{store.base}document/")) for graph in documents),
        statements=tuple(_stated(store, row) for row in found),
        drawn=drawn(store, subject, relation, object_),
    )


def find_property(store: Store, text: str) -> str:
    """Return the IRI of the property with this name, label or IRI: a relation, its inverse, or what rules conclude.

    "type" and "a" are rdf:type. Raises QueryError, with names that come close or all that there are, if there is none.
    """
    if slug(text) in {"a", "type"}:
        return f"{RDF}type"
    if (iri := expand(text, prefixes(store.base))) and not iri.startswith(store.base):
        return iri
    local = slug((iri or text).removeprefix(store.base))
    for name in properties():
        if local in {slug(name), slug(label(name)), slug(name.rpartition("#")[2])}:
            return name if ":" in name else f"{store.base}{name}"
    return f"{store.base}{find_term(text, 'relation', (*entity_properties(), 'type'), store.base)}"


def find_object(store: Store, relation: str, text: str) -> str:
    """Return the IRI of what a triple of this property ends in: of rdf:type a class, or else an entity.

    Raises QueryError, with names that come close, if there is none of this name or IRI.
    """
    if relation == f"{RDF}type" and expand(text, prefixes(store.base)) is None:
        return f"{store.base}{find_class(text, store.base)}"
    return find_entity(store, text)


def _stated(store: Store, row: dict[str, Value]) -> Stated:
    statement = str(row["statement"])
    first, last = day(row["from"]), day(row["to"])
    return Stated(
        statement=statement,
        polarity=str(row["polarity"]),
        modality=str(row["modality"]),
        window=(first, last) if first and last else None,
        claims=whole(row["claims"]),
        documents=whole(row["documents"]),
        publishers=whole(row["publishers"]),
        contradicting=whole(row["against"]),
        first_seen=day(row["first"]),
        last_seen=day(row["last"]),
        confidence=number(row["confidence"]),
        backing=backing(store, statement=statement),
    )
