"""What must come out of one agency report on China's self-reliance in AI, and what must not.

The report is not part of the project: the tests look for it beside the checkout.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from kg import ingest, pipeline

ARTICLE = Path(__file__).parents[3] / "shared" / "articles" / "self-reliance-in-ai.txt"

pytestmark = [
    pytest.mark.model,
    pytest.mark.skipif(not ARTICLE.is_file(), reason="the article is not beside the checkout"),
]


@pytest.fixture(scope="module")
def claims():
    """Return the claims of the report."""
    ((_, claims),) = pipeline.extract(ingest.read([ARTICLE], skipped=lambda skip: pytest.fail(skip.reason)))
    return claims


def find(claims, subject, predicate, object_):
    """Return the only claim of the relation between the two."""
    (claim,) = [
        claim
        for claim in claims
        if (claim.subject.label, claim.predicate, claim.object.label) == (subject, predicate, object_)
    ]
    return claim


@pytest.mark.parametrize(
    ("subject", "predicate", "object_", "words"),
    [
        ("China", "competesWith", "United States", "China competes with the US"),
        ("DeepSeek", "released", "AI reasoning model", "when it introduced an AI reasoning model"),
        ("DeepSeek", "basedIn", "China", "The Chinese startup DeepSeek"),
        ("Xi Jinping", "leads", "China", "China’s President Xi Jinping"),
        ("OpenAI", "released", "ChatGPT", "OpenAI’s ChatGPT"),
    ],
)
def test_asserts(claims, subject, predicate, object_, words):
    claim = find(claims, subject, predicate, object_)
    assert claim.asserted
    assert words in claim.evidence.quote


def test_denies_that_china_lags(claims):
    claim = find(claims, "China", "lagsBehind", "United States")
    assert claim.polarity == "negated"
    assert "China was not necessarily behind the US" in claim.evidence.quote


def test_leaves_the_closing_of_the_gap_to_analysts(claims):
    claim = find(claims, "China", "catchesUpWith", "United States")
    assert (claim.polarity, claim.attributed_to.label) == ("affirmed", "analysts")


def test_leaves_the_claim_of_simpler_chips_to_deepseek(monkeypatch):
    """It is no fact, and too unsure to be made: "it" may be the firm, and both ends are common nouns."""
    monkeypatch.setattr("kg.extract.claims.LEAST", 0.0)
    ((_, claims),) = pipeline.extract(ingest.read([ARTICLE], skipped=lambda skip: pytest.fail(skip.reason)))
    (claim,) = [claim for claim in claims if "chips" in claim.object.label]
    assert claim.object.label == "less sophisticated chips"
    assert (claim.modality, claim.attributed_to.label) == ("alleged", "DeepSeek")


def test_does_not_assert_that_sanctions_hinder_china(claims):
    about = [claim for claim in claims if "hindering" in claim.evidence.quote]
    assert about
    for claim in about:
        names = {claim.subject.label, claim.object.label}
        assert not (claim.asserted and any("China" in name or "AI industry" in name for name in names))
