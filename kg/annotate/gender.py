"""Who is "he", "she" or "it" in a document, as its titles and pronouns tell."""

from __future__ import annotations

from spacy.tokens import Span

__all__ = ["Genders", "gender_of"]

_FEMALE = {"she", "her", "hers", "herself"}
_MALE = {"he", "him", "his", "himself"}
_NEUTER = {"it", "its", "itself"}
_TITLES = {
    **dict.fromkeys(["mr", "mr.", "sir", "lord", "king", "prince", "chairman", "spokesman", "businessman"], "he"),
    **dict.fromkeys(["ms", "ms.", "mrs", "mrs.", "lady", "queen", "princess", "chairwoman", "spokeswoman"], "she"),
}


def gender_of(pronoun: str) -> str | None:
    """Return "he", "she" or "it" for a pronoun in lower case; None for a word that tells no gender.

    >>> gender_of("her"), gender_of("they")
    ('she', None)
    """
    for words, gender in ((_NEUTER, "it"), (_MALE, "he"), (_FEMALE, "she")):
        if pronoun in words:
            return gender
    return None


class Genders:
    """Genders by identity of a name, as in `kg.annotate.mentions`: the first that the text tells counts."""

    def __init__(self, spans: list[Span]) -> None:
        self._told: dict[str, str] = {}
        for span in spans:
            if span.start and (gender := _TITLES.get(span.doc[span.start - 1].lower_)):
                self._told[span.kb_id_ or span.id_ or span.text] = gender

    def learn(self, identity: str, gender: str) -> None:
        """Keep that the text used a pronoun of this gender."""
        self._told.setdefault(identity, gender)

    def allow(self, identity: str, gender: str) -> bool:
        """Return True unless the text has told another gender."""
        return self._told.get(identity, gender) == gender
