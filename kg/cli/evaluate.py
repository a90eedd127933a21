"""kg evaluate: how good the extraction is, against claims that people found."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple

import typer

from kg.cli.common import DEFAULT_EXTRACTOR, DEFAULT_MODEL, ExtractorOption, ModelOption, console
from kg.cli.tables import print_table, to_people

__all__ = ["evaluate"]

_COLUMNS = ("precision", "recall", "F1", "right", "predicted", "wanted")


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
ArgumentsOption = Annotated[
    bool, typer.Option("--arguments", help="Also show the figures of each kind and class of argument.")
]
ReliabilityOption = Annotated[
    bool, typer.Option("--reliability", help="Also show how many claims thresholds of confidence keep, and how good.")
]


def evaluate(
    gold: GoldArgument,
    form: FormatOption = None,
    errors: ErrorsOption = False,
    relations: RelationsOption = False,
    arguments: ArgumentsOption = False,
    reliability: ReliabilityOption = False,
    extractor: ExtractorOption = DEFAULT_EXTRACTOR,
    model: ModelOption = DEFAULT_MODEL,
) -> None:
    """Measure the extraction against claims that people found.

    A claim counts as right if relation, subject and object are; precision, recall and F1 follow. Polarity, modality,
    attribution and time are the shares of the right claims that have them right too. No graph is touched.

    With --arguments each claim counts for its subject and for its object: for entities that the gazetteer knows, for
    names that it does not, and for common nouns. Gold does not tell the class of an unknown name; it is the one that a
    claim of the same text gives it, so that unknown names that no claim has are of class "unknown".
    """
    from kg import pipeline
    from kg.errors import InputError
    from kg.evaluate import read_gold, report

    err = console(stderr=True)
    score = pipeline.evaluate(
        read_gold(gold), model=model, extractor=extractor, note=lambda line: err.print(line, soft_wrap=True)
    )
    if not score.pairings:
        raise InputError(f"{', '.join(map(str, gold))}: no text to measure with: give one JSON object a line")
    figures = report.as_json(score)
    found = [_Error(*error) for error in report.errors(score)] if errors else []
    if (form or ("table" if to_people() else "json")) == "json":
        for name, wanted in (("relations", relations), ("arguments", arguments), ("reliability", reliability)):
            if not wanted:
                del figures[name]
        if errors:
            figures["errors"] = [error._asdict() for error in found]
        typer.echo(json.dumps(figures, ensure_ascii=False, indent=2))
        return
    _show_figures(figures, report.QUALIFIERS, relations)
    if arguments:
        _show_arguments(figures["arguments"])
    if reliability:
        _show_reliability(figures["reliability"])
    _show_errors(found)


def _show_figures(figures: Mapping[str, Any], qualifiers: Iterable[str], relations: bool) -> None:
    from kg.vocab import relation_label

    rows = [("all", figures)]
    if relations:
        found = sorted(figures["relations"].items(), key=lambda row: (-row[1]["wanted"], row[0]))
        rows += [(relation_label(name), row) for name, row in found]
    print_table(("relation", *_COLUMNS), [(name, *_cells(row)) for name, row in rows])
    console().print()
    print_table(("qualifier", "right"), [(name, f"{figures[name]:.1%}") for name in qualifiers])


def _cells(row: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the cells of `_COLUMNS`; a share of nothing is left empty."""
    shares = (
        f"{row[share]:.1%}" if row[of] else "" for share, of in (("precision", "predicted"), ("recall", "wanted"))
    )
    return (*shares, f"{row['f1']:.1%}", *(str(row[count]) for count in ("right", "predicted", "wanted")))


def _show_arguments(arguments: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> None:
    console().print()
    print_table(
        ("argument", "class", *_COLUMNS),
        [(kind, name, *_cells(row)) for kind, classes in arguments.items() for name, row in classes.items()],
    )


def _show_reliability(kept: Iterable[Mapping[str, Any]]) -> None:
    console().print()
    print_table(
        ("confidence", "kept", "precision", "recall", "F1", "mean confidence"),
        [
            (
                f"≥ {row['threshold']:.2f}",
                str(row["predicted"]),
                *_cells(row)[:3],
                f"{row['confidence']:.1%}" if row["predicted"] else "",
            )
            for row in kept
        ],
    )


def _show_errors(errors: Iterable[_Error]) -> None:
    out = console()
    for error in errors:
        out.print()
        out.print(f"{error.document}: {error.kind}: {error.claim}", soft_wrap=True)
        if error.sentence:
            out.print(f"  {' '.join(error.sentence.split())}", style="dim", soft_wrap=True)
