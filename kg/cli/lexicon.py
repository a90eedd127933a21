"""kg lexicon: the frames that there are, and what they miss in a corpus."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from kg.cli.common import DEFAULT_MODEL, ModelOption, PathsArgument, console
from kg.cli.progress import reporting
from kg.cli.tables import print_csv, print_table, to_people

if TYPE_CHECKING:
    from kg.extract.gaps import Gap
    from kg.extract.lexicon import Entry, Frame

__all__ = ["gaps", "lexicon", "list_frames"]

lexicon = typer.Typer(no_args_is_help=True, help="Look into the lexicon: its frames, and what they miss.")

_TRIED = 5
"""Most relations that a table lists as tried."""

FormatOption = Annotated[
    Literal["table", "csv", "jsonl"] | None,
    typer.Option("--format", "-f", help="By default a table on a terminal, CSV in a pipe.", show_default=False),
]


@lexicon.command("gaps")
def gaps(
    paths: PathsArgument,
    min_count: Annotated[
        int, typer.Option("--min-count", min=1, metavar="N", help="Least number of sentences that have it.")
    ] = 2,
    top: Annotated[int, typer.Option("--top", min=1, metavar="N", help="How many to show.")] = 30,
    named: Annotated[
        bool, typer.Option("--named", help="Only between two names, not between a name and a common noun.")
    ] = False,
    form: FormatOption = None,
    model: ModelOption = DEFAULT_MODEL,
) -> None:
    """List what articles say often and no frame claims.

    A gap is a verb, noun or adjective that relates two arguments, by its roles and their classes: "verb: expel,
    subject: Country, object: Person". Counted are sentences in which no frame makes a claim of the pair; each gap
    comes with two of them, and with the relations whose frames were tried. No graph is touched.
    """
    from kg import ingest, pipeline
    from kg.extract.gaps import Unclaimed, collect

    found: list[Unclaimed] = []
    with reporting(paths) as report:
        for document, here in pipeline.gaps(ingest.read(paths, skipped=report.skipped), model=model):
            found.extend(each for each in here if each.named or not named)
            report.done(document, len(here))
    every = [gap for gap in collect(found) if gap.count >= min_count]
    _write_gaps(every[:top], len(every), form or ("table" if to_people() else "csv"))
    if report.failed:
        raise typer.Exit(1)


def _write_gaps(shown: Sequence[Gap], total: int, form: str) -> None:
    if form == "jsonl":
        for gap in shown:
            sys.stdout.write(json.dumps(gap.as_json(), ensure_ascii=False) + "\n")
    elif form == "csv":
        header = ("count", "pattern", "types", "tried", "sentence", "document", "sentence2", "document2")
        print_csv(header, [_gap_row(gap) for gap in shown])
    else:
        _show_gaps(shown, total)


def _gap_row(gap: Gap) -> list[object]:
    cells: list[object] = [gap.count, gap.pattern, _types(gap), " ".join(gap.tried)]
    for example in gap.examples():
        cells += [example.sentence, example.document]
    return cells + [""] * (8 - len(cells))


def _show_gaps(shown: Sequence[Gap], total: int) -> None:
    from rich.padding import Padding
    from rich.text import Text

    out = console()
    for gap in shown:
        head = Text(f"{gap.count:4}  ")
        head.append(gap.pattern, style="bold")
        out.print(head)
        tried = f"tried: {', '.join(gap.tried[:_TRIED])}" if gap.tried else "no frame for the word"
        tried += ", …" if len(gap.tried) > _TRIED else ""
        out.print(Padding(Text(f"{_types(gap, most=4)}; {tried}", style="dim"), (0, 0, 0, 6)))
        for example in gap.examples():
            note = Text(f"{' – '.join(example.labels)}: ")
            note.append(f"“{example.excerpt}”", style="italic")
            note.append(f" ({example.document})", style="dim")
            out.print(Padding(note, (0, 0, 0, 6)))
    out.print(f"{len(shown)} of {total} gaps")


def _types(gap: Gap, most: int | None = None) -> str:
    listed = [f"{first} – {second} {count}" for (first, second), count in gap.types]
    return ", ".join(listed[:most]) + (", …" if most is not None and len(listed) > most else "")


@lexicon.command("list")
def list_frames(
    relation: Annotated[
        str | None, typer.Argument(metavar="RELATION", help="Such as competesWith; without it all relations.")
    ] = None,
    form: FormatOption = None,
) -> None:
    """List the relations of the lexicon, or the frames of one.

    A frame's number is its place under the relation, as in the output of `kg explain`.
    """
    from kg.extract.lexicon import load

    entries = load().entries
    form = form or ("table" if to_people() else "csv")
    if relation is None:
        rows = [_relation_row(entry) for _, entry in sorted(entries.items())]
    elif relation in entries:
        rows = [_frame_row(frame) for frame in entries[relation].frames]
    else:
        raise typer.BadParameter(
            f"the lexicon has no relation {relation!r}: one of {', '.join(sorted(entries))}", param_hint="RELATION"
        )
    if form == "jsonl":
        for row in rows:
            sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
    elif form == "csv":
        print_csv(list(rows[0]), [list(row.values()) for row in rows])
    elif relation is None:
        print_table(list(rows[0]), [[str(cell) for cell in row.values()] for row in rows])
    else:
        _show_frames(entries[relation], rows)


def _relation_row(entry: Entry) -> dict[str, object]:
    return {
        "relation": entry.relation,
        "file": entry.path.name,
        "frames": len(entry.frames),
        "examples": len(entry.match) + len(entry.no_match),
        "over": " ".join(sorted(entry.over)),
    }


def _frame_row(frame: Frame) -> dict[str, object]:
    """Return a frame with alternatives joined by bars, as they are written."""

    def needs(conditions: Iterable[tuple[tuple[str, ...], frozenset[str]]]) -> str:
        return "; ".join(f"{'|'.join(roles)}: {'|'.join(sorted(words))}" for roles, words in conditions)

    return {
        "number": frame.number,
        "trigger": f"{frame.kind}: {'|'.join(frame.triggers)}",
        "subject": "|".join(frame.subject),
        "object": "|".join(frame.object),
        "with": needs(frame.conditions),
        "without": needs(frame.exclusions),
        "subject classes": "|".join(frame.subject_types),
        "object classes": "|".join(frame.object_types),
        "says": " ".join(filter(None, (frame.polarity, frame.modality))),
    }


def _show_frames(entry: Entry, rows: Iterable[dict[str, object]]) -> None:
    from rich.padding import Padding
    from rich.text import Text

    out = console()
    for row in rows:
        head = Text(f"{row['number']:4}  ")
        head.append(str(row["trigger"]), style="bold")
        out.print(head)
        for name in ("subject", "object"):
            line = Text(f"{name}: {row[name]}")
            line.append(f"  {row[f'{name} classes']}", style="dim")
            out.print(Padding(line, (0, 0, 0, 6)))
        for name in ("with", "without", "says"):
            if row[name]:
                out.print(Padding(Text(f"{name} {row[name]}"), (0, 0, 0, 6)))
    out.print(f"{len(entry.frames)} frames in {entry.path.name}")
