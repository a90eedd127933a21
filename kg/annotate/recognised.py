"""The names that the entity recogniser finds, cut to what is name."""

from __future__ import annotations

import re
from calendar import month_name
from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from kg import nouns
from kg.annotate.classes import RECOGNISED
from kg.annotate.no_names import load_no_names
from kg.labels import company_endings, is_legal_form

__all__ = ["is_coined", "is_model_number", "recognised"]

_TRIM_LEFT = {"the", "a", "an", "The", "A", "An", "“", '"', "‘", "'", "(", "this", "that", "its", "their"}
_TRIM_RIGHT = {"'s", "’s", "'", "’", "”", '"', ",", ".", ")", "-", "a", "an", "the"}
_MODEL_NUMBER = re.compile(r"\d{1,4}(?:\.\d+)?[A-Za-z]?")
_NUMBERED = frozenset({"AIModel", "Chip", "Device", "Software", "Equipment", "Technology"})
"""Classes of what is numbered by generation."""
_SCALES = frozenset({"million", "billion", "trillion", "thousand", "bn", "mn", "tn", "crore", "lakh"})
_HAS_LETTER = re.compile(r"[^\W\d_]")
_SYLLABLE = re.compile(r"(?:[bcdfghjklmnpqrstvwxyz]|[ckgptsz]h|hs|t[sz]|[gkh]w)?[aeiouyw]{1,4}(?:[nkmlphrt]|ng)?")
"""The latter part of a given name in Korean and Taiwanese news: "yeon" of "Do-yeon"."""
_LONGEST_PART = 7
"""Letters of a surname or given name there."""
_MONTHS = frozenset(month_name[1:])
_WHEN = frozenset({"in", "since", "until", "by", "last", "next", "from", "before", "after", "during", "late", "early"})


def recognised(doc: Doc) -> Iterator[tuple[int, int, str]]:
    """Yield first token, past-the-end token and the recogniser's label of each name."""
    alone = {ent.text for ent in doc.ents}
    for start, end in _hyphenated(doc):
        yield start, end, "PERSON"
    for ent in doc.ents:
        if ent.label_ not in RECOGNISED or (ent.label_ == "NORP" and len(ent) == 1 and ent[0].tag_ == "JJ"):
            continue  # "Asian", "Californian": an adjective of origin names nothing
        start, end = ent.start, ent.end
        if ent.label_ == "GPE" and _begins_name(ent):
            continue
        if ent.label_ == "ORG" and start and doc[start - 1].ent_type_ == "GPE":
            town = next(each for each in doc.ents if each.end == start)
            start = town.start if _begins_name(town) else start
        if ent.label_ == "ORG" and "," in ent.text and end + 2 < len(doc):
            # "Ministry of Trade, Industry | , and Energy"
            rest = [token.lower_ for token in doc[end : end + 2]]
            end += 3 * (rest == [",", "and"] and doc[end + 2].tag_ == "NNP")
        label = ent.label_
        if len(ent) == 1 and label == "GPE" and _is_given_name(doc, start - 1) and start > 1:
            title = nouns.load().classify([doc[start - 2].lower_])
            label = "PERSON" if title == "Person" else label  # "governor Obioma [Adeyemi]"
        if len(ent) == 1 and label == "PERSON" and _is_given_name(doc, start - 1):
            start -= 1
        if end - start > 1 and _begins_with_month(doc, start):
            start += 1
        if len(ent) == 1 and label == "PERSON" and _is_surname(doc, end):
            end += 1
        while start < end and doc[start].text in _TRIM_LEFT:
            start += 1
        while start < end and not doc[start].text[0].isupper() and not doc[start].text[0].isdigit():
            start += 1
        while start < end and (
            doc[end - 1].text in _TRIM_RIGHT or doc[end - 1].tag_ in {"IN", "TO", "CC", "VBZ", "VBD"}
        ):
            end -= 1
        if label == "ORG" and end - start > 2 and doc[start].tag_ == "NNS" and doc[start + 1].lower_ == "of":
            start += 2  # "Lasers of Brandvik"
        end = next((i for i in range(start + 1, end) if _begins_sum(doc, i)), end)
        while start + 1 < end and is_legal_form(doc[start].text):
            start += 1  # of the firm before: "... CO., LTD HANGZHOU HIKVISION"
        for i in range(start + 1, end - 1):
            if doc[i].lower_ in {"to", "from"} and label == "ORG" and doc[i + 1].tag_ == "NNP":
                yield i + 1, end, "ORG"  # "a stake in Foro to Jade Crane"
                end = i
                break
            where = doc[i].lower_ == "in" or (doc[i].lower_ == "of" and _ends_firm(doc, start, i))
            if where and label == "ORG":
                yield i + 1, end, "GPE"  # "Kautilya School of Statecraft in Hyderabad", "Acme Co of South Korea"
                end = i
                break
        while (
            end + 1 < len(doc)
            and doc[end].text == "-"
            and not doc[end].whitespace_
            and not doc[end - 1].whitespace_
            and (doc[end + 1].text[0].isdigit() or doc[end + 1].text[0].isupper())
        ):
            end += 2  # "Linghe-2", "GPT-4"
        if (
            start > 1
            and doc[start - 1].text == "-"
            and not doc[start - 1].whitespace_
            and (len(doc[start - 2].text) == 1 or (label == "PERSON" and doc[start - 2].text[0].isupper()))
        ):
            start -= 2  # "u-Trax", "Per-Åke Ljungdal"
        while label == "ORG" and end < len(doc) and doc[end].tag_ == "NNP" and doc[end].lower_ in company_endings():
            end += 1  # "Kestowa Semi"
        if label in {"ORG", "PRODUCT", "PERSON", "GPE"} and is_model_number(doc, end):
            end += 1  # "Pura 80"
        owner = next((i for i in range(start + 1, end - 1) if doc[i].tag_ == "POS"), None)
        if owner is not None and doc[start:owner].text in alone:
            yield start, owner, "ORG"  # "assembles [Archer's Midnight]"
            start = owner + 1
        if start < end and _HAS_LETTER.search(doc[start:end].text) and any(t.text[0].isupper() for t in doc[start:end]):
            yield start, end, label


