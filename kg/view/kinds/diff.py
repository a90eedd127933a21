"""What changed between two periods: relations that are new, gone, or turned into their opposite."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date, timedelta

from kg.errors import QueryError
from kg.view.gathering import Edge, is_fact, key_of
from kg.view.material import Material, Statement
from kg.view.payload import GuideItem, Payload, Section, build_payload, framing
from kg.view.periods import Span, as_period, in_words
from kg.view.style import style
from kg.vocab import relation_label, relations

__all__ = ["diff"]

_LISTED = 60
"""Changes of a kind that the page lists at most."""


def diff(material: Material, *, before: Span | None = None, after: Span | None = None, max_nodes: int = 150) -> Payload:
    """Return the statements of two periods of publication, each edge with how it changed, in one arrangement.

    Without periods, the articles are halved by their dates; one period alone is compared with all time before or after
    it. Of a pair that was mostly rivals in one and mostly partners in the other, the later statements are "flipped".
    Raises QueryError if a period is empty or the two overlap.
    """
    first, second = _periods(material.statements, before, after)
    halves = [[pair for pair in material.statements if pair[1].published in span] for span in (first, second)]
    for span, half in zip((first, second), halves, strict=True):
        if not half:
            raise QueryError(f"no article is of the period {span}: {material.dated()}")
    if any(pair[1].published in second for pair in halves[0]):
        raise QueryError(f"the periods {first} and {second} overlap: nothing can be told apart there")
    payload = build_payload(halves[0] + halves[1], shown=max_nodes, aliases=material.aliases)
    keys = [{key_of(claim) for claim, _ in half} for half in halves]
    flipped = _flipped(payload["edges"], first, second)
    for edge in payload["edges"]:
        in_first, in_second = (edge["id"] in held for held in keys)
        if in_first and in_second:
            edge["change"] = "kept"
        elif in_first:
            edge["change"] = "gone"
        else:
            turned = is_fact(edge) and _pair(edge) in flipped and _sign(edge) == flipped[_pair(edge)]
            edge["change"] = "flipped" if turned else "new"
    payload["framing"] = framing(
        "diff",
        _title(first, second),
        notice=payload["framing"]["notice"],
        bounded=payload["framing"]["bounded"],
        periods=[as_period(first), as_period(second)],
        guide={
            "title": "Changes",
            "intro": f"What articles of {in_words(second)} report and those of {in_words(first)} do not, and the other "
            "way round. What is gone may still hold: nobody reported it again.",
            "method": "Two who were mostly rivals in one period and mostly partners in the other, by articles, have "
            "flipped.",
            "sections": [section for section in _sections(payload, flipped) if section["items"]],
        },
    )
    return payload


def _periods(statements: Sequence[Statement], before: Span | None, after: Span | None) -> tuple[Span, Span]:
    if before and after:
        return before, after
    day = timedelta(days=1)
    if after:
        if after.start is None:
            raise QueryError(f"nothing comes before {after}: give it a first day")
        return Span(None, after.start - day), after
    if before:
        if before.end is None:
            raise QueryError(f"nothing comes after {before}: give it a last day")
        return before, Span(before.end + day, None)
    days = sorted({document.id: document.published for _, document in statements if document.published}.values())
    if len(set(days)) < 2:
        raise QueryError("all articles are of one day, or undated: there are no two periods to compare")
    middle = days[len(days) // 2]
    if middle == days[0]:
        middle = next(later for later in days if later > middle)
    return Span(days[0], middle - day), Span(middle, days[-1])


def _title(first: Span, second: Span) -> str:
    if first.end and second.start and second.start - first.end == timedelta(days=1):
        return f"What changed from {in_words(Span(second.start, second.start))} on"
    return f"{in_words(first)} and {in_words(second)} compared"


def _pair(edge: Edge) -> tuple[str, str]:
    return min(edge["subject"], edge["object"]), max(edge["subject"], edge["object"])


def _sign(edge: Edge) -> int:
    relation = relations().get(edge["relation"])
    return {"rivalry": -1, "cooperation": 1}.get(relation.sign if relation else "", 0)


def _flipped(edges: Sequence[Edge], first: Span, second: Span) -> dict[tuple[str, str], int]:
    """Return the sign in the second period of the pairs that had the other one in the first."""
    articles: defaultdict[tuple[tuple[str, str], int, bool], set[str]] = defaultdict(set)
    for edge in edges:
        if is_fact(edge) and _sign(edge):
            for item in edge["evidence"]:
                day = date.fromisoformat(item["date"]) if item["date"] else None
                articles[_pair(edge), _sign(edge), day in second].add(item["document"])
    balance: Counter[tuple[tuple[str, str], bool]] = Counter()
    for (pair, sign, late), documents in articles.items():
        balance[pair, late] += sign * len(documents)
    return {
        pair: 1 if value > 0 else -1
        for (pair, late), value in balance.items()
        if late and value * balance[pair, False] < 0
    }


def _sections(payload: Payload, flipped: dict[tuple[str, str], int]) -> list[Section]:
    names = {node["id"]: node["label"] for node in payload["nodes"]}
    minor = style().background
    order = sorted(payload["edges"], key=lambda edge: (edge["relation"] in minor, -edge["support"], edge["id"]))
    facts = [edge for edge in order if is_fact(edge)]
    turned = []
    for pair, sign in flipped.items():
        own = [edge for edge in facts if _pair(edge) == pair and _sign(edge)]
        words = "rivals, then partners" if sign > 0 else "partners, then rivals"
        turned.append(_item(" and ".join(names[iri] for iri in pair), words, own))
    turned.sort(key=lambda item: (-len(item["edges"]), item["title"]))
    sections: list[Section] = [{"title": f"Flipped: {len(turned):,}", "items": turned[:_LISTED]}]
    for change, title in (("new", "New"), ("gone", "Gone")):
        wanted = {change, "flipped"} if change == "new" else {change}
        own = [edge for edge in facts if edge["change"] in wanted]
        sections.append({"title": f"{title}: {len(own):,}", "items": [_single(edge, names) for edge in own[:_LISTED]]})
    return sections


def _single(edge: Edge, names: dict[str, str]) -> GuideItem:
    words = f"{names[edge['subject']]} {relation_label(edge['relation'])} {names[edge['object']]}"
    return _item(words, "", [edge])


def _item(title: str, note: str, edges: Sequence[Edge]) -> GuideItem:
    nodes = list(dict.fromkeys(iri for edge in edges for iri in (edge["subject"], edge["object"])))
    ids = [edge["id"] for edge in edges]
    return {"title": title, "note": note, "nodes": nodes, "edges": ids, "quote": None, "marks": []}
