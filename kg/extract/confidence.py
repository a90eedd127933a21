"""How sure a claim is: a logistic model of a few features of the match, fitted on the dev half of the gold.

The weights are log-odds, fitted by maximum likelihood with a unit normal prior. What they promise holds
on the test half, which was not used to fit them; the README has the table, `kg evaluate --reliability`
makes it anew.
"""

from __future__ import annotations

import math

from kg.extract.frames import Match

__all__ = ["confidence"]

FAR = 12
"""Tokens from which on a subject is far from the word that states the relation."""

_IMPLIED = frozenset({"authority", "counterpart", "culprit", "opponent", "plaintiff"})

_INTERCEPT = 2.8
_ONE_RESOLVED = -0.86
"""An argument is a pronoun or description that was resolved."""
_BOTH_RESOLVED = -1.36
"""The other one is too."""
_CONTESTED = -0.86
"""It may as well refer to something else."""
_SOFT = -0.62
"""The class of a name is a guess."""
_ONE_NOMINAL = -0.98
"""An argument is a common noun."""
_BOTH_NOMINAL = -0.81
"""The other one is too."""
_BARE = -0.36
"""A common noun stands alone: "customers"."""
_FAR_SUBJECT = -0.3
"""The subject is far from the word that states the relation."""
_VERB_BETWEEN = -0.64
"""Another verb stands between that word and the object."""
_HEDGED = -0.53
"""The claim is planned, possible, requested, conditional or alleged."""


def confidence(match: Match, *, hedged: bool) -> float:
    """Return the probability, between 0 and 1, that the sentence states the claim.

    `hedged` is True unless the claim's modality is actual.
    """
    arguments = (match.subject, match.object)
    token = match.predication.token
    tree = match.predication.clauses.tree
    contested: set[int] = tree.doc.user_data["contested"]
    resolved = sum(argument.resolved for argument in arguments)
    resolved += not _IMPLIED.isdisjoint(match.frame.object)  # "a rival" of whom the text speaks of
    nominal = [argument for argument in arguments if not argument.named]
    first, last = sorted((token, match.object.token))
    holds = (
        (_ONE_RESOLVED, resolved > 0),
        (_BOTH_RESOLVED, resolved >= 2),
        (_CONTESTED, any(argument.resolved and argument.token in contested for argument in arguments)),
        (_ONE_NOMINAL, len(nominal) > 0),
        (_BOTH_NOMINAL, len(nominal) == 2),
        (_BARE, any(" " not in argument.label for argument in nominal)),
        (_SOFT, any(argument.soft for argument in arguments)),
        (_FAR_SUBJECT, abs(match.subject.token - token) >= FAR),
        (_VERB_BETWEEN, "VERB" in tree.pos[first + 1 : last]),
        (_HEDGED, hedged),
    )
    return 1 / (1 + math.exp(-_INTERCEPT - sum(weight for weight, true in holds if true)))
