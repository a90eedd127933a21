"""How sure a claim is: a logistic model of a few features of the match, fitted on the dev half of the gold.

The weights are log-odds. On the test half, which was not used to fit them, claims at 0.9 or more are
right about five times in six, those under 0.8 every other time; see the README for the table.
"""

from __future__ import annotations

import math

from kg.extract.frames import Match

__all__ = ["confidence"]

_INTERCEPT = 3.68
_ONE_RESOLVED = -1.64
"""An argument is a pronoun or description that was resolved."""
_BOTH_RESOLVED = -0.57
"""The other one is too."""
_SOFT = -0.60
"""The class of a name is a guess."""
_ONE_NOMINAL = -1.39
"""An argument is a common noun."""
_BOTH_NOMINAL = -1.37
"""The other one is too."""


def confidence(match: Match) -> float:
    """Return the probability, between 0 and 1, that the sentence states the claim."""
    arguments = (match.subject, match.object)
    resolved = sum(argument.resolved for argument in arguments)
    nominal = sum(not argument.named for argument in arguments)
    odds = (
        _INTERCEPT
        + (_ONE_RESOLVED if resolved else 0.0)
        + (_BOTH_RESOLVED if resolved == 2 else 0.0)
        + (_ONE_NOMINAL if nominal else 0.0)
        + (_BOTH_NOMINAL if nominal == 2 else 0.0)
        + (_SOFT if any(argument.soft for argument in arguments) else 0.0)
    )
    return 1 / (1 + math.exp(-odds))
