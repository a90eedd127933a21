"""Words with a capital letter that are no names by themselves: `ontology/no_names.yaml`, `ontology/portfolios.yaml`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from kg.resources import load_yaml, ontology_dir

__all__ = ["NoNames", "load_no_names"]


@dataclass(frozen=True, slots=True)
class NoNames:
    """The words, in lower case."""

    titles: frozenset[str]
    """Words before the name of a person, without full stop."""
    words: frozenset[str]
    ranks: frozenset[str]
    """Words of titles that name nobody: "Special" in "Special Envoy"."""
    portfolios: frozenset[str]
    """Words that name an office before a title: "Commerce" in "Commerce Secretary"."""

    def __contains__(self, word: str) -> bool:
        """Return True for a title or another word that is no name, in lower case."""
        plain = word.rstrip(".")
        return plain in self.titles or plain in self.words


@cache
def load_no_names() -> NoNames:
    """Return the words of the ontology."""
    data = load_yaml(ontology_dir() / "no_names.yaml")
    portfolios = load_yaml(ontology_dir() / "portfolios.yaml")
    titles, words, ranks = (frozenset(data[part]) for part in ("titles", "words", "ranks"))
    return NoNames(titles, words, ranks, frozenset(portfolios))
