"""The database as rdflib sees it: to be read, and changed by `LocalStore` alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NoReturn

import pyoxigraph as ox
import rdflib
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID
from rdflib.namespace import XSD
from rdflib.query import Result
from rdflib.term import Identifier, Literal, URIRef

from kg.errors import QueryError, StoreError
from kg.ids import DEFAULT_BASE
from kg.query.apart import apart
from kg.query.binding import bind
from kg.query.guard import guard
from kg.query.run import check_syntax
from kg.store.rdflib_store import UnionStore

__all__ = ["ReadOnlyStore"]


class ReadOnlyStore(UnionStore):
    """An Oxigraph database under rdflib that refuses to be changed.

    A claim stands in several triples that belong together, and rdflib would write one at a time.
    """

    def __init__(self, database: ox.Store, *, base: str = DEFAULT_BASE) -> None:
        super().__init__(store=database)
        self.base = base

    @property
    def _inner(self) -> ox.Store:
        if self._store is None:
            raise StoreError("the graph is closed: open it again with kg.open")
        return self._store

    def query(
        self,
        query: Any,
        initNs: Mapping[str, Any],  # noqa: N803
        initBindings: Mapping[str, Identifier],  # noqa: N803
        queryGraph: str,  # noqa: N803
        **kwargs: object,
    ) -> Result:
        """Return what the query finds.

        Unlike in pyoxigraph's substitutions, the values of `initBindings` hold wherever the variable stands, in filters
        too. Raises QueryError if one of them is a blank node or of a variable that the query does not have, if the
        query is malformed, with line and column, or if it reaches beyond the store (`kg.query.guard`).
        """
        return apart(lambda: self._find(query, initNs, initBindings, queryGraph, **kwargs))

    def _find(
        self,
        query: Any,
        spaces: Mapping[str, Any],
        bindings: Mapping[str, Identifier],
        graph: str,
        **kwargs: object,
    ) -> Result:
        if isinstance(query, str):
            guard(query, base=self.base)
            check_syntax(query, {**self._namespace_for_prefix, **{name: str(space) for name, space in spaces.items()}})
        if isinstance(query, str) and bindings:
            query = bind(query, {str(name): _term(name, value) for name, value in bindings.items()})
        result = super().query(query, spaces, {}, graph, **kwargs)
        if result.type == "SELECT":
            result.bindings = [{name: _plain(value) for name, value in row.items()} for row in result.bindings]
        elif result.graph is not None:
            found, result.graph = result.graph, rdflib.Graph()
            for subject, predicate, value in found:
                result.graph.add((subject, predicate, _plain(value)))
        return result

    def triples(self, triple_pattern: Any, context: rdflib.Graph | None = None) -> Iterator[Any]:
        """Yield the triples that fit the pattern, each with an iterator of the one graph that it was found in."""
        for triple, graphs in super().triples(triple_pattern, context):
            subject, predicate, value = triple
            yield (subject, predicate, _plain(value)), graphs

    def add_graph(self, graph: rdflib.Graph) -> None:
        """Do nothing for a graph that there is, as rdflib calls this for each that it lists; refuse to add one."""
        name = graph.identifier
        if name != DATASET_DEFAULT_GRAPH_ID and not self._inner.contains_named_graph(ox.NamedNode(str(name))):
            self._refuse()

    def close(self, commit_pending_transaction: bool = False) -> None:
        """Let go of the database. Does nothing the second time."""
        self._store = None

    def _refuse(self, *_: object, **__: object) -> NoReturn:
        raise StoreError(
            "the graph is open for reading: change a copy, rdflib.Dataset().addN(graph.quads()), or use kg.build"
        )

    add = addN = remove = update = remove_graph = destroy = _refuse  # noqa: N815


def _plain(term: Any) -> Any:
    """Return a string as rdflib writes it: without the datatype, with which it would be another literal there."""
    return Literal(str(term)) if isinstance(term, Literal) and term.datatype == XSD.string else term


def _term(name: str, value: Identifier) -> ox.NamedNode | ox.Literal:
    if isinstance(value, URIRef):
        return ox.NamedNode(str(value))
    if isinstance(value, Literal):
        kind = ox.NamedNode(str(value.datatype)) if value.datatype else None
        return ox.Literal(str(value), datatype=kind, language=value.language)
    raise QueryError(f"?{name}: {value!r} is neither an IRI nor a literal: bind it to one of these")
