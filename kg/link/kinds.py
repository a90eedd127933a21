"""Whether two entities can be one by what kind of thing they are."""

from __future__ import annotations

from collections.abc import Collection

from kg.vocab import class_ancestors

__all__ = ["agree", "specific"]


def specific(kinds: Collection[str]) -> frozenset[str]:
    """Return the classes without those that another one of them narrows.

    >>> sorted(specific({"Agent", "Company", "Entity"}))
    ['Company']
    """
    ancestors = class_ancestors()
    return frozenset(
        kind for kind in kinds if not any(kind != other and kind in ancestors.get(other, ()) for other in kinds)
    )


def agree(ours: Collection[str], theirs: Collection[str]) -> bool:
    """Return whether one thing can have classes of both: two are the same, or one narrows the other.

    >>> agree({"Company"}, {"Agent"}), agree({"Country"}, {"Company", "Agent"}), agree({"Company"}, ())
    (True, False, True)
    """
    if not ours or not theirs:
        return True
    ancestors = class_ancestors()
    return any(
        one == other or one in ancestors.get(other, ()) or other in ancestors.get(one, ())
        for one in specific(ours)
        for other in specific(theirs)
    )
