"""Runs SPARQL on the store and says where a malformed query is wrong."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pyoxigraph as ox

from kg.errors import QueryError
from kg.query.binding import Bindable, bind
from kg.query.results import Result, take
from kg.store import LocalStore
from kg.store.terms import prefixes

__all__ = ["run"]

_PLACE = re.compile(r"error at (\d+):(\d+): (?:expected )?(?:one of )?(.*)", re.DOTALL)
_WORDS = re.compile(r"(?:[A-Z]\w* )+\w+")
"""What the parser says in words, such as "Prefix not found", among the characters that it would have taken."""
_KEYWORD = re.compile(r'\b[A-Z]{2,}\b(?! \.\.)|"([^"\\]+)"')


def run(store: LocalStore, sparql: str, bindings: Mapping[str, Bindable] | None = None) -> Result:
    """Return what the query finds in the union of all graphs.

    `bindings` give variables of the query a value, by name without question mark: a node for an IRI, or a string,
    an integer or a date. The prefixes of `kg.store.terms.prefixes` need not be declared. Raises QueryError with line,
    column and the line itself if the query is malformed, or if it cannot be carried out.

    The same triple in the graphs of two documents counts twice, here and wherever Oxigraph evaluates a union of
    graphs: write SELECT DISTINCT, or COUNT(DISTINCT ...), over bare triples.
    """
    spaces = prefixes(store.base)
    _check(sparql, spaces)
    bound = bind(sparql, bindings or {})
    try:
        found = store.oxigraph.query(bound, prefixes=spaces, use_default_graph_as_union=True)
        return take(found, spaces)
    except SyntaxError as error:
        names = ", ".join(f"?{name}" for name in bindings or {})
        raise QueryError(f"the query gives {names} a value of its own: drop the parameter, or that part") from error
    except (OSError, RuntimeError, ValueError) as error:
        raise QueryError(f"the query cannot be carried out: {error}") from error


def _check(sparql: str, spaces: dict[str, str]) -> None:
    """Raise QueryError that shows the place if the query, as it was written, is malformed."""
    try:
        ox.Store().query(f"{sparql}", prefixes=spaces)
    except SyntaxError as error:
        raise QueryError(_explain(sparql, str(error))) from error
    except (OSError, RuntimeError, ValueError):
        return  # it parses; what else is wrong shows when it runs


def _explain(sparql: str, message: str) -> str:
    """Return what is wrong, with the line and a caret under the column.

    >>> print(_explain("SELECT * { ?s ?p }", "error at 1:18: expected one of LATERAL, SERVICE, [_]"))
    malformed SPARQL at line 1, column 18: expected LATERAL or SERVICE
      SELECT * { ?s ?p }
                       ^
    """
    place = _PLACE.match(message)
    if place is None:
        return f"malformed SPARQL: {message}"
    line, column = int(place[1]), int(place[2])
    lines = re.split(r"\r\n|\n|\r", sparql)
    shown = lines[line - 1] if line <= len(lines) else ""
    said = _WORDS.search(place[3])
    wanted = list(dict.fromkeys(match[1] or match[0] for match in _KEYWORD.finditer(place[3])))
    if said:
        what = said[0][0].lower() + said[0][1:]
    elif wanted:
        what = "expected " + " or ".join(wanted)
    else:
        what = "the query cannot go on like this" if shown[column - 1 :].strip() else "the query breaks off"
    caret = re.sub(r"[^\t]", " ", shown[: column - 1]) + "^"
    return f"malformed SPARQL at line {line}, column {column}: {what}\n  {shown}\n  {caret}"
