"""Descriptions by office that stand for one known person: "the US president", "the chief executive of Intel".

They mean who held the office on the day of publication, or on the day that the same clause names. Bare ones ("the
commerce secretary") count if they name a portfolio and one country alone has it, or the text around is about one that
does. An office beside a name ("US President Joe Biden") says nothing new, and "a former president" is somebody else.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span, Token

from kg import gazetteer
from kg.annotate.countries import Countries
from kg.annotate.no_names import load_no_names
from kg.gazetteer import Gazetteer
from kg.gazetteer.offices import Offices, load_office_words
from kg.model import Document, TimeSpan

__all__ = ["OfficeHolders"]

_PREDICATES = frozenset({"attr", "oprd", "appos", "compound", "amod"})
"""How an office stands beside a name, or is said of somebody."""


@dataclass(frozen=True, slots=True)
class _Office:
    """A description: where it stands, and which office it names."""

    start: int
    end: int
    head: int
    title: str
    owner: str


class OfficeHolders:
    """Pipeline component that adds the descriptions to `doc.spans["names"]`, in place of names within them."""

    def __init__(self, nlp: Language, known: Gazetteer) -> None:
        self._known = known
        self._offices = Offices(known)
        self._others = load_office_words().others
        self._portfolios = load_no_names().portfolios
        self._titles = PhraseMatcher(nlp.vocab, attr="LOWER")
        for title in self._offices.titles:
            self._titles.add(title, [nlp.make_doc(title)])

    def __call__(self, doc: Doc) -> Doc:
        document: Document | None = doc.user_data.get("document")
        self._link_titled(doc, document.published if document else None)
        if document is None or document.published is None:
            return doc
        found: list[Span] = []
        for office in self._described(doc):
            day = self._day(doc, office.head, document.published)
            person = self._offices.holder(office.title, office.owner, day) if day else None
            if person is not None:
                entity = self._known.entities[person]
                found.append(Span(doc, office.start, office.end, label=entity.type, kb_id=person, span_id=entity.label))
                doc.user_data["origins"][office.start] = ("office", f"{office.title} on {day}")
        if found:
            within = {i for span in found for i in range(span.start, span.end)}
            kept = [span for span in doc.spans["names"] if within.isdisjoint(range(span.start, span.end))]
            doc.spans["names"] = sorted([*kept, *found], key=lambda span: span.start)
        return doc

    def _link_titled(self, doc: Doc, day: date | None) -> None:
        """Give the surnames that a title stands before to who has it: "Prime Minister Suga"."""
        starts = {span.start: n for n, span in enumerate(doc.spans["names"]) if not span.kb_id_ and len(span) == 1}
        if not starts:
            return
        names = list(doc.spans["names"])
        people: dict[str, str] = {}
        for title, start, end in sorted(self._titles(doc), key=lambda match: match[1] - match[2]):
            if end in starts and doc[end].text not in people and not (start and doc[start - 1].lower_ in self._others):
                person = self._offices.titled(doc.vocab.strings[title], doc[end].text, day)
                if person is not None:
                    people[doc[end].text] = person
        for n in starts.values():
            span = names[n]
            if span.id_ == span.text and span.text in people:
                entity = self._known.entities[people[span.text]]
                names[n] = Span(doc, span.start, span.end, label=entity.type, kb_id=entity.id, span_id=entity.label)
                doc.user_data["origins"][span.start] += (f"has the title of {entity.label}",)
        doc.spans["names"] = names

    def _described(self, doc: Doc) -> Iterator[_Office]:
        """Yield the descriptions, none of which overlap."""
        matches = sorted(self._titles(doc), key=lambda match: (match[1] - match[2], match[1]))
        if not matches:
            return
        names = {i: span for span in doc.spans["names"] for i in range(span.start, span.end)}
        known = [(span.start, span.end, span.kb_id_) for span in doc.spans["names"] if span.kb_id_]
        countries = Countries(doc, known, self._known)
        taken: set[int] = set()
        for title, start, end in matches:
            if not taken.isdisjoint(range(start, end)):
                continue
            taken.update(range(start, end))
            head = doc[start:end].root
            if start in names and names[start].end >= end and doc[start].text[0].isupper():
                continue  # "US Trade Representative" is a body
            if self._is_beside_name(doc, start, end, head, names):
                continue
            office = self._owned(doc, start, end, head.i, doc.vocab.strings[title], names, countries)
            if office is not None:
                yield office

    def _is_beside_name(self, doc: Doc, start: int, end: int, head: Token, names: dict[int, Span]) -> bool:
        """Return True if the office is of somebody who is named beside it, or is only said of somebody."""
        if head.tag_ in {"NNS", "NNPS"} or head.dep_ in _PREDICATES:
            return True
        if end in names or (end < len(doc) and doc[end].tag_ in {"NN", "NNS", "NNP", "NNPS"} and doc[end].head != head):
            return True
        if end < len(doc) and (doc[end].text == "-" or doc[end].tag_ == "NNP"):
            return True  # "president-elect"
        if any(child.dep_ == "appos" and child.i >= end for child in head.children):
            return True
        if head.dep_ == "nsubj" and any(c.dep_ == "attr" and c.i in names for c in head.head.children):
            return True  # "the chief executive of Nvidia is Jensen Huang"
        if end + 1 < len(doc) and doc[end].text == "," and end + 1 in names:
            named = names[end + 1]
            after = doc[named.end] if named.end < len(doc) else None
            if named.label_ in {"Person", ""} and (after is None or after.text in {",", "."}):
                return True  # "Germany's chancellor, Olaf Scholz,"
        return head.dep_ == "pobj" and head.head.lower_ in {"as", "for"} and not _has_determiner(head)

    def _owned(
        self, doc: Doc, start: int, end: int, head: int, title: str, names: dict[int, Span], countries: Countries
    ) -> _Office | None:
        before = doc[start - 1] if start else None
        if before is not None and (before.lower_ in self._others or before.text == "-"):
            return None
        owner, first = None, start
        if before is not None:
            i = start - 2 if before.tag_ == "POS" and start > 1 else start - 1
            if i in names:
                owner, first = names[i], names[i].start
        if owner is not None:
            outer = doc[first - 1] if first else None
            if not owner.kb_id_ or (outer is not None and outer.lower_ in self._others):
                return None
            return _Office(first, end, head, title, owner.kb_id_) if self._has(title, owner.kb_id_) else None
        if end + 1 < len(doc) and doc[end].lower_ in {"of", "at"}:
            i = end + 1 + (doc[end + 1].lower_ == "the")
            if i in names and names[i].start == i:
                behind = names[i]
                if before is not None and before.tag_ == "JJ":
                    return None
                return (
                    _Office(start, behind.end, head, title, behind.kb_id_) if self._has(title, behind.kb_id_) else None
                )
        if before is None or before.lower_ != "the" or self._portfolios.isdisjoint(title.split()):
            return None
        if end < len(doc) and doc[end].lower_ in {"of", "for"}:
            return None
        return self._bare(start, end, head, title, countries)

    def _bare(self, start: int, end: int, head: int, title: str, countries: Countries) -> _Office | None:
        """Return the office of the country that the text is about, among those that have one of this title."""
        owners = [key for key in self._offices.owners(title) if self._known.entities[key].type in {"Country", "Bloc"}]
        weights = countries.weights(start)
        if len(owners) == 1:
            return _Office(start, end, head, title, owners[0])
        best = sorted(((weights[key], key) for key in owners), reverse=True)
        if best and best[0][0] > 0 and (len(best) == 1 or best[0][0] > best[1][0]):
            return _Office(start, end, head, title, best[0][1])
        return None

    def _has(self, title: str, owner: str) -> bool:
        return owner in self._offices.owners(title)

    def _day(self, doc: Doc, head: int, published: date) -> date | None:
        """Return the day of what the description takes part in; None if a date leaves open which one."""
        dates: list[tuple[int, int, TimeSpan]] = doc.user_data.get("dates", [])
        clause = _clause(doc[head])
        for first, past, span in dates:
            if span.end is None or span.end >= published or doc[first].sent != doc[head].sent:
                continue
            if _clause(doc[first:past].root) == clause:
                start = span.start or span.end
                return span.end if (span.end - start).days <= _SAME_TERM else None
        return published


_SAME_TERM = 31
"""Days of an interval beyond which somebody else may have come into office within it."""


def _clause(token: Token) -> Token:
    """Return the verb that governs the token."""
    while token.pos_ not in {"VERB", "AUX"} and token.head != token:
        token = token.head
    return token


def _has_determiner(token: Token) -> bool:
    return any(child.dep_ in {"det", "poss"} for child in token.children)


@Language.factory("kg_offices")
def _create(nlp: Language, name: str) -> OfficeHolders:
    return OfficeHolders(nlp, gazetteer.load())
