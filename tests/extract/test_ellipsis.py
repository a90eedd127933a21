"""Clauses whose verb phrase is left out state what the clause before does, of their own subject."""

from __future__ import annotations

import pytest

from kg import pipeline
from kg.model import Document

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Nvidia supplies BYD, but AMD does not.", ("AMD", "supplies", "BYD", "negated")),
        ("Anthropic endorsed the AI Act; Meta did not.", ("Meta", "supports", "AI Act", "negated")),
        ("Denmark has banned Huawei; Norway has so far declined to do so.", ("Norway", "bans", "Huawei", "negated")),
        (
            "Reuters signed a deal with OpenAI in May, as did the Associated Press in July.",
            ("Associated Press", "signsAgreementWith", "OpenAI", "affirmed"),
        ),
    ],
)
def test_left_out(text, claim):
    found = pipeline.extract([Document("short", text)])
    assert claim in {(c.subject.label, c.predicate, c.object.label, c.polarity) for _, claims in found for c in claims}


def test_the_nearest_clause_is_repeated_or_none():
    text = "Nvidia supplies BYD. Analysts were surprised; AMD was asked and did not answer, but Intel did."
    found = pipeline.extract([Document("short", text)])
    assert {c.subject.label for _, claims in found for c in claims if c.predicate == "supplies"} == {"Nvidia"}
