"""Factuality: a walk from a predicate up its governing chain to polarity, modality and attribution.

Whoever governs a statement qualifies it: "said", "denied", "plans to", "the belief that", "if". The
cues are `ontology/cues.yaml`. The walk follows the event factuality profiles of Saurí and
Pustejovsky (2009, "FactBank: a corpus annotated with event factuality"). Nothing is dropped for
being negated or hedged.
"""

from __future__ import annotations

from dataclasses import dataclass

from kg.extract import nominals
from kg.extract.affected import bearer
from kg.extract.clauses import Clauses
from kg.extract.cues import Cues
from kg.extract.governing import (
    Mark,
    Walk,
    apply_adverb,
    apply_governor,
    apply_noun,
    apply_reporter_after,
    apply_verb,
    collect_sources,
    negator,
    verb_sees,
)
from kg.extract.quotations import is_quoted, last_speaker
from kg.model import Modality, Polarity

__all__ = ["Factuality", "assess"]


@dataclass(frozen=True, slots=True)
class Factuality:
    """How the sentence presents a statement."""

    polarity: Polarity = "affirmed"
    modality: Modality = "actual"
    sources: tuple[int, ...] = ()
    """Tokens that fill the role of who says or believes it, innermost first."""
    marks: tuple[Mark, ...] = ()
    """The words that make it so."""


def assess(clauses: Clauses, token: int, kind: str, cues: Cues) -> Factuality:
    """Return how the sentence presents the statement that the predicate at `token` makes."""
    walk = Walk(clauses, cues)
    tree = clauses.tree
    current = token
    if kind in {"noun", "name", "demonym"}:
        start = _leave_noun(walk, token, kind)
        if start is None:
            return _finish(walk, token)
        current = start
    elif not tree.is_verb(token):
        current = _clause_head(walk, token)
    elif tree.dep[token] == "amod":  # "the Beijing-based firm"
        walk.aside = True
        return _finish(walk, token)
    _climb(walk, current)
    return _finish(walk, token)


def _finish(walk: Walk, token: int) -> Factuality:
    tree = walk.tree
    if walk.would is not None:
        walk.hedge("planned", walk.would)
    first, last = tree.sentences[tree.sentence[token]]
    if not walk.sources and not walk.aside and not walk.presupposed:
        for i in range(first, last):
            if tree.lower[i] == "according" and (i == first or tree.lower[i - 1] in {",", "\u201d", '"'}):
                walk.attribute(tree.preposition_objects(i, "to"), i)
    if not walk.sources and not walk.aside and not walk.presupposed and is_quoted(tree, first):
        walk.attribute(last_speaker(tree, tree.sentence[token], walk.cues), first)
    for i in range(last - 1, max(first, last - 4) - 1, -1):
        if tree.lower[i] == "?" and not walk.aside and not walk.presupposed:
            walk.hedge("possible", i)
    return Factuality(
        "negated" if walk.negated else "affirmed",
        walk.modality,
        tuple(dict.fromkeys(walk.sources)),
        tuple(walk.marks),
    )


def _leave_noun(walk: Walk, noun: int, kind: str) -> int | None:
    """Apply what stands on the noun itself; return the verb to go on from, None if it is presupposed."""
    verb = _governing_verb(walk, noun, kind)
    no = negator(walk, noun) if kind != "demonym" else None  # "neither Dutch firm" is Dutch all the same
    if no is not None and (verb is None or verb != walk.tree.head[noun] or not verb_sees(walk, noun)):
        walk.negate(no)
    return verb


