"""Antecedents of pronouns and definite nouns, ranked; extraction takes the first whose type fits.

A salience ranking in the manner of Lappin and Leass (1994, "An Algorithm for Pronominal Anaphora
Resolution"): grammatical role, distance in sentences and agreement. The argument types of the
relation at hand choose among the best few ("claiming it was developed with ..." asks for a
technology), so that no candidate is guessed against its type. Where nothing agrees, there is no
antecedent and no claim.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from kg import gazetteer, nouns, vocab
from kg.gazetteer import Gazetteer

__all__ = ["Antecedents"]

_PERSONAL = {"he", "him", "his", "himself", "she", "her", "hers", "herself"}
_NEUTER = {"it", "its", "itself"}
_PLURAL = {"they", "them", "their", "theirs", "themselves"}
_DEFINITE = {"the", "this", "that", "these", "those", "both"}
_PAIR = {"two", "both", "three"}
_ROLE = {"nsubj": 4, "nsubjpass": 4, "csubj": 4, "dobj": 2, "dative": 2, "agent": 3, "attr": 1, "poss": 2}
_RULERS = {"government", "administration", "regime", "state"}
_REACH = 80
"""How many candidates back are looked at, so that endless sentences take linear time."""
_WINDOW = 3
"""How many sentences back an antecedent may stand."""


@dataclass(slots=True)
class _Candidate:
    tokens: tuple[int, ...]
    name: str
    type: str
    key: str
    sentence: int
    role: int
    plural: bool
    person: bool
    soft: bool
    adjective: bool = False
    """True for a demonym before a noun: only "the country" refers to it."""


class Antecedents:
    """Pipeline component that fills `doc.user_data["antecedents"]`: token -> ranked token groups."""

    def __init__(self, known: Gazetteer) -> None:
        self._entities = known.entities
        self._demonyms = known.demonyms
        self._nouns = nouns.load()
        self._ancestors = vocab.class_ancestors()
        self._mentions: Counter[str] = Counter()
        self._countries: set[str] = set()
        self._names: dict[int, Span] = {}
        self._found: dict[int, list[tuple[int, ...]]] = {}
        """How often each name was mentioned in the sentences before, in the document at hand."""

    def __call__(self, doc: Doc) -> Doc:
        names = {i: span for span in doc.spans["names"] for i in range(span.start, span.end)}
        self._names = names
        antecedents: dict[int, list[tuple[int, ...]]] = {}
        self._found = antecedents
        seen: list[_Candidate] = []
        self._mentions = Counter()
        self._countries = {span.kb_id_ for span in doc.spans["names"] if span.label_ == "Country"}
        for number, sentence in enumerate(doc.sents):
            here: list[_Candidate] = []
            for token in sentence:
                span = names.get(token.i)
                if span is not None:
                    if token.i == span.root.i:
                        here.append(self._named(span.root, span, number))
                elif token.pos_ in {"NOUN", "PROPN"}:
                    kind = self._kind(token)
                    if kind is not None:
                        here.append(self._nominal(token, kind, number))
            self._coordinate(doc, here)
            by_tokens = {c.tokens: c for c in [*seen, *here]}
            for token in sentence:
                lower = token.lower_
                if lower in _PERSONAL or lower in _NEUTER or lower in _PLURAL:
                    ranked = self._pronoun(token, lower, seen, here, number)
                elif token.i not in names and token.pos_ == "NOUN" and (kind := self._definite(token)):
                    ranked = self._description(token, kind, seen, here, number)
                else:
                    continue
                if ranked:
                    antecedents[token.i] = ranked
                    first = by_tokens.get(ranked[0])
                    if first is not None:
                        here.append(replace(first, sentence=number, role=_role(token), adjective=False))
            self._mentions.update(c.key or c.name for c in here if c.name and len(c.tokens) == 1)
            seen = [c for c in seen if number - c.sentence < _WINDOW or c.type == "Person" or c.key] + here
        doc.user_data["antecedents"] = antecedents
        return doc

    # -- candidates ---------------------------------------------------------------------------

    def _named(self, root: Token, span: Span, number: int) -> _Candidate:
        label = span.label_
        key = span.kb_id_
        return _Candidate(
            tokens=(root.i,),
            name=span.id_ or span.text,
            type=label,
            key=key,
            sentence=number,
            role=_role(root),
            plural=False,
            person=label == "Person",
            soft=not key,
            adjective=root.dep_ == "amod",
        )

    def _nominal(self, token: Token, kind: str, number: int) -> _Candidate:
        owner = next((t for t in token.lefts if t.dep_ == "poss" and t.i in self._names), None)
        return _Candidate(
            tokens=(token.i,),
            # "Denmark's competition authority" is as good as a name
            name=token.doc[self._names[owner.i].start : token.i + 1].text if owner is not None else "",
            type=kind,
            key="",
            sentence=number,
            role=_role(token),
            plural=token.tag_ == "NNS",
            person=kind == "Person",
            soft=False,
        )

    def _kind(self, token: Token) -> str | None:
        before = [t.lemma_.lower() for t in token.lefts if t.dep_ in {"compound", "amod"} and t.i < token.i]
        return self._nouns.classify([*before[-2:], token.lemma_.lower()])

    @staticmethod
    def _coordinate(doc: Doc, here: list[_Candidate]) -> None:
        """Add the coordinations of the sentence ("the US and China") as plural candidates."""
        by_token = {c.tokens[0]: c for c in here if len(c.tokens) == 1}
        for first in list(here):
            token = doc[first.tokens[0]]
            if token.dep_ == "conj" or not any(child.dep_ == "conj" for child in token.children):
                continue
            others = [by_token[t.i] for t in token.conjuncts if t.i in by_token and t.i > token.i]
            if others:
                here.append(
                    _Candidate(
                        tokens=(first.tokens[0], *(c.tokens[0] for c in others)),
                        name="",
                        type=first.type,
                        key="",
                        sentence=first.sentence,
                        role=first.role,
                        plural=True,
                        person=first.person,
                        soft=False,
                    )
                )

    # -- resolution ---------------------------------------------------------------------------

    def _pronoun(
        self, token: Token, lower: str, seen: list[_Candidate], here: list[_Candidate], number: int
    ) -> list[tuple[int, ...]]:
        if lower in _NEUTER and _expletive(token):
            return []
        scored: list[tuple[float, _Candidate]] = []
        if lower == "it" and token.dep_ in {"dobj", "pobj", "nsubjpass"}:
            scored.extend((self._score(token, c, number), c) for c in self._things(token, number))
        for c in self._in_reach(token, seen, here, number):
            if c.adjective:
                continue
            if lower in _PERSONAL:
                fits = c.person or (c.soft and not c.type and bool(c.name))
            elif lower in _NEUTER:
                fits = not c.person and not c.plural and c.type not in {"Group", "Event", "Place"}
            else:
                fits = c.plural or (bool(c.name) and not c.person and c.type != "Place")
            if fits:
                bonus = 3.0 if lower in _PLURAL and c.plural else 0.0
                scored.append((self._score(token, c, number) + bonus, c))
        return _ranked(scored)

    def _things(self, token: Token, number: int) -> list[_Candidate]:
        """Return what is no argument of any relation but may be what "it" stands for: "the inquiry", "the idea"."""
        return [
            replace(self._nominal(t, "", number), type="")
            for t in token.sent
            if t.i < token.i and t.tag_ == "NN" and t.dep_ in {"nsubj", "dobj", "pobj", "nsubjpass"}
            if t.i not in self._names and self._kind(t) is None and not t.ent_type_
        ]

    def _definite(self, token: Token) -> str | None:
        """Return the class of a definite description, or None if the noun is none."""
        determiner = next((t for t in token.lefts if t.dep_ in {"det", "predet", "nummod"}), None)
        if determiner is None or not any(t.lower_ in _DEFINITE for t in token.lefts):
            return None
        for t in token.rights:
            gerund = t.dep_ == "prep" and any(c.dep_ == "pcomp" for c in t.children)  # "accuses the firm of spying"
            if t.dep_ in {"prep", "relcl", "acl"} and not gerund and token.doc[t.left_edge.i - 1].text != ",":
                return None  # "the company that ..." introduces, it does not refer back; "the company, which ..." may
        if token.lemma_.lower() in _RULERS and len(self._countries) != 1:
            return None  # whose government it is must be plain
        return self._kind(token)

    def _description(
        self, token: Token, kind: str, seen: list[_Candidate], here: list[_Candidate], number: int
    ) -> list[tuple[int, ...]]:
        country = self._origin(token)
        pair = any(t.lower_ in _PAIR for t in token.lefts)
        plural = token.tag_ == "NNS"
        scored = []
        for c in self._in_reach(token, seen, here, number):
            if plural:
                fits = len(c.tokens) in {2, 3} if pair else len(c.tokens) > 1
                fits = fits and self._agrees(c.type, kind, c.soft)
            else:
                fits = bool(c.name) and len(c.tokens) == 1 and self._agrees(c.type, kind, c.soft)
                if fits and country is not None:
                    entity = self._entities.get(c.key)
                    fits = entity.country == country if entity and entity.country else not c.key
            if fits:
                scored.append((self._score(token, c, number), c))
        if pair and not scored:
            size = 3 if any(t.lower_ == "three" for t in token.lefts) else 2
            near = [
                c
                for c in self._in_reach(token, seen, here, number)
                if c.name and len(c.tokens) == 1 and not c.adjective and self._agrees(c.type, kind, c.soft)
            ]
            distinct = {c.key or c.name: c.tokens[0] for c in near}
            if len(distinct) == size:
                return [tuple(sorted(distinct.values()))]
        return _ranked(scored)

    def _origin(self, token: Token) -> str | None:
        """Return the key of the country that "the Dutch firm", "the Wuhan-based company" says it is from."""
        for t in token.doc[token.left_edge.i : token.i]:
            if t.lower_ in self._demonyms:
                return self._demonyms[t.lower_]
            span = self._names.get(t.i)
            entity = self._entities.get(span.kb_id_) if span is not None else None
            if entity is not None and (entity.type == "Country" or entity.country):
                return entity.id if entity.type == "Country" else entity.country
        return None

    def _agrees(self, of_name: str, of_noun: str, soft: bool) -> bool:
        ancestors = self._ancestors
        if of_noun in ancestors.get(of_name, ()) or of_name in ancestors.get(of_noun, ()):
            return True
        if of_noun == "Software" and of_name == "Company" and not soft:
            return True  # "the app" of a firm called like it
        if of_noun == "Group" and of_name in {"Company", "ResearchOrganization"}:
            return True  # "the group", "the maker"
        return soft and of_name in {"", "Company"} and of_noun in {"Company", "AIModel", "Software", "Device", "Chip"}

    @staticmethod
    def _in_reach(token: Token, seen: list[_Candidate], here: list[_Candidate], number: int) -> list[_Candidate]:
        reach = [c for c in seen[-_REACH:] if 0 < number - c.sentence < _WINDOW]
        subjects = _clause_subjects(token) if token.dep_ in {"dobj", "pobj", "dative", "nsubjpass"} else set()
        for c in here[-_REACH:]:
            if c.tokens[-1] < token.i and token.i not in c.tokens:
                if not _within(token, c.tokens[0]) and c.tokens[0] not in subjects:
                    reach.append(c)
            elif c.tokens[0] > token.i and c.role == 4 and _before_main_clause(token, token.doc[c.tokens[0]]):
                reach.append(c)  # cataphora: "When it launched R1, DeepSeek ..."
        return reach

    def _controllers(self, token: Token) -> tuple[int, ...]:
        """Return what the object that controls the pronoun's infinitive stands for."""
        verb = _clause(token)
        if verb.dep_ not in {"xcomp", "ccomp"}:
            return ()
        objects = [t for t in verb.head.children if t.dep_ in {"dobj", "dative"} and t.i < verb.i]
        objects += [t for t in verb.children if t.dep_ == "nsubj" and verb.dep_ == "ccomp"]
        return tuple(i for t in objects for i in (t.i, *self._found.get(t.i, ((),))[0]))

    def _score(self, token: Token, c: _Candidate, number: int) -> float:
        score = c.role - 4.0 * (number - c.sentence) + 0.5 * min(4, self._mentions[c.key or c.name])
        if c.name:
            score += 1.5
        if c.sentence == number:
            head = token.doc[c.tokens[0]].head
            if c.role == 4 and (head.is_ancestor(token) or head == token.head):
                score += 2.0  # subject of a clause that governs the pronoun's
                # most of all of the next clause up, for a subject, of its own, for an object or possessor
                nearest = _clause(token).head if token.dep_ in {"nsubj", "nsubjpass"} else _clause(token)
                score += 1.5 if head == nearest else 0.0
        if token.dep_ == "poss" and c.tokens[0] in self._controllers(token):
            score += 6.0  # "urged it to lift its sanctions": whoever is to lift them
        return score + c.tokens[0] / 100_000  # the nearer of two alike


