"""What actors do that makes them what a description calls them later: "ordered tools from X ... the supplier"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from spacy.tokens import Token

from kg.resources import load_yaml, ontology_dir

__all__ = ["deeds"]

_SUBJECT = frozenset({"nsubj", "agent"})
_OBJECT = frozenset({"dobj", "nsubjpass"})


def deeds(name: Token) -> Iterator[str]:
    """Yield the nouns that whoever is named here deserves by the role it has of a verb."""
    while name.dep_ == "conj":
        name = name.head
    head, role = name.head, ""
    if name.dep_ in _SUBJECT:
        role = "subject"
    elif name.dep_ in _OBJECT:
        role = "object"
    elif name.dep_ == "pobj":
        role, head = head.lower_, _governor(head)
        if name.head.dep_ == "agent" and head.lemma_ not in {"own", "control"}:
            role = "subject"  # "was bought by X"
    yield from _deeds().get((role, head.lemma_.lower()), ())


def _governor(preposition: Token) -> Token:
    """Return the verb that the preposition belongs to, over its object: "ordered tools from X"."""
    head = preposition.head
    return head.head if head.dep_ == "dobj" else head


@cache
def _deeds() -> Mapping[tuple[str, str], tuple[str, ...]]:
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for noun, roles in load_yaml(ontology_dir() / "descriptions.yaml")["deeds"].items():
        for role, verbs in roles.items():
            for verb in verbs:
                found[role, verb] = (*found.get((role, verb), ()), noun)
    return found
