"""The state of the graph that is served now, and how a newer one takes its place.

A state is a snapshot with the servers over it. It ends when the last request that began with it has.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable, Hashable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any, TypeVar

from kg import gazetteer
from kg.errors import KgError, StoreError
from kg.search.index import open_index
from kg.serve.memory import Memory
from kg.serve.options import ServeOptions
from kg.serve.pool import Pool
from kg.serve.snapshot import Snapshot, StoreBusyError, state_of
from kg.serve.worker import Limits
from kg.store import LocalStore

__all__ = ["Site", "Window"]

_LOOK = 2.0
"""Seconds between two looks at the store."""
_PAGE_WORKERS = 2
"""Workers that the site's own pages have for themselves."""
_THREADS = 2
"""Pages that are made at once. Each takes a whole processor, and time from the loop that all requests go through."""

_log = logging.getLogger("kg.serve")
_T = TypeVar("_T")


class Window:
    """One state of the store, open for reading."""

    def __init__(self, options: ServeOptions, before: Window | None = None) -> None:
        """Copy the store and open the copy; `before` is what was served until now.

        Raises StoreError if that fails, StoreBusyError if it may not later.
        """
        self.snapshot: Snapshot = Snapshot(options.store, before=before.snapshot.path if before else None)
        try:
            self.store = LocalStore(self.snapshot.path, create=False, read_only=True)
            database = self.snapshot.path / "oxigraph"
            limits = Limits(seconds=options.time_limit, memory=options.memory_limit)
            self.pool = Pool(
                database,
                self.snapshot.path,
                workers=options.workers,
                waiting=options.waiting,
                limits=limits,
                name="sparql",
            )
            self.pages = Pool(
                database,
                self.snapshot.path,
                workers=_PAGE_WORKERS,
                waiting=options.waiting,
                limits=replace(limits, seconds=min(limits.seconds, 10.0)),
                name="pages",
            )
        except BaseException as error:
            self.snapshot.remove()
            if isinstance(error, StoreError):  # the copy is nothing that the user knows of
                raise StoreError(str(error).replace(str(self.snapshot.path), str(options.store))) from error
            raise
        self._threads = ThreadPoolExecutor(_THREADS, "kg-page")
        self.users = 0
        self.drawings: dict[tuple[object, ...], asyncio.Future[bytes]] = {}
        self.drawing = asyncio.Semaphore(1)
        self.remembered: Memory = OrderedDict()
        self.retired = False
        self._kept: dict[Hashable, asyncio.Future[Any]] = {}

    async def open(self) -> None:
        """Start the servers."""
        try:
            await asyncio.gather(self.pool.open(), self.pages.open())
            self._kept[open_index] = asyncio.ensure_future(asyncio.to_thread(_bring_in_step, self.store))
        except BaseException:
            await self.close()
            raise

    async def read(self, question: Callable[..., _T], *arguments: Any) -> _T:
        """Return `question(store, *arguments)`, worked out in a thread."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, question, self.store, *arguments)

    async def kept(self, question: Callable[..., _T], *arguments: Hashable) -> _T:
        """Return the same, worked out once for this state of the store: for what few pages ask and takes long."""
        key = (question, *arguments)
        if key not in self._kept:
            self._kept[key] = asyncio.ensure_future(self.read(question, *arguments))
        try:
            found: _T = await asyncio.shield(self._kept[key])
            return found
        except Exception:
            self._kept.pop(key, None)
            raise

    async def indexed(self) -> None:
        """Wait until the index of words is there. Raises StoreError if it cannot be made."""
        await asyncio.shield(self._kept[open_index])

    async def close(self) -> None:
        """End the servers and delete the copy."""
        await asyncio.gather(self.pool.close(), self.pages.close())
        made: list[asyncio.Future[Any]] = [*self.drawings.values(), *self.remembered.values()]
        for each in made:
            each.cancel()
        await asyncio.gather(*self._kept.values(), *made, return_exceptions=True)
        self._threads.shutdown()
        self.store.close()
        await asyncio.to_thread(self.snapshot.remove)


def _bring_in_step(store: LocalStore) -> None:
    with open_index(store):
        pass


class Site:
    """The window that requests go through, exchanged whenever the store has changed."""

    def __init__(self, options: ServeOptions) -> None:
        self.options = options
        self._window: Window | None = None
        self._look: asyncio.Event = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._closing: set[asyncio.Task[Any]] = set()
        """What is to have ended when the site has."""

    async def open(self, waiting: Callable[[str], None] = _log.warning) -> None:
        """Serve the store as it is now, as soon as nobody writes it; `waiting` is told if that takes a while.

        Raises StoreError if there is no store, or nothing in it.
        """
        told = False
        while True:
            try:
                window = await asyncio.to_thread(Window, self.options)
                break
            except StoreBusyError:
                if not told:
                    waiting(f"{self.options.store}: waiting for the program that writes it")
                    told = True
                await asyncio.sleep(0.5)
        if not window.store.sources():
            await window.close()
            raise StoreError(f"{self.options.store}: holds no documents to show: add articles with `kg build PATH`")
        await window.open()
        self._window = window
        self._task = asyncio.create_task(self._watch())
        # Pages need the gazetteer, which takes a second or two to load: the first visitor need not wait for it.
        self._closing.add(asyncio.create_task(asyncio.to_thread(gazetteer.load)))

    @contextlib.asynccontextmanager
    async def window(self) -> AsyncIterator[Window]:
        """Give the present window for the time of one request."""
        window = self._window
        if window is None:
            raise KgError("the server is not open: start it with `kg serve`")
        window.users += 1
        try:
            yield window
        finally:
            window.users -= 1
            if window.retired and not window.users:
                self._end(window)

    def look(self) -> None:
        """Look at the store now, and not at the next regular time."""
        self._look.set()

    async def _watch(self) -> None:
        said = ""
        while True:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(_LOOK):
                    await self._look.wait()
            self._look.clear()
            try:
                await self.refresh()
                said = ""
            except StoreBusyError:
                continue  # what is served stays as it was until the writer is done
            except (KgError, OSError) as error:
                if str(error) != said:  # once, not every two seconds
                    said = str(error)
                    _log.warning("%s: still serving what was there before: %s", self.options.store, said)

    async def refresh(self) -> bool:
        """Serve the store as it is now; False if that is what is served already.

        Raises StoreBusyError if somebody writes it, StoreError if it cannot be read; nothing changes then.
        """
        before = self._window
        if before is None or await asyncio.to_thread(state_of, self.options.store) == before.snapshot.state:
            return False
        window = await asyncio.to_thread(Window, self.options, before)
        await window.open()
        self._window, before.retired = window, True
        if not before.users:
            self._end(before)
        return True

    def _end(self, window: Window) -> None:
        task = asyncio.create_task(window.close())
        self._closing.add(task)
        task.add_done_callback(self._closing.discard)

    async def close(self) -> None:
        """End everything."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        if self._window is not None:
            await self._window.close()
            self._window = None
        await asyncio.gather(*self._closing, return_exceptions=True)
