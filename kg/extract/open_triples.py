"""Open triples: what a text states as (subject, predicate, object) in its own words, for any relation.

One fact a triple: coordinations are split, further adjuncts are triples of their own. The style is that of
CaRB (Bhardwaj, Aggarwal, Mausam: CaRB: A Crowdsourced Benchmark for Open IE, EMNLP 2019), the reading of
clauses that of ClausIE (Del Corro, Gemulla: ClausIE: Clause-Based Open Information Extraction, WWW 2013).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from spacy.tokens import Doc

from kg import gazetteer
from kg.extract import lexicon
from kg.extract.arguments import Arguments
from kg.extract.clauses import Clauses
from kg.extract.open_clauses import OpenClauses
from kg.extract.open_nouns import noun_candidates
from kg.extract.open_spans import Candidate, Spans
from kg.extract.phrases import load_phrases
from kg.extract.tree import Tree
from kg.model import Document, Evidence

__all__ = ["OpenExtractor", "OpenTriple"]

# Expected share of a triple's words that are right, fitted by least squares: a value for the construction,
# then what each trait adds.
_CONSTRUCTIONS: Mapping[str, float] = {
    "report": 0.83,
    "preposition": 0.78,
    "object": 0.75,
    "gap": 0.71,
    "copula": 0.69,
    "adjective": 0.69,
    "bare": 0.58,
    "further preposition": 0.56,
    "adverb": 0.55,
    "place": 0.52,
    "complement": 0.51,
    "adverbial clause": 0.45,
    "title": 0.45,
    "adjunct": 0.44,
    "there": 0.40,
    "fronted": 0.34,
    "object clause": 0.33,
    "noun": 0.26,
    "apposition": 0.21,
    "possession": 0.17,
    "age": 0.14,
}
_TRAITS: Mapping[str, float] = {
    "named apposition": 0.31,
    "argument preposition": 0.11,
    "adjunct preposition": -0.07,
    "long object": -0.08,
    "coordinated": -0.08,
    "relative": -0.13,
    "long predicate": -0.13,
    "long subject": -0.14,
    "content": -0.15,
    "adverbial": -0.17,
    "pronoun object": -0.20,
    "other": -0.25,
    "participle": -0.29,
}
_ARGUMENT_PREPOSITIONS = frozenset({"to", "as", "with"})
_ADJUNCT_PREPOSITIONS = frozenset({"in", "during", "at", "on", "by", "from"})


@dataclass(frozen=True, slots=True)
class OpenTriple:
    """A statement in the words of the text; auxiliaries and prepositions are part of the predicate."""

    document: str
    """Identifier of the document that says it."""
    subject: str
    predicate: str
    object: str
    """Empty if the verb has nothing but a subject ("The talks failed")."""
    confidence: float
    """Between 0 and 1: the share of its words that are expected to be right."""
    evidence: Evidence
    """The sentence; offsets are code points into the document's text."""

    def as_json(self) -> dict[str, Any]:
        """Return the triple as one line of `kg extract --open --format jsonl`."""
        return {
            "document": self.document,
            "subject": self.subject,
            "predicate": self.predicate,
            "object": self.object,
            "confidence": self.confidence,
            "evidence": {"start": self.evidence.start, "end": self.evidence.end, "quote": self.evidence.quote},
        }


class OpenExtractor:
    """Reads open triples off the clauses and noun phrases of a parse; no relation and no type is asked for."""

    def __init__(self) -> None:
        self._known = gazetteer.load()
        self._phrases = load_phrases()
        self._light = lexicon.load().light_verbs

    def __call__(self, doc: Doc) -> list[OpenTriple]:
        """Return the triples of an annotated Doc, in reading order, each once a sentence."""
        tree = Tree(doc)
        document: Document = doc.user_data["document"]
        found: dict[tuple[int, str, str, str], OpenTriple] = {}
        for candidate in sorted(self._candidates(tree), key=lambda candidate: candidate.token):
            number = tree.sentence[candidate.token]
            words = (
                _render(tree, candidate.subject),
                _render(tree, candidate.predicate),
                _render(tree, candidate.object),
            )
            confidence = _confidence(candidate, tree)
            other = found.get((number, *words))
            if words[0] and words[1] and (other is None or other.confidence < confidence):
                found[number, *words] = OpenTriple(document.id, *words, confidence, _evidence(tree, number))
        return list(found.values())

    def _candidates(self, tree: Tree) -> Iterator[Candidate]:
        spans = Spans(tree)
        clauses = Clauses(tree, Arguments(tree, self._known), self._phrases, self._light)
        yield from OpenClauses(clauses, spans).candidates()
        yield from noun_candidates(tree, spans)


def _render(tree: Tree, words: Iterable[int | str]) -> str:
    """Return the words as they stand in the text, with a blank where some between them are left out."""
    doc = tree.doc
    parts: list[str] = []
    before: int | None = None
    for word in words:
        if isinstance(word, str):
            parts += [" ", word]
            before = None
            continue
        if before is None or word != before + 1 or doc[before].whitespace_:
            parts.append(" ")
        parts.append(doc[word].text)
        before = word
    return " ".join("".join(parts).split())


def _evidence(tree: Tree, number: int) -> Evidence:
    first, last = tree.sentences[number]
    doc = tree.doc
    start, end = doc[first].idx, doc[last - 1].idx + len(doc[last - 1].text)
    quote = tree.text[start:end]
    start += len(quote) - len(quote.lstrip())
    quote = quote.strip()
    offset: int = doc.user_data["offset"]
    return Evidence(start + offset, start + offset + len(quote), quote)


def _confidence(candidate: Candidate, tree: Tree) -> float:
    """Return the share of words that are expected to be right, of a triple of this shape."""
    value = _CONSTRUCTIONS[candidate.construction] + sum(_TRAITS[trait] for trait in _traits(candidate, tree))
    return round(min(0.99, max(0.01, value)), 2)


def _traits(candidate: Candidate, tree: Tree) -> Iterator[str]:
    if candidate.clause and candidate.clause != "main":
        yield candidate.clause
    if candidate.clause and candidate.preposition in _ARGUMENT_PREPOSITIONS:
        yield "argument preposition"
    if candidate.clause and candidate.preposition in _ADJUNCT_PREPOSITIONS:
        yield "adjunct preposition"
    if len(candidate.object) > 8:
        yield "long object"
    if len(candidate.subject) > 8:
        yield "long subject"
    if len(candidate.predicate) > 5:
        yield "long predicate"
    if len(candidate.object) == 1 and tree.tag[candidate.object[0]] in {"PRP", "DT"}:
        yield "pronoun object"
    if candidate.construction == "apposition" and any(tree.pos[token] == "PROPN" for token in candidate.subject):
        yield "named apposition"
