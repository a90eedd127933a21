"""Measures linking alone: which entity each name in a text was taken to stand for.

The gold is JSON objects with `id`, `published`, `text` and `mentions`. A mention has `start` and `end` in code points,
its `text`, its `type` (a class of the ontology), and either `entity`, the key of a known entity, or, where that is
null, `cluster`: an identifier that all mentions of one unknown entity share, in whatever document.

A mention was found if a name that overlaps it was; each name stands for one mention, that with which it shares most.

- Known entities: accuracy, the share of their mentions that were linked to the right one.
- Unknown entities ("NIL"): an answer is a name without a known entity. Precision is the share of the answers that are
  mentions of unknown entities, recall the share of these mentions that have an answer. What is no mention at all in the
  gold counts against precision.
- Clusters of unknown names over all documents, by the IRI that stands for each name: B-cubed, see
  `kg.evaluate.clusters`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from kg.evaluate.clusters import BCubed, b_cubed
from kg.evaluate.excerpts import in_sentence
from kg.evaluate.gold import read_objects
from kg.evaluate.score import Counts
from kg.ids import is_known_entity
from kg.model import Document, Mention
from kg.store.judgements import Judgement

__all__ = ["GoldMention", "GoldNames", "MentionScore", "as_json", "errors", "read_mentions", "score_mentions"]


@dataclass(frozen=True, slots=True)
class GoldMention:
    """A name in a text, and what an annotator took it to stand for."""

    start: int
    end: int
    text: str
    type: str
    entity: str | None
    """Key of the known entity; None if no gazetteer has it."""
    cluster: str
    """What mentions of one thing share, in all documents."""


@dataclass(frozen=True, slots=True)
class GoldNames:
    """A text with all names in it."""

    document: Document
    mentions: tuple[GoldMention, ...]


@dataclass(slots=True)
class _Class:
    """Counts of mentions of one class."""

    wanted: int = 0
    found: int = 0
    linked: int = 0
    """Found, and linked to the right entity, or to none as it should be."""


@dataclass(slots=True)
class MentionScore:
    """Figures over all texts, and each mention with the name that answers it."""

    known: Counts = field(default_factory=Counts)
    """`right` over `wanted` is the accuracy; `predicted` are the mentions of known entities that were found."""
    nil: Counts = field(default_factory=Counts)
    found: int = 0
    exact: int = 0
    """Found with the same start and end."""
    classes: dict[str, _Class] = field(default_factory=dict)
    answers: list[tuple[GoldNames, GoldMention | None, Mention | None]] = field(default_factory=list)
    """One of the two is None for a mention that was missed, and for a name that is no mention."""
    joins: Sequence[Judgement] = ()
    """Which names were taken for one by rule: the names in `answers` have the IRI that stands for them."""

    @property
    def wanted(self) -> int:
        """Number of mentions in the gold."""
        return self.known.wanted + self.nil.wanted

    @property
    def accuracy(self) -> float:
        """Share of the mentions of known entities that were linked to the right one."""
        return self.known.right / self.known.wanted if self.known.wanted else 0.0

    def clusters(self, canonical: Callable[[str], str] = str) -> BCubed:
        """Return the figures of the clusters of unknown names. `canonical` gives the IRI that one was merged into."""
        pairs = [(str(n), mention, name) for n, (_, mention, name) in enumerate(self.answers) if mention is not None]
        return b_cubed(
            {n: mention.cluster for n, mention, _ in pairs},
            {n: canonical(name.entity or "") for n, _, name in pairs if name is not None},
            [n for n, mention, _ in pairs if mention.entity is None],
        )


def read_mentions(paths: Iterable[Path]) -> Iterator[GoldNames]:
    """Yield the texts of .json and .jsonl files.

    Raises InputError that names the file and line of what does not parse, and of a mention that is not where its
    offsets say or does not say what it stands for.
    """
    return read_objects(paths, _names)


def _names(data: dict[str, Any]) -> GoldNames:
    text = data["text"]
    published = date.fromisoformat(data["published"]) if data.get("published") else None
    document = Document(id=data["id"], text=text, published=published)
    return GoldNames(document, tuple(_mention(each, text) for each in data["mentions"]))


def _mention(data: dict[str, Any], text: str) -> GoldMention:
    start, end, words = data["start"], data["end"], data["text"]
    entity, cluster = data["entity"], data.get("cluster")
    if not words or text[start:end] != words:
        raise ValueError(f"{start} to {end} is {text[start:end]!r}, not {words!r}: correct the offsets")
    if entity is None and not cluster:
        raise ValueError(f"{words!r} at {start}: give the cluster of what is no known entity")
    # A prefix keeps a key and a cluster of the same letters apart.
    return GoldMention(start, end, words, data["type"], entity, f"={entity}" if entity else f"?{cluster}")


def score_mentions(
    answered: Iterable[tuple[GoldNames, Sequence[Mention]]], entity_iri: Callable[[str], str]
) -> MentionScore:
    """Return the figures of the linked names of each text. `entity_iri` gives the IRI of a known entity's key."""
    total = MentionScore()
    for gold, names in answered:
        matched = _matched(gold.mentions, names)
        for place, mention in enumerate(gold.mentions):
            _count(total, mention, name := matched.get(place), entity_iri)
            total.answers.append((gold, mention, name))
        used = {id(name) for name in matched.values()}
        for name in names:
            if id(name) not in used:
                total.nil.predicted += not is_known_entity(name.entity or "")
                total.answers.append((gold, None, name))
    return total


