"""The views of `kg.view`, drawn when they are asked for and kept as long as the graph does not change."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, cast
from urllib.parse import parse_qsl

from kg.errors import KgError, QueryError
from kg.pages import resolve
from kg.serve.refusal import RefusedError
from kg.serve.templating import html
from kg.serve.worker import TooLongError
from kg.view import VIEWS
from kg.vocab import relations

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from kg.serve.site import Site, Window

__all__ = ["drawing", "listed", "view"]

_SCRIPT = Path(__file__).with_name("bound.py")
_SECONDS = 120.0
_KEPT = 20
"""Drawings that are kept."""
_MEMORY = 4096
"""MB that drawing may take."""
_FRAME = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'self'"
)
"""Besides this the page's own policy holds, which names its scripts by their hashes."""


async def listed(request: Request) -> Response:
    """Return the list of views."""
    return html(request, "views.html", views=list(VIEWS.values()))


async def view(request: Request) -> Response:
    """Return a page with the form of a view and, once what it needs is given, the view."""
    chosen = VIEWS.get(request.path_params["name"])
    if chosen is None:
        raise _unknown(request.path_params["name"])
    given = {p.name: request.query_params[p.name].strip() for p in chosen.parameters if p.name in request.query_params}
    missing = any(parameter.required and not given.get(parameter.name) for parameter in chosen.parameters)
    missing = missing or (chosen.selects and not any(given.get(parameter.name) for parameter in chosen.own))
    problem = None
    if not missing:
        try:
            async with _site(request).window() as window:
                await window.read(resolve, chosen, given)
        except QueryError as error:
            problem = str(error)
    return html(
        request,
        "view.html",
        status=400 if problem else 200,
        views=list(VIEWS.values()),
        chosen=chosen,
        relations=sorted(relations().values(), key=lambda relation: relation.label),
        given=given,
        problem=problem,
        source=None if missing or problem else f"/view/{chosen.name}/page?{request.scope['query_string'].decode()}",
    )


def _unknown(name: str) -> RefusedError:
    return RefusedError(404, f"no view is called {name!r}: there are {', '.join(VIEWS)}")


def _site(request: Request) -> Site:
    return cast("Site", request.app.state.site)


async def drawing(request: Request) -> Response:
    """Return the view by itself, as `kg view` writes it."""
    from starlette.responses import HTMLResponse

    name = request.path_params["name"]
    if name not in VIEWS:
        raise _unknown(name)
    framed = {"X-Frame-Options": "SAMEORIGIN"}
    try:
        async with _site(request).window() as window:
            page = await _drawn(window, name, dict(parse_qsl(request.scope["query_string"].decode())))
    except QueryError as error:
        policy = "default-src 'none'; style-src 'self'; frame-ancestors 'self'"
        headers = {"Content-Security-Policy": policy, **framed}
        return html(request, "undrawn.html", status=400, headers=headers, message=str(error))
    return HTMLResponse(page, headers={"Content-Security-Policy": _FRAME, **framed})


async def _drawn(window: Window, name: str, given: dict[str, str]) -> bytes:
    """Return the page, from those that are kept if it is among them. Raises QueryError if a parameter is wrong."""
    key = (name, *sorted((key, value) for key, value in given.items() if value))
    kept = window.drawings
    if key not in kept:
        while len(kept) >= _KEPT:
            kept.pop(next(iter(kept)))
        kept[key] = asyncio.ensure_future(_draw(window, name, given))
    try:
        return await asyncio.shield(kept[key])
    except Exception:
        kept.pop(key, None)
        raise


async def _draw(window: Window, name: str, given: dict[str, str]) -> bytes:
    async with window.drawing:  # one at a time: each takes a whole processor
        bound = [sys.executable, "-I", "-S", str(_SCRIPT), str(os.getpid()), str(_MEMORY << 20)]
        command = [sys.executable, "-m", "kg.serve.draw", str(window.snapshot.path), name]
        process = await asyncio.create_subprocess_exec(
            *bound, *command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        try:
            async with asyncio.timeout(_SECONDS):
                page, words = await process.communicate(json.dumps(given).encode())
        except TimeoutError:
            raise TooLongError(f"the view took longer than {_SECONDS:g} s: ask for less of the graph") from None
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
    if process.returncode == 1:
        raise QueryError(words.decode("utf-8", "replace").replace(f"{window.snapshot.path}: ", ""))
    if process.returncode:
        last = words.decode("utf-8", "replace").strip().splitlines()[-1:] or ["it says nothing"]
        raise KgError(f"the view cannot be drawn: {last[0]}")
    return page
