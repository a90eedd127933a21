"""Finds the terms of a query that nothing defines: a misspelt relation matches nothing, and says so to nobody."""

from __future__ import annotations

import pyoxigraph as ox

from kg.query.names import suggest
from kg.store import Store
from kg.store.terms import prefixes
from kg.store.tokens import TOKEN
from kg.vocab import terms

__all__ = ["unknown_terms"]


def unknown_terms(store: Store, sparql: str) -> dict[str, list[str]]:
    """Return the terms of the ontology's namespace that neither ontology nor store has, each with those near it.

    Terms go by local name, in the order of the query. Strings and comments are no terms; IRIs of entities, documents
    and the like, which have a slash, are in no vocabulary.
    """
    known = terms()
    found = dict.fromkeys(name for name in _names(sparql, store.base) if name not in known and not _in(store, name))
    return {name: suggest(name, known) for name in found}


def _names(sparql: str, base: str) -> list[str]:
    """Return the local names of the terms under the base, whatever prefix they are written with."""
    spaces = prefixes(base)
    found: list[str] = []
    tokens = [token[0] for token in TOKEN.finditer(sparql)]
    for before, prefix, token in zip(["", "", *tokens], ["", *tokens], tokens, strict=False):
        iri = ""
        if token.startswith("<"):
            iri = token[1:-1]
            if before.upper() == "PREFIX":
                spaces[prefix.removesuffix(":")] = iri
                continue
        elif ":" in token and token[0] not in "\"'#":
            space, _, local = token.partition(":")
            iri = f"{spaces[space]}{local.rstrip('.')}" if space in spaces else ""
        name = iri.removeprefix(base)
        if iri != name and name and "/" not in name:
            found.append(name)
    return found


def _in(store: Store, name: str) -> bool:
    term = ox.NamedNode(f"{store.base}{name}")
    places = ((term, None, None), (None, term, None), (None, None, term))
    return any(next(store.quads(*place), None) for place in places)
