"""Reads articles: files, folders and standard input become documents, one at a time."""

from __future__ import annotations

from kg.ingest.reader import count, read
from kg.ingest.records import Skip

__all__ = ["Skip", "count", "read"]
