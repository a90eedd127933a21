"""The store on disk: idempotent, atomic, removable without trace, and careful about what it opens."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import textwrap
from contextlib import contextmanager
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode
from rdflib import URIRef
from rdflib.namespace import RDFS
from sample_graph import ENTITIES, SAYINGS, nquads, sample

from kg.errors import StoreError
from kg.ids import DEFAULT_BASE as BASE
from kg.ids import document_iri, entity_iri
from kg.model import Document
from kg.store import LocalStore
from kg.store.codec import encode
from kg.store.local import FORMAT

NO_FIXTURE_CHECK = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def store(tmp_path):
    with LocalStore(tmp_path / "mine", entities=ENTITIES) as store:
        yield store


def test_adding_twice_leaves_the_same_nquads(store):
    first = [store.add(*sample(document_id)) for document_id in SAYINGS]
    before = nquads(store)
    second = [store.add(*sample(document_id)) for document_id in SAYINGS]
    assert (first, second, nquads(store)) == ([True] * 4, [False] * 4, before)


def test_building_elsewhere_gives_the_same_nquads(store, store_path):
    for document_id in reversed(SAYINGS):
        store.add(*sample(document_id), extractor="rules/1")
    with LocalStore(store_path, read_only=True) as other:
        assert nquads(store) == nquads(other)


def test_add_replaces_what_the_document_said_before(store):
    document, claims = sample("d1")
    store.add(document, claims)
    revised = replace(document, text="Revised.", title="Revised")
    assert store.add(revised, claims[:1])
    assert [(claim, found.title) for claim, found in store.claims()] == [(claims[0], "Revised")]


@NO_FIXTURE_CHECK
@given(
    added=st.lists(st.sampled_from(sorted(SAYINGS)), min_size=1, max_size=6),
    removed=st.sets(st.sampled_from(sorted(SAYINGS))),
)
def test_removing_leaves_what_adding_the_others_alone_gives(tmp_path_factory, added, removed):
    with LocalStore(tmp_path_factory.mktemp("all") / "graph", entities=ENTITIES) as store:
        for document_id in added:
            store.add(*sample(document_id))
        assert {document_id: store.remove(document_id) for document_id in removed} == {
            document_id: document_id in added for document_id in removed
        }
        with LocalStore(tmp_path_factory.mktemp("others") / "graph", entities=ENTITIES) as others:
            for document_id in added:
                if document_id not in removed:
                    others.add(*sample(document_id))
            assert nquads(store) == nquads(others)
            assert set(store.oxigraph.named_graphs()) == set(others.oxigraph.named_graphs())


def test_remove_of_an_unknown_document_changes_nothing(store):
    store.add(*sample("d1"))
    before = nquads(store)
    assert not store.remove("d")
    assert nquads(store) == before


def test_claims_come_back_as_they_went_in(small_store):
    expected = [(claim, replace(document, text="")) for document, claims in map(sample, SAYINGS) for claim in claims]
    assert list(small_store.claims()) == expected


@pytest.mark.parametrize(
    ("change", "extractor", "expected"),
    [
        ({}, "rules/1", True),
        ({}, "rules/2", False),
        ({"text": "Changed."}, "rules/1", False),
        ({"published": date(2020, 1, 1)}, "rules/1", False),
        ({"id": "d9"}, "rules/1", False),
    ],
)
def test_current_means_same_content_and_extractor(small_store, change, extractor, expected):
    assert small_store.current(replace(sample("d1")[0], **change), extractor) is expected


def test_current_knows_a_document_without_claims(small_store):
    assert small_store.current(sample("d4")[0], "rules/1")


def test_sources_come_latest_first_and_undated_last(small_store):
    found = [(source.id, source.published, source.claims) for source in small_store.sources()]
    assert found == [
        ("d3", date(2025, 6, 1), 4),
        ("d2", date(2025, 5, 2), 4),
        ("d1", date(2025, 4, 26), 3),
        ("d4", None, 0),
    ]


def test_dataset_is_the_union_of_all_graphs(small_store):
    dataset = small_store.dataset()
    china = URIRef(entity_iri("china"))
    assert str(dataset.value(china, RDFS.label)) == "China"  # in the reference data
    assert (china, URIRef(f"{BASE}competesWith"), URIRef(entity_iri("united-states"))) in dataset  # in d1
    rows = dataset.query("SELECT ?other { ent:huawei kg:dependsOn ?other }")
    assert [str(row.other) for row in rows] == [entity_iri("tsmc")]


def test_labels_of_relations_are_in_the_graph(small_store):
    query = "SELECT ?label { kg:competesWith rdfs:label ?label }"
    assert [str(row.label) for row in small_store.dataset().query(query)] == ["competes with"]


def test_reference_data_follows_the_gazetteer(store_path):
    renamed = {**ENTITIES, "tsmc": replace(ENTITIES["tsmc"], label="Taiwan Semiconductor", aliases=("TSMC",))}
    with LocalStore(store_path, entities=renamed) as store:
        labels = {claim.subject.label for claim, _ in store.claims() if claim.predicate == "supplies"}
    assert labels == {"Taiwan Semiconductor"}


def test_what_an_article_speaks_of_stays_known_without_its_gazetteer(store_path):
    reduced = {key: entity for key, entity in ENTITIES.items() if key != "tsmc"}
    with LocalStore(store_path, entities=reduced) as store:
        labels = {claim.subject.label for claim, _ in store.claims() if claim.predicate == "supplies"}
    assert labels == {"TSMC"}


def test_what_no_article_speaks_of_goes_with_its_gazetteer(store_path):
    unused = replace(ENTITIES["tsmc"], id="unused", label="Unused Corp")
    for entities in ({**ENTITIES, "unused": unused}, ENTITIES):
        with LocalStore(store_path, entities=entities) as store:
            known = "Unused Corp" in "".join(nquads(store))
            assert known is ("unused" in entities)


def test_reference_data_of_the_same_gazetteer_is_written_once(tmp_path, monkeypatch):
    with LocalStore(tmp_path / "graph"):
        pass
    monkeypatch.setattr("kg.store.base.encode_entities", lambda *_, **__: pytest.fail("written again"))
    with LocalStore(tmp_path / "graph"):
        pass


def test_reference_data_of_another_gazetteer_is_written(tmp_path, monkeypatch):
    with LocalStore(tmp_path / "graph"):
        pass
    own = tmp_path / "own.csv"
    own.write_text("key,type,label\nfoo,Company,Foo Corp\n")
    monkeypatch.setenv("KG_GAZETTEER", str(own))
    with LocalStore(tmp_path / "graph") as store:
        assert "Foo Corp" in "".join(nquads(store))


def test_text_of_articles_is_kept_as_text_when_a_document_is_replaced(store):
    """The replacing update is SPARQL: quotes, braces and backslashes of an article must not end its strings."""
    document, (claim, *_) = sample("d1")
    evil = 'x" } }; DROP ALL; INSERT DATA { GRAPH <g:g> { <a:a> <a:a> "\\\n\r\t\u2028\x01'
    store.add(document, [claim])
    store.add(replace(document, title=evil), [replace(claim, subject=replace(claim.subject, text=evil))])
    assert [(claim.subject.text, found.title) for claim, found in store.claims()] == [(evil, evil)]


def test_newer_format_is_refused_with_both_versions(store_path):
    (store_path / "store.json").write_text(json.dumps({"format": FORMAT + 1, "base": BASE}))
    with pytest.raises(StoreError, match=f"format {FORMAT + 1}.* format {FORMAT}.*install the newer kg"):
        LocalStore(store_path)


def test_other_base_is_refused(store_path, monkeypatch):
    monkeypatch.setenv("KG_BASE_IRI", "https://example.org/")
    with pytest.raises(
        StoreError, match=r"KG_BASE_IRI=https://w3id.org/tech-rivalry/, which is now https://example.org/"
    ):
        LocalStore(store_path, read_only=True)


@pytest.mark.parametrize("marker", ["", "[]", '{"format": 1}', "\xff"])
def test_garbled_marker_is_named(store_path, marker):
    (store_path / "store.json").write_bytes(marker.encode("latin-1"))
    with pytest.raises(StoreError, match=r"store\.json: cannot be read"):
        LocalStore(store_path)


def test_other_directory_is_refused_and_left_alone(tmp_path):
    (tmp_path / "letter.txt").write_text("Dear")
    with pytest.raises(StoreError, match="is no store and not empty"):
        LocalStore(tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["letter.txt"]


def test_file_is_refused(tmp_path):
    (tmp_path / "graph").write_text("x")
    with pytest.raises(StoreError, match="is no store"):
        LocalStore(tmp_path / "graph")


@pytest.mark.parametrize("options", [{"create": False}, {"read_only": True}])
def test_missing_store_is_not_made_when_only_asked(tmp_path, options):
    with pytest.raises(StoreError, match="there is no store: make one with `kg build`"):
        LocalStore(tmp_path / "graph", **options)
    assert not (tmp_path / "graph").exists()


def test_store_that_was_begun_but_not_marked_is_made_again(tmp_path):
    """A run that ends while the marker is written leaves its draft alone behind."""
    (tmp_path / "store.draft").write_text("{")
    with LocalStore(tmp_path, entities=ENTITIES) as store:
        assert store.sources() == []


def test_damaged_database_is_named(store_path):
    (store_path / "oxigraph" / "CURRENT").write_text("nonsense")
    with pytest.raises(StoreError, match="database cannot be opened"):
        LocalStore(store_path)


@pytest.mark.parametrize(
    ("held", "wanted", "refused"), [(False, False, True), (False, True, True), (True, False, True), (True, True, False)]
)
def test_one_writer_or_many_readers(store_path, held, wanted, refused):
    with LocalStore(store_path, read_only=held, entities=ENTITIES):
        try:
            LocalStore(store_path, read_only=wanted, entities=ENTITIES).close()
        except StoreError as error:
            assert refused
            assert "in use by this process" in str(error)
        else:
            assert not refused


def test_another_process_is_kept_out(store_path):
    code = "import sys, kg.store; kg.store.LocalStore(sys.argv[1])"
    with LocalStore(store_path, read_only=True):
        other = subprocess.run([sys.executable, "-c", code, str(store_path)], capture_output=True, text=True)
    assert other.returncode == 1
    assert "StoreError" in other.stderr
    assert f"in use by process {os.getpid()} (" in other.stderr


def test_close_lets_the_next_one_in_even_with_a_dataset_out(store_path):
    store = LocalStore(store_path, entities=ENTITIES)
    store.dataset()
    store.close()
    store.close()
    LocalStore(store_path, entities=ENTITIES).close()


def test_nothing_is_left_in_the_log_alone_on_closing(store_path):
    """The log is replayed at each opening for reading, some 12 s for 300,000 quads: closing empties it."""
    for log in (store_path / "oxigraph").glob("*.log"):
        log.unlink()
    with LocalStore(store_path, read_only=True) as store:
        assert len(list(store.claims())) == 11


def test_failure_inside_a_change_leaves_the_graph_as_it_was(store):
    """DROP and INSERT of a replacement are one update: when a later part fails, the earlier is undone."""
    store.add(*sample("d1"))
    before = nquads(store)
    graph = NamedNode(document_iri("d1"))
    with pytest.raises(RuntimeError):
        store.oxigraph.update(f"DROP GRAPH {graph}; CREATE GRAPH <{BASE}graph/reference>")
    assert nquads(store) == before


DYING = """
    import os, signal, sys
    from dataclasses import replace
    from sample_graph import ENTITIES, sample
    from kg.store import LocalStore

    class Dying:
        "The database, which ends the process as soon as it was changed so many times."

        def __init__(self, database, changes):
            self.database, self.changes = database, changes

        def __getattr__(self, name):
            method = getattr(self.database, name)
            if name in {"quads_for_pattern", "contains_named_graph"}:
                return method
            def change(*arguments):
                method(*arguments)
                self.changes -= 1
                if not self.changes:
                    os.kill(os.getpid(), signal.SIGKILL)
            return change

    document, claims = sample("d2")
    store = LocalStore(sys.argv[1], entities=ENTITIES)
    store._database = Dying(store._database, int(sys.argv[2]))
    for title in ("first", "second"):
        for place in "ab":
            said = [replace(claim, document=place, pattern=title) for claim in claims]
            store.add(replace(document, id=place, title=title), said)
    store.remove("a")
