"""The graph as three tables, in CSV or Parquet: nodes, edges, and claims with their sentences.

They are files of one folder, or of one zip archive, whose bytes depend on the graph alone.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import astuple
from itertools import islice
from pathlib import Path
from typing import IO, TypeAlias

from kg.errors import ConfigError, KgError
from kg.exchange.files import writing
from kg.exchange.statements import ClaimRow, Edge, Node, Row, claim_rows, columns, gather
from kg.store import Store

__all__ = ["TABLES", "write_csv", "write_parquet"]

TABLES = ("nodes", "edges", "claims")
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The day that files of an archive are of."""
_GROUP = 10_000
"""Rows of a group in Parquet."""

_Writer: TypeAlias = Callable[[type[Row], Iterable[Row], IO[bytes]], None]


def write_csv(store: Store, target: Path | IO[bytes]) -> None:
    """Write nodes.csv, edges.csv and claims.csv into a folder, or into a zip archive."""
    _write(store, target, "csv", _write_csv)


def write_parquet(store: Store, target: Path | IO[bytes]) -> None:
    """Write nodes.parquet, edges.parquet and claims.parquet into a folder, or into a zip archive.

    Raises ConfigError if pyarrow is not installed.
    """
    _pyarrow()
    _write(store, target, "parquet", _write_parquet)


def _write(store: Store, target: Path | IO[bytes], suffix: str, write: _Writer) -> None:
    nodes, edges = gather(store)
    tables: list[tuple[type[Row], Iterable[Row]]] = [(Node, nodes), (Edge, edges), (ClaimRow, claim_rows(store))]
    if isinstance(target, Path):
        try:
            target.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise KgError(f"{target}: cannot be made a folder: {error.strerror}: name another one") from error
        for name, (kind, rows) in zip(TABLES, tables, strict=True):
            with writing(target / f"{name}.{suffix}") as out:
                write(kind, rows, out)
        return
    with zipfile.ZipFile(target, "w") as archive:
        for name, (kind, rows) in zip(TABLES, tables, strict=True):
            entry = zipfile.ZipInfo(f"{name}.{suffix}", _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            with archive.open(entry, "w", force_zip64=True) as out:
                write(kind, rows, out)


def _write_csv(kind: type[Row], rows: Iterable[Row], out: IO[bytes]) -> None:
    text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    table = csv.writer(text, lineterminator="\n")
    table.writerow(name for name, _ in columns(kind))
    table.writerows(astuple(row) for row in rows)
    text.detach()


def _write_parquet(kind: type[Row], rows: Iterable[Row], out: IO[bytes]) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    types = {"str": pa.string(), "int": pa.int64(), "float": pa.float64(), "bool": pa.bool_(), "date": pa.date32()}
    schema = pa.schema([(name, types[type_]) for name, type_ in columns(kind)])
    with pq.ParquetWriter(out, schema) as writer:
        for group in _groups(rows):
            writer.write_table(pa.table(list(zip(*map(astuple, group), strict=True)), schema=schema))


def _groups(rows: Iterable[Row]) -> Iterator[list[Row]]:
    source = iter(rows)
    while group := list(islice(source, _GROUP)):
        yield group


def _pyarrow() -> None:
    try:
        import pyarrow.parquet  # noqa: F401
    except ImportError as error:
        raise ConfigError("Parquet needs pyarrow: pip install 'tech-rivalry-kg[parquet]'") from error
