"""An actor in the middle, with those that it has to do with around it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from kg.errors import QueryError
from kg.labels import counted
from kg.view.gathering import Edge, Node, ends
from kg.view.layout import layout
from kg.view.material import Material, Statement
from kg.view.payload import Payload, build_payload, framing, numbered, widths

__all__ = ["ego"]


def ego(material: Material, *, entity: str, hops: int = 1, max_nodes: int = 150) -> Payload:
    """Return the statements among an entity, given by its IRI, and those at most `hops` steps from it.

    Of more than `max_nodes`, the nearest and then the best supported stay. Raises QueryError if no statement names
    the entity.
    """
    found = _around(material.statements, entity, hops)
    if not found:
        raise QueryError(
            f"no statement here names {material.label(entity)}: look at a longer period, or at another actor"
        )
    kept = set(found[:max_nodes])
    chosen = [statement for statement in material.statements if kept.issuperset(ends(statement[0]))]

    def around(nodes: Sequence[Node], edges: Sequence[Edge]) -> list[tuple[float, float]]:
        centre = next(at for at, node in enumerate(nodes) if node["id"] == entity)
        return layout(len(nodes), numbered(nodes, edges), widths(nodes), centre=centre)

    payload = build_payload(chosen, aliases=material.aliases, arrange=around)
    left = len(found) - len(kept)
    payload["framing"] = framing(
        "ego",
        f"{material.label(entity)} and its surroundings",
        focus=[entity],
        notice=f"{counted(left, 'entity')} more within reach, less well supported, are left out: "
        "--max-nodes shows more."
        if left
        else None,
        bounded=True,
    )
    return payload


def _around(statements: Iterable[Statement], entity: str, hops: int) -> list[str]:
    """Return who is at most `hops` steps away, the entity itself first, then by steps and by documents with facts."""
    near: defaultdict[str, defaultdict[str, set[tuple[bool, str]]]] = defaultdict(lambda: defaultdict(set))
    for claim, document in statements:
        subject, object_ = ends(claim)
        near[subject][object_].add((claim.asserted, document.id))
        near[object_][subject].add((claim.asserted, document.id))
    if entity not in near:
        return []
    found, ring = [entity], {entity}
    for _ in range(hops):
        support: defaultdict[str, set[tuple[bool, str]]] = defaultdict(set)
        for inner in ring:
            for outer, documents in near[inner].items():
                support[outer] |= documents
        ring = support.keys() - set(found)
        found += sorted(ring, key=lambda iri: (-sum(fact for fact, _ in support[iri]), -len(support[iri]), iri))
    return found
