"""The pages to read the graph by: what is in it, lists, and a page for each entity, claim and article."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

import pyoxigraph as ox

from kg.config import settings
from kg.errors import KgError, QueryError
from kg.query import Statement, Where, article, describe, find_entity, overview, statement, statements
from kg.search import ClaimHit, EntityHit, Hit
from kg.search import search as find_words
from kg.serve.answers import GRAPHS, Answer, write
from kg.serve.descriptions import void
from kg.serve.directory import directory, find
from kg.serve.negotiation import choose
from kg.serve.refusal import RefusedError
from kg.serve.resources import SUFFIXES, address, describe_resource, find_resource
from kg.serve.templating import html
from kg.store import Store, label
from kg.vocab import class_ancestors, individuals, relations, terms
from kg.vocab import term as ontology_term

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from kg.serve.site import Site

__all__ = [
    "HANDLERS",
    "claims",
    "documents",
    "entities",
    "front",
    "resource",
    "search",
    "suggestions",
    "term",
    "void_description",
]

_PAGE = 50
"""Claims, entities or documents on a page."""
_LATEST = 6
_HITS = 25
"""Entities, and claims, that a search shows."""
_AROUND = 2
"""Passages that a claim's page shows before and after its sentence."""
_TRIPLES = 200
"""Triples that the page of a term shows, in each direction."""


def _site(request: Request) -> Site:
    return cast("Site", request.app.state.site)


def _number(request: Request) -> int:
    """Return the number of the page that is asked for, from 1."""
    text = request.query_params.get("page", "1")
    if not text.isdecimal() or len(text) > 6 or int(text) < 1:
        raise QueryError(f"page: {text!r} is no page: give a number from 1 up")
    return int(text)


async def front(request: Request) -> Response:
    """Return the front page."""
    async with _site(request).window() as window:
        seen = await window.kept(overview)
        latest = await window.kept(_latest)
        top = (await window.kept(directory))[:12]
    return html(request, "front.html", seen=seen, latest=latest, top=top)


def _latest(store: Store) -> list[Statement]:
    """Return claims of the latest articles, of each not more than two, and of each sentence one."""
    chosen: list[Statement] = []
    for claim in statements(store, limit=20 * _LATEST):
        same = [other for other in chosen if other.document == claim.document]
        if len(same) < 2 and all(other.quote != claim.quote for other in same):
            chosen.append(claim)
    return chosen[:_LATEST]


async def search(request: Request) -> Response:
    """Return entities and sentences for the words in `q`."""
    asked = request.query_params.get("q", "").strip()[:200]
    found: list[Hit] = []
    problem = None
    if asked:
        async with _site(request).window() as window:
            await window.indexed()
            try:
                found = await window.read(_found, asked)
            except QueryError as error:
                problem = str(error)
    entities = [hit for hit in found if isinstance(hit, EntityHit)]
    claims = [hit for hit in found if isinstance(hit, ClaimHit)]
    status = 400 if problem else 200
    return html(request, "search.html", status=status, asked=asked, entities=entities, claims=claims, problem=problem)


def _found(store: Store, asked: str) -> list[Hit]:
    """Return what has the words, or, if nothing has, what has words that begin like the last of them."""
    found = find_words(store, asked, limit=_HITS)
    return found or (find_words(store, f"{asked}*", limit=_HITS) if asked[-1].isalnum() else [])


async def suggestions(request: Request) -> Response:
    """Return names of entities for what somebody is typing in, as JSON."""
    from starlette.responses import JSONResponse

    asked = request.query_params.get("q", "")[:100]
    async with _site(request).window() as window:
        found = find(await window.kept(directory), asked, 10)
    return JSONResponse([{"label": entry.label, "type": entry.type, "claims": entry.claims} for entry in found])


async def entities(request: Request) -> Response:
    """Return a list of entities, of one class if `type` names it."""
    kind, page = request.query_params.get("type", ""), _number(request)
    ancestors = class_ancestors()
    async with _site(request).window() as window:
        every = await window.kept(directory)
        seen = await window.kept(overview)
    chosen = [entry for entry in every if not kind or kind in ancestors.get(entry.type, (entry.type,))]
    shown = chosen[(page - 1) * _PAGE : page * _PAGE]
    return html(
        request,
        "entities.html",
        kind=kind,
        classes=seen.classes,
        entries=shown,
        total=len(chosen),
        page=page,
        more=len(chosen) > page * _PAGE,
    )


