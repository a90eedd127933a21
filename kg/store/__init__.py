"""The graph on disk: how claims become RDF, and the database that holds it."""

from __future__ import annotations

from kg.store.base import Source, Store
from kg.store.entities import Reading, claim_counts, entity_names, kinds, label, labels, names_of, readings, same_as
from kg.store.local import LocalStore
from kg.store.lock import Lock
from kg.store.opening import open_store

__all__ = [
    "LocalStore",
    "Lock",
    "Reading",
    "Source",
    "Store",
    "claim_counts",
    "entity_names",
    "kinds",
    "label",
    "labels",
    "names_of",
    "open_store",
    "readings",
    "same_as",
]
