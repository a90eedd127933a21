"""The facts that noun phrases state without a verb: appositions, titles, places, possessives, prepositions."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.open_spans import Candidate, Spans
from kg.extract.tree import Tree

__all__ = ["noun_candidates"]

_PLACES = frozenset({"GPE", "LOC", "FAC"})
_NOUNS = frozenset({"NOUN", "PROPN"})
_FORMS_OF_ADDRESS = frozenset({"mr", "mrs", "ms", "dr"})


def noun_candidates(tree: Tree, spans: Spans) -> Iterator[Candidate]:
    """Yield the candidates of every noun phrase; the words that they lack ("is", "has") are added."""
    for i, dep in enumerate(tree.dep):
        if dep == "appos":
            yield from _apposition(tree, spans, i)
        elif dep == "poss" and tree.tag[i] not in {"PRP$", "WP$"} and tree.pos[tree.head[i]] in _NOUNS:
            yield from _possession(tree, spans, i)
        elif dep == "prep" and tree.lower[i] != "of" and tree.pos[tree.head[i]] in _NOUNS:
            words, governed = spans.governed(i)
            subject = tuple(spans.core(tree.head[i]))
            if governed is not None and subject:
                predicate: tuple[int | str, ...] = (_be(tree, tree.head[i]), *words)
                for phrase in spans.objects(words[-1], governed):
                    yield Candidate(subject, predicate, tuple(phrase), i, "noun", preposition=tree.lower[i])
    yield from _titles(tree, spans)


def _apposition(tree: Tree, spans: Spans, i: int) -> Iterator[Candidate]:
    head = tree.head[i]
    described = tuple(spans.phrase(head, participles=False))
    place = all(tree.doc[token].ent_type_ in _PLACES for token in (head, i))  # "Austin, Texas"
    predicate = (_be(tree, head), *(["in"] if place else []))
    kind = "place" if place else "apposition"
    if not place and all(tree.pos[token] == "NUM" for token in spans.phrase(i)):
        kind = "age"
    if described:
        for phrase in spans.phrases(i):
            yield Candidate(described, predicate, tuple(phrase), i, kind)


def _possession(tree: Tree, spans: Spans, i: int) -> Iterator[Candidate]:
    below = {*spans.subtree(i), *(c for c in tree.children[i] if tree.dep[c] == "case")}
    owner = spans.phrase(i, participles=False)
    owned = [c for c in spans.phrase(tree.head[i]) if c > i and c not in below]
    if owner and owned:
        yield Candidate(tuple(owner), ("has",), tuple(owned), i, "possession")


def _titles(tree: Tree, spans: Spans) -> Iterator[Candidate]:
    """Yield what stands before the name of a person: "Chief executive Jensen Huang"."""
    for entity in tree.doc.ents:
        if entity.label_ != "PERSON":
            continue
        title = spans.trimmed(range(tree.noun_start(entity.root.i), entity.start))
        if not title or tree.lower[title[0]].rstrip(".") in _FORMS_OF_ADDRESS:
            continue
        if tree.pos[title[-1]] in _NOUNS and not any(tree.dep[token] == "case" for token in title):
            name = tuple(range(entity.start, entity.end))
            yield Candidate(name, ("is",), tuple(title), entity.root.i, "title")


def _be(tree: Tree, noun: int) -> str:
    return "are" if tree.tag[noun] in {"NNS", "NNPS"} else "is"
