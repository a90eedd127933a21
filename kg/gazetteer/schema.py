"""What an entry may say: each field checked, and the Entity that comes of it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from types import MappingProxyType
from typing import Any, Literal

from kg.gazetteer.entries import REFERENCES, Entry, Mistakes
from kg.gazetteer.known import Role
from kg.labels import as_written
from kg.model import Entity

__all__ = ["LONGEST", "NO_TEXT", "check_cycles", "check_references", "to_entity"]

LONGEST = 400
"""Most characters that a name may have."""

NO_TEXT = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")
"""Characters that no name has: control characters, and halves of characters that a faulty program wrote."""

_HOLDERS = ("Country", "Bloc")
_LISTS = ("demonyms", "capitals", "ministry", "shared", "topics")
_KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_PATTERNS = (
    ("code", re.compile(r"[a-z]{2}"), "write two lower-case letters; Norway's in quotes"),
    ("wikidata", re.compile(r"Q[1-9]\d*"), "write the item's Q and number"),
)


def to_entity(entry: Entry, classes: Collection[str], mistakes: Mistakes) -> Entity | None:
    """Return the entity that the entry describes, or None if it says something wrong, which is noted."""
    before = len(mistakes.found)
    fields = entry.fields
    if not _KEY.fullmatch(entry.key):
        mistakes.add(entry, "is no key", "use lower-case letters, digits and hyphens, in quotes if all digits")
    kind = fields.get("type", "Country" if "code" in fields else None)
    if not isinstance(kind, str) or kind not in classes:
        mistakes.add(entry, f"has unknown type {kind!r}", "use a class of kg.ttl, such as GovernmentBody")
    label = fields.get("label")
    if not isinstance(label, str) or not label.strip():
        mistakes.add(entry, f"has label {label!r}", "give the name that the news uses, in quotes if need be")
    for name in ("country", "wikipedia", *REFERENCES):
        if not isinstance(fields.get(name, ""), str):
            mistakes.add(entry, f"has {name} {fields[name]!r}", "write a string, in quotes if need be")
    for name, pattern, remedy in _PATTERNS:
        value = fields.get(name)
        if name in fields and not (isinstance(value, str) and pattern.fullmatch(value)):
            mistakes.add(entry, f"has {name} {value!r}", remedy)
    lists = {name: _strings(entry, name, mistakes) for name in ("aliases", "not", *_LISTS) if name in fields}
    attributes: dict[str, Any] = {name: lists[name] for name in _LISTS if name in lists}
    attributes |= {name: fields[name] for name in (*REFERENCES, "code") if name in fields}
    if "roles" in fields:
        roles = fields["roles"] if isinstance(fields["roles"], list) else [fields["roles"]]
        attributes["roles"] = tuple(_role(entry, role, mistakes) for role in roles)
    aliases = lists.get("aliases", ())
    names = (label, *aliases) if isinstance(label, str) else aliases
    for name in names:
        if len(name) > LONGEST:
            what = f"has a name of {len(name):,} characters ({name[:30]!r}...)"
            mistakes.add(entry, what, f"give one of {LONGEST} characters at most")
        if NO_TEXT.search(name):
            mistakes.add(entry, f"has the name {name[:30]!r}", "take the control character out")
    own = {as_written(name) for name in names}
    for name in lists.get("not", ()):
        if as_written(name) in own:
            mistakes.add(entry, f"has {name!r} both as its name and under `not`", "drop it from one of them")
    for name, what in (("ministry", "is a ministry"), ("shared", "has shared names")):
        if name in fields and "country" not in fields:
            mistakes.add(entry, f"{what} without a country", "add country: key")
    if len(mistakes.found) > before or not isinstance(kind, str) or not isinstance(label, str):
        return None
    return Entity(
        id=entry.key,
        label=label,
        type=kind,
        aliases=tuple(alias for alias in dict.fromkeys(aliases) if alias != label),
        country=fields.get("country"),
        wikipedia=fields.get("wikipedia", label if kind == "Country" else None),
        wikidata=fields.get("wikidata"),
        attributes=MappingProxyType(attributes),
    )


def _strings(entry: Entry, name: str, mistakes: Mistakes) -> tuple[str, ...]:
    values = entry.fields[name]
    if not isinstance(values, list) or not all(isinstance(value, str) and value.strip() for value in values):
        mistakes.add(entry, f"has {name} {values!r}", "write a list of strings, in quotes if need be")
        return ()
    return tuple(values)


def _role(entry: Entry, role: Any, mistakes: Mistakes) -> Role | None:
    if isinstance(role, dict):
        relations: list[Literal["leads", "worksFor"]] = ["leads", "worksFor"]
        given = [name for name in relations if name in role]
        dates = [str(role[name]) if name in role else None for name in ("from", "to")]
        if (
            len(given) == 1
            and isinstance(role[given[0]], str)
            and isinstance(role.get("title", ""), str)
            and role.keys() <= {given[0], "title", "from", "to"}
            and all(date is None or _DATE.fullmatch(date) for date in dates)
        ):
            return Role(given[0], role[given[0]], role.get("title"), dates[0], dates[1])
    mistakes.add(entry, f"has role {role!r}", "write {leads: key, title: ..., from: 2020-01-31, to: 2024}")
    return None


def check_references(entries: Mapping[str, Entry], entities: Mapping[str, Entity], mistakes: Mistakes) -> None:
    """Note the keys of other entries that lead nowhere. `entities` are those without a mistake."""
    for key, entity in entities.items():
        entry = entries[key]
        if entity.country is not None:
            holder = entities.get(entity.country)
            if entity.country not in entries or (holder is not None and holder.type not in _HOLDERS):
                mistakes.add(
                    entry, f"has unknown country {entity.country!r}", "use the key of a country or bloc, such as china"
                )
        for name in REFERENCES:
            other = entity.attributes.get(name)
            if other is not None and other not in entries:
                mistakes.add(entry, f"has unknown {name} {other!r}", "use the key of an entry, or add it")
        for role in entity.attributes.get("roles", ()):
            if role.entity not in entries:
                mistakes.add(entry, f"has a role at unknown {role.entity!r}", "use the key of an entry, or add it")


def check_cycles(entries: Mapping[str, Entry], entities: Mapping[str, Entity], mistakes: Mistakes) -> None:
    """Note each circle of parents, or of broader terms, once."""
    for name in ("parent", "broader"):
        above = {key: entity.attributes[name] for key, entity in entities.items() if name in entity.attributes}
        for circle in _circles(above):
            what = f"is its own {name}: {' > '.join([*circle, circle[0]])}"
            mistakes.add(entries[circle[0]], what, f"drop the {name} of one of them")


def _circles(above: Mapping[str, str]) -> Iterator[list[str]]:
    done: set[str] = set()
    for start in above:
        path: list[str] = []
        key: str | None = start
        while key is not None and key not in done:
            done.add(key)
            path.append(key)
            key = above.get(key)
        if key in path:
            yield path[path.index(key) :]
