"""Servers that share the work: so many queries at once, so many in line, and the others are asked to come back."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

from kg.errors import KgError, QueryError
from kg.serve.worker import Limits, Reply, Worker, find_server

__all__ = ["Pool", "TooBusyError"]


class TooBusyError(QueryError):
    """All servers are busy and the line is full, or does not move. Come back in some seconds."""


class Pool:
    """Workers over one database. A query waits for a free one for as long as a query may take, then gives up."""

    def __init__(self, database: Path, logs: Path, *, workers: int, waiting: int, limits: Limits, name: str) -> None:
        """`waiting` is how many queries may stand in line; `name` tells the logs of several pools apart."""
        program = find_server()
        self.limits = limits
        self._workers = [Worker(program, database, limits, logs / f"{name}-{n}.log") for n in range(workers)]
        self._idle: asyncio.Queue[Worker] = asyncio.Queue()
        self._room = waiting
        self._reviving: set[asyncio.Task[None]] = set()

    @property
    def pids(self) -> list[int]:
        """The processes that run now."""
        return [worker.pid for worker in self._workers if worker.pid is not None]

    async def open(self) -> None:
        """Start all workers. Raises KgError if one does not come up."""
        try:
            await asyncio.gather(*(worker.start() for worker in self._workers))
        except BaseException:
            await self.close()
            raise
        for worker in self._workers:
            self._idle.put_nowait(worker)

    async def ask(self, sparql: str, graphs: Sequence[tuple[str, str]] = ()) -> Reply:
        """Return what a worker answers. Raises TooBusyError, TooLongError, TooBigError or OutOfMemoryError."""
        worker = await self._free()
        try:
            return await worker.ask(sparql, graphs)
        finally:
            if worker.pid is not None:
                self._idle.put_nowait(worker)
            else:
                task = asyncio.create_task(self._revive(worker))
                self._reviving.add(task)
                task.add_done_callback(self._reviving.discard)

    async def _free(self) -> Worker:
        if not self._idle.empty():
            return self._idle.get_nowait()
        if self._room <= 0:
            raise TooBusyError("too many queries at once: try again in some seconds")
        self._room -= 1
        try:
            async with asyncio.timeout(self.limits.seconds):
                return await self._idle.get()
        except TimeoutError:
            raise TooBusyError("other queries take all the time there is: try again in some seconds") from None
        finally:
            self._room += 1

    async def _revive(self, worker: Worker) -> None:
        """Bring a worker back that was killed; if it does not come up, the next query says why."""
        try:
            await worker.start()
        except KgError:
            await asyncio.sleep(1)
        self._idle.put_nowait(worker)

    async def close(self) -> None:
        """End all workers."""
        for task in self._reviving:
            task.cancel()
        await asyncio.gather(*self._reviving, return_exceptions=True)
        await asyncio.gather(*(worker.stop() for worker in self._workers))
