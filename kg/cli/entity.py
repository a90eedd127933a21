"""kg entity: what the graph says of one entity."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from kg.cli.common import DEFAULT_STORE, StoreOption, console
from kg.cli.tables import print_table, to_people

if TYPE_CHECKING:
    from kg.query import Card

__all__ = ["entity"]

FormatOption = Annotated[
    Literal["table", "json"] | None,
    typer.Option("--format", "-f", help="By default a table on a terminal, JSON in a pipe.", show_default=False),
]

_IN_A_ROW = {"also called", "neighbours"}
_OTHERS = 3
"""How many of those at the other end of a relation are named."""


def entity(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Name, other name or IRI of an entity.")],
    at: Annotated[
        datetime | None,
        typer.Option("--at", metavar="DATE", formats=["%Y-%m-%d"], help="Show the roles held on that day alone."),
    ] = None,
    form: FormatOption = None,
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Show an entity.

    Its names and identifiers, those of what was merged into it among them, its roles, whom claims tie it to most, and
    its claims by relation with the latest evidence.
    """
    from kg.query import describe, find_entity
    from kg.store import open_store

    with open_store(store, create=False, read_only=True) as graph:
        card = describe(graph, find_entity(graph, name), at=at.date() if at else None)
    if (form or ("table" if to_people() else "json")) == "table":
        _show(card)
    else:
        typer.echo(json.dumps(asdict(card), ensure_ascii=False, indent=1, default=str))


def _show(card: Card) -> None:
    from rich.table import Table
    from rich.text import Text

    out = console()
    out.print(Text(card.label, style="bold"), Text(", ".join(card.types), style="dim"))
    facts = Table.grid(padding=(0, 2))
    for title, values in (
        ("also called", card.aliases),
        ("country", (card.country,) if card.country else ()),
        ("same as", card.same_as),
        ("IRI", (card.iri,)),
        ("stands for", card.merged),
        ("neighbours", tuple(f"{each.label} ({each.claims})" for each in card.neighbours)),
    ):
        if values:
            facts.add_row(title, Text((", " if title in _IN_A_ROW else "\n").join(values), overflow="fold"))
    out.print(facts)
    if card.roles:
        out.print()
        print_table(
            ("role", "with", "title", "from", "to", "according to"),
            [
                (
                    each.relation if each.outgoing else f"← {each.relation}",
                    each.other,
                    each.title or "",
                    each.start or "",
                    each.end or "",
                    each.source,
                )
                for each in card.roles
            ],
        )
    if not card.relationships:
        out.print("No claim names it.")
        return
    out.print()
    header = ("relation", "with", "claims", "asserted", "latest", "sentence")
    rows = []
    for entry in card.relationships:
        more = len(entry.others) - _OTHERS
        others = ", ".join(entry.others[:_OTHERS]) + (f" and {more} more" if more > 0 else "")
        relation = entry.relation if entry.outgoing else f"← {entry.relation}"
        latest = entry.latest.isoformat() if entry.latest else ""
        rows.append((relation, others, str(entry.claims), str(entry.asserted), latest, entry.sentence))
    print_table(header, rows)
