"""The process that `kg.mcp.worker` speaks to: `python -m kg.mcp STORE`.

On Unix it may not take more memory than `_MEMORY`: then it ends, and nothing else does.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from kg.errors import KgError

_MEMORY = 4 * 2**30
"""Bytes of address space."""


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


def _say(answer: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(answer, default=str) + "\n")
    sys.stdout.flush()


def _main(place: str) -> None:
    from kg.mcp.answers import ANSWERS
    from kg.search import open_index
    from kg.store import open_store

    _limit_memory()
    try:
        store = open_store(place, create=False, read_only=True)
    except KgError as error:
        _say({"error": str(error)})
        return
    with store:
        with open_index(store):
            pass  # brought in step now, so that no search has to do it in its time
        _say({"found": {}})
        for line in sys.stdin:
            name, arguments = json.loads(line)
            try:
                _say({"found": ANSWERS[name](store, **arguments)})
            except KgError as error:
                _say({"error": str(error)})


_main(sys.argv[1])
