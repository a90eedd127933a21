"""Where an anaphor stands, and what follows from it for the candidates.

The factors are those of Lappin and Leass (1994): subjects of governing clauses and controllers of
infinitives come before all others. What syntax forbids is left out: an object is not its own
subject, and "its", said of a subject ("they are its rivals"), is not of the subject.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from spacy.tokens import Token

from kg.annotate.mentions import SUBJECT, SUBJECTS, Candidate, role_of

__all__ = ["Site", "is_main_subject", "own_subjects"]

_VERBS = {"VERB", "AUX"}
_DEPTH = 50
"""How many heads are followed, so that a sentence without end takes linear time."""


@dataclass(frozen=True, slots=True)
class Site:
    """Where one anaphor stands."""

    anaphor: Token
    sentence: int
    """Number of its sentence."""
    pronoun: bool
    above: frozenset[int]
    """Tokens whose phrases the anaphor is in."""
    nearest: int
    """Verb whose subject comes first: of the next clause up, for a subject, of its own, for an object or possessor."""
    forbidden: frozenset[int]
    """Heads of noun phrases of the clause that the anaphor cannot refer to."""
    aside: bool
    """True for the subject of a clause beside the main one: "X said ..., though the analyst added ..."."""
    controllers: frozenset[int]
    """Tokens of whoever is to do what the infinitive around a possessor says: "urged it to lift its sanctions"."""

    @classmethod
    def of(cls, anaphor: Token, sentence: int, found: Mapping[int, Sequence[tuple[int, ...]]]) -> Site:
        """Return where the anaphor stands. `found` are the antecedents of the anaphors before it."""
        verb = _clause(anaphor)
        return cls(
            anaphor=anaphor,
            sentence=sentence,
            pronoun=anaphor.tag_ in {"PRP", "PRP$"},
            above=frozenset(ancestor.i for ancestor in islice(anaphor.ancestors, _DEPTH)),
            nearest=_with_subject(verb.head if anaphor.dep_ in SUBJECTS else verb).i,
            forbidden=frozenset(_forbidden(anaphor)),
            aside=anaphor.dep_ in SUBJECTS and verb.dep_ in {"advcl", "conj"},
            controllers=frozenset(_controllers(anaphor, verb, found)),
        )

    def points(self, c: Candidate) -> float:
        """Return what a candidate of the same sentence gains as the subject of a clause around the anaphor."""
        mention = self.anaphor.doc[c.at]
        head = mention.head.i
        if (head not in self.above and head != self.anaphor.head.i) or role_of(mention) != SUBJECT:
            return 0.0
        return 3.5 if head == self.nearest else 2.0

    def holds(self, c: Candidate) -> bool:
        """Return True if the anaphor stands inside the noun phrase of the candidate and is no possessor in it."""
        return self.anaphor.dep_ != "poss" and c.at in self.above

    def awaits(self, c: Candidate) -> bool:
        """Return True for the subject that follows the clause of the pronoun: "When it launched R1, DeepSeek ..."."""
        mention = self.anaphor.doc[c.at]
        verb = mention.head
        if c.at < self.anaphor.i or verb.i not in self.above or role_of(mention) != SUBJECT:
            return False
        return any(
            a.dep_ in {"advcl", "pcomp", "prep"} and a.head == verb for a in islice(self.anaphor.ancestors, _DEPTH)
        )


def is_main_subject(mention: Token) -> bool:
    """Return True for the subject of a sentence's main clause."""
    return mention.dep_ in SUBJECTS and mention.head.dep_ == "ROOT"


def own_subjects(anaphor: Token) -> set[int]:
    """Return the subjects of the clause, which a reflexive in it refers to; for "who", whom the clause is said of."""
    found = _subjects(_with_subject(anaphor.head))
    return {
        t.head.head.i if t.tag_ in {"WDT", "WP"} and t.head.dep_ == "relcl" else t.i
        for t in (anaphor.doc[i] for i in found)
    }


def _forbidden(anaphor: Token) -> set[int]:
    if anaphor.dep_ in {"dobj", "pobj", "dative", "nsubjpass"}:
        return _subjects(_with_subject(anaphor.head))
    if anaphor.dep_ == "poss" and anaphor.head.dep_ == "attr":
        return _subjects(anaphor.head.head)
    if anaphor.dep_ == "poss" and anaphor.head.dep_ == "pobj" and anaphor.head.head.lower_ in {"among", "amongst"}:
        verb = anaphor.head.head.head
        return _subjects(verb) if verb.lemma_ in {"be", "rank"} else set()  # "Toyota is among its shareholders"
    return set()


def _controllers(anaphor: Token, verb: Token, found: Mapping[int, Sequence[tuple[int, ...]]]) -> set[int]:
    if anaphor.dep_ != "poss" or verb.dep_ not in {"xcomp", "ccomp"}:
        return set()
    objects = [t for t in verb.head.children if t.dep_ in {"dobj", "dative"} and t.i < verb.i]
    objects += [t for t in verb.children if t.dep_ == "nsubj" and verb.dep_ == "ccomp"]
    return {i for t in objects for i in (t.i, *found.get(t.i, [()])[0])}


def _clause(token: Token) -> Token:
    """Return the verb of the smallest clause around the token."""
    verb = token.head
    while verb.pos_ not in _VERBS and verb.head != verb:
        verb = verb.head
    return verb


def _with_subject(token: Token) -> Token:
    """Return the verb at or above the token that has the subject which is that of its clause too."""
    verb = token
    for _ in range(6):
        while verb.pos_ not in _VERBS and verb.head != verb:
            verb = verb.head
        if any(child.dep_ in SUBJECTS for child in verb.children):
            break
        if verb.dep_ not in {"advcl", "xcomp", "conj", "pcomp"} or verb.head == verb:
            break
        if verb.dep_ == "conj" and (verb.tag_, verb.head.tag_) == ("VBD", "VB"):
            verb = verb.head  # "demanded that X lift it and accused": misread, a verb of the clause above
        verb = verb.head
    return verb


def _subjects(verb: Token) -> set[int]:
    subjects = [child for child in verb.children if child.dep_ in SUBJECTS]
    named = [
        c
        for s in subjects
        for p in s.children
        if p.dep_ == "prep" and p.lower_ in {"including", "as", "like"}
        for c in p.children
        if c.dep_ == "pobj"
    ]
    return _with_conjuncts([*subjects, *named])  # "investors including X have poured money into the firm": not X


def _with_conjuncts(tokens: Iterable[Token]) -> set[int]:
    return {t.i for token in tokens for t in (token, *token.conjuncts)}
