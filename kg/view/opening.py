"""Which entities a page opens with: the best supported, and none that would stand alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from kg.view.gathering import Edge, Node, is_fact

__all__ = ["opening"]


def opening(nodes: Sequence[Node], edges: Sequence[Edge], shown: int) -> set[int]:
    """Return the numbers of the `shown` best supported nodes, each with a neighbour among them.

    A fact is what the page opens with, so that a node without one, or with none to a node in sight, would be missing.
    """
    number = {node["id"]: at for at, node in enumerate(nodes)}
    neighbours: defaultdict[int, set[int]] = defaultdict(set)
    for edge in edges:
        if is_fact(edge):
            a, b = number[edge["subject"]], number[edge["object"]]
            neighbours[a].add(b)
            neighbours[b].add(a)
    chosen: set[int] = set()
    for at in range(len(nodes)):
        if len(chosen) >= shown:
            break
        if neighbours[at]:
            chosen.add(at)
            if not neighbours[at] & chosen and len(chosen) < shown:
                chosen.add(min(neighbours[at]))
    return chosen
