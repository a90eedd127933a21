"""What a measure does is done by whoever made it."""

from __future__ import annotations

import pytest
from extracted import claims

pytestmark = pytest.mark.model


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
