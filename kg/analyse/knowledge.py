"""What `ontology/analysis.yaml` says of relations: weights of events, who depends on whom, affiliations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, cast

from kg.errors import OntologyError
from kg.resources import load_yaml, ontology_dir
from kg.vocab import relations

__all__ = ["Knowledge", "Weight", "knowledge", "read"]


@dataclass(frozen=True, slots=True)
class Weight:
    """What one event between two actors counts."""

    weight: float
    """From -10, conflict, to 10, cooperation."""
    cameo: str
    """The code of CAMEO that the weight belongs to."""
    event: str
    """The name of that code."""


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What the analyses know of relations. Relations go by local name."""

    affiliation: frozenset[str]
    weights: Mapping[str, Weight]
    unweighted: Mapping[str, str]
    """Relations without a weight, and why."""
    source: str
    """Where the weights are from."""
    commerce: frozenset[str]
    """Neutral relations by which something passes from one to the other."""
    comparison: frozenset[str]
    """Neutral relations that tie nobody to anybody."""
    dependency: Mapping[str, Literal["subject", "object"]]
    """Relations of dependence to the end that needs the other one."""
    provision: frozenset[str]
    """Relations from who makes a thing to the thing."""
    drive: frozenset[str]
    restrain: frozenset[str]
    generic: frozenset[str]
    """Nouns that name no technology in particular, singular and in lower case."""


@cache
def knowledge() -> Knowledge:
    """Return what `ontology/analysis.yaml` says. Raises OntologyError if the file is wrong."""
    return read(ontology_dir() / "analysis.yaml")


def read(path: Path) -> Knowledge:
    """Return what a YAML file says. Raises OntologyError that names the file and the entry."""
    data = load_yaml(path)
    try:
        escalation, technology = data["escalation"], data["technology"]
        weights = {
            name: Weight(float(entry["weight"]), str(entry["cameo"]), str(entry["event"]))
            for name, entry in escalation["weights"].items()
        }
        found = Knowledge(
            affiliation=frozenset(data["affiliation"]),
            weights=weights,
            unweighted={name: str(why) for why, names in escalation["without"].items() for name in names},
            source=" ".join(escalation["source"].split()),
            commerce=frozenset(data["commerce"]),
            comparison=frozenset(data["comparison"]),
            dependency=cast("Mapping[str, Literal['subject', 'object']]", dict(data["dependency"])),
            provision=frozenset(data["provision"]),
            drive=frozenset(technology["drive"]),
            restrain=frozenset(technology["restrain"]),
            generic=frozenset(map(str, data["generic"])),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise OntologyError(f"{path}: an entry is missing or malformed: {error!r}") from error
    _check(found, path)
    return found


def _check(found: Knowledge, path: Path) -> None:
    named = {*found.affiliation, *found.weights, *found.unweighted, *found.dependency}
    named |= found.commerce | found.comparison | found.provision | found.drive | found.restrain
    if unknown := sorted(named - relations().keys()):
        raise OntologyError(f"{path}: {unknown[0]} is no relation of kg.ttl: define or rename it")
    for name, entry in found.weights.items():
        if not -10 <= entry.weight <= 10:
            raise OntologyError(f"{path}: {name}: weight {entry.weight:g} is not between -10 and 10")
    for name, end in found.dependency.items():
        if end not in {"subject", "object"}:
            raise OntologyError(f"{path}: dependency: {name}: {end!r} is neither subject nor object")