"""


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (1, {"a": "first"}),
        (2, {"a": "first", "b": "first"}),
        (3, {"a": "second", "b": "first"}),
        (4, {"a": "second", "b": "second"}),
        (5, {"b": "second"}),
    ],
)
def test_killed_process_leaves_every_document_wholly_in_or_out(tmp_path, changes, expected):
    """The process dies after each change of the database in turn: none may leave half a document."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", textwrap.dedent(DYING), str(tmp_path / "graph"), str(changes)]
    assert subprocess.run(command, env=environment).returncode == -signal.SIGKILL
    document, claims = sample("d2")
    with LocalStore(tmp_path / "graph", entities=ENTITIES) as store:
        assert {source.id: source.title for source in store.sources()} == expected
        for place, title in expected.items():
            said = [replace(claim, document=place, pattern=title) for claim in claims]
            whole = encode(replace(document, id=place, title=title), said)
            graph = NamedNode(document_iri(place))
            assert set(store.oxigraph.quads_for_pattern(None, None, None, graph)) == whole


def test_gazetteer_of_the_project_loads_into_a_store(tmp_path):
    from kg import gazetteer

    with LocalStore(tmp_path / "graph") as store:
        store.add(Document("d", ""), [])
        found = store.dataset().query(
            "SELECT (COUNT(DISTINCT ?e) AS ?n) { GRAPH graph:reference { ?e a ?class ; rdfs:label ?l } }"
        )
        assert [int(row.n) for row in found] == [len(gazetteer.load().entities)]


