"""What the bench of the store reports, without judging times."""

from __future__ import annotations

from sample_graph import ENTITIES, SAYINGS, sample

from kg.bench import QueryTimes, StoreBench, bench_store, scaled
from kg.ids import DEFAULT_BASE
from kg.query import saved_queries


def test_everything_is_measured_on_the_same_data():
    corpus = list(scaled([sample(document_id) for document_id in SAYINGS], ENTITIES, 3, base=DEFAULT_BASE))
    said = []
    result = bench_store(corpus, rounds=2, sample=2, cap=60, progress=said.append)
    assert (result.documents, result.claims) == (12, 33)
    assert result.quads > 20_000  # most of it reference data
    assert (len(result.raw), len(result.loaded)) == (2, 2)
    assert result.load_ratio > 0
    assert [query.name for query in result.queries] == list(saved_queries())
    assert any(query.rows for query in result.queries)
    asked = [query for query in result.queries if query.rdflib is not None]
    assert len(asked) == 2
    assert not any(query.capped for query in asked)
    assert "load, round 2 of 2" in said


def test_what_was_stopped_is_told(monkeypatch):
    corpus = [sample(document_id) for document_id in SAYINGS]
    result = bench_store(corpus, rounds=1, sample=1, cap=0.0001)
    [query] = [query for query in result.queries if query.rdflib is not None]
    assert (query.capped, query.rdflib) == (True, 0.0001)


def test_ratios():
    queries = (QueryTimes("a", 1, 0.5, 10.0), QueryTimes("b", 1, 0.5, None))
    assert [query.ratio for query in queries] == [20, None]
    assert StoreBench(1, 1, 1, (1.0, 2.0, 3.0), (2.0, 2.0, 2.0), queries).load_ratio == 1.0
