"""Sorts more lines than memory holds: sorted runs in temporary files, merged (Knuth, TAOCP 3, section 5.4)."""

from __future__ import annotations

import heapq
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import islice

__all__ = ["sorted_lines"]

_RUN = 200_000
"""Lines that are sorted in memory at a time: of claims, some 50 MB."""


def sorted_lines(lines: Iterable[bytes], *, run: int = _RUN) -> Iterator[bytes]:
    """Yield the lines, each of which ends in a line feed and has no other, in the order of their bytes, each once.

    At most `run` lines are in memory at a time; more of them are kept in temporary files meanwhile.

    >>> list(sorted_lines([b"b\\n", b"a\\n", b"b\\n"], run=1))
    [b'a\\n', b'b\\n']
    """
    source = iter(lines)
    runs: list[Iterable[bytes]] = []
    with ExitStack() as stack:
        while batch := sorted(islice(source, run)):
            if len(batch) < run and not runs:
                runs.append(batch)
                break
            file = stack.enter_context(tempfile.TemporaryFile())
            file.writelines(batch)
            file.seek(0)
            runs.append(file)
        before = b""
        for line in heapq.merge(*runs):
            if line != before:
                yield line
            before = line