def _governing_verb(walk: Walk, noun: int, kind: str) -> int | None:
    tree, clauses, cues = walk.tree, walk.clauses, walk.cues
    for c in tree.children[noun]:
        word = tree.lower[c]
        if tree.dep[c] in {"amod", "compound"} and word in cues.modifiers:
            effect = cues.modifiers[word]
            if effect == "negated":
                walk.negate(c)
            else:
                walk.hedge(effect, c)
    if kind != "noun":
        clause = tree.clause_of(noun)
        if tree.dep[noun] == "attr" and tree.head[noun] == clause:
            return clause
        _presupposed(walk)
        return None
    first = tree.first_conjunct(noun)
    head, dep = tree.head[first], tree.dep[first]
    copular = dep in {"attr", "oprd", "acomp", "pobj"}
    if not copular and clauses.arguments.is_agentive(noun) and nominals.said_of(clauses, noun):
        walk.aside = True  # a title or apposition: no negation or source of the clause reaches it
        return None
    verb = nominals.light_verb(clauses, noun)
    if verb is None:
        verb = bearer(clauses, noun)
    if verb is not None:
        if tree.head[verb] == noun or (verb > noun and tree.dep[verb] in {"acl", "relcl"} and tree.head[verb] == first):
            apply_verb(walk, verb)
            _presupposed(walk)
            return None
        apply_governor(walk, verb, clausal=False)
        return verb
    if tree.is_verb(head) and dep in {"attr", "oprd", "acomp"}:
        return head
    if dep == "appos":
        walk.aside = True
        return None
    if tree.is_verb(head) and dep in {"dobj", "nsubjpass"}:
        changed = apply_governor(walk, head, clausal=False)
        if changed:
            return head
    if (
        dep == "nsubj"
        and tree.is_verb(head)
        and tree.lemma[head] in clauses.phrases.copulas
        and (
            any(tree.tag[c] == "EX" for c in tree.children[head])
            # "talks are under way": what is said of the event is that there is one
            or (tree.lemma[head] == "be" and not any(tree.dep[c] in {"attr", "acomp"} for c in tree.children[head]))
        )
    ):
        return head
    if dep == "pobj":
        preposition = head
        governor = tree.head[preposition]
        if tree.is_verb(governor):
            phrase = f"{tree.lemma[governor]} {tree.lower[preposition]}"
            for _, cue in cues.verbs.get(phrase, ()):
                walk.apply(cue, clauses.surface_subject(governor), governor)
                return governor
        elif tree.pos[governor] == "NOUN" and tree.lower[preposition] in {"of", "for", "on", "to"}:
            for _, cue in cues.nouns.get(tree.lemma[governor], ()):
                walk.apply(cue, clauses.noun_actor(governor), governor)
                return _leave_noun(walk, governor, "noun")
    _presupposed(walk)
    return None


def _presupposed(walk: Walk) -> None:
    """A noun that is merely mentioned is taken for granted, by the writer rather than by a source.

    Only an accusation or a belief that the sentence puts it under reaches it.
    """
    walk.presupposed = True


def _clause_head(walk: Walk, token: int) -> int:
    """Return the verb of an adjective's clause; apply what stands between."""
    tree = walk.tree
    for c in tree.children[token]:
        if tree.dep[c] == "neg" or tree.lower[c] in {"not", "never"}:
            walk.negate(c)
        elif tree.dep[c] == "advmod" and tree.lower[c] in walk.cues.adverbs:
            apply_adverb(walk, c, tree.lower[c])
    first = tree.first_conjunct(token)
    head = tree.head[first]
    if tree.is_verb(head):
        return head
    return tree.clause_of(token)


