"""Builds the spaCy Language and runs documents through it.

What later stages find on a `Doc`:

- `doc.spans["names"]`: named mentions in reading order; `label_` is the ontology class (empty if
  unknown), `kb_id_` the gazetteer key (empty if unknown), `id_` the canonical name.
- `doc.user_data["origins"]`: first token of a name -> how it was found ("gazetteer", "recogniser", "capitals",
  "repeated", "office"), then what changed it, in words.
- `doc.user_data["ordinary"]`: first tokens of unknown names that are words of the dictionary.
- `doc.user_data["antecedents"]`: token index of a pronoun or definite noun -> ranked candidates,
  each a tuple of token indices: heads of names or common nouns, several for "both companies".
- `doc.user_data["contested"]`: those of them for which another antecedent is nearly as likely as the first.
- `doc.user_data["dates"]`: list of `(first token, past-the-end token, TimeSpan)`.
- `doc.user_data["datelines"]`: character ranges of "BEIJING, Oct 8 (Wire) - " and of who speaks in a transcript
  ("MODERATOR: "), which name no actor.
- `doc.user_data["document"]`, `doc.user_data["offset"]`: the Document, and where in its text this
  piece begins (long texts are read in pieces).
"""

from __future__ import annotations

import importlib
import itertools
import re
import warnings
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import compile_infix_regex, compile_suffix_regex

import kg.annotate.coref
import kg.annotate.dates
import kg.annotate.names
import kg.annotate.offices  # noqa: F401 - the four register their pipeline components
from kg import config, gazetteer
from kg.errors import ConfigError
from kg.model import Document

__all__ = ["BATCH", "PIECE", "annotate", "load_bare", "load_language", "pieces"]

PIECE = 100_000
"""Longest piece of text, in code points, that is parsed at once: bounds memory on huge documents."""

BATCH = 4
"""Pieces that are parsed together. Memory grows with it; speed hardly does, except on single sentences."""

# Words that the tokenizer takes apart and the parser then misreads.
_WHOLE = (
    "start-up",
    "start-ups",
    "Start-up",
    "Start-ups",
    "3G",
    "4G",
    "5G",
    "6G",
    "e-commerce",
    "co-founder",
    "think-tank",
    "think-tanks",
    "co-founded",
    "mass-produce",
    "secretary-general",
    "director-general",
    "vice-president",
    "editor-in-chief",
)
# Verbs with a hyphen, which the parser takes for adjectives if they come apart ("has open-sourced Kandinsky 5"), and
# what it is to take them for.
_WHOLE_VERBS = {
    f"{stem}{ending}": f"{like}{ending}"
    for stem, like, endings in (
        ("open-sourc", "releas", ("es", "ed", "ing")),
        ("mass-produc", "produc", ("es", "ed", "ing")),
        ("co-produc", "produc", ("es", "ed", "ing")),
        ("co-creat", "creat", ("es", "ed", "ing")),
        ("fine-tun", "improv", ("es", "ed", "ing")),
        ("co-develop", "develop", ("s", "ed", "ing")),
        ("co-design", "design", ("s", "ed", "ing")),
        ("co-invent", "invent", ("s", "ed", "ing")),
        ("co-own", "own", ("s", "ed", "ing")),
        ("co-found", "found", ("s", "ed", "ing")),
        ("co-host", "host", ("s", "ed", "ing")),
        ("co-sponsor", "sponsor", ("s", "ed", "ing")),
        ("co-author", "publish", ("s", "ed", "ing")),
        ("pre-train", "train", ("s", "ed", "ing")),
        ("reverse-engineer", "develop", ("s", "ed", "ing")),
        ("green-light", "support", ("s", "ed", "ing")),
    )
    for ending in endings
}


def load_bare(model: str | None = None) -> Language:
    """Return the spaCy pipeline as it was installed, without this project's components.

    Raises ConfigError if there is none of that name.
    """
    name = model or config.settings().model
    with warnings.catch_warnings():
        # W095: the pipeline was trained with spaCy 3.7; its results under 3.8 are the same.
        warnings.filterwarnings("ignore", message=r".*W095.*")
        try:
            return spacy.load(name)
        except OSError:
            try:
                nlp: Language = importlib.import_module(name).load()
                return nlp
            except (ImportError, AttributeError) as error:
                raise ConfigError(
                    f"no spaCy pipeline {name!r} is installed: install it, or name another with KG_MODEL or --model"
                ) from error


def load_language(model: str | None = None) -> Language:
    """Return the spaCy pipeline with this project's components after its own.

    `model` is an installed pipeline, by package name or path; the default is the setting's. Raises
    ConfigError if there is none of that name or if it has no parser and entity recogniser.
    """
    return _load_language(model or config.settings().model, gazetteer.load().fingerprint)


@lru_cache(maxsize=2)
def _load_language(name: str, known: str) -> Language:
    """Return the pipeline; `known` is the fingerprint of the gazetteer that its components load."""
    nlp = load_bare(name)
    for needed in ("parser", "ner"):
        if needed not in nlp.pipe_names:
            raise ConfigError(f"the spaCy pipeline {name!r} has no {needed}: choose one that has")
    tokenizer: Any = nlp.tokenizer
    infixes = [*(nlp.Defaults.infixes or ()), r"(?<=[A-Z]\.)-(?=[A-Za-z])"]  # "U.S.-China", "U.S.-based"
    tokenizer.infix_finditer = compile_infix_regex(infixes).finditer
    suffixes = [*(nlp.Defaults.suffixes or ()), r"(?<=[0-9a-z][A-Z])\."]  # "the Ascend 910D.", "of SpaceX."
    tokenizer.suffix_search = compile_suffix_regex(suffixes).search
    for word in _WHOLE:
        tokenizer.add_special_case(word, [{"ORTH": word}])
    if "attribute_ruler" in nlp.pipe_names:
        ruler: Any = nlp.get_pipe("attribute_ruler")
        for noun in ("think-tank", "start-up", "co-founder", "vice-president"):  # the tagger takes them for adjectives
            ruler.add([[{"LOWER": noun, "TAG": {"IN": ["JJ", "NNP", "RB", "VB"]}}]], {"TAG": "NN", "POS": "NOUN"})
    for word, like in _WHOLE_VERBS.items():
        tokenizer.add_special_case(word, [{"ORTH": word, "NORM": like}])
    for component in ("kg_names", "kg_dates", "kg_offices", "kg_coref"):
        nlp.add_pipe(component)
    return nlp


