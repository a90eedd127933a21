"""The lexicon: typed frames that map predicates and their roles to relations.

Read from `ontology/relations/*.yaml`; the language of the frames is described in CONTRIBUTING.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from kg import vocab
from kg.errors import OntologyError
from kg.extract.arguments import THING
from kg.resources import load_yaml, ontology_dir, ontology_files

__all__ = ["Entry", "Frame", "Lexicon", "load"]

_TRIGGERS = ("verb", "noun", "adj", "name", "demonym")
_KEYS = {
    *_TRIGGERS,
    "roles",
    "with",
    "without",
    "types",
    "abroad",
    "at_home",
    "by_measure",
    "polarity",
    "modality",
    "stated",
    "of_another",
}
_POLARITIES = {None, "affirmed", "negated"}
_MODALITIES = {None, "actual", "planned", "possible", "requested", "conditional", "alleged"}

Paths = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """One way to say a relation."""

    relation: str
    kind: str
    """The kind of trigger: "verb", "noun", "adj", "name", "demonym"."""
    triggers: tuple[str, ...]
    subject: Paths
    """Role paths that may hold the subject, the preferred first."""
    object: Paths
    conditions: tuple[tuple[Paths, frozenset[str]], ...]
    """Roles that must be filled by one of the words; "*" is any filler."""
    exclusions: tuple[tuple[Paths, frozenset[str]], ...]
    """Roles that must not be filled by any of the words."""
    subject_types: tuple[str, ...]
    object_types: tuple[str, ...]
    abroad: bool = False
    """True if subject and object must not be of the same country, as far as the text or the gazetteer tells."""
    by_measure: bool = False
    """True if what a measure does counts as done by whoever made it."""
    at_home: bool = False
    """True if a country must not be another than the one that the gazetteer gives a known subject."""
    of_another: bool = False
    """True if what it is done to is never one's own: whoever criticises "his plan" criticises another's."""
    polarity: str | None = None
    modality: str | None = None
    stated: str | None = None
    """The role whose word states it, if not the trigger: what is done under a deal is planned, the deal is not."""
    number: int = 0
    """Its place among the frames of its relation, from 1."""

    @property
    def pairs(self) -> bool:
        """True if both arguments come from one role: "China and the US compete"."""
        return self.subject == self.object

    def name(self, trigger: str) -> str:
        """Return the name of the frame as claims carry it."""
        role = next((r for r in self.object if r not in {"object", "subject"}), self.object[0])
        return f"{self.relation}/{trigger.replace(' ', '-')}-{role}"


@dataclass(frozen=True, slots=True)
class Entry:
    """What the lexicon says of one relation."""

    relation: str
    frames: tuple[Frame, ...]
    over: frozenset[str]
    """Relations that give way to this one where both fit the same words and the same pair."""
    match: tuple[str, ...]
    no_match: tuple[str, ...]
    path: Path


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All frames, by trigger."""

    entries: Mapping[str, Entry]
    frames: Mapping[tuple[str, str], tuple[Frame, ...]]
    """(kind, trigger) -> frames, in the order of the files."""
    light_verbs: frozenset[str]
    symmetric: frozenset[str]

    def of(self, kind: str, trigger: str) -> tuple[Frame, ...]:
        """Return the frames that the word triggers as a predicate of that kind."""
        return self.frames.get((kind, trigger), ())


@cache
def load() -> Lexicon:
    """Return the lexicon of the ontology.

    Raises OntologyError that names the file, the relation and the frame for each kind of mistake:
    an unknown relation, class or key, a frame without trigger or roles.
    """
    known = vocab.relations()
    classes = vocab.class_ancestors()
    entries: dict[str, Entry] = {}
    for path in ontology_files("relations", "*.yaml"):
        relations = load_yaml(path)
        if not isinstance(relations, dict):
            raise OntologyError(f"{path}: no relations: write a mapping from relation to its entry")
        for relation, data in relations.items():
            where = f"{path}: {relation}"
            if relation not in known:
                raise OntologyError(f"{where}: no such relation in kg.ttl: declare it there or correct the name")
            if relation in entries:
                raise OntologyError(f"{where}: stands in {entries[relation].path.name} already: keep one entry")
            entries[relation] = _entry(relation, data, path, where, set(known), set(classes))
    frames: dict[tuple[str, str], list[Frame]] = {}
    for entry in entries.values():
        for frame in entry.frames:
            for trigger in frame.triggers:
                frames.setdefault((frame.kind, trigger), []).append(frame)
    return Lexicon(
        entries=entries,
        frames={key: tuple(value) for key, value in frames.items()},
        light_verbs=frozenset(map(str, load_yaml(ontology_dir() / "light_verbs.yaml"))),
        symmetric=frozenset(name for name, relation in known.items() if relation.symmetric),
    )


