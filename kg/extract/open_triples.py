"""Open triples: what a text says as (subject, predicate, object) in its own words, for any relation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg import gazetteer
from kg.extract import lexicon
from kg.extract.arguments import Arguments
from kg.extract.clauses import Clauses
from kg.extract.open_clauses import Candidate, OpenClauses
from kg.extract.open_spans import Spans
from kg.extract.phrases import load_phrases
from kg.extract.tree import Tree


def candidates(doc):
    tree = Tree(doc)
    clauses = Clauses(tree, Arguments(tree, gazetteer.load()), load_phrases(), lexicon.load().light_verbs)
    spans = Spans(tree)
    yield from OpenClauses(clauses, spans).candidates()
    yield from _noun_facts(tree, spans)


def _noun_facts(tree: Tree, spans: Spans) -> Iterator[Candidate]:
    """Yield what noun phrases state without a verb: appositions, titles, possessives, prepositions."""
    for i, dep in enumerate(tree.dep):
        head = tree.head[i]
        noun = tree.pos[head] in {"NOUN", "PROPN"}
        if dep == "appos":
            named = spans.phrase(head, participles=False)
            for phrase in spans.phrases(i):
                yield Candidate(tuple(named), (_be(tree, head),), tuple(phrase), i, "apposition")
        elif dep == "poss" and noun:
            below = set(spans.subtree(i))
            owner = [c for c in spans.phrase(i, participles=False) if tree.dep[c] != "case" or tree.head[c] != i]
            owned = [c for c in spans.phrase(head) if c > i and c not in below]
            yield Candidate(tuple(owner), ("has",), tuple(owned), i, "possession")
        elif dep == "prep" and noun:
            words, governed = spans.governed(i)
            if governed is not None:
                for phrase in spans.phrases(governed):
                    yield Candidate(
                        tuple(spans.core(head)),
                        (_be(tree, head), *words),
                        tuple(phrase),
                        i,
                        "noun preposition",
                        "",
                        tree.lower[i],
                    )
        elif (
            dep == "compound"
            and tree.tag[i] == "NN"
            and tree.pos[head] == "PROPN"
            and tree.dep[head] != "compound"
            and tree.tag[i + 1] == "NNP"
            and i < head
        ):
            title = tuple(range(tree.noun_start(head), i + 1))
            yield Candidate(tuple(range(i + 1, head + 1)), ("is",), title, i, "title")


def _be(tree, noun):
    return "are" if tree.tag[noun] in {"NNS", "NNPS"} else "is"


def _render(tree: Tree, words: Iterable[int | str]) -> str:
    doc = tree.doc
    text, before = "", None
    for word in words:
        if isinstance(word, str):
            text += f" {word}" if text else word
            before = None
            continue
        joined = before is not None and word == before + 1 and not doc[before].whitespace_
        text += doc[word].text if joined or not text else f" {doc[word].text}"
        before = word
    return text
