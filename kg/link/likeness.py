"""How two names of one thing differ, and the keys under which such names come together.

Six ways are known: the same words in another spelling of case, accents, legal form, script, spacing or order; other
letters for the same sounds, as `ontology/spellings.yaml` has them; an acronym and what it stands for; a short name and
the full one, also behind the place that it begins with or without words in between; a product with and without its
maker; a letter more, less or other. Each has keys such that two names that differ so have one in common, so that names
need to be compared only within a key.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Literal, NamedTuple, TypeAlias

from anyascii import anyascii

from kg.errors import OntologyError
from kg.ids import slug
from kg.labels import telling_name
from kg.resources import load_yaml, ontology_dir

__all__ = ["LONGEST", "Likeness", "Way", "compare", "initials", "keys", "words"]

Way: TypeAlias = Literal["same words", "same sounds", "acronym", "short form", "without maker", "spelling"]

LONGEST = 100
"""Characters of a name that is looked at: what is longer is no name."""

_BASE: dict[Way, float] = {
    "same words": 0.9,
    "same sounds": 0.8,
    "acronym": 0.6,
    "short form": 0.5,
    "without maker": 0.5,
    "spelling": 0.5,
}
"""How much each way says by itself. These order proposals; they are no probabilities."""
_ACRONYM = re.compile(r"[A-Z][A-Z0-9&.]{1,7}")
_NUMERAL = re.compile(r"[ivx]+|.*\d.*")
_SHORTEST = 6
"""Letters below which one letter makes another name."""


class Likeness(NamedTuple):
    """In which way two names are alike, and how much it says, from 0 to 1."""

    way: Way
    weight: float


@lru_cache(maxsize=65536)
def words(name: str) -> tuple[str, ...]:
    """Return the words of a name in ASCII, without case, accents, punctuation and what tells no company from another.

    >>> words("Société Lumière S.A."), words("Lumen Tech"), words("华为")
    (('societe', 'lumiere'), ('lumen', 'technologies'), ('huawei',))
    """
    return tuple(slug(anyascii(telling_name(name))).split("-"))


def keys(name: str) -> Iterator[tuple[str, str]]:
    """Yield the keys of a name: how many there are does not depend on its length."""
    if len(name) > LONGEST:
        return
    parts = words(name)
    joined = "".join(parts)
    yield "joined", joined
    yield "sorted", " ".join(sorted(parts))
    yield "sounds", sounds(name)
    yield from (("acronym", initials) for initials in initials(name))
    if _ACRONYM.fullmatch(name):
        yield "acronym", joined
    yield from (("end", part) for part in {parts[0], *parts[1:2], parts[-1]})
    if len(joined) >= _SHORTEST:  # one letter apart, two names agree in their first or in their last half
        for half in {len(joined) // 2, (len(joined) - 1) // 2}:
            yield "head", joined[:half]
            yield "tail", joined[-half:]


def compare(one: str, other: str, *, person: bool = False, shortens: bool = True) -> Likeness | None:
    """Return in which way two names are alike; None if they are not, or if they differ in a number.

    `person` lets a surname stand for the whole name. `shortens` is whether a shorter name can stand for a longer one:
    that of a product stands for another product.

    >>> compare("Lumeris Photonics GmbH", "Lumeris"), compare("Kirin 9000", "Kirin 9010")
    (Likeness(way='short form', weight=0.5), None)
    """
    if max(len(one), len(other)) > LONGEST:
        return None
    ours, theirs = words(one), words(other)
    if "".join(ours) == "".join(theirs) or sorted(ours) == sorted(theirs):
        return _likeness("same words")
    for short, full in ((one, other), (other, one)):
        letters = "".join(words(short))  # "AI" is a part of "AI infrastructure", and not what that is called in short
        if _ACRONYM.fullmatch(short) and letters in initials(full) and letters not in words(full):
            return _likeness("acronym")
    if _numbers(ours) != _numbers(theirs):
        return None
    short_words, full_words = sorted((ours, theirs), key=len)
    if sounds(one) == sounds(other) and len(sounds(one)) >= _SHORTEST:
        return _likeness("same sounds")
    size = len(short_words)
    if not shortens and size < len(full_words) and full_words[-size:] == short_words and _numbers(short_words):
        return _likeness("without maker")  # "L9", "Lianqu L9"
    if shortens and size < len(full_words) and len("".join(short_words)) > 2:
        if full_words[:size] == short_words and not person:
            return _likeness("short form")
        if full_words[1 : size + 1] == short_words and size + 1 < len(full_words) and not person:
            return _likeness("short form")  # "Lumicore", "Shenzhen Lumicore Microelectronics"
        if size > 1 and full_words[1:] == short_words and not person:
            return _likeness("short form")
        if size > 1 and full_words[0] == short_words[0] and _within(short_words, full_words) and not person:
            return _likeness("short form")  # "Lianqu Technology", "Lianqu Intelligent Technology"
        if person and (full_words[-size:] == short_words or full_words[:size] == short_words):
            return _likeness("short form")
    if person and size > 1 and _initialled(short_words, full_words):
        return _likeness("short form")
    if one_letter_apart("".join(ours), "".join(theirs)):
        return _likeness("spelling")
    return None


@lru_cache(maxsize=65536)
def sounds(name: str) -> str:
    """Return the letters of a name such that two spellings of one name give the same.

    >>> sounds("Yevgeny Sorokin") == sounds("Evgeniy Sorokin"), sounds("Hale & Son") == sounds("Hale and Son")
    (True, True)
    """
    spellings = _spellings()
    parts = words(name)
    kept = [part for part in parts if part not in spellings.left_out] or parts
    return "".join(map(spellings.sound, kept))


class _Spellings:
    """What `ontology/spellings.yaml` says."""

    def __init__(self) -> None:
        path = ontology_dir() / "spellings.yaml"
        data = load_yaml(path)
        try:
            self.left_out = frozenset(map(str, data["left_out"]))
            self._words = {other: first for first, *others in data["words"] for other in others}
            self._letters = [(re.compile(pattern), str(letters)) for pattern, letters in data["letters"]]
        except (KeyError, TypeError, ValueError, re.error) as error:
            raise OntologyError(f"{path}: needs words, left_out and letters, as lists: {error}") from error

    def sound(self, word: str) -> str:
        if _NUMERAL.fullmatch(word):
            return word
        word = self._words.get(word, word)
        for pattern, letters in self._letters:
            word = pattern.sub(letters, word)
        return word


@cache
def _spellings() -> _Spellings:
    return _Spellings()


def _within(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Return whether the words stand among the others in the same order."""
    rest = iter(full)
    return all(word in rest for word in short)


