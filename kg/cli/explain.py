"""kg explain: why a sentence gives the claims that it gives."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from kg.cli.common import DEFAULT_MODEL, ModelOption, console
from kg.cli.tables import to_people

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from kg.extract.explain import Attempt, Explained, Predicate, Statement
    from kg.extract.roles import Filler

__all__ = ["explain"]

TextArgument = Annotated[str, typer.Argument(metavar="TEXT", help="A sentence or several; - reads standard input.")]
PublishedOption = Annotated[
    datetime | None,
    typer.Option("--published", metavar="DATE", formats=["%Y-%m-%d"], help="Day that “on Friday” is counted from."),
]
FormatOption = Annotated[
    Literal["table", "json"] | None,
    typer.Option("--format", "-f", help="By default a table on a terminal, JSON in a pipe.", show_default=False),
]
AllOption = Annotated[
    bool,
    typer.Option("--all", help="Also show each frame that waits for other words, and words that relate nothing."),
]

_CONDITION = "condition not met"
_RANK = ("claim", "too unsure", "gave way", "said already")
"""The outcomes of frames that match, which come first; conditions that are not met come last."""
_STYLES = {"claim": "green", "gave way": "cyan", "said already": "cyan", "too unsure": "yellow", _CONDITION: "dim"}


def explain(
    text: TextArgument,
    published: PublishedOption = None,
    form: FormatOption = None,
    every: AllOption = False,
    model: ModelOption = DEFAULT_MODEL,
) -> None:
    """Explain why a sentence gives the claims that it gives.

    Shows the names found, what pronouns and descriptions stand for, the dates, and every predicate with its roles
    and the frames of the lexicon that were tried: which made a claim, and why the others did not. Then the claims
    with the words that set polarity, modality and attribution. For whoever adds to `ontology/`.
    """
    from kg import pipeline
    from kg.errors import InputError
    from kg.model import Document

    words = _read(text)
    if not words.strip():
        raise InputError("there is no text to explain: give a sentence, or - and text on standard input")
    document = Document("explained", words, published=published.date() if published else None)
    sentences = pipeline.explain(document, model=model)
    if (form or ("table" if to_people() else "json")) == "json":
        typer.echo(json.dumps([sentence.as_json() for sentence in sentences], ensure_ascii=False, indent=2))
        return
    out = console()
    for number, sentence in enumerate(sentences):
        if number:
            out.print()
        _show(out, sentence, every)


def _read(text: str) -> str:
    """Return the argument, or standard input for a dash. Raises InputError if it is no UTF-8."""
    from kg.errors import InputError
    from kg.ingest.decode import decode

    data = sys.stdin.buffer.read() if text == "-" else text.encode("utf-8", "surrogateescape")
    try:
        return decode(data)
    except InputError as error:
        raise InputError(f"{'standard input' if text == '-' else 'the text'}: {error}") from error


def _show(out: Console, sentence: Explained, every: bool) -> None:
    from rich.text import Text

    out.print(Text(f"“{sentence.text}”", style="bold"))
    names = [
        (
            name.words,
            "" if name.label == name.words else f"= {name.label}",
            name.type or "class unknown",
            ", ".join([f"{name.how[0]} {name.key}".strip(), *name.how[1:]]),
        )
        for name in sentence.names
    ]
    _section(out, "names", names, "none found")
    references = [
        (
            reference.words,
            "; else ".join(dict.fromkeys(" and ".join(map(_referent, reading)) for reading in reference.readings))
            or "nothing to stand for",
        )
        for reference in sentence.references
    ]
    _section(out, "references", references)
    dates = [(span.text, f"{span.start or '…'} to {span.end or '…'}") for span in sentence.dates]
    _section(out, "dates", dates)
    framed = [predicate for predicate in sentence.predicates if predicate.attempts]
    for predicate in framed:
        if every or _tells(predicate):
            _show_predicate(out, predicate, every)
    unknown = [
        (
            predicate.words,
            f"{predicate.kind} {predicate.lemma}",
            "; ".join(f"{role}: {_fillers(there)}" for role, there in predicate.roles.items()),
            f"a cue: {predicate.cue}" if predicate.cue else "",
        )
        for predicate in sentence.predicates
        if not predicate.attempts
    ]
    _section(out, "no frame", unknown)
    _show_claims(out, sentence.statements)


def _tells(predicate: Predicate) -> bool:
    """Return False for what no frame matches if it relates nothing, or is a name: it is not worth a line."""
    relates = bool(predicate.roles) and not predicate.named and predicate.kind != "demonym"
    return relates or any(attempt.outcome in _RANK for attempt in predicate.attempts)


def _show_predicate(out: Console, predicate: Predicate, every: bool) -> None:
    from rich.text import Text

    head = Text("\n")
    head.append(predicate.words, style="bold")
    head.append(f"  {predicate.kind}")
    if predicate.kind in {"verb", "noun", "adj"}:
        head.append(f" {predicate.lemma}")
    if predicate.cue:
        head.append(f"  a cue: {predicate.cue}", style="dim")
    out.print(head)
    _print(out, [(Text(role, "magenta"), Text(_fillers(there))) for role, there in predicate.roles.items()])
    attempts = sorted(predicate.attempts, key=_rank)
    rows = []
    for attempt in attempts:
        if every or not _waits(attempt):
            style = _STYLES.get(attempt.outcome, "yellow")
            mark = "✓" if attempt.outcome == "claim" else "·" if attempt.outcome in _RANK else "✗"
            rows.append((Text(f"{mark} {attempt.frame}", style), Text(_why(attempt)), Text(attempt.place, "dim")))
    _print(out, rows)
    if not every:
        _show_waiting(out, [attempt for attempt in attempts if _waits(attempt)])


def _show_waiting(out: Console, attempts: Sequence[Attempt]) -> None:
    """Print what the frames need that wait for other words, one line a relation."""
    from rich.text import Text

    from kg.extract.verdicts import shortened

    waiting: dict[str, list[str]] = {}
    for attempt in attempts:
        if attempt.verdict is not None:
            needs = f"{shortened(attempt.verdict.roles, 3)}: {shortened(attempt.verdict.wanted, 3)}"
            waiting.setdefault(attempt.relation, []).append(needs)
    rows = [
        (Text(f"  {relation}", "dim"), Text("needs " + "; or ".join(dict.fromkeys(needs)), "dim"))
        for relation, needs in waiting.items()
    ]
    _print(out, rows)


def _waits(attempt: Attempt) -> bool:
    """Return True if the frame is not about what is said here: its condition is not met, or a role is empty."""
    return attempt.outcome == _CONDITION or (attempt.verdict is not None and not attempt.verdict.found)


def _show_claims(out: Console, statements: Sequence[Statement]) -> None:
    from rich.padding import Padding
    from rich.text import Text

    from kg.vocab import relation_label

    if not statements:
        out.print(Text("\nno claim", style="bold"))
        return
    out.print(Text("\nclaims", style="bold"))
    for statement in statements:
        claim = statement.claim
        said = Text(f"{claim.subject.label} {relation_label(claim.predicate)} {claim.object.label}", style="green")
        said.append(f"  {claim.subject.type} → {claim.object.type}, confidence {claim.confidence:.2f}", style="dim")
        out.print(Padding(said, (0, 0, 0, 2)))
        cues: dict[str, list[str]] = {}
        for cue in statement.cues:
            cues.setdefault(cue.effect, []).append(cue.words if cue.by_frame else f"“{cue.words}”")
        told = [
            (claim.polarity, cues.pop("negated", [])),
            (claim.modality, cues.pop(claim.modality, [])),
            (f"by {claim.attributed_to.label}" if claim.attributed_to else "", cues.pop("source", [])),
            (claim.time.text if claim.time else "", []),
        ]
        words = [f"{value} ({', '.join(by)})" if by else value for value, by in told if value]
        words += [f"not {effect} ({', '.join(by)}): a stronger hedge wins" for effect, by in cues.items()]
        out.print(Padding(Text(", ".join(words)), (0, 0, 0, 4)))


def _rank(attempt: Attempt) -> int:
    if attempt.outcome in _RANK:
        return _RANK.index(attempt.outcome)
    return len(_RANK) + (attempt.outcome != "no object") + (attempt.outcome == _CONDITION)


def _why(attempt: Attempt) -> str:
    return attempt.reason if attempt.outcome in {"claim", _CONDITION} else f"{attempt.outcome}: {attempt.reason}"


def _section(out: Console, title: str, rows: Sequence[Sequence[str]], otherwise: str = "") -> None:
    """Print the rows under a title; without rows, the title with what to say otherwise, or nothing."""
    from rich.text import Text

    if rows or otherwise:
        out.print(Text(f"\n{title}" + ("" if rows else f": {otherwise}"), style="bold"))
        _print(out, [tuple(map(Text, row)) for row in rows])


def _print(out: Console, rows: Sequence[Sequence[Text]]) -> None:
    from rich.table import Table

    grid = Table(box=None, show_header=False, padding=(0, 0, 0, 2))
    for row in rows:
        for cell in row:
            cell.overflow = "fold"
        grid.add_row(*row)
    if rows:
        out.print(grid)


def _fillers(fillers: Sequence[Filler]) -> str:
    """Return the words that fill a role, each with what it stands for."""
    return "; ".join(
        f"“{filler.words}” = {_referent(filler)}"
        if filler.arguments and [argument.label for argument in filler.arguments] != [filler.words]
        else _referent(filler)
        for filler in fillers
    )


def _referent(filler: Filler) -> str:
    """Return what the words stand for, with its class; the words themselves if they are no kind of argument."""
    if not filler.arguments:
        return f"“{filler.words}”"
    return ", ".join(f"{argument.label} ({argument.type or 'class unknown'})" for argument in filler.arguments)
