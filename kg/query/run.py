"""Runs SPARQL on the store and says where a malformed query is wrong."""

from __future__ import annotations

from collections.abc import Mapping

import pyoxigraph as ox

from kg.errors import QueryError
from kg.query.apart import apart
from kg.query.binding import Bindable, bind
from kg.query.guard import guard
from kg.query.results import Result, take
from kg.query.syntax import PADDING, explain
from kg.store import Store
from kg.store.terms import prefixes

__all__ = ["check_syntax", "run"]


def run(store: Store, sparql: str, bindings: Mapping[str, Bindable] | None = None) -> Result:
    """Return what the query finds in the union of all graphs.

    `bindings` give variables of the query a value, by name without question mark: a node for an IRI, or a string,
    an integer or a date. The prefixes of `kg.store.terms.prefixes` need not be declared. Raises QueryError with line,
    column and the line itself if the query is malformed, if it reaches beyond the store (`kg.query.guard`), or if it
    cannot be carried out.

    The same triple in the graphs of two documents counts twice, here and wherever Oxigraph evaluates a union of
    graphs: write SELECT DISTINCT, or COUNT(DISTINCT ...), over bare triples.
    """
    guard(sparql, base=store.base)
    spaces = prefixes(store.base)

    def find() -> Result:
        check_syntax(sparql, spaces)
        return take(store.query(bind(sparql, bindings or {})), spaces)

    try:
        return apart(find)
    except SyntaxError as error:
        names = ", ".join(f"?{name}" for name in bindings or {})
        raise QueryError(f"the query gives {names} a value of its own: drop the parameter, or that part") from error
    except (OSError, RuntimeError, ValueError) as error:
        raise QueryError(f"the query cannot be carried out: {error}") from error


def check_syntax(sparql: str, spaces: dict[str, str]) -> None:
    """Raise QueryError that shows the place if the query, as it was written, is malformed.

    Call it apart, where the query itself runs: what is nested deeply needs a deep stack.
    """
    try:
        ox.Store().query(sparql + PADDING, prefixes=spaces)
    except SyntaxError as error:
        raise QueryError(explain(sparql, str(error))) from error
    except (OSError, RuntimeError, ValueError):
        return  # it parses; what else is wrong shows when it runs
