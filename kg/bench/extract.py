"""Measures a build beside bare parsing of the same texts in the same run.

Run by hand, never in tests.
"""

from __future__ import annotations

import resource
import statistics
import tempfile
import time
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kg import pipeline
from kg.model import Document
from kg.store import LocalStore

__all__ = ["ExtractBench", "bench_extract"]


@dataclass(frozen=True, slots=True)
class ExtractBench:
    """Seconds per round, in the order run; ratios are taken within a round, as machines drift."""

    words: int
    claims: int
    bare: tuple[float, ...]
    """`nlp.pipe` of the model alone, doing nothing with the result."""
    extracted: tuple[float, ...]
    """Parsing, names, dates, coreference, extraction and linking."""
    built: tuple[float, ...]
    """The same and writing it all into a new store."""
    peak_mb: float
    """Largest resident memory of the process so far, in MB."""

    def ratio(self, seconds: Sequence[float]) -> float:
        """Return the median speed relative to bare parsing: 1.0 is as fast as parsing alone."""
        return statistics.median(bare / other for bare, other in zip(self.bare, seconds, strict=True))


def bench_extract(documents: Sequence[Document], *, model: str | None = None, rounds: int = 3) -> ExtractBench:
    """Return the times of `rounds` rounds, after one that is not counted.

    Each round does the three things in turn: bare parsing, extraction, a build into a new store.
    """
    from kg.annotate.nlp import load_bare

    bare_nlp = load_bare(model)
    claims = 0
    bare: list[float] = []
    extracted: list[float] = []
    built: list[float] = []
    for number in range(rounds + 1):
        start = time.perf_counter()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for _ in bare_nlp.pipe(document.text for document in documents):
                pass
        parsed = time.perf_counter()
        claims = sum(len(found) for _, found in pipeline.extract(documents, model=model))
        read = time.perf_counter()
        with tempfile.TemporaryDirectory() as folder, LocalStore(Path(folder) / "store") as store:
            pipeline.build(store, documents, model=model)
            stored = time.perf_counter()
        if number:  # the first round warms the caches of all three
            bare.append(parsed - start)
            extracted.append(read - parsed)
            built.append(stored - read)
    return ExtractBench(
        words=sum(len(document.text.split()) for document in documents),
        claims=claims,
        bare=tuple(bare),
        extracted=tuple(extracted),
        built=tuple(built),
        peak_mb=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    )
