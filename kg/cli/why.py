"""kg why: where a triple comes from."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from kg.cli.common import DEFAULT_STORE, StoreOption, console
from kg.cli.tables import print_table, to_people

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.query import Backing, Drawn, Stated, Why

__all__ = ["why"]

_WAYS = 3
"""Ways of reaching a conclusion that are shown to people."""
_DOCUMENTS = 3
"""Documents without a claim that are named to people."""


def why(
    subject: Annotated[str, typer.Argument(metavar="SUBJECT", help="Name or IRI of an entity.")],
    relation: Annotated[
        str, typer.Argument(metavar="RELATION", help="Such as competesWith, 'sanctioned by', controlledFrom, or type.")
    ],
    object_: Annotated[str, typer.Argument(metavar="OBJECT", help="Name or IRI of an entity; after type, a class.")],
    form: Annotated[
        Literal["table", "json"] | None,
        typer.Option("--format", "-f", help="By default a table on a terminal, JSON in a pipe.", show_default=False),
    ] = None,
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Say why it stands.

    Shows the statements of this relation between the two, affirmed, denied or only considered: how many publishers
    make and contradict each, since when and until when, and every claim with its sentence, place, source and extractor.
    If rules conclude it, shows the rule and its premises. The relation may also be one that rules alone conclude, the
    inverse of one that articles state, or type. Status 1 if nothing speaks of it.
    """
    from kg.query import find_entity, find_object, find_property
    from kg.query import why as explain
    from kg.store import open_store

    with open_store(store, create=False, read_only=True) as graph:
        what = find_property(graph, relation)
        found = explain(graph, find_entity(graph, subject), what, find_object(graph, what, object_))
    if (form or ("table" if to_people() else "json")) == "json":
        typer.echo(json.dumps(asdict(found), ensure_ascii=False, indent=1, default=str))
    else:
        _show(found)
    if not (found.statements or found.drawn or found.known or found.documents):
        hint = "no article speaks of it, and no rule concludes it (`kg infer` applies them)"
        typer.echo(f"{found.text}: {hint}", err=True)
        raise typer.Exit(1)


def _show(found: Why) -> None:
    from rich.text import Text

    out = console()
    out.print(Text(found.text, style="bold"))
    if found.known:
        out.print("known from the gazetteer")
    if found.documents:
        more = len(found.documents) - _DOCUMENTS
        out.print(f"read in {', '.join(found.documents[:_DOCUMENTS])}{f' and {more} more' if more > 0 else ''}")
    for statement in found.statements:
        out.print()
        out.print(_headline(statement))
        _claims(statement.backing)
    for way in found.drawn[:_WAYS]:
        out.print()
        _conclusion(way, 0)
    if (more := len(found.drawn) - _WAYS) > 0:
        out.print(f"and {more} other ways")


def _headline(statement: Stated) -> str:
    from kg.labels import counted

    year = f" in {statement.window[0].year}" if statement.window else ""
    seen = ""
    if statement.first_seen and statement.last_seen:
        seen = f", seen {statement.first_seen} to {statement.last_seen}"
    return (
        f"{statement.polarity}, {statement.modality}{year}: {counted(statement.publishers, 'publisher')} for, "
        f"{statement.contradicting} against, {counted(statement.documents, 'document')}, "
        f"confidence {statement.confidence:g}{seen}"
    )


def _claims(claims: Iterable[Backing]) -> None:
    header = ("date", "publisher", "title", "document", "place", "by", "confidence", "sentence")
    print_table(
        header,
        [
            (
                each.published.isoformat() if each.published else "",
                each.publisher or "",
                each.title or "",
                each.document,
                f"{each.start}–{each.end}",
                each.extractor,
                f"{each.confidence:g}",
                each.sentence,
            )
            for each in claims
        ],
    )


def _conclusion(way: Drawn, depth: int) -> None:
    from kg.labels import counted

    out = console()
    indent = "  " * depth
    out.print(f"{indent}by the rule {way.rule} ({way.title.lower()})")
    for ground in way.grounds:
        other = "gazetteer" if ground.known else "concluded" if ground.drawn else "read"
        source = counted(ground.claims, "claim") if ground.claims else other
        out.print(f"{indent}  {ground.text} ({source})")
        for each in ground.backing[:1]:
            day = f", {each.published}" if each.published else ""
            out.print(f"{indent}    “{' '.join(each.sentence.split())}” ({each.publisher or each.document}{day})")
        for further in ground.drawn:
            _conclusion(further, depth + 2)
