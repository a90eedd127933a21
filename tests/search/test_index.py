"""The index is in step with the graph whatever happened to either of them."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from multiprocessing import get_context

import pytest
from sample_graph import ENTITIES, SAYINGS, sample

from kg.errors import StoreError
from kg.ids import entity_iri, minted_entity_iri
from kg.search import index as index_module
from kg.search import search
from kg.search.index import FILE, open_index
from kg.store import LocalStore
from kg.store.merging import Merges

HUAWEI, ACME = entity_iri("huawei"), minted_entity_iri("Acme Chips")


def contents(store):
    """Return all that the index holds, but for the numbers of rows."""
    with open_index(store) as index:
        claims = index.execute(
            "SELECT iri, graph, subject, relation, object, published, sentence, statement "
            "FROM claims LEFT JOIN texts ON texts.rowid = claims.id"
        ).fetchall()
        assert index.execute("SELECT count(*) FROM texts").fetchone()[0] == len(claims)
        return {
            "claims": sorted(claims, key=repr),
            "names": sorted(index.execute("SELECT iri, name FROM names")),
            "entities": sorted(index.execute("SELECT * FROM entities")),
            "documents": sorted(index.execute("SELECT * FROM documents")),
        }


def made_anew(store):
    """Return what an index has that is made from nothing, in memory."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    index_module._Update(connection, store).run()
    sentences = sorted(row for (row,) in connection.execute("SELECT sentence FROM texts"))
    documents = sorted(connection.execute("SELECT * FROM documents"))
    entities = sorted(connection.execute("SELECT * FROM entities"))
    connection.close()
    return sentences, documents, entities


def assert_in_step(store):
    held = contents(store)
    sentences = sorted(row[6] for row in held["claims"])
    assert (sentences, held["documents"], held["entities"]) == made_anew(store)


def sentences(store, words):
    return [hit.sentence for hit in search(store, words) if hasattr(hit, "sentence")]


@pytest.fixture
def store(store_path):
    with LocalStore(store_path, entities=ENTITIES) as store:
        search(store, "chips")
        yield store


def test_an_older_store_gets_its_index_with_the_first_search(small_store):
    assert not (small_store.path / FILE).exists()
    assert sentences(small_store, "vies") == ["the US vies with China."]
    assert (small_store.path / FILE).is_file()
    assert_in_step(small_store)


def test_a_document_that_is_added_is_found_at_once(store):
    document, claims = sample("d3")
    store.add(replace(document, id="d9"), [replace(claim, document="d9") for claim in claims], extractor="rules/1")
    assert {hit.document_id for hit in search(store, "teamed")[0:]} == {"d3", "d9"}
    assert_in_step(store)


def test_a_document_that_changed_is_found_by_its_new_words_alone(store):
    document, claims = sample("d3")
    claims = [
        replace(c, evidence=replace(c.evidence, quote=c.evidence.quote.replace("teamed", "paired"))) for c in claims
    ]
    store.add(document, claims, extractor="rules/1")
    assert sentences(store, "teamed") == []
    assert sentences(store, "paired") == ["Nvidia paired up with Acme Chips."]
    assert_in_step(store)


def test_a_document_that_is_removed_is_gone(store):
    store.remove("d3")
    assert search(store, "teamed") == []
    assert [hit.label for hit in search(store, "acme")] == []
    assert_in_step(store)


def test_merged_entities_have_one_name_and_split_ones_two(store):
    before = contents(store)
    store.merge(Merges(canonical={ACME: HUAWEI}))
    [hit] = [hit for hit in search(store, "acme") if hasattr(hit, "claims")]
    assert (hit.iri, hit.label, hit.name, hit.claims) == (HUAWEI, "Huawei", "Acme Chips", 4)
    assert sentences(store, "nvidia cooperates huawei") == ["Nvidia teamed up with Acme Chips."]
    assert_in_step(store)
    store.merge(Merges())
    assert contents(store) == before


