"""What firms are called by their trade: "the planemaker" is Airbus, "the chip group" is no bank."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from kg.resources import load_yaml, ontology_dir

__all__ = ["Trades", "load_trades"]

_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Trades:
    """`ontology/trades.yaml`, by its words."""

    called: Mapping[str, frozenset[str]]
    """Noun for a firm, blanks for hyphens, to its trades."""
    goods: Mapping[str, frozenset[str]]
    """Word before a noun for any company to its trades."""
    firms: Mapping[str, frozenset[str]]
    """Key to the trades of the firm."""

    def of_noun(self, noun: Token) -> frozenset[str]:
        """Return the trades of which one is meant: "chipmaker", "chip designer", "chip group"; none if any may be."""
        before = [t for t in noun.lefts if t.dep_ in {"compound", "amod", "nmod"}]
        lemma = noun.lemma_.lower()
        if before and (found := self.called.get(f"{_plain(before[-1])} {lemma}")):
            return found
        if found := self.called.get(lemma):
            return found
        of_goods = [self.goods[word] for t in before if (word := _plain(t)) in self.goods]
        return frozenset().union(*of_goods)

    def of_nouns(self, lemmas: Iterable[str]) -> Set[str]:
        """Return the trades that the nouns which were said of somebody tell."""
        return {trade for lemma in lemmas for trade in self.called.get(lemma, _NONE)}


def _plain(token: Token) -> str:
    """Return the word with all that hyphens join to it: "e-commerce"."""
    start = token.i
    while start > 1 and token.doc[start - 1].text == "-" and not token.doc[start - 1].whitespace_:
        start -= 2
    return token.doc[start : token.i + 1].text.lower() if start < token.i else token.lemma_.lower()


@cache
def load_trades() -> Trades:
    """Return what `ontology/trades.yaml` lists."""
    by_field: dict[str, dict[str, frozenset[str]]] = {"called": {}, "goods": {}, "firms": {}}
    for trade, lists in load_yaml(ontology_dir() / "trades.yaml").items():
        for field, found in by_field.items():
            for word in lists[field]:
                found[word] = found.get(word, _NONE) | {trade}
    return Trades(**by_field)
