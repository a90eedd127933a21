"""Full-text search: which entities and which claims some words are about, the best first."""

from __future__ import annotations

from kg.search.hits import ClaimHit, EntityHit, Hit, search

__all__ = ["ClaimHit", "EntityHit", "Hit", "search"]