async def claims(request: Request) -> Response:
    """Return a list of claims that fit the filters in the address."""
    given = {
        name: request.query_params.get(name, "") for name in ("entity", "other", "relation", "polarity", "modality")
    }
    where = request.query_params.get("where", "either")
    page = _number(request)
    if where not in {"either", "subject", "object"}:
        raise QueryError(f"where: {where!r} is not possible: give subject, object or either")
    problem, found, names = None, [], {"entity": "", "other": ""}
    async with _site(request).window() as window:
        seen = await window.kept(overview)
        try:
            ends = {name: await window.read(find_entity, given[name]) if given[name] else None for name in names}
            names = {name: await window.read(_called, iri) if iri else "" for name, iri in ends.items()}
            chosen = {name: given[name] or None for name in ("relation", "polarity", "modality")}
            found = await window.read(
                lambda store: statements(
                    store, where=cast(Where, where), limit=_PAGE + 1, offset=(page - 1) * _PAGE, **ends, **chosen
                )
            )
        except QueryError as error:
            problem = str(error)
    return html(
        request,
        "claims.html",
        status=400 if problem else 200,
        given=given | {"where": where},
        names=names,
        problem=problem,
        relations=seen.relations,
        polarities=individuals("Polarity"),
        modalities=individuals("Modality"),
        found=found[:_PAGE],
        page=page,
        more=len(found) > _PAGE,
    )


def _called(store: Store, iri: str) -> str:
    return label(store, iri) or iri


async def documents(request: Request) -> Response:
    """Return the list of articles, of those whose title or publisher holds the words in `q` if it has some."""
    asked, page = request.query_params.get("q", "").strip()[:200], _number(request)
    async with _site(request).window() as window:
        every = await window.kept(_sources)
    words = asked.casefold().split()
    chosen = [each for each in every if all(word in f"{each.title} {each.publisher}".casefold() for word in words)]
    return html(
        request,
        "documents.html",
        asked=asked,
        sources=chosen[(page - 1) * _PAGE : page * _PAGE],
        total=len(chosen),
        page=page,
        more=len(chosen) > page * _PAGE,
    )


def _sources(store: Store) -> Any:
    return store.sources()


async def resource(request: Request) -> Response:
    """Return an entity, a claim or a document, as a page or as RDF, whichever the client prefers."""
    path = cast(bytes, request.scope.get("raw_path") or request.url.path.encode()).decode("latin-1")
    async with _site(request).window() as window:
        found = await window.read(find_resource, path)
        if found is None:
            raise MissingError(f"{path}: the graph has nothing of this name")
        iri, media = found
        media = media or choose(request.headers.get("accept"), ["text/html", "application/xhtml+xml", *GRAPHS])
        if media is None:
            raise UnacceptableError(f"{path}: comes as text/html, {', '.join(GRAPHS)}")
        if media is not None and media in GRAPHS:
            page = path.removesuffix(next((suffix for suffix in SUFFIXES if path.endswith(suffix)), ""))
            return _rdf(await window.read(describe_resource, iri), media, canonical=page)
        kind = iri.removeprefix(settings().base_iri).partition("/")[0]
        alternates = ", ".join(
            f'<{path}{suffix}>; rel="alternate"; type="{kind_}"' for suffix, kind_ in SUFFIXES.items()
        )
        template, values = await window.read({"entity": _entity, "claim": _claim, "document": _document}[kind], iri)
    return html(request, template, headers={"Link": alternates}, iri=iri, raw=path, **values)


def _rdf(found: Answer, media: str, *, canonical: str) -> Response:
    from starlette.responses import Response

    body = write(found, media, base=settings().base_iri)
    kind = f"{media}; charset=utf-8" if media.startswith("text/") else media
    alternates = f'<{canonical}>; rel="alternate"; type="text/html"'
    return Response(body, headers={"Content-Type": kind, "Vary": "Accept", "Link": alternates})


def _entity(store: Store, iri: str) -> tuple[str, dict[str, Any]]:
    standing = store.merges.canonical.get(iri, iri)
    card = describe(store, standing)
    return "entity.html", {
        "card": card,
        "merged_from": iri if standing != iri else None,
        "latest": statements(store, entity=standing, limit=_LATEST),
        "kind": _kind(card.types),
        "signs": defaultdict(str, {name: relation.sign for name, relation in relations().items()}),
    }


