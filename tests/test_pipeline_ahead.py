"""Extractors that wait for somebody else: begun ahead, finished in order, one failure keeps none of the others back."""

from __future__ import annotations

import pytest

from kg import gazetteer, pipeline
from kg.errors import ConfigError, ExtractionError
from kg.extract import backends
from kg.model import Document
from kg.store import LocalStore


class Waiting:
    """An extractor that finds nothing, fails on "bad" and stops at "worse"; notes what is begun, done and closed."""

    version = "waiting/m/1"
    ahead = 2

    def __init__(self, seen):
        self._seen = seen

    def begin(self, doc):
        self._seen.append(f"begin {doc}")

        def finish():
            self._seen.append(f"finish {doc}")
            if doc == "bad":
                raise ExtractionError("bad: no answer")
            if doc == "worse":
                raise ConfigError("no key")
            return []

        return finish

    def __call__(self, doc):
        return self.begin(doc)()

    def report(self):
        return ["one line", "another"]

    def close(self):
        self._seen.append("close")


@pytest.fixture
def seen(monkeypatch):
    """Return what the extractor `waiting` notes; each document is its identifier, read as one piece."""
    found = []
    monkeypatch.setattr("kg.extract.load_extractor", lambda name: Waiting(found))
    monkeypatch.setattr("kg.annotate.annotate", lambda documents, model=None: ((d, [d.id]) for d in documents))
    return found


def documents(*names):
    return [Document(name, f"{name} text") for name in names]


def test_protocol_is_what_the_pipeline_looks_for(seen):
    assert isinstance(Waiting([]), backends.AheadExtractor)


def test_as_many_as_allowed_are_begun_before_the_first_is_finished(seen):
    names = [document.id for document, _ in pipeline.extract(documents("a", "b", "c", "d"), extractor="waiting")]
    assert names == ["a", "b", "c", "d"]
    assert seen == ["begin a", "begin b", "begin c", "finish a", "begin d", "finish b", "finish c", "finish d", "close"]


def test_failed_document_is_left_out_and_told(seen):
    failures, notes = [], []
    found = pipeline.extract(
        documents("a", "bad", "c"), extractor="waiting", failed=lambda e: failures.append(str(e)), note=notes.append
    )
    assert [document.id for document, _ in found] == ["a", "c"]
    assert (failures, notes) == (["bad: no answer"], ["one line", "another"])


def test_failure_that_nobody_takes_ends_the_run(seen):
    with pytest.raises(ExtractionError, match="bad: no answer"):
        list(pipeline.extract(documents("bad", "b"), extractor="waiting"))
    assert seen[-1] == "close"


def test_wrong_setting_ends_the_run_and_the_bill_comes_all_the_same(seen):
    notes = []
    with pytest.raises(ConfigError, match="no key"):
        list(pipeline.extract(documents("worse", "b"), extractor="waiting", failed=lambda _: None, note=notes.append))
    assert (seen[-1], notes) == ("close", ["one line", "another"])


def test_who_stops_early_leaves_nothing_open(seen):
    found = pipeline.extract(documents("a", "b", "c", "d"), extractor="waiting")
    next(found)
    found.close()
    assert seen[-1] == "close"


def test_build_leaves_a_failed_document_out_of_the_store(seen, tmp_path):
    failures = []
    with LocalStore(tmp_path / "graph") as store:
        summary = pipeline.build(store, documents("a", "bad"), extractor="waiting", failed=failures.append)
        assert (summary.added, len(failures)) == (1, 1)
        version = f"{Waiting.version}+{gazetteer.load().fingerprint}"
        assert [document.id for document in documents("a", "bad") if store.current(document, version)] == ["a"]
