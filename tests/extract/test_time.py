"""Which date of a sentence is the claim's."""

from __future__ import annotations

from datetime import date

import pytest

from kg import pipeline
from kg.model import Document

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "relation", "first"),
    [
        pytest.param(
            "China's cyberspace regulator on May 21, 2024 barred operators from buying from Micron.",
            "bans",
            date(2024, 5, 21),
            id="between subject and verb",
        ),
        pytest.param("Huawei will launch the Mate 80 in June.", "released", date(2025, 6, 1), id="yet to come"),
        pytest.param(
            "President Trump promised on Thursday to sanction Huawei.", "sanctions", None, id="when it was promised"
        ),
        pytest.param(
            "Intel opened a new front last Wednesday when it sued AMD in Texas.",
            "sues",
            date(2025, 4, 23),
            id="when",
        ),
        pytest.param("Intel said on Friday it had sued AMD.", "sues", None, id="when it was said"),
        pytest.param(
            "Intel, which sued AMD in 2021, was bought by Huawei last year.",
            "sues",
            date(2021, 1, 1),
            id="of its own clause",
        ),
        pytest.param("Huawei works with Oppo on a chip due in 2029.", "cooperatesWith", None, id="of a thing"),
        pytest.param("Four years after India banned TikTok, Apple sued Oppo.", "bans", date(2021, 1, 1), id="counted"),
    ],
)
def test_time(text, relation, first):
    (claims,) = [found for _, found in pipeline.extract([Document("dated", text, published=date(2025, 4, 26))])]
    (claim,) = {claim.time.start if claim.time else None for claim in claims if claim.predicate == relation}
    assert claim == first
