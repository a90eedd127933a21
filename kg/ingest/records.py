"""What readers hand over: the text of an article with its metadata as found, or why there is none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

__all__ = ["Kind", "Record", "Skip"]

Kind = Literal["error", "duplicate", "language", "format", "notice"]


@dataclass(frozen=True, slots=True)
class Skip:
    """An article, line or file that was left out, or something about an article that was."""

    where: str
    """The path as it was given or found, with ":line" for a line of a file; "-" is standard input."""
    reason: str
    """What is wrong and what to do about it."""
    kind: Kind = "error"
    """"error": it should have been read. "duplicate", "language", "format": rightly left out.
    "notice": the article was read, but a field of it was not."""

    @property
    def failed(self) -> bool:
        """True if the run should end with status 1 for it."""
        return self.kind == "error"


@dataclass(frozen=True, slots=True)
class Record:
    """An article as its format gives it; `kg.ingest.documents` judges the fields."""

    where: str
    text: str
    fields: Mapping[str, object]
    """Metadata by name: title, published or date, source or publisher, url, id, lang."""
    file_date: date | None = None
    """The day that the name of the article's own file begins with; counts if no field gives one."""
