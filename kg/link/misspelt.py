"""Known names that were written with one letter too many, too few, changed or swapped: "Huaweii", "Qualcom"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from kg.gazetteer import Gazetteer
from kg.labels import normalise
from kg.link.likeness import one_letter_apart, unlike

__all__ = ["Misspelt"]

_LEAST: Mapping[str, int] = {
    "Company": 7,
    "ResearchOrganization": 7,
    "MediaOutlet": 7,
    "InternationalOrganization": 7,
    "Person": 10,
}
"""Letters that the name must have, by the class of the entity: short names and those of places, laws and products are
too often but a letter apart ("Ireland" and "Iceland", "Model S" and "Model X")."""


class Misspelt:
    """Finds the one known entity that a name is a letter away from.

    Names are compared as `kg.labels.normalise` gives them. The first letter must be right, and no figure is a slip.
    """

    def __init__(self, known: Gazetteer) -> None:
        self._known = known
        self._alike: defaultdict[tuple[str, int], list[tuple[str, str]]] = defaultdict(list)
        for name, key in known.index.items():
            least = _LEAST.get(known.entities[key].type)
            if least is not None and len(name) >= least - 1:
                self._alike[name[0], len(name)].append((name, key))

    def __call__(self, name: str, kind: str) -> str | None:
        """Return the key of the entity, or None. `kind` is the class that the text gives the name."""
        if not name[:1].isupper():
            return None
        plain = normalise(name)
        found = {
            key
            for known, key in self._near(plain)
            if len(plain) >= _LEAST[self._known.entities[key].type]
            and (kind == "Person") == (self._known.entities[key].type == "Person")
            and one_letter_apart(plain, known)
            and "".join(unlike(plain, known)).isalpha()
        }
        return found.pop() if len(found) == 1 else None

    def _near(self, plain: str) -> Iterator[tuple[str, str]]:
        for length in range(len(plain) - 1, len(plain) + 2):
            yield from self._alike.get((plain[:1], length), ())
