"""All entities that claims speak of, to be listed and to be found by name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.ids import slug
from kg.query import records, run
from kg.store import Store, claim_counts, entity_names, label
from kg.vocab import class_ancestors

__all__ = ["Entry", "directory", "find"]

_CLASSES = """
SELECT DISTINCT ?entity ?class {
  GRAPH ?graph { ?entity a ?class } FILTER (?graph != graph:inferred && STRSTARTS(STR(?class), STR(kg:)))
}
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entity as lists show it."""

    iri: str
    label: str
    type: str
    """Local name of its class, the narrowest of several."""
    claims: int
    names: tuple[str, ...]
    """All its names, as `kg.ids.slug` writes them."""


def directory(store: Store) -> Sequence[Entry]:
    """Return the entities of all claims, those with most claims first."""
    ancestors = class_ancestors()
    kinds: dict[str, str] = {}
    for row in records(run(store, _CLASSES)):
        iri, kind = str(row["entity"]), str(row["class"]).removeprefix(store.base)
        if len(ancestors.get(kind, ())) > len(ancestors.get(kinds.get(iri, ""), ())):
            kinds[iri] = kind
    names = entity_names(store)
    found = [
        Entry(
            iri=iri,
            label=label(store, iri) or iri,
            type=kinds.get(iri, "Entity"),
            claims=claims,
            names=tuple(sorted({slug(name) for name in names.get(iri, ())})),
        )
        for iri, claims in claim_counts(store).items()
    ]
    return sorted(found, key=lambda entry: (-entry.claims, entry.label, entry.iri))


def find(entries: Sequence[Entry], words: str, limit: int) -> list[Entry]:
    """Return the entities with a name that these words are, begin, or begin a word of, in this order."""
    wanted = slug(words)
    if not words.strip() or wanted == "unnamed":
        return []
    ranks = ((min((_rank(name, wanted) for name in entry.names), default=_NONE), entry) for entry in entries)
    fitting = sorted((pair for pair in ranks if pair[0] < _NONE), key=lambda pair: pair[0])  # stable: most claims first
    return [entry for _, entry in fitting[:limit]]


_NONE = 3


def _rank(name: str, wanted: str) -> int:
    return 0 if name == wanted else 1 if name.startswith(wanted) else 2 if f"-{wanted}" in name else _NONE
