"""Which of the media types that are on offer suits a client best (RFC 9110, section 12.5.1)."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["choose"]


def choose(accept: str | None, offered: Iterable[str]) -> str | None:
    """Return the media type of those offered that the Accept header prefers; of equals, the first; None if none suits.

    >>> offered = ["application/sparql-results+json", "text/csv"]
    >>> choose("text/*;q=0.9, application/json", offered), choose(None, offered), choose("image/png", offered)
    ('text/csv', 'application/sparql-results+json', None)
    """
    ranges = [_range(part) for part in (accept or "*/*").split(",") if part.strip()]
    best, quality = None, 0.0
    for media in offered:
        fitting = [(_specific(name), weight) for name, weight in ranges if _fits(name, media)]
        weight = max(fitting, default=(0, 0.0))[1]
        if weight > quality:
            best, quality = media, weight
    return best


def _range(part: str) -> tuple[str, float]:
    name, *parameters = (piece.strip().lower() for piece in part.split(";"))
    weight = 1.0
    for parameter in parameters:
        key, _, value = parameter.partition("=")
        if key == "q":
            try:
                weight = min(max(float(value), 0.0), 1.0)
            except ValueError:
                weight = 0.0
    return name, weight


def _specific(name: str) -> int:
    return 0 if name == "*/*" else 1 if name.endswith("/*") else 2


def _fits(name: str, media: str) -> bool:
    return name in {"*/*", media} or (name.endswith("/*") and media.startswith(name[:-1]))
