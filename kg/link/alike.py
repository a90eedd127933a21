"""Pairs of entities with alike names: brought together under keys (blocking) and compared.

The work grows with the number of names and not with its square.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from itertools import combinations
from typing import NamedTuple

from kg.ids import is_known_entity
from kg.link.kinds import agree
from kg.link.likeness import Way, compare, keys, words
from kg.vocab import class_ancestors

__all__ = ["Alike", "alike", "usable"]

_CROWD = 40
"""Names under one key beyond which it tells nothing: "Chinese ..." or "National ..."."""
_SHORTENED = frozenset({"Agent", "Policy", "Event"})
"""Classes whose members go by a part of their name."""


class Alike(NamedTuple):
    """Two entities by their two names that are most alike, the shorter name first."""

    short: str
    full: str
    short_name: str
    full_name: str
    way: Way
    weight: float


def usable(iri: str, names: Iterable[str]) -> list[str]:
    """Return the proper names of an entity; none if only its document tells it apart from its likes."""
    return [] if "entity/in/" in iri else sorted(name for name in names if not name.islower() and name.strip())


def alike(
    names: Mapping[str, Iterable[str]], kinds_of: Callable[[str], frozenset[str]]
) -> dict[tuple[str, str], Alike]:
    """Return the pairs with alike names and classes that agree, by their IRIs in order; two known ones are none."""
    blocks: defaultdict[tuple[str, str], dict[tuple[str, str], None]] = defaultdict(dict)
    for iri, given in sorted(names.items()):
        for name in given:
            for key in keys(name):
                blocks[key][iri, name] = None
    found: dict[tuple[str, str], Alike] = {}
    for block in blocks.values():
        if not 1 < len(block) <= _CROWD:
            continue
        for (one, name), (other, second) in combinations(block, 2):
            if one == other or (is_known_entity(one) and is_known_entity(other)):
                continue
            if not agree(kinds_of(one), kinds_of(other)):
                continue
            both = kinds_of(one) | kinds_of(other)
            classes = frozenset[str]().union(*(class_ancestors().get(kind, frozenset()) for kind in both))
            likeness = compare(name, second, person="Person" in classes, shortens=bool(classes & _SHORTENED))
            pair = (min(one, other), max(one, other))
            if likeness and (pair not in found or likeness.weight > found[pair].weight):
                short, full = sorted(((one, name), (other, second)), key=lambda each: (_size(each[1]), each))
                found[pair] = Alike(short[0], full[0], short[1], full[1], *likeness)
    return found


def _size(name: str) -> tuple[int, int]:
    parts = words(name)
    return len(parts), len("".join(parts))
