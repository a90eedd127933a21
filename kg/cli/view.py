"""kg view: the graph as a page."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.common import DEFAULT_STORE, StoreOption

__all__ = ["view", "write_page"]


def view(
    store: StoreOption = DEFAULT_STORE,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="The page to write.")] = Path(
        "kg-view.html"
    ),
    max_nodes: Annotated[
        int,
        typer.Option(
            "--max-nodes", min=1, metavar="N", help="Entities that the page opens with, best supported first."
        ),
    ] = 150,
    everything: Annotated[bool, typer.Option("--all", help="Open with all entities.")] = False,
    min_confidence: Annotated[
        float,
        typer.Option(
            "--min-confidence", min=0, max=1, metavar="X", help="Leave out claims that the extractor is less sure of."
        ),
    ] = 0.0,
    open_: Annotated[bool, typer.Option("--open", help="Show the page in the browser.")] = False,
) -> None:
    """Write the graph as an interactive page.

    One HTML file that asks for nothing from the network: search, filters, a table, and for every actor and relation
    the sentences that state it, with source and date. It holds the whole graph, whatever it opens with, but for what
    --min-confidence leaves out; its legend filters by confidence too.
    """
    typer.echo(write_page(store, output, max_nodes=max_nodes, everything=everything, min_confidence=min_confidence))
    if open_ and typer.launch(output.resolve().as_uri()) != 0:
        typer.echo(f"no browser could be started: open {output} yourself", err=True)


def write_page(
    store: str, output: Path, *, max_nodes: int = 150, everything: bool = False, min_confidence: float = 0.0
) -> str:
    """Write the page of a store and return a line that says so.

    Claims of less than `min_confidence`, between 0 and 1, are left out. Raises KgError if there is no store, nothing in
    it to show, or if the page cannot be written.
    """
    from kg.errors import KgError
    from kg.labels import counted
    from kg.store import entity_names, open_store
    from kg.view import build_payload, render

    with open_store(store, create=False, read_only=True) as graph:
        every = list(graph.claims())
        aliases = {iri: sorted(names) for iri, names in entity_names(graph).items()}
    if not every:
        raise KgError(f"{store}: holds no claims to show: add articles with `kg build PATH`")
    pairs = [(claim, document) for claim, document in every if claim.confidence >= min_confidence]
    if not pairs:
        surest = max(claim.confidence for claim, _ in every)
        raise KgError(f"{store}: no claim has a confidence of {min_confidence:g}: give {surest:g} or less")
    payload = build_payload(pairs, shown=max_nodes, aliases=aliases)
    page = render(payload, everything=everything)
    try:
        output.write_text(page, encoding="utf-8", newline="\n")
    except OSError as error:
        raise KgError(f"{output}: cannot be written: {error.strerror}: name another file with --output") from error
    summary = payload["summary"]
    return (
        f"{output}: {counted(len(payload['nodes']), 'entity')} and {counted(len(payload['edges']), 'relation')} "
        f"out of {counted(summary['claims'], 'claim')} in {counted(summary['documents'], 'document')}"
    )
