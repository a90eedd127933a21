"""The compiled gazetteer on disk, so that the files are parsed and checked only when they have changed.

A cache is named after a hash of all that it was made of, and holds JSON with a checksum before it: nothing in it is
ever executed. One that is missing, damaged or of another version is made anew; one that cannot be written costs time
and nothing else.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import tempfile
from collections.abc import Iterable
from pathlib import Path
from types import MappingProxyType
from typing import Any

from kg.gazetteer.known import Gazetteer, Role
from kg.model import Entity

__all__ = ["content_key", "read_cache", "write_cache"]

_KEPT = 8
"""Caches that stay: one for each set of files that is in use, and a few more."""


def content_key(files: Iterable[Path]) -> str | None:
    """Return a hash of the files' contents and endings and of the code that reads them; None if one is missing."""
    code = Path(__file__).parent
    digest = hashlib.sha256()
    try:
        for file in (*sorted(code.glob("*.py")), code.parent / "labels.py", *files):
            content = file.read_bytes()
            digest.update(f"{file.suffix}:{len(content)}:".encode())
            digest.update(content)
    except OSError:
        return None
    return digest.hexdigest()


def read_cache(folder: Path, key: str) -> Gazetteer | None:
    """Return the gazetteer that was stored under the key, or None if there is none that is whole."""
    try:
        checksum, _, data = _path(folder, key).read_bytes().partition(b"\n")
        if hashlib.sha256(data).hexdigest().encode() != checksum:
            return None
        return _from_json(json.loads(data))
    except (OSError, ValueError, TypeError, KeyError):
        return None


def write_cache(folder: Path, key: str, gazetteer: Gazetteer) -> None:
    """Store the gazetteer under the key, for the user alone to read; older caches go. Does nothing if it cannot."""
    data = json.dumps(_to_json(gazetteer), ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    draft: Path | None = None
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder, prefix="draft-", delete=False) as stream:
            draft = Path(stream.name)
            stream.write(hashlib.sha256(data).hexdigest().encode() + b"\n" + data)
        draft.replace(_path(folder, key))  # at once: another process reads the old one or the new one, whole
        stored = sorted(folder.glob("gazetteer-*.json"), key=lambda path: path.stat().st_mtime, reverse=True)
        for old in stored[_KEPT:]:
            old.unlink(missing_ok=True)
    except OSError:
        if draft is not None:
            with contextlib.suppress(OSError):
                draft.unlink(missing_ok=True)


def _path(folder: Path, key: str) -> Path:
    return folder / f"gazetteer-{key[:32]}.json"


def _to_json(gazetteer: Gazetteer) -> dict[str, Any]:
    entities = []
    for entity in gazetteer.entities.values():
        attributes = dict(entity.attributes)
        if "roles" in attributes:
            attributes["roles"] = [
                (role.relation, role.entity, role.title, role.start, role.end) for role in attributes["roles"]
            ]
        names = (entity.id, entity.label, entity.type, entity.aliases)
        entities.append((*names, entity.country, entity.wikipedia, entity.wikidata, attributes))
    return {
        "entities": entities,
        "demonyms": dict(gazetteer.demonyms),
        "capitals": dict(gazetteer.capitals),
        "forms": gazetteer.forms,
        "index": dict(gazetteer.index),
        "guarded": sorted(gazetteer.guarded),
        "never": {key: sorted(names) for key, names in gazetteer.never.items()},
        "fingerprint": gazetteer.fingerprint,
        "notes": gazetteer.notes,
    }


def _from_json(data: dict[str, Any]) -> Gazetteer:
    entities = {}
    for key, label, kind, aliases, country, wikipedia, wikidata, given in data["entities"]:
        attributes = {name: tuple(value) if isinstance(value, list) else value for name, value in given.items()}
        if "roles" in attributes:
            attributes["roles"] = tuple(Role(*role) for role in attributes["roles"])
        entities[key] = Entity(
            key, label, kind, tuple(aliases), country, wikipedia, wikidata, MappingProxyType(attributes)
        )
    return Gazetteer(
        entities=MappingProxyType(entities),
        demonyms=MappingProxyType(data["demonyms"]),
        capitals=MappingProxyType(data["capitals"]),
        forms=tuple(map(tuple, data["forms"])),
        index=MappingProxyType(data["index"]),
        guarded=frozenset(data["guarded"]),
        never=MappingProxyType({key: frozenset(names) for key, names in data["never"].items()}),
        fingerprint=data["fingerprint"],
        notes=tuple(data["notes"]),
    )
