"""Measures speed beside that of the libraries underneath, in the same run: run by hand, as times differ by machine."""

from __future__ import annotations

from kg.bench.extract import ExtractBench, bench_extract
from kg.bench.scaling import scaled
from kg.bench.store import QueryTimes, Rebuild, StoreBench, bench_rebuild, bench_store

__all__ = [
    "ExtractBench",
    "QueryTimes",
    "Rebuild",
    "StoreBench",
    "bench_extract",
    "bench_rebuild",
    "bench_store",
    "scaled",
]
