"""Whether a store is of the shape that `ontology/shapes.ttl` asks for, part by part.

Documents are validated in batches, each with the reference data of the entities that it names, so that time grows with
the store and memory does not. The reference data, the fused statements and the inferences are parts of their own. What
rules concluded is not validated beyond its inferences: it has no labels, and follows from what is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, cast

import pyoxigraph as ox

from kg.ids import document_iri
from kg.reason.shacl import Finding, check
from kg.store import Store, label
from kg.store.terms import DCTERMS, PROV, graph_iri, node, prefixes

__all__ = ["Problem", "validate"]

_BATCH = 8_000
"""Triples of documents that are validated together, at least one document."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in the store that is not as it should be."""

    severity: Literal["violation", "warning", "info"]
    """A violation is a defect; a warning is a claim to look at."""
    focus: str
    """IRI of what is wrong."""
    label: str
    """What it is called; of a claim, what it says."""
    path: str
    """The property, shortened; empty if it is wrong as a whole."""
    value: str
    """The value that is wrong, shortened; empty if one is missing."""
    message: str
    document: str
    """Id of the document; empty if no document has it."""


def validate(store: Store, *, progress: Callable[[int, int], None] | None = None) -> list[Problem]:
    """Return what is wrong, violations first. `progress` is called with parts done and their number.

    Raises ConfigError if pySHACL is not installed.
    """
    vocabulary = _graph(store, graph_iri("ontology", store.base))
    parts = list(_parts(store))
    found: set[Problem] = set()
    for done, part in enumerate(parts, start=1):
        found.update(_problem(store, each) for each in check(vocabulary | part()))
        if progress:
            progress(done, len(parts))
    order = {"violation": 0, "warning": 1, "info": 2}
    return sorted(found, key=lambda each: (order[each.severity], each.document, each.focus, each.path, each.value))


def _parts(store: Store) -> Iterator[Callable[[], set[ox.Triple]]]:
    """Yield functions that return the triples of each part."""
    reference = {graph_iri("reference", store.base), graph_iri("merges", store.base)}
    yield lambda: set().union(*(_graph(store, name) for name in reference))
    yield lambda: _graph(store, graph_iri("fused", store.base))
    inferred = tuple(f"{store.base}{kind}/" for kind in ("inference", "premise", "rule"))
    yield lambda: {
        triple
        for triple in _graph(store, graph_iri("inferred", store.base))
        if cast(ox.NamedNode, triple.subject).value.startswith(inferred)
    }
    batch: list[str] = []
    size = 0
    for source in store.sources():
        graph = document_iri(source.id, store.base)
        batch.append(graph)
        size += sum(1 for _ in store.quads(None, None, None, ox.NamedNode(graph)))
        if size >= _BATCH:
            yield _documents(store, batch)
            batch, size = [], 0
    if batch:
        yield _documents(store, batch)


def _documents(store: Store, graphs: list[str]) -> Callable[[], set[ox.Triple]]:
    """Return a function for what documents say, with what the reference data have of the entities in it."""

    def triples() -> set[ox.Triple]:
        said = set().union(*(_graph(store, graph) for graph in graphs))
        known: set[ox.Triple] = set()
        todo = {triple.object for triple in said if isinstance(triple.object, ox.NamedNode)}
        seen: set[object] = set()
        while todo:  # its country and parent are entities as well, which must have their classes
            entity = todo.pop()
            seen.add(entity)
            for quad in _about(store, entity):
                known.add(quad.triple)
                if quad.object not in seen and isinstance(quad.object, ox.NamedNode):
                    todo.add(quad.object)
        return said | known

    return triples


def _about(store: Store, entity: ox.NamedNode) -> Iterable[ox.Quad]:
    return store.quads(entity, None, None, node(graph_iri("reference", store.base)))


def _graph(store: Store, name: str) -> set[ox.Triple]:
    return {quad.triple for quad in store.quads(None, None, None, ox.NamedNode(name))}


def _problem(store: Store, found: Finding) -> Problem:
    return Problem(
        severity=found.severity,
        focus=found.focus,
        label=_label(store, found.focus),
        path=_short(store, found.path),
        value=_short(store, found.value),
        message=found.message.replace(found.focus, _short(store, found.focus)),
        document=_document(store, found.focus),
    )


def _label(store: Store, iri: str) -> str:
    """Return the name of a thing; of a claim, its subject, relation and object."""
    try:
        subject = ox.NamedNode(iri)
    except ValueError:  # a literal where an IRI should be
        return iri
    facts = {q.predicate.value.rsplit("#", 1)[-1]: q.object for q in store.quads(subject, None, None)}
    ends = [facts.get(name) for name in ("subject", "predicate", "object")]
    if all(isinstance(end, ox.NamedNode) for end in ends):
        names = (cast(ox.NamedNode, end).value for end in ends)
        return " ".join(label(store, name) or _short(store, name) for name in names)
    return label(store, iri) or _short(store, iri)


def _document(store: Store, iri: str) -> str:
    """Return the id of the document that a claim is derived from, or whose graph alone has the node."""
    try:
        subject = ox.NamedNode(iri)
    except ValueError:
        return ""
    derived = store.quads(subject, node(f"{PROV}wasDerivedFrom"), None)
    graphs = {cast(ox.NamedNode, quad.object) for quad in derived} or {
        cast(ox.NamedNode, quad.graph_name) for quad in store.quads(subject, None, None)
    }
    if len(graphs) != 1:
        return ""
    graph = graphs.pop()
    ids = store.quads(graph, node(f"{DCTERMS}identifier"), None)
    return next((cast(ox.Literal, quad.object).value for quad in ids), "")


def _short(store: Store, text: str) -> str:
    """Return the text with the IRIs in it shortened."""
    words = []
    for word in text.split(" "):
        fitting = [(space, prefix) for prefix, space in prefixes(store.base).items() if word.startswith(space)]
        space, prefix = max(fitting, key=lambda pair: len(pair[0]), default=("", ""))
        words.append(f"{prefix}:{word.removeprefix(space)}" if prefix else word)
    return " ".join(words)
