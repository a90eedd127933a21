"""Claims with all that tells where they are from: sentence, place, document, publisher, extractor."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pyoxigraph as ox

from kg.query.results import Value, records
from kg.query.run import run
from kg.store import Store

__all__ = ["Backing", "backing", "day", "number", "text", "whole"]

_CLAIMS = """
SELECT ?statement ?claim ?subjectMention ?objectMention ?sentence ?start ?end ?document ?id ?title ?publisher ?date ?url
       ?speaker ?confidence ?extractor ?version ?pattern
WHERE {
  ?statement kg:fuses ?claim .
  ?claim kg:subjectMention ?subjectMention ;
         kg:objectMention ?objectMention ;
         kg:confidence ?confidence ;
         kg:evidence/oa:hasSelector ?place ;
         kg:evidence/oa:hasSelector/oa:exact ?sentence ;
         prov:wasGeneratedBy/prov:wasAssociatedWith ?agent ;
         prov:wasDerivedFrom ?document .
  ?place oa:start ?start ;
         oa:end ?end .
  ?document dcterms:identifier ?id .
  GRAPH ?document { ?agent rdfs:label ?extractor }
  OPTIONAL { GRAPH ?document { ?agent schema:softwareVersion ?version } }
  OPTIONAL { ?document dcterms:title ?title }
  OPTIONAL { ?document dcterms:publisher ?publisher }
  OPTIONAL { ?document dcterms:issued ?date }
  OPTIONAL { ?document dcterms:source ?url }
  OPTIONAL { ?claim kg:attributionMention ?speaker }
  OPTIONAL { ?claim kg:pattern ?pattern }
}
ORDER BY ?date ?id ?start ?claim
"""


@dataclass(frozen=True, slots=True)
class Backing:
    """A claim with all that tells where it is from."""

    claim: str
    """IRI of the claim."""
    sentence: str
    start: int
    """Offset of the sentence in the text of the document, in code points; `end` is the one after its last."""
    end: int
    subject_mention: str
    object_mention: str
    speaker: str | None
    """Words for whom the sentence gives as its source."""
    document: str
    """Id of the document."""
    title: str | None
    publisher: str | None
    published: date | None
    url: str | None
    extractor: str
    version: str | None
    pattern: str | None
    """Name of the rule of the extractor."""
    confidence: float


def backing(store: Store, *, statement: str | None = None, claim: str | None = None) -> tuple[Backing, ...]:
    """Return the claims of a statement, or one claim, by IRI; the earliest first."""
    given = {"statement": statement, "claim": claim}
    rows = run(store, _CLAIMS, {name: ox.NamedNode(iri) for name, iri in given.items() if iri})
    return tuple(map(_backing, records(rows)))


def _backing(row: dict[str, Value]) -> Backing:
    return Backing(
        claim=str(row["claim"]),
        sentence=str(row["sentence"]),
        start=whole(row["start"]),
        end=whole(row["end"]),
        subject_mention=str(row["subjectMention"]),
        object_mention=str(row["objectMention"]),
        speaker=text(row["speaker"]),
        document=str(row["id"]),
        title=text(row["title"]),
        publisher=text(row["publisher"]),
        published=day(row["date"]),
        url=text(row["url"]),
        extractor=str(row["extractor"]),
        version=text(row["version"]),
        pattern=text(row["pattern"]),
        confidence=number(row["confidence"]),
    )


def text(value: Value) -> str | None:
    """Return a cell as text; None if it is empty."""
    return None if value is None else str(value)


def day(value: Value) -> date | None:
    """Return a cell as a day; None if it is none."""
    return value if isinstance(value, date) else None


def whole(value: Value) -> int:
    """Return a cell as a whole number; 0 if it is none."""
    return value if isinstance(value, int) else 0


def number(value: Value) -> float:
    """Return a cell as a number; 0 if it is none."""
    return float(value) if isinstance(value, int | float) else 0.0
