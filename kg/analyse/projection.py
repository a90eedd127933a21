"""Claims as a graph of networkx: what articles report as fact, and how many of them do."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import networkx as nx

from kg.analyse.affiliation import Affiliations
from kg.analyse.cited import Cited, best, cite
from kg.analyse.names import Casing, is_agent, is_technology, is_thing_of_note
from kg.analyse.scope import Scope
from kg.config import settings
from kg.errors import QueryError
from kg.ids import minted_entity_iri, slug
from kg.labels import counted
from kg.model import Claim, Document, Mention
from kg.vocab import Sign, relations

__all__ = ["SIGNS", "Projection", "check_known", "claims_between", "project"]

SIGNS: tuple[Sign, ...] = ("rivalry", "cooperation", "neutral")


@dataclass(frozen=True, slots=True)
class Projection:
    """A graph of entities, and what went into it."""

    graph: nx.MultiDiGraph[str]
    """Nodes are entity IRIs with `label`, `type`, `agent` (whether it can act) and `technology`. An edge goes from
    subject to object; its key is the relation, `sign` and `symmetric` are the ontology's, `claims` are those that
    report it as a fact, `documents` the ids of their articles, of reprints
    the first, and `weight` is the number of these."""
    claims: int
    """Claims that were read."""
    facts: int
    """Claims that are affirmed and actual: only they are in the graph."""
    affiliations: Affiliations
    scope: Scope = field(default_factory=Scope)
    left_out: tuple[str, ...] = ()
    """Labels of what is in no graph of actors: common nouns, the most frequent first."""
    publishers: tuple[str, ...] = ()
    """Labels of publishers of the articles, which report and do not act."""
    outside: int = 0
    """Facts that the scope leaves out."""
    inside: int = 0
    """Facts between what counts as one."""

    @property
    def relations(self) -> tuple[str, ...]:
        """The relations that occur, sorted."""
        return tuple(sorted({key for _, _, key in self.graph.edges(keys=True)}))

    def label(self, iri: str) -> str:
        """Return the name of an entity, of one that is no node as the gazetteer has it."""
        return str(self.graph.nodes[iri]["label"]) if iri in self.graph else self.affiliations.label(iri)

    def undirected(
        self,
        signs: Sequence[Sign] = SIGNS,
        *,
        without: Iterable[str] = (),
        agents: bool = False,
    ) -> nx.Graph[str]:
        """Return one edge a pair of different entities, from the relations of these signs alone.

        `weight` is the number of distinct documents. `without` names relations that do not count; with `agents`, both
        ends must be able to act. Entities without such a relation are left out.
        """
        documents: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        nodes, skipped = self.graph.nodes, set(without)
        for subject, object_, relation, data in self.graph.edges(keys=True, data=True):
            if data["sign"] not in signs or relation in skipped:
                continue
            if agents and not (nodes[subject]["agent"] and nodes[object_]["agent"]):
                continue
            documents[min(subject, object_), max(subject, object_)] |= data["documents"]
        graph: nx.Graph[str] = nx.Graph()
        for node in sorted({node for pair in documents for node in pair}):
            graph.add_node(node, **nodes[node])
        graph.add_weighted_edges_from((*pair, len(found)) for pair, found in sorted(documents.items()))
        return graph

    def cited(self) -> list[Cited]:
        """Return all claims that are in the graph."""
        return [cited for _, _, data in self.graph.edges(data=True) for cited in data["claims"]]

    def describe(self) -> str:
        """Return in a sentence what the graph holds."""
        said = [
            f"{counted(self.facts, 'fact')} (affirmed and actual) of {counted(self.claims, 'claim')}",
            *self.scope.describe(),
            f"{counted(self.graph.number_of_nodes(), 'entity')}, {counted(len(self.relations), 'relation')}",
            "an edge weighs as many distinct documents as report it, reprints of a sentence counted once",
        ]
        if self.outside:
            said.append(f"{counted(self.outside, 'fact')} outside of that")
        if self.inside:
            said.append(f"{counted(self.inside, 'fact')} of one with itself left out")
        if self.left_out:
            number = counted(len(self.left_out), "common noun")
            verb = "is" if len(self.left_out) == 1 else "are"
            said.append(f"{number} that no gazetteer knows, such as “{self.left_out[0]}”, {verb} left out")
        if self.publishers:
            said.append(f"publishers of the articles ({', '.join(self.publishers)}) are no actors here")
        return "; ".join(said)


def project(
    pairs: Iterable[tuple[Claim, Document]], *, scope: Scope | None = None, affiliations: Affiliations | None = None
) -> Projection:
    """Return the graph of what the claims assert, as far as the scope covers it.

    A relation that the ontology does not know counts as neutral. An entity that goes by several labels or types has
    the most frequent. Left out are relations of an entity with itself, entities that no gazetteer knows and that
    stand for others in each article ("duty", "companies"), and the publishers of the articles: weight says nothing of
    them. `affiliations` are those of the claims and the gazetteer if none are given.
    """
    scope = scope or Scope()
    statements = list(pairs)
    affiliations = affiliations or Affiliations.of(claim for claim, _ in statements)
    publishers = {slug(document.source) for _, document in statements if document.source}
    facts = [cited for cited in cite(statements) if cited.claim.asserted]
    gathered = _Gathered(scope, affiliations)
    for cited in facts:
        gathered.add(cited)
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    common: list[tuple[int, str]] = []
    reporting: list[str] = []
    casing = Casing({claim.evidence.quote for claim, _ in statements})
    for iri, (label, kind, number) in gathered.named().items():
        if slug(label) in publishers:
            reporting.append(label)
        elif not is_thing_of_note(iri, label, kind, casing):
            common.append((-number, label))
        else:
            graph.add_node(iri, label=label, type=kind, agent=is_agent(kind), technology=is_technology(kind))
    gathered.connect(graph)
    return Projection(
        graph,
        claims=len(statements),
        facts=len(facts),
        affiliations=affiliations,
        scope=scope,
        left_out=tuple(dict.fromkeys(label for _, label in sorted(common))),
        publishers=tuple(sorted(set(reporting))),
        outside=gathered.outside,
        inside=gathered.inside,
    )


class _Gathered:
    """Facts by subject, relation and object, and the names of these."""

    def __init__(self, scope: Scope, affiliations: Affiliations) -> None:
        self.scope = scope
        self.affiliations = affiliations
        self.names: defaultdict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
        self.facts: defaultdict[tuple[str, str, str], list[Cited]] = defaultdict(list)
        self.outside = self.inside = 0

    def add(self, cited: Cited) -> None:
        claim, scope = cited.claim, self.scope
        if (
            (scope.relations is not None and claim.predicate not in scope.relations)
            or claim.confidence < scope.min_confidence
            or not scope.covers(cited.day)
        ):
            self.outside += 1
            return
        ends = [self._node(claim.subject), self._node(claim.object)]
        if ends[0] == ends[1]:
            self.inside += 1
            return
        relation = relations().get(claim.predicate)
        if relation is not None and relation.symmetric:
            ends.sort()
        self.facts[ends[0], claim.predicate, ends[1]].append(cited)

    def _node(self, mention: Mention) -> str:
        iri = mention.entity or minted_entity_iri(mention.label, settings().base_iri)
        whole = self.affiliations.at(self.scope.level, iri)
        if whole is None or whole == iri:
            self.names[iri][mention.label, mention.type] += 1
            return iri
        self.names[whole][self.affiliations.label(whole), self.affiliations.type(whole)] += 1
        return whole

    def named(self) -> dict[str, tuple[str, str, int]]:
        """Return label, class and number of mentions of each entity, by IRI, in order."""
        found = {}
        for iri in sorted(self.names):
            names = self.names[iri]
            label, kind = min(names, key=lambda name: (-names[name], name))
            found[iri] = (label, kind, names.total())
        return found

    def connect(self, graph: nx.MultiDiGraph[str]) -> None:
        """Add the edges between nodes of the graph."""
        for (subject, name, object_), found in sorted(self.facts.items(), key=lambda fact: fact[0]):
            documents = frozenset(cited.report for cited in found)
            if subject not in graph or object_ not in graph or len(documents) < self.scope.min_documents:
                continue
            relation = relations().get(name)
            graph.add_edge(
                subject,
                object_,
                key=name,
                sign=relation.sign if relation else "neutral",
                symmetric=bool(relation and relation.symmetric),
                documents=documents,
                weight=len(documents),
                claims=best(found),
            )


def claims_between(
    projection: Projection, one: str, other: str, *, signs: Sequence[Sign] = SIGNS, without: Iterable[str] = ()
) -> tuple[Cited, ...]:
    """Return what is said of two entities, in either direction, those to read first at the head."""
    graph, skipped = projection.graph, set(without)
    found: list[Cited] = []
    for subject, object_ in ((one, other), (other, one)):
        if graph.has_edge(subject, object_):
            for relation, data in graph[subject][object_].items():
                if data["sign"] in signs and relation not in skipped:
                    found.extend(data["claims"])
    return best(found)


def check_known(projection: Projection, iri: str) -> None:
    """Raise QueryError if the graph has no such node, with what may be the reason."""
    if iri in projection.graph:
        return
    name = projection.label(iri)
    where = f" {projection.scope.period}" if projection.scope.period else ""
    raise QueryError(
        f"nothing is reported as a fact of {name!r}{where} in what is analysed: widen it, or see `kg entity {name!r}`"
    )
