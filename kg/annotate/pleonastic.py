"""Tells an "it" that refers to nothing, or to a fact, from one that refers to somebody.

After Lappin and Leass (1994), section 2.1.2, on dependencies instead of phrase patterns. The words
are those of `ontology/pleonastic.yaml`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from kg.nouns import Nouns
from kg.resources import load_yaml, ontology_dir

__all__ = ["Pleonastic", "load_pleonastic"]

_CLAUSES = {"ccomp", "xcomp", "csubj", "advcl"}


@dataclass(frozen=True, slots=True)
class Pleonastic:
    """The words that such an "it" stands with."""

    links: frozenset[str]
    adjectives: frozenset[str]
    fact_adjectives: frozenset[str]
    efforts: frozenset[str]
    addressing: frozenset[str]
    acts: frozenset[str]

    def is_pleonastic(self, it: Token, nouns: Nouns) -> bool:
        """Return True for the subject of "it is clear that", "it takes years to", "it had been expected that"."""
        if it.dep_ == "expl":
            return True
        verb = it.head
        children = list(verb.children)
        if it.dep_ == "nsubjpass":
            finite = any(_is_finite(child) for child in children if child.dep_ in {"ccomp", "advcl", "xcomp"})
            by_somebody = any(child.dep_ == "agent" for child in children)
            return finite and not by_somebody and verb.lemma_ not in self.addressing
        if it.dep_ == "dobj":
            return it.lower_ == "it" and verb.lemma_ in self.acts  # "we will do it again"
        if it.dep_ != "nsubj":
            return False
        clauses = [child for child in children if child.dep_ in _CLAUSES and child.i > verb.i]
        if verb.lemma_ in self.efforts:
            return any(child.dep_ == "dobj" for child in children) and any(_is_infinitive(c) for c in clauses)
        if verb.lemma_ not in self.links:
            return False
        if any(_is_passive_infinitive(clause) for clause in clauses):
            return verb.lemma_ == "remain"  # "it remains to be seen"
        for child in children:
            if child.dep_ in {"acomp", "oprd"}:
                said = child.lemma_.lower()
                within = [*clauses, *(c for c in child.children if c.dep_ in _CLAUSES)]
                if said in self.adjectives:
                    return True
                if said in self.fact_adjectives and any(map(_is_finite, within)):
                    return True
            elif child.dep_ == "attr" and child.pos_ == "NOUN" and _names_a_fact(child, nouns):
                return True  # "it was not the aim to", "it is the third such attack"
        return verb.lemma_ in {"seem", "appear"} and any(map(_is_finite, clauses))


@cache
def load_pleonastic() -> Pleonastic:
    """Return the words of the ontology."""
    data = load_yaml(ontology_dir() / "pleonastic.yaml")
    return Pleonastic(**{field: frozenset(data[field]) for field in Pleonastic.__slots__})


def _is_finite(verb: Token) -> bool:
    return verb.tag_ in {"VBD", "VBP", "VBZ", "MD"} or any(
        child.tag_ in {"VBD", "VBP", "VBZ", "MD"} and child.dep_ in {"aux", "auxpass"} for child in verb.children
    )


def _is_infinitive(verb: Token) -> bool:
    return any(child.tag_ == "TO" for child in verb.children)


def _is_passive_infinitive(verb: Token) -> bool:
    return _is_infinitive(verb) and any(child.dep_ == "auxpass" for child in verb.children)


def _names_a_fact(noun: Token, nouns: Nouns) -> bool:
    """Return True for a definite noun that is no kind of thing: what it is said of is no actor or product."""
    definite = any(t.lower_ == "the" or t.dep_ == "poss" for t in noun.lefts)
    return definite and nouns.classify([noun.lemma_.lower()]) in {None, "Event"}
