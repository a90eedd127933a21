"""Runs the commands that the README shows, and puts under each what it prints.

    python docs/readme.py

Rewrites README.md. The commands run in a new folder that holds the demo's graph, as after `make demo`, on a terminal of
100 columns. Of an output that ends in a line "..." as many lines are shown as before. `tests/test_readme.py` compares.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import re
import shlex
import struct
import subprocess
import sys
import tempfile
import termios
import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

__all__ = ["README", "Session", "Shown", "cut", "rewritten", "shown"]

README = Path(__file__).parent.parent / "README.md"
WIDTH = 100
"""Columns of the terminal."""

_FENCE = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_ELLIPSIS = "..."


@dataclass(frozen=True, slots=True)
class Shown:
    """A command of the README and the output under it."""

    command: str
    output: str
    start: int
    """Where the output begins in the text of the README."""
    end: int


def shown(text: str) -> list[Shown]:
    """Return the commands of the console blocks of a text, in order: lines that begin with "$ ".

    A command goes on in the next line while the shell would ask for more: an open quote, or a backslash at the end.
    """
    found: list[Shown] = []
    for fence in _FENCE.finditer(text):
        lines = fence[1].splitlines(keepends=True)
        at = fence.start(1)
        while lines:
            command = lines.pop(0)
            if not command.startswith("$ "):
                raise ValueError(f"README: not a command: {command!r}: begin it with '$ '")
            while lines and _is_open(command):
                command += lines.pop(0)
            at += len(command)
            output = ""
            while lines and not lines[0].startswith("$ "):
                output += lines.pop(0)
            found.append(Shown(command.removeprefix("$ ").strip(), output, at, at + len(output)))
            at += len(output)
    return found


def _is_open(command: str) -> bool:
    if command.endswith("\\\n"):
        return True
    try:
        shlex.split(command)
    except ValueError:
        return True
    return False


class Session:
    """A shell session in a folder with the demo's graph. Use it in a `with` statement."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory()
        self.folder = Path(self._folder.name) / "tour"
        tools = Path(self._folder.name) / "bin"
        for folder in (self.folder, tools):
            folder.mkdir()
        # `kg` and `python` of this environment, whether or not it is active.
        for name, call in (("kg", f"{shlex.quote(sys.executable)} -m kg"), ("python", shlex.quote(sys.executable))):
            (tools / name).write_text(f'#!/bin/sh\nexec {call} "$@"\n', encoding="utf-8")
            (tools / name).chmod(0o755)
        self.environment = {name: value for name, value in os.environ.items() if not name.startswith("KG_")}
        # On a dumb terminal there are no colours and no progress bar.
        self.environment |= {"TERM": "dumb", "COLUMNS": str(WIDTH), "LINES": "50", "PYTHONUTF8": "1"}
        self.environment["PATH"] = f"{tools}{os.pathsep}{os.environ.get('PATH', os.defpath)}"

    def __enter__(self) -> Session:
        self.run("kg demo")
        return self

    def __exit__(self, *_: object) -> None:
        self._folder.cleanup()

    def run(self, command: str) -> str:
        """Return what the command prints, on a terminal, to standard output and standard error. `export` lasts."""
        if command.startswith("export "):
            name, _, value = command.removeprefix("export ").partition("=")
            self.environment[name] = value
            return ""
        terminal, end = pty.openpty()
        fcntl.ioctl(end, termios.TIOCSWINSZ, struct.pack("HHHH", 50, WIDTH, 0, 0))
        process = subprocess.Popen(
            ["sh", "-c", command],
            cwd=self.folder,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=end,
            stderr=end,
        )
        os.close(end)
        text = b"".join(_chunks(terminal)).decode()
        os.close(terminal)
        process.wait()
        return _folded(text.replace("\r\n", "\n"))


def _chunks(terminal: int) -> Iterator[bytes]:
    """Yield what is written to a terminal until nobody can write to it any longer."""
    with contextlib.suppress(OSError):  # which is how Linux says so
        while chunk := os.read(terminal, 65536):
            yield chunk


def _folded(text: str) -> str:
    """Return the text without blanks at line ends and empty lines around it, and lines that are too long in several."""
    lines: list[str] = []
    for line in text.splitlines():
        lines += textwrap.wrap(line, WIDTH, break_on_hyphens=False) if len(line) > WIDTH else [line.rstrip()]
    return "".join(f"{line}\n" for line in lines).strip("\n") + "\n" if lines else ""


def cut(output: str, before: str) -> str:
    """Return as much of an output as the README showed of it `before`."""
    kept = before.splitlines()
    if not kept or kept[-1] != _ELLIPSIS:
        return output
    return "".join(output.splitlines(keepends=True)[: len(kept) - 1]) + f"{_ELLIPSIS}\n"


def rewritten(text: str, commands: Iterable[tuple[Shown, str]]) -> str:
    """Return the text with the outputs in place of those it shows."""
    for found, output in sorted(commands, key=lambda pair: pair[0].start, reverse=True):
        text = text[: found.start] + cut(output, found.output) + text[found.end :]
    return text


def main() -> None:
    """Rewrite the README."""
    text = README.read_text(encoding="utf-8")
    with Session() as session:
        commands = [(found, session.run(found.command)) for found in shown(text)]
    README.write_text(rewritten(text, commands), encoding="utf-8")


if __name__ == "__main__":
    main()
