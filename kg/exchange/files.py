"""Files that are compressed as their names say, and written wholly or not at all."""

from __future__ import annotations

import bz2
import errno
import gzip
import importlib
import lzma
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any, cast

from kg.errors import ConfigError, KgError

__all__ = ["COMPRESSIONS", "bare_suffix", "reading", "writing"]


def _zstd() -> Any:
    try:
        return importlib.import_module("compression.zstd")
    except ImportError as error:
        raise ConfigError("Zstandard needs Python 3.14 or later: use .gz, .bz2 or .xz") from error


def _gzip(file: IO[bytes], mode: str) -> Any:
    # Without name and time, so that the same content gives the same bytes.
    return gzip.GzipFile(filename="", fileobj=file, mode=mode, mtime=0)


def _bzip2(file: IO[bytes], mode: str) -> Any:
    return bz2.open(file, mode)


def _xz(file: IO[bytes], mode: str) -> Any:
    return lzma.open(file, mode)


COMPRESSIONS: Mapping[str, Callable[[IO[bytes], str], Any]] = {
    ".gz": _gzip,
    ".bz2": _bzip2,
    ".xz": _xz,
    ".zst": lambda file, mode: _zstd().ZstdFile(file, mode),
}
"""What opens a compressed file on another one, by suffix."""
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def bare_suffix(path: Path) -> str:
    """Return the suffix of a file before that of its compression, in lower case.

    >>> bare_suffix(Path("graph.nq.GZ")), bare_suffix(Path("graph.v2.trig")), bare_suffix(Path("graph"))
    ('.nq', '.trig', '')
    """
    return Path(path.stem if path.suffix.lower() in COMPRESSIONS else path.name).suffix.lower()


@contextmanager
def writing(path: Path) -> Iterator[IO[bytes]]:
    """Give a file to write into, which takes the place of `path` when all is written, and is gone if that fails.

    What is no ordinary file, such as a pipe, is written into as it is. Raises KgError if it cannot be opened or
    written.
    """
    try:
        with path.open("wb") if path.exists() and not path.is_file() else _draft(path) as file:
            yield file
    except OSError as error:
        if error.errno in {None, errno.EPIPE}:  # the database's, or a reader that has left
            raise
        remedy = "make room, or name another file" if error.errno in _FULL else "name another file"
        raise KgError(f"{path}: cannot be written: {error.strerror}: {remedy}") from error


@contextmanager
def _draft(path: Path) -> Iterator[IO[bytes]]:
    draft = path.with_name(f"{path.name}.draft")
    try:
        with draft.open("wb") as file:
            compress = COMPRESSIONS.get(path.suffix.lower())
            if compress is None:
                yield file
            else:
                with compress(file, "wb") as packed:
                    yield cast(IO[bytes], packed)
        draft.replace(path)
    except BaseException:
        with suppress(OSError):
            draft.unlink()
        raise


@contextmanager
def reading(path: Path) -> Iterator[IO[bytes]]:
    """Give the content of a file, decompressed."""
    with path.open("rb") as file:
        decompress = COMPRESSIONS.get(path.suffix.lower())
        if decompress is None:
            yield file
        else:
            with decompress(file, "rb") as content:
                yield cast(IO[bytes], content)
