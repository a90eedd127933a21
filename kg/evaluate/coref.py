"""Measures coreference alone: what pronouns, descriptions and short names were taken to refer to.

The gold is JSON objects with `id`, `published`, `text` and `anaphors`. An anaphor has `start` and
`end` in code points, its `text`, a `kind`, and `antecedents`: a list with one list of acceptable
names for each member, several for "both companies", none where it refers to nobody that is named.

An answer is right if it names all members and no more. Precision is the share of the answers that
are right, recall the share of the anaphors with antecedents that got them, abstention the share
of those without that got no answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from kg.evaluate.excerpts import in_sentence
from kg.evaluate.gold import read_objects
from kg.evaluate.score import Counts, same_label
from kg.model import Document

__all__ = ["KINDS", "CorefScore", "GoldAnaphor", "GoldText", "as_json", "errors", "read_anaphors", "score_anaphors"]

KINDS = ("pronoun", "description", "name", "cataphor")


@dataclass(frozen=True, slots=True)
class GoldAnaphor:
    """What an annotator took a stretch of text to refer to."""

    start: int
    end: int
    text: str
    kind: str
    """One of KINDS."""
    antecedents: tuple[tuple[str, ...], ...]
    """Acceptable names of each member; empty if nobody named is meant."""


@dataclass(frozen=True, slots=True)
class GoldText:
    """A passage with its anaphors."""

    document: Document
    anaphors: tuple[GoldAnaphor, ...]


@dataclass(slots=True)
class _Figures:
    """Counts of one kind of anaphor."""

    counts: Counts = field(default_factory=Counts)
    silent: int = 0
    """Anaphors without antecedents that got no answer."""
    empty: int = 0
    """Anaphors without antecedents."""

    def add(self, anaphor: GoldAnaphor, answer: Sequence[str]) -> None:
        self.counts.right += bool(answer) and _is_right(anaphor, answer)
        self.counts.predicted += bool(answer)
        self.counts.wanted += bool(anaphor.antecedents)
        self.empty += not anaphor.antecedents
        self.silent += not anaphor.antecedents and not answer

    def as_json(self) -> dict[str, Any]:
        counts = self.counts
        return {
            "precision": round(counts.precision, 4),
            "recall": round(counts.recall, 4),
            "f1": round(counts.f1, 4),
            "abstention": round(self.silent / self.empty, 4) if self.empty else None,
            "right": counts.right,
            "predicted": counts.predicted,
            "wanted": counts.wanted,
            "empty": self.empty,
        }


@dataclass(slots=True)
class CorefScore:
    """Figures over all texts, and each anaphor with the answer it got."""

    overall: _Figures = field(default_factory=_Figures)
    kinds: dict[str, _Figures] = field(default_factory=dict)
    answers: list[tuple[GoldText, GoldAnaphor, tuple[str, ...]]] = field(default_factory=list)


def read_anaphors(paths: Iterable[Path]) -> Iterator[GoldText]:
    """Yield the passages of .json and .jsonl files.

    Raises InputError that names the file and line of what does not parse, and of an anaphor that is
    not where its offsets say.
    """
    return read_objects(paths, _text)


def _text(data: dict[str, Any]) -> GoldText:
    text = data["text"]
    return GoldText(
        Document(
            id=data["id"],
            text=text,
            published=date.fromisoformat(data["published"]) if data.get("published") else None,
        ),
        tuple(_anaphor(each, text) for each in data["anaphors"]),
    )


def _anaphor(data: dict[str, Any], text: str) -> GoldAnaphor:
    start, end, words, kind = data["start"], data["end"], data["text"], data["kind"]
    if not words or text[start:end] != words:
        raise ValueError(f"{start} to {end} is {text[start:end]!r}, not {words!r}: correct the offsets")
    if kind not in KINDS:
        raise ValueError(f"kind {kind!r} is unknown: use one of {', '.join(KINDS)}")
    members = tuple(tuple(names) for names in data["antecedents"])
    if any(isinstance(names, str) or not names for names in data["antecedents"]):
        raise ValueError(f"{words!r} at {start}: write antecedents as a list of lists of names")
    return GoldAnaphor(start, end, words, kind, members)


def score_anaphors(answered: Iterable[tuple[GoldText, Sequence[tuple[str, ...]]]]) -> CorefScore:
    """Return the figures of answers against gold; there is one answer for each anaphor, empty if it was left open."""
    total = CorefScore(kinds={kind: _Figures() for kind in KINDS})
    for gold, answers in answered:
        for anaphor, answer in zip(gold.anaphors, answers, strict=True):
            total.overall.add(anaphor, answer)
            total.kinds[anaphor.kind].add(anaphor, answer)
            total.answers.append((gold, anaphor, answer))
    return total


def _is_right(anaphor: GoldAnaphor, answer: Sequence[str]) -> bool:
    members = list(anaphor.antecedents)
    for name in answer:
        found = next((member for member in members if same_label((name,), member)), None)
        if found is None:
            return False
        members.remove(found)
    return not members


def as_json(score: CorefScore) -> dict[str, Any]:
    """Return the figures as a JSON object; shares are between 0 and 1, None where nothing could be shared."""
    return score.overall.as_json() | {"kinds": {kind: figures.as_json() for kind, figures in score.kinds.items()}}


def errors(score: CorefScore) -> Iterator[tuple[str, str, str, str]]:
    """Yield (document, kind, answer and what was wanted, sentence) for each anaphor that was answered wrongly or not.

    In the sentence the anaphor stands in brackets.
    """
    for gold, anaphor, answer in score.answers:
        if _is_right(anaphor, answer):
            continue
        wanted = " and ".join(names[0] for names in anaphor.antecedents) or "nobody"
        yield (
            gold.document.id,
            anaphor.kind,
            f"{anaphor.text} = {' and '.join(answer) or 'nobody'}  wanted: {wanted}",
            in_sentence(gold.document.text, anaphor.start, anaphor.end),
        )
