"""PageRank."""

from __future__ import annotations

import pytest

from kg.analyse import influence, project


def test_star(projected):
    # By hand, with damping d = 0.85 and n = 4: c = 0.15/4 + 0.85 * 3l and l = 0.15/4 + 0.85 * c/3,
    # so that c (1 - 0.85²) = 0.0375 + 2.55 * 0.0375, c = 0.133125 / 0.2775 = 0.47973 and l = (1 - c) / 3 = 0.17342.
    found = influence(projected("Hub bans A", "B sues Hub", "Hub cooperatesWith C"))
    assert [(ranked.rank, ranked.label, ranked.neighbours) for ranked in found.ranking] == [
        (1, "Hub", 3),
        (2, "A", 1),
        (3, "B", 1),
        (4, "C", 1),
    ]
    assert [ranked.score for ranked in found.ranking] == pytest.approx([0.47973, 0.17342, 0.17342, 0.17342], abs=1e-5)


def test_documents_weigh(fact_):
    # Hub is linked to A by one article and to B by three.
    claims = [fact_("Hub bans A", "d1"), *(fact_("Hub bans B", f"d{n}") for n in range(3))]
    assert [ranked.label for ranked in influence(project(claims)).ranking] == ["Hub", "B", "A"]


def test_nothing(projected):
    assert influence(projected()).ranking == ()
    assert influence(projected()).summary() == "0 entities."


def test_table_and_json(projected):
    found = influence(projected("Hub bans A", "B sues Hub"))
    # c (1 - 0.85²) = 0.05 + 1.7 * 0.05 and n = 3: c = 0.135 / 0.2775 = 0.48649.
    assert found.rows(1) == [("1", "Hub", "Country", "0.4865", "2")]
    assert len(found.header) == len(found.rows(1)[0])
    json = found.as_json(1)
    assert [entity["label"] for entity in json["entities"]] == ["Hub"]
    assert "PageRank" in json["method"]
    assert "Brin and Page" in json["citation"]
