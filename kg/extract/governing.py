"""What the words of one clause do to a statement: negation, auxiliaries, adverbs, and the cues of its governor."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from kg.extract.clauses import Clauses
from kg.extract.cues import Cue, Cues
from kg.extract.tree import Tree
from kg.model import Modality

__all__ = [
    "Mark",
    "Walk",
    "apply_adverb",
    "apply_governor",
    "apply_noun",
    "apply_reporter_after",
    "apply_verb",
    "collect_sources",
    "negator",
    "verb_sees",
]

# The most hedged wins where several cues meet: what is asked for in a report of a plan is asked for.
_STRENGTH: Mapping[str, int] = {
    "actual": 0,
    "planned": 1,
    "possible": 2,
    "requested": 3,
    "alleged": 4,
    "conditional": 5,
}


_MOVING = frozenset({"push", "encourage", "press", "oblige", "pressure", "require"})
"""Requests that things make as well: what causes somebody to act."""


class Mark(NamedTuple):
    """A word that qualified a statement, and how."""

    token: int
    effect: str
    """A modality; "negated", which a second one undoes; or "source": somebody says or believes the statement."""


class Walk:
    """What has been found on the way up from one statement."""

    def __init__(self, clauses: Clauses, cues: Cues) -> None:
        self.clauses, self.tree, self.cues = clauses, clauses.tree, cues
        self.negated = False
        self.modality: Modality = "actual"
        self.sources: list[int] = []
        self.would: int | None = None
        """The last "would" on the way: what it means depends on whether there is a source."""
        self.aside = False
        """True if the statement stands in an apposition or aside that the sentence's source does not cover."""
        self.presupposed = False
        """True if the statement is a noun that is merely mentioned."""
        self.marks: list[Mark] = []
        """The words that did all this, in the order in which they were met."""

    def negate(self, word: int) -> None:
        """Turn the polarity, because of the word at that token."""
        self.negated = not self.negated
        self.marks.append(Mark(word, "negated"))

    def hedge(self, modality: str | None, word: int) -> None:
        """Take the modality if it hedges more than what was found so far."""
        if modality is None:
            return
        self.marks.append(Mark(word, modality))
        if _STRENGTH[modality] > _STRENGTH[self.modality]:
            self.modality = modality  # type: ignore[assignment]

    def attribute(self, sources: Iterable[int], word: int) -> None:
        """Add who says or believes it."""
        found = list(sources)
        if found:
            self.sources.extend(found)
            self.marks.append(Mark(word, "source"))

    def apply(self, cue: Cue, subject: Iterable[int], word: int) -> None:
        """Apply a governor's cue; `subject` is who says or believes it, if the cue makes it theirs."""
        if cue.negated:
            self.negate(word)
        self.hedge(cue.modality, word)
        if cue.attribute:
            self.attribute(subject, word)


def apply_governor(
    walk: Walk, verb: int, *, clausal: bool, complement: int = -1, dep: str = "", preposition: str = ""
) -> bool:
    """Apply the cue of a governing verb; return True if it has one that reaches down."""
    tree, clauses = walk.tree, walk.clauses
    words = [
        f"{tree.lemma[verb]} {tree.lower[c]}"
        for c in tree.children[verb]
        if tree.dep[c] in {"prt", "prep", "advmod", "acomp"}
    ]
    words.append(tree.lemma[verb])
    for word in words:
        for group, cue in walk.cues.verbs.get(word, ()):
            if not clausal and not cue.objects:
                continue
            if word in walk.cues.wishes and complement >= 0 and _other_subject(walk, verb, complement):
                walk.hedge("requested", verb)  # "wants Tokyo to act" asks, "wants to act" plans
                walk.attribute(clauses.deep_subject(verb), verb)
                return True
            if (
                group in {"plan", "attempt"}
                and dep == "ccomp"
                and word not in {"agree", "promise", "pledge", "vow", "plan", "propose", "decide"}
            ):
                continue  # "expects that", "hopes that" are beliefs; "plans to" is a plan
            if group == "belief" and dep == "xcomp" and not tree.is_passive(verb):
                continue  # "considers that" believes, "considers outlawing" and "hopes to" do not
            if group == "plan" and word == "be" and dep != "xcomp":
                continue
            if group == "prevent" and preposition not in {"from", ""}:
                continue
            if group == "allege" and preposition and preposition not in {"of", "with", "for"}:
                continue
            if (
                group == "request"
                and dep == "ccomp"
                and word in {"tell", "insist", "order"}
                and not _subjunctive(walk, verb)
            ):
                continue
            if group == "request" and word in _MOVING and not _is_agent(walk, clauses.deep_subject(verb)):
                continue  # "the curbs will push it to build its own": a cause, and no request
            if cue.double and any(tree.dep[c] == "neg" for c in tree.children[verb]):
                walk.hedge(cue.double, verb)  # "has not ruled out suing": it may
            subject = clauses.deep_subject(verb)
            if group == "expect" and dep == "xcomp" and clauses.surface_subject(complement) == subject:
                subject = []  # "Nvidia expects to buy Arm" is its plan, not its report
            walk.apply(cue, subject, verb)
            return True
    if clausal and tree.lemma[verb] in clauses.phrases.copulas:  # "it is false that"
        for c in tree.children[verb]:
            for _, cue in walk.cues.adjectives.get(tree.lower[c], ()) if tree.dep[c] == "acomp" else ():
                walk.apply(cue, (), c)
                return True
    if clausal and tree.lemma[verb] == "have" and any(tree.lower[c] in walk.cues.not_yet for c in tree.children[verb]):
        walk.negate(verb)
        return True
    return False


