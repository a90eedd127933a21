"""kg analyse: what the graph shows as a whole."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from kg.cli.common import DEFAULT_STORE, StoreOption, console
from kg.cli.tables import print_csv, print_table, to_people

if TYPE_CHECKING:
    from kg.analyse import Finding

__all__ = ["analyse"]

WhichArgument = Annotated[
    Literal["influence", "communities", "balance", "all"],
    typer.Argument(help="PageRank, Louvain communities, signed triads, or all three."),
]
FormatOption = Annotated[
    Literal["table", "json", "csv"] | None,
    typer.Option("--format", "-f", help="By default tables on a terminal, JSON in a pipe.", show_default=False),
]
TopOption = Annotated[int, typer.Option("--top", min=1, metavar="N", help="Rows of each result.")]


def analyse(
    which: WhichArgument = "all", form: FormatOption = None, top: TopOption = 20, store: StoreOption = DEFAULT_STORE
) -> None:
    """Analyse the graph of what is reported as fact.

    Who is at its centre, who belongs together, and where friend and foe do not add up: each result names its method
    and the work that describes it.
    """
    form = form or ("table" if to_people() else "json")
    if form == "csv" and which == "all":
        raise typer.BadParameter("CSV holds one result: name influence, communities or balance", param_hint="--format")
    findings = _find(which, store)
    if form == "json":
        found = {name: finding.as_json(top) for name, finding in findings.items()}
        typer.echo(json.dumps(found if which == "all" else found[which], ensure_ascii=False, indent=2))
    elif form == "csv":
        print_csv(findings[which].header, findings[which].rows(top))
    else:
        for finding in findings.values():
            _show(finding, top)


def _find(which: str, store: str) -> Mapping[str, Finding]:
    from kg.analyse import ANALYSES, project
    from kg.errors import KgError
    from kg.store import open_store

    with open_store(store, create=False, read_only=True) as graph:
        projection = project(claim for claim, _ in graph.claims())
    if not projection.claims:
        raise KgError(f"{store}: holds no claims to analyse: add articles with `kg build PATH`")
    names = list(ANALYSES) if which == "all" else [which]
    return {name: ANALYSES[name](projection) for name in names}


def _show(finding: Finding, top: int) -> None:
    out = console()
    out.print(finding.title, style="bold")
    out.print(f"{finding.summary()} {finding.projection}.", style="dim")
    out.print()
    rows = finding.rows(top)
    if rows:
        print_table(finding.header, rows)
        out.print()
    out.print(f"{finding.method}. {finding.citation}.", style="dim")
    out.print()
