"""The data types that the stages hand to one another: frozen, standard library only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

__all__ = ["Claim", "Document", "Entity", "Evidence", "Mention", "Modality", "Polarity", "TimeSpan"]

Polarity = Literal["affirmed", "negated"]
Modality = Literal["actual", "planned", "possible", "requested", "conditional", "alleged"]


@dataclass(frozen=True, slots=True)
class Document:
    """An article as it was read. All offsets in claims are code points into `text`, half-open."""

    id: str
    """Stable identifier, unique in a store: a content hash unless the input brings its own."""
    text: str
    title: str | None = None
    published: date | None = None
    """The day that relative dates ("on Friday") are counted from."""
    url: str | None = None
    source: str | None = None
    """The publisher's name."""
    lang: str = "en"
    """BCP 47 code of the language of the text."""


@dataclass(frozen=True, slots=True)
class Mention:
    """An argument of a claim: where it stands, what it is called, and which entity it stands for."""

    start: int
    end: int
    text: str
    """The words of the article, `document.text[start:end]`; a pronoun stays a pronoun here."""
    label: str
    """The name it stands for after coreference and normalisation."""
    type: str
    """Local name of an ontology class, such as "Country"."""
    entity: str | None = None
    """IRI of the entity; None until linked."""

    def as_json(self) -> dict[str, Any]:
        """Return the argument as `kg extract` writes it."""
        return {"id": self.entity, "label": self.label, "type": self.type, "mention": self.text}


@dataclass(frozen=True, slots=True)
class Entity:
    """A known actor, technology, policy or place, from the gazetteer."""

    id: str
    """Its key, unique in the gazetteer and stable: the last part of its IRI."""
    label: str
    type: str
    aliases: tuple[str, ...] = ()
    country: str | None = None
    """Key of the country it belongs to."""
    wikipedia: str | None = None
    """Title of its English Wikipedia page."""
    wikidata: str | None = None
    attributes: Mapping[str, Any] = field(default_factory=dict)
    """What only some types have: demonyms of a country, roles of a person, parent of a company."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """The sentence that states a claim: `document.text[start:end] == quote`."""

    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """The days, first and last included, that a date expression denotes; None is an open end."""

    start: date | None
    end: date | None
    text: str
    """The expression as it stands in the article."""

    def as_json(self) -> dict[str, Any]:
        """Return the interval with ISO 8601 days."""
        return {
            "start": self.start.isoformat() if self.start else None,
            "end": self.end.isoformat() if self.end else None,
            "text": self.text,
        }


@dataclass(frozen=True, slots=True)
class Claim:
    """One relation between two arguments that one sentence states, with its qualifiers."""

    document: str
    """Identifier of the document that says it."""
    subject: Mention
    predicate: str
    """Local name of an ontology property, such as "competesWith"."""
    object: Mention
    evidence: Evidence
    polarity: Polarity = "affirmed"
    modality: Modality = "actual"
    attributed_to: Mention | None = None
    time: TimeSpan | None = None
    confidence: float = 1.0
    """Between 0 and 1: how sure the extractor is that the sentence states the claim."""
    pattern: str = ""
    """Name of the frame that made it, such as "competesWith/compete-with"."""
    extractor: str = ""
    """Name and version of the extractor, such as "rules/0.1.0"."""

    @property
    def asserted(self) -> bool:
        """True if the article affirms it as a fact; only then does the bare triple stand."""
        return self.polarity == "affirmed" and self.modality == "actual"

    def as_json(self) -> dict[str, Any]:
        """Return the claim as one line of `kg extract --format jsonl`."""
        return {
            "document": self.document,
            "subject": self.subject.as_json(),
            "predicate": self.predicate,
            "object": self.object.as_json(),
            "polarity": self.polarity,
            "modality": self.modality,
            "attributed_to": self.attributed_to.as_json() if self.attributed_to else None,
            "time": self.time.as_json() if self.time else None,
            "confidence": round(self.confidence, 3),
            "evidence": {"start": self.evidence.start, "end": self.evidence.end, "quote": self.evidence.quote},
            "pattern": self.pattern,
        }
