"""What the graph says of an entity, a claim or a document, as RDF, and which IRI an address of this site stands for.

The site mirrors the base IRI: `/entity/huawei` is `https://w3id.org/tech-rivalry/entity/huawei`. A suffix, as in
`/entity/huawei.ttl`, asks for a format; without one, the Accept header does.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote, unquote

import pyoxigraph as ox

from kg.serve.answers import Answer
from kg.store import Store
from kg.store.terms import RDF, node

__all__ = ["KINDS", "SUFFIXES", "address", "describe_resource", "find_resource"]

KINDS = ("entity", "claim", "document")
SUFFIXES = {".ttl": "text/turtle", ".jsonld": "application/ld+json", ".nt": "application/n-triples"}

_DEPTH = 3
"""Steps from a claim to the last of what belongs to it: its evidence, and the selectors of that."""


def address(iri: str, base: str) -> str:
    """Return where this site shows an IRI.

    >>> address("https://w3id.org/tech-rivalry/entity/huawei", "https://w3id.org/tech-rivalry/")
    '/entity/huawei'
    >>> address("https://w3id.org/tech-rivalry/competesWith", "https://w3id.org/tech-rivalry/")
    '/term?iri=https%3A%2F%2Fw3id.org%2Ftech-rivalry%2FcompetesWith'
    """
    path = iri.removeprefix(base)
    # A browser would resolve "." and "..", and take what follows "?" or "#" for something else.
    odd = any(part in {"", ".", ".."} for part in path.split("/")) or "?" in path or "#" in path
    if path != iri and path.partition("/")[0] in KINDS and not odd and not path.endswith(tuple(SUFFIXES)):
        return f"/{path}"
    return f"/term?iri={quote(iri, safe='')}"


def find_resource(store: Store, path: str) -> tuple[str, str | None] | None:
    """Return the IRI that a path, as it was sent, stands for, and the media type of its suffix; None for no IRI."""
    rest = path.removeprefix("/")
    for stem, media in ((rest, None), *((rest.removesuffix(s), m) for s, m in SUFFIXES.items() if rest.endswith(s))):
        for form in dict.fromkeys((stem, quote(unquote(stem), safe="/-_.~"))):
            iri = f"{store.base}{form}"
            if _known(store, iri):
                return iri, media
    return None


def _known(store: Store, iri: str) -> bool:
    try:
        subject = ox.NamedNode(iri)
    except ValueError:  # no IRI at all
        return False
    places = ((subject, None), (None, subject))
    return any(next(store.quads(s, None, o), None) is not None for s, o in places)


def describe_resource(store: Store, iri: str) -> Answer:
    """Return the triples that tell of a resource, each once.

    Of a document, all that its graph holds; of a claim, its own and those of its evidence; of an entity, its own and
    the plain ones that others have with it.
    """
    found = dict.fromkeys(_triples(store, ox.NamedNode(iri)))
    lines = sorted(f"{triple} .\n" for triple in found)
    return Answer(False, "".join(lines).encode(), False)


def _triples(store: Store, subject: ox.NamedNode) -> Iterator[ox.Triple]:
    if subject.value.startswith(f"{store.base}document/"):
        yield from (quad.triple for quad in store.quads(None, None, None, subject))
    elif subject.value.startswith(f"{store.base}claim/"):
        yield from _tree(store, subject, _DEPTH)
    else:
        yield from (quad.triple for quad in store.quads(subject, None, None))
        claim_parts = {node(f"{RDF}subject"), node(f"{RDF}object"), node(f"{store.base}attributedTo")}
        for quad in store.quads(None, None, subject):
            if quad.predicate not in claim_parts:
                yield quad.triple


def _tree(store: Store, subject: ox.NamedNode, depth: int) -> Iterator[ox.Triple]:
    """Yield the triples of a subject, and of what only it holds together: evidence, selectors, extraction."""
    for quad in store.quads(subject, None, None):
        yield quad.triple
        value = quad.object
        own = tuple(f"{store.base}{part}/" for part in ("evidence", "extraction", "extractor"))
        if depth and isinstance(value, ox.NamedNode) and value.value.startswith(own):
            yield from _tree(store, value, depth - 1)
