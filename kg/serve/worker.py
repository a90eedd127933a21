"""One Oxigraph server that answers one query at a time, and whatever it may do to itself, it does to nobody else.

Its own time limit is not used. It does not always hold: sorting a cross join went on for minutes beyond it, and grew to
2.7 GB on a graph of 34,000 triples. What it does stop ends with status 200 and half an answer. And it leaves a sleeping
thread behind for each query, for as long as the limit. So a server that overruns is killed, and its memory is limited.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import IO

from kg.errors import KgError, QueryError
from kg.serve.line import Line, LineError

__all__ = [
    "GRAPH",
    "TABLE",
    "Limits",
    "OutOfMemoryError",
    "Reply",
    "ServerError",
    "TooBigError",
    "TooLongError",
    "Worker",
    "find_server",
]

TABLE = "application/sparql-results+json"
GRAPH = "application/n-triples"

_SCRIPT = Path(__file__).with_name("bound.py")
_START = 20.0
"""Seconds until a server must take connections."""


class TooLongError(QueryError):
    """A query took longer than it may. Ask for less."""


class TooBigError(QueryError):
    """The answer has more bytes than it may. Ask for less."""


class OutOfMemoryError(QueryError):
    """The server ended while it answered: the query needs more memory, or more depth, than it has. Ask for less."""


class ServerError(QueryError):
    """The server failed, for no fault of the query. Ask again."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one query may take."""

    seconds: float = 15.0
    memory: int = 1024
    """MB of data in the process that answers it."""
    answer: int = 64
    """MB of an answer before it is cut to its rows."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a server answered."""

    status: int
    """Of HTTP: 200 with an answer, 400 with what is wrong with the query, 500 if the server fails."""
    kind: str
    """Media type of the body: TABLE, also of ASK, or GRAPH."""
    body: bytes


def find_server() -> str:
    """Return the path of the `oxigraph` program. Raises KgError that names the extra if it is not installed."""
    with contextlib.suppress(PackageNotFoundError):
        for file in distribution("oxigraph").files or ():
            if file.stem == "oxigraph" and file.parent.name in {"bin", "Scripts"}:
                path = Path(str(file.locate()))
                if path.is_file():
                    return str(path.resolve())
    if found := shutil.which("oxigraph"):
        return found
    raise KgError("the program oxigraph is missing: pip install 'tech-rivalry-kg[serve]'")


class Worker:
    """A server over a database that nobody writes, on a loopback port of its own."""

    def __init__(self, program: str, database: Path, limits: Limits, log: Path) -> None:
        self.limits = limits
        self._program = program
        self._database = database
        self._log = log
        self._process: subprocess.Popen[bytes] | None = None
        self._port = 0
        self._line: Line | None = None

    @property
    def pid(self) -> int | None:
        """The process that answers now; None if it does not run."""
        return self._process.pid if self._process and self._process.poll() is None else None

    async def start(self) -> None:
        """Start the server if it does not run. Raises KgError with its last words if it does not come up."""
        if self.pid is not None:
            return
        await self.stop()
        for _ in range(3):  # between its choice and its use, a port may go to another program
            self._port = _free_port()
            with self._log.open("wb") as log:
                self._process = self._spawn(self._port, log)
            if await _answers(self._port, self._process):
                return
            await self.stop()
        words = self._log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
        last = words[-1] if words else "it says nothing"
        raise KgError(f"{self._database}: the SPARQL server does not start: {last}")

    def _spawn(self, port: int, log: IO[bytes]) -> subprocess.Popen[bytes]:
        server = [
            self._program,
            "serve-read-only",
            *("--location", str(self._database)),
            *("--bind", f"127.0.0.1:{port}"),
        ]
        bound = [sys.executable, "-I", "-S", str(_SCRIPT), str(os.getpid()), str(self.limits.memory << 20)]
        # A session of its own, so that Ctrl-C reaches the parent alone, which ends it in order.
        return subprocess.Popen(
            [*bound, *server], stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
        )

    async def ask(self, sparql: str, graphs: Sequence[tuple[str, str]] = ()) -> Reply:
        """Return what the server answers; `graphs` are the protocol's parameters for the dataset, or Oxigraph's.

        Raises TooLongError, TooBigError or OutOfMemoryError; the server is then gone, and `start` brings it back.
        """
        await self.start()
        try:
            async with asyncio.timeout(self.limits.seconds):
                return await self._exchange(sparql, graphs)
        except TimeoutError:
            await self.stop()
            raise TooLongError(
                f"the query took longer than {self.limits.seconds:g} s, which is the limit: ask for less"
            ) from None
        except OSError as error:
            await self.stop()
            raise OutOfMemoryError(
                "the server that was asked has ended, as it does when a query needs more than the "
                f"{self.limits.memory:,} MB of memory that it may have, or is nested too deeply: ask for less"
            ) from error
        except BaseException:  # whoever asked has gone, or the answer is too big: what still runs is of no use
            await self.stop()
            raise

    async def _exchange(self, sparql: str, graphs: Sequence[tuple[str, str]]) -> Reply:
        for _ in range(2):
            if self._line is None or not self._line.open_still:
                self._line = await Line.open(self._port)
            before = self._line.used
            try:
                return await self._read(self._line, sparql, graphs)
            except LineError:
                self._line.close()
                self._line = None
                if not before:  # the server may have closed a connection that was idle for long, but no new one
                    raise
        raise LineError("the connection was closed twice")

    async def _read(self, line: Line, sparql: str, graphs: Sequence[tuple[str, str]]) -> Reply:
        headers = [("Content-Type", "application/sparql-query"), ("Accept", f"{TABLE}, {GRAPH}")]
        status, kind, body = 0, "", bytearray()
        async for part in line.post(graphs, headers, sparql.encode()):
            if not isinstance(part, bytes):
                status, kind = part.status_code, dict(part.headers).get(b"content-type", b"").decode("latin-1")
                continue
            body += part
            if len(body) > self.limits.answer << 20:
                raise TooBigError(f"the answer has more than {self.limits.answer} MB: ask for less, or set a LIMIT")
        return Reply(status, kind.partition(";")[0], bytes(body))

    async def stop(self) -> None:
        """End the server at once. Does nothing if it does not run."""
        process, line = self._process, self._line
        self._process = self._line = None
        if line is not None:
            line.close()
        if process is not None:
            process.kill()
            await asyncio.shield(asyncio.to_thread(process.wait))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


async def _answers(port: int, process: subprocess.Popen[bytes]) -> bool:
    """Return True as soon as the server takes connections, False if it ends or is too slow."""
    try:
        async with asyncio.timeout(_START):
            while process.poll() is None:
                with contextlib.suppress(OSError):
                    _, writer = await asyncio.open_connection("127.0.0.1", port)
                    writer.close()
                    return process.poll() is None
                await asyncio.sleep(0.01)
    except TimeoutError:
        process.kill()
    return False
