"""The OWL 2 RL closure of the graph, by owlrl: what the ontology's axioms entail beyond the rules.

owlrl works in memory in plain Python and takes time that grows faster than the graph, so that the triples to go in are
limited. Of what comes out, that is kept which says something of an entity: its classes, those of other vocabularies
that ours is aligned to among them, and what relates it to others; not that it is a thing, or the same as itself.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

import pyoxigraph as ox

from kg.errors import ConfigError, StoreError
from kg.reason.fixpoint import Fact
from kg.reason.rules import Rule
from kg.store.terms import RDF

__all__ = ["OWL_RL_LIMIT", "closure"]

OWL_RL_LIMIT = 30_000
"""Triples that go in at most, unless the caller says otherwise."""

_RULE = Rule(
    name="owl-rl",
    title="OWL 2 RL",
    description="Entailed by the axioms of the ontology under the OWL 2 RL/RDF rules.",
    given="",
    expected="",
    select="",
    conclusions=(),
    premises=(),
    optional=frozenset(),
)
_META = ("http://www.w3.org/2002/07/owl#", "http://www.w3.org/2000/01/rdf-schema#")


def closure(triples: Iterable[ox.Triple], *, base: str, limit: int | None = None) -> tuple[list[Fact], Rule]:
    """Return what else follows of entities, sorted, and the rule that stands for all of it.

    What goes in are the vocabulary and what is said of the entities that claims name, not the records of the claims.
    Raises StoreError if that is more than `limit` triples, and ConfigError if owlrl is not installed.
    """
    try:
        import owlrl
    except ImportError as error:
        raise ConfigError(
            "OWL 2 RL needs the package owlrl: install it with pip install 'tech-rivalry-kg[reason]'"
        ) from error
    from rdflib import Graph, URIRef

    everything = set(triples)
    arguments = (f"{RDF}subject", f"{RDF}object")
    named = {triple.object for triple in everything if triple.predicate.value in arguments}
    given = {triple for triple in everything if _of_interest(triple, named, base)}
    most = OWL_RL_LIMIT if limit is None else limit
    if len(given) > most:
        raise StoreError(
            f"OWL 2 RL would start from {len(given):,} triples, more than the limit of {most:,}: it takes long and "
            "much memory; raise --limit, or do without --owl-rl, as the rules cover what the ontology uses"
        )
    graph = Graph().parse(data="".join(f"{triple} .\n" for triple in given), format="nt")
    before = set(graph)
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics, axiomatic_triples=False, datatype_axioms=False).expand(graph)
    found = []
    for subject, predicate, value in set(graph) - before:
        if not (isinstance(subject, URIRef) and isinstance(value, URIRef)) or subject == value:
            continue
        if not str(subject).startswith(f"{base}entity/") or str(predicate).startswith(_META):
            continue
        if str(value).startswith(_META):
            continue
        found.append(Fact(str(subject), str(predicate), ox.NamedNode(str(value))))
    return sorted(found, key=str), _RULE


def _of_interest(triple: ox.Triple, named: Collection[object], base: str) -> bool:
    """Return whether a triple is of the vocabulary, or relates or classifies an entity that claims name."""
    subject, value = triple.subject, triple.object
    if isinstance(subject, ox.BlankNode):
        return True
    if not isinstance(subject, ox.NamedNode):
        return False
    if subject.value.startswith(f"{base}entity/"):
        return (
            isinstance(value, ox.NamedNode)
            and subject in named
            and (value.value.startswith(f"{base}entity/") or triple.predicate.value == f"{RDF}type")
        )
    inside = subject.value.removeprefix(base)
    return (not subject.value.startswith(base) or "/" not in inside) and not isinstance(value, ox.Literal)
