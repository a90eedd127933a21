"""A knowledge graph of geopolitical tech rivalry: articles in, typed and sourced claims out.

    kg.build("articles", store="kg-store")      # articles into a graph
    with kg.open("kg-store") as graph: ...      # a kg.Graph, which is an rdflib.Dataset
    kg.read("China banned chips from Micron.")  # the claims of a text

These are loaded when they are first asked for: `import kg` alone loads nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.api import Graph, build, open, read

__version__ = "0.1.0"

__all__ = ["Graph", "__version__", "build", "open", "read"]


def __getattr__(name: str) -> object:
    """Return what `kg.api` offers under this name."""
    if name in __all__:
        from kg import api

        return getattr(api, name)
    raise AttributeError(f"module 'kg' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
