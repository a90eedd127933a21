"""Aligns claims with gold claims and counts.

A claim is right when predicate, subject and object match a gold claim, in either order where the
relation is symmetric. Labels are compared after normalising case, determiners, possessives and
plurals, by known aliases, and common nouns also by their head. Each gold claim is found at most
once; optional ones count neither way. Polarity, modality, attribution and time are shares of the
claims found.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from kg import gazetteer
from kg.evaluate.gold import GoldClaim, GoldDocument, parse_interval
from kg.model import Claim

__all__ = ["Counts", "Pairing", "Score", "align", "same_label", "score"]

_LEADING = re.compile(r"^(?:the|a|an|its|their|his|her|some|this|these)\s+")


@dataclass(slots=True)
class Counts:
    """Claims right, predicted and wanted, of one kind."""

    right: int = 0
    predicted: int = 0
    wanted: int = 0

    @property
    def precision(self) -> float:
        """Share of the predicted claims that are right."""
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Share of the wanted claims that were found."""
        return self.right / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.predicted + self.wanted
        return 2 * self.right / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Pairing:
    """How the claims of one document met its gold claims."""

    found: list[tuple[Claim, GoldClaim]]
    missed: list[GoldClaim]
    extra: list[Claim]
    claims: Sequence[Claim] = ()
    """All claims of the document, those that repeat another included."""


@dataclass(slots=True)
class Score:
    """Figures over all documents."""

    overall: Counts = field(default_factory=Counts)
    relations: dict[str, Counts] = field(default_factory=dict)
    qualifiers: Counter[str] = field(default_factory=Counter)
    """Found claims with the right polarity, modality, attribution, time."""
    found: int = 0
    timed: int = 0
    """Found claims for which the gold or the extractor gives a time."""
    pairings: list[tuple[GoldDocument, Pairing]] = field(default_factory=list)
    symmetric: Collection[str] = ()
    """Relations whose arguments may stand in either order."""

    def share(self, qualifier: str) -> float:
        """Return the share of found claims whose qualifier is right."""
        total = self.timed if qualifier == "time" else self.found
        return self.qualifiers[qualifier] / total if total else 0.0


def score(results: Iterable[tuple[GoldDocument, Sequence[Claim]]], symmetric: Collection[str]) -> Score:
    """Return the figures of claims against gold. `symmetric` names the symmetric relations."""
    total = Score(symmetric=symmetric)
    for gold, claims in results:
        pairing = align(gold.claims, claims, symmetric)
        total.pairings.append((gold, pairing))
        for wanted in gold.claims:
            if not wanted.optional:
                _count(total, wanted.predicate, wanted=1)
        for claim in pairing.extra:
            _count(total, claim.predicate, predicted=1)
        for claim, wanted in pairing.found:
            if wanted.optional:
                continue
            _count(total, wanted.predicate, right=1, predicted=1)
            total.found += 1
            total.qualifiers["polarity"] += claim.polarity in wanted.polarity
            total.qualifiers["modality"] += claim.modality in wanted.modality
            total.qualifiers["attribution"] += attribution_agrees(claim, wanted)
            if claim.time or wanted.time:
                total.timed += 1
                total.qualifiers["time"] += time_agrees(claim, wanted)
    return total


def _count(total: Score, relation: str, *, right: int = 0, predicted: int = 0, wanted: int = 0) -> None:
    for counts in (total.overall, total.relations.setdefault(relation, Counts())):
        counts.right += right
        counts.predicted += predicted
        counts.wanted += wanted


def align(wanted: Sequence[GoldClaim], claims: Sequence[Claim], symmetric: Collection[str]) -> Pairing:
    """Pair claims with gold claims, those that agree on the qualifiers first.

    A claim whose gold claim another sentence has found already is a repetition, not an error.
    """
    candidates = [
        (-_agreement(claim, gold), gold.optional, i, j)
        for i, claim in enumerate(claims)
        for j, gold in enumerate(wanted)
        if _matches(claim, gold, symmetric)
    ]
    candidates.sort()
    by_claim: dict[int, int] = {}
    by_gold: set[int] = set()
    repeated: set[int] = set()
    for _, _, i, j in candidates:
        if i in by_claim:
            continue
        if j in by_gold:
            repeated.add(i)
            continue
        by_claim[i] = j
        by_gold.add(j)
    return Pairing(
        found=[(claims[i], wanted[j]) for i, j in sorted(by_claim.items())],
        missed=[gold for j, gold in enumerate(wanted) if j not in by_gold and not gold.optional],
        extra=[claim for i, claim in enumerate(claims) if i not in by_claim and i not in repeated],
        claims=claims,
    )


def _agreement(claim: Claim, gold: GoldClaim) -> int:
    return (claim.polarity in gold.polarity) + (claim.modality in gold.modality) + attribution_agrees(claim, gold)


def _matches(claim: Claim, gold: GoldClaim, symmetric: Collection[str]) -> bool:
    if claim.predicate != gold.predicate:
        return False
    subject, object_ = (claim.subject.label, claim.subject.text), (claim.object.label, claim.object.text)
    if same_label(subject, gold.subject) and same_label(object_, gold.object):
        return True
    return gold.predicate in symmetric and same_label(subject, gold.object) and same_label(object_, gold.subject)


def attribution_agrees(claim: Claim, gold: GoldClaim) -> bool:
    """Return True if both give the words to the same agent, or both to nobody."""
    if claim.attributed_to is None or not gold.attributed_to:
        return claim.attributed_to is None and not gold.attributed_to
    return same_label((claim.attributed_to.label, claim.attributed_to.text), gold.attributed_to)


def time_agrees(claim: Claim, gold: GoldClaim) -> bool:
    """Return True if both intervals overlap, or both are missing."""
    if claim.time is None or gold.time is None:
        return claim.time is None and gold.time is None
    start, end = parse_interval(gold.time)
    after = claim.time.start and end and claim.time.start > end
    before = claim.time.end and start and claim.time.end < start
    return not after and not before


def same_label(names: Iterable[str], accepted: Iterable[str]) -> bool:
    """Return True if one of the names is one of the accepted labels, after normalisation."""
    wanted = {_normal(label) for label in accepted} | {_head(label) for label in accepted}
    return any(_normal(name) in wanted or (_head(name) in wanted and not name[:1].isupper()) for name in names)


@lru_cache(maxsize=10_000)
def _normal(label: str) -> str:
    key = gazetteer.load().lookup(label)
    if key is not None:
        return f"={key}"
    plain = _LEADING.sub("", label.lower().replace("’", "'")).replace("'s", "").replace("-", " ")
    return " ".join(word[:-1] if word.endswith("s") and len(word) > 3 else word for word in plain.split())


def _head(label: str) -> str:
    words = _normal(label).split()
    return words[-1] if words and label[:1].islower() else _normal(label)