def _climb(walk: Walk, verb: int) -> None:
    tree, clauses = walk.tree, walk.clauses
    current = verb
    for _ in range(20):
        apply_verb(walk, current, act=current == verb)
        head, dep = tree.head[current], tree.dep[current]
        while dep == "conj" and (tree.is_verb(head) or tree.pos[head] == "AUX"):
            if tree.dep[head] != "conj":
                collect_sources(walk, head)
            current = head
            head, dep = tree.head[current], tree.dep[current]
        if head == current:
            return
        if dep in {"xcomp", "advcl"} and _is_ranked(walk, current):
            current = head
        elif dep in {"ccomp", "xcomp", "csubj", "csubjpass", "parataxis"}:
            if head > current and any(tree.lower[i] in {":", ";"} for i in range(current, head)):
                return  # two sentences in one, and not what the second verb says
            if tree.is_verb(head):
                apply_governor(walk, head, clausal=True, complement=current, dep=dep)
                current = head
            elif tree.pos[head] == "ADJ":
                for _, cue in walk.cues.adjectives.get(tree.lower[head], ()):
                    walk.apply(cue, (), head)
                    break
                if (not_ := tree.child(head, "neg")) is not None:
                    walk.negate(not_)
                if tree.is_verb(tree.head[head]):
                    current = tree.head[head]
                else:
                    return
            elif tree.pos[head] == "NOUN":
                apply_noun(walk, head)
                current = tree.clause_of(head)
                if current == head:
                    return
                _attributed_only(walk, current)
                return
            else:
                return
        elif dep == "pcomp":
            governor = tree.head[head]
            if tree.pos[governor] == "ADV" and tree.is_verb(tree.head[governor]):
                governor = tree.head[governor]  # "stopped short of banning"
            if tree.lower[head] in walk.cues.without:
                walk.negate(head)
            if tree.is_verb(governor):
                if (
                    tree.lower[head] in {"of", "from", "for", "to", "against", "about", "on", "with", "into"}
                    or f"{tree.lemma[governor]} {tree.lower[head]}" in walk.cues.verbs
                ):
                    apply_governor(walk, governor, clausal=True, preposition=tree.lower[head])
                    current = governor
                    continue
                if (
                    tree.lower[head] in walk.cues.manner
                ):  # "agreed to join it in restricting": as planned as the joining
                    current = governor
                    continue
                _attributed_only(walk, governor)
                return
            if tree.pos[governor] == "NOUN":
                apply_noun(walk, governor)
                _attributed_only(walk, tree.clause_of(governor))
            return
        elif dep in {"acl", "relcl"}:
            below = tree.children[current]
            stated = any(tree.lower[c] == "that" and tree.dep[c] == "mark" for c in below)
            # "sanctions imposed by", "a firm making": participles describe the noun, clauses with tense are its content
            reduced = tree.tag[current] in {"VBN", "VBG"} and not any(tree.dep[c] in {"aux", "mark"} for c in below)
            subject = tree.child(current, "nsubj", "nsubjpass")
            if subject is not None and not tree.is_relative_pronoun(subject) and tree.lemma[head] in walk.cues.nouns:
                stated = True  # "no proof Huawei had hacked it"
            if (dep == "acl" or stated) and (
                not reduced or (tree.tag[current] == "VBG" and tree.lemma[head] in walk.cues.nouns)
            ):
                apply_noun(walk, head)
                if tree.is_verb(tree.head[head]) and tree.dep[head] in {"dobj", "nsubjpass", "attr"}:
                    governor = tree.head[head]
                    apply_verb(walk, governor)
                    apply_governor(walk, governor, clausal=False)
                    if any(group == "doubt" for group, _ in walk.cues.verbs.get(tree.lemma[governor], ())):
                        walk.hedge("possible", governor)
            if (dep == "relcl" and _is_aside(walk, current, head)) or (
                (reduced or dep == "relcl") and tree.dep[head] == "appos"
            ):
                walk.aside = True  # "Foro, a start-up led by Jo Ek"
                return
            _attributed_only(walk, tree.clause_of(head))
            return
        elif dep == "advcl" and current in clauses.complements(head):
            apply_governor(walk, head, clausal=True, complement=current, dep="xcomp")
            current = head
        elif dep == "advcl":
            if tree.dep[head] == "ROOT" and any(tree.lower[c] in walk.cues.asides for c in tree.children[current]):
                walk.aside = True  # ", as China competes with ..." is the writer's frame
                return
            if tree.is_verb(head):
                if any(tree.lower[c] == "to" and tree.dep[c] == "aux" for c in tree.children[current]):
                    if clauses.prepositional_controller(head, current):  # "called on X to act"
                        apply_governor(walk, head, clausal=True, complement=current, dep="xcomp")
                        current = head
                        continue
                    if any(f"{tree.lemma[head]} {tree.lower[c]}" in walk.cues.deeds for c in tree.children[head]):
                        current = head  # "joined forces to sue"
                        continue
                    phrases = clauses.phrases
                    if tree.lemma[head] in phrases.gathering and tree.lemma[current] in phrases.discussing:
                        current = head  # "met to discuss it" and did
                        continue
                    walk.hedge("planned", current)
                _attributed_only(walk, head)
            return
        else:
            _attributed_only(walk, tree.clause_of(current))
            return


def _is_ranked(walk: Walk, verb: int) -> bool:
    """Return True for an infinitive that tells what somebody was first to do, and so did."""
    tree = walk.tree
    head = tree.head[verb]
    return walk.clauses.is_infinitive(verb) and any(
        tree.lower[c] in walk.cues.ranks and head < c < verb for c in tree.children[head]
    )


def _is_aside(walk: Walk, verb: int, noun: int) -> bool:
    """Return True for a relative clause set off by a comma: it is the writer's, not the speaker's."""
    tree = walk.tree
    first = verb
    for _ in range(4):
        below = [c for c in tree.children[first] if c < first]
        if not below:
            break
        first = min(below)
    return first > noun and tree.lower[first - 1] == ","


def _attributed_only(walk: Walk, verb: int) -> None:
    """Go on up for who says it; plans and denials of the governing clause do not reach an adjunct."""
    tree = walk.tree
    current = verb
    for _ in range(12):
        collect_sources(walk, current)
        apply_reporter_after(walk, current)
        head, dep = tree.head[current], tree.dep[current]
        if head == current:
            return
        if dep == "ccomp" and tree.is_verb(head):
            for group, cue in walk.cues.verbs.get(tree.lemma[head], ()):
                if cue.attribute and group in {"report", "belief", "allege", "expect"}:
                    if group == "allege":
                        walk.hedge("alleged", head)
                    walk.attribute(walk.clauses.surface_subject(head), head)
                    break
        current = head
