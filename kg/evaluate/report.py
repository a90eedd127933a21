"""Writes a score: a summary for people, the errors sentence by sentence, JSON for machines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kg.evaluate.arguments import ALL, KINDS, count_arguments
from kg.evaluate.gold import GoldClaim
from kg.evaluate.reliability import reliability
from kg.evaluate.score import Counts, Score, attribution_agrees, time_agrees
from kg.model import Claim

__all__ = ["as_json", "errors"]

QUALIFIERS = ("polarity", "modality", "attribution", "time")


def as_json(score: Score) -> dict[str, Any]:
    """Return the figures as a JSON object; shares are between 0 and 1."""
    return {
        **_figures(score.overall),
        **{qualifier: round(score.share(qualifier), 4) for qualifier in QUALIFIERS},
        "relations": {name: _figures(counts) for name, counts in sorted(score.relations.items())},
        "arguments": _arguments(score),
        "reliability": [
            {"threshold": kept.threshold, "confidence": round(kept.confidence, 4), **_figures(kept.counts)}
            for kept in reliability(score)
        ],
    }


def _figures(counts: Counts) -> dict[str, float | int]:
    return {
        "precision": round(counts.precision, 4),
        "recall": round(counts.recall, 4),
        "f1": round(counts.f1, 4),
        "right": counts.right,
        "predicted": counts.predicted,
        "wanted": counts.wanted,
    }


def _arguments(score: Score) -> dict[str, dict[str, dict[str, float | int]]]:
    """Return the figures by kind of argument, then by class: first of all classes, then the most wanted."""
    found = count_arguments(score)
    ranked = sorted(found, key=lambda key: (key.type != ALL, -found[key].wanted, -found[key].predicted, key.type))
    return {kind: {key.type: _figures(found[key]) for key in ranked if key.kind == kind} for kind in KINDS}


def errors(score: Score) -> Iterator[tuple[str, str, str, str]]:
    """Yield (document, kind, claim, sentence) for each miss, extra and wrong qualifier."""
    for gold, pairing in score.pairings:
        document = gold.document.id
        for missed in pairing.missed:
            yield document, "missed", _gold_line(missed), ""
        for claim in pairing.extra:
            yield document, "extra", _claim_line(claim), claim.evidence.quote
        for claim, wanted in pairing.found:
            wrong = [name for name in ("polarity", "modality") if getattr(claim, name) not in getattr(wanted, name)]
            if not attribution_agrees(claim, wanted):
                wrong.append("attribution")
            if not time_agrees(claim, wanted):
                wrong.append("time")
            if wrong and not wanted.optional:
                yield (
                    document,
                    "+".join(wrong),
                    f"{_claim_line(claim)}  wanted: {_gold_line(wanted)}",
                    claim.evidence.quote,
                )


def _claim_line(claim: Claim) -> str:
    who = f" says {claim.attributed_to.label}" if claim.attributed_to else ""
    when = f" in {claim.time.start}..{claim.time.end}" if claim.time else ""
    return (
        f"{claim.subject.label} {claim.predicate} {claim.object.label}"
        f" ({claim.polarity}, {claim.modality}{who}{when}) by {claim.pattern}"
    )


def _gold_line(gold: GoldClaim) -> str:
    who = f" says {gold.attributed_to[0]}" if gold.attributed_to else ""
    when = f" in {gold.time}" if gold.time else ""
    return f"{gold.subject[0]} {gold.predicate} {gold.object[0]} ({gold.polarity[0]}, {gold.modality[0]}{who}{when})"
