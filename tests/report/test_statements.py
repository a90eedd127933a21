"""What is well supported, and what is disputed."""

from __future__ import annotations

import pytest

from kg.analyse import Affiliations, Cited, day_of
from kg.report.statements import contested, gather, hedge, supported, unproven


@pytest.fixture
def statements(pairs):
    cited = [Cited(claim, document, day_of(claim, document)) for claim, document in pairs]
    return gather(cited, Affiliations.of(claim for claim, _ in pairs), "government")


def said(found):
    return [f"{s.subject_label} {s.relation} {s.object_label}" for s in found]


def test_supported_by_publishers_first(statements):
    found = supported(statements, 2)
    assert said(found)[0] == "United States sanctions Huawei"
    # Articles 1, 2 and 3 affirm it, that of the Commerce Department counted for its country; article 4 denies it.
    assert (found[0].documents, found[0].publishers, found[0].dissent) == (3, 3, 1)


def test_contested(statements):
    assert said(contested(statements, 9)) == ["United States sanctions Huawei"]


def test_unproven(statements):
    # Nobody says as a fact that Nvidia attacks Huawei. A plan is no dispute.
    assert said(unproven(statements, 9)) == ["Nvidia attacks Huawei"]


def test_symmetric_statements_are_one(saying):
    pairs = [saying("China", "meetsWith", "Japan", 1), saying("Japan", "meetsWith", "China", 2)]
    cited = [Cited(claim, document, None) for claim, document in pairs]
    [one] = gather(cited, Affiliations.of(claim for claim, _ in pairs), "actor")
    assert (one.subject_label, one.object_label, one.documents) == ("China", "Japan", 2)


def test_nothing_of_one_with_itself(saying):
    claim, document = saying("US Commerce Department", "supports", "United States", 1)
    affiliations = Affiliations.of([claim])
    assert gather([Cited(claim, document, None)], affiliations, "government") == []
    assert len(gather([Cited(claim, document, None)], affiliations, "actor")) == 1


@pytest.mark.parametrize(
    ("qualifiers", "words"),
    [
        ({}, ""),
        ({"polarity": "negated"}, "denied"),
        ({"polarity": "negated", "modality": "alleged"}, "denied, alleged"),
        ({"modality": "planned"}, "planned"),
    ],
)
def test_hedge(saying, qualifiers, words):
    assert hedge(saying("China", "bans", "Nvidia", 1, **qualifiers)[0]) == words
