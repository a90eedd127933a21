"""How pages become HTML: templates that escape all that they are given, and what these may call."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from kg.config import settings
from kg.ids import document_iri
from kg.labels import counted
from kg.query import Mark
from kg.serve.resources import SUFFIXES, address

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import HTMLResponse

__all__ = ["html", "words"]

_TEMPLATES = Path(__file__).with_name("templates")


def html(
    request: Request, template: str, *, status: int = 200, headers: dict[str, str] | None = None, **values: Any
) -> HTMLResponse:
    """Return the page that a template makes of the values."""
    from starlette.responses import HTMLResponse

    text = _environment().get_template(template).render(path=request.url.path, **values)
    return HTMLResponse(text, status_code=status, headers={"Vary": "Accept"} | (headers or {}))


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {
        "address": lambda iri: address(iri, settings().base_iri),
        "counted": counted,
        "document": lambda id_: document_iri(id_, settings().base_iri),
        "link": link,
        "suffixes": SUFFIXES,
    }
    made.filters |= {
        "called": lambda text: short(text) if text.startswith(settings().base_iri) else text,
        "local": lambda iri: iri.removeprefix(settings().base_iri),
        "found_in": lambda text, places: marked(text, [Mark(start, end, "subject") for start, end in places]),
        "marked": marked,
        "short": short,
        "thousands": lambda number: f"{number:,}",
        "web": web,
        "words": words,
    }
    return made


def words(name: str) -> str:
    """Return a local name as words.

    >>> words("GovernmentBody"), words("AIModel"), words("rivalClaims")
    ('government body', 'AI model', 'rival claims')
    """
    parts = re.findall(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[^A-Z]+|[A-Z]+", name)
    return " ".join(part if part.isupper() and len(part) > 1 else part.lower() for part in parts)


def marked(quote: str, marks: Sequence[Mark]) -> Markup:
    """Return the sentence with its arguments marked; all that is in it is text."""
    pieces, at = [Markup()], 0
    for mark in marks:
        pieces.append(escape(quote[at : mark.start]))
        pieces.append(Markup('<mark class="{}">{}</mark>').format(mark.role, quote[mark.start : mark.end]))
        at = mark.end
    pieces.append(escape(quote[at:]))
    return Markup().join(pieces)


def web(url: str | None) -> str | None:
    """Return the URL if it is one of the web, None if it could be anything else, such as a script."""
    if url is None or not url.isprintable():
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in {"http", "https"} and parts.netloc else None


def short(iri: str) -> str:
    """Return an IRI as a prefixed name, where a prefix is known."""
    from kg.store.terms import prefixes

    fitting = [(space, prefix) for prefix, space in prefixes(settings().base_iri).items() if iri.startswith(space)]
    if not fitting:
        return iri
    space, prefix = max(fitting, key=lambda pair: len(pair[0]))
    return f"{prefix}:{iri.removeprefix(space)}"


def link(place: str, **parameters: Any) -> str:
    """Return a local address with those parameters that have a value."""
    given = {name: value for name, value in parameters.items() if value not in (None, "")}
    return f"{place}?{urlencode(given)}" if given else place