def _clause(token: Token) -> Token:
    verb = token.head
    while verb.pos_ not in {"VERB", "AUX"} and verb.head != verb:
        verb = verb.head
    return verb


def _role(token: Token) -> int:
    while token.dep_ == "conj":
        token = token.head
    if token.dep_ in {"compound", "amod", "nmod"}:
        return 0  # a modifier is no participant: "a former TSMC engineer"
    return _ROLE.get(token.dep_, 1)


def _clause_subjects(token: Token) -> set[int]:
    """Return the subjects of the smallest clause around the token, which an object of it is not."""
    verb = token.head
    for _ in range(6):
        while verb.pos_ not in {"VERB", "AUX"} and verb.head != verb:
            verb = verb.head
        for child in verb.children:
            if child.dep_ in {"nsubj", "nsubjpass"}:
                return {int(child.i), *(int(t.i) for t in child.conjuncts)}
        if verb.dep_ not in {"advcl", "xcomp", "conj", "pcomp"} or verb.head == verb:
            return set()
        verb = verb.head
    return set()


def _within(token: Token, head: int) -> bool:
    """Return True if the pronoun stands inside the noun phrase of the candidate ("its" in "Huawei and its ...")."""
    return any(ancestor.i == head for ancestor in token.ancestors) and token.dep_ != "poss"


