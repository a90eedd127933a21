"""Names as strings: how they are compared, and the forms that grammar gives them."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

__all__ = ["normalise", "plural", "possessive", "singular", "without_legal_form"]

_DETERMINERS = ("the ", "a ", "an ")
_LEGAL_WORDS = frozenset({"co", "corp", "corporation", "inc", "ltd"})
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
def without_legal_form(name: str) -> str:
    """Return the normalised name without the legal form of a company; as it is if nothing else would be left.

    >>> without_legal_form("Huawei Technologies Co., Ltd.")
    'huawei technologies'
    """
    from rigour.names.org_types import remove_org_types

    words = normalise(remove_org_types(unicodedata.normalize("NFKC", name).casefold())).split()
    while len(words) > 1 and words[-1] in _LEGAL_WORDS:
        words.pop()
    return " ".join(words) or normalise(name)


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


def possessive(name: str) -> str:
    """Return the possessive with a straight apostrophe.

    >>> possessive("China"), possessive("United States")
    ("China's", "United States'")
    """
    return name + ("'" if name.endswith("s") else "'s")
