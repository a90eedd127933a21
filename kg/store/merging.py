"""What a merge does to a document's graph, and how it is taken back: two functions that undo each other.

`merged` puts one entity in the place of several wherever a graph names them, so that queries, views and analyses see
one node without knowing of merges; what the document was read to say stays beside it:

- a claim keeps the entity that its words were linked to, as `kg:subjectEntity`, `kg:objectEntity` or
  `kg:attributionEntity`; its IRI, mentions, offsets and evidence do not change;
- an entity that another one stands for keeps its name and class in this document, as `kg:mergedLabel` and
  `kg:mergedClass`, which no query for labels or classes comes across.

`unmerged` gives the graph as it was read, from the graph alone. A graph depends on its document and on the merges, and
on no other graph, so that neither the order of documents and merges nor a document that is removed leaves a trace.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias, cast

from pyoxigraph import Literal, NamedNode, Quad

from kg.ids import DEFAULT_BASE, is_known_entity
from kg.store.terms import RDF, RDFS, SCHEMA, SKOS, graph_iri, node

__all__ = ["Merges", "decode_merges", "encode_merges", "kept_in", "merged", "unmerged"]

_Node: TypeAlias = NamedNode | Literal


@dataclass(frozen=True, slots=True)
class Merges:
    """Which entities are one, and what else was judged of them; everything by IRI."""

    canonical: Mapping[str, str] = field(default_factory=dict)
    """The entity that stands for another, by that other's IRI. Those that stand for themselves are not in it."""
    same_as: frozenset[tuple[str, str]] = frozenset()
    """Entities with what they are called elsewhere, such as in Wikidata."""
    names: frozenset[tuple[str, str]] = frozenset()
    """Entities with the further names that they have there."""

    def members(self) -> dict[str, list[str]]:
        """Return for each entity that stands for others these others, sorted."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for one, other in sorted(self.canonical.items()):
            found[other].append(one)
        return dict(found)


def kept_in(base: str) -> dict[str, str]:
    """Return for each property that names an argument the one that keeps which entity its words were linked to."""
    return {
        f"{RDF}subject": f"{base}subjectEntity",
        f"{RDF}object": f"{base}objectEntity",
        f"{base}attributedTo": f"{base}attributionEntity",
    }


def merged(quads: Iterable[Quad], canonical: Mapping[str, str], *, base: str = DEFAULT_BASE) -> set[Quad]:
    """Return a document's graph, given as it was read, with each entity replaced by the one that stands for it."""
    if not canonical:
        return set(quads)
    graph = _Graph(set(quads), base)
    moved = graph.arguments() & canonical.keys()
    if not moved:
        return graph.quads
    graph.drop_statements()
    for claim, predicate, entity in graph.places():
        if entity in moved:
            graph.remove(claim, predicate, NamedNode(entity))
            graph.add(claim, predicate, NamedNode(canonical[entity]))
            graph.add(claim, kept_in(base)[predicate], NamedNode(entity))
    graph.add_statements()
    for entity in sorted(moved):
        for predicate, kept in graph.kept.items():
            for value in graph.values(entity, predicate):
                graph.remove(NamedNode(entity), predicate, value)
                graph.add(NamedNode(entity), kept, value)
    # One that the document itself does not name goes by the name and class of the first that it stands for.
    for entity in sorted(moved):
        target = canonical[entity]
        if not is_known_entity(target) and not graph.values(target, f"{RDFS}label"):
            for predicate, kept in graph.kept.items():
                for value in graph.values(entity, kept):
                    graph.add(NamedNode(target), predicate, value)
    return graph.quads


def unmerged(quads: Iterable[Quad], *, base: str = DEFAULT_BASE) -> set[Quad]:
    """Return a document's graph as it was read, whatever is merged in it."""
    graph = _Graph(set(quads), base)
    places = {kept: predicate for predicate, kept in kept_in(base).items()}
    moved = [quad for quad in graph.quads if quad.predicate.value in places]
    if not moved:
        return graph.quads
    graph.drop_statements()
    targets = set()
    for quad in moved:
        claim, entity = cast(NamedNode, quad.subject), cast(NamedNode, quad.object)
        predicate = places[quad.predicate.value]
        [target] = graph.values(claim.value, predicate)
        graph.quads.remove(quad)
        graph.remove(claim, predicate, target)
        graph.add(claim, predicate, entity)
        targets.add(target.value)
    graph.add_statements()
    for iri in targets - graph.arguments():
        for predicate in graph.kept:
            for value in graph.values(iri, predicate):
                graph.remove(NamedNode(iri), predicate, value)
    back = {kept: predicate for predicate, kept in graph.kept.items()}
    for quad in [quad for quad in graph.quads if quad.predicate.value in back]:
        graph.quads.remove(quad)
        graph.quads.add(Quad(quad.subject, node(back[quad.predicate.value]), quad.object, quad.graph_name))
    return graph.quads