HOLDING = """
    import sys
    from sample_graph import ENTITIES
    from kg.store import LocalStore
    store = LocalStore(sys.argv[1], read_only=sys.argv[2] == "read", entities=ENTITIES)
    print("held", flush=True)
    sys.stdin.read()
"""


@contextmanager
def holding(path, how):
    """Have another process hold the store, and yield it."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", textwrap.dedent(HOLDING), str(path), how]
    with subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout.readline() == b"held\n"
        yield process
        process.stdin.close()


@pytest.mark.parametrize("how", ["read", "write"])
def test_who_holds_the_store_is_named(store_path, how):
    with holding(store_path, how) as process, pytest.raises(StoreError) as caught:
        LocalStore(store_path)
    assert f"{store_path}: the store is in use by process {process.pid} (" in str(caught.value)
    assert f"-c {store_path} {how}" in str(caught.value) or "import sys" in str(caught.value)


def test_this_process_is_named_as_such(store_path):
    with LocalStore(store_path, read_only=True), pytest.raises(StoreError, match="in use by this process: "):
        LocalStore(store_path)


def test_writer_is_named_where_the_system_tells_nothing(store_path, monkeypatch):
    monkeypatch.setattr("kg.store.lock._processes", lambda _: [])
    with holding(store_path, "write") as process, pytest.raises(StoreError, match=rf"by process {process.pid} \(-c "):
        LocalStore(store_path, read_only=True)


def test_writer_that_was_killed_is_not_named(store_path, monkeypatch):
    monkeypatch.setattr("kg.store.lock._processes", lambda _: [])
    with holding(store_path, "write") as process:
        process.kill()
        process.wait()
    with LocalStore(store_path, read_only=True), pytest.raises(StoreError, match="in use by another program: "):
        LocalStore(store_path)


FULL = """
    import resource, signal, sys
    from dataclasses import replace
    from sample_graph import ENTITIES, sample
    from kg.store import LocalStore

    document, claims = sample("d2")
    with LocalStore(sys.argv[1], entities=ENTITIES) as store:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, resource.RLIM_INFINITY))
        for number in range(1000):
            said = [replace(claim, document=f"f{number}", pattern="long" * 500) for claim in claims]
            store.add(replace(document, id=f"f{number}"), said)
            print(number, flush=True)
"""


def test_full_disk_leaves_the_documents_before_it(store_path):
    """The system lets no file grow beyond a megabyte, so that writing fails as it does on a full disk."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", textwrap.dedent(FULL), str(store_path)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    last = int(done.stdout.split()[-1])
    assert 3 < last < 900
    assert f"document/f{last + 1} cannot be written, and stays as it was: " in done.stderr.splitlines()[-1]
    with LocalStore(store_path, entities=ENTITIES) as store:
        assert {source.id for source in store.sources()} == {*SAYINGS, *(f"f{number}" for number in range(last + 1))}
        assert store.add(*sample("d1"), extractor="rules/2")
