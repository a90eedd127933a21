"""Which country an article is datelined from: "ABUJA - ..."."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.gazetteer.known import Gazetteer

__all__ = ["country_of_datelines"]


def country_of_datelines(datelines: Iterable[str], known: Gazetteer) -> str:
    """Return the key of the country whose cities the datelines name, or nothing if they name none, or of several."""
    words = [word.strip() for line in datelines for word in re.split(r"[,/(:–—-]", line)]
    found = {country for word in words if (country := _country_of_city(word, known))}
    if len(found) == 1 and known.entities[key := found.pop()].type == "Country":
        return key
    return ""


def _country_of_city(name: str, known: Gazetteer) -> str:
    """Return the key of the country that a capital or another known place is in, or nothing."""
    capital = known.capitals.get(name.lower())
    place = known.entities.get(known.lookup(name.title()) or "") if capital is None else None
    return capital or (place.country or "" if place is not None and place.type == "Place" else "")
