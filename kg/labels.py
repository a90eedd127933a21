"""Names as strings: how they are compared, and the forms that grammar gives them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache

from kg.errors import OntologyError
from kg.resources import load_yaml, ontology_dir

__all__ = [
    "as_written",
    "company_endings",
    "company_words",
    "counted",
    "is_legal_form",
    "is_legal_prefix",
    "normalise",
    "plural",
    "possessive",
    "singular",
    "telling_name",
    "without_legal_form",
]

_DETERMINERS = ("the ", "a ", "an ")
_CACHE = 65536


@lru_cache(maxsize=_CACHE)
def normalise(name: str) -> str:
    """Return the name as names are compared: NFKC, case folded, no determiner, possessive or punctuation.

    >>> normalise("The U.S.’s"), normalise("GPT-4"), normalise("Nvidia’s")
    ('us', 'gpt 4', 'nvidia')
    """
    plain = unicodedata.normalize("NFKC", name).replace("’", "'").casefold().strip()
    plain = plain.removesuffix("'s").removesuffix("'")
    for word in _DETERMINERS:
        plain = plain.removeprefix(word)
    plain = plain.replace(".", "").replace("'", "")
    return " ".join(re.sub(r"[^\w&+]+", " ", plain).split())


@lru_cache(maxsize=_CACHE)
def as_written(name: str) -> str:
    """Return the name with its case and punctuation, without determiner and possessive.

    >>> as_written("The Apple Daily’s"), as_written("apple")
    ('Apple Daily', 'apple')
    """
    words = " ".join(unicodedata.normalize("NFKC", name).replace("’", "'").split())
    words = words.removesuffix("'s").removesuffix("'")
    for word in _DETERMINERS:
        if words.lower().startswith(word):
            words = words[len(word) :]
    return words


@lru_cache(maxsize=_CACHE)
def without_legal_form(name: str) -> str:
    """Return the normalised name without the legal forms that it ends or begins with; as it is if nothing else is left.

    >>> without_legal_form("Huawei Technologies Co., Ltd."), without_legal_form("AO Vostok")
    ('huawei technologies', 'vostok')
    """
    forms = _legal_forms()["forms"]
    longest = max(map(len, forms), default=0)
    plain = normalise(name)
    words = plain.split()
    size = 1
    while size:
        size = next((n for n in range(min(longest, len(words)), 0, -1) if tuple(words[-n:]) in forms), 0)
        words = words[: len(words) - size]
    if len(words) > 1 and is_legal_prefix(words[0]):
        words = words[1:]
    return " ".join(words) or plain


@lru_cache(maxsize=_CACHE)
def telling_name(name: str) -> str:
    """Return the normalised name without what does not tell one company from another: legal forms, kinds of ending.

    >>> telling_name("Acme Tech Ltd"), telling_name("Acme Technologies"), telling_name("Tech")
    ('acme technologies', 'acme technologies', 'tech')
    """
    words = without_legal_form(name).split()
    if len(words) > 1:
        words[-1] = _same_endings().get(words[-1], words[-1])
    return " ".join(words)


@lru_cache(maxsize=_CACHE)
def is_legal_form(word: str) -> bool:
    """Return True if the one word is a legal form.

    >>> is_legal_form("GmbH"), is_legal_form("Corp."), is_legal_form("Arm")
    (True, True, False)
    """
    return tuple(normalise(word).split()) in _legal_forms()["forms"]


@lru_cache(maxsize=_CACHE)
def is_legal_prefix(word: str) -> bool:
    """Return True if the one word is a legal form that stands in front of names.

    >>> is_legal_prefix("AO"), is_legal_prefix("AG")
    (True, False)
    """
    return tuple(normalise(word).split()) in _legal_forms()["prefixes"]


@cache
def company_words() -> frozenset[str]:
    """Return the last words that the name of a known company may have or lack, such as "group"."""
    return frozenset(word for words in _legal_forms()["company_words"] for word in words)


@cache
def company_endings() -> frozenset[str]:
    """Return the last words, in lower case, that tell a name of several words for a company's, such as "robotics"."""
    return frozenset(word for words in _legal_forms()["company_endings"] for word in words)


@cache
def _same_endings() -> Mapping[str, str]:
    """Return the last words that say the same as another, with that one."""
    path = ontology_dir() / "legal_forms.yaml"
    listed = load_yaml(path).get("same_endings")
    if not isinstance(listed, list) or not all(isinstance(words, list) and len(words) > 1 for words in listed):
        raise OntologyError(f"{path}: same_endings is no list of lists of words: write two words or more in each")
    return {normalise(word): normalise(words[0]) for words in listed for word in words[1:]}


@cache
def _legal_forms() -> Mapping[str, frozenset[tuple[str, ...]]]:
    """Return the sections of `ontology/legal_forms.yaml`, each form as its normalised words."""
    path = ontology_dir() / "legal_forms.yaml"
    data = load_yaml(path)
    sections: dict[str, frozenset[tuple[str, ...]]] = {}
    for section in ("forms", "prefixes", "company_words", "company_endings"):
        listed = data.get(section) if isinstance(data, dict) else None
        if not isinstance(listed, list) or not all(isinstance(form, str) and normalise(form) for form in listed):
            raise OntologyError(f"{path}: {section} is no list of strings: write a list, in quotes if need be")
        sections[section] = frozenset(tuple(normalise(form).split()) for form in listed)
    return sections


def singular(name: str) -> str:
    """Return the name with its last word in the singular by rule of thumb: good for keys, not for display.

    >>> singular("advanced chips"), singular("rare earth companies"), singular("robotics"), singular("lens")
    ('advanced chip', 'rare earth company', 'robotics', 'lens')
    """
    last = name.rsplit(" ", 1)[-1]
    if len(last) < 4 or not last.endswith("s") or last.endswith(("ss", "us", "is", "ics", "eries", "lens", "news")):
        if last.endswith("teries"):  # batteries, but not series
            return name[:-3] + "y"
        return name
    if last.endswith("ies"):
        return name[:-3] + "y"
    if last.endswith(("sses", "xes", "ches", "shes", "zzes")):
        return name[:-2]
    return name[:-1]


def plural(name: str) -> str:
    """Return the name with its last word in the plural by rule of thumb; a name in -s comes back as it is.

    >>> plural("AI chip"), plural("lithium-ion battery"), plural("rare earths")
    ('AI chips', 'lithium-ion batteries', 'rare earths')
    """
    if name.endswith("s"):
        return name
    if name.endswith("y") and name[-2:-1] not in set("aeiou"):
        return name[:-1] + "ies"
    return name + ("es" if name.endswith(("x", "ch", "sh", "z")) else "s")


def counted(number: int, noun: str) -> str:
    """Return the number with the noun in singular or plural.

    >>> counted(1, "triad"), counted(0, "entity"), counted(1200, "common noun")
    ('1 triad', '0 entities', '1,200 common nouns')
    """
    return f"{number:,} {noun if number == 1 else plural(noun)}"


def possessive(name: str) -> str:
    """Return the possessive with a straight apostrophe.

    >>> possessive("China"), possessive("United States")
    ("China's", "United States'")
    """
    return name + ("'" if name.endswith("s") else "'s")
