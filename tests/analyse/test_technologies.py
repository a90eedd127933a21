"""Focus on technologies, and contests over them."""

from __future__ import annotations

import pytest

from kg.analyse import contested, focus, project

KINDS = {"T1": "Chip", "T2": "AIModel"}


@pytest.fixture
def claims(fact_):
    """Huawei turns to T1 twice and to T2 once, Nvidia to T1 once; the US and Taiwan keep out or in."""
    return [
        fact_("Huawei develops T1", "d1", kinds=KINDS),
        fact_("Huawei released T1", "d2", kinds=KINDS),
        fact_("Huawei released T1", "d2", kinds=KINDS, at=9),
        fact_("Huawei uses T2", "d3", kinds=KINDS),
        fact_("Nvidia produces T1", "d4", kinds=KINDS),
        fact_("US bans Huawei", "d5"),
    ]


def test_focus_by_hand(claims):
    found = focus(project(claims))
    rows = {(i.actor_label, i.technology_label): i for i in found.interests}
    assert list(rows) == [("Huawei", "T1"), ("Huawei", "T2"), ("Nvidia", "T1")]
    first = rows["Huawei", "T1"]
    # Four pairs of actor and document in all, three of them of T1: (2/3) / (3/4).
    assert (first.documents, first.share, first.advantage) == (2, pytest.approx(2 / 3), pytest.approx(8 / 9))
    assert first.relations == ("develops", "released")
    assert rows["Huawei", "T2"].advantage == pytest.approx((1 / 3) / (1 / 4))


def test_focus_of_one(claims, iri):
    found = focus(project(claims), iri("Nvidia"))
    assert [i.technology_label for i in found.interests] == ["T1"]
    assert found.interests[0].advantage == pytest.approx(1 / (3 / 4))  # still against all actors


def test_focus_as_a_grid(claims):
    chart = focus(project(claims)).chart()
    assert chart.labels == ("T1", "T2")
    assert [(s.name, s.values) for s in chart.series] == [("Huawei", (2.0, 1.0)), ("Nvidia", (1.0, None))]


def test_table_shows_the_first_five_of_each_of_several(fact_):
    kinds = {f"T{n}": "Chip" for n in range(8)}
    claims = [fact_(f"Huawei develops T{n}", f"d{n}", kinds=kinds) for n in range(8)]
    assert len(focus(project(claims)).rows()) == 8
    claims.append(fact_("Nvidia develops T0", "d9", kinds=kinds))
    assert [row[0] for row in focus(project(claims)).rows()].count("Huawei") == 5


def test_contested_by_hand(claims):
    [contest] = contested(project(claims)).technologies
    # T1 in three documents, two of China and one of the United States: 3 * (1 - (2/3)² - (1/3)²) = 4/3.
    assert (contest.label, contest.score) == ("T1", pytest.approx(4 / 3))
    assert (contest.documents, contest.drive, contest.restrain) == (3, 3, 0)
    assert contest.countries == {"China": 2, "United States": 1}


def test_who_is_cut_off_is_a_side(fact_):
    claims = [
        fact_("US restrictsExportOf T1", at=4, kinds=KINDS),
        fact_("US restrictsExportsTo China", at=4),
        fact_("US restrictsExportsTo Japan", at=90),  # another sentence
    ]
    [contest] = contested(project(claims)).technologies
    assert contest.countries == {"China": 1, "United States": 1}
    assert (contest.score, contest.drive, contest.restrain) == (pytest.approx(0.5), 0, 1)


def test_one_side_is_no_contest(fact_):
    found = contested(project([fact_("Huawei develops T1", kinds=KINDS)]))
    assert (found.technologies, found.chart()) == ((), None)
    assert found.summary() == "0 technologies with more than one side."
