"""How noun phrases stand for arguments: word lists of `ontology/arguments.yaml` and `descriptions.yaml`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from kg.resources import load_yaml, ontology_dir

__all__ = ["Phrases", "load_phrases"]


@dataclass(frozen=True, slots=True)
class Phrases:
    """`ontology/arguments.yaml`, and the organisations of `descriptions.yaml`."""

    partitives: frozenset[str]
    measures: frozenset[str]
    object_control: frozenset[str]
    representatives: frozenset[str]
    prepositional_control: frozenset[str]
    metonyms: frozenset[str]
    corporate_titles: frozenset[str]
    speakers: frozenset[str]
    members: frozenset[str]
    copulas: frozenset[str]
    referring: frozenset[str]
    subject_control: frozenset[str]
    object_control_prepositions: frozenset[str]
    vehicles: frozenset[str]
    naming: frozenset[str]
    public_titles: frozenset[str]
    facilities: frozenset[str]
    fractions: frozenset[str]
    unmade: frozenset[str]
    enacting: frozenset[str]
    currencies: frozenset[str]
    shares: frozenset[str]
    no_gerund: frozenset[str]
    succession: frozenset[str]
    givers: frozenset[str]
    occasions: frozenset[str]
    permissions: frozenset[str]
    seated: frozenset[str]
    eponyms: frozenset[str]
    past_forms: frozenset[str]
    gerunds: frozenset[str]
    speech: frozenset[str]
    unnamed: frozenset[str]
    suspicions: frozenset[str]
    assaults: frozenset[str]
    blaming: frozenset[str]
    authorities: frozenset[str]
    getting: frozenset[str]
    no_things: frozenset[str]
    placed: frozenset[str]
    helps: frozenset[str]
    bare: frozenset[str]
    attempts: frozenset[str]
    gathering: frozenset[str]
    discussing: frozenset[str]
    calling: frozenset[str]
    passing: frozenset[str]
    spending: frozenset[str]
    undergone: frozenset[str]
    organisations: frozenset[str]
    abstract_endings: tuple[str, ...]


@cache
def load_phrases() -> Phrases:
    """Return the noun-phrase knowledge of the ontology."""
    data = load_yaml(ontology_dir() / "arguments.yaml")
    data["organisations"] = load_yaml(ontology_dir() / "descriptions.yaml")["organisations"]
    endings = tuple(data.pop("abstract_endings"))
    return Phrases(abstract_endings=endings, **{name: frozenset(map(str, values)) for name, values in data.items()})
