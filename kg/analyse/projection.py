"""Claims as a graph of networkx: what articles report as fact, and how many of them do."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import networkx as nx

from kg.config import settings
from kg.ids import is_known_entity, minted_entity_iri
from kg.labels import counted
from kg.model import Claim, Mention
from kg.vocab import Sign, class_ancestors, relations

__all__ = ["Projection", "project"]

Facts = dict[tuple[str, str, str], set[str]]
"""Documents by subject, relation and object."""


@dataclass(frozen=True, slots=True)
class Projection:
    """A graph of entities, and what went into it."""

    graph: nx.MultiDiGraph[str]
    """Nodes are entity IRIs with `label`, `type` and `agent` (whether it can act). An edge goes from subject to
    object; its key is the relation, `sign` and `symmetric` are the ontology's, `documents` are the ids of those that
    report it as a fact, and `weight` is their number."""
    claims: int
    """Claims that were read."""
    facts: int
    """Claims that are affirmed and actual: only they are in the graph."""
    left_out: tuple[str, ...] = ()
    """Labels of what is in no graph of actors: common nouns, the most frequent first."""

    @property
    def relations(self) -> tuple[str, ...]:
        """The relations that occur, sorted."""
        return tuple(sorted({key for _, _, key in self.graph.edges(keys=True)}))

    def undirected(self, signs: Sequence[Sign] = ("rivalry", "cooperation", "neutral")) -> nx.Graph[str]:
        """Return one edge a pair of different entities, from the relations of these signs alone.

        `weight` is the number of distinct documents. Entities without such a relation are left out.
        """
        documents: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        for subject, object_, data in self.graph.edges(data=True):
            if subject != object_ and data["sign"] in signs:
                documents[min(subject, object_), max(subject, object_)] |= data["documents"]
        graph: nx.Graph[str] = nx.Graph()
        for node in sorted({node for pair in documents for node in pair}):
            graph.add_node(node, **self.graph.nodes[node])
        graph.add_weighted_edges_from((*pair, len(found)) for pair, found in sorted(documents.items()))
        return graph

    def describe(self) -> str:
        """Return in a sentence what the graph holds."""
        nodes = self.graph.number_of_nodes()
        said = (
            f"{counted(self.facts, 'fact')} (affirmed and actual) of {counted(self.claims, 'claim')}; "
            f"{counted(nodes, 'entity')}, {counted(len(self.relations), 'relation')}; "
            "an edge weighs as many distinct documents as report it"
        )
        if not self.left_out:
            return said
        number = counted(len(self.left_out), "common noun")
        verb = "is" if len(self.left_out) == 1 else "are"
        return f"{said}; {number} that no gazetteer knows, such as “{self.left_out[0]}”, {verb} left out"


def project(claims: Iterable[Claim]) -> Projection:
    """Return the graph of what the claims assert.

    A relation that the ontology does not know counts as neutral. An entity that goes by several labels or types has
    the most frequent. An entity that no gazetteer knows and that is called by a common noun alone, "duty" or
    "company", is left out with its relations: its weight says nothing of anybody.
    """
    known, ancestors = relations(), class_ancestors()
    names: defaultdict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    documents: Facts = defaultdict(set)
    read = facts = 0
    for claim in claims:
        read += 1
        if not claim.asserted:
            continue
        facts += 1
        ends = [_iri(claim.subject), _iri(claim.object)]
        for iri, mention in zip(ends, (claim.subject, claim.object), strict=True):
            names[iri][mention.label, mention.type] += 1
        relation = known.get(claim.predicate)
        if relation is not None and relation.symmetric:
            ends.sort()
        documents[ends[0], claim.predicate, ends[1]].add(claim.document)
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    common: list[tuple[int, str]] = []
    for iri in sorted(names):
        label, kind = min(names[iri], key=lambda name: (-names[iri][name], name))
        if _is_common_noun(iri, label):
            common.append((-names[iri].total(), label))
            continue
        graph.add_node(iri, label=label, type=kind, agent="Agent" in ancestors.get(kind, ()))
    for (subject, name, object_), found in sorted(documents.items()):
        if subject not in graph or object_ not in graph:
            continue
        relation = known.get(name)
        graph.add_edge(
            subject,
            object_,
            key=name,
            sign=relation.sign if relation else "neutral",
            symmetric=bool(relation and relation.symmetric),
            documents=frozenset(found),
            weight=len(found),
        )
    return Projection(graph, read, facts, tuple(label for _, label in sorted(common)))


def _is_common_noun(iri: str, label: str) -> bool:
    return not is_known_entity(iri) and label.islower() and len(label.split()) == 1


def _iri(mention: Mention) -> str:
    return mention.entity or minted_entity_iri(mention.label, settings().base_iri)
