"""The index of escalation."""

from __future__ import annotations

import pytest

from kg.analyse import escalation, project
from kg.analyse.knowledge import knowledge
from kg.errors import QueryError


def test_by_hand(fact_, iri):
    claims = [
        fact_("US sanctions China", "d1", day="2024-01-10"),  # -6.5
        fact_("China accuses US", "d2", day="2024-01-20"),  # -2.0
        fact_("China meetsWith US", "d3", day="2024-03-05"),  # 1.0
        fact_("US supports China", "d4", day="2024-03-06", modality="planned"),  # no fact
        fact_("Japan sanctions China", "d5", day="2024-03-06"),  # another pair
        fact_("China competesWith US", "d6", day="2024-03-06"),  # no event
    ]
    found = escalation(project(claims), iri("China"), iri("US"))
    assert [(s.period, s.index, s.change, s.conflict, s.cooperation, s.first, s.second) for s in found.stages] == [
        ("2024-01", 4.25, None, 2, 0, 2.0, 6.5),  # (6.5 + 2.0) / 2
        ("2024-02", None, None, 0, 0, None, None),
        ("2024-03", -1.0, -5.25, 0, 1, -1.0, -1.0),
    ]
    assert found.index == pytest.approx((6.5 + 2.0 - 1.0) / 3)
    assert found.summary() == (
        "3 events between China and United States: an index of +2.5 overall and of -1.0 in 2024-03, "
        "from -10 (cooperation) to 10 (conflict)."
    )
    assert found.stages[0].claims[0].said == "United States sanctions China"  # the heaviest
    assert [row[0] for row in found.rows()] == ["2024-01", "2024-03"]
    assert found.header[5:7] == ("by China", "by United States")


def test_an_article_counts_an_event_once(fact_, iri):
    claims = [fact_("US sanctions China", "d1", day="2024-01-10", at=at) for at in (0, 9)]
    claims.append(fact_("China accuses US", "d1", day="2024-01-10"))
    assert escalation(project(claims), iri("US"), iri("China")).index == 4.25


def test_who_acts_for_a_country(fact_, iri):
    claims = [
        fact_("US meetsWith China", "d1", day="2024-01-10"),
        fact_("Commerce meetsWith Xi", "d2", day="2024-01-10"),
        fact_("Commerce sanctions Huawei", "d3", day="2024-01-10"),
    ]

    def events(level):
        found = escalation(project(claims), iri("US"), iri("China"), level=level)
        return [(stage.conflict, stage.cooperation) for stage in found.stages]

    assert (events("actor"), events("government"), events("country")) == ([(0, 1)], [(0, 2)], [(1, 2)])


def test_a_company_against_its_own_country(fact_, iri):
    claims = [fact_("Nvidia sues Commerce", day="2024-01-10")]
    found = escalation(project(claims), iri("Nvidia"), iri("US"))
    assert (found.index, found.actors) == (2.0, ("Nvidia", "United States"))


def test_undated_events_have_no_period(projected, iri):
    found = escalation(projected("US sanctions China"), iri("US"), iri("China"))
    # The index over the whole time is of dated events too: the parts must make up the whole.
    assert (found.stages, found.index, found.chart()) == ((), None, None)
    assert "No event between United States and China" in found.summary()


def test_one_actor_is_no_pair(projected, iri):
    with pytest.raises(QueryError, match="give two"):
        escalation(projected("US sanctions China"), iri("US"), iri("US"))


def test_chart_has_conflict_above_the_line(fact_, iri):
    claims = [fact_("US sanctions China", "d1", day="2024-01-10"), fact_("US meetsWith China", "d2", day="2024-01-11")]
    conflict, cooperation = escalation(project(claims), iri("US"), iri("China")).chart().series
    assert (conflict.values, cooperation.values) == ((6.5,), (-1.0,))


def test_json_keeps_both_actors(fact_, iri):
    found = escalation(project([fact_("US sanctions China", day="2024-01-10")]), iri("US"), iri("China")).as_json(1)
    assert found["actors"] == ["United States", "China"]
    assert "Goldstein" in found["citation"]
    assert knowledge().source == found["citation"]
