"""The class of an unknown name, from its own words and from what the recogniser takes it for."""

from __future__ import annotations

from spacy.tokens import Doc
from spacy.vocab import Vocab

from kg import nouns
from kg.annotate.person_names import SON_OF, PersonNames
from kg.gazetteer import Gazetteer
from kg.labels import company_endings, is_legal_form

__all__ = ["BODIES", "RECOGNISED", "Classes"]

RECOGNISED = {
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
"""The recogniser's labels (OntoNotes 5) and the classes they suggest."""

BODIES = {
    "GovernmentBody",
    "ResearchOrganization",
    "MediaOutlet",
    "PoliticalParty",
    "InternationalOrganization",
    "Law",
    "Event",
}
"""Classes that a word inside a name gives it: "... University", "Ministry of ..."."""


_HEADS = {"office": "GovernmentBody", "center": "ResearchOrganization", "centre": "ResearchOrganization"}
"""Words that head the names of bodies and are no such thing by themselves."""


class Classes:
    """Guesses the class of unknown names."""

    def __init__(self, vocab: Vocab, known: Gazetteer) -> None:
        self._nouns = nouns.load()
        self._people = PersonNames(vocab, known)

    def of(self, doc: Doc, start: int, end: int, label: str) -> str:
        """Return the class that the last word of the name gives ("... University"), else the label's."""
        last = doc[end - 1].lower_
        head = next((i for i in range(start + 1, end - 1) if doc[i].lower_ in {"of", "for", "on"}), start)
        if head > start:  # "Agency for Critical Minerals", "Center for Maritime Strategy"
            word = doc[head - 1].lower_
            kind = _HEADS.get(word) or self._nouns.classify([word])
            if kind in BODIES:
                return kind
        if end - start > 1 and (is_legal_form(last) or last in company_endings()):
            return "Company"
        words = [token.text for token in doc[start:end] if token.text != "-"]
        if label == "PERSON" and end - start > 1 and not self._people.is_no_person(words):
            return "Person"
        if end - start > 1 or label in {"ORG", ""}:
            kind = _HEADS.get(last) or self._nouns.classify([word.lower() for word in words])
            if kind is None and doc[end - 1].tag_ == "NNPS":  # "Estonian Defence Forces"
                kind = self._nouns.classify(
                    [word.lower() for word in [*words[:-1], doc[end - 1].text.removesuffix("s")]]
                )
            if kind in BODIES:
                return kind
            for token in doc[start:end]:
                inner = self._nouns.classify([token.lower_])
                if inner in BODIES - {"Law", "Event"} and token.text[0].isupper():
                    return inner
            if kind == "Strategy" and end - start > 1:
                return kind
        if label in {"", "ORG", "PERSON", "GPE", "NORP"} and any(ch.isdigit() for ch in doc[start:end].text):
            return "Product"
        if len(words) > 1 and (self._people.is_person(words) or not SON_OF.isdisjoint(words[1:-1])):
            return "Person"
        return "Company" if label == "PERSON" and len(words) > 1 else RECOGNISED.get(label, "")
