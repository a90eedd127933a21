"""Where the names of the gazetteer stand in a text and mean what it says, and not a part of something else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from spacy.language import Language
from spacy.tokens import Doc, Token

from kg import nouns
from kg.annotate.forms import FormMatcher
from kg.annotate.no_names import load_no_names
from kg.annotate.person_names import SON_OF
from kg.annotate.recognised import is_coined, is_model_number
from kg.gazetteer import Gazetteer
from kg.labels import company_endings, company_words, is_legal_form

__all__ = ["KnownNames"]

_VERSIONED = frozenset({"AIModel", "Chip", "Device", "Software", "Product"})
"""Classes of what is numbered by generation."""
_BODIES = frozenset({"GovernmentBody", "ResearchOrganization", "InternationalOrganization", "Company"})
"""Classes of what may be called by a technology or material: the "Gulf AI Fund"."""
_GOES_ON = SON_OF | {"al"}
"""Words with which the name of a person in Arabic goes on."""


class KnownNames:
    """Finds known names in annotated text."""

    def __init__(self, nlp: Language, known: Gazetteer) -> None:
        self._known = known
        self._nouns = nouns.load()
        self._no_names = load_no_names()
        self._forms = FormMatcher(nlp, known.names(), known.never)
        self._demonym_parts = {part for name in known.demonyms for part in name.split()}

    def __call__(self, doc: Doc, recognised: Sequence[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
        """Yield first token, past-the-end token and key of each name, the longest first; they may overlap.

        `recognised` are what the entity recogniser found, with its labels.
        """
        found = _united([*self._forms(doc), *self._demonyms(doc)])
        makers = {(start, key): end for start, end, key in found if self._known.entities[key].type == "Company"}
        found = [(self._behind_maker(doc, start, end, key, makers), end, key) for start, end, key in found]
        found.sort(key=lambda match: (match[0] - match[1], match[0]))
        around: dict[int, list[tuple[int, int, str]]] = {}
        for span in recognised:
            for i in range(span[0], span[1]):
                around.setdefault(i, []).append(span)
        for start, end, key in found:
            kind = self._known.entities[key].type
            if end - start == 1 and self._is_part_of_name(doc, start, kind):
                continue
            if self.is_portfolio(doc, start, end) or self._is_office(doc, end, kind):
                continue
            if self._is_word_of_name(doc, start, end, kind) or self._begins_name(doc, start, end, kind):
                continue
            if self._is_other_version(doc, end, kind) or self._is_surname(doc, start, end, kind, around.get(start, [])):
                continue
            if not self._inside_longer(doc, start, end, kind, around.get(start, [])):
                while (
                    kind == "Company" and end < len(doc) and doc[end].text[0].isupper() and is_legal_form(doc[end].text)
                ):
                    end += 1  # "Huawei Technologies Co. Ltd."
                while (
                    kind == "Person"
                    and end + 1 < len(doc)
                    and doc[end].lower_ in _GOES_ON
                    and doc[end + 1].text[0].isupper()
                ):
                    end += 2  # "Sheikh Tahnoon bin Zayed Al Nahyan"
                yield start, end, key

    def _behind_maker(self, doc: Doc, start: int, end: int, key: str, makers: Mapping[tuple[int, str], int]) -> int:
        """Return where a product's name begins behind that of its maker, if it is known without it: "Nvidia | H100"."""
        maker = self._known.entities[key].attributes.get("maker")
        own = makers.get((start, str(maker)), end)
        return own if own < end and self._known.lookup(doc[own:end].text) == key else start

    def is_portfolio(self, doc: Doc, start: int, end: int) -> bool:
        """Return True for an office that is no organisation: "Treasury Secretary", "Secretary of the Treasury"."""
        if not all(token.lower_ in self._no_names.portfolios for token in doc[start:end] if token.text != "&"):
            return False
        if end < len(doc) and self._nouns.classify([doc[end].lower_]) in {"Person", "Group"}:
            return True
        before = start - 1 - (start > 1 and doc[start - 1].lower_ == "the")
        return before > 0 and doc[before].lower_ == "of" and self._nouns.classify([doc[before - 1].lower_]) == "Person"

    def _is_office(self, doc: Doc, end: int, kind: str) -> bool:
        """Return True for who holds an office of the body's name: "the American trade representative"."""
        last = doc[end - 1]
        return kind == "GovernmentBody" and last.is_lower and self._nouns.classify([last.lower_]) in {"Person", "Group"}

    def _is_part_of_name(self, doc: Doc, i: int, kind: str) -> bool:
        """Return True for a surname or party within another name: "Vance" in "Kestrel Vance", "Free Democrats"."""
        if kind == "Country" and _is_given_name(doc, i):
            return True
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
            and before.lower_ not in self._no_names
            and self._nouns.classify([before.lower_]) is None
        )

    def _is_other_version(self, doc: Doc, end: int, kind: str) -> bool:
        """Return True for a version that is not known: "Llama 6" and "Sora-K" are not Llama and Sora."""
        if kind not in _VERSIONED:
            return False
        hyphen = end + 1 < len(doc) and doc[end].text == "-" and not doc[end].whitespace_
        return is_model_number(doc, end) or (
            hyphen and not doc[end - 1].whitespace_ and not doc[end + 1].text[0].islower()
        )

    def _is_surname(
        self, doc: Doc, start: int, end: int, kind: str, recognised: Sequence[tuple[int, int, str]]
    ) -> bool:
        """Return True for the last word of what the recogniser takes for somebody: "Yutong" in "Shen Yutong"."""
        if end - start > 1 or kind not in {"Company", "Product", "Place"}:
            return False
        return any(
            label == "PERSON"
            and first < start
            and past == end
            and all(token.tag_ == "NNP" and token.lower_ not in self._demonym_parts for token in doc[first:start])
            and not self._nouns.classify([doc[start - 1].lower_])
            and self._known.lookup(doc[first:start].text) is None
            for first, past, label in recognised
        )

    def _is_word_of_name(self, doc: Doc, start: int, end: int, kind: str) -> bool:
        """Return True for what is a word of a firm's name: "Semiconductor" of "Qinglan Semiconductor", "Foro USA"."""
        if kind == "Country" and doc[start:end].text in {"USA", "UK"} and start:
            before = doc[start - 1]
            return before.tag_ == "NNP" and before.head.i == start and before.lower_ not in self._demonym_parts
        if kind in {"Country", "Bloc"} and start and end < len(doc):  # "the Stockholm China Forum"
            before, behind = doc[start - 1], doc[end]
            return (
                before.tag_ == "NNP"
                and before.text[0].isupper()
                and before.dep_ == "compound"
                and before.head == behind == doc[start].head
                and self._nouns.classify([before.lower_]) is None
                and before.lower_ not in self._no_names
                and (behind.lower_ == "forum" or self._is_body(behind))
            )
        if kind not in {"TechnologyField", "Material", "Equipment", "Chip", "Device", "Software"}:
            return False
        if end < len(doc) and doc[end].text[0].isupper() and is_legal_form(doc[end].text):
            return all(token.text[0].isupper() for token in doc[start:end])  # "Semiconductor Technologies Limited"
        if not start:
            return False
        before = doc[start - 1]
        if self._is_subject_of_body(doc, start, end):
            return True
        if (
            not (before.tag_ == "NNP" or is_coined(before))
            or not before.text[0].isupper()
            or before.lower_ in self._demonym_parts
        ):
            return False
        if all(token.is_upper for token in doc[start:end]):
            return (  # "Tashkor AI said", but not "Google AI", "Tashkor AI chips"
                doc[end - 1].tag_ in {"NNP", "NNPS"}
                and (end == len(doc) or doc[end].pos_ not in {"NOUN", "PROPN", "ADJ"})
                and self._known.lookup(before.text) is None
            )
        return doc[end - 1].tag_ in {"NNP", "NNPS"} and all(
            token.text[0].isupper() and not token.is_upper for token in doc[start:end]
        )

    def _is_subject_of_body(self, doc: Doc, start: int, end: int) -> bool:
        """Return True for what a body is called by: "AI" of the "Gulf AI Fund", "the Agency for Critical Minerals"."""
        if not all(token.text[0].isupper() for token in doc[start:end]):
            return False
        before, behind = doc[start - 1], doc[end] if end < len(doc) else None
        if before.lower_ in {"for", "of", "on"} and start > 1:
            return self._is_body(doc[start - 2])
        return behind is not None and before.tag_ == "NNP" and before.text[0].isupper() and self._is_body(behind)

    def _is_body(self, token: Token) -> bool:
        lower = token.lower_
        return (
            token.tag_ in {"NNP", "NNPS"}
            and token.text[0].isupper()
            and (lower in company_endings() or self._nouns.classify([lower]) in _BODIES)
        )

    def _begins_name(self, doc: Doc, start: int, end: int, kind: str) -> bool:
        """Return True for the town that a firm's name begins with: "Shenzhen" in "Shenzhen Longwei Automation"."""
        if kind != "Place" and doc[start:end].text.lower() not in self._known.capitals:
            return False
        last = end
        while last < len(doc) and doc[last].tag_ in {"NNP", "NNPS"} and doc[last].text[0].isupper():
            last += 1
        if last - end == 1 and doc[end].lower_ in {"airlines", "airways", "electric", "telecom", "mobile", "motors"}:
            return last == len(doc) or doc[last].lower_ not in {"firms", "companies"}  # "Hainan Airlines"
        return (
            last - end > 1
            and (is_legal_form(doc[last - 1].text) or doc[last - 1].lower_ in company_endings())
            and self._nouns.classify([doc[end].lower_]) is None
        )

    def _demonyms(self, doc: Doc) -> Iterator[tuple[int, int, str]]:
        demonyms = self._known.demonyms
        for i, token in enumerate(doc):
            text = token.lower_
            if text not in self._demonym_parts or not token.text[0].isupper():
                continue
            if token.tag_ == "NNP" and token.ent_type_ == "PERSON" and i + 2 < len(doc) and doc[i + 2].ent_iob_ == "I":
                continue  # "Lao Chi Keong"
            if i + 1 < len(doc) and (two := f"{text} {doc[i + 1].lower_}") in demonyms:
                yield i, i + 2, demonyms[two]
            elif text in demonyms:
                yield i, i + 1, demonyms[text]

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
                    if doc[start:end].text.isupper():
                        return False  # "New US rules"
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


def _is_given_name(doc: Doc, i: int) -> bool:
    """Return True for the country of "Jordan Jacobs, a partner": the recogniser takes both words for somebody."""
    return (
        i + 1 < len(doc)
        and doc[i].ent_type_ == doc[i + 1].ent_type_ == "PERSON"
        and doc[i].ent_iob_ == "B"
        and doc[i + 1].ent_iob_ == "I"
        and doc[i + 1].tag_ == "NNP"
        and doc[i].tag_ == "NNP"
        and not doc[i].is_upper
    )


def _united(found: Iterable[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Return the matches, overlapping ones of one entity as one: "[Crown Prince [Mohammed] bin Salman]"."""
    united: list[tuple[int, int, str]] = []
    last: dict[str, int] = {}
    for start, end, key in sorted(found):
        n = last.get(key)
        if n is not None and start < united[n][1]:
            united[n] = (united[n][0], max(end, united[n][1]), key)
        else:
            last[key] = len(united)
            united.append((start, end, key))
    return united


def _adds_nothing(word: str) -> bool:
    """Return True for a word that does not make another name of a company's: "Holdings", "Co.", "&"."""
    return is_legal_form(word) or word.lower() in company_words() or not word[0].isalpha()
