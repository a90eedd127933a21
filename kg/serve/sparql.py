"""The SPARQL 1.1 Protocol (https://www.w3.org/TR/sparql11-protocol/), for queries alone."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Coroutine
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import parse_qsl, urlencode

from kg.config import settings
from kg.errors import QueryError
from kg.query import MAX_LENGTH
from kg.serve.answers import GRAPHS, TABLES, answer, aside, write
from kg.serve.descriptions import service
from kg.serve.negotiation import choose
from kg.serve.pool import TooBusyError
from kg.serve.refusal import RefusedError
from kg.serve.worker import OutOfMemoryError, ServerError, TooBigError, TooLongError

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from kg.serve.site import Site, Window

__all__ = ["parameters_of", "sparql", "status_of"]

_BODY = 4 * MAX_LENGTH
"""Bytes of a request: in a form, a character of a query may take several."""
_SHORT = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "turtle": "text/turtle",
    "ntriples": "application/n-triples",
    "jsonld": "application/ld+json",
    "rdfxml": "application/rdf+xml",
}
_SYNTAX = (
    ("application/sparql-results+json", "application/ld+json"),
    ("application/sparql-results+xml", "application/rdf+xml"),
)
"""Formats of tables and of graphs that are of one syntax."""
_GRAPHS = ("default-graph-uri", "named-graph-uri")
_READ_ONLY = "this endpoint answers queries alone: change the graph with `kg build` and `kg remove`"


async def sparql(request: Request) -> Response:
    """Return the answer to a query, in the format that the client prefers; errors are plain text."""
    from starlette.responses import PlainTextResponse, RedirectResponse, Response

    site = cast("Site", request.app.state.site)
    if request.method == "OPTIONS":
        return Response(status_code=204, headers={"Allow": "GET, HEAD, POST, OPTIONS"})
    try:
        parameters = await parameters_of(request)
        query = _query(request, parameters)
        accept = _accepted(request, parameters)
        if choose(accept, [*TABLES, *GRAPHS, "text/html"]) == "text/html":
            return RedirectResponse(f"/editor?{urlencode({'query': query or ''})}", 303)
        async with site.window() as window:
            if query is None:
                return await _service(request, window)
            return await _unless_gone(request, _answer(site, window, query, parameters, accept))
    except RefusedError as error:
        return PlainTextResponse(f"{error}\n", error.status)
    except QueryError as error:
        headers = {"Retry-After": "5"} if isinstance(error, TooBusyError) else None
        return PlainTextResponse(f"{error}\n", status_of(error), headers)


def status_of(error: QueryError) -> int:
    """Return the status of HTTP that says whose fault an error is."""
    match error:
        case TooBusyError():
            return 503
        case TooLongError():
            return 504
        case TooBigError() | OutOfMemoryError() | ServerError():
            return 500
    return 400


def _accepted(request: Request, parameters: list[tuple[str, str]]) -> str | None:
    """Return the Accept header, or what stands for it in an address that people click: `format=csv`.

    Clients such as SPARQLWrapper send the parameter beside a header that says more, which then counts.
    """
    header = request.headers.get("accept", "*/*")
    short = _SHORT.get(dict(parameters).get("format", ""))
    return short if short and ("*/*" in header or "text/html" in header) else header


async def parameters_of(request: Request) -> list[tuple[str, str]]:
    """Return the parameters of the URL and of the body, in which a query that is sent as it is counts as one.

    Raises RefusedError if the request is none that the protocol knows.
    """
    given = _pairs(request.scope["query_string"], "the address")
    if request.method != "POST":
        return given
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > _BODY:
            raise RefusedError(413, f"the request has more than {_BODY:,} bytes: shorten the query")
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "application/x-www-form-urlencoded":
        return [*given, *_pairs(body, "the form")]
    if kind == "application/sparql-update":
        raise RefusedError(403, _READ_ONLY)
    if kind != "application/sparql-query":
        raise RefusedError(415, "send a query as application/sparql-query, or as query= in a form")
    return [*given, ("query", _decoded(body, "the query"))]


def _pairs(data: bytes, place: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(data.decode("utf-8"), keep_blank_values=True, errors="strict", max_num_fields=100)
    except ValueError as error:  # no UTF-8, or too many fields
        raise RefusedError(400, f"{place} is malformed: {error}") from error


def _decoded(data: bytes, place: str) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise RefusedError(400, f"{place} is no UTF-8 at byte {error.start}") from error


def _query(request: Request, parameters: list[tuple[str, str]]) -> str | None:
    if any(name == "update" for name, _ in parameters):
        raise RefusedError(403, _READ_ONLY)
    found = [value for name, value in parameters if name == "query"]
    if len(found) > 1:
        raise RefusedError(400, "there are several queries: send one")
    if not found and (request.method == "POST" or parameters):
        raise RefusedError(400, "there is no query: send one as query=")
    return found[0] if found else None


async def _answer(
    site: Site, window: Window, query: str, parameters: list[tuple[str, str]], accept: str | None
) -> Response:
    from starlette.responses import Response

    base = settings().base_iri
    graphs = [(name, value) for name, value in parameters if name in _GRAPHS]
    found = await answer(window.pool, query, base=base, max_rows=site.options.max_rows, graphs=graphs)
    offered = TABLES if found.table else GRAPHS
    media = choose(accept, offered) or _alike(accept, offered)
    if media is None:
        raise RefusedError(406, f"this query can be answered as {', '.join(offered)}")
    body = await aside(len(found.body), write, found, media, base=base)
    text = media.startswith("text/") or media == "text/turtle"
    headers = {"Vary": "Accept", "Content-Type": f"{media}; charset=utf-8" if text else media}
    if found.truncated:
        more = "there are more" if found.table else "there may be more"
        headers["Kg-Truncated"] = f"{site.options.max_rows} rows; {more}: set LIMIT and OFFSET"
    return Response(body, headers=headers)


def _alike(accept: str | None, offered: Collection[str]) -> str | None:
    """Return a format whose syntax is accepted, for the other kind of query: clients ask for JSON of CONSTRUCT."""
    for table, graph in _SYNTAX:
        given, wanted = (table, graph) if graph in offered else (graph, table)
        if choose(accept, [given]):
            return wanted
    return None


async def _service(request: Request, window: Window) -> Response:
    from starlette.responses import Response

    media = choose(request.headers.get("accept"), GRAPHS)
    if media is None:
        raise RefusedError(406, f"the description of this service comes as {', '.join(GRAPHS)}")
    found = await window.kept(service, str(request.url_for("sparql")), str(request.base_url))
    body = await aside(len(found.body), write, found, media, base=settings().base_iri)
    return Response(body, headers={"Vary": "Accept", "Content-Type": f"{media}; charset=utf-8"})


async def _unless_gone(request: Request, work: Coroutine[Any, Any, Response]) -> Response:
    """Return what the work gives; stop it if the client goes, as nobody waits for the answer."""
    from starlette.responses import Response

    task = asyncio.create_task(work)
    gone = asyncio.create_task(_gone(request))
    try:
        await asyncio.wait({task, gone}, return_when=asyncio.FIRST_COMPLETED)
        if not task.done():
            return Response(status_code=499)  # to nobody
        return await task
    finally:
        gone.cancel()
        if not task.done():
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
