"""Exports: complete, stable, readable by other programs."""

from __future__ import annotations

import io
import json

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from rdflib.compare import isomorphic
from sample_graph import ENTITIES, SAYINGS, sample

from kg.exchange import export, sorting
from kg.exchange.rdf import _batches
from kg.store import LocalStore
from kg.store.terms import prefixes
from kg.store.turtle import turtle


def exported(store, form):
    out = io.BytesIO()
    export(store, form, out)
    return out.getvalue().decode()


@pytest.mark.parametrize(
    ("form", "syntax"),
    [("nquads", ox.RdfFormat.N_QUADS), ("trig", ox.RdfFormat.TRIG), ("jsonld", ox.RdfFormat.JSON_LD)],
)
def test_formats_with_graphs_hold_everything(small_store, form, syntax):
    read = ox.Dataset(ox.parse(exported(small_store, form), format=syntax))
    whole = ox.Dataset(small_store.oxigraph)
    for dataset in (read, whole):
        dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    assert read == whole


def test_turtle_merges_all_graphs(small_store):
    read = rdflib.Graph().parse(data=exported(small_store, "turtle"), format="turtle")
    triples = {f"{quad.triple} ." for quad in small_store.oxigraph}
    merged = rdflib.Graph().parse(data="\n".join(triples), format="nt")
    assert isomorphic(read, merged)


def test_nquads_are_sorted(small_store):
    lines = exported(small_store, "nquads").splitlines()
    assert lines == sorted(lines)
    assert len(lines) == len(small_store.oxigraph) + 1
    assert lines[0].startswith(f"# kg export: {len(small_store.oxigraph)} statements, checksum ")


def test_formats_that_can_be_imported_announce_the_same(small_store):
    first = {
        exported(small_store, form).partition("\n")[0].removeprefix("# kg export: ") for form in ("nquads", "trig")
    }
    assert first == {json.loads(exported(small_store, "jsonld"))[0]["kg export"]}


def test_jsonl_holds_the_claims_as_extraction_writes_them(small_store):
    lines = [json.loads(line) for line in exported(small_store, "jsonl").splitlines()]
    assert lines == [claim.as_json() for document_id in SAYINGS for claim in sample(document_id)[1]]


@pytest.mark.parametrize("form", ["trig", "turtle"])
def test_only_prefixes_that_occur_are_declared_in_order(small_store, form):
    text = exported(small_store, form)
    declared = [line.split()[1] for line in text.splitlines() if line.startswith("@prefix")]
    assert declared == sorted(declared)
    assert "name:" in declared  # of Acme Chips and R1
    assert all(text.count(prefix) > 1 for prefix in declared)


@pytest.mark.parametrize("form", ["trig", "turtle"])
def test_ordinary_iris_are_written_without_escapes(small_store, form):
    text = exported(small_store, form)
    assert "\\/" not in text
    for prefix in ("claim:", "doc:d1", "ent:huawei", "name:acme-chips"):
        assert prefix in text


def test_iris_that_no_prefix_fits_are_written_in_full():
    """The name of what one document speaks of holds a slash; so may the id of a document."""
    base = "https://w3id.org/tech-rivalry/"
    spaces = prefixes(base)
    text = 'the "kg:a\\/b" \n of <this>'
    triples = [
        ox.Triple(
            ox.NamedNode(f"{base}entity/in/d1/bill"), ox.NamedNode(f"{base}p"), ox.NamedNode(f"{base}document/a/b")
        ),
        ox.Triple(ox.NamedNode(f"{base}entity/it's"), ox.NamedNode(f"{base}p"), ox.Literal(text)),
    ]
    written = turtle(triples, spaces).decode()
    assert f"<{base}entity/in/d1/bill>" in written
    assert f"<{base}document/a/b>" in written
    assert set(ox.parse(written, format=ox.RdfFormat.TURTLE)) == {ox.Quad(*triple) for triple in triples}


@pytest.mark.parametrize("form", ["nquads", "trig", "turtle", "jsonld"])
def test_the_order_in_which_documents_came_does_not_matter(small_store, tmp_path, form):
    with LocalStore(tmp_path / "other", entities=ENTITIES) as store:
        for document_id in reversed(SAYINGS):
            store.add(*sample(document_id), extractor="rules/1")
        assert exported(store, form) == exported(small_store, form)


@pytest.mark.parametrize("form", ["nquads", "turtle"])
def test_more_than_memory_holds_is_sorted_all_the_same(small_store, form, monkeypatch):
    whole = exported(small_store, form)
    monkeypatch.setattr(sorting.sorted_lines, "__kwdefaults__", {"run": 100})
    assert exported(small_store, form) == whole


def test_turtle_in_batches_is_the_same_graph(small_store, monkeypatch):
    whole = exported(small_store, "turtle")
    monkeypatch.setattr("kg.exchange.rdf._BATCH", 50)
    parts = exported(small_store, "turtle")
    assert parts.startswith("@prefix")
    assert set(ox.parse(parts, format=ox.RdfFormat.TURTLE)) == set(ox.parse(whole, format=ox.RdfFormat.TURTLE))


def test_no_subject_spans_two_batches(monkeypatch):
    monkeypatch.setattr("kg.exchange.rdf._BATCH", 2)
    a, b = ox.NamedNode("urn:a"), ox.NamedNode("urn:b")
    triples = [ox.Triple(a, a, ox.Literal(str(number))) for number in range(3)] + [ox.Triple(b, a, b)]
    assert [len(batch) for batch in _batches(triples)] == [3, 1]


def test_json_ld_is_json_that_rdflib_reads(small_store):
    text = exported(small_store, "jsonld")
    announced, *graphs = json.loads(text)
    assert list(announced) == ["kg export"]
    assert len(graphs) == len(list(small_store.oxigraph.named_graphs()))
    read = rdflib.Dataset(default_union=True).parse(data=text, format="json-ld")
    assert len(read) == len({str(quad.triple) for quad in small_store.oxigraph})


@given(st.lists(st.binary(max_size=3).filter(lambda line: b"\n" not in line)), st.integers(1, 5))
def test_lines_are_sorted_and_each_comes_once(lines, run):
    ended = [line + b"\n" for line in lines]
    assert list(sorting.sorted_lines(ended, run=run)) == sorted(set(ended))
