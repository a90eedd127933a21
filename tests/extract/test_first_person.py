""" "We" in a quotation stands for whom the speaker speaks for."""

from __future__ import annotations

from datetime import date

import pytest

from kg import pipeline
from kg.model import Document

pytestmark = pytest.mark.model


def claims(text):
    """Return (subject, relation, object, polarity) of what the text states."""
    documents = [Document("quoted", text, published=date(2025, 4, 26))]
    return {
        (claim.subject.label, claim.predicate, claim.object.label, claim.polarity)
        for _, found in pipeline.extract(documents)
        for claim in found
    }


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        pytest.param(
            '"We will close the gap with Taiwan," Koike, Rapidus\'s president, said.',
            ("Rapidus", "catchesUpWith", "Taiwan", "affirmed"),
            id="the firm of an officer",
        ),
        pytest.param(
            '"We do not depend on ASML," said a spokesman for SMIC.',
            ("SMIC", "dependsOn", "ASML", "negated"),
            id="the firm of a spokesman",
        ),
        pytest.param(
            '"We will restrict exports of gallium to the United States," China\'s commerce minister Wang Wentao said.',
            ("China", "restrictsExportsTo", "United States", "affirmed"),
            id="the country of a minister",
        ),
        pytest.param(
            '"We have never supplied Huawei," TSMC said in a statement.',
            ("TSMC", "supplies", "Huawei", "negated"),
            id="a firm speaks for itself",
        ),
        pytest.param(
            '"It is simple," said Dana Whitlock, chief executive of Graviton Logic. "We compete with Nvidia."',
            ("Graviton Logic", "competesWith", "Nvidia", "affirmed"),
            id="the quotation goes on",
        ),
    ],
)
def test_we(text, claim):
    assert claim in claims(text)


def test_nobody_speaks():
    assert not {claim for claim in claims("We compete with Nvidia.") if claim[1] == "competesWith"}
