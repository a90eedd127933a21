"""What people type into a search box, as a query of FTS5 that is never malformed."""

from __future__ import annotations

import re
import unicodedata

from kg.errors import QueryError

__all__ = ["fold", "match_expression"]

_MOST = 64
"""Words and phrases of one search; FTS5 gives up on a few hundred."""

_PART = re.compile(r'"(?P<phrase>[^"]*)"?(?P<star>\*)?|(?P<word>[^\s"]+)')


def match_expression(words: str) -> str:
    """Return the FTS5 expression that finds the texts with all of these words, in any order.

    Words in double quotes are a phrase, and `*` at the end of a word or phrase stands for any ending; everything else
    that means something in FTS5 is quoted. Raises QueryError if there is no word, or if there are more than 64.

    >>> match_expression('huawei "export controls" semi* AND NEAR( -x')
    '"huawei" "export controls" "semi"* "AND" "NEAR(" "-x"'
    """
    parts = []
    for part in _PART.finditer(_printable(words)):
        text = part["word"] if part["phrase"] is None else part["phrase"]
        star = "*" if part["star"] or (part["word"] and text.endswith("*")) else ""
        if any(letter.isalnum() for letter in text):
            parts.append(f'"{text.rstrip("*").strip()}"{star}')
    if not parts:
        raise QueryError("there is no word to search for: give one, such as: kg search export controls")
    if len(parts) > _MOST:
        raise QueryError(f"{len(parts)} words are too many to search for at once: give {_MOST} or fewer")
    return " ".join(parts)


def fold(text: str) -> str:
    """Return the text without case and diacritics, as names are compared.

    >>> fold("Società  Générale")
    'societa generale'
    """
    plain = unicodedata.normalize("NFKD", text).casefold()
    return " ".join("".join(letter for letter in plain if not unicodedata.combining(letter)).split())


def _printable(text: str) -> str:
    """Return the text without what SQLite cannot take: NUL ends a string, and lone surrogates are no UTF-8."""
    return "".join(" " if unicodedata.category(letter) in {"Cc", "Cs"} else letter for letter in text)
