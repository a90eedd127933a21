"""What the graph knows of entities by themselves: names, classes, addresses elsewhere, how often they are named."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import cast
from urllib.parse import unquote

import pyoxigraph as ox

from kg.ids import is_known_entity, slug
from kg.store.base import Store
from kg.store.merging import kept_in, unmerged
from kg.store.terms import RDF, RDFS, SCHEMA, SKOS, graph_iri, node

__all__ = ["Reading", "claim_counts", "entity_names", "kinds", "label", "labels", "names_of", "readings", "same_as"]


@dataclass(slots=True)
class Reading:
    """What documents call an entity, as they were read."""

    names: set[str] = field(default_factory=set)
    kinds: set[str] = field(default_factory=set)
    """Classes, by local name."""
    documents: set[str] = field(default_factory=set)
    """Those that name it."""
    acronyms: set[str] = field(default_factory=set)
    """Words in capitals that stand for it where its full name does, too."""


def kinds(store: Store, iri: str) -> set[str]:
    """Return the classes of an entity and of all that it stands for, by local name; none that was inferred."""
    inferred = node(graph_iri("inferred", store.base))
    typed = store.quads(ox.NamedNode(iri), node(f"{RDF}type"), None)
    found = {quad.object for quad in typed if quad.graph_name != inferred}
    merged_class = node(f"{store.base}mergedClass")
    for one in (iri, *store.members.get(iri, ())):
        found |= {quad.object for quad in store.quads(ox.NamedNode(one), merged_class, None)}
    return {cast(ox.NamedNode, kind).value.removeprefix(store.base) for kind in found}


def label(store: Store, iri: str) -> str | None:
    """Return the name of an entity: of the gazetteer, or else the one that most documents have; None if none has.

    Of equals, the one that the IRI was minted from goes first.
    """
    found: Counter[str] = Counter()
    for quad in store.quads(ox.NamedNode(iri), node(f"{RDFS}label"), None):
        found[cast(ox.Literal, quad.object).value] += 1
    return _choose(iri, found) if found else None


def labels(store: Store) -> dict[str, str]:
    """Return the name of every entity that has one, by IRI, as `label` chooses it."""
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for quad in store.quads(None, node(f"{RDFS}label"), None):
        if isinstance(quad.subject, ox.NamedNode) and quad.subject.value.startswith(f"{store.base}entity/"):
            found[quad.subject.value][cast(ox.Literal, quad.object).value] += 1
    return {iri: _choose(iri, names) for iri, names in found.items()}


def _choose(iri: str, found: Mapping[str, int]) -> str:
    if len(found) == 1:
        return next(iter(found))
    minted = unquote(iri.rsplit("/", 1)[-1])
    return min(found, key=lambda name: (-found[name], slug(name) != minted, name))


def names_of(store: Store, iri: str) -> set[str]:
    """Return all names of an entity and of all that it stands for."""
    return {
        cast(ox.Literal, quad.object).value
        for one in (iri, *store.members.get(iri, ()))
        for predicate in _naming(store.base)
        for quad in store.quads(ox.NamedNode(one), node(predicate), None)
    }


def entity_names(store: Store) -> dict[str, set[str]]:
    """Return all names of all entities by IRI; those of what was merged belong to the one that stands for it."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for predicate in _naming(store.base):
        for quad in store.quads(None, node(predicate), None):
            if isinstance(quad.subject, ox.NamedNode) and quad.subject.value.startswith(f"{store.base}entity/"):
                iri = quad.subject.value
                found[store.merges.canonical.get(iri, iri)].add(cast(ox.Literal, quad.object).value)
    return dict(found)


def readings(store: Store) -> dict[str, Reading]:
    """Return all entities by IRI with what documents call them, as they were read: no merge matters.

    Known ones have the names and the class of the gazetteer.
    """
    found: defaultdict[str, Reading] = defaultdict(Reading)
    places = {node(predicate): kept.removesuffix("Entity") for predicate, kept in kept_in(store.base).items()}
    naming = {node(predicate) for predicate in _naming(store.base)}
    kind, reference = node(f"{RDF}type"), node(graph_iri("reference", store.base))
    merged = {quad.graph_name for quad in store.quads(None, node(f"{store.base}mergedLabel"), None)}
    away = {*merged, *(node(graph_iri(name, store.base)) for name in ("inferred", "merges"))}
    capitals = {
        (quad.subject, role): text
        for role in places.values()
        for quad in store.quads(None, node(f"{role}Mention"), None)
        if (text := cast(ox.Literal, quad.object).value).isupper()
    }

    def read(quads: Iterable[ox.Quad]) -> None:
        for quad in quads:
            subject, value = cast(ox.NamedNode, quad.subject).value, cast(ox.NamedNode, quad.object).value
            if quad.predicate in places:
                found[value].documents.add(cast(ox.NamedNode, quad.graph_name).value)
                if acronym := capitals.get((quad.subject, places[quad.predicate])):
                    found[value].acronyms.add(acronym)
            elif subject.startswith(f"{store.base}entity/"):
                if quad.predicate == kind:
                    found[subject].kinds.add(value.removeprefix(store.base))
                elif quad.predicate in naming:
                    found[subject].names.add(value)

    for predicate in (*places, *naming):
        read(quad for quad in store.quads(None, predicate, None) if quad.graph_name not in away)
    for _, quads in store.by_graph(cast("set[ox.NamedNode]", merged)):
        read(unmerged(quads, base=store.base))
    read(store.quads(None, kind, None, reference))
    unknown = [ox.NamedNode(iri) for iri in found if not is_known_entity(iri)]
    read(quad for quad in store.about(unknown, [kind]) if quad.graph_name not in away)
    return dict(found)


def same_as(store: Store) -> dict[str, str]:
    """Return the entities that have an address elsewhere, such as in Wikidata, by that address."""
    quads = store.quads(None, node(f"{SCHEMA}sameAs"), None)
    return {cast(ox.NamedNode, quad.object).value: cast(ox.NamedNode, quad.subject).value for quad in quads}


def claim_counts(store: Store) -> Counter[str]:
    """Return how often each entity is subject or object of a claim, by IRI."""
    return Counter(
        cast(ox.NamedNode, quad.object).value
        for end in ("subject", "object")
        for quad in store.quads(None, node(f"{RDF}{end}"), None)
    )


def _naming(base: str) -> tuple[str, ...]:
    return (f"{RDFS}label", f"{SKOS}altLabel", f"{base}mergedLabel")
