"""A claim that is less likely than not is not made, and `kg explain` says so."""

from __future__ import annotations

import pytest
from extracted import claims

from kg.annotate import annotate
from kg.extract import RuleExtractor
from kg.extract.explain import explain
from kg.model import Document

DOUBTFUL = "Samsung and Nokia met. It may sue customers who copy chips."
"""Which of them "it" is, nobody can tell, and of whose customers it is said, neither."""


@pytest.mark.model
def test_what_is_less_likely_than_not_is_left_out():
    assert claims(DOUBTFUL, "sues") == set()
    assert claims(DOUBTFUL.replace("Samsung and Nokia met. It may sue customers", "Samsung sued Sony"), "sues")
    [(_, [doc])] = annotate([Document("text", DOUBTFUL)])
    attempts = [
        attempt
        for sentence in explain(doc, RuleExtractor())
        for predicate in sentence.predicates
        for attempt in predicate.attempts
        if attempt.relation == "sues" and attempt.outcome == "too unsure"
    ]
    assert "less likely than not" in attempts[0].reason
