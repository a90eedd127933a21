"""Whom descriptions mean, as claims tell: firms by their trade, "its rival", "the supplier", "the government"."""

from __future__ import annotations

import pytest

from kg import gazetteer, pipeline
from kg.annotate.trades import load_trades
from kg.model import Document


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "claim"),
    [
        pytest.param(
            "Intel is in talks with Airbus. The planemaker has sued Foro.",
            ("Airbus", "sues", "Foro"),
            id="by its trade",
        ),
        pytest.param(
            "ByteDance bought TikTok years ago. India has banned the app.", ("India", "bans", "TikTok"), id="the app"
        ),
        pytest.param(
            "Nvidia and AMD sell chips. The chipmaker cut its prices. Its smaller rival has sued Huawei.",
            ("AMD", "sues", "Huawei"),
            id="its rival acts",
        ),
        pytest.param(
            "Nvidia and AMD sell chips. The chipmaker cut its prices. Its smaller rival has sued Huawei.",
            ("AMD", "competesWith", "Nvidia"),
            id="its rival is one",
        ),
        pytest.param(
            "Ericsson and Nokia made bids. The Swedish company or its Finnish rival will sue Huawei.",
            ("Nokia", "sues", "Huawei"),
            id="its Finnish rival",
        ),
        pytest.param(
            "Foro Photonics ordered tools from Bano Systems. The supplier has sued Huawei.",
            ("Bano Systems", "sues", "Huawei"),
            id="the supplier",
        ),
        pytest.param(
            "TOKYO - Japan and the Netherlands met on Monday. The government has sanctioned Huawei.",
            ("Japan", "sanctions", "Huawei"),
            id="the government of the dateline",
        ),
        pytest.param(
            "America has sanctioned the government in Belgrade.",
            ("United States", "sanctions", "Serbia"),
            id="the government in its capital",
        ),
        pytest.param(
            "Foro's chairman, Raghav Menon, left. Menon said his group had sued Huawei.",
            ("Foro", "sues", "Huawei"),
            id="his group",
        ),
        pytest.param(
            "Mistral AI grew. The French lab has sued Huawei.", ("Mistral AI", "sues", "Huawei"), id="the French lab"
        ),
        pytest.param(
            "Mistral buys chips from Nvidia, but is testing those of Kalyre Photonics. The smaller firm has sued Huawei.",
            ("Kalyre Photonics", "sues", "Huawei"),
            id="the smaller firm",
        ),
    ],
)
def test_described(text, claim):
    found = pipeline.extract([Document("described", text)])
    assert claim in {(c.subject.label, c.predicate, c.object.label) for _, claims in found for c in claims}


@pytest.mark.model
@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Intel met Airbus. The carmaker has sued Foro.", id="no such trade"),
        pytest.param("Samsung met Intel and Sony. Its rival has sued Foro.", id="one of several rivals"),
        pytest.param("Japan met China and Peru. The government has sued Foro.", id="one of several governments"),
        pytest.param("Gujarat is in India. The state government has sued Foro.", id="a state's government"),
    ],
)
def test_nobody_is_guessed(text):
    found = pipeline.extract([Document("described", text)])
    assert [c for _, claims in found for c in claims if c.predicate == "sues" and c.subject.label[0].isupper()] == []


def test_trades_are_of_known_firms():
    assert [key for key in load_trades().firms if key not in gazetteer.load().entities] == []