def _before_main_clause(pronoun: Token, subject: Token) -> bool:
    verb = subject.head
    return verb.is_ancestor(pronoun) and any(
        a.dep_ in {"advcl", "pcomp", "prep"} and a.head == verb for a in pronoun.ancestors
    )


def _expletive(token: Token) -> bool:
    """Return True for "it" that refers to nothing: "it is likely that", "it takes years to"."""
    if token.dep_ == "expl":
        return True
    verb = token.head
    if token.dep_ != "nsubj" or verb.lemma_ not in {"be", "seem", "appear", "take", "remain"}:
        return False
    complements = {child.dep_ for child in verb.children}
    return "acomp" in complements and bool(complements & {"ccomp", "xcomp", "csubj"})


def _ranked(scored: list[tuple[float, _Candidate]], most: int = 4) -> list[tuple[int, ...]]:
    scored.sort(key=lambda pair: -pair[0])
    ranked: list[tuple[int, ...]] = []
    names: set[tuple[str, ...]] = set()
    for _, c in scored:
        if not c.type and not c.name:
            break  # more likely it stands for what is no argument
        identity = (c.key or c.name,) if c.key or c.name else tuple(map(str, c.tokens))
        if identity not in names:
            names.add(identity)
            ranked.append(c.tokens)
        if len(ranked) == most:
            break
    return ranked


@Language.factory("kg_coref")
def _create(nlp: Language, name: str) -> Antecedents:
    return Antecedents(gazetteer.load())
