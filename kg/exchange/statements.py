"""The graph as nodes and edges, for programs that know no RDF: claims that say the same are one edge."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from datetime import date
from typing import TypeAlias, cast

import pyoxigraph as ox

from kg.ids import content_hash
from kg.model import Claim, Document, Mention
from kg.store import Store, label
from kg.store.terms import node
from kg.vocab import relations

__all__ = ["ClaimRow", "Edge", "Node", "Row", "claim_rows", "columns", "gather"]


@dataclass(frozen=True, slots=True)
class Node:
    """An entity that a claim is about."""

    id: str
    """IRI."""
    label: str
    type: str
    """Local name of its class."""
    country: str | None
    """Label of its country."""
    claims: int
    """In how many claims it is subject or object."""
    documents: int
    publishers: int


@dataclass(frozen=True, slots=True)
class Edge:
    """All claims that agree in subject, relation, object, polarity and modality."""

    id: str
    source: str
    """IRI of the subject; of a symmetric relation, that which sorts first."""
    target: str
    relation: str
    """Local name."""
    label: str
    sign: str
    """"rivalry", "cooperation" or "neutral"."""
    symmetric: bool
    polarity: str
    modality: str
    claims: int
    documents: int
    publishers: int
    """How many different ones, those without a name not counted."""
    first: date | None
    """Earliest day of publication."""
    last: date | None
    confidence: float
    """That of the surest of the claims."""


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """One claim with its evidence."""

    document: str
    published: date | None
    publisher: str | None
    title: str | None
    url: str | None
    subject: str
    subject_label: str
    subject_type: str
    subject_mention: str
    relation: str
    object: str
    object_label: str
    object_type: str
    object_mention: str
    polarity: str
    modality: str
    attributed_to: str | None
    attributed_to_label: str | None
    valid_from: date | None
    valid_to: date | None
    time: str | None
    confidence: float
    sentence: str
    start: int
    """Offsets of the sentence in the text of the document: code points, half-open."""
    end: int
    pattern: str
    extractor: str


Row: TypeAlias = Node | Edge | ClaimRow


def columns(kind: type[Row]) -> list[tuple[str, str]]:
    """Return name and type of each column: "str", "int", "float", "bool" or "date"."""
    return [(each.name, str(each.type).removesuffix(" | None")) for each in fields(kind)]


@dataclass(slots=True)
class _Support:
    claims: int = 0
    documents: set[str] = field(default_factory=set)
    publishers: set[str] = field(default_factory=set)
    days: set[date] = field(default_factory=set)
    confidence: float = 0.0

    def add(self, claim: Claim, document: Document) -> None:
        self.claims += 1
        self.documents.add(document.id)
        if document.source:
            self.publishers.add(document.source)
        if document.published:
            self.days.add(document.published)
        self.confidence = max(self.confidence, claim.confidence)


def gather(store: Store) -> tuple[list[Node], list[Edge]]:
    """Return the nodes and edges of a store, each sorted by its parts."""
    known = relations()
    names: defaultdict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    entities: defaultdict[str, _Support] = defaultdict(_Support)
    statements: defaultdict[tuple[str, str, str, str, str], _Support] = defaultdict(_Support)
    for claim, document in store.claims():
        ends = [_iri(claim.subject), _iri(claim.object)]
        for iri, mention in zip(ends, (claim.subject, claim.object), strict=True):
            names[iri][mention.label, mention.type] += 1
        for iri in set(ends):
            entities[iri].add(claim, document)
        relation = known.get(claim.predicate)
        if relation is not None and relation.symmetric:
            ends.sort()
        statements[ends[0], claim.predicate, ends[1], claim.polarity, claim.modality].add(claim, document)
    countries = _countries(store)
    return (
        [_node(iri, names[iri], entities[iri], countries.get(iri)) for iri in sorted(entities)],
        [_edge(key, statements[key]) for key in sorted(statements)],
    )


def _iri(mention: Mention) -> str:
    return cast(str, mention.entity)  # the store has linked ones alone


def _countries(store: Store) -> dict[str, str]:
    """Return the label of the country of each entity that has one."""
    found = {
        cast(ox.NamedNode, quad.subject).value: cast(ox.NamedNode, quad.object).value
        for quad in store.quads(None, node(f"{store.base}country"), None)
    }
    called = {iri: label(store, iri) or iri for iri in set(found.values())}
    return {iri: called[country] for iri, country in found.items()}


def _node(iri: str, names: Counter[tuple[str, str]], support: _Support, country: str | None) -> Node:
    title, kind = min(names, key=lambda name: (-names[name], name))
    return Node(iri, title, kind, country, support.claims, len(support.documents), len(support.publishers))


def _edge(key: tuple[str, str, str, str, str], support: _Support) -> Edge:
    source, name, target, polarity, modality = key
    relation = relations().get(name)
    return Edge(
        id=content_hash(*key),
        source=source,
        target=target,
        relation=name,
        label=relation.label if relation else name,
        sign=relation.sign if relation else "neutral",
        symmetric=bool(relation and relation.symmetric),
        polarity=polarity,
        modality=modality,
        claims=support.claims,
        documents=len(support.documents),
        publishers=len(support.publishers),
        first=min(support.days, default=None),
        last=max(support.days, default=None),
        confidence=support.confidence,
    )


def claim_rows(store: Store) -> Iterator[ClaimRow]:
    """Yield the claims, by document and place in the text."""
    for claim, document in store.claims():
        by, time = claim.attributed_to, claim.time
        yield ClaimRow(
            document=document.id,
            published=document.published,
            publisher=document.source,
            title=document.title,
            url=document.url,
            subject=_iri(claim.subject),
            subject_label=claim.subject.label,
            subject_type=claim.subject.type,
            subject_mention=claim.subject.text,
            relation=claim.predicate,
            object=_iri(claim.object),
            object_label=claim.object.label,
            object_type=claim.object.type,
            object_mention=claim.object.text,
            polarity=claim.polarity,
            modality=claim.modality,
            attributed_to=by.entity if by else None,
            attributed_to_label=by.label if by else None,
            valid_from=time.start if time else None,
            valid_to=time.end if time else None,
            time=time.text if time else None,
            confidence=claim.confidence,
            sentence=claim.evidence.quote,
            start=claim.evidence.start,
            end=claim.evidence.end,
            pattern=claim.pattern,
            extractor=claim.extractor,
        )
