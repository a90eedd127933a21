"""Articles: what is known of each, and the sentences of it that claims were read from, in their order."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import pyoxigraph as ox

from kg.errors import QueryError
from kg.query.statement import Statement, statement
from kg.store import Store
from kg.store.codec import decode_document
from kg.store.terms import RDF, node

__all__ = ["Article", "Passage", "article"]


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence and the claims that it states. The store keeps no more of the text than these sentences."""

    start: int
    """In code points of the article's text, half-open."""
    end: int
    quote: str
    claims: tuple[Statement, ...]
    gap: bool
    """Whether there is text between it and the passage before, or the beginning, that is not kept."""


@dataclass(frozen=True, slots=True)
class Article:
    """A document of the store."""

    iri: str
    id: str
    title: str | None
    published: str | None
    """Day, ISO 8601."""
    publisher: str | None
    url: str | None
    lang: str
    passages: tuple[Passage, ...]
    claims: int


_BLANKS = 3
"""Code points between two passages that may be blanks or marks: fewer are no gap."""


def article(store: Store, iri: str) -> Article:
    """Return the document of this IRI. Raises QueryError if the store has none."""
    graph = ox.NamedNode(iri)
    if next(store.quads(None, None, None, graph), None) is None or not iri.startswith(f"{store.base}document/"):
        raise QueryError(f"there is no document {iri}: see `kg sources` for those there are")
    document = decode_document(store.quads(graph, None, None, graph))
    found: defaultdict[tuple[int, int, str], list[Statement]] = defaultdict(list)
    for quad in store.quads(None, node(f"{RDF}type"), node(f"{store.base}Claim"), graph):
        if isinstance(quad.subject, ox.NamedNode):
            claim = statement(store, quad.subject.value)
            found[claim.start, claim.end, claim.quote].append(claim)
    passages = []
    reached = 0
    for (start, end, quote), claims in sorted(found.items()):
        ordered = sorted(claims, key=lambda claim: (claim.subject.label, claim.relation.label, claim.iri))
        passages.append(Passage(start, end, quote, tuple(ordered), start > reached + _BLANKS))
        reached = max(reached, end)
    return Article(
        iri=iri,
        id=document.id,
        title=document.title,
        published=document.published.isoformat() if document.published else None,
        publisher=document.source,
        url=document.url,
        lang=document.lang,
        passages=tuple(passages),
        claims=sum(len(passage.claims) for passage in passages),
    )
