"""The graph on disk: how claims become RDF, and the database that holds it."""

from __future__ import annotations

from kg.store.entities import claim_counts, entity_names, kinds, label, labels, names_of, same_as
from kg.store.local import LocalStore, Source

__all__ = [
    "LocalStore",
    "Source",
    "claim_counts",
    "entity_names",
    "kinds",
    "label",
    "labels",
    "names_of",
    "same_as",
]
