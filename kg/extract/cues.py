"""Factuality cues: what a governing word does to what stands below it, from `ontology/cues.yaml`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from kg.errors import OntologyError
from kg.model import Modality
from kg.resources import load_yaml, ontology_dir

__all__ = ["Cue", "Cues", "load_cues"]


@dataclass(frozen=True, slots=True)
class Cue:
    """What a governing word does to what stands below it."""

    attribute: bool = False
    modality: Modality | None = None
    negated: bool = False
    objects: bool = False
    """True if a bare event noun below it is reached, not only a clause."""
    double: Modality | None = None
    """The modality that is left when the governor itself is negated."""


@dataclass(frozen=True, slots=True)
class Cues:
    """`ontology/cues.yaml`, by word."""

    verbs: Mapping[str, tuple[tuple[str, Cue], ...]]
    adjectives: Mapping[str, tuple[tuple[str, Cue], ...]]
    nouns: Mapping[str, tuple[tuple[str, Cue], ...]]
    adverbs: Mapping[str, str]
    modifiers: Mapping[str, str]
    auxiliaries: Mapping[str, str]
    conditional: frozenset[str]
    not_yet: frozenset[str]
    sources: frozenset[str]
    negators: frozenset[str]
    without: frozenset[str]
    manner: frozenset[str]
    wishes: frozenset[str]
    asides: frozenset[str]
    ranks: frozenset[str]
    deeds: frozenset[str]
    views: frozenset[str]


@cache
def load_cues() -> Cues:
    """Return the cues of the ontology. Raises OntologyError if a group is malformed."""
    path = ontology_dir() / "cues.yaml"
    data = load_yaml(path)
    try:
        return Cues(
            verbs=_governors(data["verbs"]),
            adjectives=_governors(data["adjectives"]),
            nouns=_governors(data["nouns"]),
            adverbs=_effects(data["adverbs"]),
            modifiers=_effects(data["modifiers"]),
            auxiliaries=_effects(data["auxiliaries"]),
            conditional=_words(data["conditional"]),
            not_yet=_words(data["not_yet"]),
            sources=_words(data["sources"]),
            negators=_words(data["negators"]),
            without=_words(data["without"]),
            manner=_words(data["manner"]),
            wishes=_words(data["wishes"]),
            asides=_words(data["asides"]),
            ranks=_words(data["ranks"]),
            deeds=_words(data["deeds"]),
            views=_words(data["views"]),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise OntologyError(f"{path}: the group {error} is missing or malformed") from error


def _words(listed: Iterable[object]) -> frozenset[str]:
    return frozenset(map(str, listed))


def _effects(groups: Mapping[str, Iterable[object]]) -> dict[str, str]:
    return {str(word): effect for effect, words in groups.items() for word in words}


def _governors(groups: Mapping[str, Any]) -> dict[str, tuple[tuple[str, Cue], ...]]:
    found: dict[str, list[tuple[str, Cue]]] = {}
    for group, data in groups.items():
        cue = Cue(
            attribute=bool(data.get("attribute")),
            modality=data.get("modality"),
            negated=data.get("polarity") == "negated",
            objects=bool(data.get("objects")),
            double=data.get("when_negated"),
        )
        for word in data["words"]:
            found.setdefault(str(word), []).append((group, cue))
    return {word: tuple(cues) for word, cues in found.items()}
