"""What a page shows, as plain data: claims are gathered into nodes and edges with their evidence and places."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TypedDict

from kg.config import settings
from kg.ids import content_hash, is_known_entity, minted_entity_iri
from kg.model import Claim, Document, Mention
from kg.view.layout import layout
from kg.view.style import style
from kg.vocab import relations

__all__ = ["Edge", "EvidenceItem", "Node", "Payload", "Summary", "build_payload"]

LABEL_LENGTH = 30
"""Code points of a label that the drawing shows at most; panels and tables show all of it."""


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


class Summary(TypedDict):
    """Counts of the whole, and the first and last day of publication."""

    claims: int
    documents: int
    sources: int
    first: str | None
    last: str | None


class Payload(TypedDict):
    """All that a page shows. Nodes come in order of support, best first."""

    summary: Summary
    nodes: list[Node]
    edges: list[Edge]


def build_payload(
    pairs: Iterable[tuple[Claim, Document]], *, shown: int = 150, aliases: Mapping[str, Sequence[str]] | None = None
) -> Payload:
    """Return nodes and edges of the claims, with the places where they are drawn.

    `shown` is the number of best supported entities that the page opens with. Support is counted in documents that
    report a fact about the entity; who belongs where (the `background` of `ontology/view.yaml`) counts last.
    `aliases` maps entity IRIs to further names that the search finds.
    """
    statements = list(pairs)
    edges = _edges(statements)
    nodes = _nodes(statements, aliases or {})
    _place(nodes, edges, shown)
    documents = {document.id: document for _, document in statements}
    days = sorted(document.published.isoformat() for document in documents.values() if document.published)
    summary: Summary = {
        "claims": len(statements),
        "documents": len(documents),
        "sources": len({document.source for document in documents.values() if document.source}),
        "first": days[0] if days else None,
        "last": days[-1] if days else None,
    }
    return {"summary": summary, "nodes": nodes, "edges": edges}


def _iri(mention: Mention) -> str:
    return mention.entity or minted_entity_iri(mention.label, settings().base_iri)


def _edges(statements: Sequence[tuple[Claim, Document]]) -> list[Edge]:
    known = relations()
    evidence: defaultdict[tuple[str, str, str, str, str], list[EvidenceItem]] = defaultdict(list)
    for claim, document in statements:
        first, second = claim.subject, claim.object
        relation = known.get(claim.predicate)
        if relation is not None and relation.symmetric and _iri(second) < _iri(first):
            first, second = second, first
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
        "subject": _within(claim, first),
        "object": _within(claim, second),
        "document": document.id,
        "title": document.title,
        "source": document.source,
        "date": document.published.isoformat() if document.published else None,
        "url": document.url,
        "confidence": round(claim.confidence, 3),
        "attributed_to": claim.attributed_to.label if claim.attributed_to else None,
        "polarity": claim.polarity,
        "modality": claim.modality,
    }


def _within(claim: Claim, mention: Mention) -> list[int] | None:
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


def _place(nodes: list[Node], edges: list[Edge], shown: int) -> None:
    """Give every node its place among all, and the first `shown` their place in the opening view."""
    number = {node["id"]: at for at, node in enumerate(nodes)}
    pairs = [(number[edge["subject"]], number[edge["object"]]) for edge in edges]
    widths = [14 + 5.6 * min(len(node["label"]), LABEL_LENGTH) for node in nodes]
    for node, (x, y) in zip(nodes, layout(len(nodes), pairs, widths), strict=True):
        node["x"], node["y"] = x, y
    if shown >= len(nodes):
        for node in nodes:
            node["opening"] = [node["x"], node["y"]]
        return
    facts = [pair for pair, edge in zip(pairs, edges, strict=True) if _is_fact(edge)]
    chosen = sorted(_opening(len(nodes), facts, shown))
    again = {at: new for new, at in enumerate(chosen)}
    inner = [(again[a], again[b]) for a, b in pairs if a in again and b in again]
    for at, place in zip(chosen, layout(len(chosen), inner, [widths[at] for at in chosen]), strict=True):
        nodes[at]["opening"] = list(place)


def _is_fact(edge: Edge) -> bool:
    return edge["polarity"] == "affirmed" and edge["modality"] == "actual"


def _opening(count: int, facts: Sequence[tuple[int, int]], shown: int) -> set[int]:
    """Return the numbers of the `shown` best supported nodes, each with a neighbour among them.

    A fact is what the page opens with, so that a node without one, or with none to a node in sight, would be missing.
    """
    neighbours: defaultdict[int, set[int]] = defaultdict(set)
    for a, b in facts:
        neighbours[a].add(b)
        neighbours[b].add(a)
    chosen: set[int] = set()
    for at in range(count):
        if len(chosen) >= shown:
            break
        if neighbours[at]:
            chosen.add(at)
            if not neighbours[at] & chosen and len(chosen) < shown:
                chosen.add(min(neighbours[at]))
    return chosen
