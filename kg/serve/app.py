"""The application: which address is answered by what."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from pathlib import Path
from typing import TYPE_CHECKING

from kg.serve.memory import remembered
from kg.serve.options import ServeOptions
from kg.serve.security import Shield, own_names
from kg.serve.site import Site

if TYPE_CHECKING:
    from starlette.applications import Starlette

__all__ = ["make_app"]

_STATIC = Path(__file__).with_name("static")


def make_app(options: ServeOptions) -> Starlette:
    """Return the application that serves a store. It opens the store when it starts, and closes it when it ends."""
    from starlette.applications import Starlette
    from starlette.middleware import Middleware
    from starlette.routing import Mount, Route
    from starlette.staticfiles import StaticFiles

    from kg.serve import pages, questions, views
    from kg.serve.sparql import sparql

    site = Site(options)

    @contextlib.asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        await site.open()
        try:
            yield
        finally:
            await site.close()

    app = Starlette(
        routes=[
            Route("/", remembered(pages.front)),
            Route("/search", remembered(pages.search)),
            Route("/suggest", pages.suggestions),
            Route("/entities", remembered(pages.entities)),
            Route("/claims", remembered(pages.claims)),
            Route("/documents", remembered(pages.documents)),
            Route("/term", remembered(pages.term)),
            Route("/entity/{rest:path}", remembered(pages.resource)),
            Route("/claim/{rest:path}", remembered(pages.resource)),
            Route("/document/{rest:path}", remembered(pages.resource)),
            Route("/queries", questions.listed),
            Route("/queries/{name}", remembered(questions.saved)),
            Route("/editor", questions.editor, methods=["GET", "POST"]),
            Route("/sparql", sparql, methods=["GET", "POST", "OPTIONS"], name="sparql"),
            Route("/view", views.listed),
            Route("/view/{name}", views.view),
            Route("/view/{name}/page", views.drawing),
            Route("/.well-known/void", remembered(pages.void_description)),
            Mount("/static", StaticFiles(directory=_STATIC), name="static"),
        ],
        middleware=[
            Middleware(Shield, names=own_names(options.host, options.allow_host), origins=options.allow_origin)
        ],
        exception_handlers=pages.HANDLERS,
        lifespan=lifespan,
    )
    app.state.site = site
    return app
