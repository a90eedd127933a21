"""Finds the entity that a name stands for, among those that the store knows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from difflib import get_close_matches
from typing import NamedTuple

import pyoxigraph as ox

from kg import gazetteer
from kg.errors import QueryError
from kg.ids import entity_iri, slug
from kg.store import LocalStore
from kg.store.terms import RDFS, SKOS, graph_iri, node, prefixes

__all__ = ["find_entity", "suggest"]


class _Name(NamedTuple):
    rank: int
    """0: label of a known entity, 1: another name of one, 2: label of an entity that only articles know."""
    iri: str
    text: str


def find_entity(store: LocalStore, name: str) -> str:
    """Return the IRI of the entity with this name, whole or prefixed IRI; case, accents and punctuation are ignored.

    Labels go before other names, and entities of the gazetteer before those that only articles name; a demonym or
    a seat of government finds its country. Raises QueryError, with names that come close, if there is no such entity,
    or with the candidates if several have that name.
    """
    iri = _expand(name, prefixes(store.base))
    if iri:
        if not _known(store, iri):
            raise QueryError(f"no entity has the IRI {iri}: give a name, or an IRI that the store has")
        return iri
    index = _index(store)
    if found := index.get(slug(name)):
        best = min(found).rank
        candidates = sorted({entry.iri for entry in found if entry.rank == best})
        if len(candidates) > 1:
            raise QueryError(f"several entities are called {name!r}: give the IRI of one: {', '.join(candidates)}")
        return candidates[0]
    if key := gazetteer.load().lookup(name):
        return entity_iri(key, store.base)
    close = _close(name, index)
    hint = f"did you mean {', '.join(map(repr, close))}?" if close else "see `kg query entities` for those there are"
    raise QueryError(f"no entity is called {name!r}: {hint}")


def _expand(name: str, spaces: dict[str, str]) -> str | None:
    prefix, colon, rest = name.strip("<>").partition(":")
    if colon and rest.startswith("//"):
        return name.strip("<>")
    return f"{spaces[prefix]}{rest}" if colon and prefix in spaces and " " not in rest else None


def _known(store: LocalStore, iri: str) -> bool:
    try:
        subject = ox.NamedNode(iri)
    except ValueError:  # not an IRI at all
        return False
    return next(store.oxigraph.quads_for_pattern(subject, None, None), None) is not None


def _index(store: LocalStore) -> dict[str, set[_Name]]:
    index: defaultdict[str, set[_Name]] = defaultdict(set)
    reference = ox.NamedNode(graph_iri("reference", store.base))
    for rank, predicate in enumerate((f"{RDFS}label", f"{SKOS}altLabel")):
        for quad in store.oxigraph.quads_for_pattern(None, node(predicate), None):
            subject, text = quad.subject, quad.object
            if isinstance(subject, ox.NamedNode) and isinstance(text, ox.Literal):
                if not subject.value.startswith(f"{store.base}entity/"):
                    continue
                place = rank if quad.graph_name == reference else 2
                index[slug(text.value)].add(_Name(place, subject.value, text.value))
    return index


def suggest(name: str, known: Iterable[str]) -> list[str]:
    """Return up to three of the known names that differ from this one by little, the closest first.

    Names are compared without case, accents and punctuation; below the cutoff, short names are near to anything.
    """
    plain = {slug(text): text for text in sorted(known, reverse=True)}
    return [plain[text] for text in get_close_matches(slug(name), plain, n=3, cutoff=0.75)]


def _close(name: str, index: dict[str, set[_Name]]) -> list[str]:
    return suggest(name, (min(names).text for names in index.values()))
