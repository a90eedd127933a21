"""A connection to one of the servers, kept open from query to query.

Request and body leave in one piece. As httpx sends them, one after the other, a query that takes half a millisecond
took twenty: the server waits for the second, TCP for the acknowledgement of the first.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING
from urllib.parse import urlencode

if TYPE_CHECKING:
    from collections.abc import Sequence

    import h11

__all__ = ["Line", "LineError"]

_PIECE = 1 << 16
_IDLE = 30.0
"""Seconds without a request after which a connection is not used again: Oxigraph ends it after 60, with an answer of
status 500 that the next request would take for its own."""


class LineError(OSError):
    """The connection ended before the answer did, or what came is no HTTP. Connect again, if there is a server."""


class Line:
    """An HTTP/1.1 connection, for one request at a time."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        import h11

        self._reader = reader
        self._writer = writer
        self._state = h11.Connection(h11.CLIENT)
        self._since = time.monotonic()
        self.used = False
        """Whether a request was answered on it before."""

    @classmethod
    async def open(cls, port: int) -> Line:
        """Connect to a port of this machine. Raises OSError if nobody listens there."""
        return cls(*await asyncio.open_connection("127.0.0.1", port))

    async def post(
        self, parameters: Sequence[tuple[str, str]], headers: Sequence[tuple[str, str]], body: bytes
    ) -> AsyncIterator[h11.Response | bytes]:
        """Send a request to /query, and yield its answer: the head, then the body in pieces. Raises LineError."""
        import h11

        fields = [("Host", "localhost"), ("Content-Length", str(len(body))), *headers]
        target = f"/query?{urlencode(parameters)}" if parameters else "/query"
        events = (h11.Request(method="POST", target=target, headers=fields), h11.Data(data=body), h11.EndOfMessage())
        try:
            self._writer.write(b"".join(self._state.send(event) or b"" for event in events))
            await self._writer.drain()
            while not isinstance(event := self._state.next_event(), h11.EndOfMessage):
                if event is h11.NEED_DATA:
                    self._state.receive_data(await self._reader.read(_PIECE))
                elif isinstance(event, h11.Response):
                    yield event
                elif isinstance(event, h11.Data):
                    yield bytes(event.data)
                else:
                    raise LineError("the connection was closed")
        except (h11.ProtocolError, OSError) as error:
            raise LineError(f"no answer: {error}") from error
        self.used = True
        self._since = time.monotonic()

    @property
    def open_still(self) -> bool:
        """Whether another request can be sent; makes the connection ready for it."""
        import h11

        if self._state.our_state is h11.DONE and self._state.their_state is h11.DONE:
            self._state.start_next_cycle()
        fresh = time.monotonic() - self._since < _IDLE
        return fresh and self._state.our_state is h11.IDLE and not self._writer.is_closing()

    def close(self) -> None:
        """End the connection."""
        self._writer.close()
