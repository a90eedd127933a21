""" "We" and "our" in a quotation: the organisation or country of whoever speaks; "I" and "my": the speaker."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.extract.cues import load_cues
from kg.extract.quotations import speaker_of

if TYPE_CHECKING:
    from kg.extract.noun_phrases import NounPhrases

__all__ = ["PRONOUNS", "antecedents", "offices"]

_PLURAL = frozenset({"we", "us", "our", "ours", "ourselves"})
_SINGULAR = frozenset({"i", "me", "my", "mine", "myself"})
PRONOUNS = _PLURAL | _SINGULAR

_AFFILIATION = ("of", "at", "for", "with", "from")


def antecedents(phrases: NounPhrases, token: int) -> list[tuple[int, ...]]:
    """Return the tokens that the first-person pronoun stands for, likeliest first; none if nobody is said to speak.

    Who is known to head something speaks for it, as does who is introduced with an office
    ("its president, Jo Ek"); a firm or a country speaks for itself.
    """
    tree = phrases.tree
    found: list[int] = []
    for speaker in map(phrases.first_antecedent, speaker_of(tree, token, load_cues())):
        if tree.lower[token] in _SINGULAR:
            found.append(speaker)
        else:
            held = list(offices(phrases, speaker))
            found.extend(held or ([] if phrases.is_person(speaker) else [speaker]))
    return [(t,) for t in dict.fromkeys(found) if t != token]


def offices(phrases: NounPhrases, speaker: int) -> Iterator[int]:
    """Yield where the text says that the speaker holds office, then where it is known to be held."""
    tree = phrases.tree
    for mention in phrases.mentions(speaker):
        for title in _titles(phrases, mention):
            yield from _holders(phrases, title)
        for preposition in ("of", "at"):  # "Jo Ek of Foro"
            yield from filter(phrases.is_organisation, tree.preposition_objects(mention, preposition))
    for corporate in (True, False):
        for key in phrases.offices_of(speaker, corporate=corporate):
            yield from (i for i, span in sorted(phrases.names.items()) if span.kb_id_ == key and span.root.i == i)


def _titles(phrases: NounPhrases, mention: int) -> Iterator[int]:
    tree = phrases.tree
    if mention not in phrases.names:
        yield mention  # "a spokesman said"
        return
    for c in tree.children[mention]:
        if c not in phrases.names and tree.dep[c] in {"appos", "compound", "nmod"} and phrases.is_human(c):
            yield c
    if tree.dep[mention] == "appos" and phrases.is_human(tree.head[mention]):
        yield tree.head[mention]


def _holders(phrases: NounPhrases, title: int) -> Iterator[int]:
    tree = phrases.tree
    places = [c for c in tree.children[title] if tree.dep[c] == "poss"]
    places += [o for preposition in _AFFILIATION for o in tree.preposition_objects(title, preposition)]
    places += [c for c in tree.children[title] if tree.dep[c] in {"compound", "nmod", "amod"} and c in phrases.names]
    head = tree.head[title]
    if tree.dep[title] in {"compound", "nmod"}:  # "Nvidia chief executive Jensen Huang": all hang on the name
        places += [c for c in tree.children[head] if c < title and (c in phrases.names or tree.dep[c] == "poss")]
    yield from (place for place in places if phrases.is_organisation(place))
