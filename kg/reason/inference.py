"""What follows from the graph, written into a graph of its own with all that it was concluded from.

The inferred graph is worked out anew each time, from what was read and the reference data, and compared with what is
stored: only the difference is written, in one transaction, and what no longer follows goes.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias, cast

import pyoxigraph as ox

from kg.ids import content_hash
from kg.reason.fixpoint import LIMIT, Derivation, Fact, derive
from kg.reason.rules import Rule, rules
from kg.store import Store
from kg.store.terms import PROV, RDF, RDFS, SKOS, graph_iri, node

__all__ = ["Inferred", "infer"]

_Term: TypeAlias = "ox.NamedNode | ox.Literal"


@dataclass(frozen=True, slots=True)
class Inferred:
    """What a run concluded, and what it changed."""

    triples: int
    """Conclusions, each once."""
    by_rule: Mapping[str, int]
    """How many each rule reached, by its name; several may reach the same."""
    added: int
    """Quads that were written."""
    removed: int
    """Quads that were taken out, as what they said no longer follows."""


def infer(
    store: Store, *, chosen: Sequence[Rule] | None = None, owl_rl: bool = False, limit: int | None = None
) -> Inferred:
    """Make the inferred graph what follows from the rest of the store, by the ontology's rules or those `chosen`.

    With `owl_rl`, what OWL 2 RL adds to it comes after; `limit` is then the greatest number of triples to go in.
    Raises StoreError if too much follows, OntologyError if a rule is malformed, and ConfigError without owlrl.
    """
    applied = rules() if chosen is None else tuple(chosen)
    graph = ox.NamedNode(graph_iri("inferred", store.base))
    read = {quad.triple for quad in store.quads() if quad.graph_name != graph}
    found = derive(read, applied, base=store.base, limit=LIMIT)
    if owl_rl:
        from kg.reason.owl_rl import closure

        reached = {_triple(each.conclusion) for each in found}
        further, rule = closure(read | reached, base=store.base, limit=limit)
        found += [Derivation(rule.name, fact, (), ()) for fact in further]
        applied = (*applied, rule)
    quads = set(_encode(store, found, applied, graph))
    removed, added = store.replace_inferred(quads)
    by_rule = Counter(rule for rule, _ in {(each.rule, each.conclusion) for each in found})
    return Inferred(
        triples=len({each.conclusion for each in found}),
        by_rule={rule.name: by_rule[rule.name] for rule in applied},
        added=added,
        removed=removed,
    )


def _triple(fact: Fact) -> ox.Triple:
    return ox.Triple(ox.NamedNode(fact.subject), ox.NamedNode(fact.predicate), fact.object)


def _quad(fact: Fact, graph: ox.NamedNode) -> ox.Quad:
    return ox.Quad(ox.NamedNode(fact.subject), ox.NamedNode(fact.predicate), fact.object, graph)


def _encode(
    store: Store, found: Iterable[Derivation], applied: Iterable[Rule], graph: ox.NamedNode
) -> Iterator[ox.Quad]:
    """Yield the inferred graph: conclusions, inferences, premises with their sources, and the rules."""
    base = store.base
    derivations = list(found)
    inferences: defaultdict[Fact, list[ox.NamedNode]] = defaultdict(list)
    premises: set[Fact] = set()
    for each in derivations:
        inference = _inference(each, base)
        inferences[each.conclusion].append(inference)
        premises.update(each.premises)
        yield _quad(each.conclusion, graph)
        yield ox.Quad(inference, node(f"{RDF}type"), node(f"{base}Inference"), graph)
        yield from _stated(inference, each.conclusion, base, graph)
        yield ox.Quad(inference, node(f"{base}byRule"), node(f"{base}rule/{each.rule}"), graph)
        for premise in each.premises:
            yield ox.Quad(inference, node(f"{base}premise"), _premise(premise, base), graph)
        for record in each.records:
            yield ox.Quad(inference, node(f"{PROV}wasDerivedFrom"), ox.NamedNode(record), graph)
    claims = _claims(store)
    for premise in premises:
        subject = _premise(premise, base)
        yield ox.Quad(subject, node(f"{RDF}type"), node(f"{base}Premise"), graph)
        yield from _stated(subject, premise, base, graph)
        for source in inferences.get(premise) or claims.get(premise) or _graphs(store, premise, graph):
            yield ox.Quad(subject, node(f"{PROV}wasDerivedFrom"), source, graph)
    for rule in applied:
        subject = node(f"{base}rule/{rule.name}")
        yield ox.Quad(subject, node(f"{RDF}type"), node(f"{base}Rule"), graph)
        yield ox.Quad(subject, node(f"{RDFS}label"), ox.Literal(rule.title), graph)
        yield ox.Quad(subject, node(f"{SKOS}definition"), ox.Literal(rule.description), graph)


def _inference(each: Derivation, base: str) -> ox.NamedNode:
    parts = (each.rule, str(each.conclusion), *map(str, each.premises), "", *each.records)
    return ox.NamedNode(f"{base}inference/{content_hash(*parts)}")


def _premise(fact: Fact, base: str) -> ox.NamedNode:
    return ox.NamedNode(f"{base}premise/{content_hash(str(fact))}")


def _stated(subject: ox.NamedNode, fact: Fact, base: str, graph: ox.NamedNode) -> Iterator[ox.Quad]:
    yield ox.Quad(subject, node(f"{base}statedSubject"), ox.NamedNode(fact.subject), graph)
    yield ox.Quad(subject, node(f"{base}statedRelation"), ox.NamedNode(fact.predicate), graph)
    yield ox.Quad(subject, node(f"{base}statedObject"), fact.object, graph)


def _claims(store: Store) -> dict[Fact, list[ox.NamedNode]]:
    """Return the claims that assert each triple."""
    parts: defaultdict[ox.NamedNode, dict[str, _Term]] = defaultdict(dict)
    for predicate in (
        f"{RDF}subject",
        f"{RDF}predicate",
        f"{RDF}object",
        f"{store.base}polarity",
        f"{store.base}modality",
    ):
        for quad in store.quads(None, node(predicate), None):
            parts[cast(ox.NamedNode, quad.subject)][predicate] = cast(_Term, quad.object)
    found: defaultdict[Fact, list[ox.NamedNode]] = defaultdict(list)
    for claim, values in parts.items():
        subject, relation, value, polarity, modality = values.values()
        if (polarity, modality) == (node(f"{store.base}affirmed"), node(f"{store.base}actual")):
            found[Fact(subject.value, relation.value, value)].append(claim)
    return found


def _graphs(store: Store, fact: Fact, inferred: ox.NamedNode) -> list[ox.NamedNode]:
    """Return the graphs that hold a triple: of documents, or of reference data."""
    quads = store.quads(ox.NamedNode(fact.subject), ox.NamedNode(fact.predicate), fact.object)
    return [cast(ox.NamedNode, quad.graph_name) for quad in quads if quad.graph_name != inferred]
