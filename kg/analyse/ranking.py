"""What rankings of entities share: the claims behind the place of each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from kg.analyse.cited import Cited, best
from kg.analyse.projection import Projection

__all__ = ["claims_of"]


def claims_of(projection: Projection, *, without: Iterable[str] = ()) -> Mapping[str, tuple[Cited, ...]]:
    """Return the claims that speak of each entity, those to read first at the head, but for some relations."""
    skipped = set(without)
    found: defaultdict[str, list[Cited]] = defaultdict(list)
    for subject, object_, relation, data in projection.graph.edges(keys=True, data=True):
        if relation not in skipped:
            found[subject].extend(data["claims"])
            found[object_].extend(data["claims"])
    return defaultdict(tuple, {iri: best(claims) for iri, claims in found.items()})
