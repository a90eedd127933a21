"""Measures the store on a large graph: loading beside raw pyoxigraph, queries beside rdflib, adding what is there.

Run by hand, never in tests. All that is compared is measured in the same run, in turns.
"""

from __future__ import annotations

import multiprocessing
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg import pipeline
from kg.model import Claim, Document
from kg.query import Parameter, run, saved_queries
from kg.query.binding import bind
from kg.query.parameters import resolve
from kg.store import LocalStore, Store, claim_counts
from kg.store.terms import RDF, node, prefixes

if TYPE_CHECKING:
    import rdflib

__all__ = ["QueryTimes", "Rebuild", "StoreBench", "bench_rebuild", "bench_store"]


@dataclass(frozen=True, slots=True)
class QueryTimes:
    """One saved query: medians, in seconds."""

    name: str
    rows: int
    ours: float
    rdflib: float | None
    """None if it was not asked, or cannot answer."""
    capped: bool = False
    """Whether rdflib was stopped: it takes longer than `rdflib`."""

    @property
    def ratio(self) -> float | None:
        """How many times as fast as rdflib, or at least as fast if that was stopped."""
        return None if self.rdflib is None else self.rdflib / self.ours


@dataclass(frozen=True, slots=True)
class StoreBench:
    """Seconds of each round, in the order run."""

    documents: int
    claims: int
    quads: int
    raw: tuple[float, ...]
    """`pyoxigraph.Store.bulk_load` of all quads of the store, as N-Quads, into a new database on disk."""
    loaded: tuple[float, ...]
    """Making a store and loading the documents and claims, to its closing."""
    queries: tuple[QueryTimes, ...]

    @property
    def load_ratio(self) -> float:
        """Median speed of loading relative to raw loading within a round."""
        return statistics.median(raw / ours for raw, ours in zip(self.raw, self.loaded, strict=True))


@dataclass(frozen=True, slots=True)
class Rebuild:
    """A build with extraction, and the same again with nothing to do. Seconds, without loading the model."""

    documents: int
    first: float
    again: tuple[float, ...]

    @property
    def share(self) -> float:
        """Median time of building again, as a share of the first build."""
        return statistics.median(self.again) / self.first


def bench_rebuild(store: Store, documents: Sequence[Document], *, model: str | None = None, rounds: int = 3) -> Rebuild:
    """Build the documents into an empty store, and again; return the times."""
    for _ in pipeline.extract(documents[:1], model=model):  # loads the model
        pass
    started = time.perf_counter()
    pipeline.build(store, documents, model=model)
    first = time.perf_counter() - started
    again = []
    for _ in range(rounds):
        started = time.perf_counter()
        pipeline.build(store, documents, model=model)
        again.append(time.perf_counter() - started)
    return Rebuild(len(documents), first, tuple(again))


def bench_store(
    corpus: Sequence[tuple[Document, Sequence[Claim]]],
    *,
    rounds: int = 3,
    sample: int | None = None,
    cap: float = 30.0,
    progress: Callable[[str], None] = lambda _: None,
) -> StoreBench:
    """Return how the store does with these documents and claims.

    rdflib is asked `sample` of the saved queries, or all, once each as it is slow, and stopped after `cap` seconds.
    `progress` is told what is being done.
    """
    raw, loaded = [], []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for number in range(rounds):
            progress(f"load, round {number + 1} of {rounds}")
            started = time.perf_counter()
            with LocalStore(folder / f"store-{number}") as store:
                store.load(corpus, extractor="bench/1")
            loaded.append(time.perf_counter() - started)
            lines = folder / "graph.nq"
            if number == 0:
                with LocalStore(folder / "store-0", read_only=True) as store, lines.open("w", encoding="utf-8") as out:
                    out.writelines(f"{quad} .\n" for quad in store.quads())
            started = time.perf_counter()
            ox.Store(folder / f"raw-{number}").bulk_load(path=str(lines), format=ox.RdfFormat.N_QUADS)
            raw.append(time.perf_counter() - started)
        with LocalStore(folder / "store-0", read_only=True) as store:
            return StoreBench(
                documents=len(corpus),
                claims=sum(len(claims) for _, claims in corpus),
                quads=len(store.oxigraph),
                raw=tuple(raw),
                loaded=tuple(loaded),
                queries=_bench_queries(store, lines, rounds=rounds, sample=sample, cap=cap, progress=progress),
            )


def _bench_queries(
    store: LocalStore, lines: Path, *, rounds: int, sample: int | None, cap: float, progress: Callable[[str], None]
) -> tuple[QueryTimes, ...]:
    saved = list(saved_queries().values())
    step = 1 if not sample else max(1, len(saved) // sample)
    asked = {query.name for query in saved[::step][:sample]}
    progress("reading it into rdflib")
    graph = _rdflib(lines)
    values = _values(store)
    found = []
    for query in saved:
        progress(f"query {query.name}")
        given = {each.name: values(each) for each in query.parameters or () if each.required}
        bound = bind(query.sparql, resolve(store, query.parameters, given))
        seconds, rows = [], 0
        for _ in range(rounds):
            started = time.perf_counter()
            rows = len(run(store, bound).rows)
            seconds.append(time.perf_counter() - started)
        theirs = _within(cap, graph, bound, prefixes(store.base)) if query.name in asked else None
        capped = theirs is not None and theirs >= cap
        found.append(QueryTimes(query.name, rows, statistics.median(seconds), theirs, capped))
    return tuple(found)


def _rdflib(lines: Path) -> rdflib.Dataset:
    """Return the same data in rdflib's memory store, whose default graph is the union of all, as ours is."""
    import rdflib

    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(str(lines), format="nquads")
    return dataset


def _within(cap: float, graph: rdflib.Dataset, sparql: str, spaces: Mapping[str, str]) -> float | None:
    """Return the seconds that rdflib takes for a query, `cap` if it is stopped, None if it fails.

    The query runs in a fork of this process, which has the data and can be stopped.
    """
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe()

    def ask() -> None:
        started = time.perf_counter()
        for _ in graph.query(sparql, initNs=dict(spaces)):
            pass
        theirs.send(time.perf_counter() - started)

    process = context.Process(target=ask)
    process.start()
    theirs.close()
    try:
        return float(ours.recv()) if ours.poll(cap) else cap
    except EOFError:
        return None
    finally:
        process.kill()
        process.join()


def _values(store: Store) -> Callable[[Parameter], str]:
    """Return a choice of values for parameters: entities and relations that most claims have."""
    counts = claim_counts(store)
    first, second = (iri for iri, _ in counts.most_common(2))
    relations = Counter(str(quad.object)[1:-1] for quad in store.quads(None, node(f"{RDF}predicate")))
    values: dict[str, str] = {
        "relation": relations.most_common(1)[0][0],
        "integer": "1",
        "share": "0.5",
        "date": "2024-01-01",
    }

    def choose(parameter: Parameter) -> str:
        if parameter.kind == "entity":
            return second if parameter.name in {"b", "to", "other"} else first
        return values.get(parameter.kind, "chip")

    return choose
