"""The five roles of Gould and Fernandez."""

from __future__ import annotations

import networkx as nx
import pytest

from kg.analyse import brokerage, project
from kg.analyse.brokerage import roles_in


@pytest.mark.parametrize(
    ("groups", "role"),
    [
        # Gould and Fernandez (1989), figure 1: groups of source, broker and target.
        ("AAA", "coordinator"),
        ("ABA", "consultant"),
        ("BAA", "gatekeeper"),
        ("AAB", "representative"),
        ("ABC", "liaison"),
    ],
)
def test_roles(groups, role):
    graph = nx.DiGraph([("s", "b"), ("b", "t")])
    found = roles_in(graph, dict(zip("sbt", groups, strict=True)))
    assert dict(found["b"]) == {role: 1}
    assert not found["s"] and not found["t"]


def test_whom_one_meets_directly_one_needs_no_broker_for():
    graph = nx.DiGraph([("s", "b"), ("b", "t"), ("s", "t")])
    assert not roles_in(graph, dict.fromkeys("sbt", "A"))["b"]


def test_both_ways():
    # Symmetric ties count in each direction: s to t and t to s.
    graph = nx.Graph([("s", "b"), ("b", "t")]).to_directed()
    assert dict(roles_in(graph, {"s": "A", "b": "B", "t": "C"})["b"]) == {"liaison": 2}


def test_who_stands_between_countries(fact_):
    claims = [
        fact_("Huawei cooperatesWith TSMC", "d1"),
        fact_("TSMC supplies Nvidia", "d2"),
        fact_("Nvidia bans Huawei", "d3"),  # rivalry is no dealing
        fact_("Foro supplies TSMC", "d4", kinds={"Foro": "Company"}),  # of no known country
    ]
    [broker] = brokerage(project(claims)).brokers
    # By hand: Huawei - TSMC runs both ways, TSMC -> Nvidia one way: one path, Huawei to TSMC to Nvidia.
    assert (broker.label, broker.group, broker.liaison, broker.across) == ("TSMC", "Taiwan", 1, 1)
    assert broker.between == ("China - United States",)
    assert {cited.document.id for cited in broker.claims} == {"d1", "d2"}


def test_comparisons_are_no_dealings(projected):
    assert brokerage(projected("Huawei lagsBehind TSMC", "TSMC lagsBehind Nvidia")).brokers == ()


def test_table_and_chart(fact_):
    found = brokerage(project([fact_("Huawei supplies TSMC"), fact_("TSMC supplies Nvidia")]))
    assert found.rows()[0][:9] == ("1", "TSMC", "Taiwan", "1", "", "", "", "", "1")
    assert len(found.header) == len(found.rows()[0])
    assert [series.name for series in found.chart().series][-1] == "liaison"
    assert found.summary() == "1 actor in the middle, in 3 groups."
