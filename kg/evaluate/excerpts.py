"""The sentence around a stretch of text, to show an error in."""

from __future__ import annotations

__all__ = ["in_sentence"]

_ENDS = (". ", "? ", "! ", "\n")


def in_sentence(text: str, start: int, end: int) -> str:
    """Return the sentence around the characters from `start` to `end`, with these in brackets.

    >>> in_sentence("It rained. Huawei grew. It fell.", 11, 17)
    '[Huawei] grew.'
    """
    first = max(at + len(mark) if (at := text.rfind(mark, 0, start)) >= 0 else 0 for mark in _ENDS)
    ends = [at + 1 for mark in _ENDS if (at := text.find(mark, end)) >= 0]
    return f"{text[first:start]}[{text[start:end]}]{text[end : min(ends, default=len(text))]}"
