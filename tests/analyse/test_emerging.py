"""Relations that come up."""

from __future__ import annotations

from datetime import date

import pytest

from kg.analyse import emerging, project
from kg.analyse.emerging import surge
from kg.errors import QueryError


@pytest.mark.parametrize(
    ("recent", "before", "share", "expected"),
    [
        (1, 0, 0.25, 0.25),
        (3, 0, 0.25, 0.25**3),
        (2, 1, 0.5, 4 / 8),  # of three coins, two or three heads
        (0, 5, 0.3, 1.0),
    ],
)
def test_surge(recent, before, share, expected):
    assert surge(recent, before, share) == pytest.approx(expected)


def test_false_discoveries():
    """The example of Benjamini and Hochberg (1995): of 15 hypotheses, the first four are rejected at 0.05."""
    from scipy.stats import false_discovery_control

    p = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528]
    q = false_discovery_control([*p, 0.7590, 1.0])
    assert sum(q <= 0.05) == 4


def facts(fact_):
    old = [fact_("A bans B", f"o{n}", day="2023-01-01") for n in range(6)]
    old += [fact_("A meetsWith B", "o0", day="2023-01-01", at=9)]
    new = [fact_("C sues A", f"n{n}", day="2025-06-01") for n in range(2)]
    new += [fact_("A meetsWith B", "n2", day="2025-05-20"), fact_("A bans B", "n2", day="2025-05-20", at=9)]
    new += [fact_("C basedIn A", "n0", day="2025-06-01", at=9)]
    return old + new


def test_by_hand(fact_):
    found = emerging(project(facts(fact_)), days=30)
    assert (found.since, found.until) == (date(2025, 5, 3), date(2025, 6, 1))
    assert (found.recent_documents, found.earlier_documents) == (3, 6)
    rows = [(n.kind, n.subject_label, n.relation, n.recent, n.before) for n in found.news]
    # A bans B has fallen from six of six documents to one of three; that C is based in A is no news.
    assert rows == [("new", "C", "sues", 2, 0), ("surging", "A", "meetsWith", 1, 1)]
    first, second = found.news
    assert first.p == pytest.approx((1 / 3) ** 2)
    assert second.p == pytest.approx(1 - (2 / 3) ** 2)
    # Three relations were tested: 1/9 * 3/1, and 5/9 * 3/2.
    assert (first.q, second.q) == (pytest.approx(3 / 9), pytest.approx(15 / 18))
    assert {cited.document.id for cited in second.claims} == {"n2"}


def test_no_dates(projected):
    with pytest.raises(QueryError, match="no claim has a date"):
        emerging(projected("A bans B"))


@pytest.mark.parametrize(("days", "message"), [(3650, "compare with fewer days"), (10**7, "longer than time")])
def test_nothing_to_compare_with(fact_, days, message):
    with pytest.raises(QueryError, match=message):
        emerging(project(facts(fact_)), days=days)


def test_table_and_chart(fact_):
    found = emerging(project(facts(fact_)), days=30)
    assert found.rows(1)[0][:6] == ("new", "C", "sues", "A", "2", "0")
    assert found.chart(1).series[0].values == (2.0,)
    assert "1 new relation and 1 surging" in found.summary()
