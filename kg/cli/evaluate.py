"""kg evaluate: how good the extraction is, against claims that people found."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple

import typer

from kg.cli.common import DEFAULT_MODEL, GazetteerOption, ModelOption, console
from kg.cli.tables import print_table, to_people

__all__ = ["evaluate"]


class _Error(NamedTuple):
    document: str
    kind: str
    """"missed", "extra", or the qualifiers that are wrong."""
    claim: str
    sentence: str
    """Empty for what was missed: gold claims name no sentence."""


GoldArgument = Annotated[
    list[Path], typer.Argument(metavar="GOLD", help="Files of texts with their claims (.jsonl, .json).")
]
FormatOption = Annotated[
    Literal["table", "json"] | None,
    typer.Option("--format", "-f", help="By default tables on a terminal, JSON in a pipe.", show_default=False),
]
ErrorsOption = Annotated[
    bool, typer.Option("--errors", help="Also list what was missed, found in excess, or wrongly qualified.")
]
RelationsOption = Annotated[bool, typer.Option("--relations", help="Also show the figures of each relation.")]


def evaluate(
    gold: GoldArgument,
    form: FormatOption = None,
    errors: ErrorsOption = False,
    relations: RelationsOption = False,
    model: ModelOption = DEFAULT_MODEL,
    gazetteer: GazetteerOption = None,
) -> None:
    """Measure the extraction against claims that people found.

    A claim counts as right if relation, subject and object are; precision, recall and F1 follow. Polarity, modality,
    attribution and time are the shares of the right claims that have them right too. No graph is touched.
    """
    from kg import pipeline
    from kg.errors import InputError
    from kg.evaluate import read_gold, report

    score = pipeline.evaluate(read_gold(gold), model=model)
    if not score.pairings:
        raise InputError(f"{', '.join(map(str, gold))}: no text to measure with: give one JSON object a line")
    figures = report.as_json(score)
    found = [_Error(*error) for error in report.errors(score)] if errors else []
    if (form or ("table" if to_people() else "json")) == "json":
        if not relations:
            del figures["relations"]
        if errors:
            figures["errors"] = [error._asdict() for error in found]
        typer.echo(json.dumps(figures, ensure_ascii=False, indent=2))
        return
    _show_figures(figures, report.QUALIFIERS, relations)
    _show_errors(found)


def _show_figures(figures: Mapping[str, Any], qualifiers: Iterable[str], relations: bool) -> None:
    from kg.vocab import relation_label

    rows = [("all", figures)]
    if relations:
        found = sorted(figures["relations"].items(), key=lambda row: (-row[1]["wanted"], row[0]))
        rows += [(relation_label(name), row) for name, row in found]
    counts = ("right", "predicted", "wanted")
    print_table(
        ("relation", "precision", "recall", "F1", *counts),
        [
            (name, *(f"{row[share]:.1%}" for share in ("precision", "recall", "f1")), *(str(row[n]) for n in counts))
            for name, row in rows
        ],
    )
    out = console()
    out.print()
    print_table(("qualifier", "right"), [(name, f"{figures[name]:.1%}") for name in qualifiers])


def _show_errors(errors: Iterable[_Error]) -> None:
    out = console()
    for error in errors:
        out.print()
        out.print(f"{error.document}: {error.kind}: {error.claim}", soft_wrap=True)
        if error.sentence:
            out.print(f"  {' '.join(error.sentence.split())}", style="dim", soft_wrap=True)
