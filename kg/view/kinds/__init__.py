"""The views, one a module: each chooses statements, places them, and says what it found."""

from __future__ import annotations

__all__: list[str] = []
