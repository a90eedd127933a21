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
        if dep == "appos":
            named = spans.phrase(head, participles=False)
            within = tree.doc[head].ent_type_ in _PLACES and tree.doc[i].ent_type_ in _PLACES
            for phrase in spans.phrases(i):
                yield Candidate(
                    tuple(named),
                    (_be(tree, head), *(["in"] if within else [])),
                    tuple(phrase),
                    i,
                    "place" if within else "apposition",
                )
        elif dep == "poss" and tree.tag[i] not in {"PRP$", "WP$"} and tree.pos[head] in {"NOUN", "PROPN"}:
            below = set(spans.subtree(i))
            owner = [c for c in spans.phrase(i, participles=False) if tree.dep[c] != "case" or tree.head[c] != i]
            owned = [c for c in spans.phrase(head) if c > i and c not in below]
            yield Candidate(tuple(owner), ("has",), tuple(owned), i, "possession")
        elif dep == "prep" and tree.pos[head] in {"NOUN", "PROPN"}:
            words, governed = spans.governed(i)
            if governed is not None:
                for phrase in spans.objects(words[-1], governed):
                    yield Candidate(
                        tuple(spans.core(head)),
                        (_be(tree, head), *words),
                        tuple(phrase),
                        i,
                        "noun preposition",
                        "",
                        tree.lower[i],
                    )
    for entity in tree.doc.ents:
        if entity.label_ == "PERSON":
            h = entity.root.i
            start = tree.noun_start(h)
            title = spans.trimmed(range(start, entity.start))
            if (
                title
                and any(tree.pos[k] in {"NOUN", "PROPN"} for k in title)
                and not any(tree.dep[k] == "case" for k in title)
                and not tree.lower[title[0]].rstrip(".") in {"mr", "mrs", "ms", "dr"}
            ):
                yield Candidate(tuple(range(entity.start, entity.end)), ("is",), tuple(title), h, "title")


_PLACES = {"GPE", "LOC", "FAC"}


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
