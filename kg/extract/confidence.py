"""How sure a claim is: a logistic model of a few features of the match, fitted on the dev half of the gold.

The weights are log-odds, fitted by maximum likelihood with a unit normal prior. What they promise holds
on the test half, which was not used to fit them; the README has the table, `kg evaluate --reliability`
makes it anew.
"""

from __future__ import annotations

import math

from kg.extract.frames import Match

__all__ = ["confidence"]

LONG = 45
"""Tokens from which on the parser is less reliable."""

_IMPLIED = frozenset({"authority", "counterpart", "opponent", "plaintiff"})

_INTERCEPT = 2.75
_ONE_RESOLVED = -0.86
"""An argument is a pronoun or description that was resolved."""
_BOTH_RESOLVED = -1.01
"""The other one is too."""
_SOFT = -0.37
"""The class of a name is a guess."""
_ONE_NOMINAL = -1.32
"""An argument is a common noun."""
_BOTH_NOMINAL = -0.64
"""The other one is too."""
_BARE = -0.34
"""A common noun stands alone: "customers"."""
_LONG = -0.58
"""The sentence is long."""
_HEDGED = -0.57
"""The claim is planned, possible, requested, conditional or alleged."""


def confidence(match: Match, *, tokens: int, hedged: bool) -> float:
    """Return the probability, between 0 and 1, that the sentence states the claim.

    `tokens` is the length of the sentence; `hedged` is True unless the claim's modality is actual.
    """
    arguments = (match.subject, match.object)
    resolved = sum(argument.resolved for argument in arguments)
    resolved += not _IMPLIED.isdisjoint(match.frame.object)  # "a rival" of whom the text speaks of
    nominal = [argument for argument in arguments if not argument.named]
    holds = (
        (_ONE_RESOLVED, resolved > 0),
        (_BOTH_RESOLVED, resolved >= 2),
        (_ONE_NOMINAL, len(nominal) > 0),
        (_BOTH_NOMINAL, len(nominal) == 2),
        (_BARE, any(" " not in argument.label for argument in nominal)),
        (_SOFT, any(argument.soft for argument in arguments)),
        (_LONG, tokens > LONG),
        (_HEDGED, hedged),
    )
    return 1 / (1 + math.exp(-_INTERCEPT - sum(weight for weight, true in holds if true)))
