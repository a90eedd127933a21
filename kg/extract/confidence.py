"""How sure a claim is: a logistic model of a few features of the match, fitted on the gold that may be learnt from.

The weights are log-odds, fitted by maximum likelihood with a unit normal prior on `dev` and `rounds`. The rules know
these passages by now, and are surer of them than of others: the intercept is such that the mean over `rounds` is 0.81,
the share right when they were met for the first time. What it promises is measured on the test half, which was not used
to fit it; the README has the figures, `kg evaluate --reliability` makes them anew.
"""

from __future__ import annotations

import math

from kg.extract.frames import Match
from kg.extract.tree import Tree

__all__ = ["LEAST", "confidence"]

LEAST = 0.5
"""What a claim must have to be made: one that is less likely than not is left out."""

FAR = 12
"""Tokens from which on a subject is far from the word that states the relation."""

CAPITALS = 0.6
"""Share of the longer words of a sentence with capitals from which on it is a heading or a list of names."""

_IMPLIED = frozenset({"authority", "counterpart", "culprit", "opponent", "plaintiff"})

_INTERCEPT = 2.5
_ONE_RESOLVED = -0.98
"""An argument is a pronoun or description that was resolved."""
_BOTH_RESOLVED = -1.04
"""The other one is too."""
_CONTESTED = -0.99
"""It may as well refer to something else."""
_SOFT = -0.4
"""The class of a name is a guess."""
_ONE_NOMINAL = -1.0
"""An argument is a common noun, and no reference back to one."""
_BOTH_NOMINAL = -0.78
"""The other one is too."""
_BARE = -0.34
"""A common noun stands alone: "customers"."""
_ORDINARY = -0.34
"""An unknown name, of nobody's, is made of words of the dictionary: half of them are no names in official prose."""
_HEADING = -0.48
"""Most words of the sentence have capitals."""
_FAR_SUBJECT = -0.21
"""The subject is far from the word that states the relation."""
_VERB_BETWEEN = -0.69
"""Another verb stands between that word and the object."""
_HEDGED = -0.55
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
    nominal = [argument for argument in arguments if not (argument.named or argument.resolved)]
    first, last = sorted((token, match.object.token))
    holds = (
        (_ONE_RESOLVED, resolved > 0),
        (_BOTH_RESOLVED, resolved >= 2),
        (_CONTESTED, any(argument.resolved and argument.token in contested for argument in arguments)),
        (_ONE_NOMINAL, len(nominal) > 0),
        (_BOTH_NOMINAL, len(nominal) == 2),
        (_BARE, any(" " not in argument.label for argument in nominal)),
        (_SOFT, any(argument.soft for argument in arguments)),
        (_ORDINARY, any(argument.ordinary and argument.type != "Person" for argument in arguments)),
        (_HEADING, _is_heading(tree, token)),
        (_FAR_SUBJECT, abs(match.subject.token - token) >= FAR),
        (_VERB_BETWEEN, "VERB" in tree.pos[first + 1 : last]),
        (_HEDGED, hedged),
    )
    return 1 / (1 + math.exp(-_INTERCEPT - sum(weight for weight, true in holds if true)))


def _is_heading(tree: Tree, token: int) -> bool:
    """Return True for a sentence of headings or names: "Jackie Miller, Director of Oncology, Kimmel Cancer Center"."""
    first, last = tree.sentences[tree.sentence[token]]
    words = [word.text for word in tree.doc[first:last] if len(word) > 3 and word.is_alpha]
    return len(words) > 3 and sum(word[0].isupper() for word in words) > CAPITALS * len(words)
