"""Speaks HTTP to a SPARQL 1.1 server: credentials, time limits, another try, and errors that say what to do."""

from __future__ import annotations

import math
import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from tempfile import SpooledTemporaryFile
from typing import IO, TYPE_CHECKING
from urllib.parse import urlsplit

from kg.errors import ConfigError, QueryError, StoreError

if TYPE_CHECKING:
    import httpx

__all__ = ["Client", "Credentials", "endpoint"]

_TRIES = 4
"""How often a request is made before it counts as failed."""
_BUSY = frozenset({429, 502, 503, 504})
_IN_MEMORY = 32 * 2**20
"""Bytes of an answer beyond which it goes to a file."""


@dataclass(frozen=True, slots=True)
class Credentials:
    """Who asks. The secrets are in no message and no `repr`."""

    user: str = ""
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)

    @classmethod
    def from_environment(cls) -> Credentials:
        """Return those of KG_STORE_USER and KG_STORE_PASSWORD, or of KG_STORE_TOKEN. Raises ConfigError if both."""
        user, password, token = (os.environ.get(f"KG_STORE_{name}", "") for name in ("USER", "PASSWORD", "TOKEN"))
        if token and (user or password):
            raise ConfigError("KG_STORE_TOKEN and KG_STORE_USER are both set: keep one")
        if password and not user:
            raise ConfigError("KG_STORE_PASSWORD is set without KG_STORE_USER: set both")
        if not (user + password + token).isprintable():
            raise ConfigError(
                "KG_STORE_USER, KG_STORE_PASSWORD or KG_STORE_TOKEN holds a control character: correct it"
            )
        return cls(user, password, token)


class Client:
    """One server. Connections are made when they are needed, again after `close`."""

    def __init__(
        self,
        name: str,
        credentials: Credentials,
        *,
        timeout: float = 60.0,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """`name` is what messages call the server, `timeout` the seconds in which it must begin to answer.

        Raises ConfigError if the extra `remote` is not installed.
        """
        try:
            import httpx
        except ImportError as error:
            raise ConfigError("a store on a server needs httpx: pip install 'tech-rivalry-kg[remote]'") from error
        self.name = name
        self.credentials = credentials
        self.timeout = timeout
        self._sleep = sleep
        self._httpx = httpx
        self._client: httpx.Client | None = None

    def close(self) -> None:
        """Close the connections."""
        if self._client is not None:
            self._client.close()
            self._client = None

    def ask(
        self,
        method: str,
        url: str,
        *,
        parameters: Mapping[str, str] | None = None,
        content: bytes | None = None,
        kind: str = "",
        accept: str = "*/*",
        missing: tuple[int, ...] = (),
    ) -> tuple[int, str, IO[bytes]]:
        """Return status, media type and body of the answer, which is complete.

        `kind` is the media type of `content`. A request is made up to four times if the server is away, late or busy,
        so it must be one that may be carried out twice. A status of `missing` is returned, other failures are
        raised: QueryError if the server refuses what it was sent (400), StoreError otherwise.
        """
        wait = 0.2
        for attempt in range(1, _TRIES + 1):
            try:
                return self._once(method, url, parameters, content, kind, accept, missing)
            except _BusyError as again:
                if attempt == _TRIES:
                    raise StoreError(f"{self.name}: {again}") from again.__cause__
                self._sleep(max(wait, min(again.wait, 10.0)))
                wait *= 2
        raise AssertionError("unreachable")

    def _once(
        self,
        method: str,
        url: str,
        parameters: Mapping[str, str] | None,
        content: bytes | None,
        kind: str,
        accept: str,
        missing: tuple[int, ...],
    ) -> tuple[int, str, IO[bytes]]:
        client = self._connected()
        body: IO[bytes] = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 -- the caller reads it
        headers = {"Accept": accept, **({"Content-Type": kind} if kind else {})}
        try:
            with client.stream(method, url, params=parameters, content=content, headers=headers) as answer:
                for chunk in answer.iter_bytes():
                    body.write(chunk)
        except self._httpx.TimeoutException as error:
            raise _BusyError(
                f"the server does not answer within {self.timeout:g} s: ask for less, or set KG_STORE_TIMEOUT"
            ) from error
        except self._httpx.TransportError as error:
            raise _BusyError(
                f"the server cannot be reached: {error or type(error).__name__}: is it running?"
            ) from error
        except OSError as error:
            raise StoreError(f"{self.name}: the answer cannot be kept: {error}") from error
        size = body.tell()
        body.seek(0)
        status = answer.status_code
        if answer.is_success or status in missing:
            return status, answer.headers.get("Content-Type", "").partition(";")[0].strip().lower(), body
        with body:
            said = body.read(2000).decode("utf-8", "replace").strip() if size else answer.reason_phrase
        raise self._failure(status, said, answer.headers)

    def _failure(self, status: int, said: str, headers: Mapping[str, str]) -> Exception:
        """Return the error that a status stands for. `said` is the server's own account of it."""
        if status == 400:
            return QueryError(f"{self.name}: the server refuses the request: {said}")
        if status in {401, 403}:
            given = "those given are not accepted" if self.credentials != Credentials() else "none were given"
            return StoreError(
                f"{self.name}: the server asks for credentials ({status}), and {given}: "
                "set KG_STORE_USER and KG_STORE_PASSWORD, or KG_STORE_TOKEN"
            )
        if status in {404, 405}:
            return StoreError(
                f"{self.name}: there is no SPARQL endpoint at that address ({status}): correct --store, or name "
                "the endpoints with KG_STORE_QUERY_URL and KG_STORE_UPDATE_URL"
            )
        if 300 <= status < 400:
            return StoreError(f"{self.name}: the server sends elsewhere ({status}): give the address that it moved to")
        if status in _BUSY:
            return _BusyError(
                f"the server is busy or not ready ({status}): {said}", _seconds(headers.get("Retry-After"))
            )
        return StoreError(f"{self.name}: the server failed ({status}): {said}")

    def _connected(self) -> httpx.Client:
        if self._client is None:
            who = self.credentials
            headers = {"Authorization": f"Bearer {who.token}"} if who.token else {}
            self._client = self._httpx.Client(
                auth=(who.user.encode(), who.password.encode()) if who.user else None,
                headers=headers,
                timeout=self._httpx.Timeout(self.timeout, connect=min(10.0, self.timeout)),
                follow_redirects=False,  # credentials go where the user said, and nowhere else
            )
        return self._client


class _BusyError(Exception):
    """The server may answer later; `wait` is after how many seconds it says so."""

    def __init__(self, what: str, wait: float = 0.0) -> None:
        super().__init__(what)
        self.wait = wait


def _seconds(value: str | None) -> float:
    try:
        found = float(value or 0)
    except ValueError:  # a date: it is soon enough to try as if none were given
        return 0.0
    return found if math.isfinite(found) and found > 0 else 0.0


def endpoint(address: str) -> str:
    """Return the address of a server as it was given, checked. Raises ConfigError if it is none."""
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ConfigError(f"{address!r} is no address of a server: give one such as http://127.0.0.1:7878")
    if parts.username or parts.password:
        raise ConfigError(
            "the address of the store holds credentials, which end up in logs: "
            "take them out, and set KG_STORE_USER and KG_STORE_PASSWORD"
        )
    if parts.query or parts.fragment:
        raise ConfigError(f"{address!r}: an address of a store has no ? and no #: take that off")
    return address
