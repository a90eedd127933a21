"""Many documents at a time: the same as one by one, and wholly in or out wherever it ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
from dataclasses import replace
from pathlib import Path

import pytest
from sample_graph import ENTITIES, SAYINGS, nquads, sample

from kg.errors import StoreError
from kg.ids import entity_iri, minted_entity_iri
from kg.store import LocalStore
from kg.store.lock import Lock
from kg.store.merging import Merges
from kg.store.reference import canonical


def many(count):
    document, claims = sample("d2")
    for number in range(count):
        name = f"m{number}"
        yield replace(document, id=name), [replace(claim, document=name) for claim in claims]


def test_loading_gives_what_adding_gives(any_store, store_path):
    assert any_store.load(map(sample, SAYINGS), extractor="rules/1") == 4
    assert any_store.load(map(sample, SAYINGS), extractor="rules/1") == 0
    with LocalStore(store_path, read_only=True) as added:
        assert canonical(any_store.quads()) == canonical(added.quads())


def test_documents_that_are_there_or_come_twice_are_replaced(any_store):
    document, claims = sample("d1")
    any_store.add(document, claims)
    revised, again = replace(document, title="Revised"), replace(document, title="Again")
    fresh, said = sample("d2")
    assert (
        any_store.load([(revised, claims), (fresh, said), (replace(fresh, title="Later"), said), (again, claims)]) == 4
    )
    assert {source.id: source.title for source in any_store.sources()} == {"d1": "Again", "d2": "Later"}


def test_loading_goes_by_batches(tmp_path, monkeypatch):
    monkeypatch.setattr("kg.store.local._AT_A_TIME", 300)
    monkeypatch.setattr("kg.store.local._LARGE", 1000)
    with (
        LocalStore(tmp_path / "graph", entities=ENTITIES) as store,
        LocalStore(tmp_path / "other", entities=ENTITIES) as other,
    ):
        assert store.load(many(20)) == 20
        for document, claims in many(20):
            other.add(document, claims)
        assert nquads(store) == nquads(other)
    assert not (tmp_path / "graph" / "loading.json").exists()


def test_merges_hold_for_what_is_loaded(any_store):
    acme, tsmc = minted_entity_iri("Acme Chips"), entity_iri("tsmc")
    any_store.merge(Merges(canonical={acme: tsmc}))
    any_store.load(map(sample, SAYINGS))
    assert [claim.object.entity for claim, _ in any_store.claims() if claim.predicate == "cooperatesWith"] == [tsmc]


def test_claim_of_another_document_stops_it_with_nothing_half(any_store):
    odd = (sample("d1")[0], sample("d2")[1])
    with pytest.raises(StoreError, match="was given a claim of document 'd2'"):
        any_store.load([sample("d3"), odd])
    assert {source.claims for source in any_store.sources()} <= {4}


BREAKING = """
    import os, signal, sys
    from sample_graph import ENTITIES, sample
    from test_loading import many
    from kg.store import LocalStore

    class Breaking:
        "The database, which loads a part and then ends the process, or fails."

        def __init__(self, database, part, end):
            self.database, self.part, self.end = database, part, end

        def __getattr__(self, name):
            return getattr(self.database, name)

        def bulk_extend(self, quads):
            quads = sorted(quads, key=str)
            self.database.bulk_extend(quads[: round(len(quads) * self.part)])
            if self.end == "kill":
                os.kill(os.getpid(), signal.SIGKILL)
            raise OSError("No space left on device")

    with LocalStore(sys.argv[1], entities=ENTITIES) as store:
        store._database = Breaking(store._database, float(sys.argv[2]), sys.argv[3])
        store.load(many(20))
"""


@pytest.mark.parametrize("part", ["0", "0.37", "1"])
@pytest.mark.parametrize("end", ["kill", "fail"])
@pytest.mark.parametrize("read_only", [True, False])
def test_load_that_breaks_off_leaves_nothing_of_its_documents(store_path, part, end, read_only):
    with LocalStore(store_path, read_only=True) as store:
        before = nquads(store)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(Path(__file__).parent), *sys.path])}
    command = [sys.executable, "-c", textwrap.dedent(BREAKING), str(store_path), part, end]
    ended = subprocess.run(command, env=environment, capture_output=True, text=True)
    if end == "kill":
        assert ended.returncode == -signal.SIGKILL
        assert (store_path / "loading.json").exists()
    else:
        assert "20 documents cannot be loaded, and none of them is in: No space left on device" in ended.stderr
    with LocalStore(store_path, read_only=read_only, **({} if read_only else {"entities": ENTITIES})) as store:
        assert nquads(store) == before
    assert not (store_path / "loading.json").exists()


def test_load_that_is_under_way_is_no_broken_one(store_path):
    (store_path / "loading.json").write_text("[]")
    lock = Lock(store_path / "lock", shared=False)
    with pytest.raises(StoreError, match="in use by this process"):
        LocalStore(store_path, read_only=True)
    lock.release()
    LocalStore(store_path, read_only=True).close()


def test_note_that_cannot_be_read_is_named(store_path):
    (store_path / "loading.json").write_text("{")
    with pytest.raises(StoreError, match="in the midst of loading, and that cannot be undone"):
        LocalStore(store_path, entities=ENTITIES)
