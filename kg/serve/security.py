"""What every request must pass and every response carries.

The Host check keeps out DNS rebinding: a page elsewhere that has its own name point to this machine would be of the
same origin as this server. An address is no name, so that it may always be used. The policy allows no script but the
server's own files, so that text of an article that came out as markup could still not act.
"""

from __future__ import annotations

import ipaddress
import socket
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["Shield", "own_names"]

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "content-security-policy": _POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "cache-control": "no-cache",
}
"""Unless the response sets them otherwise."""


def own_names(host: str, more: tuple[str, ...] = ()) -> frozenset[str]:
    """Return the names under which a server that listens at `host` may be addressed."""
    names = {"localhost", host.lower(), *(name.lower() for name in more)}
    if not _is_loopback(host):
        names |= {socket.gethostname().lower(), socket.getfqdn().lower()}
    return frozenset(names)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


class Shield:
    """An application within the Host check, the headers, and, for the origins given, cross-origin reading."""

    def __init__(self, app: ASGIApp, *, names: frozenset[str], origins: tuple[str, ...]) -> None:
        self.app = app
        self.names = names
        self.origins = origins

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        given = {name: value.decode("latin-1") for name, value in scope["headers"]}
        origin = given.get(b"origin", "")
        allowed = bool(origin) and ("*" in self.origins or origin in self.origins)

        async def shielded(message: Message) -> None:
            if message["type"] == "http.response.start":
                present = {name.lower() for name, _ in message["headers"]}
                extra = dict(_HEADERS)
                if self.origins:
                    extra["vary"] = "Origin"
                if allowed:
                    extra |= {
                        "access-control-allow-origin": "*" if "*" in self.origins else origin,
                        "access-control-expose-headers": "Kg-Truncated, Link, Retry-After",
                        "cross-origin-resource-policy": "cross-origin",
                    }
                message["headers"] = [
                    *message["headers"],
                    *((k.encode(), v.encode()) for k, v in extra.items() if k == "vary" or k.encode() not in present),
                ]
            await send(message)

        refusal = self._refusal(given, allowed)
        if refusal:
            await _plain(shielded, 403, refusal)
        elif allowed and scope["method"] == "OPTIONS" and b"access-control-request-method" in given:
            await _plain(
                shielded,
                204,
                "",
                {
                    "access-control-allow-methods": "GET, HEAD, POST, OPTIONS",
                    "access-control-allow-headers": "Accept, Content-Type",
                    "access-control-max-age": "600",
                },
            )
        else:
            await self.app(scope, receive, shielded)

    def _refusal(self, given: dict[bytes, str], allowed: bool) -> str | None:
        host = given.get(b"host", "")
        if not self._knows(host):
            return f"this server is not called {host!r}: use its address, or start it with --allow-host NAME"
        # Elsewhere's pages may lead here, but not make the server work in the background.
        if given.get(b"sec-fetch-site") == "cross-site" and given.get(b"sec-fetch-mode") != "navigate" and not allowed:
            return "pages of other sites are not answered: start the server with --allow-origin ORIGIN"
        return None

    def _knows(self, host: str) -> bool:
        name = host.rsplit(":", 1)[0] if not host.endswith("]") and ":" in host else host
        try:
            ipaddress.ip_address(name.strip("[]"))
        except ValueError:
            return name.lower().rstrip(".") in self.names
        return True


async def _plain(send: Send, status: int, text: str, headers: dict[str, str] | None = None) -> None:
    fields = {"content-type": "text/plain; charset=utf-8", "content-length": str(len(text.encode()))} | (headers or {})
    await send(
        {
            "type": "http.response.start",
            "status": status,
            "headers": [(name.encode(), value.encode()) for name, value in fields.items()],
        }
    )
    await send({"type": "http.response.body", "body": text.encode()})
