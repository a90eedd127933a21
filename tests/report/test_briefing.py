"""What a briefing gathers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kg.analyse import Dependency, Emerging, Escalation, Influence, Scope
from kg.errors import KgError
from kg.report import Subject, brief


def test_of_an_actor(pairs, iri):
    briefing = brief(pairs, Subject((iri("Huawei"),)))
    assert (briefing.title, briefing.types, briefing.countries) == ("Huawei", ("company",), ("China",))
    # By hand: nine claims name Huawei, seven of them as a fact.
    assert (len(briefing.claims), len(briefing.facts)) == (9, 7)
    assert [(n.label, n.documents, n.rivalry, n.cooperation, n.other) for n in briefing.neighbours] == [
        ("United States", 3, 3, 0, 0),
        ("TSMC", 2, 0, 1, 1),
        ("China", 1, 0, 0, 1),
        ("Nvidia", 1, 1, 0, 0),
    ]
    [exposed] = [found for found in briefing.findings if isinstance(found, Dependency)]
    assert exposed.exposures[0].supplier_label == "TSMC"
    assert [document.id for document in briefing.documents] == ["d9", "d6", "d5", "d4", "d3", "d2", "d1"]


def test_affiliations_are_not_what_is_best_supported(pairs, iri):
    assert "basedIn" not in {s.relation for s in brief(pairs, Subject((iri("Huawei"),))).supported}


def test_of_two(pairs, iri):
    briefing = brief(pairs, Subject((iri("China"), iri("United States"))))
    assert briefing.title == "China and United States"
    assert len(briefing.claims) == 2  # they meet, and one plans to accuse
    [between] = briefing.findings
    assert isinstance(between, Escalation)
    # What their companies suffer is between the two as well: three sanctions of -6.5, a ban of -5, a meeting of 1.
    assert between.index == pytest.approx((3 * 6.5 + 5 - 1) / 5)


def test_of_a_period(pairs):
    briefing = brief(pairs, Subject(scope=Scope(since=date(2025, 3, 6), until=date(2025, 3, 8))))
    assert briefing.title == "Tech rivalry from 2025-03-06 to 2025-03-08"
    assert [d.id for d in briefing.documents] == ["d8", "d7", "d6"]
    assert {type(found) for found in briefing.findings} >= {Influence, Emerging}


def test_a_body_of_a_government_stands_for_itself_when_asked(pairs, iri):
    briefing = brief(pairs, Subject((iri("US Commerce Department"),)))
    assert (briefing.level, len(briefing.facts)) == ("actor", 1)


@pytest.mark.parametrize(
    ("names", "scope", "message"),
    [
        (["Japan"], {}, "nothing is said of Japan: widen it"),
        (["Huawei"], {"since": date(2026, 1, 1)}, "nothing is said of Huawei since 2026-01-01"),
        (["Huawei", "Japan"], {}, "nothing is said between Huawei and Japan"),
        ([], {"until": date(2020, 1, 1)}, "nothing is said until 2020-01-01"),
    ],
)
def test_nothing_to_tell(pairs, iri, names, scope, message):
    with pytest.raises(KgError, match=message):
        brief(pairs, Subject(tuple(map(iri, names)), Scope(**scope)))


def test_without_dates(saying):
    claim, document = saying("China", "bans", "Nvidia", 1)
    briefing = brief([(claim, replace(document, published=None))], Subject())
    assert not [found for found in briefing.findings if isinstance(found, Emerging)]


def test_only_what_is_denied(saying, iri):
    briefing = brief([saying("Huawei", "bans", "Nvidia", 1, polarity="negated")], Subject((iri("Huawei"),)))
    assert (briefing.facts, briefing.neighbours, briefing.findings) == ((), (), ())
    assert len(briefing.unproven) == 1
