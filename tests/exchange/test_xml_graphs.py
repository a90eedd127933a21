"""GraphML and GEXF that networkx reads, with what claims say on nodes and edges."""

from __future__ import annotations

import io

import networkx as nx
import pytest

from kg.exchange import export
from kg.ids import entity_iri, minted_entity_iri

CHINA, HUAWEI, TSMC, US = (entity_iri(key) for key in ("china", "huawei", "tsmc", "united-states"))
READERS = {"graphml": nx.read_graphml, "gexf": nx.read_gexf}


def exported(store, form):
    out = io.BytesIO()
    export(store, form, out)
    return out.getvalue()


def read(store, form):
    return READERS[form](io.BytesIO(exported(store, form)))


@pytest.fixture(params=READERS)
def graph(request, small_store):
    return read(small_store, request.param)


def edges(graph, source, target):
    return [data for _, other, data in graph.edges(source, data=True) if other == target]


def test_it_is_a_directed_multigraph_of_what_claims_are_about(graph):
    assert (graph.is_directed(), graph.is_multigraph()) == (True, True)
    assert len(graph) == 10  # the entities of the sample and what it mints: none without a claim
    assert graph.number_of_edges() == 10  # eleven claims, of which two say that China competes with the US


def test_nodes_say_what_they_are(graph):
    node = graph.nodes[HUAWEI]
    assert (node["label"], node["type"], node["country"]) == ("Huawei", "Company", "China")
    assert (node["claims"], node["documents"], node["publishers"]) == (3, 2, 2)
    assert "country" not in graph.nodes[TSMC]


def test_claims_that_say_the_same_are_one_edge(graph):
    [edge] = edges(graph, CHINA, US)
    assert (edge["relation"], edge["sign"], edge["symmetric"]) == ("competesWith", "rivalry", True)
    assert (edge["claims"], edge["documents"], edge["publishers"]) == (2, 2, 2)
    assert (edge["first"], edge["last"]) == ("2025-04-26", "2025-05-02")
    assert edge["confidence"] == 1.0


def test_what_is_denied_is_another_edge(graph):
    assert {(edge["polarity"], edge["modality"]) for edge in edges(graph, HUAWEI, TSMC)} == {
        ("affirmed", "actual"),
        ("negated", "actual"),
    }


@pytest.mark.parametrize("form", READERS)
def test_hostile_text_is_valid_xml_and_stays_as_far_as_xml_can_hold_it(hostile_store, form):
    graph = read(hostile_store, form)
    label = graph.nodes[minted_entity_iri("<&>")]["label"]
    assert label.endswith("\"'\r\n\t,;\ufffd\u202e]]> \U0001f600 =1+1 {\\}")
    assert label.startswith("\ufffd\ufffd\ufffd<&>")


@pytest.mark.parametrize("form", READERS)
def test_the_same_graph_gives_the_same_bytes(small_store, form):
    assert exported(small_store, form) == exported(small_store, form)


@pytest.mark.parametrize("form", READERS)
def test_a_graph_without_claims_is_empty(tmp_path, form):
    from kg.store import LocalStore

    with LocalStore(tmp_path / "empty", entities={}) as store:
        assert len(read(store, form)) == 0
