"""The sentences behind a relation, or all that an article states, in the order in which they are read."""

from __future__ import annotations

from collections.abc import Sequence

from kg.config import settings
from kg.errors import QueryError
from kg.ids import document_iri
from kg.labels import counted
from kg.model import Document
from kg.view.gathering import Edge, Node, ends, key_of, within
from kg.view.material import Material, Statement
from kg.view.payload import GuideItem, Payload, Section, build_payload, framing
from kg.vocab import relation_label, relations

__all__ = ["evidence"]

_APART = 340.0
"""Pixels between the two ends of a relation."""


def evidence(
    material: Material,
    *,
    document: str | None = None,
    subject: str | None = None,
    object: str | None = None,
    relation: str | None = None,
    claim: tuple[str, int] | None = None,
) -> Payload:
    """Return the statements of one document, given by its id, or those of one relation between two entities.

    `claim` is the id of a document and where a sentence begins in it: only what that sentence states.

    The entities are IRIs; without `relation`, all relations between them count, in either direction. The guide has
    the sentences: of a document in the order of its text, of a relation article by article, the oldest first.
    Raises QueryError if it is not clear what is wanted, or if there is no such statement.
    """
    if sum((document is not None, claim is not None, bool(subject or object or relation))) > 1:
        raise QueryError("give a document, a claim, or two entities and their relation, not more than one of them")
    if claim is not None:
        chosen = [(each, of) for each, of in material.statements if (of.id, each.evidence.start) == claim]
        if not chosen:
            raise QueryError("nothing is left of the sentence of this claim: ask for less confidence or another period")
        title, intro = _title(chosen[0][1]), "All that the sentence states."
    elif document is not None:
        chosen = [pair for pair in material.statements if pair[0].document == document]
        if not chosen:
            raise QueryError(f"no statement is of the document {document!r}: `kg sources` lists those there are")
        title, intro = (
            chosen[0][1].title or "Untitled article",
            "All that the article states, in the order of its text.",
        )
    elif subject and object:
        chosen = _between(material.statements, subject, object, relation)
        names = material.label(subject), material.label(object)
        if not chosen:
            said = f"is stated of {names[0]} and {names[1]}: `kg view path` shows how they hang together"
            raise QueryError(f"no relation {relation} {said}" if relation else f"nothing {said}")
        title = f"{names[0]} {relation_label(relation)} {names[1]}" if relation else f"{names[0]} and {names[1]}"
        intro = "Every sentence that states it, the oldest first."
    else:
        raise QueryError("evidence needs a document, a claim, or a subject and an object")
    payload = build_payload(chosen, aliases=material.aliases, arrange=None if document is not None else _face_to_face)
    sections = _sections(chosen)
    sentences = sum(len(section["items"]) for section in sections)
    payload["framing"] = framing(
        "evidence",
        title,
        document=document_iri(document, settings().base_iri) if document is not None else None,
        guide={
            "title": "Sentences",
            "intro": f"{intro} {counted(sentences, 'sentence')} with {counted(len(chosen), 'statement')}.",
            "method": "",
            "sections": sections,
        },
    )
    return payload


def _face_to_face(nodes: Sequence[Node], edges: Sequence[Edge]) -> list[tuple[float, float]]:
    """Return places with room between them for all that ties the two."""
    return [(_APART * at, 0.0) for at in range(len(nodes))]


def _between(statements: Sequence[Statement], subject: str, object_: str, relation: str | None) -> list[Statement]:
    known = relations().get(relation or "")
    if relation and known is None and not any(claim.predicate == relation for claim, _ in statements):
        raise QueryError(f"no relation is called {relation!r}: `kg query relations` lists those there are")
    either = relation is None or (known is not None and known.symmetric)
    wanted = [(subject, object_), (object_, subject)] if either else [(subject, object_)]
    return [pair for pair in statements if ends(pair[0]) in wanted and relation in (None, pair[0].predicate)]


def _sections(statements: Sequence[Statement]) -> list[Section]:
    """Return one section an article, by date; undated ones last."""
    documents = {document.id: document for _, document in statements}
    order = sorted(documents.values(), key=lambda one: (one.published is None, one.published, one.id))
    return [
        {"title": _title(document), "items": _sentences([pair for pair in statements if pair[1].id == document.id])}
        for document in order
    ]


def _title(document: Document) -> str:
    day = document.published.isoformat() if document.published else None
    facts = ", ".join(filter(None, (document.source, day)))
    return f"{document.title or 'Untitled article'} ({facts})" if facts else document.title or "Untitled article"


def _sentences(statements: Sequence[Statement]) -> list[GuideItem]:
    quotes: dict[tuple[int, int], list[Statement]] = {}
    for pair in sorted(statements, key=lambda pair: (pair[0].evidence.start, pair[0].evidence.end)):
        quotes.setdefault((pair[0].evidence.start, pair[0].evidence.end), []).append(pair)
    items: list[GuideItem] = []
    for group in quotes.values():
        marks = {
            tuple(mark)
            for claim, _ in group
            for mention in (claim.subject, claim.object)
            if (mark := within(claim, mention))
        }
        items.append(
            {
                "title": "",
                "note": "",
                "nodes": list(dict.fromkeys(iri for claim, _ in group for iri in ends(claim))),
                "edges": list(dict.fromkeys(key_of(claim) for claim, _ in group)),
                "quote": group[0][0].evidence.quote,
                "marks": [list(mark) for mark in sorted(marks)],
            }
        )
    return items
