"""The graph as a web site on one's own machine: pages to read it, and an endpoint of the SPARQL 1.1 Protocol.

    browser, SPARQL client -> Shield -> pages, /sparql -> Window: a snapshot of the store, and Oxigraph servers over it

What can be asked freely goes to one of a few Oxigraph servers, child processes that answer one query at a time, within
limits of time, memory and rows, and are killed when they overrun. Pages read the snapshot directly. A new snapshot
takes the place of the old when the store has changed.
"""

from __future__ import annotations

from kg.serve.options import ServeOptions
from kg.serve.running import run

__all__ = ["ServeOptions", "run"]
