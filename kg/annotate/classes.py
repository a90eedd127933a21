"""The class of an unknown name, from its own words and from what the recogniser takes it for."""

from __future__ import annotations

from spacy.tokens import Doc

from kg.labels import company_endings, is_legal_form
from kg.nouns import Nouns

__all__ = ["RECOGNISED", "class_of"]

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


def class_of(doc: Doc, start: int, end: int, label: str, nouns: Nouns) -> str:
    """Return the class that the last word of the name gives ("... University"), else the label's."""
    last = doc[end - 1].lower_
    if end - start > 1 and (is_legal_form(last) or last in company_endings()):
        return "Company"
    if label == "PERSON" and end - start > 1:
        return "Person"
    if end - start > 1 or label in {"ORG", ""}:
        kind = nouns.classify([last])
        if kind in _BODIES:
            return kind
        for token in doc[start:end]:
            kind = nouns.classify([token.lower_])
            if kind in _BODIES and token.text[0].isupper():
                return kind
    if label in {"", "ORG", "PERSON", "GPE", "NORP"} and any(ch.isdigit() for ch in doc[start:end].text):
        return "Product"
    return RECOGNISED.get(label, "")
