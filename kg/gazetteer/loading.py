"""Reads the package's files and the user's into one gazetteer."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from kg import config
from kg.gazetteer.cache import content_key, read_cache, write_cache
from kg.gazetteer.compile import compile_entries
from kg.gazetteer.csv_file import read_csv
from kg.gazetteer.entries import Entry, Mistakes, Rank
from kg.gazetteer.ftm_file import read_ftm
from kg.gazetteer.known import Gazetteer
from kg.gazetteer.yaml_file import read_yaml
from kg.resources import ontology_dir, ontology_files

__all__ = ["load", "read"]


def load() -> Gazetteer:
    """Return the gazetteer of the ontology and of the files that the settings name, read again when these change.

    Raises OntologyError with one line a mistake, each with file and line, if something in them is wrong.
    """
    return _load(tuple(_stamp(file) for file in config.settings().gazetteer))


def _stamp(file: Path) -> tuple[Path, int, int]:
    try:
        status = file.stat()
    except OSError:  # the reader says what is wrong
        return file, 0, 0
    return file, status.st_mtime_ns, status.st_size


@lru_cache(maxsize=2)
def _load(stamped: tuple[tuple[Path, int, int], ...]) -> Gazetteer:
    from kg.vocab import class_ancestors

    own = [file for file, _, _ in stamped]
    files = ontology_files("gazetteer", "*.yaml")
    folder = config.settings().cache
    others = (ontology_dir() / name for name in ("kg.ttl", "followthemoney.yaml"))
    key = content_key([*files, *others, *own]) if folder else None
    if folder is None or key is None:
        return read(files, class_ancestors(), own=own)
    found = read_cache(folder, key)
    if found is None:
        found = read(files, class_ancestors(), own=own)
        write_cache(folder, key, found)
    return found


def read(files: Iterable[Path], classes: Collection[str], *, own: Iterable[Path] = ()) -> Gazetteer:
    """Return the gazetteer of these YAML files and of `own` ones, in YAML, CSV or FollowTheMoney's JSON lines.

    `classes` are the local names that a type may have. An entry of an own file with the key of another in `files`
    overrides what it says and leaves the rest; its names win over theirs. Raises OntologyError as `load` does.
    """
    mistakes = Mistakes()
    entries: dict[str, Entry] = {}
    for file in files:
        _add(read_yaml(file, Rank.PACKAGE, mistakes), entries, mistakes)
    countries = {
        str(entry.fields["code"]): key for key, entry in entries.items() if isinstance(entry.fields.get("code"), str)
    }
    for file in own:
        _add(_read_own(file, countries, mistakes), entries, mistakes)
    return compile_entries(entries, classes, mistakes)


def _read_own(file: Path, countries: dict[str, str], mistakes: Mistakes) -> Iterator[Entry]:
    ending = file.suffix.lower()
    if ending in {".yaml", ".yml"}:
        return read_yaml(file, Rank.OWN, mistakes)
    if ending == ".csv":
        return read_csv(file, Rank.OWN, mistakes)
    if ending in {".json", ".jsonl", ".ndjson"}:
        return read_ftm(file, countries, mistakes)
    mistakes.add_at(file, 0, "is of no kind that is read: name a file .yaml, .csv, or .jsonl for FollowTheMoney")
    return iter(())


def _merged(first: Entry, second: Entry) -> dict[str, Any]:
    """Return what the two say of one entity: the first's words, the names and topics of both."""
    fields = {**second.fields, **first.fields}
    names = dict.fromkeys((*first.fields["aliases"], second.fields["label"], *second.fields["aliases"]))
    fields["aliases"] = [name for name in names if name != fields["label"]]
    if topics := {*first.fields.get("topics", ()), *second.fields.get("topics", ())}:
        fields["topics"] = sorted(topics)
    return fields


def _add(found: Iterator[Entry], entries: dict[str, Entry], mistakes: Mistakes) -> None:
    for entry in found:
        other = entries.get(entry.key)
        if other is not None and other.rank < entry.rank:
            entry = replace(entry, fields={**other.fields, **entry.fields})
        elif other is not None and other.rank == Rank.LIST:  # one id is one entity, in however many lists
            entry = replace(other, fields=_merged(other, entry))
        elif other is not None:
            where = f"is also in {other.file.name}:{other.line}"
            mistakes.add(entry, where, "give it another key or merge the two")
            continue
        entries[entry.key] = entry
