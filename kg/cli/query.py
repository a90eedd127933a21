"""kg query: questions to the graph, by name or in SPARQL."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.common import DEFAULT_STORE, StoreOption, console
from kg.cli.tables import print_csv, print_table, to_people

if TYPE_CHECKING:
    from kg.query import Result, SavedQuery

__all__ = ["query"]


class Format(StrEnum):
    """What an answer can be written as."""

    table = "table"
    csv = "csv"
    json = "json"
    xml = "xml"
    turtle = "turtle"
    ntriples = "ntriples"


def query(
    query: Annotated[
        str | None,
        typer.Argument(
            metavar="[SPARQL|FILE.rq|NAME]", help="A query, a file of one, - for standard input, or a name."
        ),
    ] = None,
    param: Annotated[
        list[str] | None,
        typer.Option("--param", "-p", metavar="NAME=VALUE", help="Value of a parameter. May be repeated."),
    ] = None,
    form: Annotated[
        Format | None,
        typer.Option("--format", "-f", help="By default a table on a terminal, CSV in a pipe; Turtle for a graph."),
    ] = None,
    list_: Annotated[
        bool, typer.Option("--list", help="List the saved queries, or show the one of this name.")
    ] = False,
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Ask the graph.

    Takes the name of a saved query (see --list), a file, or SPARQL itself. The prefixes kg:, ent:, doc:
    and those of RDF are known, and all graphs are searched. Parameters set variables of the query. One that says
    of what type they are, as saved ones do, takes entities, relations and classes by name. In any other, a value is an
    IRI (<https://...>, or ent:huawei), a number, a day such as 2025-04-26, or else a string; in double quotes it is a
    string in any case. A term kg:... that neither the vocabulary nor the graph has is named on standard error.
    """
    from kg.query import FORMATS, ParameterError, mistaken, unknown_terms
    from kg.store import open_store

    if list_:
        _list(query)
        return
    if query is None:
        raise typer.BadParameter("say what to ask, or use --list", param_hint="QUERY")
    try:
        asked = _load(query)
    except ParameterError as error:
        raise typer.BadParameter(str(error), param_hint="QUERY") from error
    with open_store(store, create=False, read_only=True) as graph:
        given = _parameters(param or [])
        try:
            result = asked.run(graph, given)
            unknown = unknown_terms(graph, asked.sparql)
        except ParameterError as error:
            raise typer.BadParameter(str(error), param_hint="--param") from error
        nothing = asked.parameters is None and not (result.rows or result.triples or result.answer)
        names = mistaken(graph, given) if nothing else {}
    for name, entity in names.items():
        typer.echo(f"note: {name} is the string {given[name]!r}: for the entity, give {name}={entity}", err=True)
    for term, close in unknown.items():
        hint = f": did you mean {' or '.join(f'kg:{name}' for name in close)}?" if close else ""
        typer.echo(f"warning: there is no term kg:{term}{hint}", err=True)
    formats = (Format.table, *FORMATS[result.kind])
    if form and form not in formats:
        raise typer.BadParameter(f"this query can give {', '.join(formats)}", param_hint="--format")
    _show(result, form or (Format.table if to_people() else FORMATS[result.kind][0]))


def _load(text: str) -> SavedQuery:
    from kg.errors import QueryError
    from kg.query import parse, read_query, saved_query

    if text == "-":
        try:
            return parse(sys.stdin.buffer.read().decode(), Path("-"))
        except UnicodeDecodeError as error:
            raise QueryError("standard input is no text in UTF-8: save it as such") from error
    if "{" in text or "\n" in text:
        return parse(text, Path("query"))
    if text.endswith(".rq") or Path(text).is_file():
        return read_query(Path(text))
    # Words that are no query yet ("SELECT ?s") come out as malformed SPARQL, not as an unknown name.
    return parse(text, Path("query")) if " " in text else saved_query(text)


def _parameters(pairs: list[str]) -> dict[str, str]:
    given: dict[str, str] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals or not name:
            raise typer.BadParameter(f"{pair!r}: write NAME=VALUE", param_hint="--param")
        if name in given:
            raise typer.BadParameter(f"{name} is given twice", param_hint="--param")
        given[name] = value
    return given


def _show(result: Result, form: str) -> None:
    from kg.labels import counted
    from kg.query import FORMATS, table, write

    if form != Format.table or result.kind != "table":
        typer.echo(write(result, FORMATS[result.kind][0] if form == Format.table else form), nl=False)
        return
    header, rows = table(result)
    if rows:
        print_table(header, rows)
    console(stderr=True).print(counted(len(rows), "row") if rows else "Nothing found.")


def _list(name: str | None) -> None:
    from kg.query import ParameterError, saved_queries, saved_query

    if name is None:
        rows = [(saved.name, _signature(saved), saved.title) for saved in saved_queries().values()]
        (print_table if to_people() else print_csv)(("name", "parameters", "title"), rows)
        return
    try:
        found = saved_query(name)
    except ParameterError as error:
        raise typer.BadParameter(str(error), param_hint="QUERY") from error
    typer.echo(found.sparql, nl=False)


def _signature(saved: SavedQuery) -> str:
    given = (f"{p.name}" if p.required else f"[{p.name}]" for p in saved.parameters or ())
    return " ".join(given)