def _matched(mentions: Sequence[GoldMention], names: Sequence[Mention]) -> Mapping[int, Mention]:
    """Return the name of each mention that has one, by its place in the list: those that share most first."""
    shares = []
    for place, mention in enumerate(mentions):
        for other, name in enumerate(names):
            common = min(mention.end, name.end) - max(mention.start, name.start)
            if common > 0:
                both = max(mention.end, name.end) - min(mention.start, name.start)
                shares.append((-common / both, place, other))
    found: dict[int, Mention] = {}
    used: set[int] = set()
    for _, place, other in sorted(shares):
        if place not in found and other not in used:
            found[place] = names[other]
            used.add(other)
    return found


def _count(total: MentionScore, mention: GoldMention, name: Mention | None, entity_iri: Callable[[str], str]) -> None:
    kind = total.classes.setdefault(mention.type, _Class())
    right = _is_right(mention, name, entity_iri)
    kind.wanted += 1
    kind.found += name is not None
    kind.linked += right
    total.found += name is not None
    total.exact += name is not None and (name.start, name.end) == (mention.start, mention.end)
    counts = total.nil if mention.entity is None else total.known
    counts.wanted += 1
    counts.right += right
    total.known.predicted += mention.entity is not None and name is not None
    total.nil.predicted += name is not None and not is_known_entity(name.entity or "")


def _is_right(mention: GoldMention, name: Mention | None, entity_iri: Callable[[str], str]) -> bool:
    if name is None:
        return False
    if mention.entity is None:
        return not is_known_entity(name.entity or "")
    return name.entity == entity_iri(mention.entity)


def as_json(score: MentionScore, merged: BCubed | None = None) -> dict[str, Any]:
    """Return the figures as a JSON object; shares are between 0 and 1. `merged` are the clusters after merging."""
    clusters = {"clusters": _figures(score.clusters())} | ({"merged": _figures(merged)} if merged else {})
    return {
        "mentions": score.wanted,
        "found": round(score.found / score.wanted, 4) if score.wanted else 0.0,
        "exact": round(score.exact / score.wanted, 4) if score.wanted else 0.0,
        "known": {"accuracy": round(score.accuracy, 4), "right": score.known.right, "wanted": score.known.wanted},
        "unknown": {
            **_figures(score.nil),
            "right": score.nil.right,
            "predicted": score.nil.predicted,
            "wanted": score.nil.wanted,
        },
        **clusters,
        "classes": {
            name: {
                "found": round(kind.found / kind.wanted, 4),
                "linked": round(kind.linked / kind.wanted, 4),
                "wanted": kind.wanted,
            }
            for name, kind in sorted(score.classes.items(), key=lambda row: (-row[1].wanted, row[0]))
        },
    }


def _figures(counts: Counts | BCubed) -> dict[str, float]:
    return {name: round(getattr(counts, name), 4) for name in ("precision", "recall", "f1")}


def errors(score: MentionScore, entity_iri: Callable[[str], str]) -> Iterator[tuple[str, str, str, str]]:
    """Yield (document, kind, answer and what was wanted, sentence) for each error, names in brackets.

    The kinds are "missed", "no name" (found, but no mention), "wrong entity", "not linked" (to the known entity),
    "linked" (although unknown), and, for the clusters of unknown names, "apart" (from most of its cluster) and "mixed"
    (with mentions of something else).
    """
    homes = _homes(score)
    owners = _owners(score)
    for gold, mention, name in score.answers:
        at = mention or name
        if at is None:
            continue
        kind, said = _error(mention, name, entity_iri, homes, owners)
        if kind:
            yield gold.document.id, kind, said, in_sentence(gold.document.text, at.start, at.end)


def _error(
    mention: GoldMention | None,
    name: Mention | None,
    entity_iri: Callable[[str], str],
    homes: Mapping[str, str],
    owners: Mapping[str, str],
) -> tuple[str, str]:
    """Return the kind of error, empty if there is none, and what was said and wanted."""
    if mention is None:
        return ("no name", f"{name.text} = {_short(name)}") if name is not None else ("", "")
    wanted = mention.entity or mention.cluster
    if name is None:
        return "missed", f"{mention.text}  wanted: {wanted}"
    said = f"{name.text} = {_short(name)}  wanted: {wanted}"
    if not _is_right(mention, name, entity_iri):
        known = is_known_entity(name.entity or "")
        return ("linked" if mention.entity is None else "wrong entity" if known else "not linked"), said
    if mention.entity is None and homes[mention.cluster] != name.entity:
        return "apart", f"{said} at {homes[mention.cluster]}"
    if mention.entity is None and owners[name.entity or ""] != mention.cluster:
        return "mixed", f"{said}, with {owners[name.entity or '']}"
    return "", ""


def _homes(score: MentionScore) -> dict[str, str]:
    """Return the IRI that most mentions of each cluster got."""
    return _most((mention.cluster, name.entity or "") for _, mention, name in score.answers if mention and name)


def _owners(score: MentionScore) -> dict[str, str]:
    """Return the cluster that most mentions with each IRI are of."""
    return _most((name.entity or "", mention.cluster) for _, mention, name in score.answers if mention and name)


def _most(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    counts: dict[str, dict[str, int]] = {}
    for key, value in pairs:
        held = counts.setdefault(key, {})
        held[value] = held.get(value, 0) + 1
    return {key: max(held, key=lambda value: held[value]) for key, held in counts.items()}


def _short(name: Mention) -> str:
    return (name.entity or "").partition("/entity/")[2] or "nothing"
