"""Who speaks: the speaker of a quotation, and whom "we" and "our" stand for in it."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.cues import Cues
from kg.extract.tree import Tree

__all__ = ["is_quoted", "last_speaker", "speaker_of", "speaks"]

_BACK = 200
"""How many tokens back the opening mark of a quotation is looked for."""
_TURNS = 3
"""How many sentences a quotation may run on without naming its speaker again."""


def speaks(tree: Tree, verb: int, cues: Cues) -> bool:
    """Return True for a verb that reports words: "said", "told"."""
    return any(group == "report" for group, _ in cues.verbs.get(tree.lemma[verb], ()))


def is_quoted(tree: Tree, first: int) -> bool:
    """Return True if the sentence that begins at the token stands in a quotation from its first word on."""
    if tree.lower[first] in {"\u201c", '"', "``"} or tree.tag[first] == "``":
        return True
    opened = 0
    for i in range(max(0, first - _BACK), first):
        opened += (tree.lower[i] == "\u201c") - (tree.lower[i] == "\u201d")
    return opened > 0


def last_speaker(tree: Tree, sentence: int, cues: Cues) -> list[int]:
    """Return who was last said to speak, up to three sentences back: a quotation keeps its speaker."""
    for number in range(sentence - 1, max(-1, sentence - _TURNS - 1), -1):
        first, last = tree.sentences[number]
        for verb in range(last - 1, first - 1, -1):
            if tree.is_verb(verb) and speaks(tree, verb, cues):
                subject = tree.child(verb, "nsubj")
                if subject is not None:
                    return [subject]
        if not is_quoted(tree, first):
            return []
    return []


def speaker_of(tree: Tree, token: int, cues: Cues) -> list[int]:
    """Return who says the words around the token: the subject of the nearest verb of saying above it.

    Else, in a quotation, of one beside it in the sentence, or whoever spoke last.
    """
    for verb in _above(tree, token):
        if speaks(tree, verb, cues):
            subject = tree.child(verb, "nsubj")
            if subject is not None and subject != token:
                return [subject]
    number = tree.sentence[token]
    first, last = tree.sentences[number]
    marks = [i for i in range(first, last) if tree.lower[i] in {"\u201c", "\u201d", '"', "``", "''"}]
    if marks:
        for verb in range(first, last):
            if tree.is_verb(verb) and speaks(tree, verb, cues):
                subject = tree.child(verb, "nsubj")
                if subject is not None and subject != token:
                    return [subject]
    return last_speaker(tree, number, cues) if is_quoted(tree, first) else []


def _above(tree: Tree, token: int) -> Iterator[int]:
    """Yield the verbs that govern the token's clause, the nearest first."""
    verb = tree.clause_of(token)
    for _ in range(12):
        head = tree.head[verb]
        if head == verb:
            return
        verb = head
        if tree.is_verb(verb):
            yield verb
