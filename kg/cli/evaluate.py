"""kg evaluate: how good the extraction is, against claims, anaphors or names that people read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence, Sized
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple

import typer

from kg.cli.common import (
    DEFAULT_EXTRACTOR,
    DEFAULT_MODEL,
    ExtractorOption,
    GazetteerOption,
    ModelOption,
    console,
)
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


class _Misreading(NamedTuple):
    document: str
    kind: str
    """Of the anaphor ("pronoun", "description", "name", "cataphor"), or of the error in a name ("wrong entity")."""
    answer: str
    sentence: str


GoldArgument = Annotated[
    list[Path],
    typer.Argument(metavar="GOLD", help="Files of texts with their claims, anaphors or names (.jsonl, .json)."),
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
CorefOption = Annotated[
    bool, typer.Option("--coref", help="Measure what pronouns, descriptions and short names refer to, and no claims.")
]


MentionsOption = Annotated[
    bool, typer.Option("--mentions", help="Measure which entities names are linked to, and no claims.")
]
AcceptOption = Annotated[
    float | None,
    typer.Option(
        "--accept",
        min=0.0,
        max=1.0,
        metavar="SCORE",
        help="With --mentions: also the clusters after all proposals of this score or more were accepted.",
    ),
]


def evaluate(
    gold: GoldArgument,
    form: FormatOption = None,
    errors: ErrorsOption = False,
    relations: RelationsOption = False,
    arguments: ArgumentsOption = False,
    reliability: ReliabilityOption = False,
    coref: CorefOption = False,
    mentions: MentionsOption = False,
    accept: AcceptOption = None,
    extractor: ExtractorOption = DEFAULT_EXTRACTOR,
    model: ModelOption = DEFAULT_MODEL,
    gazetteer: GazetteerOption = None,
) -> None:
    """Measure the extraction against claims that people found.

    A claim counts as right if relation, subject and object are; precision, recall and F1 follow. Polarity, modality,
    attribution and time are the shares of the right claims that have them right too. No graph is touched.

    With --arguments each claim counts for its subject and for its object: for entities that the gazetteer knows, for
    names that it does not, and for common nouns. Gold does not tell the class of an unknown name; it is the one that a
    claim of the same text gives it, so that unknown names that no claim has are of class "unknown".

    With `--coref`, GOLD lists anaphors instead of claims, and precision is the share right of those that were resolved,
    abstention the share left open of those that refer to nobody named.

    With `--mentions`, GOLD lists names. Of known entities, accuracy is the share of their mentions that are linked to
    the right one. Of unknown ones, an answer is a name without a known entity, and clusters are all names with the same
    IRI, or joined by rule over all texts, measured by B-cubed.
    """
    chosen = {"relations": relations, "arguments": arguments, "reliability": reliability}
    also = {name for name, wanted in chosen.items() if wanted}
    if coref and mentions:
        raise typer.BadParameter("gold lists either anaphors or names: leave out one of the two", param_hint="--coref")
    if (coref or mentions) and also:
        what = "anaphors make" if coref else "names make"
        raise typer.BadParameter(f"{what} no claims: leave out one of the two", param_hint=f"'--{min(also)}'")
    if accept is not None and not mentions:
        raise typer.BadParameter("proposals are for names: add --mentions", param_hint="'--accept'")
    as_table = (form or ("table" if to_people() else "json")) == "table"
    if coref:
        _evaluate_coref(gold, as_table, errors, model)
    elif mentions:
        _evaluate_mentions(gold, as_table, errors, accept, model)
    else:
        _evaluate_claims(gold, as_table, errors, also, extractor, model)


def _evaluate_claims(
    gold: list[Path], as_table: bool, errors: bool, also: set[str], extractor: str, model: str
) -> None:
    from kg import pipeline
    from kg.evaluate import read_gold, report

    err = console(stderr=True)
    score = pipeline.evaluate(
        read_gold(gold), model=model, extractor=extractor, note=lambda line: err.print(line, soft_wrap=True)
    )
    _check_any(score.pairings, gold)
    figures = report.as_json(score)
    found = [_Error(*error) for error in report.errors(score)] if errors else []
    if as_table:
        _show_figures(figures, report.QUALIFIERS, "relations" in also)
        if "arguments" in also:
            _show_arguments(figures["arguments"])
        if "reliability" in also:
            _show_reliability(figures["reliability"])
        _show_errors(found)
        return
    for name in {"relations", "arguments", "reliability"} - also:
        del figures[name]
    _write(figures, found if errors else None)


def _evaluate_coref(gold: list[Path], as_table: bool, errors: bool, model: str) -> None:
    from kg import pipeline
    from kg.evaluate import coref

    score = pipeline.evaluate_coref(coref.read_anaphors(gold), model=model)
    _check_any(score.answers, gold)
    figures = coref.as_json(score)
    found = [_Misreading(*error) for error in coref.errors(score)] if errors else []
    if as_table:
        _show_kinds(figures)
        _show_errors(found)
    else:
        _write(figures, found if errors else None)


def _evaluate_mentions(gold: list[Path], as_table: bool, errors: bool, accept: float | None, model: str) -> None:
    from kg import config, pipeline
    from kg.evaluate import mentions
    from kg.ids import entity_iri

    score = pipeline.evaluate_mentions(mentions.read_mentions(gold), model=model)
    _check_any(score.answers, gold)
    merged = None if accept is None else pipeline.merged_clusters(score, least=accept, model=model)
    figures = mentions.as_json(score, merged)
    base = config.settings().base_iri
    found = [_Misreading(*each) for each in mentions.errors(score, lambda key: entity_iri(key, base))] if errors else []
    if as_table:
        _show_mentions(figures)
        _show_errors(found)
    else:
        _write(figures, found if errors else None)


def _check_any(measured: Sized, gold: list[Path]) -> None:
    if not measured:
        from kg.errors import InputError

        raise InputError(f"{', '.join(map(str, gold))}: no text to measure with: give one JSON object a line")


def _write(figures: dict[str, Any], errors: Sequence[_Error | _Misreading] | None) -> None:
    if errors is not None:
        figures["errors"] = [error._asdict() for error in errors]
    typer.echo(json.dumps(figures, ensure_ascii=False, indent=2))


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


def _show_kinds(figures: Mapping[str, Any]) -> None:
    shares = ("precision", "recall", "f1", "abstention")
    counts = ("right", "predicted", "wanted", "empty")
    print_table(
        ("anaphor", "precision", "recall", "F1", "abstention", *counts),
        [
            (name, *("" if row[s] is None else f"{row[s]:.1%}" for s in shares), *(str(row[n]) for n in counts))
            for name, row in (("all", figures), *figures["kinds"].items())
        ],
    )


def _show_mentions(figures: Mapping[str, Any]) -> None:
    from kg.labels import counted

    out = console()
    known, unknown = figures["known"], figures["unknown"]
    out.print(
        f"{counted(figures['mentions'], 'mention')}: {figures['found']:.1%} found, {figures['exact']:.1%} as they stand"
    )
    out.print(f"known entities: {known['accuracy']:.1%} right ({known['right']} of {known['wanted']})")
    out.print()
    rows = [("unknown names", _cells(unknown)[:3])]
    titles = {"clusters": "clusters (B-cubed)", "merged": "clusters after merging"}
    for key, title in titles.items():
        if key in figures:
            rows.append((title, tuple(f"{figures[key][share]:.1%}" for share in ("precision", "recall", "f1"))))
    print_table(("", "precision", "recall", "F1"), [(title, *cells) for title, cells in rows])
    out.print()
    print_table(
        ("class", "found", "linked", "mentions"),
        [
            (name, f"{row['found']:.1%}", f"{row['linked']:.1%}", str(row["wanted"]))
            for name, row in figures["classes"].items()
        ],
    )


def _show_errors(errors: Iterable[_Error | _Misreading]) -> None:
    out = console()
    for document, kind, what, sentence in errors:
        out.print()
        out.print(f"{document}: {kind}: {what}", soft_wrap=True, markup=False)
        if sentence:
            out.print(f"  {' '.join(sentence.split())}", style="dim", soft_wrap=True, markup=False)
