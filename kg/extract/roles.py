"""All that fills the roles of a predicate, whether a frame asks for it or not: for explanations and for gaps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract import nominals
from kg.extract.arguments import Argument
from kg.extract.clauses import Clauses
from kg.extract.predications import Predication
from kg.extract.tree import Tree

__all__ = ["Filler", "filled_roles", "fillers", "readings"]

_ROLES = {
    "verb": (
        "subject",
        "object",
        "recipient",
        "attr",
        "xcomp",
        "ccomp",
        "adverb",
        "particle",
        "auxiliary",
        "conjunct",
        "modifier",
    ),
    "adj": ("subject", "object", "modifier"),
    "noun": ("subject", "possessor", "modifier", "recipient", "acl", "clause", "reach", "office"),
}
_PREPOSITIONS = frozenset({"prep", "agent", "dative"})


@dataclass(frozen=True, slots=True)
class Filler:
    """What fills a role: one noun phrase, clause or word."""

    token: int
    words: str
    """As they stand in the text."""
    arguments: tuple[Argument, ...]
    """What it stands for, coreference resolved: several for "both companies"; none if it is no kind of argument."""


def filled_roles(clauses: Clauses, predication: Predication) -> dict[str, list[Filler]]:
    """Return the fillers of every role that something fills, coordinations distributed.

    The roles are those of CONTRIBUTING.md, but for "self", "actor" and what the text implies, and all prepositions
    that are there.
    """
    names = [*_ROLES.get(predication.kind, _ROLES["noun"]), *dict.fromkeys(_prepositions(clauses, predication))]
    found = {name: fillers(clauses, predication.role(name)) for name in names}
    return {name: there for name, there in found.items() if there}


def fillers(clauses: Clauses, tokens: list[int]) -> list[Filler]:
    """Return what the tokens that fill a role stand for."""
    heads = dict.fromkeys(head for token in tokens for head in clauses.arguments.heads(token) or [token])
    return [Filler(head, _words(clauses.tree, head), readings(clauses, head)) for head in heads]


def readings(clauses: Clauses, token: int) -> tuple[Argument, ...]:
    """Return the likeliest of what the noun phrase may stand for; empty if it is no argument."""
    found = clauses.arguments.readings(token)
    return tuple(found[0]) if found else ()


def _words(tree: Tree, head: int) -> str:
    doc = tree.doc
    text: str = doc[tree.noun_start(head) : head + 1].text
    return text


def _prepositions(clauses: Clauses, predication: Predication) -> Iterator[str]:
    """Yield the prepositions that may introduce a role: on the word, its objects, its light verb, its clause."""
    tree, token = clauses.tree, predication.token
    places = [token]
    if predication.kind == "verb":
        places += [patient for patient in clauses.deep_object(token) if patient > token]
    elif predication.kind == "adj":
        places.append(tree.head[token])
    else:
        lender = nominals.light_verb(clauses, token)
        places += [] if lender is None else [lender]
        places += [c for c in tree.children[token] if tree.dep[c] == "conj"]
    for place in places:
        for child in tree.children[place]:
            if tree.dep[child] in _PREPOSITIONS:
                yield tree.lower[child]
                yield from (
                    f"{tree.lower[child]} {tree.lower[c]}" for c in tree.children[child] if tree.dep[c] == "prep"
                )
