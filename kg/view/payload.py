"""What a page shows, as plain data: nodes and edges with their evidence and places, and how the view frames them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypedDict, Unpack

from kg.labels import counted
from kg.model import Claim, Document
from kg.view.gathering import Edge, EvidenceItem, Node, gather
from kg.view.layout import layout
from kg.view.opening import opening
from kg.view.periods import Period

__all__ = [
    "LABEL_LENGTH",
    "LIMIT",
    "Arrangement",
    "Details",
    "Edge",
    "EvidenceItem",
    "Framing",
    "Guide",
    "GuideItem",
    "Node",
    "Payload",
    "Section",
    "Summary",
    "build_payload",
    "framing",
    "numbered",
    "spread",
    "widths",
]

LABEL_LENGTH = 30
"""Code points of a label that the drawing shows at most; panels and tables show all of it."""

LIMIT = 5000
"""Entities that a page holds at most: what a browser draws and filters without a pause."""

Arrangement = Callable[[Sequence[Node], Sequence[Edge]], Sequence[tuple[float, float]]]
"""Gives each node its x and y in pixels."""


class Summary(TypedDict):
    """Counts of the whole, and the first and last day of publication."""

    claims: int
    documents: int
    sources: int
    first: str | None
    last: str | None


class GuideItem(TypedDict):
    """One thing to look at: a path, a triad, a sentence."""

    title: str
    note: str
    nodes: list[str]
    """IRIs of what stands out when it is chosen."""
    edges: list[str]
    """Ids of its relations, in the order in which they are read."""
    quote: str | None
    """The sentence, where the item is one."""
    marks: list[list[int]]
    """Start and end of what the sentence names, half-open code points."""


class Section(TypedDict):
    """Items of a kind."""

    title: str
    items: list[GuideItem]


class Guide(TypedDict):
    """What a view found, as a list that leads through the drawing."""

    title: str
    intro: str
    method: str
    """How it was found and the work that describes it; may be empty."""
    sections: list[Section]


class Details(TypedDict, total=False):
    """What a view may say about its graph."""

    everything: bool
    """Whether the page opens with all entities."""
    notice: str | None
    """What was left out, and how to get it."""
    focus: list[str]
    """IRIs of the entities that the view is about."""
    guide: Guide | None
    communities: list[list[str]]
    """IRIs of the members of each, the best connected first."""
    periods: list[Period]
    """The two that are compared."""
    least: float
    """Confidence that all statements have at least."""
    span: Period | None
    """Time that all of them are of, if they were chosen by it."""
    document: str | None
    """IRI of the one document that they are of, if they were chosen by it."""
    bounded: bool
    """Whether entities of these statements were left out."""


class Framing(Details):
    """What a view says about its graph: all of it, as `framing` returns it."""

    kind: str
    """Name of the view."""
    title: str


class Payload(TypedDict):
    """All that a page shows. Nodes come in order of support, best first."""

    framing: Framing
    summary: Summary
    nodes: list[Node]
    edges: list[Edge]


def framing(kind: str = "overview", title: str = "Tech rivalry graph", **given: Unpack[Details]) -> Framing:
    """Return a framing in which all that is not given is empty."""
    empty: Details = {
        "everything": False,
        "notice": None,
        "focus": [],
        "guide": None,
        "communities": [],
        "periods": [],
        "least": 0.0,
        "span": None,
        "document": None,
        "bounded": False,
    }
    return {"kind": kind, "title": title, **empty, **given}


def build_payload(
    pairs: Iterable[tuple[Claim, Document]],
    *,
    shown: int = 150,
    aliases: Mapping[str, Sequence[str]] | None = None,
    arrange: Arrangement | None = None,
    limit: int = LIMIT,
) -> Payload:
    """Return nodes and edges of the claims, with the places where they are drawn, framed as an overview.

    `shown` is the number of best supported entities that the page opens with. Support is counted in documents that
    report a fact about the entity; who belongs where (the `background` of `ontology/view.yaml`) counts last.
    `aliases` maps entity IRIs to further names that the search finds. `arrange` places the nodes in a way of its own,
    and then the page opens with all of them. Of more than `limit` entities, the best supported stay, which the
    framing's notice says.
    """
    statements = list(pairs)
    nodes, edges = gather(statements, aliases or {})
    frame = framing()
    if len(nodes) > limit:
        frame["bounded"] = True
        frame["notice"] = (
            f"This page holds the {limit:,} best supported of {counted(len(nodes), 'entity')}. For the others, look at "
            "one actor with `kg view ego NAME`, or at a shorter time with --period."
        )
        nodes = nodes[:limit]
        kept = {node["id"] for node in nodes}
        edges = [edge for edge in edges if edge["subject"] in kept and edge["object"] in kept]
    if arrange is None:
        _place(nodes, edges, shown)
    else:
        for node, (x, y) in zip(nodes, arrange(nodes, edges), strict=True):
            node["x"], node["y"], node["opening"] = x, y, [x, y]
    documents = {document.id: document for _, document in statements}
    days = sorted(document.published.isoformat() for document in documents.values() if document.published)
    summary: Summary = {
        "claims": len(statements),
        "documents": len(documents),
        "sources": len({document.source for document in documents.values() if document.source}),
        "first": days[0] if days else None,
        "last": days[-1] if days else None,
    }
    return {"framing": frame, "summary": summary, "nodes": nodes, "edges": edges}


def widths(nodes: Iterable[Node]) -> list[float]:
    """Return the pixels that each node with its label asks for."""
    return [14 + 5.6 * min(len(node["label"]), LABEL_LENGTH) for node in nodes]


def spread(nodes: Sequence[Node], edges: Sequence[Edge]) -> list[tuple[float, float]]:
    """Return the places of the general layout: neighbours near each other."""
    return layout(len(nodes), numbered(nodes, edges), widths(nodes))


def numbered(nodes: Sequence[Node], edges: Sequence[Edge]) -> list[tuple[int, int]]:
    """Return the edges as pairs of places in `nodes`."""
    number = {node["id"]: at for at, node in enumerate(nodes)}
    return [(number[edge["subject"]], number[edge["object"]]) for edge in edges]


def _place(nodes: Sequence[Node], edges: Sequence[Edge], shown: int) -> None:
    """Give every node its place among all, and the first `shown` their place in the opening view."""
    for node, (x, y) in zip(nodes, spread(nodes, edges), strict=True):
        node["x"], node["y"] = x, y
    if shown >= len(nodes):
        for node in nodes:
            node["opening"] = [node["x"], node["y"]]
        return
    chosen = [nodes[at] for at in sorted(opening(nodes, edges, shown))]
    ids = {node["id"] for node in chosen}
    inner = [edge for edge in edges if edge["subject"] in ids and edge["object"] in ids]
    for node, place in zip(chosen, spread(chosen, inner), strict=True):
        node["opening"] = list(place)
