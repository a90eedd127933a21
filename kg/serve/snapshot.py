"""A copy of a store to serve, so that the store itself stays free for those who write it.

The copy is made while the store's lock is held for reading, so that nobody writes meanwhile. The database's tables
never change once they are written: they are linked, not copied, where the file system can. The copy is a store too.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import tempfile
from pathlib import Path
from typing import TypeAlias
from urllib.parse import quote

from kg.errors import StoreError
from kg.search.index import FILE
from kg.store import LocalStore, Lock

__all__ = ["Snapshot", "State", "StoreBusyError", "state_of"]

State: TypeAlias = frozenset[tuple[str, int, int]]
"""Name, size and time of change, in ns, of each file that a change of the store changes."""

_PREFIX = "serving-"
_LOADING = "loading.json"


class StoreBusyError(StoreError):
    """Somebody writes the store now. Wait, or serve what was copied before."""


def state_of(store: Path) -> State:
    """Return what tells this state of the store from others: after any change of the graph it is another."""
    found = set()
    with contextlib.suppress(FileNotFoundError):  # files come and go while somebody writes
        for entry in os.scandir(store / "oxigraph"):
            if not entry.name.startswith(("LOG", "LOCK")):
                status = entry.stat()
                found.add((entry.name, status.st_size, status.st_mtime_ns))
    return frozenset(found)


class Snapshot:
    """A copy of a store as it is now, in a directory of its own until `remove`."""

    def __init__(self, store: Path, *, before: Path | None = None) -> None:
        """Copy the store; `before` is an earlier copy, whose index of words is taken over.

        Raises StoreError if there is none, StoreBusyError if somebody writes it now.
        """
        if not (store / "store.json").is_file():
            raise StoreError(f"{store}: there is no store: make one with `kg build`, or name another with --store")
        try:
            lock = Lock(store / "lock", shared=True)
        except StoreError as error:
            raise StoreBusyError(str(error)) from error
        try:
            self.state = state_of(store)
            self.path = _folder(store)
            self._lock: Lock | None = None
            try:
                shutil.copyfile(store / "store.json", self.path / "store.json")
                (self.path / "oxigraph").mkdir()
                for file in (store / "oxigraph").iterdir():
                    if not file.name.startswith(("LOG", "LOCK")):
                        _copy(file, self.path / "oxigraph" / file.name)
                if (store / _LOADING).is_file():
                    shutil.copyfile(store / _LOADING, self.path / _LOADING)
                    LocalStore(self.path, create=False, read_only=True).close()  # takes back what was loaded in part
                self._lock = Lock(self.path / "lock", shared=True)
                _copy_index(before or store, self.path)
            except BaseException:
                self.remove()
                raise
        finally:
            lock.release()

    def remove(self) -> None:
        """Delete the copy. Does nothing the second time."""
        if self._lock is not None:
            self._lock.release()
        shutil.rmtree(self.path, ignore_errors=True)


def _folder(store: Path) -> Path:
    """Return a new directory, in the store's if that can be written, so that files can be linked."""
    try:
        _sweep(store)
        return Path(tempfile.mkdtemp(prefix=_PREFIX, dir=store))
    except OSError:
        return Path(tempfile.mkdtemp(prefix=f"kg-{_PREFIX}"))


def _copy_index(source: Path, target: Path) -> None:
    """Copy the index of words, so that only what has changed since must be taken in; without it, it is made anew."""
    if (source / FILE).is_file():
        try:
            with (
                contextlib.closing(sqlite3.connect(f"file:{quote(str(source / FILE))}?mode=ro", uri=True)) as old,
                contextlib.closing(sqlite3.connect(target / FILE)) as new,
            ):
                old.backup(new)  # of a whole state, also while somebody writes it
        except sqlite3.Error:
            (target / FILE).unlink(missing_ok=True)


def _sweep(store: Path) -> None:
    """Delete the copies of processes that did not end in order: nobody holds their lock."""
    if os.name != "posix":
        return
    for lock in store.glob(f"{_PREFIX}*/lock"):
        with contextlib.suppress(StoreError):
            Lock(lock, shared=False).release()
            shutil.rmtree(lock.parent, ignore_errors=True)


def _copy(source: Path, target: Path) -> None:
    if source.suffix == ".sst":
        with contextlib.suppress(OSError):  # another file system, or one without links
            target.hardlink_to(source)
            return
    shutil.copyfile(source, target)
