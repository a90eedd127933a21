"""Named mentions: gazetteer first, then the entity recogniser, then what the document itself repeats."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc, Span

from kg import gazetteer, nouns
from kg.annotate.capitals import Capitals
from kg.annotate.casing import Casing
from kg.annotate.classes import BODIES, Classes
from kg.annotate.known_names import KnownNames
from kg.annotate.metonyms import has_article, is_location
from kg.annotate.no_names import load_no_names
from kg.annotate.ordinary import OrdinaryWords
from kg.annotate.recognised import recognised
from kg.annotate.shared_names import SharedNameFinder
from kg.annotate.short_forms import ShortForms
from kg.annotate.variants import agree_on_types
from kg.gazetteer import Gazetteer
from kg.labels import company_words, is_legal_form, normalise, singular

__all__ = ["NameFinder"]


class NameFinder:
    """Pipeline component that fills `doc.spans["names"]` and, with how each was found, `doc.user_data["origins"]`."""

    def __init__(self, nlp: Language, known: Gazetteer) -> None:
        self._known = known
        self._nouns = nouns.load()
        self._no_names = load_no_names()
        self._known_names = KnownNames(nlp, known)
        self._shared = SharedNameFinder(nlp, known)
        self._ordinary = OrdinaryWords(nlp)
        self._capitals = Capitals(self._ordinary)
        self._classes = Classes(nlp.vocab, known)
        self._short_forms = ShortForms(known)

    def __call__(self, doc: Doc) -> Doc:
        taken: list[Span | None] = [None] * len(doc)
        for first, past in doc.user_data.get("datelines", ()):
            for token in doc:
                if first <= token.idx < past:
                    taken[token.i] = doc[token.i : token.i + 1]
        dateline = {i for i, span in enumerate(taken) if span is not None}
        origins: dict[int, tuple[str, ...]] = {}
        for start, end, name, label, key in self._candidates(doc):
            if any(taken[i] is not None for i in range(start, end)):
                continue
            origins[start] = ("gazetteer",) if key else ("recogniser",)
            if key and (place := self._as_place(doc, start, end, label)):
                label, key, name = "Place", "", doc[start:end].text
                origins[start] = ("gazetteer", place)
            span = Span(doc, start, end, label=label, kb_id=key, span_id=name)
            for i in range(start, end):
                taken[i] = span
        for start, end in self._capitals(doc, taken):
            if self._known_names.is_portfolio(doc, start, end):
                continue
            span = Span(doc, start, end, label=self._classes.of(doc, start, end, ""), span_id=doc[start:end].text)
            origins[start] = ("capitals",)
            for i in range(start, end):
                taken[i] = span
        named = {span.start: span for i, span in enumerate(taken) if span is not None and i not in dateline}
        found = self._repeat(doc, sorted(named.values(), key=lambda span: span.start), taken)
        full = self._short_forms(found)
        for before, span in zip(found, full, strict=True):
            origins.setdefault(span.start, ("repeated",))
            if span is not before:
                origins[span.start] += (f"short for {span.id_}",)
        casing = Casing(doc)
        found = [span for span in full if not self._is_common_noun(span) and not self._is_no_name(span, casing)]
        agreed = agree_on_types(found, self._nouns, self._no_names.portfolios)
        for before, span in zip(found, agreed, strict=True):
            if span is not before:
                origins[span.start] += ("class from the rest of the text",) if span.label_ else ("class left open",)
        doc.spans["names"] = agreed
        doc.user_data["ordinary"] = {
            span.start for span in agreed if not span.kb_id_ and self._ordinary.are((span.id_ or span.text).split())
        }
        doc.user_data["origins"] = origins
        return doc

    def _candidates(self, doc: Doc) -> Iterator[tuple[int, int, str, str, str]]:
        """Yield (start, end, name, class, key) candidates, best first."""
        guessed = list(recognised(doc))
        known = list(self._known_names(doc, guessed))
        yield from (name for name in self._shared(doc, known) if not self._known_names.is_portfolio(doc, *name[:2]))
        for start, end, key in known:
            entity = self._known.entities[key]
            yield start, end, entity.label, entity.type, key
        for start, end, label in guessed:
            if not self._known_names.is_portfolio(doc, start, end):
                yield start, end, doc[start:end].text, self._classes.of(doc, start, end, label), ""

    def _as_place(self, doc: Doc, start: int, end: int, kind: str) -> str:
        """Return why a known name is that of a place here, in words; empty if it is not."""
        if doc[start:end].text.lower() in self._known.capitals:
            return "a capital meant as a city" if is_location(doc, start, end, self._nouns) else ""
        if kind == "Company" and normalise(doc[start].text) in self._known.guarded and end - start == 1:
            return "a company has no article" if has_article(doc[start]) else ""  # "the Amazon"
        return ""

    def _is_common_noun(self, span: Span) -> bool:
        """Return True for a capitalised noun that no full name stands behind: "the Fund", "the Executive Order"."""
        if span.kb_id_ or span.id_ != span.text:
            return False
        words = span.text.lower()
        kind = self._nouns.classes.get(tuple(words.split()))
        if kind is None:  # "Agencies", "National Security Advisors", but not the lobby "Technology Industries"
            kind = self._nouns.classes.get(tuple(singular(words).split()))
            kind = kind if len(span) == 1 or kind == "Person" else None
        return kind is not None and (len(span) == 1 or kind not in BODIES or kind == "Law")

    def _is_no_name(self, span: Span, casing: Casing) -> bool:
        """Return True for an unknown name that is only a word with a capital letter."""
        if span.kb_id_ or span.id_ != span.text:
            return False
        if len(span) == 1 and (span[0].lower_ in self._no_names or span[0].lower_ in self._no_names.ranks):
            return True
        if all(is_legal_form(token.text) or token.lower_ in company_words() for token in span):
            return True
        return casing.is_no_name(span)

    def _repeat(self, doc: Doc, found: list[Span], taken: list[Span | None]) -> list[Span]:
        """Return the names with those added that the recogniser saw once and missed elsewhere."""
        seen = {span.text: span for span in found if not span.kb_id_ and span.label_ and span.text[0].isupper()}
        lower = {token.text for token in doc}
        parts = set()
        for span in list(seen.values()):  # "Skyforge" alone, at the beginning of a sentence
            part = {"Company": span[0], "Person": span[-1]}.get(span.label_)
            if part is not None and len(span) > 1 and len(part) > 3 and part.lower_ not in lower:
                seen.setdefault(part.text, Span(doc, part.i, part.i + 1, label=span.label_, span_id=part.text))
                parts.add(part.text)
        firsts: dict[str, list[Span]] = {}
        for span in seen.values():
            firsts.setdefault(span[0].text, []).append(span)
        extra: list[Span] = []
        for i, token in enumerate(doc):
            if taken[i] is not None or (token.text in parts and token.tag_ == "JJ"):
                continue
            for span in firsts.get(token.text, ()):
                end = i + len(span)
                if end <= len(doc) and doc[i:end].text == span.text and all(taken[j] is None for j in range(i, end)):
                    again = Span(doc, i, end, label=span.label_, span_id=span.id_)
                    extra.append(again)
                    for j in range(i, end):
                        taken[j] = again
                    break
        found = sorted(found + extra, key=lambda span: span.start)
        return sorted([*found, *self._bodies_again(doc, found, taken)], key=lambda span: span.start)

    def _bodies_again(self, doc: Doc, found: list[Span], taken: list[Span | None]) -> Iterator[Span]:
        """Yield "the Commission" after "the European Commission" where the recogniser missed it."""
        bodies = [span for span in found if span.kb_id_ and len(span) > 1 and span.label_ in BODIES]
        for token in doc[1:]:
            if taken[token.i] is None and token.tag_ == "NNP" and token.text[0].isupper():
                full = [span for span in bodies if span.end <= token.i and span[-1].text == token.text]
                alone = token.nbor(-1).lower_ == "the" and not (token.i + 1 < len(doc) and token.nbor().tag_ == "NNP")
                if full and alone and self._nouns.classify([token.lower_]) in BODIES:
                    yield Span(
                        doc, token.i, token.i + 1, label=full[-1].label_, kb_id=full[-1].kb_id_, span_id=full[-1].id_
                    )


@Language.factory("kg_names")
def _create(nlp: Language, name: str) -> NameFinder:
    return NameFinder(nlp, gazetteer.load())
