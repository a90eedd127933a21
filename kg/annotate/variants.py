"""One class for all mentions of an unknown name within one document."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from spacy.tokens import Span, Token

from kg.annotate import descriptions
from kg.labels import company_endings, company_words, is_legal_form
from kg.nouns import Nouns

__all__ = ["agree_on_types"]

# Whoever has one of these is an organisation.
_OFFICERS = {
    "ceo",
    "executive",
    "founder",
    "chairman",
    "shareholder",
    "subsidiary",
    "spokesperson",
    "spokesman",
    "spokeswoman",
}
_FIRMS = {
    "firm",
    "startup",
    "start-up",
    "chipmaker",
    "maker",
    "manufacturer",
    "studio",
    "consultancy",
    "outfit",
    "foundry",
}
_LED = frozenset({"lead", "head", "chair", "helm", "captain", "direct", "govern"})
_GIVEN_BEHIND = re.compile(r"[A-Z]\w+ [A-Z]\w+-[a-z]\w+")
"""Names of people in Korean and Taiwanese news."""
_COURTESY = {"mr", "mrs", "ms", "miss", "dr", "sir", "dame", "lord", "lady", "sheikh", "father", "sen", "rep", "gov"}


def agree_on_types(found: list[Span], known: Nouns, portfolios: frozenset[str]) -> list[Span]:
    """Return the names with one class for all mentions of an unknown name in the document.

    What the text says decides ("exchange Upbit", "Worldcall, a payments company", "Upbit's chief
    executive"), then what the recogniser says most often. A single word that it takes for a
    person although no full name was given, or for a product although it has no number, is left open.
    """
    groups: dict[str, list[Span]] = {}
    for span in found:
        if not span.kb_id_:
            groups.setdefault(span.id_, []).append(span)
    decided: dict[str, str] = {}
    for name, spans in groups.items():
        said = Counter(kind for span in spans for kind in _told_types(span, known, portfolios))
        if said:
            decided[name] = said.most_common(1)[0][0]
            continue
        labels = Counter(span.label_ for span in spans if span.label_)
        kind = labels.most_common(1)[0][0] if labels else ""
        if " " not in name and (kind in {"Person", "Group"} or (kind == "Product" and name.isalpha())):
            kind = ""
        decided[name] = kind
    return [
        span
        if span.kb_id_ or decided[span.id_] == span.label_
        else Span(span.doc, span.start, span.end, label=decided[span.id_], span_id=span.id_)
        for span in found
    ]


def _told_types(span: Span, known: Nouns, portfolios: frozenset[str]) -> Iterator[str]:
    """Yield the classes that the words beside the name give it."""
    doc, root = span.doc, span.root
    if span.end + 1 < len(doc) and doc[span.end].text == "-" and doc[span.end + 1].text == "based":
        yield "Place"
    before = doc[span.start - 1] if span.start else None
    if before is not None and before.pos_ in {"NOUN", "PROPN"} and before.lower_ not in portfolios:
        kind = known.classify([*_hyphenated(before), before.lemma_.lower()])
        if kind in {"Person", "Group"}:
            yield _member_class(kind, before.lemma_.lower(), span)
        elif (
            kind
            and kind not in {"Country", "Place", "TechnologyField"}
            and (root.head != before or root.dep_ == "appos")
        ):
            yield kind
    if before is not None and before.lower_.rstrip(".") in _COURTESY:
        yield "Person"
    if _is_of_firm(span):
        yield "Place"
    if _is_told_as_person(span, known):
        yield "Person"
    described = root.head if root.dep_ == "appos" and root.head.i < span.start and root.head.pos_ == "NOUN" else None
    if described is not None:  # "its finance chief, Inés Cárcamo", "a second company, Finland's Kauppo"
        kind = known.classify([described.lemma_.lower()])
        if kind in {"Person", "Company", "ResearchOrganization"}:
            yield kind
    if _is_leader(span, known):
        yield "Person"
    if span.start > 1 and before is not None and before.text == "based" and doc[span.start - 2].text == "-":
        yield "Company"
    for child in root.children:
        if child.dep_ == "appos" and child.pos_ == "NOUN" and span.end <= child.left_edge.i <= span.end + 1:
            kind = known.classify([child.lemma_.lower()])
            if kind == "Group" and child.tag_ == "NN":
                yield _member_class(kind, child.lemma_.lower(), span)
            elif kind:
                yield kind
    if span.end + 1 < len(doc) and doc[span.end].tag_ == "POS":
        owned = [doc[i].lemma_.lower() for i in range(span.end + 1, min(span.end + 4, len(doc)))]
        if any(word in _OFFICERS for word in owned) and span.label_ not in {"Place", "Country"}:
            yield "Company"


def _is_of_firm(span: Span) -> bool:
    """Return True for the one unknown word of "Daeshin, a Changwon firm", which says where a firm is."""
    doc, root = span.doc, span.root
    return (
        len(span) == 1
        and root.head.i == span.end
        and root.head.dep_ == "appos"
        and root.head.lower_ in _FIRMS
        and span.start > 1
        and doc[span.start - 1].lower_ in {"a", "an"}
        and doc[span.start - 2].text == ","
        and not span.text.isupper()
    )


def _is_told_as_person(span: Span, known: Nouns) -> bool:
    """Return True for "Jo Ek, who", "its chief executive, Jo Ek, said" and "Park Jun-ho"."""
    doc, end = span.doc, span.end
    comma = end + 1 < len(doc) and doc[end].text == ","
    within = span.root.dep_ == "pobj" and span.root.head.lower_ in {"of", "at", "from", "in"}
    if end + 1 < len(doc) and doc[end + comma].lower_ in {"who", "whom"} and not within:
        return True  # but not "Jo Ek of the Foro Institute, who"
    office = doc[span.start - 2] if span.start > 1 and doc[span.start - 1].text == "," else None
    if comma and office is not None and office.tag_ == "NN":
        two = [doc[office.i - 1].lower_, office.lemma_.lower()] if office.i else []
        if "Person" in {known.classify(two), known.classify([office.lemma_.lower()])}:
            return True
    return _GIVEN_BEHIND.fullmatch(span.text) is not None


def _is_leader(span: Span, known: Nouns) -> bool:
    """Return True for whom an organisation is led by: "a fund chaired by Jin Liqun", not "a round led by Foro"."""
    verb = span.root.head.head
    if span.root.head.dep_ != "agent" or verb.lemma_ not in _LED or len(span) == 1:
        return False
    if span.label_ not in {"", "Company", "Place"} or not all(token.text.istitle() for token in span):
        return False
    last = span[-1].text
    if is_legal_form(last) or last.lower() in company_endings() | company_words() or known.classify([last.lower()]):
        return False
    led = verb.head if verb.dep_ in {"acl", "relcl"} else None
    return led is not None and (
        led.pos_ == "PROPN"
        or known.classify([led.lemma_.lower()]) in {"Company", "ResearchOrganization", "GovernmentBody"}
    )


def _hyphenated(token: Token) -> list[str]:
    """Return what is joined to the word by a hyphen: "think" of "think-tank"."""
    doc = token.doc
    joined = token.i > 1 and doc[token.i - 1].text == "-" and not doc[token.i - 1].whitespace_
    return [doc[token.i - 2].lower_] if joined else []


def _member_class(kind: str, lemma: str, span: Span) -> str:
    """Return the class of who is called by a noun for people: a "rival" or a "lobby" with a name is an organisation.

    A "partner" may be one or the other: a name of two words that is like a person's stays one.
    """
    of_body = kind == "Group" and lemma in descriptions.words().organisations
    return "Company" if of_body and not (span.label_ == "Person" and len(span) > 1) else "Person"
