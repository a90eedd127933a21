"""Entries of a FollowTheMoney file, one JSON object a line: the format of public lists of sanctions.

https://followthemoney.tech/ says what it holds; `ontology/followthemoney.yaml` which of it is read. Weak aliases are
left out, as are names that would be found everywhere: those of one word that a person has.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from kg.errors import OntologyError
from kg.gazetteer.entries import Entry, Mistakes, Rank
from kg.gazetteer.schema import LONGEST, NO_TEXT
from kg.labels import normalise
from kg.resources import load_yaml, ontology_dir

__all__ = ["read_ftm"]

_WIKIDATA = re.compile(r"Q[1-9]\d*")


def read_ftm(file: Path, countries: Mapping[str, str], mistakes: Mistakes) -> Iterator[Entry]:
    """Yield the persons, companies and bodies of the file; lines that are no entities are noted among the mistakes.

    `countries` are the keys of countries by ISO code. Addresses, ships, sanctions as such and entities without a
    name that can be looked for are passed over. A key is `ftm-` and the entity's id.
    """
    try:
        with file.open(encoding="utf-8-sig") as stream:
            for number, line in enumerate(stream, 1):
                if line.strip():
                    yield from _entry(line, file, number, countries, mistakes)
    except UnicodeDecodeError as error:
        mistakes.add_at(file, 0, f"is not in UTF-8 (byte {error.start}): save it as UTF-8")
    except OSError as error:
        mistakes.add_at(file, 0, f"cannot be read: {error.strerror}")


def _entry(line: str, file: Path, number: int, countries: Mapping[str, str], mistakes: Mistakes) -> Iterator[Entry]:
    try:
        data = json.loads(line)
    except (ValueError, RecursionError) as error:
        mistakes.add_at(file, number, f"is no JSON ({error}): write one object a line")
        return
    known, name_properties, country_properties = _schema()
    properties = data.get("properties") if isinstance(data, dict) else None
    if not isinstance(properties, dict) or not (
        isinstance(data.get("id"), str) and isinstance(data.get("schema"), str)
    ):
        mistakes.add_at(file, number, "is no FollowTheMoney entity: write an object with id, schema and properties")
        return
    kind = known.get(data["schema"])
    if kind is None:
        return
    values = {name: [str(value) for value in given] for name, given in properties.items() if isinstance(given, list)}
    caption = data.get("caption")
    written = [caption] if isinstance(caption, str) else []
    written += [name for property_ in name_properties for name in values.get(property_, ())]
    names = list(dict.fromkeys(name for each in written if (name := _name(each, kind))))
    if not names:
        return
    fields: dict[str, Any] = {"type": kind, "label": " ".join(next(n for n in written if _name(n, kind)).split())}
    fields["aliases"] = [name for name in names if name != fields["label"]]
    codes = [code.lower() for property_ in country_properties for code in values.get(property_, ())]
    if country := next((countries[code] for code in codes if code in countries), None):
        fields["country"] = country
    if topics := sorted(values.get("topics", ())):
        fields["topics"] = topics
    if _WIKIDATA.fullmatch(data["id"]):
        fields["wikidata"] = data["id"]
    key = "ftm-" + re.sub(r"[^a-z0-9]+", "-", data["id"].lower()).strip("-")
    yield Entry(key, fields, file, number, Rank.LIST)


def _name(written: str, kind: str) -> str | None:
    """Return the name to look for; in lower case, which is found in any, if it is written in capitals."""
    name = " ".join(written.split())
    plain = normalise(name)
    if len(plain) < 2 or len(name) > LONGEST or NO_TEXT.search(name) or (kind == "Person" and " " not in plain):
        return None
    return name.lower() if name.isupper() and " " in name else name


@cache
def _schema() -> tuple[Mapping[str, str], tuple[str, ...], tuple[str, ...]]:
    """Return the class of each schema that is read, the properties with names, and those with countries."""
    path = ontology_dir() / "followthemoney.yaml"
    data = load_yaml(path)
    try:
        return dict(data["schemata"]), tuple(data["names"]), tuple(data["countries"])
    except (TypeError, KeyError, ValueError) as error:
        raise OntologyError(f"{path}: lacks schemata, names or countries: restore it") from error
