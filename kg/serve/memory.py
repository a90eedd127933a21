"""Pages that are made once for each state of the store: as that does not change, neither do they."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from functools import wraps
from typing import TYPE_CHECKING, TypeAlias, cast

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from kg.serve.site import Site

__all__ = ["Kept", "Memory", "remembered"]

Kept: TypeAlias = tuple[int, bytes, dict[str, str]]
"""Status, body and headers of a page."""

Memory: TypeAlias = OrderedDict[tuple[object, ...], "asyncio.Future[Kept]"]
"""Pages by what was asked, the one asked for last at the end."""
_Handler: TypeAlias = "Callable[[Request], Awaitable[Response]]"

_MOST = 1000
"""Pages that are kept of a state; those that were asked for longest ago make room."""
_LARGEST = 256 << 10
"""Bytes of the largest page that is kept."""


def remembered(handler: _Handler) -> _Handler:
    """Return a handler that makes each page once, also if many ask for it at the same time; errors are not kept."""

    @wraps(handler)
    async def answer(request: Request) -> Response:
        from starlette.responses import Response

        site = cast("Site", request.app.state.site)
        async with site.window() as window:
            pages = window.remembered
            key = (
                request.scope.get("raw_path"),
                request.scope["query_string"],
                request.headers.get("accept"),
                request.headers.get("host"),  # descriptions name it
            )
            if key not in pages:
                while len(pages) >= _MOST:
                    pages.popitem(last=False)
                pages[key] = asyncio.ensure_future(_make(handler, request))
            pages.move_to_end(key)
            try:
                status, body, headers = await asyncio.shield(pages[key])
            except Exception:
                pages.pop(key, None)
                raise
            if status != 200 or len(body) > _LARGEST:
                pages.pop(key, None)
        return Response(body, status, headers)

    return answer


async def _make(handler: _Handler, request: Request) -> Kept:
    response = await handler(request)
    return response.status_code, bytes(response.body), dict(response.headers)
