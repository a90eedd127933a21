"""Why a frame made no claim of a predicate, in words: the class that an argument has, the word that is missing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.extract.clauses import Clauses
from kg.extract.frames import MONEY, Trial
from kg.extract.roles import Filler, fillers

__all__ = ["Verdict", "shortened", "verdict"]

_OUTCOMES = {
    "with": "condition not met",
    "without": "excluded",
    "subject": "no subject",
    "object": "no object",
    "same": "one and the same",
    "home": "of one country",
    "away": "of two countries",
    "pair": "no pair",
    "with whom": "act with a third",
    "list": "too long a list",
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """Why a frame that was tried has no match."""

    outcome: str
    """Of a few words, the same for all failures of a kind."""
    reason: str
    roles: tuple[str, ...]
    """The role paths that were looked at."""
    wanted: tuple[str, ...]
    """The classes or words that one of them needs, or must not have."""
    found: tuple[Filler, ...]
    """What fills them instead."""


def verdict(clauses: Clauses, trial: Trial) -> Verdict:
    """Return why the trial, which has a failure, matches nothing."""
    failure, frame, predication = trial.failure, trial.frame, trial.predication
    if failure is None:
        raise ValueError(f"{frame.name(trial.trigger)} matches: there is nothing to tell")
    wanted: Iterable[str]
    if failure.check == "with":
        roles, wanted = frame.conditions[failure.number]
    elif failure.check == "without":
        roles, wanted = frame.exclusions[failure.number]
    elif failure.check in {"object", "same", "home", "away"}:
        roles, wanted = frame.object, frame.object_types
    else:
        roles, wanted = frame.subject, frame.subject_types
    filled = {role: fillers(clauses, predication.role(role)) for role in roles}
    found = list({filler.token: filler for there in filled.values() for filler in there}.values())
    where = "|".join(role for role in roles if filled[role]) or "|".join(roles)
    wanted = sorted(wanted, key=lambda word: (word == MONEY, word.casefold()))
    listed = shortened(wanted)
    there = "; ".join(_described(filler) for filler in found)
    match failure.check:
        case "with":
            reason = f"{where} {f'is {there}' if found else 'is not filled'}; needs {listed}"
        case "without":
            reason = f"{where} is {there}; must not be {listed}"
        case "subject" | "object":
            reason = _unfilled(clauses, trial, where, found, listed)
        case "same":
            reason = f"{where} is {there}: the subject itself, or part of its words"
        case "home":
            reason = f"{where} is {there}: of the subject's own country"
        case "away":
            reason = f"{where} is {there}: not the country that the gazetteer gives the subject"
        case "pair":
            reason = f"{where} is {there}: it takes two"
        case "with whom":
            reason = f"{where} is {there}: they act with whom “with” names, not with each other"
        case "list":
            reason = f"{where} is a list of {len(found)}: too many to pair"
    return Verdict(_OUTCOMES[failure.check], reason, roles, tuple(wanted), tuple(found))


def shortened(words: Iterable[str], most: int = 6) -> str:
    """Return the words as a frame writes alternatives, but only so many of them."""
    every = list(words)
    if every == ["*"]:
        return "filled"
    return "|".join(every[:most]) + (f"|… {len(every) - most} more" if len(every) > most else "")


def _unfilled(clauses: Clauses, trial: Trial, where: str, found: list[Filler], admitted: str) -> str:
    if not found:
        return f"{where} is not filled"
    check = trial.failure.check if trial.failure else ""
    types = trial.frame.subject_types if check == "subject" else trial.frame.object_types
    wrong = [f for f in found if not f.arguments or any(clauses.arguments.typed(a, types) is None for a in f.arguments)]
    there = "; ".join(_described(filler) for filler in wrong or found)
    if wrong:
        return f"{where} is {there}; admitted: {admitted}"
    subjects = {
        argument.identity
        for role in trial.frame.subject
        for filler in fillers(clauses, trial.predication.role(role))
        for argument in filler.arguments
    }
    if check == "object" and all(argument.identity in subjects for filler in found for argument in filler.arguments):
        return f"{where} is {there}: the subject itself"
    return f"{where} is {there}: of an admitted class, but it stands for another here, or is described apart"


def _described(filler: Filler) -> str:
    """Return the words with what they stand for and its class."""
    if not filler.arguments:
        return f"“{filler.words}”, no argument"
    return ", ".join(
        f"“{filler.words}” ({argument.type or 'class unknown'})"
        if argument.label == filler.words
        else f"“{filler.words}” = {argument.label} ({argument.type or 'class unknown'})"
        for argument in filler.arguments
    )
