"""What a query came back with, and the formats that it can be written in."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

import pyoxigraph as ox

from kg.errors import QueryError
from kg.store.base import Found
from kg.store.terms import XSD
from kg.store.turtle import turtle

__all__ = ["FORMATS", "Kind", "Result", "Term", "Value", "records", "table", "take", "write"]

Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Value: TypeAlias = str | int | float | bool | date | None
Kind: TypeAlias = Literal["table", "answer", "graph"]

FORMATS: dict[Kind, tuple[str, ...]] = {
    "table": ("csv", "json", "xml"),
    "answer": ("csv", "json", "xml"),
    "graph": ("turtle", "ntriples"),
}
"""Formats by kind of result; the first is the one to take if none is asked for."""


@dataclass(frozen=True, slots=True)
class Result:
    """The outcome of a query: a table (SELECT), an answer (ASK) or a graph (CONSTRUCT, DESCRIBE)."""

    kind: Kind
    prefixes: dict[str, str]
    """Prefixes by name, for what is shown to people."""
    variables: tuple[str, ...] = ()
    rows: tuple[tuple[Term | None, ...], ...] = ()
    answer: bool = False
    triples: tuple[ox.Triple, ...] = ()
    document: bytes = b""
    """A table or an answer as a SPARQL 1.1 Query Results JSON document."""


def take(found: Found, prefixes: dict[str, str]) -> Result:
    """Return all that the database found, so that nothing depends on it any longer."""
    if not isinstance(found, ox.QuerySolutions | ox.QueryBoolean):
        return Result("graph", prefixes, triples=tuple(found))
    document = found.serialize(format=ox.QueryResultsFormat.JSON) or b""
    parsed = ox.parse_query_results(document, format=ox.QueryResultsFormat.JSON)
    if isinstance(parsed, ox.QueryBoolean):
        return Result("answer", prefixes, answer=bool(parsed), document=document)
    variables = tuple(variable.value for variable in parsed.variables)
    rows = tuple(tuple(solution[name] for name in variables) for solution in parsed)
    return Result("table", prefixes, variables, rows, document=document)


def records(result: Result) -> list[dict[str, Value]]:
    """Return the rows of a table with Python values: numbers, dates, booleans; IRIs and all else as strings."""
    return [dict(zip(result.variables, map(_value, row), strict=True)) for row in result.rows]


def _value(term: Term | None) -> Value:
    if term is None:
        return None
    if isinstance(term, ox.Literal):
        kind = term.datatype.value.removeprefix(XSD)
        try:
            if kind == "integer":
                return int(term.value)
            if kind in {"decimal", "double", "float"}:
                return float(term.value)
            if kind == "date":
                return date.fromisoformat(term.value)
        except ValueError:  # beyond what Python can hold, such as a date before the year 1
            return term.value
        return term.value == "true" if kind == "boolean" else term.value
    return _text(term)


def _text(term: Term | None) -> str:
    if term is None:
        return ""
    return str(term) if isinstance(term, ox.BlankNode | ox.Triple) else term.value


def table(result: Result) -> tuple[list[str], list[list[str]]]:
    """Return header and cells for people: IRIs shortened, and left out where a column with their label follows."""
    names = result.variables
    shown = [place for place, name in enumerate(names) if f"{name}Label" not in names]
    header = [names[place].removesuffix("Label") for place in shown]
    return header, [[_short(row[place], result.prefixes) for place in shown] for row in result.rows]


def _short(term: Term | None, prefixes: dict[str, str]) -> str:
    if isinstance(term, ox.NamedNode):
        fitting = [(space, prefix) for prefix, space in prefixes.items() if term.value.startswith(space)]
        if fitting:
            space, prefix = max(fitting, key=lambda pair: len(pair[0]))
            return f"{prefix}:{term.value.removeprefix(space)}"
    return _text(term)


def write(result: Result, form: str) -> str:
    """Return the result in a format: csv, json or xml (SPARQL 1.1 Query Results), turtle or ntriples.

    Raises QueryError if a result of this kind cannot be written so.
    """
    if form not in FORMATS[result.kind]:
        what = {"table": "a table", "answer": "true or false", "graph": "a graph"}[result.kind]
        raise QueryError(f"the query gives {what}, which has no format {form}: use {' or '.join(FORMATS[result.kind])}")
    if result.kind == "graph":
        if form == "turtle":
            return turtle(result.triples, result.prefixes).decode()
        return "".join(sorted(f"{triple} .\n" for triple in result.triples))
    if form == "csv":
        return _csv(result)
    if form == "json":
        return result.document.decode() + "\n"
    parsed = ox.parse_query_results(result.document, format=ox.QueryResultsFormat.JSON)
    return (parsed.serialize(format=ox.QueryResultsFormat.XML) or b"").decode() + "\n"


def _csv(result: Result) -> str:
    if result.kind == "answer":
        return f"{str(result.answer).lower()}\n"
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(result.variables)
    rows.writerows([_text(term) for term in row] for row in result.rows)
    return out.getvalue()
