"""The database under rdflib."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from oxrdflib import OxigraphStore
from rdflib.query import Result
from rdflib.term import Identifier

from kg.store.tokens import names_graphs

__all__ = ["UNION", "UnionStore"]

UNION = "__UNION__"
"""What rdflib calls the graph of a query that is about all graphs."""


class UnionStore(OxigraphStore):
    """An Oxigraph database in which a query is about all graphs, or about those that its FROM names."""

    def query(
        self,
        query: Any,
        initNs: Mapping[str, Any],  # noqa: N803
        initBindings: Mapping[str, Identifier],  # noqa: N803
        queryGraph: str,  # noqa: N803
        **kwargs: object,
    ) -> Result:
        """Return what the query finds."""
        if queryGraph == UNION and isinstance(query, str) and names_graphs(query):
            queryGraph = ""  # noqa: N806 - the union would take the place of FROM
        return super().query(query, initNs, initBindings, queryGraph, **kwargs)
