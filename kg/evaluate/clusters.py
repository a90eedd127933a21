"""B-cubed: how well mentions that were put together belong together.

A. Bagga and B. Baldwin (1998), "Entity-Based Cross-Document Coreferencing Using the Vector Space Model", COLING-ACL.
For each mention, precision is the share of its cluster that is of the same thing, recall the share of the thing that
is in its cluster; both are averaged over mentions. A mention that was never found is in no cluster: it has no
precision and a recall of 0 (Stoyanov et al. 2009, "Conundrums in Noun Phrase Coreference Resolution", ACL).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass
from typing import TypeVar

__all__ = ["BCubed", "b_cubed"]

T = TypeVar("T", bound=Hashable)


@dataclass(frozen=True, slots=True)
class BCubed:
    """Averages over mentions, from 0 to 1; 0 where there is nothing to average."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def b_cubed(wanted: Mapping[T, Hashable], found: Mapping[T, Hashable], of: Collection[T]) -> BCubed:
    """Return the figures of the clusters of some mentions.

    `wanted` and `found` give the cluster of each mention, `found` only of those that were found. The averages are over
    the mentions in `of`; all others that share a cluster with them count against it.

    >>> b_cubed({"a": 1, "b": 1, "c": 2}, {"a": 1, "b": 1, "c": 1}, "abc").recall
    1.0
    """
    together = Counter((found[each], wanted[each]) for each in wanted if each in found)
    put = Counter(found[each] for each in wanted if each in found)
    meant = Counter(wanted.values())
    shared = {each: together[found[each], wanted[each]] for each in of if each in found}
    precision = sum(count / put[found[each]] for each, count in shared.items())
    recall = sum(count / meant[wanted[each]] for each, count in shared.items())
    return BCubed(precision / len(shared) if shared else 0.0, recall / len(of) if of else 0.0)
