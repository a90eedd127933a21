"""The first line of an export, which says what follows: a file that was cut off or changed does not hold what it says.

    # kg export: 79901 statements, checksum 6e0f...

In N-Quads and TriG it is a comment, in JSON-LD an object that states nothing, so that the graph is the same without it.
It comes first, as no cut takes it away and leaves the rest. It is no signature: whoever changes a file on purpose can
write the line anew.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from hashlib import sha256

import pyoxigraph as ox

__all__ = ["Seal"]

_MARKED = re.compile(r'\s*(#|\[\{)[\s"]*kg export\b')
_SEAL = re.compile(r"\bkg export\W+(\d{1,18}) statements, checksum ([0-9a-f]{64})\b")


class Seal:
    """How many statements there are, and the sum of their hashes, which is the same in any order."""

    def __init__(self) -> None:
        """Make that of no statements."""
        self.statements = 0
        self._sum = 0

    def over(self, quads: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
        """Yield the quads, and take in each."""
        for quad in quads:
            self.statements += 1
            self._sum += int.from_bytes(sha256(str(quad).encode()).digest())
            yield quad

    @property
    def checksum(self) -> str:
        """64 hexadecimal digits."""
        return f"{self._sum % 2**256:064x}"

    def comment(self) -> bytes:
        """Return the first line of N-Quads and TriG."""
        return f"# kg export: {self._text}\n".encode()

    def member(self) -> bytes:
        """Return what the array of JSON-LD begins with. A key that is no IRI says nothing there."""
        return json.dumps({"kg export": self._text}).encode()

    @property
    def _text(self) -> str:
        return f"{self.statements} statements, checksum {self.checksum}"

    @staticmethod
    def announced(line: str) -> tuple[int, str] | None:
        """Return number and checksum of the statements that the first line of a file announces, None if it does not.

        Raises ValueError if it is a line of ours that cannot be read.

        >>> Seal.announced(Seal().comment().decode())[0]
        0
        >>> Seal.announced("<urn:a> <urn:b> <urn:c> <urn:d> .")
        """
        if not _MARKED.match(line):
            return None
        found = _SEAL.search(line)
        if found is None:
            raise ValueError("its first line was changed, or written by a newer version of kg")
        return int(found[1]), found[2]
