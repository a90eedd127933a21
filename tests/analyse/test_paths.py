"""Paths between two entities, checked against small graphs made by hand."""

from __future__ import annotations

import pytest

from kg.analyse import paths, project


def found(projection, iri, start, end, **options):
    result = paths(projection, iri(start), iri(end), **options)
    return ["".join(projection.graph.nodes[one]["label"] for one in path.members) for path in result.paths]


def test_fewest_steps_first(projected, iri):
    graph = projected("A bans B", "B bans C", "C bans D", "A bans D", "B bans D")
    assert found(graph, iri, "A", "D") == ["AD", "ABD", "ABCD"]
    assert found(graph, iri, "A", "D", k=2) == ["AD", "ABD"]


def test_direction_means_nothing(projected, iri):
    assert found(projected("B bans A", "B bans C"), iri, "A", "C") == ["ABC"]


def test_of_equally_long_ones_the_better_reported(fact_, iri):
    claims = [fact_("A bans B", "d1"), fact_("B bans Z", "d1")]
    claims += [fact_(sentence, document) for document in ("d1", "d2") for sentence in ("A bans C", "C bans Z")]
    graph = project(claims)
    assert found(graph, iri, "A", "Z") == ["ACZ", "ABZ"]
    assert [path.documents for path in paths(graph, iri("A"), iri("Z")).paths] == [(2, 2), (1, 1)]


def test_support_never_outweighs_a_step(fact_, iri):
    claims = [fact_("A bans B", "d1"), fact_("B bans Z", "d1")]
    chain = ("A bans C", "C bans D", "D bans Z")
    claims += [fact_(sentence, f"d{number}") for number in range(100) for sentence in chain]
    assert found(project(claims), iri, "A", "Z") == ["ABZ", "ACDZ"]


@pytest.mark.parametrize(("start", "end"), [("A", "D"), ("A", "nobody"), ("A", "A")])
def test_no_path(projected, iri, start, end):
    assert found(projected("A bans B", "C bans D"), iri, start, end) == []


def test_hedged_claims_join_nobody(fact_, iri):
    graph = project([fact_("A bans B"), fact_("B bans C", modality="planned")])
    assert found(graph, iri, "A", "C") == []
