"""From a query to its answer: what is refused, what is added, where it is wrong, and how many rows come back."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import ParamSpec, TypeVar

import pyoxigraph as ox

from kg.errors import QueryError
from kg.query import guard
from kg.query.syntax import PADDING, explain
from kg.serve.pool import Pool
from kg.serve.worker import TABLE, ServerError
from kg.store.terms import prefixes
from kg.store.tokens import TOKEN, names_graphs
from kg.store.turtle import turtle

__all__ = ["GRAPHS", "TABLES", "Answer", "answer", "aside", "limited", "write"]

TABLES = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "text/csv": ox.QueryResultsFormat.CSV,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
    "application/json": ox.QueryResultsFormat.JSON,
    "application/xml": ox.QueryResultsFormat.XML,
    "text/xml": ox.QueryResultsFormat.XML,
}
"""Formats of SELECT and ASK by media type; the first is what is sent if none is asked for."""
GRAPHS = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "text/n3": ox.RdfFormat.N3,
    "application/trig": ox.RdfFormat.TRIG,
    "application/n-quads": ox.RdfFormat.N_QUADS,
    "text/plain": ox.RdfFormat.N_TRIPLES,
}
"""Formats of CONSTRUCT and DESCRIBE by media type."""

_P = ParamSpec("_P")
_T = TypeVar("_T")
_LITTLE = 8000
"""Bytes that are worked on in less time than another thread needs to begin."""
_MESSAGE = 2000
"""Bytes of what a server says is wrong that are read."""
_PLACE = re.compile(r"error at (\d+):(\d+)")
_BOOLEAN = re.compile(rb'^\{"head":\{\},"boolean":(true|false)\}$')


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query found, cut to the rows that are given out."""

    table: bool
    """Whether `body` is JSON of SPARQL 1.1 Query Results, of ASK too, and not N-Triples."""
    body: bytes
    truncated: bool
    """Whether there was more; of a graph, whether there may be: what follows may be triples that it has."""


async def answer(
    pool: Pool, sparql: str, *, base: str, max_rows: int, graphs: Sequence[tuple[str, str]] = ()
) -> Answer:
    """Return the answer to a query, of which at most `max_rows` rows, or triples, are kept.

    The prefixes of `kg.store.terms.prefixes` need no declaration. Raises QueryError with line and column if the query
    is malformed or reaches beyond the store, or one of its subclasses in `kg.serve.pool` and `kg.serve.worker`.
    """
    await aside(len(sparql), guard, sparql, base=base)
    for name, graph in graphs:
        if not graph.startswith(base):
            raise QueryError(f"{name}={graph} is refused: it is no graph of this store, whose graphs begin with {base}")
    head = "".join(f"PREFIX {prefix}: <{space}> " for prefix, space in prefixes(base).items())
    if not graphs and not await aside(len(sparql), names_graphs, sparql):
        graphs = [("union-default-graph", "")]
    asked = await aside(len(sparql), limited, sparql, max_rows + 1)
    reply = await pool.ask(head + asked + PADDING, graphs)
    if reply.status == 400 and asked != sparql:  # the places that it names must be those of the text as it came
        reply = await pool.ask(head + sparql + PADDING, graphs)
    message = reply.body[:_MESSAGE].decode("utf-8", "replace")
    if reply.status >= 500:
        raise ServerError(f"the server that was asked fails: {message}: ask again")
    if reply.status != 200:
        raise QueryError(explain(sparql, _PLACE.sub(lambda place: _moved(place, len(head)), message, count=1)))
    if reply.kind == TABLE:
        return await aside(len(reply.body), _cut_table, reply.body, max_rows)
    found = await aside(len(reply.body), _cut_graph, reply.body, max_rows)
    if asked == sparql or found.truncated:
        return found
    # the triples of many solutions may be few: only what is behind the last solution tells whether it was the last
    reply = await pool.ask(head + limited(sparql, max_rows + 1, skip=max_rows + 1) + PADDING, graphs)
    return replace(found, truncated=reply.status != 200 or bool(reply.body))


async def aside(size: int, work: Callable[_P, _T], *arguments: _P.args, **options: _P.kwargs) -> _T:
    """Return what the work gives: in a thread where there is much of it, here where a thread would take longer.

    `size` is the number of bytes that it is about.
    """
    if size < _LITTLE:
        return work(*arguments, **options)
    return await asyncio.to_thread(work, *arguments, **options)


