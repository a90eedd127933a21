"""kg extract: the claims of articles, without a graph."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from kg.cli.common import (
    DEFAULT_EXTRACTOR,
    DEFAULT_MODEL,
    ExtractorOption,
    GazetteerOption,
    ModelOption,
    PathsArgument,
    console,
)
from kg.cli.progress import reporting

if TYPE_CHECKING:
    from kg.extract.open_triples import OpenTriple
    from kg.model import Claim, Document

__all__ = ["extract"]

FormatOption = Annotated[
    Literal["jsonl", "table"] | None,
    typer.Option("--format", "-f", help="Default: a table on a terminal, JSON Lines when piped.", show_default=False),
]

OpenOption = Annotated[
    bool, typer.Option("--open", help="Write open triples, in the words of the articles, instead of claims.")
]


def extract(
    paths: PathsArgument,
    format: FormatOption = None,
    open_triples: OpenOption = False,
    extractor: ExtractorOption = DEFAULT_EXTRACTOR,
    model: ModelOption = DEFAULT_MODEL,
    gazetteer: GazetteerOption = None,
) -> None:
    """Write the claims of articles.

    Standard output gets one claim a line as JSON, and nothing else: subject, predicate, object, polarity,
    modality, who is quoted, time, confidence, and the sentence that says it. No graph is touched.

    With --open it gets everything that is stated, of any relation and untyped: subject, predicate and
    object as words, confidence, and the sentence.
    """
    from kg import ingest, pipeline

    if open_triples and extractor != DEFAULT_EXTRACTOR:
        raise typer.BadParameter(f"open triples are not read by {extractor!r}: leave out --open or --extractor")
    terminal = sys.stdout.isatty()
    table = format == "table" or (format is None and terminal)
    with reporting(paths, bar=not terminal) as report:
        documents = ingest.read(paths, skipped=report.skipped)
        if open_triples:
            for document, triples in pipeline.open_triples(documents, model=model):
                (_write_open_table if table else _write_lines)(document, triples)
                report.done(document, len(triples))
        else:
            found = pipeline.extract(
                documents, model=model, extractor=extractor, failed=report.not_extracted, note=report.note
            )
            for document, claims in found:
                (_write_table if table else _write_lines)(document, claims)
                report.done(document, len(claims))
    if report.failed:
        raise typer.Exit(1)


def _write_lines(document: Document, found: Sequence[Claim] | Sequence[OpenTriple]) -> None:
    for item in found:
        sys.stdout.write(json.dumps(item.as_json(), ensure_ascii=False) + "\n")


def _write_table(document: Document, claims: Sequence[Claim]) -> None:
    from rich.table import Table
    from rich.text import Text

    from kg.vocab import relation_label

    table = Table(title=Text(document.title or document.id), title_justify="left", expand=True, show_lines=True)
    table.add_column("claim", ratio=3)
    table.add_column("how", ratio=2)
    table.add_column("evidence", ratio=5)
    for claim in claims:
        statement = f"{claim.subject.label} {relation_label(claim.predicate)} {claim.object.label}"
        table.add_row(statement, _how(claim), " ".join(claim.evidence.quote.split()))
    console().print(table)


def _write_open_table(document: Document, triples: Sequence[OpenTriple]) -> None:
    from rich.table import Table
    from rich.text import Text

    table = Table(title=Text(document.title or document.id), title_justify="left", expand=True, show_lines=True)
    for column in ("subject", "predicate", "object"):
        table.add_column(column, ratio=3)
    table.add_column("confidence", justify="right")
    for triple in triples:
        table.add_row(triple.subject, triple.predicate, triple.object, f"{triple.confidence:.2f}")
    console().print(table)


def _how(claim: Claim) -> str:
    """Return the qualifiers of a claim in a few words; empty for a plain statement."""
    words: list[str] = [word for word in (claim.polarity, claim.modality) if word not in {"affirmed", "actual"}]
    if claim.attributed_to:
        words.append(f"by {claim.attributed_to.label}")
    if claim.time:
        words.append(claim.time.text)
    return ", ".join(words)
