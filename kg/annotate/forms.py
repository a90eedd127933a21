"""Finds names in a Doc: by exact case ("US", "Apple") or in any ("artificial intelligence").

A gazetteer may hold hundreds of thousands of names, of which an article has a few. A name becomes a pattern of spaCy's
PhraseMatcher when a text first has the word that it begins with: tokenizing them all at the start took a minute.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

__all__ = ["FormMatcher"]

_WORD = re.compile(r"\w+")
_EXACT, _LOWER, _NEVER = range(3)


class FormMatcher:
    """Yields where names stand in a Doc."""

    def __init__(
        self,
        nlp: Language,
        names: Iterable[tuple[str, str, bool]],
        never: Mapping[str, Iterable[str]] = MappingProxyType({}),
    ) -> None:
        """`names` are those of `Gazetteer.names`: name, key, and whether case counts; `never` its names by key."""
        self._make_doc = nlp.make_doc
        self._matchers = tuple(PhraseMatcher(nlp.vocab, attr=attr) for attr in ("ORTH", "LOWER", "ORTH"))
        self._waiting: defaultdict[str, list[tuple[int, str, str]]] = defaultdict(list)
        """Names that are no patterns yet, by first word in lower case: matcher, key, name."""
        for name, key, exact in names:
            self._await(_EXACT if exact else _LOWER, key, name)
        for key, excluded in never.items():
            for name in excluded:
                self._await(_NEVER, key, name)

    def _await(self, matcher: int, key: str, name: str) -> None:
        first = _WORD.search(name)
        if first:
            self._waiting[first[0].lower()].append((matcher, key, name))

    def __call__(self, doc: Doc) -> Iterator[tuple[int, int, str]]:
        """Yield first token, past-the-end token and key of each name, the exact ones first.

        What stands within a name that is never the entity's is left out: "Apple" in "Apple Daily".
        """
        self._add_patterns(doc)
        strings = doc.vocab.strings
        never = [(start, end, key) for key, start, end in self._matchers[_NEVER](doc)]
        for matcher in self._matchers[:_NEVER]:
            for key, start, end in matcher(doc):
                if not any(key == other and first <= start and end <= past for first, past, other in never):
                    yield start, end, strings[key]

    def _add_patterns(self, doc: Doc) -> None:
        # Words of the text and words of its tokens: the tokenizer cuts within some, "5nm" into "5" and "nm".
        words = {word.lower() for text in (doc.text, *{token.text for token in doc}) for word in _WORD.findall(text)}
        for word in words & self._waiting.keys():
            for matcher, key, name in self._waiting.pop(word):
                forms = {name, name.replace("'", "’")}
                self._matchers[matcher].add(key, [self._make_doc(form) for form in forms])
