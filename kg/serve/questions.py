"""Asking: the saved queries as forms, and the editor for SPARQL."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

from kg.config import settings
from kg.errors import QueryError
from kg.query import ParameterError, SavedQuery, saved_queries, saved_query, unknown_terms
from kg.query.binding import bind
from kg.query.parameters import resolve
from kg.serve.answers import answer
from kg.serve.refusal import RefusedError
from kg.serve.sparql import parameters_of, status_of
from kg.serve.tables import draw, tabulate
from kg.serve.templating import html
from kg.store import Store
from kg.store.terms import prefixes
from kg.vocab import entity_classes, individuals, relations

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from kg.serve.site import Site, Window

__all__ = ["editor", "listed", "saved"]

_PLACE = re.compile(r"line (\d+), column (\d+)")
_FIRST = """\
SELECT ?subject ?relation ?object ?date ?sentence {
  ?claim rdf:subject/rdfs:label ?subject ;
         rdf:predicate/rdfs:label ?relation ;
         rdf:object/rdfs:label ?object ;
         kg:evidence/oa:hasSelector/oa:exact ?sentence ;
         prov:wasDerivedFrom/dcterms:issued ?date .
} ORDER BY DESC(?date) LIMIT 20
"""
"""What the editor begins with."""


async def listed(request: Request) -> Response:
    """Return the list of saved queries."""
    return html(request, "queries.html", queries=list(saved_queries().values()))


async def saved(request: Request) -> Response:
    """Return the form of a saved query, and, if its parameters are given or none is needed, what it finds."""
    try:
        query = saved_query(request.path_params["name"])
    except ParameterError as error:
        raise RefusedError(404, str(error)) from error
    declared = query.parameters or ()
    given = {p.name: request.query_params[p.name].strip() for p in declared if p.name in request.query_params}
    filled = {name: text for name, text in given.items() if text}
    values: dict[str, Any] = {"problem": None, "found": None, "bound": None}
    status = 200
    if given or not any(parameter.required for parameter in declared):
        async with _site(request).window() as window:
            try:
                values["bound"] = await window.read(_bound, query, filled)
                values["found"] = await _shown(request, window, cast(str, values["bound"]))
            except QueryError as error:
                values["problem"], status = str(error), status_of(error)
    return html(
        request,
        "query.html",
        status=status,
        query=query,
        given=given,
        relations=sorted(relations().values(), key=lambda relation: relation.label),
        choices={"modality": individuals("Modality"), "class": sorted(entity_classes())},
        drawn=request.query_params.get("as") == "graph",
        **values,
    )


def _site(request: Request) -> Site:
    return cast("Site", request.app.state.site)


def _bound(store: Store, query: SavedQuery, given: Mapping[str, str]) -> str:
    """Return the query with the values of its parameters. Raises QueryError if one is wrong."""
    return bind(query.sparql, resolve(store, query.parameters, given))


async def _shown(request: Request, window: Window, sparql: str) -> dict[str, Any]:
    found = await answer(window.pages, sparql, base=settings().base_iri, max_rows=_site(request).options.max_rows)
    table = await window.read(tabulate, found)
    drawing = await window.read(draw, found)
    return {"table": table, "drawing": drawing, "truncated": found.truncated, "is_graph": not found.table}


async def editor(request: Request) -> Response:
    """Return the editor, with what the query in it finds, or where it is wrong."""
    given = dict(await parameters_of(request))
    text, example = given.get("query", ""), given.get("example", "")
    values: dict[str, Any] = {"problem": None, "place": None, "found": None, "unknown": {}}
    status = 200
    if text.strip():
        async with _site(request).window() as window:
            try:
                values["found"] = await _shown(request, window, text)
                values["unknown"] = await window.read(unknown_terms, text)
            except QueryError as error:
                values["problem"], values["place"] = str(error), _place(str(error))
                status = status_of(error)
    elif example in saved_queries():
        text = saved_queries()[example].sparql
    elif example:
        raise ParameterError(f"there is no saved query {example!r}: see the list of them")
    return html(
        request,
        "editor.html",
        status=status,
        text=text or _FIRST,
        prefixes=prefixes(settings().base_iri),
        queries=[query for query in saved_queries().values() if not any(p.required for p in query.parameters or ())],
        drawn=given.get("as") == "graph",
        asked=text if values["found"] else "",
        **values,
    )


def _place(message: str) -> tuple[int, int] | None:
    """Return line and column, from 1, that an error names."""
    found = _PLACE.search(message)
    return (int(found[1]), int(found[2])) if found else None
