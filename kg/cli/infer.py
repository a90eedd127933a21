"""kg infer: what follows from the graph by the ontology's rules."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.cli.common import DEFAULT_STORE, StoreOption, console
from kg.cli.tables import print_csv, print_table, to_people

__all__ = ["infer"]


def infer(
    owl_rl: Annotated[
        bool, typer.Option("--owl-rl", help="Add what OWL 2 RL entails beyond the rules; needs the extra 'reason'.")
    ] = False,
    limit: Annotated[
        int | None,
        typer.Option(
            "--limit", metavar="N", min=1, help="Triples that OWL 2 RL may start from.", show_default="30,000"
        ),
    ] = None,
    list_: Annotated[bool, typer.Option("--list", help="List the rules and leave.")] = False,
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Conclude what follows.

    Applies the rules of the ontology until nothing new follows and puts the conclusions into a graph of their own,
    graph:inferred, each with the rule and what it was concluded from. What no longer follows is taken out: run it
    again after a change. `kg why` explains a conclusion.
    """
    from kg.reason import infer as conclude
    from kg.reason import rules
    from kg.store import open_store

    show = print_table if to_people() else print_csv
    if list_:
        show(("rule", "title", "description"), [(rule.name, rule.title, rule.description) for rule in rules()])
        return
    if limit is not None and not owl_rl:
        raise typer.BadParameter("is for --owl-rl alone", param_hint="--limit")
    titles = {rule.name: rule.title for rule in rules()}
    with open_store(store, create=False) as graph:
        found = conclude(graph, owl_rl=owl_rl, limit=limit)
    rows = [(name, titles.get(name, "OWL 2 RL"), str(number)) for name, number in found.by_rule.items()]
    show(("rule", "title", "triples"), rows)
    changed = (
        f"{found.added:,} quads written, {found.removed:,} taken out" if found.added or found.removed else "as before"
    )
    console(stderr=True).print(f"{found.triples:,} triples follow: {changed}")
