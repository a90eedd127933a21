"""A process of its own for what is asked, as a query that takes too long can only be ended with its process.

It is spoken to in JSON, a line a question and a line an answer, over its standard input and output.
"""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import threading
from typing import Any

from kg.errors import KgError, QueryError

__all__ = ["Worker"]


class Worker:
    """Answers questions about the store at a place, one after the other. Call `close` when done."""

    def __init__(self, place: str, *, seconds: float) -> None:
        self.place = place
        self.seconds = seconds
        """How long an answer may take."""
        self._lock = threading.Lock()
        self._process: subprocess.Popen[str] | None = None

    def ask(self, name: str, arguments: dict[str, Any]) -> dict[str, Any]:
        """Return the answer of `kg.mcp.answers.ANSWERS[name]`.

        Raises KgError with its message if it raised one, and QueryError if it took too long or too much memory; the
        next question is then answered by a new process.
        """
        with self._lock:
            process = self._started()
            late = threading.Event()
            timer = threading.Timer(self.seconds, _end, (process, late))
            timer.start()
            try:
                line = _say_and_hear(process, json.dumps([name, arguments]))
            finally:
                timer.cancel()
            if not line.endswith("\n"):
                self._end()
                reason = f"longer than {self.seconds:g} seconds" if late.is_set() else "too much memory"
                raise QueryError(f"the answer took {reason}: ask for less, or more precisely")
        answer = json.loads(line)
        if "error" in answer:
            raise KgError(answer["error"])
        found: dict[str, Any] = answer["found"]
        return found

    def _started(self) -> subprocess.Popen[str]:
        """Return the process, started if need be; raise KgError if the store cannot be opened."""
        if self._process is not None and self._process.poll() is None:
            return self._process
        self._process = subprocess.Popen(
            [sys.executable, "-m", "kg.mcp", self.place],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        line = _say_and_hear(self._process, None)
        answer = json.loads(line) if line else {"error": f"{self.place}: cannot be opened"}
        if "error" in answer:
            self._end()
            raise KgError(answer["error"])
        return self._process

    def _end(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def close(self) -> None:
        """End the process. Does nothing the second time."""
        with self._lock:
            self._end()


def _end(process: subprocess.Popen[str], late: threading.Event) -> None:
    late.set()
    process.kill()


def _say_and_hear(process: subprocess.Popen[str], question: str | None) -> str:
    """Return the next line that the process writes; what there is of it, or nothing, if it has ended."""
    with contextlib.suppress(OSError):
        if question is not None and process.stdin:
            process.stdin.write(question + "\n")
            process.stdin.flush()
    return process.stdout.readline() if process.stdout else ""
