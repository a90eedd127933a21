"""What a measure does is done by whoever made it."""

from __future__ import annotations

from datetime import date

import pytest

from kg import pipeline
from kg.model import Document

pytestmark = pytest.mark.model


def claims(text, relation):
    """Return (subject, object) of what the text states with the relation."""
    documents = [Document("makers", text, published=date(2025, 4, 26))]
    return {
        (claim.subject.label, claim.object.label)
        for _, found in pipeline.extract(documents)
        for claim in found
        if claim.predicate == relation
    }


@pytest.mark.parametrize(
    ("text", "relation", "expected"),
    [
        pytest.param(
            "The Digital Services Act governs Meta.",
            "regulates",
            {("European Union", "Meta")},
            id="whose law the gazetteer knows",
        ),
        pytest.param(
            "The EU raised duties on Chinese cars. The levies hit SAIC.",
            "imposesTariffOn",
            {("European Union", "Chinese cars"), ("European Union", "SAIC")},
            id="who imposed what is mentioned again",
        ),
        pytest.param(
            "The Kremlin's decree stops Russian companies supplying uranium to Japan.",
            "restrictsExportsTo",
            {("Russia", "Japan")},
            id="whose it is",
        ),
        pytest.param(
            "Britain deplored the curbs on gallium that Beijing had brought in overnight.",
            "restrictsExportOf",
            {("China", "gallium")},
            id="in the clause behind the goods",
        ),
        pytest.param("The EU drafted a bill. The bill bans TikTok.", "bans", set(), id="not of a bill"),
        pytest.param("The EU welcomed the law. The law bans TikTok.", "bans", set(), id="not who talks of it"),
        pytest.param("The EU adopted a law. A law bans TikTok.", "bans", set(), id="not of another one"),
    ],
)
def test_acts_through(text, relation, expected):
    assert claims(text, relation) == expected
