"""Full-text search: which entities and which claims some words are about, the best first."""

from __future__ import annotations

from kg.search.hits import ClaimHit, EntityHit, Hit, search
from kg.search.index import open_index

__all__ = ["ClaimHit", "EntityHit", "Hit", "open_index", "search"]
