"""kg bench: how fast it is on your texts and your machine."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.cli.common import DEFAULT_MODEL, ModelOption, PathsArgument, console
from kg.cli.progress import reporting

__all__ = ["bench"]

RoundsOption = Annotated[int, typer.Option("--rounds", min=1, metavar="N", help="Counted rounds.")]


def bench(paths: PathsArgument, model: ModelOption = DEFAULT_MODEL, rounds: RoundsOption = 3) -> None:
    """Time extraction beside bare parsing.

    Each round parses the texts with the spaCy pipeline alone, extracts their claims, and builds a new graph of them.
    Medians of the ratios within a round are shown, as machines are noisy.
    """
    from kg.bench import bench_extract
    from kg.ingest import read
    from kg.labels import counted

    with reporting(paths, bar=False) as report:
        documents = list(read(paths, skipped=report.skipped))
    if not documents:
        console(stderr=True).print("nothing to measure: no article could be read")
        raise typer.Exit(1)
    result = bench_extract(documents, model=model, rounds=rounds)
    out = console()
    out.print(
        ", ".join(
            counted(number, noun)
            for number, noun in (
                (len(documents), "document"),
                (result.words, "word"),
                (result.claims, "claim"),
                (rounds, "round"),
            )
        )
    )
    for name, seconds in (("bare nlp.pipe", result.bare), ("extract", result.extracted), ("build", result.built)):
        speed = result.words / sorted(seconds)[len(seconds) // 2]
        out.print(f"{name:<14} {speed:>8,.0f} words/s   {result.ratio(seconds):.2f} of bare parsing")
    out.print(f"peak memory    {result.peak_mb:>8,.0f} MB")
    if report.failed:
        raise typer.Exit(1)
