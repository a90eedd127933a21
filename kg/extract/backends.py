"""What an extractor is, and how others register: the entry point group `kg.extractors`."""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import entry_points
from typing import Protocol, runtime_checkable

from spacy.tokens import Doc

from kg.errors import ConfigError
from kg.model import Claim

__all__ = ["GROUP", "AheadExtractor", "Extractor", "load_extractor"]

GROUP = "kg.extractors"


class Extractor(Protocol):
    """Anything that turns an annotated Doc into claims whose evidence is verbatim."""

    @property
    def version(self) -> str:
        """Name and version, such as "rules/0.1.0"; a new one makes documents be read again."""

    def __call__(self, doc: Doc) -> list[Claim]:
        """Return the claims that the Doc makes; `doc.user_data["document"]` is the Document.

        Raises ExtractionError if this document cannot be extracted although others may.
        """


@runtime_checkable
class AheadExtractor(Extractor, Protocol):
    """An extractor that waits for something else than the processor, and so begins several documents at once."""

    @property
    def ahead(self) -> int:
        """How many documents to begin before the first must be finished."""

    def begin(self, doc: Doc) -> Callable[[], list[Claim]]:
        """Return at once with a function that waits for what `__call__` gives, and raises what it raises."""

    def report(self) -> list[str]:
        """Return what the run has cost and what was refused, a line each."""

    def close(self) -> None:
        """Give up what was begun and is not finished."""


def load_extractor(name: str = "rules") -> Extractor:
    """Return the extractor registered under the name. Raises ConfigError that lists those there are."""
    found = {point.name: point for point in entry_points(group=GROUP)}
    if name not in found:
        raise ConfigError(f"no extractor {name!r} is installed: choose from {', '.join(sorted(found)) or 'none'}")
    extractor: Extractor = found[name].load()()
    return extractor
