"""What `kg serve` can be told."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

__all__ = ["ServeOptions"]


@dataclass(frozen=True, slots=True)
class ServeOptions:
    """How a store is served; the defaults are for one's own machine."""

    store: Path
    host: str = "127.0.0.1"
    port: int = 8765
    """0 takes any free one."""
    time_limit: float = 15.0
    """Seconds that a query may take, and that it may stand in line."""
    max_rows: int = 10_000
    """Rows, or triples, of an answer."""
    memory_limit: int = 1024
    """MB that a query may take."""
    workers: int = 4
    """Queries that are answered at once."""
    waiting: int = 500
    """Queries that may stand in line."""
    allow_origin: tuple[str, ...] = ()
    """Origins whose pages may read the answers; "*" is all."""
    allow_host: tuple[str, ...] = ()
    """Names, besides the usual ones, under which the server may be addressed."""