def _entry(relation: str, data: Any, path: Path, where: str, relations: set[str], classes: set[str]) -> Entry:
    if not isinstance(data, dict) or not all(isinstance(data.get(role), list) for role in ("subject", "object")):
        raise OntologyError(f"{where}: give the classes of subject and object, as lists")
    over = frozenset(data.get("over") or ())
    if unknown := over - relations:
        raise OntologyError(f"{where}: over: no such relation: {', '.join(sorted(unknown))}")
    types = {role: tuple(data[role]) for role in ("subject", "object")}
    shared = {key: data[key] for key in ("abroad", "at_home", "by_measure", "of_another") if key in data}
    never = data.get("without") or {}
    frames = tuple(
        _frame(
            relation,
            {**shared, **frame, "without": {**never, **(frame.get("without") or {})}},
            types,
            f"{where}: frame {number}",
            classes,
            number,
        )
        for number, frame in enumerate(data.get("frames") or (), 1)
    )
    return Entry(relation, frames, over, tuple(data.get("match") or ()), tuple(data.get("no_match") or ()), path)


def _frame(
    relation: str, data: Any, types: dict[str, tuple[str, ...]], where: str, classes: set[str], number: int
) -> Frame:
    if unknown := set(data) - _KEYS:
        raise OntologyError(f"{where}: unknown key {', '.join(sorted(unknown))}: use {', '.join(sorted(_KEYS))}")
    kinds = [kind for kind in _TRIGGERS if kind in data]
    if len(kinds) != 1:
        raise OntologyError(f"{where}: give exactly one trigger: {', '.join(_TRIGGERS)}")
    roles = data.get("roles") or {}
    if set(roles) != {"subject", "object"}:
        raise OntologyError(f"{where}: roles needs subject and object, and nothing else")
    narrowed = {**types, **{role: tuple(names) for role, names in (data.get("types") or {}).items()}}
    triggers = data[kinds[0]]
    trigger_names = tuple(map(str, triggers)) if isinstance(triggers, list) else _split(triggers)
    if not all(trigger_names):
        raise OntologyError(f"{where}: the trigger is empty")
    named = kinds[0] in {"name", "demonym"}
    used = {name for names in narrowed.values() for name in names} | (set(trigger_names) if named else set())
    if wrong := used - classes - {THING}:
        raise OntologyError(f"{where}: no such class in kg.ttl: {', '.join(sorted(wrong))}")
    if data.get("polarity") not in _POLARITIES or data.get("modality") not in _MODALITIES:
        raise OntologyError(f"{where}: polarity or modality has a value that does not exist")
    if any(not isinstance(role, str) for key in ("with", "without") for role in data.get(key) or {}):
        raise OntologyError(f'{where}: a role is no string: write words such as "on" and "off" in quotes')
    conditions, exclusions = (
        tuple((_split(role), frozenset(_split(words))) for role, words in (data.get(key) or {}).items())
        for key in ("with", "without")
    )
    return Frame(
        relation=relation,
        kind=kinds[0],
        triggers=trigger_names if named else tuple(trigger.lower() for trigger in trigger_names),
        subject=_split(roles["subject"]),
        object=_split(roles["object"]),
        conditions=conditions,
        exclusions=exclusions,
        subject_types=narrowed["subject"],
        object_types=narrowed["object"],
        abroad=bool(data.get("abroad")),
        by_measure=bool(data.get("by_measure")),
        at_home=bool(data.get("at_home")),
        of_another=bool(data.get("of_another")),
        polarity=data.get("polarity"),
        modality=data.get("modality"),
        stated=data.get("stated"),
        number=number,
    )


def _split(alternatives: Any) -> tuple[str, ...]:
    return tuple(part.strip() for part in str(alternatives).split("|"))
