"""What is in a graph, in numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kg.query.results import records
from kg.query.run import run
from kg.store import Store
from kg.vocab import Sign, class_ancestors, relations

__all__ = ["ClassCount", "Overview", "RelationCount", "overview"]

_WHOLE = """
SELECT ?documents ?publishers ?first ?last ?claims {
  { SELECT (COUNT(DISTINCT ?document) AS ?documents) { ?document a kg:Document } }
  { SELECT (COUNT(DISTINCT ?publisher) AS ?publishers) { ?document dcterms:publisher ?publisher } }
  { SELECT (MIN(?date) AS ?first) (MAX(?date) AS ?last) { ?document dcterms:issued ?date } }
  { SELECT (COUNT(?claim) AS ?claims) { ?claim a kg:Claim } }
}
"""
_CLASSES = """
SELECT ?class (COUNT(?entity) AS ?entities) {
  { SELECT DISTINCT ?entity { { ?claim rdf:subject ?entity } UNION { ?claim rdf:object ?entity } } }
  { SELECT DISTINCT ?entity ?class { GRAPH ?graph { ?entity a ?class } FILTER (?graph != graph:inferred) } }
} GROUP BY ?class
"""
_RELATIONS = """
SELECT ?relation (COUNT(?claim) AS ?claims) (SUM(?fact) AS ?asserted) {
  ?claim rdf:predicate ?relation ; kg:polarity ?polarity ; kg:modality ?modality
  BIND (IF(?polarity = kg:affirmed && ?modality = kg:actual, 1, 0) AS ?fact)
} GROUP BY ?relation
"""


@dataclass(frozen=True, slots=True)
class ClassCount:
    """How many entities that claims speak of are of a class."""

    name: str
    """Local name."""
    entities: int


@dataclass(frozen=True, slots=True)
class RelationCount:
    """How many claims state a relation."""

    name: str
    """Local name."""
    label: str
    sign: Sign
    claims: int
    asserted: int
    """How many of them are affirmed as facts."""


@dataclass(frozen=True, slots=True)
class Overview:
    """The size of a graph and what it is about."""

    documents: int
    publishers: int
    claims: int
    first: date | None
    """The day of the earliest document."""
    last: date | None
    classes: tuple[ClassCount, ...]
    """The most frequent first."""
    relations: tuple[RelationCount, ...]
    """The most frequent first."""


def overview(store: Store) -> Overview:
    """Return what the store holds, in numbers."""
    [whole] = records(run(store, _WHOLE))
    known, defined = relations(), class_ancestors()
    classes = [
        ClassCount(str(row["class"]).removeprefix(store.base), int(str(row["entities"])))
        for row in records(run(store, _CLASSES))
    ]
    counts = []
    for row in records(run(store, _RELATIONS)):
        name = str(row["relation"]).removeprefix(store.base)
        relation = known.get(name)
        counts.append(
            RelationCount(
                name=name,
                label=relation.label if relation else name,
                sign=relation.sign if relation else "neutral",
                claims=int(str(row["claims"])),
                asserted=int(str(row["asserted"])),
            )
        )
    return Overview(
        documents=int(str(whole["documents"])),
        publishers=int(str(whole["publishers"])),
        claims=int(str(whole["claims"])),
        first=_day(whole["first"]),
        last=_day(whole["last"]),
        classes=tuple(sorted((c for c in classes if c.name in defined), key=lambda c: (-c.entities, c.name))),
        relations=tuple(sorted(counts, key=lambda r: (-r.claims, r.label))),
    )


def _day(value: object) -> date | None:
    return value if isinstance(value, date) else None
