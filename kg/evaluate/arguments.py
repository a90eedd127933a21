"""Figures by class of argument: known entities, names that no gazetteer knows, common nouns.

Gold labels carry no class. That of a known entity is the gazetteer's, that of a common noun the noun table's; an
unknown name has the class that any claim of the same text gives it, and none if there is no such claim. For unknown
names, precision by class is therefore sound, while recall by class leaves out what was never found: that is counted
under `UNKNOWN`, and only the recall of all unknown names together is sound.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from kg import gazetteer, nouns
from kg.evaluate.score import Counts, Score, same_label
from kg.labels import normalise, singular
from kg.model import Mention

__all__ = ["ALL", "KINDS", "UNKNOWN", "ArgumentKey", "count_arguments"]

Kind = Literal["known entity", "unknown name", "common noun"]
KINDS: tuple[Kind, ...] = ("known entity", "unknown name", "common noun")
ALL = "all"
"""In place of a class: all arguments of the kind."""
UNKNOWN = "unknown"
"""In place of a class: nothing tells."""


class ArgumentKey(NamedTuple):
    """What an argument is counted under."""

    kind: Kind
    type: str
    """Local name of a class, ALL or UNKNOWN."""


def count_arguments(score: Score) -> dict[ArgumentKey, Counts]:
    """Return the figures of arguments by kind and class, and of each kind as a whole.

    Each claim counts twice, once for its subject and once for its object; an argument is right if the claim is.
    Claims that were found count under the class of the gold claim.
    """
    found: dict[ArgumentKey, Counts] = {}

    def count(key: ArgumentKey, *, right: int = 0, predicted: int = 0, wanted: int = 0) -> None:
        for each in (key, ArgumentKey(key.kind, ALL)):
            counts = found.setdefault(each, Counts())
            counts.right += right
            counts.predicted += predicted
            counts.wanted += wanted

    for gold, pairing in score.pairings:
        mentions = [end for claim in pairing.claims for end in (claim.subject, claim.object)]
        for wanted in gold.claims:
            for labels in (wanted.subject, wanted.object) if not wanted.optional else ():
                count(_of_labels(labels, mentions), wanted=1)
        for _, wanted in pairing.found:
            for labels in (wanted.subject, wanted.object) if not wanted.optional else ():
                count(_of_labels(labels, mentions), right=1, predicted=1)
        for claim in pairing.extra:
            for mention in (claim.subject, claim.object):
                count(_of_labels((mention.label,), [mention]), predicted=1)
    return found


def _of_labels(labels: Sequence[str], mentions: Iterable[Mention]) -> ArgumentKey:
    """Return the kind and class of an argument that goes by the labels; `mentions` may tell that of a name."""
    known = gazetteer.load()
    for label in labels:
        key = known.lookup(label)
        if key is not None:
            return ArgumentKey("known entity", known.entities[key].type)
    told = next((m.type for m in mentions if m.type and same_label((m.label, m.text), labels)), None)
    if labels[0][:1].islower():
        named = nouns.load().classify(singular(normalise(labels[0])).split())
        return ArgumentKey("common noun", named or told or UNKNOWN)
    return ArgumentKey("unknown name", told or UNKNOWN)