class _Graph:
    """The quads of one document's graph, with a look at them by subject."""

    def __init__(self, quads: set[Quad], base: str) -> None:
        self.quads = quads
        self.base = base
        self.name = next(iter(quads)).graph_name if quads else NamedNode(base)
        self.kept = {f"{RDFS}label": f"{base}mergedLabel", f"{RDF}type": f"{base}mergedClass"}
        self._facts: defaultdict[str, defaultdict[str, set[_Node]]] = defaultdict(lambda: defaultdict(set))
        for quad in quads:
            self._facts[cast(NamedNode, quad.subject).value][quad.predicate.value].add(cast(_Node, quad.object))

    def values(self, subject: str, predicate: str) -> list[_Node]:
        found = self._facts[subject][predicate] if subject in self._facts else ()
        return sorted(found, key=str)

    def add(self, subject: NamedNode, predicate: str, value: _Node) -> None:
        self.quads.add(Quad(subject, node(predicate), value, self.name))
        self._facts[subject.value][predicate].add(value)

    def remove(self, subject: NamedNode, predicate: str, value: _Node) -> None:
        self.quads.discard(Quad(subject, node(predicate), value, self.name))
        self._facts[subject.value][predicate].discard(value)

    def claims(self) -> list[str]:
        kind = node(f"{self.base}Claim")
        return [subject for subject, facts in self._facts.items() if kind in facts.get(f"{RDF}type", ())]

    def places(self) -> list[tuple[NamedNode, str, str]]:
        """Return claim, property and entity of every argument."""
        return [
            (NamedNode(claim), predicate, value.value)
            for claim in self.claims()
            for predicate in kept_in(self.base)
            for value in self.values(claim, predicate)
        ]

    def arguments(self) -> set[str]:
        return {entity for _, _, entity in self.places()}

    def _statements(self) -> list[tuple[NamedNode, str, _Node]]:
        """Return the bare triples of the claims that are affirmed and actual, as the claims stand now."""
        asserted = {f"{self.base}polarity": f"{self.base}affirmed", f"{self.base}modality": f"{self.base}actual"}
        found = []
        for claim in self.claims():
            if all(self.values(claim, name) == [node(value)] for name, value in asserted.items()):
                [subject], [predicate], [value] = (
                    self.values(claim, f"{RDF}{name}") for name in ("subject", "predicate", "object")
                )
                found.append((cast(NamedNode, subject), predicate.value, value))
        return found

    def drop_statements(self) -> None:
        for statement in self._statements():
            self.remove(*statement)

    def add_statements(self) -> None:
        for statement in self._statements():
            self.add(*statement)


def encode_merges(merges: Merges, *, base: str = DEFAULT_BASE) -> set[Quad]:
    """Return the graph of the merges: who stands for whom, and what they are called elsewhere."""
    graph = NamedNode(graph_iri("merges", base))
    canonical, same_as, name = node(f"{base}canonical"), node(f"{SCHEMA}sameAs"), node(f"{SKOS}altLabel")
    return {
        *(Quad(NamedNode(one), canonical, NamedNode(other), graph) for one, other in merges.canonical.items()),
        *(Quad(NamedNode(entity), same_as, NamedNode(other), graph) for entity, other in merges.same_as),
        *(Quad(NamedNode(entity), name, Literal(text), graph) for entity, text in merges.names),
    }


def decode_merges(quads: Iterable[Quad], *, base: str = DEFAULT_BASE) -> Merges:
    """Return the merges that `encode_merges` wrote."""
    found: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    for quad in quads:
        pair = (cast(NamedNode, quad.subject).value, cast(_Node, quad.object).value)
        found[quad.predicate.value].add(pair)
    return Merges(
        canonical=dict(found[f"{base}canonical"]),
        same_as=frozenset(found[f"{SCHEMA}sameAs"]),
        names=frozenset(found[f"{SKOS}altLabel"]),
    )
