"""Writes a whole store out, for other programs and for safe-keeping; the same store always gives the same bytes."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import IO, Any, Literal, TypeAlias, get_args

from kg.errors import ConfigError
from kg.exchange.files import COMPRESSIONS, bare_suffix, writing
from kg.exchange.rdf import write_jsonld, write_nquads, write_trig, write_turtle
from kg.exchange.tables import write_csv, write_parquet
from kg.exchange.xml_graphs import write_gexf, write_graphml
from kg.store import Store

__all__ = ["FORMATS", "ExportFormat", "export", "format_of"]

ExportFormat: TypeAlias = Literal["nquads", "trig", "turtle", "jsonld", "jsonl", "graphml", "gexf", "csv", "parquet"]
FORMATS: tuple[ExportFormat, ...] = get_args(ExportFormat)

_SUFFIXES: Mapping[str, ExportFormat] = {
    ".nq": "nquads",
    ".nquads": "nquads",
    ".trig": "trig",
    ".ttl": "turtle",
    ".turtle": "turtle",
    ".jsonld": "jsonld",
    ".jsonl": "jsonl",
    ".graphml": "graphml",
    ".gexf": "gexf",
}
_ARCHIVED: Mapping[str, ExportFormat] = {"": "csv", ".csv": "csv", ".parquet": "parquet"}
"""What an archive holds, by the suffix before .zip."""


_SEVERAL = "{0} is several files: name a folder, with --format {0}, or an archive that ends in .{0}.zip"


def _write_jsonl(store: Store, out: IO[bytes]) -> None:
    for claim, _ in store.claims():
        out.write(json.dumps(claim.as_json(), ensure_ascii=False).encode() + b"\n")


_WRITERS: Mapping[str, Callable[[Store, IO[bytes]], None]] = {
    "nquads": write_nquads,
    "trig": write_trig,
    "turtle": write_turtle,
    "jsonld": write_jsonld,
    "jsonl": _write_jsonl,
    "graphml": write_graphml,
    "gexf": write_gexf,
}
_TABLES: Mapping[str, Callable[[Store, Any], None]] = {"csv": write_csv, "parquet": write_parquet}
"""What writes several files, into a folder or an archive."""


def format_of(path: Path) -> ExportFormat:
    """Return the format that a file's suffix stands for, before that of a compression or of an archive.

    Raises ConfigError if it stands for none.

    >>> format_of(Path("graph.nq.gz")), format_of(Path("graph.csv.zip")), format_of(Path("graph.zip"))
    ('nquads', 'csv', 'csv')
    """
    suffix = bare_suffix(path)
    if suffix == ".zip":
        return _ARCHIVED.get(Path(path.stem).suffix.lower(), "csv")
    if suffix in _ARCHIVED and suffix:
        raise ConfigError(f"{path}: {_SEVERAL.format(suffix[1:])}")
    if suffix not in _SUFFIXES:
        names = ", ".join((*_SUFFIXES, *(f".{form}.zip" for form in _TABLES)))
        raise ConfigError(f"{path}: tells no format: give --format, or a name that ends in {names}")
    return _SUFFIXES[suffix]


def export(store: Store, form: ExportFormat, target: Path | IO[bytes]) -> None:
    """Write the store to a file, which is compressed if its name says so, or into what is open for writing.

    nquads, trig and jsonld keep the graph of each statement and lose nothing; turtle merges all graphs. jsonl holds the
    claims alone, one a line, as `kg extract` writes them. graphml and gexf hold entities and what claims say of them,
    csv and parquet that and the claims: a folder, or a zip archive if the name ends so or the target is open. A file is
    written wholly or not at all. Raises ConfigError if a package is missing, KgError if the file cannot be
    written.
    """
    if form in _TABLES:
        if not isinstance(target, Path):
            _TABLES[form](store, target)
        elif target.suffix.lower() == ".zip":
            with writing(target) as file:
                _TABLES[form](store, file)
        elif target.suffix.lower() in {*COMPRESSIONS, f".{form}"}:
            raise ConfigError(f"{target}: {_SEVERAL.format(form)}")
        else:
            _TABLES[form](store, target)
    elif isinstance(target, Path):
        with writing(target) as file:
            _WRITERS[form](store, file)
    else:
        _WRITERS[form](store, target)
