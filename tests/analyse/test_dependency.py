"""Who depends on whom."""

from __future__ import annotations

import pytest

from kg.analyse import dependency, project
from kg.analyse.dependency import concentration
from kg.errors import QueryError


def test_concentration():
    # The example of the US Department of Justice: shares of 30, 30, 20 and 20 per cent give 2,600 of 10,000.
    assert concentration([30, 30, 20, 20]) == pytest.approx(0.26)
    assert concentration([7]) == 1.0


def test_by_hand(fact_):
    claims = [
        fact_("Huawei dependsOn TSMC", "d1"),
        fact_("TSMC supplies Huawei", "d2"),  # the object is the one that needs
        fact_("Nvidia supplies Huawei", "d3"),
        fact_("Nvidia dependsOn TSMC", "d4"),
        fact_("TSMC dependsOn ASML", "d5"),
    ]
    found = dependency(project(claims))
    ties = {(e.dependent_label, e.supplier_label): e for e in found.exposures}
    assert {pair: e.documents for pair, e in ties.items()} == {
        ("Huawei", "TSMC"): 2,
        ("Huawei", "Nvidia"): 1,
        ("Nvidia", "TSMC"): 1,
        ("TSMC", "ASML"): 1,
    }
    huawei = ties["Huawei", "TSMC"]
    assert (huawei.share, huawei.single) == (pytest.approx(2 / 3), False)
    assert huawei.concentration == pytest.approx(5 / 9)  # (2/3)² + (1/3)²
    assert ties["Nvidia", "TSMC"].single
    # TSMC: two depend on it directly, and nobody else; ASML: TSMC, and through it Huawei and Nvidia.
    assert [(s.label, s.dependents, s.single_for, s.reach) for s in found.suppliers] == [
        ("TSMC", 2, 1, 2),
        ("ASML", 1, 1, 3),
        ("Nvidia", 1, 0, 1),
    ]


def test_goods_are_those_of_the_sentence(fact_):
    claims = [
        fact_("Huawei dependsOn TSMC", at=10),
        fact_("TSMC produces T9", at=10, kinds={"T9": "Chip"}),
        fact_("TSMC produces T8", at=50, kinds={"T8": "Chip"}),  # another sentence
    ]
    [exposure] = dependency(project(claims)).exposures
    assert exposure.goods == ("T9",)


def test_through_a_thing_with_a_name(fact_):
    kinds = {"T9": "Equipment", "memory-chips": "Chip"}
    claims = [
        fact_("TSMC uses T9", "d1", kinds=kinds),
        fact_("ASML produces T9", "d2", kinds=kinds),
        fact_("Huawei uses memory-chips", "d3", kinds=kinds),  # a kind that many make
        fact_("Nvidia produces memory-chips", "d4", kinds=kinds),
    ]
    [exposure] = dependency(project(claims)).exposures
    assert (exposure.dependent_label, exposure.supplier_label, exposure.through) == ("TSMC", "ASML", "T9")
    assert {cited.document.id for cited in exposure.claims} == {"d1", "d2"}


def test_who_makes_it_does_not_depend_on_others_for_it(fact_):
    claims = [
        fact_(f"{who} {how} T9", f"{who}{how}", kinds={"T9": "Chip"})
        for who in ("TSMC", "ASML")
        for how in ("uses", "produces")
    ]
    assert dependency(project(claims)).exposures == ()


def test_of_one_actor(fact_, iri):
    claims = [fact_("Huawei dependsOn TSMC"), fact_("TSMC dependsOn ASML"), fact_("Nvidia dependsOn ASML")]
    found = dependency(project(claims), iri("TSMC"))
    assert [(e.dependent_label, e.supplier_label) for e in found.exposures] == [("Huawei", "TSMC"), ("TSMC", "ASML")]
    with pytest.raises(QueryError, match="nothing is reported as a fact of 'Japan'"):
        dependency(project(claims), iri("Japan"))


def test_rings_reach_not_themselves(fact_):
    found = dependency(project([fact_("Huawei dependsOn TSMC"), fact_("TSMC dependsOn Huawei")]))
    assert [(s.label, s.reach) for s in found.suppliers] == [("Huawei", 1), ("TSMC", 1)]


def test_nothing(projected):
    found = dependency(projected("A bans B"))
    assert (found.summary(), found.chart(), found.rows()) == ("No dependence is reported.", None, [])
