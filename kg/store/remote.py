"""A store on a server: any that speaks the SPARQL 1.1 Protocol and, if it does, the Graph Store Protocol.

    http://127.0.0.1:7878/query     KG_STORE_QUERY_URL    https://www.w3.org/TR/sparql11-protocol/
    http://127.0.0.1:7878/update    KG_STORE_UPDATE_URL
    http://127.0.0.1:7878/store     KG_STORE_DATA_URL     https://www.w3.org/TR/sparql11-http-rdf-update/

Each change is one request, which the server carries out wholly or not at all. All of them may be carried out twice, as
they name the quads that go and come; several processes that write at the same time are not kept apart. A graph of its
own, `graph:store`, marks the data as a store of ours, and graphs whose names begin with it hold the records.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import IO, TYPE_CHECKING, Any, cast
from urllib.parse import urlencode

import pyoxigraph as ox

from kg.config import settings
from kg.errors import ConfigError, QueryError, StoreError
from kg.model import Entity
from kg.store.base import Found, Store, Subject, Value
from kg.store.http import Client, Credentials, endpoint
from kg.store.local import FORMAT
from kg.store.terms import OWL, RDF, graph_iri, node, prefixes
from kg.store.tokens import names_graphs
from kg.store.update import update_request

if TYPE_CHECKING:
    import rdflib

__all__ = ["RemoteStore"]

_JSON = "application/sparql-results+json"
_TRIPLES = "application/n-triples"
_BATCH = 50
"""Graphs that are asked for at a time."""
_UNIONS: tuple[dict[str, str], ...] = (
    {},
    {"union-default-graph": ""},  # Oxigraph
    {"default-graph-uri": "urn:x-arq:UnionGraph"},  # Apache Jena Fuseki
)
"""What asks a server to search the union of all graphs, where it does not do so anyway."""


class RemoteStore(Store):
    """The graph on a SPARQL server. Use it in a `with` statement, or call `close` when done."""

    def __init__(
        self,
        address: str,
        *,
        create: bool = True,
        read_only: bool = False,
        entities: Mapping[str, Entity] | None = None,
    ) -> None:
        """Open the store at an address such as http://127.0.0.1:7878, or make one if the server is empty.

        `create`, `read_only` and `entities` are those of `LocalStore`. Credentials are those of the environment:
        KG_STORE_USER and KG_STORE_PASSWORD, or KG_STORE_TOKEN. Raises StoreError if the server cannot be reached,
        holds something else or a store of a newer version, or cannot search the union of all graphs; ConfigError if
        the address or the credentials are malformed.
        """
        self.name = endpoint(address).rstrip("/")
        self.base = settings().base_iri
        self.read_only = read_only
        self._query, self._update, self._data = (
            endpoint(os.environ.get(f"KG_STORE_{kind}_URL") or f"{self.name}/{path}")
            for kind, path in (("QUERY", "query"), ("UPDATE", "update"), ("DATA", "store"))
        )
        self._has_data = True
        self._union: dict[str, str] = {}
        self._client = Client(self.name, Credentials.from_environment(), timeout=_timeout())
        try:
            self._prepare(create=create and not read_only)
            if not read_only:
                self._refresh(entities)
                self._mark()
            self._read_merges()
        except BaseException:
            self._client.close()
            raise

    def _prepare(self, *, create: bool) -> None:
        """Check that the data on the server is a store of ours, or make it one."""
        graph = ox.NamedNode(graph_iri("store", self.base))
        mark = node(f"{OWL}versionInfo")
        found = [
            row["version"] for row in self._table(f"SELECT ?version {{ GRAPH {graph} {{ {graph} {mark} ?version }} }}")
        ]
        written = max((int(version.value) for version in found), default=FORMAT)
        if not found:
            self._create(graph, ox.Quad(graph, mark, ox.Literal(FORMAT), graph), create=create)
        elif written < FORMAT and self.read_only:
            raise StoreError(
                f"{self.name}: the store has format {written}: bring it up to format {FORMAT} with a command that "
                "writes, such as `kg build`"
            )
        elif written > FORMAT:
            raise StoreError(
                f"{self.name}: the store has a format that is newer than {FORMAT}, which this version of kg reads: "
                "install the newer kg that wrote it"
            )
        for union in _UNIONS:
            self._union = union
            if bool(self._answer(f"ASK {{ {graph} {mark} ?version }}")):
                break
        else:
            raise StoreError(
                f"{self.name}: the server searches its default graph alone: make the union of all graphs the default "
                "(Oxigraph: --union-default-graph)"
            )
        # Without the Graph Store Protocol, all goes by queries and updates.
        self._has_data = (
            self._client.ask("GET", self._graph(graph), accept=_TRIPLES, missing=(400, 404, 405, 501))[0] == 200
        )

    def _mark(self) -> None:
        """Say of the store that it is of this format, now that it is up to date."""
        graph = ox.NamedNode(graph_iri("store", self.base))
        mark = ox.Quad(graph, node(f"{OWL}versionInfo"), ox.Literal(FORMAT), graph)
        if not self.has(mark):
            self._write(graph.value, (), [mark], dropped=[graph])

    def _create(self, graph: ox.NamedNode, mark: ox.Quad, *, create: bool) -> None:
        if self._answer("ASK { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"):
            raise StoreError(
                f"{self.name}: the server holds other data, or a store with another KG_BASE_IRI: name an empty data set"
            )
        if not create:
            raise StoreError(f"{self.name}: there is no store: make one with `kg build`, or name another with --store")
        self._has_data = False
        self._write(graph.value, (), [mark])

    def quads(
        self,
        subject: Subject | None = None,
        predicate: ox.NamedNode | None = None,
        value: Value | None = None,
        graph: ox.NamedNode | None = None,
    ) -> Iterator[ox.Quad]:
        """Yield the quads with these terms, in no order; None stands for any. Raises StoreError."""
        if graph is not None and self._has_data and subject is predicate is value is None:
            yield from self._read_graph(graph)
            return
        # A blank node has no name in SPARQL: it is compared here.
        terms = {"s": subject, "p": predicate, "o": value, "g": graph}
        named = {name: term for name, term in terms.items() if term is not None and not isinstance(term, ox.BlankNode)}
        places = {name: str(named.get(name, f"?{name}")) for name in terms}
        free = " ".join(f"?{name}" for name in terms if name not in named) or "(1 AS ?there)"
        own = "" if graph else f' FILTER(!STRSTARTS(STR(?g), "{graph_iri("store", self.base)}"))'
        pattern = f"GRAPH {places['g']} {{ {places['s']} {places['p']} {places['o']} }}"
        for row in self._table(f"SELECT {free} WHERE {{ {pattern}{own} }}"):
            s, p, o, g = (named[name] if name in named else row[name] for name in "spog")
            if all(not isinstance(term, ox.BlankNode) or term == found for term, found in ((subject, s), (value, o))):
                yield ox.Quad(cast(Subject, s), cast(ox.NamedNode, p), o, cast(ox.NamedNode, g))

    def _read_graph(self, graph: ox.NamedNode) -> Iterator[ox.Quad]:
        status, kind, body = self._client.ask("GET", self._graph(graph), accept=_TRIPLES, missing=(404,))
        if status == 200:
            for triple in self._triples(kind, body):
                yield ox.Quad(triple.subject, triple.predicate, triple.object, graph)

    def by_graph(self, graphs: Iterable[ox.NamedNode]) -> Iterator[tuple[ox.NamedNode, Iterable[ox.Quad]]]:
        """Yield each graph with its quads, in the order given; many graphs a request."""
        names_in_order = list(graphs)
        for start in range(0, len(names_in_order), _BATCH):
            batch = names_in_order[start : start + _BATCH]
            found: defaultdict[ox.NamedNode, list[ox.Quad]] = defaultdict(list)
            names = " ".join(map(str, batch))
            for row in self._table(f"SELECT ?s ?p ?o ?g WHERE {{ VALUES ?g {{ {names} }} GRAPH ?g {{ ?s ?p ?o }} }}"):
                graph = cast(ox.NamedNode, row["g"])
                found[graph].append(ox.Quad(cast(Subject, row["s"]), cast(ox.NamedNode, row["p"]), row["o"], graph))
            yield from ((graph, found[graph]) for graph in batch)

    def about(self, subjects: Iterable[ox.NamedNode], predicates: Collection[ox.NamedNode] = ()) -> Iterator[ox.Quad]:
        """Yield the quads with one of these subjects and predicates, in no order; many subjects a request."""
        own = graph_iri("store", self.base)
        only = f"VALUES ?p {{ {' '.join(map(str, predicates))} }} " if predicates else ""
        wanted = list(dict.fromkeys(subjects))
        for start in range(0, len(wanted), _BATCH):
            names = " ".join(map(str, wanted[start : start + _BATCH]))
            pattern = f"VALUES ?s {{ {names} }} {only}GRAPH ?g {{ ?s ?p ?o }}"
            for row in self._table(f"SELECT ?s ?p ?o ?g WHERE {{ {pattern} }}"):
                graph = cast(ox.NamedNode, row["g"])
                if not graph.value.startswith(own):
                    yield ox.Quad(cast(Subject, row["s"]), cast(ox.NamedNode, row["p"]), row["o"], graph)

    def graphs(self) -> list[ox.NamedNode]:
        """Return the names of the graphs that hold something. Raises StoreError."""
        own = graph_iri("store", self.base)
        found = (row["g"] for row in self._table("SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }"))
        return [graph for graph in found if isinstance(graph, ox.NamedNode) and not graph.value.startswith(own)]

    def has(self, *quads: ox.Quad) -> bool:
        """Return whether the store holds all of these quads, whose graphs have names and which have no blank nodes."""
        pattern = " ".join(f"GRAPH {q.graph_name} {{ {q.subject} {q.predicate} {q.object} }}" for q in quads)
        return self._answer(f"ASK {{ {pattern} }}")

    def query(self, sparql: str) -> Found:
        """Return what a query finds in the union of all graphs, or in those that its FROM names.

        A server that always searches the union may do so in spite of FROM. Raises QueryError if the server refuses the
        query, StoreError if the server fails.
        """
        spaces = prefixes(self.base)
        declared = "".join(f"PREFIX {name}: <{iri}> " for name, iri in spaces.items() if f"{name}:" in sparql)
        parameters = {} if names_graphs(sparql) else self._union
        status, kind, body = self._client.ask(
            "POST",
            self._query,
            parameters=parameters,
            content=(declared + sparql).encode(),
            kind="application/sparql-query",
            accept=f"{_JSON}, {_TRIPLES};q=0.9",
        )
        if kind == _TRIPLES:
            return self._triples(kind, body)
        if kind != _JSON:
            raise StoreError(f"{self.name}: the server answers a query with {kind or status}: it is no SPARQL endpoint")
        return ox.parse_query_results(body, format=ox.QueryResultsFormat.JSON)

    def _triples(self, kind: str, body: IO[bytes]) -> Iterator[ox.Triple]:
        if kind != _TRIPLES:
            raise StoreError(f"{self.name}: the server answers with {kind or 'no media type'}: it gives no N-Triples")
        try:
            for quad in ox.parse(body, format=ox.RdfFormat.N_TRIPLES):
                yield quad.triple
        except (OSError, SyntaxError, ValueError) as error:
            raise StoreError(f"{self.name}: the server's answer is malformed: {error}") from error

    def _table(self, sparql: str) -> Iterator[Mapping[str, ox.NamedNode | ox.BlankNode | ox.Literal]]:
        """Yield the rows that a query of ours finds."""
        try:
            found = self.query(sparql)
            if not isinstance(found, ox.QuerySolutions):
                raise StoreError(f"{self.name}: the server's answer to SELECT is no table")
            names = [variable.value for variable in found.variables]
            for row in found:
                yield {name: row[name] for name in names if row[name] is not None}
        except (OSError, SyntaxError, ValueError, QueryError) as error:
            raise StoreError(f"{self.name}: the server's answer is malformed: {error}") from error

    def _answer(self, sparql: str) -> bool:
        try:
            found = self.query(sparql)
        except (OSError, SyntaxError, ValueError, QueryError) as error:
            raise StoreError(f"{self.name}: the server's answer is malformed: {error}") from error
        if not isinstance(found, ox.QueryBoolean):
            raise StoreError(f"{self.name}: the server's answer to ASK is neither true nor false")
        return bool(found)

    def dataset(self) -> rdflib.Dataset:
        """Return the store as an rdflib dataset for reading, whose default graph is the union of all graphs.

        Each look at it asks the server.
        """
        import rdflib
        from rdflib.plugins.stores.sparqlstore import SPARQLStore

        who = self._client.credentials
        options: dict[str, Any] = {"params": dict(self._union)} if self._union else {}
        if who.token:
            options["headers"] = {"Authorization": f"Bearer {who.token}"}
        store = SPARQLStore(
            self._query, returnFormat="json", auth=(who.user, who.password) if who.user else None, **options
        )
        dataset = rdflib.Dataset(store=store, default_union=True)
        for prefix, namespace in prefixes(self.base).items():
            dataset.bind(prefix, namespace)
        return dataset

    def record(self, name: str) -> _RemoteRecord:
        """Return a text that is kept in a graph of its own, which no list of graphs shows."""
        return _RemoteRecord(self, ox.NamedNode(graph_iri(f"store/{name}", self.base)))

    def close(self) -> None:
        """Close the connections. Does nothing the second time."""
        self._client.close()

    def _graph(self, graph: ox.NamedNode) -> str:
        return f"{self._data}?{urlencode({'graph': graph.value})}"

    def _write(
        self,
        what: str,
        gone: Collection[ox.Quad],
        new: Collection[ox.Quad],
        *,
        dropped: Collection[ox.NamedNode] = (),
    ) -> None:
        """Make a change in one request. Raises StoreError; the store then stays as it was."""
        try:
            if self._has_data and not gone and len(dropped) == 1 and {quad.graph_name for quad in new} == {*dropped}:
                triples = "".join(f"{quad.triple} .\n" for quad in new).encode()
                self._client.ask("PUT", self._graph(*dropped), content=triples, kind=_TRIPLES)
            else:
                update = update_request(gone, new, dropped).encode()
                self._client.ask("POST", self._update, content=update, kind="application/sparql-update")
        except QueryError as error:
            raise StoreError(f"{what} cannot be written, and stays as it was: {error}") from error


class _RemoteRecord:
    """A record in a graph of one statement."""

    def __init__(self, store: RemoteStore, graph: ox.NamedNode) -> None:
        self._store = store
        self._graph = graph

    @property
    def name(self) -> str:
        """Address of the server, and name of the graph."""
        return f"{self._store.name}: {self._graph.value}"

    def read(self) -> str | None:
        """Return the text, None if nothing was ever written. Raises StoreError."""
        found = self._store.quads(self._graph, node(f"{RDF}value"), None, self._graph)
        return next((cast(ox.Literal, quad.object).value for quad in found), None)

    def write(self, text: str) -> None:
        """Put the text in place of what is there. Raises StoreError if it cannot be written."""
        quad = ox.Quad(self._graph, node(f"{RDF}value"), ox.Literal(text), self._graph)
        self._store._write(self.name, (), [quad], dropped=[self._graph])


def _timeout() -> float:
    given = os.environ.get("KG_STORE_TIMEOUT", "60")
    try:
        seconds = float(given)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < 86_400:
        raise ConfigError(f"KG_STORE_TIMEOUT={given!r} is no number of seconds above 0: give one such as 60")
    return seconds
