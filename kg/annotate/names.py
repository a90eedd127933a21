"""Named mentions: gazetteer first, then the entity recogniser, then what the document itself repeats."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from spacy.language import Language
from spacy.tokens import Doc, Span

from kg import gazetteer, nouns
from kg.annotate.forms import FormMatcher
from kg.annotate.person_names import PersonNames
from kg.annotate.variants import agree_on_types, under_full_names
from kg.gazetteer import Gazetteer
from kg.labels import company_endings, company_words, is_legal_form
from kg.resources import load_yaml, ontology_dir

__all__ = ["NameFinder"]

# The recogniser's labels (OntoNotes 5) and the classes they suggest.
_CLASSES = {
    "ORG": "Company",
    "PERSON": "Person",
    "GPE": "Place",
    "LOC": "Place",
    "FAC": "Place",
    "NORP": "Group",
    "PRODUCT": "Product",
    "LAW": "Law",
    "EVENT": "Event",
    "WORK_OF_ART": "Product",
}
# Classes that a word inside a name gives it: "... University", "Ministry of ...".
_BODIES = {
    "GovernmentBody",
    "ResearchOrganization",
    "MediaOutlet",
    "PoliticalParty",
    "InternationalOrganization",
    "Law",
    "Event",
}
_TRIM_LEFT = {"the", "a", "an", "The", "A", "An", "“", '"', "‘", "'", "(", "this", "that", "its", "their"}
_TRIM_RIGHT = {"'s", "’s", "'", "’", "”", '"', ",", ".", ")", "-", "a", "an", "the"}
_MODEL_NUMBER = re.compile(r"\d{1,4}(?:\.\d+)?[A-Za-z]?")
_HAS_LETTER = re.compile(r"[^\W\d_]")
# Capitalised words that begin or stand in names but are none by themselves.
_NO_NAME = {
    "mr",
    "ms",
    "mrs",
    "gov",
    "sen",
    "rep",
    "gen",
    "col",
    "lt",
    "capt",
    "prof",
    "rev",
    "father",
    "st",
    "dr",
    "sir",
    "lord",
    "act",
    "i",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
}


class NameFinder:
    """Pipeline component that fills `doc.spans["names"]` and, with how each was found, `doc.user_data["origins"]`."""

    def __init__(self, nlp: Language, known: Gazetteer) -> None:
        self._known = known
        self._nouns = nouns.load()
        self._portfolios = frozenset(load_yaml(ontology_dir() / "portfolios.yaml"))
        self._forms = FormMatcher(nlp, known)
        self._people = PersonNames(nlp.vocab, known)
        self._demonym_parts = {part for name in known.demonyms for part in name.split()}

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
            if key and self._is_place(doc, start, end):
                label, key, name = "Place", "", doc[start:end].text
                origins[start] = ("gazetteer", "a capital meant as a city")
            span = Span(doc, start, end, label=label, kb_id=key, span_id=name)
            for i in range(start, end):
                taken[i] = span
        for start, end in self._proper_runs(doc, taken):
            span = Span(doc, start, end, label=self._class_of(doc, start, end, ""), span_id=doc[start:end].text)
            origins[start] = ("capitals",)
            for i in range(start, end):
                taken[i] = span
        named = {span.start: span for i, span in enumerate(taken) if span is not None and i not in dateline}
        found = self._repeat(doc, sorted(named.values(), key=lambda span: span.start), taken)
        full = under_full_names(found)
        for before, span in zip(found, full, strict=True):
            origins.setdefault(span.start, ("repeated",))
            if span is not before:
                origins[span.start] += (f"short for {span.id_}",)
        found = [span for span in full if not self._is_common_noun(span)]
        agreed = agree_on_types(found, self._nouns, self._portfolios)
        for before, span in zip(found, agreed, strict=True):
            if span is not before:
                origins[span.start] += ("class from the rest of the text",) if span.label_ else ("class left open",)
        doc.spans["names"] = agreed
        doc.user_data["origins"] = origins
        return doc

    def _candidates(self, doc: Doc) -> Iterable[tuple[int, int, str, str, str]]:
        """Return (start, end, name, class, key) candidates, best first."""
        entities = self._known.entities
        known = [*self._forms(doc), *self._demonyms(doc)]
        known.sort(key=lambda match: (match[0] - match[1], match[0]))
        recognised = list(self._recognised(doc))
        around: dict[int, list[tuple[int, int, str]]] = {}
        for entity_span in recognised:
            for i in range(entity_span[0], entity_span[1]):
                around.setdefault(i, []).append(entity_span)
        result: list[tuple[int, int, str, str, str]] = []
        for start, end, key in known:
            entity = entities[key]
            if end - start == 1 and self._is_part_of_name(doc, start, entity.type):
                continue
            if self._is_portfolio(doc, start, end):
                continue
            if self._is_word_of_name(doc, start, end, entity.type) or self._begins_name(doc, start, end, entity.type):
                continue
            if not self._inside_longer(doc, start, end, entity.type, around.get(start, [])):
                while (
                    entity.type == "Company"
                    and end < len(doc)
                    and doc[end].text[0].isupper()
                    and is_legal_form(doc[end].text)
                ):
                    end += 1  # "Huawei Technologies Co. Ltd."
                result.append((start, end, entity.label, entity.type, key))
        for start, end, label in recognised:
            if self._is_portfolio(doc, start, end):
                continue
            name = doc[start:end].text
            result.append((start, end, name, self._class_of(doc, start, end, label), ""))
        return result

    def _is_place(self, doc: Doc, start: int, end: int) -> bool:
        """Return True for a capital that is meant as a city: "in Beijing", "Brussels-based", "the Tokyo company"."""
        span = doc[start:end]
        if span.text.lower() not in self._known.capitals:
            return False
        root = span.root
        if root.dep_ == "pobj":
            return root.head.lower_ in {"in", "near", "outside", "around", "across", "throughout"}
        if root.dep_ == "npadvmod":
            return root.head.lower_ == "based"
        if root.dep_ == "compound" and root.head.pos_ in {"NOUN", "PROPN"}:
            following = doc[end] if end < len(doc) else root
            return self._nouns.classify([following.lemma_.lower()]) in {
                "Company",
                "ResearchOrganization",
                "MediaOutlet",
                "Place",
            }
        return False

    def _is_common_noun(self, span: Span) -> bool:
        """Return True for a capitalised noun that no full name stands behind: "the Fund", "the Order"."""
        return (
            not span.kb_id_
            and len(span) == 1
            and span.id_ == span.text
            and self._nouns.classify([span[0].lower_]) is not None
        )

    def _is_part_of_name(self, doc: Doc, i: int, kind: str) -> bool:
        """Return True for a surname or party within another name: "Vance" in "Kestrel Vance", "Free Democrats"."""
        letter = len(doc[i]) == 1
        if kind not in {"Person", "PoliticalParty"} and not letter:
            return False
        before, after = (doc[j] if 0 <= j < len(doc) else None for j in (i - 1, i + 1))
        if letter and any(other is not None and other.tag_ in {"NNP", "CD", "HYPH"} for other in (before, after)):
            return True  # "Malcolm X", "Model X", "Generation X"
        if kind == "Person" and after is not None and after.tag_ == "NNP" and after.text[0].isupper():
            return True
        return (
            not letter
            and before is not None
            and before.tag_ == "NNP"
            and not (kind == "PoliticalParty" and before.ent_type_ == "GPE")
            and not before.is_sent_start
            and before.lower_ not in _NO_NAME
            and self._nouns.classify([before.lower_]) is None
        )

    def _is_word_of_name(self, doc: Doc, start: int, end: int, kind: str) -> bool:
        """Return True for a technology that is a word of a firm's name: "Semiconductor" in "Qinglan Semiconductor"."""
        if kind not in {"TechnologyField", "Material", "Equipment", "Chip", "Device", "Software"} or not start:
            return False
        before = doc[start - 1]
        return (
            all(
                token.text[0].isupper() and token.tag_ in {"NNP", "NNPS"} and not token.is_upper
                for token in doc[start:end]
            )
            and before.tag_ == "NNP"
            and before.text[0].isupper()
            and before.lower_ not in self._demonym_parts
        )

    def _begins_name(self, doc: Doc, start: int, end: int, kind: str) -> bool:
        """Return True for the town that a firm's name begins with: "Shenzhen" in "Shenzhen Longwei Automation"."""
        if kind != "Place" and doc[start:end].text.lower() not in self._known.capitals:
            return False
        last = end
        while last < len(doc) and doc[last].tag_ in {"NNP", "NNPS"} and doc[last].text[0].isupper():
            last += 1
        return (
            last - end > 1
            and (is_legal_form(doc[last - 1].text) or doc[last - 1].lower_ in company_endings())
            and self._nouns.classify([doc[end].lower_]) is None
        )

    def _is_portfolio(self, doc: Doc, start: int, end: int) -> bool:
        """Return True for an office that is no organisation: "Treasury" in "Treasury Secretary"."""
        return (
            end < len(doc)
            and self._nouns.classify([doc[end].lower_]) in {"Person", "Group"}
            and all(token.lower_ in self._portfolios for token in doc[start:end])
        )

    def _demonyms(self, doc: Doc) -> Iterator[tuple[int, int, str]]:
        demonyms = self._known.demonyms
        for i, token in enumerate(doc):
            text = token.lower_
            if text not in self._demonym_parts or not token.text[0].isupper():
                continue
            if i + 1 < len(doc) and (two := f"{text} {doc[i + 1].lower_}") in demonyms:
                yield i, i + 2, demonyms[two]
            elif text in demonyms:
                yield i, i + 1, demonyms[text]

    @staticmethod
    def _recognised(doc: Doc) -> Iterator[tuple[int, int, str]]:
        for ent in doc.ents:
            if ent.label_ not in _CLASSES or (ent.label_ == "NORP" and len(ent) == 1 and ent[0].tag_ == "JJ"):
                continue  # "Asian", "Californian": an adjective of origin names nothing
            start, end = ent.start, ent.end
            while start < end and doc[start].text in _TRIM_LEFT:
                start += 1
            while start < end and not doc[start].text[0].isupper() and not doc[start].text[0].isdigit():
                start += 1
            while start < end and (
                doc[end - 1].text in _TRIM_RIGHT or doc[end - 1].tag_ in {"IN", "TO", "CC", "VBZ", "VBD"}
            ):
                end -= 1
            for i in range(start + 1, end - 1):
                if doc[i].lower_ == "in" and ent.label_ == "ORG":
                    yield i + 1, end, "GPE"  # "Kautilya School of Statecraft in Hyderabad"
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
                and len(doc[start - 2].text) == 1
            ):
                start -= 2  # "u-Trax"
            if ent.label_ in {"ORG", "PRODUCT", "PERSON", "GPE"} and _is_model_number(doc, end):
                end += 1  # "Pura 80"
            if (
                start < end
                and _HAS_LETTER.search(doc[start:end].text)
                and any(t.text[0].isupper() for t in doc[start:end])
            ):
                yield start, end, ent.label_

    def _inside_longer(
        self, doc: Doc, start: int, end: int, label: str, recognised: list[tuple[int, int, str]]
    ) -> bool:
        """Return True if a recognised name contains the known one and is another name.

        "China" in "Bank of China" is; "Huawei" in "Huawei Technologies Co" and "US" in a run that
        the recogniser glued together are not.
        """
        for first, last, kind in recognised:
            if first <= start and end <= last and last - first > end - start:
                if kind in {"GPE", "LOC"} and label == "Country":
                    return all(token.text != "-" for token in doc[first:last])  # "British Columbia", not "US-China"
                if kind not in {"ORG", "LAW", "FAC", "PRODUCT", "EVENT"}:
                    return False
                rest = [doc[i] for i in range(first, last) if not start <= i < end]
                if all(_adds_nothing(token.text) for token in rest):
                    return False
                if label in {"Country", "Bloc", "Place"}:
                    proper = all(token.tag_ in {"NNP", "NNPS"} and token.text[0].isupper() for token in rest)
                    before_title = last < len(doc) and self._nouns.classify([doc[last].lower_]) == "Person"
                    return any(token.lower_ in {"of", "for", "and"} for token in rest) or (
                        start == first and proper and not before_title
                    )
                return start == first and all(token.tag_ in {"NNP", "NNPS"} for token in rest)
        return False

    def _class_of(self, doc: Doc, start: int, end: int, label: str) -> str:
        """Return the class that the last word of the name gives ("... University"), else the label's."""
        last = doc[end - 1].lower_
        if end - start > 1 and (is_legal_form(last) or last in company_endings()):
            return "Company"
        words = [token.text for token in doc[start:end] if token.text != "-"]
        if label == "PERSON" and end - start > 1 and not self._people.is_no_person(words):
            return "Person"
        if end - start > 1 or label in {"ORG", ""}:
            kind = self._nouns.classify([last])
            if kind in _BODIES:
                return kind
            for token in doc[start:end]:
                kind = self._nouns.classify([token.lower_])
                if kind in _BODIES and token.text[0].isupper():
                    return kind
        if label in {"", "ORG", "PERSON", "GPE", "NORP"} and any(ch.isdigit() for ch in doc[start:end].text):
            return "Product"
        if len(words) > 1 and self._people.is_person(words):
            return "Person"
        return "Company" if label == "PERSON" and len(words) > 1 else _CLASSES.get(label, "")

    def _proper_runs(self, doc: Doc, taken: list[Span | None]) -> Iterator[tuple[int, int]]:
        """Yield runs of proper nouns that no better name covers, titles before persons cut off."""
        start = None
        for i, token in enumerate(doc):
            proper = (
                taken[i] is None
                and token.tag_ in {"NNP", "NNPS"}
                and (token.text[0].isupper() or token.text[0].isdigit())
                and token.lower_.rstrip(".") not in _NO_NAME
                and token.ent_type_ not in {"DATE", "TIME"}
                and token.lower_ not in _NO_NAME
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
                and doc[i + 1].text[0].isdigit()
            ):
                continue  # "Linghe-2"
            elif start is not None and doc[i - 1].text == "-" and token.text[0].isdigit():
                continue
            elif not proper and start is not None:
                yield from self._without_title(doc, start, i + _is_model_number(doc, i))
                start = None
        if start is not None:
            yield from self._without_title(doc, start, len(doc))

    def _without_title(self, doc: Doc, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield what follows the last title in the run: "Foreign Minister Wang Yi" is Wang Yi."""
        for i in range(end - 1, start - 1, -1):
            if self._nouns.classify([doc[i].lower_]) in {"Person", "Group"}:
                if i + 1 == end and start < i:
                    yield from self._without_title(doc, start, i)
                    return
                start = i + 1
                break
        if start == end or (end - start == 1 and len(doc[start].text) == 1):
            return
        if (
            any(doc[i].lower_ in self._portfolios for i in (start, end - 1))
            and end < len(doc)
            and doc[end].pos_ in {"NOUN", "PROPN"}
        ):
            return  # "Trade" in "Trade minister", "Commerce" in "Commerce Secretary"
        only = doc[start]
        if end - start == 1 and (
            is_legal_form(only.text)
            or self._nouns.classify([only.lower_])
            or (only.is_sent_start and len(only.text) < 4)
        ):
            return
        yield start, end

    def _repeat(self, doc: Doc, found: list[Span], taken: list[Span | None]) -> list[Span]:
        """Return the names with those added that the recogniser saw once and missed elsewhere."""
        seen = {span.text: span for span in found if not span.kb_id_ and span.label_ and span.text[0].isupper()}
        firsts: dict[str, list[Span]] = {}
        for span in seen.values():
            firsts.setdefault(span[0].text, []).append(span)
        extra: list[Span] = []
        for i, token in enumerate(doc):
            for span in firsts.get(token.text, ()) if taken[i] is None else ():
                end = i + len(span)
                if end <= len(doc) and doc[i:end].text == span.text and all(taken[j] is None for j in range(i, end)):
                    again = Span(doc, i, end, label=span.label_, span_id=span.id_)
                    extra.append(again)
                    for j in range(i, end):
                        taken[j] = again
                    break
        return sorted(found + extra, key=lambda span: span.start)


def _is_model_number(doc: Doc, i: int) -> bool:
    """Return True for the number that a product name ends in: "Pura 80", "Claude Opus 4.5"."""
    if i >= len(doc) or not _MODEL_NUMBER.fullmatch(doc[i].text) or not doc[i - 1].whitespace_:
        return False
    if doc[i].ent_type_ in {"DATE", "MONEY", "PERCENT", "QUANTITY", "TIME"} or doc[i].head.i > i:
        return False
    after = doc[i + 1] if i + 1 < len(doc) else None
    return after is None or (after.tag_ not in {"NNS", "CD", "NN", "JJ"} and after.text not in {"%", "-"})


def _adds_nothing(word: str) -> bool:
    """Return True for a word that does not make another name of a company's: "Holdings", "Co.", "&"."""
    return is_legal_form(word) or word.lower() in company_words() or not word[0].isalpha()


@Language.factory("kg_names")
def _create(nlp: Language, name: str) -> NameFinder:
    return NameFinder(nlp, gazetteer.load())