def apply_reporter_after(walk: Walk, verb: int) -> None:
    """Apply a report that follows its statement but was parsed below it: "X sells Y, Z told reporters"."""
    tree = walk.tree
    for c in tree.children[verb]:
        if tree.dep[c] not in {"conj", "parataxis", "dep", "ccomp"} or c < verb or not tree.is_verb(c):
            continue
        if any(tree.dep[g] == "cc" and verb < g < c for g in tree.children[verb]):
            continue
        subject = tree.child(c, "nsubj")
        if subject is None or subject < verb or tree.child(c, "ccomp", "xcomp", "mark") is not None:
            continue
        if tree.dep[c] == "ccomp" and tree.lower[tree.noun_start(subject) - 1] != ",":
            continue
        for group, cue in walk.cues.verbs.get(tree.lemma[c], ()):
            if cue.attribute and group in {"report", "belief", "allege"}:
                walk.hedge(cue.modality, c)
                walk.attribute([subject], c)
                return


def _is_agent(walk: Walk, subjects: Iterable[int]) -> bool:
    return any(walk.clauses.arguments.fill(subject, ("Agent",)) for subject in subjects)


def _other_subject(walk: Walk, verb: int, complement: int) -> bool:
    return walk.clauses.surface_subject(complement) != walk.clauses.surface_subject(verb)


def _subjunctive(walk: Walk, verb: int) -> bool:
    tree = walk.tree
    return any(tree.dep[c] in {"ccomp", "xcomp"} and tree.tag[c] == "VB" for c in tree.children[verb])


def apply_noun(walk: Walk, noun: int) -> None:
    tree = walk.tree
    for _, cue in walk.cues.nouns.get(tree.lemma[noun], ()):
        walk.apply(cue, walk.clauses.noun_actor(noun) if cue.attribute else (), noun)
        break
    if not verb_sees(walk, noun) and (no := negator(walk, noun)) is not None:
        walk.negate(no)


def negator(walk: Walk, noun: int) -> int | None:
    """Return the word that negates a noun, or None: "no agreement", "neither China"."""
    tree = walk.tree
    for c in tree.children[noun]:
        if tree.dep[c] in {"det", "preconj"} and tree.lower[c] in walk.cues.negators:
            return c
    return None


def verb_sees(walk: Walk, noun: int) -> bool:
    """Return True if the noun hangs on a verb whose own check counts its "no"."""
    tree = walk.tree
    return tree.dep[noun] in {"dobj", "nsubj", "nsubjpass", "attr"} and tree.is_verb(tree.head[noun])


