"""kg build: articles into the graph."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

import typer

from kg.cli.common import (
    DEFAULT_EXTRACTOR,
    DEFAULT_MODEL,
    DEFAULT_STORE,
    ExtractorOption,
    GazetteerOption,
    ModelOption,
    PathsArgument,
    StoreOption,
    console,
)
from kg.cli.progress import Report, reporting

if TYPE_CHECKING:
    from kg.pipeline import Summary

__all__ = ["build", "print_summary"]


def build(
    paths: PathsArgument,
    store: StoreOption = DEFAULT_STORE,
    extractor: ExtractorOption = DEFAULT_EXTRACTOR,
    model: ModelOption = DEFAULT_MODEL,
    gazetteer: GazetteerOption = None,
) -> None:
    """Add articles to the graph.

    Reads text, Markdown, HTML and JSON Lines, and folders of them. Articles that are in the graph already
    are left as they are; articles that changed, or that were read with another gazetteer, replace what they said
    before. What cannot be read is named, the rest goes on, and the status is 1.
    """
    from kg import ingest, pipeline
    from kg.store import open_store

    with reporting(paths) as report:
        documents = ingest.read(paths, skipped=report.skipped)
        first = next(documents, None)
        # Opened only when there is something to put in: a mistyped path leaves no empty graph behind.
        if first is not None:
            with open_store(store) as graph:
                summary = pipeline.build(
                    graph,
                    chain([first], documents),
                    model=model,
                    extractor=extractor,
                    progress=report.done,
                    failed=report.not_extracted,
                    note=report.note,
                )
    if first is None:
        typer.echo("No articles to add.", err=True)
    else:
        print_summary(summary, report, store)
    if report.failed:
        raise typer.Exit(1)


def print_summary(summary: Summary, report: Report, store: str) -> None:
    """Print what a build did, a line a number, on standard output."""
    from rich.table import Table

    table = Table.grid(padding=(0, 2))
    table.add_column()
    table.add_column(justify="right")
    table.add_column()
    table.add_row("documents", f"{summary.added:,}", "added")
    table.add_row("", f"{summary.unchanged:,}", "unchanged")
    table.add_row("", f"{report.skips.total():,}", _skipped(report))
    table.add_row("claims", f"{summary.claims:,}", "added")
    table.add_row("entities", f"{summary.entities:,}", "in them")
    speed = summary.words / max(summary.seconds, 1e-9)
    table.add_row("words", f"{summary.words:,}", f"in {summary.seconds:.1f} s, {speed:,.0f} a second")
    table.add_row("graph", "", str(store))
    console().print(table)


def _skipped(report: Report) -> str:
    kinds = ", ".join(f"{count} {kind}" for kind, count in sorted(report.skips.items()))
    return f"skipped: {kinds}" if kinds else "skipped"
