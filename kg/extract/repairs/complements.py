"""Subjects and complements that the parser gave to another word, or took for something else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.phrases import load_phrases

if TYPE_CHECKING:
    from spacy.tokens import Span

    from kg.extract.tree import Tree

__all__ = ["law_as_verb", "said_of_object", "subject_behind_phrase"]

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})


def law_as_verb(tree: Tree, span: Span) -> None:
    """Undo "called [the CHIPS | Act a gift]": the last word of a name read as a verb with what is said of it."""
    last = span.end - 1
    verb = tree.head[last]
    if len(span) < 2 or tree.pos[last] != "VERB" or verb in range(span.start, span.end) or verb == last:
        return
    tree.pos[last], tree.tag[last], tree.dep[last] = "PROPN", "NNP", "dobj"
    for c in [*tree.children[last], *tree.children[verb]]:
        if span.start <= c < last:
            tree.attach(c, last, "compound")
        elif c < last and tree.dep[c] in {"det", "poss", "amod"} and tree.head[c] == last:
            continue
        elif tree.head[c] == last:
            tree.attach(c, verb, "oprd" if tree.dep[c] in {"dobj", "acomp", "attr"} else tree.dep[c])


def said_of_object(tree: Tree, verb: int) -> None:
    """Undo "which X called [a failure]" and "called [the act aggressive]": what it is called, read as more of it."""
    if tree.lemma[verb] not in load_phrases().calling:
        return
    objects = [c for c in tree.children[verb] if tree.dep[c] == "dobj"]
    if len(objects) == 2 and tree.is_relative_pronoun(objects[0]) and objects[0] < verb < objects[1]:
        tree.dep[objects[1]] = "oprd"
    elif len(objects) == 1 and not any(tree.dep[c] == "oprd" for c in tree.children[verb]):
        for c in tree.children[objects[0]]:
            if c > objects[0] and tree.dep[c] == "amod" and tree.pos[c] == "ADJ":
                tree.attach(c, verb, "oprd")
                return


def subject_behind_phrase(tree: Tree, verb: int) -> None:
    """Undo "Together with [Thales, Airbus] is building it": the subject, read as one more of what opens the clause."""
    if any(tree.dep[c] in _SUBJECTS for c in tree.children[verb]) or not _is_finite(tree, verb):
        return
    opening = [c for c in tree.children[verb] if c < verb and tree.dep[c] in {"prep", "advmod"}]
    for preposition in [*opening, *(c for opener in opening for c in tree.children[opener])]:
        if tree.dep[preposition] != "prep":
            continue
        for noun in tree.children[preposition]:
            if tree.dep[noun] != "pobj":
                continue
            for other in tree.children[noun]:
                start = tree.noun_start(other)
                if (
                    tree.dep[other] in {"conj", "appos"}
                    and tree.pos[other] in {"NOUN", "PROPN", "PRON"}
                    and noun < start <= other < verb
                    and tree.lower[start - 1] == ","
                    and "," not in tree.lower[other:verb]
                    and not any(tree.dep[c] == "cc" for c in tree.children[noun])
                ):
                    tree.attach(other, verb, "nsubj")
                    return


def _is_finite(tree: Tree, verb: int) -> bool:
    return tree.tag[verb] in {"VBD", "VBZ", "VBP"} or any(
        tree.dep[c] in {"aux", "auxpass"} and tree.tag[c] in {"VBD", "VBZ", "VBP", "MD"} for c in tree.children[verb]
    )