def _kind(types: tuple[str, ...]) -> str:
    return types[0] if types else "entity"


def _claim(store: Store, iri: str) -> tuple[str, dict[str, Any]]:
    claim = statement(store, iri)
    text = article(store, claim.document.iri)
    at = next(n for n, passage in enumerate(text.passages) if (passage.start, passage.end) == (claim.start, claim.end))
    others = statements(store, entity=claim.subject.iri, other=claim.object.iri, limit=21)
    return "claim.html", {
        "claim": claim,
        "article": text,
        "before": text.passages[max(0, at - _AROUND) : at],
        "passage": text.passages[at],
        "after": text.passages[at + 1 : at + 1 + _AROUND],
        "others": [other for other in others if other.iri != iri][:20],
    }


def _document(store: Store, iri: str) -> tuple[str, dict[str, Any]]:
    return "document.html", {"article": article(store, iri)}


async def term(request: Request) -> Response:
    """Return what the graph says of any IRI, as a table of triples; of an entity and the like, its own page."""
    from starlette.responses import RedirectResponse

    iri = request.query_params.get("iri", "")
    base = settings().base_iri
    place = address(iri, base)
    if not place.startswith("/term"):
        return RedirectResponse(place, 303)
    async with _site(request).window() as window:
        try:
            outgoing, incoming, linked = await window.read(_around, iri)
        except ValueError as error:
            raise QueryError(f"{iri!r} is no IRI: give one that the graph has") from error
        if not (outgoing or incoming or linked):
            raise MissingError(f"{iri}: the graph has nothing of this name")
        media = choose(request.headers.get("accept"), ["text/html", *GRAPHS])
        if media is not None and media in GRAPHS:
            return _rdf(await window.read(describe_resource, iri), media, canonical=place)
        name = iri.removeprefix(base)
        definition = ontology_term(name) if name in terms() and name in (*relations(), *class_ancestors()) else None
        called = await window.read(label, iri)
    return html(
        request,
        "term.html",
        iri=iri,
        name=called,
        definition=definition,
        relation=relations().get(name),
        is_class=name in class_ancestors(),
        local=name,
        outgoing=outgoing,
        incoming=incoming,
        linked=linked,
        limit=_TRIPLES,
    )


def _around(store: Store, iri: str) -> tuple[list[Any], ...]:
    """Return the triples that have it for a subject, for an object, and for a predicate."""
    node = ox.NamedNode(iri)
    found: list[list[Any]] = []
    for place in ((node, None, None), (None, None, node), (None, node, None)):
        triples: dict[ox.Triple, None] = {}
        for quad in store.quads(*place):
            triples[quad.triple] = None
            if len(triples) > _TRIPLES:
                break
        found.append(sorted(triples, key=lambda each: (str(each.predicate), str(each.subject), str(each.object))))
    return tuple(found)


async def void_description(request: Request) -> Response:
    """Return the VoID description of the graph."""
    media = choose(request.headers.get("accept"), GRAPHS) or "text/turtle"
    async with _site(request).window() as window:
        found = await window.kept(void, str(request.url_for("sparql")), str(request.base_url))
    return _rdf(found, media, canonical="/")


class MissingError(KgError):
    """There is nothing under this address."""


class UnacceptableError(KgError):
    """There is nothing in a format that the client takes."""


async def _not_found(request: Request, error: Exception) -> Response:
    said = str(error) if isinstance(error, MissingError) else f"{request.url.path}: there is no such page"
    return html(request, "error.html", status=404, title="Not found", message=said)


async def _bad(request: Request, error: Exception) -> Response:
    return html(request, "error.html", status=400, title="That cannot be answered", message=str(error))


async def _refused(request: Request, error: Exception) -> Response:
    status = cast(RefusedError, error).status
    return html(request, "error.html", status=status, title="That cannot be answered", message=str(error))


async def _failed(request: Request, error: Exception) -> Response:
    return html(request, "error.html", status=500, title="That did not work", message=str(error))


async def _unacceptable(request: Request, error: Exception) -> Response:
    from starlette.responses import PlainTextResponse

    return PlainTextResponse(f"{error}\n", 406)


HANDLERS: Mapping[Any, Any] = {
    404: _not_found,
    MissingError: _not_found,
    UnacceptableError: _unacceptable,
    RefusedError: _refused,
    QueryError: _bad,
    KgError: _failed,
}
"""What answers errors, by status or class."""
