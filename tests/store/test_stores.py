"""One scenario for all stores: in a directory, and on a SPARQL server that runs for the tests."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
from dataclasses import replace
from datetime import date

import pytest
from pyoxigraph import Literal, NamedNode
from sample_graph import ENTITIES, SAYINGS, nquads, sample

from kg.errors import QueryError, StoreError
from kg.ids import document_iri, entity_iri, minted_entity_iri
from kg.link import Resolver
from kg.query import describe, find_entity, records, run, run_saved, saved_queries
from kg.store import LocalStore, claim_counts, entity_names, kinds, label, names_of, open_store, same_as
from kg.store.codec import encode
from kg.store.merging import Merges
from kg.store.reference import canonical


def fill(store, ids=SAYINGS):
    return [store.add(*sample(document_id), extractor="rules/1") for document_id in ids]


def test_adding_twice_changes_nothing(any_store):
    assert fill(any_store) == [True] * 4
    before = nquads(any_store)
    assert fill(any_store) == [False] * 4
    assert nquads(any_store) == before


def test_same_documents_give_the_same_quads_in_any_store(any_store, store_path):
    fill(any_store, reversed(SAYINGS))
    with LocalStore(store_path, read_only=True) as other:
        assert canonical(any_store.quads()) == canonical(other.quads())  # servers name blank nodes as they like
        assert set(any_store.graphs()) == set(other.graphs())


def test_opening_again_changes_nothing(place):
    with open_store(place, entities=ENTITIES) as store:
        fill(store)
        before = nquads(store)
    with open_store(place, entities=ENTITIES) as store:
        assert nquads(store) == before


def test_document_is_replaced(any_store):
    document, claims = sample("d1")
    any_store.add(document, claims)
    assert any_store.add(replace(document, title="Revised"), claims[:1])
    assert [(claim, found.title) for claim, found in any_store.claims()] == [(claims[0], "Revised")]


def test_removing_leaves_what_the_others_alone_give(any_store, tmp_path):
    fill(any_store)
    assert [any_store.remove(document_id) for document_id in ("d2", "d2", "unknown")] == [True, False, False]
    with LocalStore(tmp_path / "others", entities=ENTITIES) as others:
        fill(others, ["d1", "d3", "d4"])
        assert canonical(any_store.quads()) == canonical(others.quads())


def test_current_knows_content_and_extractor(any_store):
    fill(any_store)
    document = sample("d4")[0]
    asked = [(document, "rules/1"), (document, "rules/2"), (replace(document, text="Changed."), "rules/1")]
    assert [any_store.current(*each) for each in asked] == [True, False, False]


def test_claims_and_sources_come_back(any_store):
    fill(any_store)
    expected = [(claim, replace(document, text="")) for document, claims in map(sample, SAYINGS) for claim in claims]
    assert list(any_store.claims()) == expected
    found = [(source.id, source.published, source.publisher, source.claims) for source in any_store.sources()]
    assert found == [
        ("d3", date(2025, 6, 1), "Example News", 4),
        ("d2", date(2025, 5, 2), "Daily Wire", 4),
        ("d1", date(2025, 4, 26), "Example News", 3),
        ("d4", None, None, 0),
    ]


def test_text_of_articles_stays_text(any_store):
    document, (claim, *_) = sample("d1")
    evil = 'x" } }; DROP ALL; INSERT DATA { GRAPH <g:g> { <a:a> <a:a> "\\\n\r\t\u2028\x01'
    any_store.add(document, [claim])
    any_store.add(replace(document, title=evil), [replace(claim, subject=replace(claim.subject, text=evil))])
    assert [(claim.subject.text, found.title) for claim, found in any_store.claims()] == [(evil, evil)]


def test_quads_are_found_by_any_of_their_terms(any_store, small_store):
    fill(any_store)
    for quad in list(small_store.quads(NamedNode(document_iri("d1")))):
        for asked in range(16):
            terms = [quad.subject, quad.predicate, quad.object, quad.graph_name]
            pattern = [term if asked >> place & 1 else None for place, term in enumerate(terms)]
            if sum(term is not None for term in pattern) >= 2:
                assert set(any_store.quads(*pattern)) == set(small_store.quads(*pattern))


def test_entities_are_known(any_store, small_store):
    fill(any_store)
    huawei = entity_iri("huawei")
    for ask in (
        *(lambda store, ask=ask: ask(store, huawei) for ask in (kinds, label, names_of, describe)),
        entity_names,
        same_as,
        claim_counts,
        lambda store: find_entity(store, "huawei technologies"),
    ):
        assert ask(any_store) == ask(small_store)


def test_merging_and_splitting(any_store, small_store):
    fill(any_store)
    whole = nquads(any_store)
    acme, tsmc = minted_entity_iri("Acme Chips"), entity_iri("tsmc")
    merges = Merges(canonical={acme: tsmc})
    assert any_store.merge(merges) == 1
    assert any_store.merge(merges) == 0
    assert [claim.object.entity for claim, _ in any_store.claims() if claim.predicate == "cooperatesWith"] == [tsmc]
    assert names_of(any_store, tsmc) == {"TSMC", "Acme Chips"}
    assert any_store.merge(Merges()) == 1
    assert nquads(any_store) == whole


def test_judgements_are_kept_with_the_store(place):
    acme, tsmc = minted_entity_iri("Acme Chips"), entity_iri("tsmc")
    with open_store(place, entities=ENTITIES) as store:
        fill(store)
        resolver = Resolver(store)
        resolver.judge(acme, tsmc, "positive", by="Ada", note="“same” \\ \u2028")
        resolver.apply()
    with open_store(place, entities=ENTITIES) as store:
        [judgement] = Resolver(store)
        assert (judgement.by, judgement.note) == ("Ada", "“same” \\ \u2028")
        assert store.merges.canonical == {acme: tsmc}
        assert "judgements" not in "".join(nquads(store))


@pytest.mark.parametrize("name", sorted(saved_queries()))
def test_saved_queries_find_the_same(any_store, small_store, name):
    fill(any_store)
    values = {
        "entity": "Huawei",
        "relation": "sanctions",
        "string": "x",
        "integer": "1",
        "share": "0",
        "date": "2025-01-01",
    }
    given = {p.name: values[p.kind] for p in saved_queries()[name].parameters if p.required}
    found, expected = (run_saved(store, name, **given) for store in (any_store, small_store))
    assert (found.variables, sorted(map(str, found.rows))) == (expected.variables, sorted(map(str, expected.rows)))


def test_all_forms_of_query(any_store):
    fill(any_store)
    query = "SELECT ?name { ent:huawei kg:dependsOn/rdfs:label ?name }"  # in the graphs of d3 and of reference data
    assert records(run(any_store, query)) == [{"name": "TSMC"}]
    assert run(any_store, "ASK { ent:huawei kg:dependsOn ent:tsmc }").answer
    assert len(run(any_store, "CONSTRUCT { ?b kg:usedBy ?a } WHERE { ?a kg:dependsOn ?b }").triples) == 1
    assert {triple.subject for triple in run(any_store, "DESCRIBE doc:d4").triples} == {NamedNode(document_iri("d4"))}
    evil = 'x" } UNION { ?s ?p ?o } #\n\\'
    assert run(any_store, "SELECT ?x ?y { BIND (STR(?x) AS ?y) }", {"x": evil}).rows == ((Literal(evil),) * 2,)
    with pytest.raises(QueryError, match="line 1, column 12"):
        run(any_store, "SELECT * { ?s ?p }")


def test_from_takes_the_place_of_the_union(any_store):
    """In the database, on a server, and through rdflib, but for its SPARQLStore."""
    fill(any_store)
    count = "SELECT (COUNT(DISTINCT ?claim) AS ?n) {} {{ ?claim a kg:Claim }}"
    clauses = ("", "FROM doc:d3", "FROM doc:d3 FROM doc:d1", "FROM doc:nothing", "FROM NAMED doc:d3")
    found = [records(run(any_store, count.format(clause)))[0]["n"] for clause in clauses]
    assert found == [11, 4, 7, 0, 0]
    if isinstance(any_store, LocalStore):
        rows = [row for clause in clauses for row in any_store.dataset().query(count.format(clause))]
        assert [int(row.n) for row in rows] == found


def test_rdflib_sees_the_union(any_store):
    fill(any_store)
    rows = any_store.dataset().query("SELECT ?name { ent:huawei kg:dependsOn/rdfs:label ?name }")
    assert [str(row.name) for row in rows] == ["TSMC"]


def test_reference_data_follows_the_gazetteer(place):
    with open_store(place, entities=ENTITIES) as store:
        fill(store)
    reduced = {key: entity for key, entity in ENTITIES.items() if key not in {"tsmc", "openai"}}
    renamed = {**reduced, "china": replace(ENTITIES["china"], label="PRC", aliases=())}
    with open_store(place, entities=renamed) as store:
        labels = {mention.label for claim, _ in store.claims() for mention in (claim.subject, claim.object)}
    assert {"PRC", "TSMC", "OpenAI"} <= labels
    assert "China" not in labels


@pytest.mark.parametrize("options", [{"create": False}, {"read_only": True}])
def test_missing_store_is_not_made_when_only_asked(place, options):
    for _ in range(2):
        with pytest.raises(StoreError, match="there is no store: make one with `kg build`"):
            open_store(place, **options)


DYING = """
    import os, signal, sys
    from dataclasses import replace
    from sample_graph import ENTITIES, sample
    from kg.store import open_store

    document, claims = sample("d2")
    with open_store(sys.argv[1], entities=ENTITIES) as store:
        print("ready", flush=True)
        for number in range(1_000_000):
            title = f"t{number}"
            for place in "ab":
                said = [replace(claim, document=place, pattern=title) for claim in claims * 20]
                said = [replace(c, evidence=replace(c.evidence, start=n, end=n + 9)) for n, c in enumerate(said)]
                store.add(replace(document, id=place, title=title), said)
            print(number, flush=True)
"""


@pytest.mark.parametrize("after", [0.0, 0.013, 0.037])
def test_killed_writer_leaves_every_document_wholly_in_or_out(place, after):
    """The process dies somewhere in the midst of its work, `after` seconds behind its third round."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", textwrap.dedent(DYING), place]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as writer:
        for line in writer.stdout:
            if line == "2\n":
                break
        import time

        time.sleep(after)
        writer.kill()
    assert writer.returncode == -signal.SIGKILL
    document, claims = sample("d2")
    with open_store(place, read_only=True) as store:
        found = {source.id: source.title for source in store.sources()}
        assert found.keys() == {"a", "b"}
        rounds = [int(title.removeprefix("t")) for title in (found["a"], found["b"])]
        assert rounds[0] - rounds[1] in {0, 1}
        assert min(rounds) >= 2
        for name, title in found.items():
            said = [replace(claim, document=name, pattern=title) for claim in claims * 20]
            said = [replace(each, evidence=replace(each.evidence, start=n, end=n + 9)) for n, each in enumerate(said)]
            whole = encode(replace(document, id=name, title=title), said)
            assert set(store.quads(graph=NamedNode(document_iri(name)))) == whole
