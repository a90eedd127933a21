"""Runs a query where it can do no harm: in a thread with a deep stack, while Ctrl-C is heard."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TypeVar

__all__ = ["apart"]

_T = TypeVar("_T")

_STACK = 512 << 20
"""Bytes of stack: the database reads and evaluates by recursion, and what is nested 50,000 deep took less. They are
address space, and memory only as far as they are used."""
_LOOK = 0.2
"""Seconds between two looks whether somebody wants to stop."""

_starting = threading.Lock()


def apart(work: Callable[[], _T]) -> _T:
    """Return what `work` gives, or raise what it raises.

    On KeyboardInterrupt the work is left alone: it may go on, but nobody waits for it, and it ends with the process.
    """
    done: list[_T] = []
    failed: list[BaseException] = []

    def run() -> None:
        try:
            done.append(work())
        except BaseException as error:  # raised again where it is waited for
            failed.append(error)

    thread = threading.Thread(target=run, name="query", daemon=True)
    with _starting:  # the size of stacks is one setting for all threads
        usual = threading.stack_size(_STACK)
        try:
            thread.start()
        except RuntimeError:  # no such address space
            return work()
        finally:
            threading.stack_size(usual)
    while thread.is_alive():
        thread.join(_LOOK)
    if failed:
        raise failed[0]
    return done[0]
