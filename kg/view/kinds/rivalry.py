"""Friend and foe: rivalry against cooperation among actors, and the triads that do not add up."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from kg.errors import QueryError
from kg.labels import counted
from kg.view.gathering import Edge, Node, ends, is_fact
from kg.view.layout import layout
from kg.view.material import Material, Statement, Triad
from kg.view.payload import GuideItem, Payload, Section, build_payload, framing, numbered, widths
from kg.view.style import style
from kg.vocab import class_ancestors, relations

__all__ = ["rivalry"]

_LISTED = 100
"""Triads of a kind that the page lists at most."""


def rivalry(material: Material, *, max_nodes: int = 60) -> Payload:
    """Return what ties actors as rivals or as friends, for the `max_nodes` best supported of them.

    Rivals are drawn apart. Raises QueryError if no statement is of either sign.
    """
    signed = [pair for pair in material.statements if _is_signed(pair)]
    if not signed:
        raise QueryError("no rivalry or cooperation between actors is stated here: look at the overview")
    every = build_payload(signed, shown=max_nodes, aliases=material.aliases)["nodes"]
    kept = {node["id"] for node in every if node["opening"]}
    chosen = [pair for pair in signed if kept.issuperset(ends(pair[0]))]
    payload = build_payload(chosen, aliases=material.aliases, arrange=_foes_apart)
    left = len(every) - len(kept)
    payload["framing"] = framing(
        "rivalry",
        "Rivals and partners",
        notice=f"{counted(left, 'actor')} more, less well supported, are left out: --max-nodes shows more."
        if left
        else None,
        bounded=True,
    )
    if material.triads:
        found = material.triads(chosen)
        unbalanced = [triad for triad in found.triads if not triad.balanced]
        balanced = [triad for triad in found.triads if triad.balanced]
        sections = [
            _section(f"Do not add up: {len(unbalanced):,}", unbalanced[:_LISTED], payload),
            _section(f"Add up: {len(balanced):,}", balanced[:_LISTED], payload),
        ]
        payload["framing"]["guide"] = {
            "title": "Triads",
            "intro": "The friend of a friend is a friend, and so is a foe’s foe. Where three actors do not follow "
            "that, something is under strain."
            if found.triads
            else "No three actors here all stand in relation to one another.",
            "method": found.method,
            "sections": [section for section in sections if section["items"]],
        }
    return payload


def _is_signed(statement: Statement) -> bool:
    claim = statement[0]
    relation = relations().get(claim.predicate)
    agents = all("Agent" in class_ancestors().get(end.type, ()) for end in (claim.subject, claim.object))
    affiliation = claim.predicate in style().background
    return bool(relation and relation.sign != "neutral" and agents and not affiliation)


def _foes_apart(nodes: Sequence[Node], edges: Sequence[Edge]) -> list[tuple[float, float]]:
    known = relations()
    balance: dict[tuple[int, int], int] = {}
    for edge, (a, b) in zip(edges, numbered(nodes, edges), strict=True):
        if is_fact(edge):
            sign = 1 if known[edge["relation"]].sign == "cooperation" else -1
            pair = (min(a, b), max(a, b))
            balance[pair] = balance.get(pair, 0) + sign * edge["support"]
    foes = [pair for pair, sign in balance.items() if sign < 0]
    return layout(len(nodes), numbered(nodes, edges), widths(nodes), apart=foes)


def _section(title: str, triads: Sequence[Triad], payload: Payload) -> Section:
    names = {node["id"]: node["label"] for node in payload["nodes"]}
    return {"title": title, "items": [_item(triad, names, payload["edges"]) for triad in triads]}


def _item(triad: Triad, names: dict[str, str], edges: Sequence[Edge]) -> GuideItem:
    sides = list(combinations(triad.members, 2))
    words = [
        f"{names[a]} and {names[b]}: {'partners' if sign > 0 else 'rivals'}"
        for (a, b), sign in zip(sides, triad.signs, strict=True)
    ]
    held = {frozenset(side) for side in sides}
    own = [edge for edge in edges if is_fact(edge) and frozenset((edge["subject"], edge["object"])) in held]
    own.sort(key=lambda edge: (-edge["support"], edge["id"]))
    return {
        "title": ", ".join(names[iri] for iri in triad.members),
        "note": "; ".join(words),
        "nodes": list(triad.members),
        "edges": [edge["id"] for edge in own],
        "quote": None,
        "marks": [],
    }
