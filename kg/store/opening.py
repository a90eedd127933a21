"""Opens a store by what names it: a directory, or the address of a SPARQL server."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from kg.model import Entity
from kg.store.base import Store
from kg.store.local import LocalStore

__all__ = ["open_store"]


def open_store(
    place: Path | str,
    *,
    create: bool = True,
    read_only: bool = False,
    entities: Mapping[str, Entity] | None = None,
) -> Store:
    """Return the store in a directory, or at an address that begins with http:// or https://.

    Raises StoreError as `LocalStore` does, and ConfigError as `RemoteStore` does.
    """
    if isinstance(place, str) and place.startswith(("http://", "https://")):
        from kg.store.remote import RemoteStore

        return RemoteStore(place, create=create, read_only=read_only, entities=entities)
    return LocalStore(place, create=create, read_only=read_only, entities=entities)
