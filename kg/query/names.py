"""Finds the entity that a name stands for, among those that the store knows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from difflib import get_close_matches
from typing import NamedTuple
from weakref import WeakKeyDictionary

import pyoxigraph as ox

from kg import gazetteer
from kg.errors import QueryError
from kg.ids import DEFAULT_BASE, entity_iri, slug
from kg.store import LocalStore, Store
from kg.store.terms import RDFS, SKOS, graph_iri, node, prefixes
from kg.vocab import entity_classes, individuals, label, relations

__all__ = [
    "expand",
    "find_class",
    "find_entity",
    "find_modality",
    "find_relation",
    "find_term",
    "find_unmerged",
    "suggest",
]

_SHOWN = 60
"""Characters of a name that a message repeats."""


class _Name(NamedTuple):
    rank: int
    """0: label of a known entity, 1: another name of one, 2: name of an entity that only articles know."""
    iri: str
    text: str
    merged: bool
    """Whether another entity stands for the one with this name."""


def find_entity(store: Store, name: str) -> str:
    """Return the IRI of the entity with this name, whole or prefixed IRI; case, accents and punctuation are ignored.

    Labels go before other names, and entities of the gazetteer before those that only articles name; a demonym or
    a seat of government finds its country; of what was merged, one finds the entity that stands for it. Raises
    QueryError, with names that come close, if there is no such entity, or with the candidates if several have that
    name.
    """
    canonical = store.merges.canonical
    return _one(name, {canonical.get(iri, iri) for iri, _ in _candidates(store, name)})


def find_unmerged(store: Store, name: str) -> str:
    """Return the IRI that articles were linked to for this name, though another entity may stand for it now.

    Raises QueryError as `find_entity` does.
    """
    found = _candidates(store, name)
    # One that stands for others may have their name as well: it is theirs.
    return _one(name, {iri for iri, merged in found if merged} or {iri for iri, _ in found})


def find_relation(name: str, base: str = DEFAULT_BASE) -> str:
    """Return the local name of the relation that goes by this local name, label or IRI.

    Raises QueryError, with names that come close, if there is no such relation.

    >>> find_relation("depends on"), find_relation("kg:dependsOn")
    ('dependsOn', 'dependsOn')
    """
    return find_term(name, "relation", relations(), base)


def find_class(name: str, base: str = DEFAULT_BASE) -> str:
    """Return the local name of the class of entities that goes by this local name, label or IRI, in any case.

    Raises QueryError, with names that come close or all that there are, if there is none.

    >>> find_class("company"), find_class("trade measure"), find_class("kg:Bloc")
    ('Company', 'TradeMeasure', 'Bloc')
    """
    return find_term(name, "class", entity_classes(), base)


def find_modality(name: str, base: str = DEFAULT_BASE) -> str:
    """Return the local name of the modality of claims that goes by this local name, label or IRI, in any case.

    Raises QueryError, with names that come close or all that there are, if there is none.

    >>> find_modality("Alleged")
    'alleged'
    """
    return find_term(name, "modality", individuals("Modality"), base)


def find_term(name: str, kind: str, among: Iterable[str], base: str = DEFAULT_BASE) -> str:
    """Return which of these local names of the ontology goes by this local name, label or IRI; `kind` says of what.

    Raises QueryError, with names that come close or all that there are, if none does.
    """
    there = list(among)
    names = {slug(label(local)): local for local in there} | {slug(local): local for local in there}
    found = names.get(slug(name.strip("<>").removeprefix(base).removeprefix("kg:")))
    if found is None:
        close = suggest(name, there) if len(name) <= 2 * _SHOWN else []
        hint = f"did you mean {', '.join(close)}?" if close else f"one of {', '.join(there)}"
        raise QueryError(f"there is no {kind} {_short(name)!r}: {hint}")
    return found


def _one(name: str, candidates: set[str]) -> str:
    if len(candidates) > 1:
        listed = ", ".join(sorted(candidates))
        raise QueryError(f"several entities are called {_short(name)!r}: give the IRI of one: {listed}")
    return candidates.pop()


def _candidates(store: Store, name: str) -> set[tuple[str, bool]]:
    """Return the IRIs with this name, and whether others stand for them; at least one."""
    iri = expand(name, prefixes(store.base))
    if iri:
        if not _known(store, iri):
            raise QueryError(f"no entity has the IRI {_short(iri)}: give a name, or an IRI that the store has")
        return {(iri, False)}
    index = _index(store)
    if found := index.get(slug(name)):
        best = min(entry.rank for entry in found)
        return {(entry.iri, entry.merged) for entry in found if entry.rank == best}
    if key := gazetteer.load().lookup(name):
        return {(entity_iri(key, store.base), False)}
    close = _close(name, index)
    hint = f"did you mean {', '.join(map(repr, close))}?" if close else "see `kg query entities` for those there are"
    raise QueryError(f"no entity is called {_short(name)!r}: {hint}")


def _short(name: str) -> str:
    return name if len(name) <= _SHOWN else f"{name[:_SHOWN]}…"


def expand(name: str, spaces: dict[str, str]) -> str | None:
    """Return the IRI that the name is, whole or with one of the prefixes; None if it is none."""
    prefix, colon, rest = name.strip("<>").partition(":")
    if colon and rest.startswith("//"):
        return name.strip("<>")
    return f"{spaces[prefix]}{rest}" if colon and prefix in spaces and " " not in rest else None


def _known(store: Store, iri: str) -> bool:
    try:
        subject = ox.NamedNode(iri)
    except ValueError:  # not an IRI at all
        return False
    return next(store.quads(subject, None, None), None) is not None


_indexes: WeakKeyDictionary[Store, dict[str, set[_Name]]] = WeakKeyDictionary()


def _index(store: Store) -> dict[str, set[_Name]]:
    """Return the names by slug; made once for a store in a directory that is open for reading, as it cannot change."""
    if not (isinstance(store, LocalStore) and store.read_only):
        return _make_index(store)
    if store not in _indexes:
        _indexes[store] = _make_index(store)
    return _indexes[store]


def _make_index(store: Store) -> dict[str, set[_Name]]:
    index: defaultdict[str, set[_Name]] = defaultdict(set)
    reference = ox.NamedNode(graph_iri("reference", store.base))
    for rank, predicate in enumerate((f"{RDFS}label", f"{SKOS}altLabel", f"{store.base}mergedLabel")):
        for quad in store.quads(None, node(predicate), None):
            subject, text = quad.subject, quad.object
            if isinstance(subject, ox.NamedNode) and isinstance(text, ox.Literal):
                if not subject.value.startswith(f"{store.base}entity/"):
                    continue
                place = rank if quad.graph_name == reference else 2
                index[slug(text.value)].add(_Name(place, subject.value, text.value, rank == 2))
    return index


def suggest(name: str, known: Iterable[str]) -> list[str]:
    """Return up to three of the known names that differ from this one by little, the closest first.

    Names are compared without case, accents and punctuation; below the cutoff, short names are near to anything.
    """
    plain = {slug(text): text for text in sorted(known, reverse=True)}
    return [plain[text] for text in get_close_matches(slug(name), plain, n=3, cutoff=0.75)]


def _close(name: str, index: dict[str, set[_Name]]) -> list[str]:
    if len(name) > 2 * _SHOWN:
        return []
    return suggest(name, (min(names).text for names in index.values()))
