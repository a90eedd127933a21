"""The class of an unknown name, from its own words and from what the recogniser takes it for."""

from __future__ import annotations

from spacy.tokens import Doc, Token
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


_ACTING = frozenset({"nsubj", "nsubjpass", "dobj", "dative", "pobj", "conj", "appos", "ROOT"})
_HEADS = {"office": "GovernmentBody", "center": "ResearchOrganization", "centre": "ResearchOrganization"}
"""Words that head the names of bodies and are no such thing by themselves."""


class Classes:
    """Guesses the class of unknown names."""

    def __init__(self, vocab: Vocab, known: Gazetteer) -> None:
        self._nouns = nouns.load()
        self._known = known
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
        if label in {"GPE", "LOC", "FAC"} and self._is_firm_of_place(doc, start, end):
            return "Company"
        return "Company" if label == "PERSON" and len(words) > 1 else RECOGNISED.get(label, "")

    def _is_firm_of_place(self, doc: Doc, start: int, end: int) -> bool:
        """Return True for what the recogniser takes for a place and the text for somebody of one: "Boulder's Foro"."""
        root = doc[start:end].root
        if end + 1 < len(doc) and doc[end].lower_ == "of" and doc[end].head == root and self._is_place(doc[end + 1]):
            return self._nouns.classify([doc[end - 1].lower_]) is None and root.dep_ in _ACTING
        if start < 2 or doc[start - 1].tag_ != "POS" or not self._is_place(doc[start - 2]):
            return False
        first = root.conjuncts[0] if root.dep_ == "conj" and root.conjuncts else root
        if first.ent_type_ in {"ORG", "PERSON"} or root.dep_ == "nsubj":
            return True
        owner = self._known.entities.get(self._known.lookup(doc[start - 2].text) or "")
        town = owner is None or owner.type == "Place" or doc[start - 2].lower_ in self._known.capitals
        return first.dep_ in {"pobj", "dobj", "appos"} and (
            first.head.lower_ in {"by", "to", "with"} or (town and first.head.lower_ not in {"in", "at", "near"})
        )

    def _is_place(self, token: Token) -> bool:
        entity = self._known.entities.get(self._known.lookup(token.text) or "")
        return token.ent_type_ == "GPE" if entity is None else entity.type in {"Country", "Place"}
