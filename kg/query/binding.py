"""Puts values into a query where its variables stand, as terms and never as text.

`VALUES (?x) { (term) }` goes in at the head of the query's outermost group, with the term in the database's own
notation, so that no value can end a string or begin a clause. pyoxigraph's `substitutions` would do for variables
that the query selects, but refuses all others and does not reach into filters (seen in 0.5.13).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import TypeAlias

import pyoxigraph as ox

from kg.errors import QueryError
from kg.store.terms import XSD, node
from kg.store.tokens import TOKEN

__all__ = ["Bindable", "bind", "to_term"]

Bindable: TypeAlias = ox.NamedNode | ox.Literal | str | int | Decimal | date

_FORMS = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})


def to_term(value: Bindable) -> ox.NamedNode | ox.Literal:
    """Return the term of a value: strings become strings, so IRIs must come as nodes."""
    if isinstance(value, date):
        return ox.Literal(value.isoformat(), datatype=node(f"{XSD}date"))
    if isinstance(value, Decimal):
        return ox.Literal(f"{value:f}", datatype=node(f"{XSD}decimal"))
    return ox.Literal(value) if isinstance(value, str | int) else value


def bind(sparql: str, bindings: Mapping[str, Bindable]) -> str:
    """Return the query with its variables bound, by name without question mark.

    Raises QueryError if the query has no such variable, or no group to bind it in.
    """
    if not bindings:
        return sparql
    group, variables = _scan(sparql)
    for name in bindings:
        if name not in variables:
            raise QueryError(f"parameter {name}: the query has no variable ?{name}: correct the name")
    if group is None:
        raise QueryError("the query has no WHERE group to bind parameters in: write one (CONSTRUCT needs its template)")
    names = " ".join(f"?{name}" for name in bindings)
    terms = " ".join(str(to_term(value)) for value in bindings.values())
    return f"{sparql[:group]} VALUES ({names}) {{ ({terms}) }} {sparql[group:]}"


def _scan(sparql: str) -> tuple[int | None, set[str]]:
    """Return the position after the brace that opens the outermost group, and the names of all variables."""
    form, group = "", None
    variables: set[str] = set()
    depth = {"{": 0, "(": 0}
    template = False
    for token in TOKEN.finditer(sparql):
        if token["variable"]:
            variables.add(token["variable"])
        elif token["word"]:
            word = token["word"].upper()
            form = form or (word if word in _FORMS else "")
        elif bracket := token["bracket"]:
            outermost = not any(depth.values())
            if bracket in "{(":
                depth[bracket] += 1
            else:
                depth["{" if bracket == "}" else "("] -= 1
            if bracket == "{" and form and outermost and group is None:
                if form == "CONSTRUCT" and not template:
                    template = True  # in the short form, CONSTRUCT WHERE {}, it is the group as well: none follows
                else:
                    group = token.end()
    return group, variables
