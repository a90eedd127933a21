"""How two actors hang together: the best paths from one to the other, with the evidence of each step."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from kg.errors import QueryError
from kg.labels import counted
from kg.view.gathering import Edge, Node, ends, is_fact
from kg.view.material import Material
from kg.view.payload import GuideItem, Payload, build_payload, framing

__all__ = ["path"]

_STEP, _LANE = 150.0, 105.0
"""Pixels from one step to the next, and from one path to the next."""


def path(material: Material, *, start: str, end: str, k: int = 5) -> Payload:
    """Return the statements along the `k` best paths between two entities, given by their IRIs.

    Raises QueryError if the two are one, or if no path joins them.
    """
    names = [material.label(iri) for iri in (start, end)]
    if start == end:
        raise QueryError(f"both ends are {names[0]}: name two different actors")
    if material.paths is None:
        raise QueryError("paths need an analysis: draw this view with kg.pages")
    method, paths = material.paths(material.statements, start, end, k)
    if not paths:
        raise QueryError(
            f"no path of facts leads from {names[0]} to {names[1]}: allow less sure claims or a longer period, or see "
            "what is said of each with `kg view ego`"
        )
    steps = {tuple(sorted(step)) for members in paths for step in pairwise(members)}
    chosen = [pair for pair in material.statements if tuple(sorted(ends(pair[0]))) in steps]

    payload = build_payload(chosen, aliases=material.aliases, arrange=lambda nodes, _: _lanes(nodes, paths))
    labels = {node["id"]: node["label"] for node in payload["nodes"]}
    payload["framing"] = framing(
        "path",
        f"From {names[0]} to {names[1]}",
        focus=[start, end],
        guide={
            "title": "Paths",
            "intro": f"{counted(len(paths), 'path')} between {names[0]} and {names[1]}, the best first.",
            "method": method,
            "sections": [{"title": "", "items": [_item(each, labels, payload["edges"]) for each in paths]}],
        },
    )
    return payload


def _lanes(nodes: Sequence[Node], paths: Sequence[Sequence[str]]) -> list[tuple[float, float]]:
    """Return places from left to right, one lane a path, the best in the middle; who is on several is on the best."""
    longest = max(len(members) for members in paths) - 1
    places: dict[str, tuple[float, float]] = {}
    taken = 0
    for members in paths:
        new = [iri for iri in members if iri not in places]
        lane = (taken + 1) // 2 * (1 if taken % 2 else -1)
        for at, iri in enumerate(members):
            if iri in new:
                # A little off the grid: a line that skips a step must not run through those between.
                slant = 0.18 * _LANE * (at % 2) if 0 < at < len(members) - 1 else 0.0
                places[iri] = (_STEP * longest * at / (len(members) - 1), lane * _LANE + slant)
        taken += bool(new)
    return [places[node["id"]] for node in nodes]


def _item(members: Sequence[str], labels: dict[str, str], edges: Sequence[Edge]) -> GuideItem:
    between: dict[tuple[str, ...], list[Edge]] = {}
    for edge in edges:
        between.setdefault(tuple(sorted((edge["subject"], edge["object"]))), []).append(edge)
    steps = [
        sorted(between[tuple(sorted(step))], key=lambda edge: (not is_fact(edge), -edge["support"], edge["id"]))
        for step in pairwise(members)
    ]
    weakest = min(
        len({item["document"] for edge in step if is_fact(edge) for item in edge["evidence"]}) for step in steps
    )
    return {
        "title": " – ".join(labels[iri] for iri in members),
        "note": f"{counted(len(steps), 'step')}, each in at least {counted(weakest, 'article')}",
        "nodes": list(members),
        "edges": [edge["id"] for step in steps for edge in step],
        "quote": None,
        "marks": [],
    }
