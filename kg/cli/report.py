"""kg report: a briefing as a page."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.analyse import SinceOption, UntilOption, day
from kg.cli.common import DEFAULT_STORE, MinConfidenceOption, OpenOption, StoreOption, show, write_html

if TYPE_CHECKING:
    from kg.analyse import Scope

__all__ = ["report", "write_report"]


def report(
    entity: Annotated[
        list[str] | None,
        typer.Argument(metavar="[ENTITY]...", help="An actor or two, by any name; none is everything, or a period."),
    ] = None,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="The page to write.")] = Path(
        "kg-report.html"
    ),
    since: SinceOption = None,
    until: UntilOption = None,
    min_confidence: MinConfidenceOption = 0.0,
    open_: OpenOption = False,
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Write a briefing on an actor, on two, or on a period.

    One HTML file, to read, send or print, that runs no script and asks for nothing from the network: key figures, a
    timeline, who stands how to whom, what the analyses say, what is best supported and what is disputed, each with
    its sentences, notes on the method, and the sources.
    """
    from kg.analyse import Scope
    from kg.errors import QueryError

    names = entity or []
    if len(names) > 2:
        raise typer.BadParameter(f"a briefing is on one actor or two: {len(names)} given", param_hint="ENTITY")
    try:
        scope = Scope(since=day(since), until=day(until), min_confidence=min_confidence)
    except QueryError as error:
        raise typer.BadParameter(str(error)) from error
    typer.echo(write_report(store, output, names, scope=scope))
    if open_:
        show(output)


def write_report(store: str, output: Path, names: Sequence[str], *, scope: Scope | None = None) -> str:
    """Write the briefing on the actors of these names, two at most, and return a line that says so.

    Raises KgError if there is no store, nothing in it to tell, an actor that it does not know, or if the page cannot be
    written.
    """
    from kg.analyse import Scope
    from kg.errors import KgError, QueryError
    from kg.labels import counted
    from kg.query import find_entity
    from kg.report import Subject, brief, render
    from kg.store import open_store

    scope = scope or Scope()
    with open_store(store, create=False, read_only=True) as graph:
        entities = tuple(find_entity(graph, name) for name in names)
        pairs = list(graph.claims())
    if not pairs:
        raise KgError(f"{store}: holds no claims to report on: add articles with `kg build PATH`")
    if len(set(entities)) < len(entities):
        raise QueryError(f"{' and '.join(map(repr, names))} are one actor: give two, or one name")
    subject = Subject(entities, scope)
    briefing = brief(pairs, subject)
    command = shlex.join(["kg", "report", *names, *_options(scope)])
    write_html(output, render(briefing, subject, command=command))
    claims, documents = counted(len(briefing.claims), "claim"), counted(len(briefing.documents), "document")
    return f"{output}: {briefing.title}, {claims} in {documents}"


def _options(scope: Scope) -> list[str]:
    """Return the options that narrow the claims, as they are given."""
    given = [("--since", scope.since), ("--until", scope.until), ("--min-confidence", scope.min_confidence or None)]
    return [word for name, value in given if value is not None for word in (name, f"{value}")]