def test_a_known_entity_with_a_new_name_is_found_by_it_in_its_claims(store_path):
    with LocalStore(store_path, entities=ENTITIES) as store:
        assert sentences(store, "tsmc depends") == [
            "Huawei depends on TSMC.",
            "Huawei said it does not need TSMC.",
        ]
    renamed = ENTITIES | {"tsmc": replace(ENTITIES["tsmc"], label="Taiwan Semiconductor")}
    with LocalStore(store_path, entities=renamed) as store:
        assert len(sentences(store, "taiwan semiconductor depends")) == 2
        assert_in_step(store)


def test_only_documents_that_differ_are_read_again(store, monkeypatch):
    read = []
    take = index_module._Update.document
    monkeypatch.setattr(
        index_module._Update, "document", lambda self, graph, *more: (read.append(graph), take(self, graph, *more))
    )
    search(store, "chips")
    assert read == []
    document, claims = sample("d2")
    store.add(document, claims[:2], extractor="rules/1")
    search(store, "chips")
    assert [graph.rsplit("/", 1)[1] for graph in read] == ["d2"]


def test_a_run_that_ends_between_graph_and_index_leaves_nothing_to_find_twice(store, monkeypatch):
    """The graph is written, the index only in part: the next search takes in the rest."""
    for document_id in SAYINGS:
        document, claims = sample(document_id)
        store.add(document, claims[:1], extractor="rules/1")
    take = index_module._Update.document
    calls = []

    def fails(self, graph, *more):
        calls.append(graph)
        take(self, graph, *more)
        if len(calls) == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr(index_module._Update, "document", fails)
    with pytest.raises(KeyboardInterrupt):
        search(store, "chips")
    monkeypatch.undo()
    assert sentences(store, "chips") == []
    assert sentences(store, "vies") == ["the US vies with China."]
    assert_in_step(store)


def test_what_happened_while_the_index_was_away_is_taken_in(store_path):
    with LocalStore(store_path, entities=ENTITIES) as store:
        search(store, "chips")
        old = (store_path / FILE).read_bytes()
        store.remove("d1")
        search(store, "chips")
    (store_path / FILE).write_bytes(old)  # as from a backup
    with LocalStore(store_path, read_only=True) as store:
        assert sentences(store, "launched") == []
        assert_in_step(store)


@pytest.mark.parametrize("content", [b"", b"no database at all" * 100])
def test_a_damaged_index_is_made_again(store, content):
    (store.path / FILE).write_bytes(content)
    assert sentences(store, "vies") == ["the US vies with China."]
    assert_in_step(store)


def test_a_truncated_index_is_made_again(store):
    file = store.path / FILE
    file.write_bytes(file.read_bytes()[:6000])
    assert sentences(store, "vies") == ["the US vies with China."]
    assert_in_step(store)


def test_an_index_of_another_version_is_made_again(store, monkeypatch):
    monkeypatch.setattr(index_module, "_VERSION", 99)
    assert sentences(store, "vies") == ["the US vies with China."]
    monkeypatch.undo()
    assert sentences(store, "vies") == ["the US vies with China."]
    assert_in_step(store)


def test_where_no_index_can_be_written_one_is_made_in_memory(small_store):
    (small_store.path / FILE).mkdir()
    assert sentences(small_store, "vies") == ["the US vies with China."]


def test_an_sqlite_without_full_text_search_is_named(small_store, monkeypatch):
    monkeypatch.setattr(index_module, "_TABLES", index_module._TABLES.replace("fts5", "fts5_that_is_not_there"))
    with pytest.raises(StoreError, match="SQLite without FTS5"):
        search(small_store, "chips")


def test_a_full_disk_is_named(small_store, monkeypatch):
    tables = f"PRAGMA max_page_count = 4;\n{index_module._TABLES}"
    monkeypatch.setattr(index_module, "_TABLES", tables)
    with pytest.raises(StoreError, match="make room"):
        search(small_store, "chips")


def _search(path):
    with LocalStore(path, read_only=True) as store:
        return len(search(store, "chips"))


def test_processes_that_search_at_once_find_the_same(store_path):
    with get_context("spawn").Pool(3) as pool:
        assert len(set(pool.map(_search, [store_path] * 3))) == 1
    with LocalStore(store_path, read_only=True) as store:
        assert_in_step(store)
