"""Small texts that a store keeps beside its graph, such as the judgements: each changes as a whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Protocol

from kg.errors import StoreError

__all__ = ["FileRecord", "Record"]


class Record(Protocol):
    """A text with a name."""

    @property
    def name(self) -> str:
        """What messages call it: a path, or an address."""
        ...

    def read(self) -> str | None:
        """Return the text, None if nothing was ever written. Raises StoreError if it cannot be read."""
        ...

    def write(self, text: str) -> None:
        """Put the text in place of what is there. Raises StoreError if it cannot be written, and stays as it was."""
        ...


class FileRecord:
    """A record in a file."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def name(self) -> str:
        """The path."""
        return str(self.path)

    def read(self) -> str | None:
        """Return the text, None if there is no file. Raises StoreError if it cannot be read."""
        try:
            return self.path.read_text(encoding="utf-8")
        except FileNotFoundError:
            return None
        except (OSError, UnicodeDecodeError) as error:
            raise StoreError(f"{self.path}: cannot be read: {error}: restore it, or move it away") from error

    def write(self, text: str) -> None:
        """Put the text in place of what is there, safely on disk. Raises StoreError if it cannot be written."""
        draft = self.path.with_suffix(".draft")
        try:
            with draft.open("w", encoding="utf-8", newline="\n") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            draft.replace(self.path)
        except OSError as error:
            raise StoreError(f"{self.path}: cannot be written: {error.strerror}") from error
