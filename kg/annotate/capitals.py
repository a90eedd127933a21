"""Names that nothing but their capital letters tells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from spacy.tokens import Doc, Span, Token

from kg import nouns
from kg.annotate.no_names import load_no_names
from kg.annotate.ordinary import OrdinaryWords
from kg.annotate.recognised import is_coined, is_model_number
from kg.dates import resolve
from kg.labels import is_legal_form, singular

__all__ = ["Capitals"]

_AMOUNT = re.compile(r"\d[\d.,]*(?:bn|mn|tn|trn)")


class Capitals:
    """Finds runs of capitalised words that the tagger takes for proper nouns."""

    def __init__(self, ordinary: OrdinaryWords) -> None:
        self._ordinary = ordinary
        self._nouns = nouns.load()
        self._no_names = load_no_names()

    def __call__(self, doc: Doc, taken: list[Span | None]) -> Iterator[tuple[int, int]]:
        """Yield runs of proper nouns that no better name covers, titles before persons cut off."""
        start = None
        for i, token in enumerate(doc):
            proper = (
                taken[i] is None
                and (token.tag_ in {"NNP", "NNPS"} or (token.tag_ == "NN" and is_coined(token)))
                and (token.text[0].isupper() or token.text[0].isdigit())
                and token.lower_ not in self._no_names
                and not _is_date(token)
                and not _AMOUNT.fullmatch(token.lower_)
            )
            if proper and start is None:
                start = i
            elif start is not None and token.text == "&" and i + 1 < len(doc) and doc[i + 1].tag_ in {"NNP", "NNPS"}:
                continue  # "News & Observer"
            elif (
                start is not None
                and token.text == "-"
                and not token.whitespace_
                and not doc[i - 1].whitespace_
                and i + 1 < len(doc)
                and (doc[i + 1].text[0].isdigit() or self._goes_on(doc, i + 1, taken))
            ):
                continue  # "Linghe-2", "Vostok-Mikropribor"
            elif start is not None and doc[i - 1].text == "-" and token.text[0].isdigit():
                continue
            elif not proper and start is not None:
                yield from self._without_title(doc, start, i + is_model_number(doc, i))
                start = None
        if start is not None:
            yield from self._without_title(doc, start, len(doc))

    def _goes_on(self, doc: Doc, i: int, taken: list[Span | None]) -> bool:
        """Return True if the word behind a hyphen is a proper noun that no better name covers."""
        return taken[i] is None and doc[i].tag_ == "NNP" and doc[i].text[0].isupper()

    def _is_title(self, doc: Doc, i: int) -> bool:
        return i < len(doc) and self._nouns.classify([doc[i].lower_]) == "Person"

    def _without_title(self, doc: Doc, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield what follows the last title in the run: "Foreign Minister Wang Yi" is Wang Yi."""
        while end > start and doc[end - 1].text == "-":
            end -= 1  # "Major-General"
        if end < len(doc) and doc[end].text == "-" and end - start == 1 and self._is_title(doc, end + 1):
            return
        for i in range(end - 1, start - 1, -1):
            if self._nouns.classify([singular(doc[i].lower_)]) in {"Person", "Group"}:
                if i + 1 == end and start < i:
                    before = [doc[j].text for j in range(start, i)]
                    rank = any(word.lower() in self._no_names.ranks for word in before)  # "Chief Medical Officer"
                    if not rank and not (len(before) == 1 and self._ordinary.are(before)):  # "Angola Desk Officer"
                        yield from self._without_title(doc, start, i)
                    return
                start = i + 1
                break
        while start + 1 < end and is_legal_form(doc[start].text):
            start += 1  # of the firm before: "... CO., LTD HANGZHOU HIKVISION"
        if start == end or (end - start == 1 and len(doc[start].text) == 1):
            return
        if (
            any(doc[i].lower_ in self._no_names.portfolios for i in (start, end - 1))
            and end < len(doc)
            and doc[end].pos_ in {"NOUN", "PROPN"}
        ):
            return  # "Trade" in "Trade minister", "Commerce" in "Commerce Secretary"
        only = doc[start]
        if end - start == 1 and (
            is_legal_form(only.text)
            or self._nouns.classify([only.lower_])
            or (only.is_sent_start and len(only.text) < 4 and not (only.is_upper and len(only.text) == 3))
        ):
            return
        yield start, end


def _is_date(token: Token) -> bool:
    """Return True for a word of a date; one alone that denotes no day is a name that the recogniser does not know."""
    if token.ent_type_ not in {"DATE", "TIME"}:
        return False
    if is_coined(token):
        return False  # "In May [Zentrik]"
    doc, after = token.doc, token.i + 1
    alone = token.ent_iob_ == "B" and (after == len(doc) or doc[after].ent_iob_ != "I")
    return not alone or resolve(token.text.removesuffix("s"), date.max) is not None
