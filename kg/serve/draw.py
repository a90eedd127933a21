"""Renders one view of a store to standard output, in a process of its own: drawing takes seconds of one processor.

    python -m kg.serve.draw STORE VIEW < parameters.json

The page goes to standard output, with status 0; what is wrong with the parameters to standard error, with status 1.
"""

from __future__ import annotations

import json
import sys

from kg.errors import KgError
from kg.pages import draw
from kg.store import LocalStore

__all__ = ["main"]


def main(store: str, view: str) -> int:
    """Render the view, and return the status to leave with."""
    try:
        with LocalStore(store, create=False, read_only=True) as graph:
            page = draw(graph, view, json.load(sys.stdin))
    except KgError as error:
        sys.stderr.write(str(error))
        return 1
    sys.stdout.buffer.write(page.html.encode())
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