def pieces(text: str, limit: int = PIECE) -> Iterator[tuple[int, str]]:
    """Yield the text in pieces of at most `limit` code points, each with its offset.

    A piece ends at the last paragraph that fits, else at the last line, sentence or blank.

    >>> list(pieces("One two.\\n\\nThree.", limit=11))
    [(0, 'One two.\\n\\n'), (10, 'Three.')]
    """
    start = 0
    while len(text) - start > limit:
        for mark in ("\n\n", "\n", ". ", " "):
            cut = text.rfind(mark, start, start + limit)
            if cut > start:
                cut += len(mark)
                break
        else:
            cut = start + limit
        yield start, text[start:cut]
        start = cut
    yield start, text[start:]


_DASH = r"(?: +(?:--|[-–—]) *| ?(?:--|—) ?|: +)(?=\S)"
_WIRE = r" ?\([^()\n]{1,40}\)"
_DAY = r", [A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?"
# a place in capitals, or any with a day or a wire; a bare "TSMC - the chipmaker" is none
_DATELINE = re.compile(
    rf"(?P<place>[A-Z][A-Z.,'/ -]{{2,40}}?)(?P<more>(?:, [A-Z][a-z]+\.?)?(?:{_DAY})?(?:{_WIRE})?){_DASH}"
    rf"|\([A-Z][\w ]{{1,20}}\) ?(?:--|[-–—]) ?(?=\S)"
    rf"|[A-Z][\w.' ]{{2,30}}(?:{_DAY})(?:{_WIRE})?{_DASH}"
)


# who speaks in a transcript, or what a paragraph is headed: "MS. JEAN-PIERRE: "; questions are headed by a letter alone
_SPEAKER = re.compile(r"[A-Z][A-Z.,'’ -]{2,50}: +(?=\S)")
_LINE = re.compile(r"\n\s*")
# a list that lost its line breaks: "in the U.S. - Avio announced ... "
_BULLETS = "-•*▪·"
_ITEM = re.compile(rf"(?<=[.!?;:”\"’)]) +(?=[{_BULLETS}] +[A-Z“\"])")
_QUESTION = re.compile(r"Q[:.]? +(?=[A-Z“\"(—])")


def _is_place(words: str) -> bool:
    """Return True if the capitals name a country, a capital or another known place ("HONG KONG", "PARIS/MUNICH")."""
    known = gazetteer.load()
    for part in words.split("/"):
        name = part.strip(" ,.").title()
        entity = known.entities.get(known.lookup(name) or "")
        if (entity is not None and entity.type in {"Country", "Place"}) or name.lower() in known.capitals:
            return True
    return False


def _mark_layout(doc: Doc) -> None:
    """Begin a sentence after each line break, dateline ("BEIJING, Oct 8 (Wire) - ") and speaker, and at a list's items.

    The parser keeps sentence starts that are set before it runs; without them a dateline or a
    headline becomes the subject of the sentence that follows.
    """
    text = doc.text
    starts = {match.end() for pattern in (_LINE, _ITEM) for match in pattern.finditer(text)}
    datelines: list[tuple[int, int]] = []
    transcript = False
    for line in re.finditer(r"(?:\A|\n)\s*", text):
        speaker = _SPEAKER.match(text, line.end()) or (_QUESTION.match(text, line.end()) if transcript else None)
        if speaker:
            transcript = True
            starts.add(speaker.end())
            datelines.append(speaker.span())
            continue
        dateline = _DATELINE.match(text, line.end())
        if dateline and (not dateline["place"] or dateline["more"] or _is_place(dateline["place"])):
            starts.add(dateline.end())
            datelines.append((line.end(), dateline.end()))
    if starts:
        for token in doc:
            if token.i and token.idx in starts:
                token.is_sent_start = True
            elif token.i and token.nbor(-1).idx in starts and token.nbor(-1).text in _BULLETS:
                token.is_sent_start = False
    doc.user_data["datelines"] = datelines


def annotate(documents: Iterable[Document], *, model: str | None = None) -> Iterator[tuple[Document, list[Doc]]]:
    """Yield each document with its annotated pieces, in the order given.

    Most documents are one piece. The pieces' offsets add up to the document's text.
    """
    waiting = iter(documents)
    first = next(waiting, None)
    if first is None:
        return  # nothing to read: the pipeline need not be loaded
    nlp = load_language(model)

    def tasks() -> Iterator[tuple[Doc, tuple[Document, int, bool]]]:
        for document in itertools.chain([first], waiting):
            parts = list(pieces(document.text))
            for number, (offset, text) in enumerate(parts):
                doc = nlp.make_doc(text)
                doc.user_data["document"] = document
                doc.user_data["offset"] = offset
                _mark_layout(doc)
                yield doc, (document, offset, number == len(parts) - 1)

    done: list[Doc] = []
    for doc, (document, _, last) in nlp.pipe(tasks(), as_tuples=True, batch_size=BATCH):
        done.append(doc)
        if last:
            yield document, done
            done = []