def _moved(place: re.Match[str], head: int) -> str:
    """Return a place without the prefixes that stand in front of the first line."""
    line, column = int(place[1]), int(place[2])
    return f"error at {line}:{column - head if line == 1 else column}"


def limited(sparql: str, rows: int, *, skip: int = 0) -> str:
    """Return the query with a LIMIT of so many rows, unless it has a lower one, or is an ASK.

    `skip` leaves out so many rows before them, of those that the query is about.

    >>> limited("SELECT * { ?s ?p ?o } # all", 5)
    'SELECT * { ?s ?p ?o } LIMIT 5 # all'
    >>> limited("SELECT * { { SELECT ?s { ?s ?p ?o } LIMIT 9 } } LIMIT 90 OFFSET 3", 5)
    'SELECT * { { SELECT ?s { ?s ?p ?o } LIMIT 9 } } LIMIT 5 OFFSET 3'
    >>> limited("SELECT * { ?s ?p ?o } LIMIT 2", 5)
    'SELECT * { ?s ?p ?o } LIMIT 2'
    >>> limited("SELECT * { ?s ?p ?o } LIMIT 12 OFFSET 3", 5, skip=10)
    'SELECT * { ?s ?p ?o } LIMIT 2 OFFSET 13'
    """
    form, depth, end = "", 0, 0
    given: dict[str, re.Match[str]] = {}
    before = ""
    values: int | None = None
    for token in TOKEN.finditer(sparql):
        if token[0].startswith("#"):
            continue
        word = (token["word"] or "").upper()
        if bracket := token["bracket"]:
            depth += 1 if bracket in "{(" else -1
        elif not depth and word:
            form = form or (word if word in {"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"} else "")
            if before in {"LIMIT", "OFFSET"} and word.isdigit():
                given[before] = token
            elif word == "VALUES" and values is None:
                values = token.start()
        before, end = word, token.end()
    if not form or form == "ASK":
        return sparql
    numbers = {name: int(token["word"]) for name, token in given.items()}
    wanted = {"LIMIT": min(rows, max(0, numbers.get("LIMIT", rows + skip) - skip))}
    if skip:
        wanted["OFFSET"] = numbers.get("OFFSET", 0) + skip
    place = end if values is None else values
    added = " ".join(f"{name} {number}" for name, number in wanted.items() if name not in given)
    changes = [
        (given[name].start(), given[name].end("word"), str(number)) for name, number in wanted.items() if name in given
    ]
    if added:
        changes.append((place, place, f" {added}" if values is None else f"{added} "))
    for start, stop, words in sorted(changes, reverse=True):
        sparql = sparql[:start] + words + sparql[stop:]
    return sparql


def _cut_table(body: bytes, rows: int) -> Answer:
    if not body.endswith(b"}"):
        raise _broken_off(body.rpartition(b"}")[2].lstrip(b"[,"))
    if len(body) < 3 * rows or _BOOLEAN.match(body):  # a row takes three bytes at the least
        return Answer(True, body, False)
    found = json.loads(body)
    bindings = found["results"]["bindings"]
    if len(bindings) <= rows:
        return Answer(True, body, False)
    found["results"]["bindings"] = bindings[:rows]
    return Answer(True, json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode(), True)


def _cut_graph(body: bytes, triples: int) -> Answer:
    if body and not body.endswith(b".\n"):
        raise _broken_off(body.rpartition(b"\n")[2])
    lines = list(dict.fromkeys(body.splitlines(keepends=True)))  # a triple of two documents comes twice
    return Answer(False, b"".join(lines[:triples]), len(lines) > triples)


def _broken_off(words: bytes) -> QueryError:
    return QueryError(f"the query cannot be carried out: {words.decode('utf-8', 'replace')[:300]}")


def write(found: Answer, media: str, *, base: str) -> bytes:
    """Return the answer in the format of a media type, of TABLES or GRAPHS as fits."""
    if found.table:
        if TABLES[media] == ox.QueryResultsFormat.JSON:
            return found.body
        parsed = ox.parse_query_results(found.body, format=ox.QueryResultsFormat.JSON)
        return parsed.serialize(format=TABLES[media]) or b""
    form = GRAPHS[media]
    if form == ox.RdfFormat.N_TRIPLES:
        return found.body
    triples = [quad.triple for quad in ox.parse(found.body, format=ox.RdfFormat.N_TRIPLES)]
    if form == ox.RdfFormat.TURTLE:
        return turtle(triples, prefixes(base))
    return ox.serialize(triples, format=form, prefixes=prefixes(base)) or b""
