"""Capital letters that say nothing: at the beginning of a sentence, in headings, in capitals throughout.

There, a word that the rest of the text has in lower case is that word, and no name (A. Mikheev 1999, "A Knowledge-free
Method for Capitalized Word Disambiguation", ACL). Nor is a name what a transcript has in brackets by itself:
"(Laughter.)".
"""

from __future__ import annotations

from spacy.tokens import Doc, Span, Token

__all__ = ["Casing"]

_OPENING = frozenset({":", "“", '"', "``", "‘", "(", "-", "–", "—", "•", "*", "/", ";"})
"""What a capital letter may follow as it does the end of a sentence."""
_HEADING = 0.6
"""Share of capitalised words from which a line without a full stop is a heading."""
_LEAST_WORDS = 3
"""Words of a line below which that share tells nothing."""


class Casing:
    """Where one text has capital letters that it must have, and which words it has without them."""

    def __init__(self, doc: Doc) -> None:
        self._doc = doc
        self._lower = {token.text for token in doc if token.is_lower and token.is_alpha}
        self._headings = _headings(doc)
        self._sure = {token.text for token in doc if token.text[0].isupper() and not self._must(token)}

    def is_no_name(self, span: Span) -> bool:
        """Return True for an unknown name whose capital letters say nothing, and which the text has without them."""
        if self._is_stage_direction(span) or self._is_dignified(span):
            return True
        words = [token for token in span if token.is_alpha]
        return bool(words) and all(
            self._must(token) and token.lower_ in self._lower and token.text not in self._sure for token in words
        )

    def _is_dignified(self, span: Span) -> bool:
        """Return True for a single word that the text has without the capital too: "the Budget ... this budget"."""
        return len(span) == 1 and span[0].is_title and span[0].lower_ in self._lower

    def _must(self, token: Token) -> bool:
        """Return True if any word would have a capital letter there."""
        if token.is_sent_start or token.i in self._headings:
            return True
        before = token.nbor(-1)
        return before.text in _OPENING or before.is_space

    def _is_stage_direction(self, span: Span) -> bool:
        """Return True for "(Laughter.)"."""
        doc = self._doc
        return (
            span.start > 0
            and span.end + 1 < len(doc)
            and doc[span.start - 1].text == "("
            and doc[span.end].text == "."
            and doc[span.end + 1].text == ")"
        )


def _headings(doc: Doc) -> set[int]:
    """Return the tokens of headings: lines without full stop with mostly capitals, and whatever is all in capitals."""
    found: set[int] = set()
    line: list[Token] = []
    for token in (*doc, None):
        if token is not None and "\n" not in token.text:
            line.append(token)
            continue
        words = [each for each in line if each.is_alpha and len(each) > 3]
        capital = sum(each.text[0].isupper() for each in words)
        ends = bool(line) and line[-1].text in {".", "!", "?", ";", ",", '"', "”"}
        if len(words) >= _LEAST_WORDS and not ends and capital >= _HEADING * len(words):
            found.update(each.i for each in line)
        found.update(_shouted(line))
        line = []
    return found


def _shouted(line: list[Token]) -> set[int]:
    """Return the tokens of runs of three words or more in capitals throughout."""
    found: set[int] = set()
    run: list[Token] = []
    for token in (*line, None):
        if token is not None and (token.is_upper or not token.is_alpha):
            run.append(token)
            continue
        if sum(each.is_alpha and len(each) > 1 for each in run) >= _LEAST_WORDS:
            found.update(each.i for each in run)
        run = []
    return found
