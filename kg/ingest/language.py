"""Tells articles in another language from English ones."""

from __future__ import annotations

from functools import cache
from typing import Any

__all__ = ["foreign_language", "is_english"]

# The languages of the press that covers this field. With all 140 that the model knows, English lines
# full of company names come out as Latin, Maltese or Faroese.
# fmt: off
_LANGUAGES = [
    "en", "zh", "ja", "ko", "de", "fr", "es", "it", "pt", "nl", "ru", "uk", "pl", "cs", "sv", "da",
    "no", "fi", "hu", "ro", "el", "tr", "ar", "fa", "he", "hi", "bn", "ur", "id", "ms", "vi", "th",
]
# fmt: on
_LEAST_LETTERS = 40
_SAMPLE = 4000  # characters; enough, and the time does not grow with the article
_SURE = 0.5


def is_english(code: str) -> bool:
    """Return whether a language code, such as "en-GB", names English.

    >>> is_english("en_US"), is_english("de")
    (True, False)
    """
    return code.lower().replace("_", "-").partition("-")[0] in {"en", "eng", "english"}


def foreign_language(text: str) -> str | None:
    """Return the ISO 639-1 code of the language of a text if it is surely not English, else None.

    Judged by the first 4000 characters; a text of fewer than 40 letters is not judged.
    """
    sample = text[:_SAMPLE]
    if sum(map(str.isalpha, sample)) < _LEAST_LETTERS:
        return None
    code, probability = _identifier().classify(sample)
    return str(code) if code != "en" and probability >= _SURE else None


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(_LANGUAGES)
    return identifier
