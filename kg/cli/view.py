"""kg view: the graph as pages, one view a command."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from kg.cli.common import DEFAULT_STORE, MinConfidenceOption, OpenOption, StoreOption, show, write_html

__all__ = ["view", "write_page"]

OutputOption = Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="The page to write.")]
PeriodOption = Annotated[
    str | None,
    typer.Option(
        "--period",
        metavar="PERIOD",
        help="Only articles of this period: 2024, 2024-03, 2024-03-15, 2023-07..2024-06 or 2024..",
        show_default=False,
    ),
]
MaxNodesOption = Annotated[
    int, typer.Option("--max-nodes", min=1, metavar="N", help="Entities to show, best supported first.")
]
AllOption = Annotated[bool, typer.Option("--all", help="Open with all entities.")]
_OUTPUT = Path("kg-view.html")

view = typer.Typer(
    invoke_without_command=True,
    subcommand_metavar="[VIEW] ...",
    help="Write the graph as an interactive page.\n\n"
    "One HTML file that asks for nothing from the network: search, filters, a table, and for every actor and relation "
    "the sentences that state it, with source and date. Without the name of a view it is the overview.",
)


@view.callback()
def _default(
    context: typer.Context,
    store: StoreOption = DEFAULT_STORE,
    output: OutputOption = _OUTPUT,
    max_nodes: MaxNodesOption = 150,
    everything: AllOption = False,
    min_confidence: MinConfidenceOption = 0.0,
    period: PeriodOption = None,
    open_: OpenOption = False,
) -> None:
    if context.invoked_subcommand is None:
        overview(store, output, max_nodes, everything, min_confidence, period, open_)
        return
    for name in context.params:
        source = context.get_parameter_source(name)
        if source is not None and source.name == "COMMANDLINE":
            option = next(each.opts[0] for each in context.command.params if each.name == name)
            raise typer.BadParameter(
                f"{option} comes after the view: kg view {context.invoked_subcommand} {option} ..."
            )


@view.command("overview")
def overview(
    store: StoreOption = DEFAULT_STORE,
    output: OutputOption = _OUTPUT,
    max_nodes: MaxNodesOption = 150,
    everything: AllOption = False,
    min_confidence: MinConfidenceOption = 0.0,
    period: PeriodOption = None,
    open_: OpenOption = False,
) -> None:
    """Show the best supported actors and what ties them.

    The page holds the whole graph, whatever it opens with, but for what --min-confidence and --period leave out.
    Communities of those who cooperate, trade, own and belong fold into one node each.
    """
    given = {"max_nodes": max_nodes, "everything": everything, "min_confidence": min_confidence, "period": period}
    _write(store, output, open_, "overview", given)


@view.command("ego")
def ego(
    entity: Annotated[str, typer.Argument(metavar="NAME", help="Name, other name or IRI of an entity.")],
    hops: Annotated[int, typer.Option("--hops", min=1, max=2, metavar="N", help="Steps from the actor.")] = 1,
    store: StoreOption = DEFAULT_STORE,
    output: OutputOption = _OUTPUT,
    max_nodes: MaxNodesOption = 150,
    min_confidence: MinConfidenceOption = 0.0,
    period: PeriodOption = None,
    open_: OpenOption = False,
) -> None:
    """Show an actor and those around it, up to two steps away."""
    given = {"entity": entity, "hops": hops, "max_nodes": max_nodes, "min_confidence": min_confidence, "period": period}
    _write(store, output, open_, "ego", given)


@view.command("path")
def path(
    start: Annotated[str, typer.Argument(metavar="FROM", help="Name, other name or IRI of an entity.")],
    end: Annotated[str, typer.Argument(metavar="TO", help="Name, other name or IRI of another.")],
    k: Annotated[int, typer.Option("-k", "--paths", min=1, max=50, metavar="K", help="Paths at most.")] = 5,
    store: StoreOption = DEFAULT_STORE,
    output: OutputOption = _OUTPUT,
    min_confidence: MinConfidenceOption = 0.0,
    period: PeriodOption = None,
    open_: OpenOption = False,
) -> None:
    """Show the best paths between two actors, with the evidence of each step.

    Fewest steps first; of equally long paths, those whose steps more articles report. Only facts make a path.
    """
    given = {"start": start, "end": end, "k": k, "min_confidence": min_confidence, "period": period}
    _write(store, output, open_, "path", given)


@view.command("rivalry")
def rivalry(
    store: StoreOption = DEFAULT_STORE,
    output: OutputOption = _OUTPUT,
    max_nodes: MaxNodesOption = 60,
    min_confidence: MinConfidenceOption = 0.0,
    period: PeriodOption = None,
    open_: OpenOption = False,
) -> None:
    """Show rivalry against cooperation among actors.

    Rivals stand apart. The page lists the triads of actors that do not add up: two friends of one who are rivals, and
    three who are all rivals.
    """
    given = {"max_nodes": max_nodes, "min_confidence": min_confidence, "period": period}
    _write(store, output, open_, "rivalry", given)


@view.command("timeline")
def timeline(
    store: StoreOption = DEFAULT_STORE,
    output: OutputOption = _OUTPUT,
    max_nodes: MaxNodesOption = 150,
    min_confidence: MinConfidenceOption = 0.0,
    period: PeriodOption = None,
    open_: OpenOption = False,
) -> None:
    """Show what was reported when, to be played month by month.

    Time is the day on which an article was published.
    """
    given = {"max_nodes": max_nodes, "min_confidence": min_confidence, "period": period}
    _write(store, output, open_, "timeline", given)


@view.command("diff")
def diff(
    before: Annotated[str | None, typer.Argument(metavar="[BEFORE]", help="The earlier period.")] = None,
    after: Annotated[str | None, typer.Argument(metavar="[AFTER]", help="The later period.")] = None,
    store: StoreOption = DEFAULT_STORE,
    output: OutputOption = _OUTPUT,
    max_nodes: MaxNodesOption = 150,
    min_confidence: MinConfidenceOption = 0.0,
    open_: OpenOption = False,
) -> None:
    """Show what changed between two periods: what is new, gone, or turned into its opposite.

    A period is a year, a month, a day, or two of these with dots between: 2024, 2023-07..2024-06, ..2023. Without
    BEFORE and AFTER, the articles are halved by their dates; without AFTER, it is all time after BEFORE.
    """
    given = {"before": before, "after": after, "max_nodes": max_nodes, "min_confidence": min_confidence}
    _write(store, output, open_, "diff", given)


@view.command("evidence")
def evidence(
    subject: Annotated[str | None, typer.Argument(metavar="[NAME]", help="Name or IRI of one end.")] = None,
    object_: Annotated[str | None, typer.Argument(metavar="[OTHER]", help="Name or IRI of the other.")] = None,
    relation: Annotated[
        str | None, typer.Option("--relation", metavar="NAME", help="Only this relation, such as competesWith.")
    ] = None,
    document: Annotated[
        str | None,
        typer.Option("--document", metavar="ID", help="An article in place of a relation; see `kg sources`."),
    ] = None,
    claim: Annotated[
        str | None, typer.Option("--claim", metavar="IRI", help="A claim in place of them: what its sentence states.")
    ] = None,
    store: StoreOption = DEFAULT_STORE,
    output: OutputOption = _OUTPUT,
    min_confidence: MinConfidenceOption = 0.0,
    period: PeriodOption = None,
    open_: OpenOption = False,
) -> None:
    """Show the sentences behind a relation or a claim, or all that one article states, in order."""
    given = {
        "subject": subject,
        "object": object_,
        "relation": relation,
        "document": document,
        "claim": claim,
        "min_confidence": min_confidence,
        "period": period,
    }
    _write(store, output, open_, "evidence", given)


def _write(store: str, output: Path, open_: bool, name: str, given: dict[str, Any]) -> None:
    typer.echo(write_page(store, output, name, given))
    if open_:
        show(output)


def write_page(store: str, output: Path, name: str = "overview", given: dict[str, Any] | None = None) -> str:
    """Write a view of a store and return a line that says so.

    `name` is one of `kg.view.VIEWS`, and `given` are its parameters. Raises KgError if there is no store, nothing in
    it to show, if a parameter is wrong, or if the page cannot be written.
    """
    from kg.errors import KgError
    from kg.labels import counted
    from kg.pages import draw
    from kg.store import open_store

    with open_store(store, create=False, read_only=True) as graph:
        try:
            page = draw(graph, name, given)
        except KgError as error:
            raise type(error)(f"{store}: {error}") from error
    write_html(output, page.html)
    summary = page.payload["summary"]
    return (
        f"{output}: {counted(len(page.payload['nodes']), 'entity')} and "
        f"{counted(len(page.payload['edges']), 'relation')} out of {counted(summary['claims'], 'claim')} "
        f"in {counted(summary['documents'], 'document')}"
    )
