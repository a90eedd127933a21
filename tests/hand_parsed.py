"""Builds annotated Docs from parses written out by hand, so that unit tests need no model.

A parse is a run of tokens `word/lemma|tag|dep|head`: the lemma only where it is not the word in lower
case, the head as the nearest token of that word, `=` for the root. Tags are the Penn Treebank's, labels
those of spaCy's English pipelines (ClearNLP). Proper nouns in a row are one name, and a capitalised
demonym is one; both are what the gazetteer knows them as.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise

import spacy
from spacy.tokens import Doc, Span

from kg import gazetteer
from kg.model import Document

__all__ = ["parse", "token"]

_POS = {
    **dict.fromkeys(["NNP", "NNPS"], "PROPN"),
    **dict.fromkeys(["NN", "NNS"], "NOUN"),
    **dict.fromkeys(["VB", "VBD", "VBG", "VBN", "VBP", "VBZ"], "VERB"),
    **dict.fromkeys(["PRP", "PRP$", "WDT", "WP", "EX"], "PRON"),
    **dict.fromkeys(["RB", "RBR"], "ADV"),
    **dict.fromkeys(["TO", "POS"], "PART"),
    **dict.fromkeys(["IN", "RP"], "ADP"),
    **dict.fromkeys([".", ",", "-LRB-", "-RRB-", "HYPH"], "PUNCT"),
    "CC": "CCONJ",
    "CD": "NUM",
    "DT": "DET",
    "JJ": "ADJ",
    "MD": "AUX",
    "WRB": "SCONJ",
}


@cache
def _vocab() -> spacy.vocab.Vocab:
    return spacy.blank("en").vocab


def parse(written: str, types: Mapping[str, str] | None = None) -> Doc:
    """Return the Doc of a parse. `types` are the classes of names that the gazetteer does not know."""
    rows = [row.rsplit("|", 3) for row in written.split()]
    words = [row[0].split("/")[0] for row in rows]
    heads = [_head(row[3], words, i) for i, row in enumerate(rows)]
    deps = [row[2] for row in rows]
    lemmas = [row[0].split("/")[1] if "/" in row[0] else row[0].lower() for row in rows]
    pos = [
        "AUX" if dep in {"aux", "auxpass"} or lemma == "be" else "SCONJ" if dep == "mark" else _POS[row[1]]
        for row, dep, lemma in zip(rows, deps, lemmas, strict=True)
    ]
    # No blank before punctuation and possessives: the text reads as an article's would.
    spaces = [row[1] not in {".", ",", "POS", "-RRB-"} for row in rows[1:]] + [False]
    doc = Doc(_vocab(), words, spaces, tags=[row[1] for row in rows], pos=pos, lemmas=lemmas, heads=heads, deps=deps)
    doc.spans["names"] = list(_names(doc, types or {}))
    doc.user_data.update(
        document=Document("hand-parsed", doc.text), offset=0, dates=[], antecedents={}, contested=set()
    )
    return doc


def token(doc: Doc, word: str) -> int:
    """Return the index of the first token of that word."""
    return next(t.i for t in doc if t.text == word)


def _head(head: str, words: list[str], i: int) -> int:
    if head == "=":
        return i
    return min((j for j, word in enumerate(words) if word == head and j != i), key=lambda j: (abs(j - i), j))


def _names(doc: Doc, types: Mapping[str, str]) -> Iterator[Span]:
    known = gazetteer.load()
    proper = [t.tag_ in {"NNP", "NNPS"} or (t.text[0].isupper() and t.lower_ in known.demonyms) for t in doc]
    edges = [0, *(i for i in range(1, len(doc)) if proper[i] != proper[i - 1]), len(doc)]
    for start, end in pairwise(edges):
        if not proper[start]:
            continue
        text = doc[start:end].text
        key = known.demonyms.get(text.lower()) or known.lookup(text)
        entity = known.entities[key] if key else None
        kind = entity.type if entity else types.get(text, "")
        yield Span(doc, start, end, label=kind, kb_id=key or "", span_id=entity.label if entity else text)
