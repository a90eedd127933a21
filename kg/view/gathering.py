"""Claims gathered into nodes and edges: all sentences that state one thing are the evidence of one edge."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import NotRequired, TypedDict

from kg.config import settings
from kg.ids import content_hash, is_known_entity, minted_entity_iri
from kg.model import Claim, Document, Mention
from kg.view.style import style
from kg.vocab import relations

__all__ = ["Edge", "EvidenceItem", "Node", "ends", "gather", "is_fact", "key_of", "within"]


class EvidenceItem(TypedDict):
    """One sentence that states the claim of an edge."""

    quote: str
    subject: list[int] | None
    """Start and end of the subject's mention in the quote, half-open code points; None if it stands elsewhere."""
    object: list[int] | None
    document: str
    title: str | None
    source: str | None
    date: str | None
    """Day of publication, ISO 8601."""
    url: str | None
    confidence: float
    attributed_to: str | None
    time: str | None
    """The words of the sentence that say when."""
    polarity: str
    modality: str


class Edge(TypedDict):
    """All claims that agree in subject, relation, object, polarity and modality."""

    id: str
    subject: str
    """IRI. Of a symmetric relation, subject is the IRI that sorts first."""
    relation: str
    object: str
    polarity: str
    modality: str
    support: int
    """Number of documents."""
    evidence: list[EvidenceItem]
    """Newest first."""
    change: NotRequired[str]
    """Between the two periods that are compared: "new", "gone", "flipped" or "kept"."""


class Node(TypedDict):
    """An entity that takes part in a claim."""

    id: str
    """IRI."""
    label: str
    type: str
    aliases: list[str]
    support: int
    """Number of documents with a claim about it."""
    x: float
    y: float
    """Place in the drawing of everything."""
    opening: list[float] | None
    """Place in the drawing of the best supported, with which a page opens; None if it is not among them."""


def gather(
    statements: Sequence[tuple[Claim, Document]], aliases: Mapping[str, Sequence[str]]
) -> tuple[list[Node], list[Edge]]:
    """Return the nodes, best supported first and still without a place, and the edges.

    `aliases` maps entity IRIs to further names.
    """
    return _nodes(statements, aliases), _edges(statements)


def is_fact(edge: Edge) -> bool:
    """Return whether articles affirm it as a fact."""
    return edge["polarity"] == "affirmed" and edge["modality"] == "actual"


def ends(claim: Claim) -> tuple[str, str]:
    """Return the IRIs of subject and object; of a symmetric relation, the one that sorts first first."""
    first, second = _in_order(claim)
    return _iri(first), _iri(second)


def key_of(claim: Claim) -> str:
    """Return the id of the edge that the claim is evidence of."""
    subject, object_ = ends(claim)
    return content_hash(subject, claim.predicate, object_, claim.polarity, claim.modality)


def _iri(mention: Mention) -> str:
    return mention.entity or minted_entity_iri(mention.label, settings().base_iri)


def _in_order(claim: Claim) -> tuple[Mention, Mention]:
    relation = relations().get(claim.predicate)
    swapped = relation is not None and relation.symmetric and _iri(claim.object) < _iri(claim.subject)
    return (claim.object, claim.subject) if swapped else (claim.subject, claim.object)


def _edges(statements: Sequence[tuple[Claim, Document]]) -> list[Edge]:
    evidence: defaultdict[tuple[str, str, str, str, str], list[EvidenceItem]] = defaultdict(list)
    for claim, document in statements:
        first, second = _in_order(claim)
        evidence[_iri(first), claim.predicate, _iri(second), claim.polarity, claim.modality].append(
            _evidence(claim, document, first, second)
        )
    edges: list[Edge] = []
    for key, items in sorted(evidence.items()):
        items.sort(key=lambda item: (item["document"], item["quote"]))
        items.sort(key=lambda item: item["date"] or "", reverse=True)
        subject, name, other, polarity, modality = key
        edges.append(
            {
                "id": content_hash(*key),
                "subject": subject,
                "relation": name,
                "object": other,
                "polarity": polarity,
                "modality": modality,
                "support": len({item["document"] for item in items}),
                "evidence": items,
            }
        )
    return edges


def _evidence(claim: Claim, document: Document, first: Mention, second: Mention) -> EvidenceItem:
    return {
        "quote": claim.evidence.quote,
        "subject": within(claim, first),
        "object": within(claim, second),
        "document": document.id,
        "title": document.title,
        "source": document.source,
        "date": document.published.isoformat() if document.published else None,
        "url": document.url,
        "confidence": round(claim.confidence, 3),
        "attributed_to": claim.attributed_to.label if claim.attributed_to else None,
        "time": claim.time.text if claim.time else None,
        "polarity": claim.polarity,
        "modality": claim.modality,
    }


def within(claim: Claim, mention: Mention) -> list[int] | None:
    """Return where the mention stands in the quote, or None: a pronoun's name may stand in another sentence."""
    start, end = mention.start - claim.evidence.start, mention.end - claim.evidence.start
    return [start, end] if 0 <= start < end and claim.evidence.quote[start:end] == mention.text else None


def _nodes(statements: Sequence[tuple[Claim, Document]], aliases: Mapping[str, Sequence[str]]) -> list[Node]:
    background = style().background
    labels: defaultdict[str, Counter[str]] = defaultdict(Counter)
    types: defaultdict[str, Counter[str]] = defaultdict(Counter)
    documents: defaultdict[str, set[str]] = defaultdict(set)
    facts: defaultdict[str, set[str]] = defaultdict(set)
    for claim, document in statements:
        for mention in (claim.subject, claim.object):
            iri = _iri(mention)
            labels[iri][mention.label] += 1
            types[iri][mention.type] += 1
            documents[iri].add(document.id)
            if claim.asserted and claim.predicate not in background:
                facts[iri].add(document.id)
    nodes: list[Node] = [
        {
            "id": iri,
            "label": _most(labels[iri]),
            "type": _most(types[iri]),
            "aliases": [name for name in aliases.get(iri, ()) if name != _most(labels[iri])],
            "support": len(documents[iri]),
            "x": 0.0,
            "y": 0.0,
            "opening": None,
        }
        for iri in labels
    ]
    # A common noun may stand for others in each article ("companies", "a law"), so it counts half.
    common = {
        node["id"] for node in nodes if not is_known_entity(node["id"]) and node["label"] == node["label"].lower()
    }
    order = {iri: len(facts[iri]) / (2 if iri in common else 1) for iri in labels}
    nodes.sort(key=lambda node: (-order[node["id"]], -node["support"], node["label"], node["id"]))
    return nodes


def _most(counts: Counter[str]) -> str:
    """Return the most frequent; of several, the one that sorts first."""
    return min(counts, key=lambda name: (-counts[name], name))
