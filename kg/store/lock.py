"""A lock on a store's directory: many readers or one writer, between processes and within one."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from kg.errors import StoreError

try:
    import fcntl
except ImportError:  # Windows: the database's own lock still keeps a second writer out
    fcntl = None  # type: ignore[assignment]

__all__ = ["Lock"]


class Lock:
    """Held from construction until `release`, or until the process ends, however it ends.

    The database has a lock of its own against a second writer, but none that keeps a reader from opening what
    another process is writing, which is undefined. Raises StoreError if the store is in use.
    """

    def __init__(self, file: Path, *, shared: bool) -> None:
        self._handle: int | None = None
        if fcntl is None:
            return
        flags = os.O_RDONLY if shared and file.exists() else os.O_RDWR | os.O_CREAT
        handle = os.open(file, flags, 0o644)
        try:
            fcntl.flock(handle, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        except BlockingIOError as error:
            os.close(handle)
            raise StoreError(
                f"{file.parent}: the store is in use by another program: wait until it is done, or close it there"
            ) from error
        except OSError:
            os.close(handle)
            raise
        self._handle = handle

    def release(self) -> None:
        """Let others in. Does nothing the second time."""
        if self._handle is not None:
            with contextlib.suppress(OSError):
                os.close(self._handle)
            self._handle = None