def _initialled(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Return whether one of the two has an initial in place of the first name: "Y. Sorokin"."""
    first, second = sorted((one[0], other[0]), key=len)
    return len(first) == 1 and len(second) > 1 and second[0] == first and one[-1] == other[-1]


def _likeness(way: Way) -> Likeness:
    return Likeness(way, _BASE[way])


@lru_cache(maxsize=65536)
def initials(name: str) -> frozenset[str]:
    """Return the acronyms that a name of several words may have: of all words, and of those with a capital letter."""
    if len(name) > LONGEST:
        return frozenset()
    parts = re.findall(r"[^\W_]+", name)
    capital = [part for part in parts if not part[0].islower()]
    plain = words(name)
    spelled = ("".join(part[0] for part in each) for each in (parts, capital, plain) if len(each) > 1)
    return frozenset(slug(each) for each in spelled)


def _numbers(parts: tuple[str, ...]) -> list[str]:
    """Return the words that are numbers or have one, Roman ones behind a word among them."""
    return sorted(part for i, part in enumerate(parts) if _NUMERAL.fullmatch(part) and (i or not part.isalpha()))


def one_letter_apart(one: str, other: str) -> bool:
    """Return whether one letter added, left out or changed, or two neighbours swapped, make one out of the other."""
    if min(len(one), len(other)) < _SHORTEST or abs(len(one) - len(other)) > 1:
        return False
    ours, theirs = unlike(one, other)
    return max(len(ours), len(theirs)) <= 1 or (len(ours) == 2 and ours == theirs[::-1])


def unlike(one: str, other: str) -> tuple[str, str]:
    """Return what two words leave without what they have in common at the beginning and at the end.

    >>> unlike("infineom", "infineon"), unlike("samsnug", "samsung")
    (('m', 'n'), ('nu', 'un'))
    """
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    end = 0
    while end < min(len(one), len(other)) - start and one[-1 - end] == other[-1 - end]:
        end += 1
    return one[start : len(one) - end], other[start : len(other) - end]
