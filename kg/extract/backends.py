"""What an extractor is, and how others register: the entry point group `kg.extractors`."""

from __future__ import annotations

from importlib.metadata import entry_points
from typing import Protocol

from spacy.tokens import Doc

from kg.errors import ConfigError
from kg.model import Claim

__all__ = ["GROUP", "Extractor", "load_extractor"]

GROUP = "kg.extractors"


class Extractor(Protocol):
    """Anything that turns an annotated Doc into claims whose evidence is verbatim."""

    @property
    def version(self) -> str:
        """Name and version, such as "rules/0.1.0"; a new one makes documents be read again."""

    def __call__(self, doc: Doc) -> list[Claim]:
        """Return the claims that the Doc makes; `doc.user_data["document"]` is the Document."""


def load_extractor(name: str = "rules") -> Extractor:
    """Return the extractor registered under the name. Raises ConfigError that lists those there are."""
    found = {point.name: point for point in entry_points(group=GROUP)}
    if name not in found:
        raise ConfigError(f"no extractor {name!r} is installed: choose from {', '.join(sorted(found)) or 'none'}")
    extractor: Extractor = found[name].load()()
    return extractor
