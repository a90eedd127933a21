"""kg validate: whether the graph is of the shape that the ontology asks for."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from kg.cli.common import DEFAULT_STORE, StoreOption, console
from kg.cli.tables import print_table, to_people

if TYPE_CHECKING:
    from kg.reason.validation import Problem

__all__ = ["validate"]


def validate(
    strict: Annotated[bool, typer.Option("--strict", help="Let warnings fail, too.")] = False,
    form: Annotated[
        Literal["table", "json"] | None,
        typer.Option("--format", "-f", help="By default a table on a terminal, JSON in a pipe.", show_default=False),
    ] = None,
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Check the graph.

    Applies the SHACL shapes of the ontology, document by document; needs the extra 'validate'. A violation is a
    defect; a warning is a claim to look at, such as one whose subject is of a class that its relation does not admit.
    Status 1 if there are violations.
    """
    from kg.labels import counted
    from kg.reason.validation import validate as check
    from kg.store import open_store

    with open_store(store, create=False, read_only=True) as graph:
        found = check(graph)
    number = {kind: sum(each.severity == kind for each in found) for kind in ("violation", "warning")}
    failed = bool(number["violation"] or (strict and number["warning"]))
    if (form or ("table" if to_people() else "json")) == "json":
        results = [asdict(each) for each in found]
        typer.echo(json.dumps({"conforms": not failed, **number, "results": results}, ensure_ascii=False, indent=1))
    elif found:
        _show(found)
    said = " and ".join(counted(count, kind) for kind, count in number.items())
    console(stderr=True).print(f"The graph {'does not conform' if failed else 'conforms'}: {said}.")
    if failed:
        raise typer.Exit(1)


def _show(found: list[Problem]) -> None:
    rows = [(each.severity, each.label, each.path, each.value, each.message, each.document or "—") for each in found]
    print_table(("severity", "what", "path", "value", "message", "in"), rows)
