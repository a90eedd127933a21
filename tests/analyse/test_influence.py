"""PageRank."""

from __future__ import annotations

import pytest

from kg.analyse import influence, project


def test_star(projected):
    # By hand, with damping d = 0.85 and n = 4: c = 0.15/4 + 0.85 * 3l and l = 0.15/4 + 0.85 * c/3,
    # so that c (1 - 0.85²) = 0.0375 + 2.55 * 0.0375, c = 0.133125 / 0.2775 = 0.47973 and l = (1 - c) / 3 = 0.17342.
    found = influence(projected("Zed bans A", "B sues Zed", "Zed cooperatesWith C"))
    assert [(ranked.rank, ranked.label, ranked.neighbours) for ranked in found.entities] == [
        (1, "Zed", 3),
        (2, "A", 1),
        (3, "B", 1),
        (4, "C", 1),
    ]
    assert [ranked.score for ranked in found.entities] == pytest.approx([0.47973, 0.17342, 0.17342, 0.17342], abs=1e-5)


def test_documents_weigh(fact_):
    # Zed is linked to A by one article and to B by three.
    claims = [fact_("Zed bans A", "d1"), *(fact_("Zed bans B", f"d{n}") for n in range(3))]
    assert [ranked.label for ranked in influence(project(claims)).entities] == ["Zed", "B", "A"]


def test_nothing(projected):
    assert influence(projected()).entities == ()
    assert influence(projected()).summary() == "0 entities."


def test_table_and_json(projected):
    found = influence(projected("Zed bans A", "B sues Zed"))
    # c (1 - 0.85²) = 0.05 + 1.7 * 0.05 and n = 3: c = 0.135 / 0.2775 = 0.48649.
    assert found.rows(1) == [("1", "Zed", "Country", "0.4865", "2")]
    assert len(found.header) == len(found.rows(1)[0])
    json = found.as_json(1)
    assert [entity["label"] for entity in json["entities"]] == ["Zed"]
    assert "PageRank" in json["method"]
    assert "Brin and Page" in json["citation"]


def test_affiliations_do_not_count(projected):
    found = influence(projected("A bans B", "P leads A", "Q worksFor A", "B basedIn C"))
    assert [ranked.label for ranked in found.entities] == ["A", "B"]


def test_karate_club(karate):
    """The two heads of Zachary's club lead; the values are those of networkx on the unweighted graph."""
    found = influence(karate)
    assert [ranked.label for ranked in found.entities[:5]] == ["M33", "M0", "M32", "M2", "M1"]
    assert [ranked.score for ranked in found.entities[:2]] == pytest.approx([0.10092, 0.09700], abs=1e-4)


def test_each_has_the_claims_behind_it(fact_):
    claims = [fact_("A bans B", "d1", confidence=0.5), fact_("A bans B", "d2", confidence=0.9), fact_("A sues C", "d3")]
    ranked = influence(project(claims)).entities[0]
    assert [cited.document.id for cited in ranked.claims] == ["d3", "d2", "d1"]  # the surest first
    shown = influence(project(claims)).as_json(1, sentences=2)["entities"][0]
    assert shown["claims"] == 3
    assert [item["sentence"] for item in shown["evidence"]] == ["A sues C", "A bans B"]


def test_one_node_is_no_graph(projected):
    assert influence(projected("A bans A")).entities == ()
    assert influence(projected("A bans A")).chart() is None
