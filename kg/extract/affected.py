"""Whom an event noun hits where no preposition of its own says so.

"Huawei faces sanctions", "was hit with sanctions", "is the target of sanctions", "sanctions hit
Huawei": the sanctions are on Huawei as if the text said so. The words are those of `ontology/affected.yaml`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kg.extract import nominals
from kg.resources import load_yaml, ontology_dir

if TYPE_CHECKING:
    from kg.extract.clauses import Clauses

__all__ = ["PREPOSITIONS", "affected", "bearer"]

PREPOSITIONS = frozenset({"on", "upon", "against", "into", "at", "to", "for"})
"""The roles of an event noun that such words fill."""


@dataclass(frozen=True, slots=True)
class _Words:
    """`ontology/affected.yaml`."""

    suffer: frozenset[str]
    inflict: frozenset[str]
    strike: frozenset[str]
    targets: frozenset[str]


@cache
def _words() -> _Words:
    data = load_yaml(ontology_dir() / "affected.yaml")
    return _Words(**{name: frozenset(map(str, values)) for name, values in data.items()})


def affected(clauses: Clauses, noun: int) -> list[int]:
    """Return the tokens that may name whom the event hits; empty where the noun says it itself, or names somebody."""
    tree = clauses.tree
    if any(tree.dep[c] == "prep" and tree.lower[c] in {*PREPOSITIONS, "of"} for c in tree.children[noun]):
        return []
    return _borne(clauses, noun)[1]


def bearer(clauses: Clauses, noun: int) -> int | None:
    """Return the verb that says whom the event hits, whose negation and tense are its own, or None."""
    return _borne(clauses, noun)[0]


def _borne(clauses: Clauses, noun: int) -> tuple[int | None, list[int]]:
    tree, words = clauses.tree, _words()
    if clauses.arguments.is_agentive(noun):
        return None, []
    first = tree.first_conjunct(noun)
    head, dep = tree.head[first], tree.dep[first]
    if dep in {"dobj", "attr"} and _is(clauses, head, words.suffer):
        return head, clauses.surface_subject(head)  # "faces sanctions"
    if dep == "nsubj" and _is(clauses, head, words.strike) and not tree.is_passive(head):
        return head, clauses.deep_object(head)  # "sanctions hit Huawei"
    if dep != "pobj":
        return None, []
    governor, preposition = tree.head[head], tree.lower[head]
    if preposition == "of" and tree.lemma[governor] in words.targets:  # "is the target of sanctions"
        verb = tree.head[governor]
        return verb if tree.is_verb(verb) else None, nominals.said_of(clauses, governor)
    if not tree.is_verb(governor):
        return None, []
    if f"{tree.lemma[governor]} {preposition}" in words.suffer:
        return governor, clauses.surface_subject(governor)  # "came under sanctions"
    inflicted = preposition == "with" and tree.lemma[governor] in words.inflict
    struck = tree.dep[head] == "agent" and tree.lemma[governor] in words.strike
    if inflicted or struck:
        return governor, clauses.deep_object(governor)  # "was hit with sanctions", "was hit by sanctions"
    return None, []


def _is(clauses: Clauses, verb: int, words: frozenset[str]) -> bool:
    tree = clauses.tree
    particle = next((f" {tree.lower[c]}" for c in tree.children[verb] if tree.dep[c] == "prt"), "")
    return tree.is_verb(verb) and f"{tree.lemma[verb]}{particle}" in words
