"""Layer 2: matches the predications of a sentence against the frames of the lexicon."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from kg.extract.arguments import Argument, Arguments
from kg.extract.clauses import Clauses
from kg.extract.ellipsis import filled_in
from kg.extract.first_person import PRONOUNS
from kg.extract.lexicon import Frame, Lexicon
from kg.extract.makers import makers
from kg.extract.predications import Predication
from kg.extract.tree import Tree

__all__ = ["Failure", "Match", "Trial", "matches", "trials"]

LONGEST_LIST = 15
"""Most members of a coordination that are paired with one another: a longer one is a list, not a statement."""

MONEY = "MONEY"
"""The word that stands for any sum of money in a `with` of the lexicon."""

_TRIGGER_TAIL = frozenset({"prt", "prep", "advmod", "acomp", "oprd"})


@dataclass(frozen=True, slots=True)
class Match:
    """A frame that fits a predicate, with both arguments."""

    frame: Frame
    trigger: str
    predication: Predication
    subject: Argument
    object: Argument

    @property
    def pair(self) -> frozenset[str]:
        """Both arguments, whatever their order."""
        return frozenset((self.subject.identity, self.object.identity))


class Failure(NamedTuple):
    """Why a frame that was tried matches nothing."""

    check: Literal["with", "without", "subject", "object", "same", "home", "away", "pair", "with whom", "list"]
    """A condition or exclusion of the frame; a role that nothing of an admitted class fills; subject and object are
    the same or overlap, or of one country where the frame looks abroad, or of two where it stays at home; a pair has
    one member; its members act with a third; a list is too long to pair."""
    number: int = 0
    """Which condition or exclusion, from 0."""


class Trial(NamedTuple):
    """A frame that was tried on a predicate, and what came of it."""

    predication: Predication
    trigger: str
    frame: Frame
    matches: list[Match]
    failure: Failure | None
    """None if there is a match."""


_Pairs = list[tuple[Argument, Argument]]


def matches(clauses: Clauses, lexicon: Lexicon) -> list[Match]:
    """Return every frame match of the parse, in the order of the trigger words, then those of clauses left out."""
    found = list(_matches(clauses, lexicon))
    return [*found, *filled_in(clauses, found)]


def _matches(clauses: Clauses, lexicon: Lexicon) -> Iterator[Match]:
    for predication, trigger, frame in candidates(clauses, lexicon):
        pairs, _ = judge(clauses.arguments, predication, frame)
        for subject, object_ in pairs:
            yield Match(frame, trigger, predication, subject, object_)


def trials(clauses: Clauses, lexicon: Lexicon) -> Iterator[Trial]:
    """Yield every frame that a word of the parse triggers, those that match nothing included."""
    for predication, trigger, frame in candidates(clauses, lexicon):
        pairs, failure = judge(clauses.arguments, predication, frame)
        found = [Match(frame, trigger, predication, subject, object_) for subject, object_ in pairs]
        yield Trial(predication, trigger, frame, found, failure)


def candidates(clauses: Clauses, lexicon: Lexicon) -> Iterator[tuple[Predication, str, Frame]]:
    """Yield (predication, trigger, frame) for every word that the lexicon knows."""
    tree, names, frames = clauses.tree, clauses.arguments.names, lexicon.frames
    for i, lemma in enumerate(tree.lemma):
        pos = tree.pos[i]
        span = names.get(i)
        if span is not None and span.root.i == i:
            yield from _name_candidates(clauses, lexicon, i)
            if pos != "VERB":
                continue
        if pos == "NOUN" and clauses.arguments.refers_back(i):
            yield from _name_candidates(clauses, lexicon, i)
        if pos in {"NOUN", "PROPN", "VERB", "ADJ", "AUX", "ADV", "ADP", "SCONJ"}:
            for kind in _kinds(tree, i):
                predications: dict[int | None, Predication] = {}
                for trigger, tail in _triggers(tree, i, kind, lemma):
                    found = frames.get((kind, trigger))
                    if found:
                        if tail not in predications:
                            predications[tail] = Predication(clauses, i, kind, tail)
                        predication = predications[tail]
                        for frame in found:
                            yield predication, trigger, frame


def _kinds(tree: Tree, i: int) -> tuple[str, ...]:
    pos = tree.pos[i]
    if pos in {"NOUN", "PROPN"}:
        # "selling" as the object of "denied", "backed" read as a noun
        return ("noun",) if tree.tag[i] not in {"VBG", "VBN"} else ("noun", "verb")
    if pos in {"VERB", "AUX"}:
        return ("verb", "adj") if tree.tag[i] == "VBN" else ("verb",)
    return ("adj",)


def _triggers(tree: Tree, i: int, kind: str, lemma: str) -> Iterator[tuple[str, int | None]]:
    """Yield what the lexicon may know the word by, and the preposition that belongs to it, if any."""
    yield lemma, None
    if kind == "verb":
        for c in tree.children[i]:
            if tree.dep[c] in _TRIGGER_TAIL and c > i:
                yield f"{lemma} {tree.lower[c]}", c if tree.dep[c] == "prep" else None
    else:
        start = i
        while (
            start > 0
            and i - start < 2
            and tree.dep[start - 1] in {"compound", "amod"}
            and tree.pos[start - 1] != "PUNCT"
        ):
            start -= 1
            yield " ".join([*tree.lower[start:i], lemma]), None
        if i > 2 and tree.lower[i - 2] == "-" and tree.head[i - 1] == i:
            yield f"{tree.lower[i - 3]} {tree.lower[i - 1]} {lemma}", None  # "national-security adviser"
        if i > 1 and tree.lower[i - 1] == "-":
            yield f"{tree.lower[i - 2]}-{lemma}", None  # "think-tank"


def _name_candidates(clauses: Clauses, lexicon: Lexicon, i: int) -> Iterator[tuple[Predication, str, Frame]]:
    """Yield the frames that a name triggers by its class, as does "the German company" for what it refers to."""
    span = clauses.arguments.names.get(i)
    kinds = ("demonym",) if span is None else ("name", "demonym")
    if span is not None and not span.label_ and span.start - 1 in clauses.arguments.names:
        kinds = ("name",)  # a place and a name of no known class are one title: "Hong Kong Trade Deal"
    if span is not None and clauses.arguments.is_a_kind(span.kb_id_):
        kinds = ("demonym",)  # "Samsung's DRAM" is nothing that Samsung brought out
    for name in clauses.arguments.classes_of(i):
        for kind in kinds:
            for frame in lexicon.of(kind, name):
                yield Predication(clauses, i, kind), name, frame


def judge(arguments: Arguments, predication: Predication, frame: Frame) -> tuple[_Pairs, Failure | None]:
    """Return the argument pairs that the frame finds in the predication; if there are none, the first reason."""
    for number, (roles, words) in enumerate(frame.conditions):
        if not _filled(arguments, predication, roles, words):
            return [], Failure("with", number)
    for number, (roles, words) in enumerate(frame.exclusions):
        if _filled(arguments, predication, roles, words):
            return [], Failure("without", number)
    return _fill(arguments, predication, frame)


def _filled(arguments: Arguments, predication: Predication, roles: tuple[str, ...], words: frozenset[str]) -> bool:
    tokens = [token for role in roles for token in predication.role(role)]
    return any("*" in words or _is_one_of(arguments, token, words) for token in tokens)


def _is_one_of(arguments: Arguments, token: int, words: frozenset[str]) -> bool:
    """Return True if the token, or the phrase it heads, is one of the words or of a class among them."""
    tree = arguments.tree
    span = arguments.names.get(token)
    model = span is not None and span.kb_id_ and len(span) > 1 and arguments.is_kind(span.label_, "Product")
    if not model:  # a known "R1 model" is not just a model
        phrase = tree.lemma[token]
        if phrase in words or tree.lower[token] in words:
            return True
        for i in range(token - 1, max(-1, token - 3), -1):
            phrase = f"{tree.lower[i]} {phrase}"
            if phrase in words:
                return True
    classes = [word for word in words if word[0].isupper()]
    if MONEY in classes:
        return arguments.is_money(token) or bool(arguments.fill(token, [c for c in classes if c != MONEY]))
    return bool(classes) and bool(arguments.fill(token, classes))


def _fill(arguments: Arguments, predication: Predication, frame: Frame) -> tuple[_Pairs, Failure | None]:
    if frame.pairs:
        filled = _first(arguments, predication, frame.subject, frame.subject_types)
        if any(arguments.fill(token, ("Agent",)) for token in predication.role("with")):
            return [], Failure("with whom")  # "X and Y held talks with Z": each with Z, not with each other
        if predication.kind == "noun":  # "rivals such as X and Y" are somebody's, not each other's
            members = arguments.members(predication.token)
            filled = [argument for argument in filled if argument.token not in members]
        if len(filled) > LONGEST_LIST:
            return [], Failure("list")
        pairs = [(a, b) for n, a in enumerate(filled) for b in filled[n + 1 :] if a.identity != b.identity]
        return pairs, None if pairs else Failure("pair" if filled else "subject")
    subjects = _first(arguments, predication, frame.subject, frame.subject_types)
    if not subjects and frame.by_measure:
        subjects = _makers(predication, frame)
    if not subjects:
        return [], Failure("subject")
    avoid = tuple(subject.identity for subject in subjects)
    taken = {a.token for a in subjects}
    objects = _first(
        arguments, predication, frame.object, frame.object_types, avoid, taken, of_another=frame.of_another
    )
    if not objects:
        return [], Failure("object")
    pairs = [
        (subject, object_)
        for subject in subjects
        for object_ in objects
        if subject.identity != object_.identity and (subject.resolved or _apart(predication, subject, object_))
    ]
    if not pairs:
        return [], Failure("same")
    if frame.abroad:
        pairs = [pair for pair in pairs if not _of_one_country(arguments, *pair)]
        if not pairs:
            return [], Failure("home")
    if frame.at_home:
        pairs = [pair for pair in pairs if not _is_away(arguments, *pair)]
        if not pairs:
            return [], Failure("away")
    return pairs, None


def _makers(predication: Predication, frame: Frame) -> list[Argument]:
    """Return who acts through the measure that stands where the frame looks for its subject, or for whose it is."""
    measures = [predication.token] if predication.kind == "noun" else []
    for path in frame.subject:
        owned, _, _ = path.rpartition(".")
        if owned or (path == "subject" and predication.kind != "noun"):
            measures += predication.role(owned or path)
    for token in measures:
        found = makers(predication.clauses, token, frame.subject_types)
        if found:
            return found
    return []


def _apart(predication: Predication, subject: Argument, object_: Argument) -> bool:
    """Return True if neither is within the other, but for the agent of a participle: "TSMC-made chips".

    "Chinese-made" says where something is from rather than who made it.
    """
    participle = predication.kind == "verb" and subject.token < predication.token < object_.token
    if participle and subject.type not in {"Country", "Bloc"}:
        return True
    return not (subject.start < object_.end and object_.start < subject.end)


def _of_one_country(arguments: Arguments, subject: Argument, object_: Argument) -> bool:
    home = arguments.home_of(subject)
    return home != "" and home == arguments.home_of(object_)


def _is_away(arguments: Arguments, subject: Argument, object_: Argument) -> bool:
    """Return True for a country that is not the one of a known person: "PM Kishida" beside "South Korea"."""
    if not subject.key or not arguments.is_kind(object_.type, "Country"):
        return False
    home = arguments.home_of(subject)
    return home != "" and home != arguments.home_of(object_)


def _first(
    arguments: Arguments,
    predication: Predication,
    paths: tuple[str, ...],
    types: tuple[str, ...],
    avoid: tuple[str, ...] = (),
    taken: frozenset[int] | set[int] = frozenset(),
    *,
    of_another: bool = False,
) -> list[Argument]:
    """Return the arguments of the first role path that has any of the admitted types."""
    for path in paths:
        found: list[Argument] = []
        for token in predication.role(path):
            of_party = token in arguments.names and arguments.names[token].label_ == "PoliticalParty"
            if path.startswith("ccomp.") and arguments.tree.lower[token] in PRONOUNS:
                continue  # "told them that we ...": whoever says it does not do it to himself
            if path == "possessor" and predication.kind == "demonym" and arguments.tree.tag[token] == "PRP$":
                continue  # "their Huawei radios": not where Huawei is from
            if path == "modifier" and "of" in paths and of_party and predication.role("of"):
                continue  # "the Republican chairman of a committee" does not lead the party
            if path in {"self", "modifier"} and of_party:  # "Republican Marco Rubio": the party, and not the man
                found.extend(arguments.itself(token, types))
                continue
            alone = (
                path in {"reach", "office"}  # "Kenya and China signed": President Ruto is of one of them
                or (path == "self" and not arguments.shares_description(token))
                or (path in {"subject", "object"} and predication.describes(token))
                or predication.is_relative(token)
            )
            # "Foro is becoming its largest shareholder": nobody is one of himself
            another = path == "possessor" and predication.kind == "noun" and arguments.is_agentive(predication.token)
            another = another or (of_another and path == "object.possessor" and not arguments.is_undergone(token))
            found.extend(
                argument
                for argument in arguments.fill(token, types, avoid, alone=alone, another=another)
                if path != "self" or argument.token == token or not arguments.has_own_description(argument.token)
                if path != "self" or argument.token == token or not arguments.is_made_by_another(argument, token)
                if argument.identity not in avoid and argument.token not in taken
                if argument.named or path != "modifier" or argument.type != "Place"  # "a data-centre company"
            )
        if found:
            return list({argument.identity: argument for argument in reversed(found)}.values())[::-1]
    return []
