"""What every analysis returns: a result that says by which method it was found, and from which sentences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any, ClassVar

from kg.analyse.chart import Chart
from kg.analyse.cited import Cited

__all__ = ["SENTENCES", "Finding", "source_cells"]

SENTENCES = 3
"""Sentences that JSON has for each result, unless more are asked for."""


class Finding:
    """Base of the results, which are frozen dataclasses. Their fields that are tuples list what was found.

    A field called `claims`, of a result or of what it lists, holds the claims behind it.
    """

    __slots__ = ()

    title: ClassVar[str]
    question: ClassVar[str]
    """What it answers, as an analyst would ask."""
    method: ClassVar[str]
    citation: ClassVar[str]
    header: ClassVar[tuple[str, ...]]
    """Names of the columns of `rows`; the last ones may be those of `source_cells`."""
    projection: str
    """What was analysed."""
    latest: ClassVar[bool] = False
    """Whether what it lists goes along time, so that the last of it counts most."""

    def summary(self) -> str:
        """Return the finding in a sentence."""
        raise NotImplementedError

    def rows(self, top: int | None = None) -> list[tuple[str, ...]]:
        """Return the first `top` as the cells of a table."""
        raise NotImplementedError

    def chart(self, top: int | None = None) -> Chart | None:
        """Return a drawing of the first `top`; None if there is nothing to draw."""
        raise NotImplementedError

    def as_json(self, top: int | None = None, *, sentences: int = SENTENCES) -> dict[str, Any]:
        """Return the first `top` of what was found with how, and so many sentences for each."""
        said = {"question": self.question, "method": self.method, "citation": self.citation, "summary": self.summary()}
        for field in fields(self):  # type: ignore[arg-type]
            if field.name in said or field.name == "header":
                continue
            value = getattr(self, field.name)
            said[field.name] = _plain(self.cut(value, top) if isinstance(value, tuple) else value, sentences)
        return said

    def cut(self, listed: tuple[Any, ...], top: int | None) -> tuple[Any, ...]:
        """Return the first `top` of what is listed, or the last if it goes along time."""
        if top is None:
            return listed
        return listed[max(len(listed) - top, 0) :] if self.latest else listed[:top]


def _plain(value: Any, sentences: int) -> Any:
    """Return the value in the types of JSON; of claims the first few, with the number of all."""
    if isinstance(value, Cited):
        return value.as_json()
    if is_dataclass(value) and not isinstance(value, type):
        found: dict[str, Any] = {}
        for field in fields(value):
            part = getattr(value, field.name)
            if field.name == "claims":
                found["claims"] = len(part)
                found["evidence"] = [cited.as_json() for cited in part[:sentences]]
            else:
                found[field.name] = _plain(part, sentences)
        return found
    if isinstance(value, Mapping):
        return {str(key): _plain(part, sentences) for key, part in value.items()}
    if isinstance(value, (tuple, list)):
        return [_plain(part, sentences) for part in value]
    return value.isoformat() if isinstance(value, date) else value


def source_cells(claims: tuple[Cited, ...]) -> tuple[str, str, str]:
    """Return the sentence to read first, its publisher and the title of its article, for the columns of these names."""
    if not claims:
        return "", "", ""
    first = claims[0]
    return first.claim.evidence.quote, first.document.source or "", first.document.title or first.document.id