def collect_sources(walk: Walk, verb: int) -> None:
    """Collect "according to X" on the clause."""
    tree = walk.tree
    for c in tree.children[verb]:
        if tree.lower[c] == "according" or tree.lower[c] in walk.cues.sources:
            inner = (
                tree.preposition_objects(c, "to")
                if tree.lower[c] == "according"
                else [t for t in tree.children[c] if tree.dep[t] == "pobj"]
            )
            walk.attribute(inner, c)
        elif tree.dep[c] == "prep" and tree.lower[c] in {"in", "by"}:  # "in the view of X", "by X's account"
            for view in tree.children[c]:
                if tree.lemma[view] in walk.cues.views and tree.dep[view] == "pobj":
                    owners = [o for o in tree.children[view] if tree.dep[o] == "poss"]
                    walk.attribute(owners or tree.preposition_objects(view, "of"), c)


def apply_adverb(walk: Walk, adverb: int, words: str) -> None:
    """Apply the cue that the words ending in the adverb are."""
    effect = walk.cues.adverbs[words]
    if effect == "negated":
        walk.negate(adverb)
    else:
        walk.hedge(effect, adverb)


def _is_inverted(walk: Walk, auxiliary: int, verb: int) -> bool:
    tree = walk.tree
    subject = tree.child(verb, "nsubj", "nsubjpass")
    return subject is not None and auxiliary < subject and tree.dep[verb] != "ROOT"


def _is_past(tree: Tree, verb: int) -> bool:
    return tree.tag[verb] == "VBD" and not any(tree.dep[c] == "aux" for c in tree.children[verb])


def _is_present(tree: Tree, verb: int) -> bool:
    """Return True for "if it does not": no condition of what happened, as in "warned it of tariffs if it does not"."""
    auxiliaries = [c for c in tree.children[verb] if tree.dep[c] in {"aux", "auxpass"}]
    tags = {tree.tag[c] for c in auxiliaries} or {tree.tag[verb]}
    return bool(tags & {"VBZ", "VBP"})


def apply_verb(walk: Walk, verb: int, *, act: bool = False) -> None:
    """Apply negation, auxiliaries, adverbs and openers that hang on the verb itself.

    `act` tells that the statement is the verb's own, and not what somebody says, plans or fears.
    """
    tree, cues = walk.tree, walk.cues
    auxiliary = False
    for c in tree.children[verb]:
        word, dep = tree.lower[c], tree.dep[c]
        if dep == "neg" and word == "no" and tree.lower[c + 1 : c + 2] == [","]:
            continue  # "And no, it says it has not": an answer, not a negation
        if dep == "neg":
            walk.negate(c)
        elif dep == "aux":
            effect = cues.auxiliaries.get(word)
            auxiliary = auxiliary or effect is not None
            if word in {"had", "were", "should"} and _is_inverted(walk, c, verb):
                walk.hedge("conditional", c)  # "Had it sued, ..."
            if effect == "would":
                walk.would = c
            elif effect is not None:
                walk.hedge(effect, c)
        elif dep == "advmod" and f"{tree.lower[c - 1]} {word}" in cues.adverbs:
            apply_adverb(walk, c, f"{tree.lower[c - 1]} {word}")
        elif dep in {"advmod", "cc", "preconj"} and word in cues.adverbs:
            apply_adverb(walk, c, word)
        elif dep in {"mark", "advmod"} and word in cues.conditional and tree.dep[verb] in {"advcl", "ccomp"}:
            walk.hedge("conditional" if tree.dep[verb] == "advcl" else "possible", c)
        elif dep in {"dobj", "nsubj", "nsubjpass", "attr"} and (no := negator(walk, c)) is not None:
            walk.negate(no)
        elif dep in {"nsubj", "nsubjpass", "dobj"} and word in cues.negators:
            walk.negate(c)
        elif dep == "advcl" and not (act and _is_past(tree, verb) and _is_present(tree, c)):
            for opener in tree.children[c]:
                if tree.lower[opener] in {"if", "unless"}:
                    walk.hedge("conditional", opener)
                    break
    if not auxiliary and tree.dep[verb] == "conj" and tree.tag[verb] == "VB":
        head = tree.head[verb]
        for c in tree.children[head]:
            if tree.dep[c] == "aux" and tree.tag[head] == "VB":
                effect = cues.auxiliaries.get(tree.lower[c])
                if effect == "would":
                    walk.would = c
                elif effect is not None:
                    walk.hedge(effect, c)
    collect_sources(walk, verb)
    apply_reporter_after(walk, verb)
