"""Entries as files give them, before anything is checked; and the mistakes that are found in them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum
from pathlib import Path
from typing import Any

from kg.errors import OntologyError

__all__ = ["FIELDS", "REFERENCES", "Entry", "Mistakes", "Rank"]

REFERENCES = ("parent", "maker", "broader")
"""Fields that hold the key of another entry."""

FIELDS = frozenset(
    {"type", "label", "aliases", "not", "shared", "country", "wikipedia", "wikidata", "roles", "case", "topics"}
    | {"code", "demonyms", "capitals", "ministry", *REFERENCES}
)

_SHOWN = 100


class Rank(IntEnum):
    """Whose a name is if several entries claim it: the higher rank's."""

    PACKAGE = 0
    LIST = 1
    """A published list, in the FollowTheMoney format: names that two of its entries share lead to neither."""
    OWN = 2
    """A file of the user's, in YAML or CSV."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entity as a file describes it."""

    key: str
    fields: dict[str, Any]
    file: Path
    line: int
    rank: Rank = Rank.PACKAGE


@dataclass(slots=True)
class Mistakes:
    """What is wrong in the files, to be reported all at once."""

    found: list[tuple[str, int, str]] = field(default_factory=list)
    """File, line, and the sentence that says what is wrong and how to put it right."""

    def add(self, entry: Entry, what: str, remedy: str) -> None:
        """Note a mistake of the entry."""
        self.add_at(entry.file, entry.line, f"entry {entry.key!r} {what}: {remedy}")

    def add_at(self, file: Path, line: int, sentence: str) -> None:
        """Note a mistake that belongs to no entry; line 0 is the file as a whole."""
        self.found.append((str(file), line, sentence))

    def stop(self) -> None:
        """Raise OntologyError with one line a mistake, in the order of the files, if there is any."""
        if not self.found:
            return
        found = dict.fromkeys(sorted(self.found))
        lines = [f"{file}:{line}: {text}" if line else f"{file}: {text}" for file, line, text in found]
        if len(lines) > _SHOWN:
            lines = [*lines[:_SHOWN], f"and {len(lines) - _SHOWN:,} more mistakes"]
        raise OntologyError("\n".join(lines))
