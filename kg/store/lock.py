"""A lock on a store's directory: many readers or one writer, between processes and within one."""

from __future__ import annotations

import contextlib
import json
import os
import sys
from pathlib import Path

from kg.errors import StoreError

try:
    import fcntl
except ImportError:  # Windows: the database's own lock still keeps a second writer out
    fcntl = None  # type: ignore[assignment]

__all__ = ["Lock"]

_SHOWN = 120
"""Characters of a command that a message repeats."""


class Lock:
    """Held from construction until `release`, or until the process ends, however it ends.

    The database has a lock of its own against a second writer, but none that keeps a reader from opening what
    another process is writing, which is undefined. A writer leaves its number and command in the file. Raises
    StoreError, which says who has it, if the store is in use or the lock cannot be made.
    """

    def __init__(self, file: Path, *, shared: bool) -> None:
        self._handle: int | None = None
        self._shared = shared
        if fcntl is None:
            return
        try:
            flags = os.O_RDONLY if shared and file.exists() else os.O_RDWR | os.O_CREAT
            handle = os.open(file, flags, 0o644)
        except OSError as error:
            raise StoreError(f"{file}: cannot be opened: {error.strerror}: make the directory writable") from error
        try:
            fcntl.flock(handle, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
            if not shared:
                _sign(handle)
        except BlockingIOError as error:
            who = " and ".join(_holders(handle)) or "another program"
            os.close(handle)
            raise StoreError(
                f"{file.parent}: the store is in use by {who}: wait until it is done, or close it there"
            ) from error
        except OSError as error:
            os.close(handle)
            raise StoreError(f"{file}: cannot be written: {error.strerror}") from error
        self._handle = handle

    def release(self) -> None:
        """Let others in. Does nothing the second time."""
        if self._handle is not None:
            with contextlib.suppress(OSError):
                if not self._shared:
                    os.ftruncate(self._handle, 0)
            with contextlib.suppress(OSError):
                os.close(self._handle)
            self._handle = None


def _sign(handle: int) -> None:
    """Write who holds the lock into its file."""
    os.ftruncate(handle, 0)
    command = " ".join([Path(sys.argv[0]).name, *sys.argv[1:]]) if sys.argv else ""
    os.pwrite(handle, json.dumps({"pid": os.getpid(), "command": command}).encode(), 0)


def _holders(handle: int) -> list[str]:
    """Return who holds the lock on a file, as far as it can be known: process and command."""
    signed = _signature(handle)
    found = _processes(handle) or ([signed[0]] if signed else [])
    named = []
    for process in found:
        if process == os.getpid():
            named.append("this process")
            continue
        command = signed[1] if signed and signed[0] == process else _command(process)
        named.append(f"process {process}" + (f" ({_short(command)})" if command else ""))
    return named


def _processes(handle: int) -> list[int]:
    """Return the processes with a lock on the file, by the account of Linux; empty where there is none."""
    try:
        inode = os.fstat(handle).st_ino
        lines = Path("/proc/locks").read_text(encoding="ascii").splitlines()
    except (OSError, UnicodeDecodeError):
        return []
    # "1: FLOCK  ADVISORY  WRITE 4711 fe:00:1234 0 EOF", and "1: -> FLOCK" for those that wait
    entries = [line.split() for line in lines]
    found = {int(e[4]) for e in entries if len(e) > 5 and e[1] == "FLOCK" and e[5].rsplit(":", 1)[-1] == str(inode)}
    return sorted(process for process in found if process > 0)  # 0 and less: outside of this container


def _signature(handle: int) -> tuple[int, str] | None:
    """Return process and command that the file names, if the process is still there."""
    try:
        found = json.loads(os.pread(handle, 65536, 0))
        process, command = int(found["pid"]), str(found["command"])
        os.kill(process, 0)
    except PermissionError:  # of another user, but there
        return process, command
    except (OSError, ValueError, TypeError, KeyError):
        return None
    return process, command


def _command(process: int) -> str:
    try:
        words = Path(f"/proc/{process}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return ""
    return " ".join(word.decode("utf-8", "replace") for word in words if word)


def _short(command: str) -> str:
    line = "".join(character if character.isprintable() else "?" for character in " ".join(command.split()))
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"
