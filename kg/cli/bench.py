"""kg bench: how fast it is on your texts and your machine."""

from __future__ import annotations

import statistics
import tempfile
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.common import DEFAULT_MODEL, DEFAULT_STORE, ModelOption, PathsArgument, StoreOption, console
from kg.cli.progress import reporting
from kg.cli.tables import print_csv, print_table, to_people

if TYPE_CHECKING:
    from kg.bench import Rebuild
    from kg.model import Claim, Document
    from kg.store import Store

__all__ = ["bench", "extract", "serve", "store"]

bench = typer.Typer(no_args_is_help=True, help="Measure how fast it is on your texts and your machine.")

RoundsOption = Annotated[int, typer.Option("--rounds", min=1, metavar="N", help="Counted rounds.")]


@bench.command("extract")
def extract(paths: PathsArgument, model: ModelOption = DEFAULT_MODEL, rounds: RoundsOption = 3) -> None:
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


@bench.command("serve")
def serve(
    store: StoreOption = DEFAULT_STORE,
    url: Annotated[
        str | None, typer.Option("--url", metavar="URL", help="A server that runs, in place of one of --store.")
    ] = None,
    clients: Annotated[int, typer.Option("--clients", min=1, metavar="N", help="Clients at once.")] = 200,
    seconds: Annotated[float, typer.Option("--seconds", min=1, metavar="N", help="How long they ask.")] = 60,
) -> None:
    """Put many clients on the web site and the SPARQL endpoint at once.

    Each sends one request after the other, without a pause: SPARQL, lists, saved queries, entities as page and as data.
    Shows how long answers take, in milliseconds. Whatever a request was answered with at first must come back each
    time, byte for byte; anything else is an error, and status 1.
    """
    import asyncio
    from contextlib import nullcontext

    from kg.serve.load import measure, percentile, serving

    with nullcontext(url) if url else serving(Path(store)) as place:
        result = asyncio.run(measure(place, clients=clients, seconds=seconds))
    rows = [
        (kind, str(len(times)), *(f"{1000 * percentile(times, share):.0f}" for share in (0.5, 0.95, 0.99)))
        for kind, times in result.latencies.items()
        if times
    ]
    (print_table if to_people() else print_csv)(("request", "answers", "p50", "p95", "p99"), rows)
    err = console(stderr=True)
    rate = result.answered / result.seconds
    err.print(f"{result.clients} clients, {result.seconds:.0f} s, {rate:.0f} answers a second")
    for what, number in result.errors.items():
        err.print(f"{number} times {what}")
    if result.errors:
        raise typer.Exit(1)


@bench.command("store")
def store(
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="[PATH]", help="Articles to build and scale. Default: those of the demo."),
    ] = None,
    source: Annotated[
        str | None,
        typer.Option("--store", metavar="DIR|URL", help="Graph whose claims are scaled, in place of the articles'."),
    ] = None,
    triples: Annotated[int, typer.Option("--triples", min=1, metavar="N", help="Least size of the graph.")] = 1_000_000,
    sample: Annotated[
        int | None, typer.Option("--sample", min=1, metavar="N", help="How many queries rdflib is asked. Default: all.")
    ] = None,
    cap: Annotated[
        float, typer.Option("--cap", min=0.1, metavar="SECONDS", help="How long rdflib is given for a query.")
    ] = 30.0,
    model: ModelOption = DEFAULT_MODEL,
    rounds: RoundsOption = 3,
) -> None:
    """Time the store beside the libraries underneath, on claims scaled to a large graph.

    Builds the articles and builds them again, with nothing to do; loads copies of their claims about other actors,
    and the same quads with bulk loading alone; asks the saved queries of the store and of rdflib's memory store.
    All of it in temporary folders, in one run, as ratios; needs some 4 GB of memory for a million triples.
    """
    from kg.bench import bench_store, scaled
    from kg.config import settings
    from kg.demo import demo_articles
    from kg.gazetteer import load
    from kg.ingest import read
    from kg.labels import counted

    inputs = paths or [str(path) for path in demo_articles()]
    with reporting(inputs, bar=False) as report:
        documents = list(read(inputs, skipped=report.skipped))
    out, err = console(), console(stderr=True)
    if not documents:
        err.print("nothing to measure: no article could be read")
        raise typer.Exit(1)
    rebuilt, corpus = _built(documents, source, model, rounds)
    if not corpus:
        err.print("nothing to measure: there are no claims to scale")
        raise typer.Exit(1)
    copies = _copies(corpus, triples)
    many = list(scaled(corpus, load().entities, copies, base=settings().base_iri))
    result = bench_store(
        many, rounds=rounds, sample=sample, cap=cap, progress=lambda what: err.print(what, style="dim")
    )
    out.print(
        f"{counted(result.documents, 'document')}, {counted(result.claims, 'claim')}, {result.quads:,} quads, "
        f"{copies} copies, {counted(rounds, 'round')}"
    )
    out.print(
        f"load           {_seconds(result.loaded)}, bulk_load alone {_seconds(result.raw)}: "
        f"{result.load_ratio:.2f} of its speed (asked: 0.5)"
    )
    out.print(
        f"build again    {_seconds(rebuilt.again)} after {rebuilt.first:.2f} s "
        f"for {counted(rebuilt.documents, 'document')}: {rebuilt.share:.2%} (asked: under 3%)"
    )
    rows = [
        (
            query.name,
            str(query.rows),
            f"{query.ours * 1000:.1f}",
            "" if query.rdflib is None else f"{'>' if query.capped else ''}{query.rdflib * 1000:.0f}",
            "" if query.ratio is None else f"{'>' if query.capped else ''}{query.ratio:.0f}",
        )
        for query in result.queries
    ]
    (print_table if to_people() else print_csv)(("query", "rows", "ms", "rdflib ms", "times as fast"), rows)
    ratios = sorted(query.ratio for query in result.queries if query.ratio is not None)
    if ratios:
        capped = sum(query.capped for query in result.queries)
        out.print(
            f"queries        {ratios[len(ratios) // 2]:.0f} times as fast in the median, at least {ratios[0]:.0f} "
            f"(asked: 20); of {len(ratios)}, {capped} stopped in rdflib after {cap:g} s and counted with that"
        )


def _built(
    documents: list[Document], source: str | None, model: str, rounds: int
) -> tuple[Rebuild, list[tuple[Document, list[Claim]]]]:
    """Build the documents twice; return the times, and the claims of `source` or else of what was built."""
    from kg.bench import bench_rebuild
    from kg.store import LocalStore, open_store

    with tempfile.TemporaryDirectory() as folder, LocalStore(Path(folder) / "store") as built:
        rebuilt = bench_rebuild(built, documents, model=model, rounds=rounds)
        if source is None:
            return rebuilt, _corpus(built)
    with open_store(source, create=False, read_only=True) as graph:
        return rebuilt, _corpus(graph)


def _corpus(graph: Store) -> list[tuple[Document, list[Claim]]]:
    """Return the documents that have claims, with these."""
    return [
        (document, [claim for claim, _ in claims])
        for document, claims in groupby(graph.claims(as_read=True), key=lambda pair: pair[1])
    ]


def _copies(corpus: list[tuple[Document, list[Claim]]], triples: int) -> int:
    """Return how often the corpus must be copied to have so many triples."""
    from kg.store.codec import encode

    return max(1, -(-triples // sum(len(encode(document, claims)) for document, claims in corpus)))


def _seconds(rounds: tuple[float, ...]) -> str:
    return f"{statistics.median(rounds):.2f} s"
