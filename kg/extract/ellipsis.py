"""Verb phrases that are left out: "Anthropic endorsed the bill; Meta did not", "Norway declined to do so"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extract.predications import Predication

if TYPE_CHECKING:
    from kg.extract.clauses import Clauses
    from kg.extract.frames import Match

__all__ = ["filled_in"]

_STANDING_FOR = frozenset({"so", "likewise"})
_CONTENT = frozenset({"dobj", "attr", "acomp", "xcomp", "ccomp", "oprd", "agent"})


def filled_in(clauses: Clauses, found: Iterable[Match]) -> Iterator[Match]:
    """Yield what the clauses without a verb phrase state: the matches of the verb before, of another subject."""
    by_verb: dict[int, list[Match]] = {}
    for match in found:
        if match.predication.kind == "verb" and "subject" in match.frame.subject:
            by_verb.setdefault(match.predication.token, []).append(match)
    for verb in _without_content(clauses):
        said = _antecedent(clauses, verb, by_verb)
        if said is None:
            continue
        for subject in clauses.surface_subject(verb):
            for match in by_verb[said]:
                for other in clauses.arguments.fill(subject, match.frame.subject_types, (match.object.identity,)):
                    if other.identity not in {match.subject.identity, match.object.identity}:
                        yield replace(match, subject=other, predication=Predication(clauses, verb, "verb"))


def _without_content(clauses: Clauses) -> Iterator[int]:
    """Yield the verbs that stand for another: "do" and auxiliaries alone, "do so"."""
    tree = clauses.tree
    for i, lemma in enumerate(tree.lemma):
        if lemma not in {"do", "have", "will", "would"} or tree.dep[i] in {"aux", "auxpass"}:
            continue
        if tree.pos[i] not in {"AUX", "VERB"}:
            continue
        below = tree.children[i]
        if lemma == "do" and any(tree.lower[c] in _STANDING_FOR and c > i for c in below):
            if tree.tag[i] != "VBG":
                yield i
        elif not any(tree.dep[c] in _CONTENT and c > i for c in below) and any(tree.dep[c] == "nsubj" for c in below):
            yield i


def _antecedent(clauses: Clauses, verb: int, by_verb: dict[int, list[Match]]) -> int | None:
    """Return the verb that the clause repeats, if it states something.

    It is the verb of the nearest clause before with another subject, in this sentence or the one before.
    """
    tree = clauses.tree
    own = set(clauses.surface_subject(verb))
    for number in (tree.sentence[verb], tree.sentence[verb] - 1):
        if number < 0:
            break
        first, last = tree.sentences[number]
        for i in range(min(last, verb) - 1, first - 1, -1):
            subject = clauses.surface_subject(i) if tree.is_verb(i) and tree.dep[i] not in {"amod", "acl"} else ()
            if subject and not own & set(subject):
                return i if i in by_verb else None
    return None