def _begins_with_month(doc: Doc, i: int) -> bool:
    """Return True for the month of "In [April Kestrel] unveiled", which is no part of the name behind it."""
    return 0 < i < len(doc) and doc[i].text in _MONTHS and doc[i - 1].lower_ in _WHEN


def _hyphenated(doc: Doc) -> Iterator[tuple[int, int]]:
    """Yield names such as "Han Do-yeon", which the recogniser takes apart."""
    for i in range(2, len(doc) - 1):
        if doc[i].text != "-" or doc[i].whitespace_ or doc[i - 1].whitespace_:
            continue
        surname, given, rest = doc[i - 2], doc[i - 1], doc[i + 1]
        if (
            all(part.text.istitle() and part.is_alpha and len(part) <= _LONGEST_PART for part in (surname, given))
            and surname.tag_ == "NNP"
            and given.tag_ == "NNP"
            and len(rest) <= _LONGEST_PART
            and rest.tag_ in {"NN", "NNP", "JJ", "NNS", "FW", "RB"}
            and _SYLLABLE.fullmatch(rest.text)
            and nouns.load().classify([surname.lower_]) is None
            and load_no_names().portfolios.isdisjoint({surname.lower_, given.lower_, rest.lower_})
        ):
            yield i - 2, i + 2


def _ends_firm(doc: Doc, start: int, i: int) -> bool:
    """Return True if a firm's name, and no body's, ends before the token: "Foro Systems [of Oulu]"."""
    last = doc[i - 1]
    return (
        is_legal_form(last.text)
        or (i - start > 1 and last.lower_ in company_endings())
        or (is_coined(last) and nouns.load().classify([last.lower_]) is None)
    )


def _begins_name(town: Span) -> bool:
    """Return True for a town that the name of a firm behind it begins with: "Hangzhou Lianqu Technology"."""
    doc = town.doc
    end = town.end
    while end < len(doc) and doc[end].ent_type_ == "ORG" and (end == town.end or doc[end].ent_iob_ == "I"):
        end += 1
    last = doc[end - 1].text
    return end - town.end > 1 and (is_legal_form(last) or last.lower() in company_endings())


def _is_given_name(doc: Doc, i: int) -> bool:
    """Return True for a capitalised word that the recogniser left out of the name behind it: "Layla [Haddad]"."""
    if i < 0 or doc[i].tag_ != "NNP" or doc[i].ent_type_ or doc[i].dep_ != "compound" or doc[i].head.i != i + 1:
        return False
    word = doc[i].text
    if word.lower() in load_no_names() or nouns.load().classify([word.lower()]) is not None:
        return False
    return word.istitle() and word.isalpha()


def _is_surname(doc: Doc, i: int) -> bool:
    """Return True for a capitalised word that the recogniser left out of the name before it: "[Obioma] Adeyemi"."""
    if i >= len(doc) or doc[i].tag_ != "NNP" or doc[i - 1].dep_ != "compound" or doc[i - 1].head.i != i:
        return False
    if doc[i].ent_type_ and doc[i].ent_iob_ != "B":
        return False
    word = doc[i].text
    if doc[i].ent_type_ not in {"", "PERSON"} or word.lower() in load_no_names() or not doc[i - 1].text.istitle():
        return False
    return word.istitle() and word.isalpha() and nouns.load().classify([word.lower()]) is None


def _begins_sum(doc: Doc, i: int) -> bool:
    """Return True for the number of a sum that the recogniser took into a name: "fined [Apple 20 million euros]"."""
    return doc[i].tag_ in {"CD", "$"} and i + 1 < len(doc) and doc[i + 1].lower_ in _SCALES


def _is_before_kind(doc: Doc, i: int) -> bool:
    """Return True for the number before one thing of its kind: "a Dimensity 8400 processor", but not "200 chips"."""
    if i + 1 >= len(doc) or i == 0 or doc[i + 1].tag_ != "NN" or doc[i].text == "1" or not doc[i].text[-1].isdigit():
        return False
    kind = nouns.load().classify([doc[i + 1].lower_])
    return doc[i - 1].tag_ == "NNP" and doc[i - 1].head == doc[i + 1] and kind in _NUMBERED


def is_coined(token: Token) -> bool:
    """Return True for a word with a capital letter that the language does not have: "Tessaro"."""
    return bool(token.is_oov) and token.is_alpha and token.text.istitle() and len(token) > 3


def is_model_number(doc: Doc, i: int) -> bool:
    """Return True for the number that a product name ends in: "Pura 80", "Claude Opus 4.5"."""
    if i >= len(doc) or not _MODEL_NUMBER.fullmatch(doc[i].text) or not doc[i - 1].whitespace_:
        return False
    if doc[i].ent_type_ in {"DATE", "MONEY", "PERCENT", "QUANTITY", "TIME"}:
        return False
    if _is_before_kind(doc, i):
        return True
    if doc[i].head.i > i and doc[i].dep_ not in {"nsubj", "nsubjpass"}:
        return False
    after = doc[i + 1] if i + 1 < len(doc) else None
    return after is None or (after.tag_ not in {"NNS", "CD", "NN", "JJ"} and after.text not in {"%", "-"})
