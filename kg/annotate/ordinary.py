"""Names that are words of the dictionary: "Border", "Health Imperative", "Horizon", unlike "Lumeris" or "SiCarrier".

Of what only its capital letters tell, such a name is the one that is most often none.
"""

from __future__ import annotations

from collections.abc import Iterable

from spacy.language import Language

from kg.labels import company_endings, is_legal_form

__all__ = ["OrdinaryWords"]

_ENDINGS = (("ies", "y"), ("es", ""), ("s", ""))


class OrdinaryWords:
    """The words that the lemmatiser of the pipeline knows; none if it has no such list."""

    def __init__(self, nlp: Language) -> None:
        self._words: set[str] = set()
        lookups = nlp.get_pipe("lemmatizer").lookups if nlp.has_pipe("lemmatizer") else None  # type: ignore[attr-defined]
        if lookups is not None and lookups.has_table("lemma_index"):
            for words in lookups.get_table("lemma_index").values():
                self._words.update(words)

    def are(self, words: Iterable[str]) -> bool:
        """Return True if all words of a name stand in the dictionary, and its last is none that firms are called by."""
        written = list(words)
        if any((len(word) > 1 and word.isupper()) or not word[0].isalpha() for word in written):
            return False  # acronyms and numbers
        plain = [word.lower() for word in written]
        if not plain or plain[-1] in company_endings() or is_legal_form(plain[-1]):
            return False
        return all(self._is_known(word) for word in plain)

    def _is_known(self, word: str) -> bool:
        return word in self._words or any(
            word.endswith(ending) and word.removesuffix(ending) + instead in self._words for ending, instead in _ENDINGS
        )
