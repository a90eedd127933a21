"""What a threshold of confidence keeps, and how right it is: the price of a cleaner graph."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from kg.evaluate.score import Counts, Score, align

__all__ = ["THRESHOLDS", "Kept", "reliability"]

THRESHOLDS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.97)


class Kept(NamedTuple):
    """The claims of at least some confidence."""

    threshold: float
    counts: Counts
    """`predicted` are the claims kept; repetitions of a claim and optional ones are not among them."""
    confidence: float
    """Their mean confidence, which precision equals where confidence is calibrated; 0 if none is kept."""


def reliability(score: Score, thresholds: Iterable[float] = THRESHOLDS) -> list[Kept]:
    """Return the figures of the claims at or above each threshold, aligned with the gold claims anew."""
    found = []
    for threshold in thresholds:
        counts = Counts()
        sure = 0.0
        for gold, pairing in score.pairings:
            kept = [claim for claim in pairing.claims if claim.confidence >= threshold]
            again = align(gold.claims, kept, score.symmetric)
            right = [claim for claim, wanted in again.found if not wanted.optional]
            counts.right += len(right)
            counts.predicted += len(right) + len(again.extra)
            counts.wanted += sum(not wanted.optional for wanted in gold.claims)
            sure += sum(claim.confidence for claim in (*right, *again.extra))
        found.append(Kept(threshold, counts, sure / counts.predicted if counts.predicted else 0.0))
    return found
