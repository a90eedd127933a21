"""kg gazetteer: what texts name and the gazetteer does not know."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from kg.cli.common import DEFAULT_MODEL, GazetteerOption, ModelOption, PathsArgument, console
from kg.cli.progress import reporting
from kg.cli.tables import print_csv, print_table, to_people

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.link.unlinked import Unlinked
    from kg.model import Document, Mention

__all__ = ["gaps", "gazetteer"]

gazetteer = typer.Typer(no_args_is_help=True, help="Look into the gazetteer: what it does not know.")

FormatOption = Annotated[
    Literal["table", "csv", "jsonl"] | None,
    typer.Option("--format", "-f", help="By default a table on a terminal, CSV in a pipe.", show_default=False),
]


@gazetteer.callback()
def _group() -> None:
    """Look into the gazetteer: what it does not know."""


@gazetteer.command("gaps")
def gaps(
    paths: PathsArgument,
    min_count: Annotated[int, typer.Option("--min-count", min=1, metavar="N", help="Least number of mentions.")] = 2,
    top: Annotated[int, typer.Option("--top", min=1, metavar="N", help="How many to show.")] = 100,
    form: FormatOption = None,
    model: ModelOption = DEFAULT_MODEL,
    gazetteer: GazetteerOption = None,
) -> None:
    """List the names that articles have most often and that no known entity goes by.

    Each may be an entity to add, another name of a known one, or no name at all: `ontology/gazetteer`, its `aliases`,
    and `ontology/no_names.yaml`. No graph is touched.
    """
    from kg import ingest, pipeline
    from kg.link.unlinked import collect

    with reporting(paths) as report:

        def read() -> Iterator[tuple[Document, list[Mention]]]:
            for document, names in pipeline.names(ingest.read(paths, skipped=report.skipped), model=model):
                yield document, names
                report.done(document, len(names))

        found = collect(read())
    every = [each for each in found if each.count >= min_count]
    _write(every[:top], len(every), form or ("table" if to_people() else "csv"))
    if report.failed:
        raise typer.Exit(1)


def _write(shown: list[Unlinked], total: int, form: str) -> None:
    if form == "jsonl":
        for each in shown:
            sys.stdout.write(json.dumps(each.as_json(), ensure_ascii=False) + "\n")
        return
    header = ("mentions", "documents", "name", "class", "sentence", "document")
    rows = [
        (str(each.count), str(len(each.documents)), each.label, each.type, each.excerpt, each.document)
        for each in shown
    ]
    if form == "csv":
        print_csv(header, rows)
    else:
        print_table(header, rows)
        console().print(f"{len(shown)} of {total} names")
