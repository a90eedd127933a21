"""What is said about technologies, and which claims stand in one sentence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from kg.analyse.cited import Cited
from kg.analyse.projection import Projection

__all__ = ["Act", "Place", "acts", "by_sentence", "place"]

Place: TypeAlias = tuple[str, int, int]
"""Document, and where the sentence starts and ends in it."""


@dataclass(frozen=True, slots=True)
class Act:
    """What an actor does about a technology, or a claim that ties two nodes, as a document says."""

    subject: str
    """IRI of the node."""
    relation: str
    object: str
    cited: Cited


def place(cited: Cited) -> Place:
    """Return the sentence of a claim."""
    return cited.document.id, cited.claim.evidence.start, cited.claim.evidence.end


def acts(projection: Projection, relations: frozenset[str]) -> list[Act]:
    """Return what actors do about technologies by these relations."""
    nodes = projection.graph.nodes
    return [
        Act(subject, relation, object_, cited)
        for subject, object_, relation, data in projection.graph.edges(keys=True, data=True)
        if relation in relations and nodes[subject]["agent"] and nodes[object_]["technology"]
        for cited in data["claims"]
    ]


def by_sentence(projection: Projection) -> Mapping[Place, list[Act]]:
    """Return all claims of the graph by the sentence that they stand in."""
    found: defaultdict[Place, list[Act]] = defaultdict(list)
    for subject, object_, relation, data in projection.graph.edges(keys=True, data=True):
        for cited in data["claims"]:
            found[place(cited)].append(Act(subject, relation, object_, cited))
    return found
