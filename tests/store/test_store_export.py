"""Exports: complete, stable, readable by other programs."""

from __future__ import annotations

import io
import json

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.compare import isomorphic
from sample_graph import SAYINGS, sample

from kg.store import export
from kg.store.export import turtle
from kg.store.terms import prefixes


def exported(store, form):
    out = io.BytesIO()
    export(store, form, out)
    return out.getvalue().decode()


@pytest.mark.parametrize(("form", "syntax"), [("nquads", ox.RdfFormat.N_QUADS), ("trig", ox.RdfFormat.TRIG)])
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
    assert len(lines) == len(small_store.oxigraph)


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
