"""The graph on disk: how claims become RDF, and the database that holds it."""

from __future__ import annotations

from kg.store.export import ExportFormat, export
from kg.store.local import LocalStore, Source

__all__ = ["ExportFormat", "LocalStore", "Source", "export"]
