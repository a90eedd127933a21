"""What an anaphor may refer to: the names, common nouns and coordinations of a sentence, with their salience."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from spacy.tokens import Span, Token

from kg.nouns import Nouns

__all__ = ["SUBJECT", "SUBJECTS", "Candidate", "candidates", "kind_of", "role_of", "things"]

SUBJECTS = {"nsubj", "nsubjpass"}
SUBJECT = 4.0
"""Salience of a subject, the most there is."""

_ROLES = {
    "nsubj": SUBJECT,
    "nsubjpass": SUBJECT,
    "csubj": SUBJECT,
    "agent": 3.0,
    "dobj": 2.0,
    "dative": 2.0,
    "poss": 2.0,
}
_OF_SUBJECT = 3.0
"""Salience of the owner of a subject: "Baidu's chief executive said", "shares of Nvidia fell"."""
_ARGUMENTS = {"nsubj", "nsubjpass", "dobj", "pobj"}
_NEAR = 200
"""How many tokens back a thing is looked for, so that endless sentences take linear time."""
_MODIFIERS = {"compound", "amod", "nmod"}


@dataclass(frozen=True, slots=True)
class Candidate:
    """One mention of something that a later anaphor may refer to as well."""

    at: int
    """Token that mentions it: head of a name, an anaphor that was resolved."""
    tokens: tuple[int, ...]
    """Tokens that say what it is: as `at`, the antecedents of an anaphor, or all members of a coordination."""
    name: str
    """Empty for a common noun."""
    type: str
    key: str
    """In the gazetteer; empty if unknown."""
    sentence: int
    role: float
    """Salience of its grammatical role."""
    plural: bool = False
    adjective: bool = False
    """True for a demonym before a noun: only "the country" refers to it."""
    member: bool = False
    """True for one of several that are coordinated: "they" is more likely than "it"."""
    resolved: bool = False
    """True for an anaphor."""
    lead: float = math.inf
    """As an antecedent: by how much it is likelier than the next, in points of salience."""

    @property
    def person(self) -> bool:
        """True for somebody, who is "he" or "she"."""
        return self.type == "Person"

    @property
    def soft(self) -> bool:
        """True if the class is only a guess: an unknown name's."""
        return bool(self.name) and not self.key

    @property
    def identity(self) -> str:
        """What mentions of the same thing share."""
        return self.key or self.name or " ".join(map(str, self.tokens))


def candidates(sentence: Span, number: int, names: Mapping[int, Span], nouns: Nouns) -> list[Candidate]:
    """Return the candidates of a sentence in reading order, coordinations after their members.

    `number` counts the sentences; `names` are the names of the Doc by each of their tokens.
    """
    found: dict[int, Candidate] = {}
    for token in sentence:
        span = names.get(token.i)
        if span is not None:
            if token.i == span.root.i:
                found[token.i] = _named(span, number)
        elif token.pos_ in {"NOUN", "PROPN"}:
            kind = kind_of(token, nouns)
            if kind is not None:
                found[token.i] = _nominal(token, kind, number, names)
    together = list(_coordinations(sentence, found))
    for group in together:
        for i in group.tokens:
            found[i] = replace(found[i], member=True)
    return [*found.values(), *together, *_relatives(sentence, found)]


def things(before: Token, number: int, names: Mapping[int, Span], nouns: Nouns, *, plural: bool) -> Iterator[Candidate]:
    """Yield what is no argument of any relation but may be what the pronoun stands for: "the inquiry", "users"."""
    tag = "NNS" if plural else "NN"
    sentence = before.sent
    for t in before.doc[max(sentence.start, before.i - _NEAR) : before.i]:
        if t.tag_ != tag or t.dep_ not in _ARGUMENTS or t.i in names or t.ent_type_:
            continue
        if kind_of(t, nouns) is None:
            yield replace(_nominal(t, "", number, names), name="")


def kind_of(token: Token, nouns: Nouns) -> str | None:
    """Return the class of the common noun, "export control" with the words before it."""
    before = [t.lemma_.lower() for t in token.lefts if t.dep_ in {"compound", "amod"}]
    return nouns.classify([*before[-2:], token.lemma_.lower()])


def role_of(token: Token) -> float:
    """Return the salience that the grammatical role of the noun phrase gives it."""
    while token.dep_ == "conj" or (token.dep_ == "appos" and token.pos_ == "PROPN" and token.head.pos_ == "NOUN"):
        token = token.head  # "his company, Foro, sued"
    if token.dep_ in _MODIFIERS:
        return 0.0  # a modifier is no participant: "a former TSMC engineer"
    owned = token.head if token.dep_ == "poss" else token.head.head if token.head.lower_ == "of" else token
    if owned != token and owned.dep_ in SUBJECTS:
        return _OF_SUBJECT
    return _ROLES.get(token.dep_, 1.0)


def _named(span: Span, number: int) -> Candidate:
    root = span.root
    return Candidate(
        at=root.i,
        tokens=(root.i,),
        name=span.id_ or span.text,
        type=span.label_,
        key=span.kb_id_,
        sentence=number,
        role=role_of(root),
        adjective=root.dep_ == "amod",
    )


def _nominal(token: Token, kind: str, number: int, names: Mapping[int, Span]) -> Candidate:
    owner = next((t for t in token.lefts if t.dep_ == "poss" and t.i in names), None)
    return Candidate(
        at=token.i,
        tokens=(token.i,),
        # "Denmark's competition authority" is as good as a name
        name=token.doc[names[owner.i].start : token.i + 1].text if owner is not None else "",
        type=kind,
        key="",
        sentence=number,
        role=role_of(token),
        plural=token.tag_ == "NNS",
    )


def _coordinations(sentence: Span, found: Mapping[int, Candidate]) -> Iterator[Candidate]:
    """Yield "the US and China" as one, plural candidate."""
    for i, first in found.items():
        token = sentence.doc[i]
        if token.dep_ == "conj" or not any(child.dep_ == "conj" for child in token.children):
            continue
        others = tuple(t.i for t in token.conjuncts if t.i in found and t.i > i)
        if others:
            kind = first.type or next((found[t].type for t in others if found[t].type), "")  # "Iván and Tomás Araya"
            yield replace(first, tokens=(i, *others), name="", type=kind, key="", plural=True)


def _relatives(sentence: Span, found: Mapping[int, Candidate]) -> Iterator[Candidate]:
    """Yield each noun phrase once more where a relative pronoun stands for it: "people who said they knew"."""
    for token in sentence:
        if token.tag_ in {"WP", "WDT"} and token.dep_ in SUBJECTS and token.head.dep_ == "relcl":
            noun = found.get(token.head.head.i)
            if noun is not None and noun.at < token.i:
                yield replace(noun, at=token.i)
