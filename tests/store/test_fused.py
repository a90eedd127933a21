"""Claims fused into statements: what counts as one, what is counted, and that each change keeps the graph exact."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode
from sample_graph import ENTITIES, SAYINGS, nquads, sample

from kg.errors import StoreError
from kg.ids import DEFAULT_BASE as BASE
from kg.ids import entity_iri, minted_entity_iri
from kg.model import Claim, Document, Evidence, Mention, TimeSpan
from kg.store import LocalStore
from kg.store.fused import fuse
from kg.store.local import FORMAT
from kg.store.merging import Merges
from kg.store.terms import SKOS

FUSED = NamedNode(f"{BASE}graph/fused")
SEVERAL = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def claim(document: str, subject: str, predicate: str, object_: str, *, at: int = 0, **qualifiers) -> Claim:
    """Return a claim of two minted entities, which have the same address in any case of their names."""

    def mention(name: str) -> Mention:
        return Mention(at, at + 1, name, name, "Country", minted_entity_iri(name))

    evidence = Evidence(at, at + 1, "x")
    return Claim(document, mention(subject), predicate, mention(object_), evidence, extractor="rules/1", **qualifiers)


def statements(store: LocalStore) -> list[dict[str, str]]:
    """Return the statements with the last part of each value, by subject, polarity and modality."""
    rows = store.oxigraph.query(
        """SELECT ?statement ?property ?value { GRAPH graph:fused { ?statement a kg:Statement ; ?property ?value }
           FILTER (?property NOT IN (rdf:type, kg:fuses, kg:contradicts)) }""",
        prefixes={"kg": BASE, "graph": f"{BASE}graph/", "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#"},
    )
    found: dict[str, dict[str, str]] = {}
    for row in rows:
        name = row["property"].value.removeprefix(BASE)
        found.setdefault(row["statement"].value, {})[name] = row["value"].value.rsplit("/", 1)[-1]
    return sorted(
        found.values(), key=lambda each: (each["statedSubject"], each["statedPolarity"], each["statedModality"])
    )


@pytest.fixture
def store(tmp_path):
    with LocalStore(tmp_path / "mine", entities=ENTITIES) as store:
        yield store


def test_claims_of_several_articles_are_one_statement_with_its_counts(store):
    for name, source, day, sure in [("a", "One", 3, 0.5), ("b", "ONE ", 9, 0.8), ("c", "Two", 1, 0.9)]:
        document = Document(name, "x", published=date(2025, 5, day), source=source)
        store.add(document, [claim(name, "A", "bans", "B", confidence=sure)])
    [found] = statements(store)
    assert found == {
        "statedSubject": "a", "statedRelation": "bans", "statedObject": "b", "statedPolarity": "affirmed",
        "statedModality": "actual", "windowFrom": "2025-01-01", "windowTo": "2025-12-31", "claimCount": "3",
        "documentCount": "3", "publisherCount": "2", "contradictionCount": "0", "firstSeen": "2025-05-01",
        "lastSeen": "2025-05-09", "combinedConfidence": "0.98",  # 1 - (1 - 0.8) (1 - 0.9): the best of each publisher
    }  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other", "number"),
    [
        ({}, {"polarity": "negated"}, 2),
        ({}, {"modality": "planned"}, 2),
        ({"time": TimeSpan(date(2024, 3, 1), None, "x")}, {"time": TimeSpan(None, date(2024, 9, 1), "x")}, 1),
        ({"time": TimeSpan(date(2024, 3, 1), None, "x")}, {"time": TimeSpan(date(2025, 3, 1), None, "x")}, 2),
        ({}, {"time": TimeSpan(date(2025, 2, 1), None, "x")}, 1),  # the article is of 2025
    ],
)
def test_polarity_modality_and_year_tell_statements_apart(store, one, other, number):
    document = Document("a", "xx", published=date(2025, 5, 1))
    store.add(document, [claim("a", "A", "bans", "B", **one), claim("a", "A", "bans", "B", at=1, **other)])
    assert len(statements(store)) == number


@pytest.mark.parametrize(("relation", "number"), [("competesWith", 1), ("bans", 2)])
def test_order_does_not_matter_in_a_symmetric_relation(store, relation, number):
    store.add(Document("a", "xx"), [claim("a", "A", relation, "B"), claim("a", "B", relation, "A", at=1)])
    assert len(statements(store)) == number


@pytest.mark.parametrize(
    ("modality", "denied", "contradicted"),
    [
        ("actual", "actual", "1"),
        ("alleged", "actual", "1"),
        ("planned", "planned", "1"),
        ("actual", "planned", "0"),
        ("planned", "actual", "0"),
    ],
)
def test_a_denial_contradicts_what_it_is_about(store, modality, denied, contradicted):
    store.add(Document("a", "x", source="One"), [claim("a", "A", "bans", "B", modality=modality)])
    store.add(Document("b", "x", source="Two"), [claim("b", "A", "bans", "B", modality=denied, polarity="negated")])
    assert [each["contradictionCount"] for each in statements(store)] == [contradicted, contradicted]


def name(store, iri):
    """Return what queries show for an entity."""
    return [row["name"].value for row in store.query(f"SELECT ?name {{ <{iri}> skos:prefLabel ?name }}")]


def test_an_entity_has_one_name_the_first_of_its_labels(any_store):
    acme = minted_entity_iri("acme")
    for document, label in [("x", "acme"), ("y", "Acme"), ("z", "acme"), ("v", "ACME")]:
        any_store.add(Document(document, "x"), [claim(document, label, "bans", "B")])
    assert name(any_store, acme) == ["ACME"]
    any_store.remove("v")
    assert name(any_store, acme) == ["Acme"]
    any_store.add(Document("y", "x"), [claim("y", "acme", "bans", "B")])
    assert name(any_store, acme) == ["acme"]
    any_store.merge(Merges({acme: entity_iri("tsmc")}))
    assert (name(any_store, acme), name(any_store, entity_iri("tsmc"))) == ([], ["TSMC"])
    any_store.merge(Merges())
    assert name(any_store, acme) == ["acme"]
    for document in "xyz":
        any_store.remove(document)
    assert name(any_store, acme) == []


@pytest.mark.parametrize(
    ("one", "other", "number"),
    [
        ({"source": "A  Paper"}, {"source": "a paper"}, "1"),
        ({"source": "A"}, {"source": "B"}, "2"),
        ({}, {}, "1"),
        ({"url": "https://www.x.test/1"}, {"url": "https://x.test/2"}, "1"),
        ({"url": "https://x.test/1"}, {"url": "https://y.test/1"}, "2"),
        ({"url": "https://[x/1"}, {}, "1"),
    ],
)
def test_publishers_are_told_apart_by_name_or_host(store, one, other, number):
    for name, about in (("a", one), ("b", other)):
        store.add(Document(name, "x", **about), [claim(name, "A", "bans", "B")])
    assert [each["publisherCount"] for each in statements(store)] == [number]


@pytest.mark.parametrize(
    ("confidences", "combined"), [([1.0], "1"), ([0.0], "0"), ([0.99] * 5, "0.9999"), ([0.5, 0.5], "0.75")]
)
def test_combined_confidence_is_a_noisy_or_that_reaches_1_for_certainty_alone(store, confidences, combined):
    for number, confidence in enumerate(confidences):
        name = f"d{number}"
        store.add(Document(name, "x", source=name), [claim(name, "A", "bans", "B", confidence=confidence)])
    assert [each["combinedConfidence"] for each in statements(store)] == [combined]


NAMES = st.sampled_from("ABab")
CLAIMS = st.lists(
    st.tuples(
        NAMES,
        st.sampled_from(["competesWith", "bans"]),
        NAMES,
        st.sampled_from(["affirmed", "negated"]),
        st.sampled_from(["actual", "alleged", "planned"]),
        st.sampled_from([None, 2024, 2025]),
        st.sampled_from([0.5, 0.9, 1.0]),
    ),
    max_size=4,
)
DOCUMENTS = st.tuples(
    st.sampled_from("xyz"), st.sampled_from([None, "One", "Two"]), st.sampled_from([None, 2024, 2025]), CLAIMS
)
MERGES = st.sampled_from([{}, {minted_entity_iri("A"): minted_entity_iri("B")}, {minted_entity_iri("B"): "urn:x:c"}])


def scratch(store: LocalStore) -> set[str]:
    quads = [quad for quad in store.oxigraph if f"{BASE}document/" in str(quad.graph_name)]
    return set(map(str, fuse(quads)))


def stored(store: LocalStore) -> set[str]:
    return set(map(str, store.oxigraph.quads_for_pattern(None, None, None, FUSED)))


@SEVERAL
@given(
    steps=st.lists(
        st.one_of(
            st.tuples(st.just("add"), DOCUMENTS),
            st.tuples(st.just("remove"), st.sampled_from("xyz")),
            st.tuples(st.just("merge"), MERGES),
        ),
        max_size=10,
    )
)
def test_any_changes_in_any_order_leave_what_fusing_anew_gives(tmp_path_factory, steps):
    with LocalStore(tmp_path_factory.mktemp("one") / "graph", entities={}) as store:
        for step, what in steps:
            if step == "add":
                name, source, year, said = what
                claims = [
                    claim(
                        name, subject, predicate, object_, at=place, polarity=polarity, modality=modality,
                        time=TimeSpan(date(about, 3, 1), None, "x") if about else None, confidence=confidence,
                    )
                    for place, (subject, predicate, object_, polarity, modality, about, confidence) in enumerate(said)
                ]  # fmt: skip
                store.add(Document(name, "x" * 9, published=date(year, 6, 1) if year else None, source=source), claims)
            elif step == "remove":
                store.remove(what)
            else:
                store.merge(Merges(what))
            assert stored(store) == scratch(store)


def test_a_new_date_of_an_article_moves_its_statements(store):
    document, claims = sample("d2")
    store.add(document, claims)
    store.add(replace(document, published=date(2024, 1, 2)), claims)
    assert stored(store) == scratch(store)
    assert {each["windowFrom"] for each in statements(store)} == {"2024-01-01"}


def test_claims_alone_are_found_where_claims_are_asked_for(small_store):
    ask = "SELECT (COUNT(*) AS ?n) { ?claim rdf:subject ?s }"
    assert [int(row.n) for row in small_store.dataset().query(ask)] == [11]
    ask = "SELECT (COUNT(*) AS ?n) { ?claim kg:polarity ?p }"
    assert [int(row.n) for row in small_store.dataset().query(ask)] == [11]
    ask = "SELECT (COUNT(DISTINCT ?claim) AS ?n) { ?statement kg:fuses ?claim . ?claim a kg:Claim }"
    assert [int(row.n) for row in small_store.dataset().query(ask)] == [11]


def downgrade(path):
    """Make a store as format 1 had it: without statements, and without names to show."""
    with LocalStore(path, entities=ENTITIES) as store:
        store.oxigraph.remove_graph(FUSED)
        for quad in list(store.oxigraph.quads_for_pattern(None, NamedNode(f"{SKOS}prefLabel"), None, None)):
            if quad.subject.value.startswith(f"{BASE}entity/"):
                store.oxigraph.remove(quad)
    (path / "store.json").write_text(json.dumps({"format": 1, "base": BASE}))


@pytest.mark.parametrize("read_only", [False, True])
def test_store_of_format_1_is_brought_up_to_date(store_path, read_only):
    with LocalStore(store_path, entities=ENTITIES) as store:
        before = nquads(store)
    downgrade(store_path)
    with LocalStore(store_path, read_only=read_only, entities=ENTITIES) as store:
        assert nquads(store) == before
    assert json.loads((store_path / "store.json").read_text())["format"] == FORMAT


def test_store_of_format_1_in_use_says_so(store_path):
    from kg.store.lock import Lock

    downgrade(store_path)
    lock = Lock(store_path / "lock", shared=True)
    with pytest.raises(StoreError, match=r"older format.*in use by this process"):
        LocalStore(store_path, read_only=True)
    lock.release()


def test_statements_are_fused_anew_when_the_method_changes(store_path, monkeypatch):
    monkeypatch.setattr("kg.store.fused._METHOD", 99)
    with LocalStore(store_path, entities=ENTITIES) as store:
        assert stored(store) == scratch(store)
        assert any('"99+' in quad for quad in stored(store))


def test_removing_everything_leaves_no_statement(store):
    for document_id in SAYINGS:
        store.add(*sample(document_id))
    assert len(statements(store)) == 10
    for document_id in SAYINGS:
        store.remove(document_id)
    assert statements(store) == []
    assert entity_iri("china") not in "".join(stored(store))


def test_loading_many_at_once_changes_statements_as_adding_does(tmp_path):
    with (
        LocalStore(tmp_path / "one", entities=ENTITIES) as store,
        LocalStore(tmp_path / "other", entities=ENTITIES) as other,
    ):
        store.add(*sample("d2"))
        store.load(sample(document_id) for document_id in ("d1", "d3", "d4"))  # d1 and d3 bear on what d2 says
        for document_id in SAYINGS:
            other.add(*sample(document_id))
        assert nquads(store) == nquads(other)


def test_a_load_that_did_not_end_leaves_no_trace_in_the_statements(store_path):
    (store_path / "loading.json").write_text(json.dumps([f"{BASE}document/d3"]))
    with LocalStore(store_path, read_only=True) as store:
        assert "d3" not in {source.id for source in store.sources()}
        assert stored(store) == scratch(store)
