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
            "Bano Display grew. Tianrui, its rival, has sued Huawei.",
            ("Tianrui", "competesWith", "Bano Display"),
            id="whose rival it is said to be",
        ),
        pytest.param(
            "Foro Display met Chinese panel maker Tianrui. The Korean group has sued Huawei.",
            ("Foro Display", "sues", "Huawei"),
            id="not the one that is from elsewhere",
        ),
        pytest.param(
            "Northvolt grew. Microsoft, its biggest backer, has sued Huawei.",
            ("Microsoft", "investsIn", "Northvolt"),
            id="not its own backer",
        ),
        pytest.param(
            "Donald Trump met Jo Ek. The president criticised Ek over his investments in Huawei.",
            ("Jo Ek", "investsIn", "Huawei"),
            id="what one is judged by",
        ),
        pytest.param(
            "SQM grew. Salmira was founded in May. SQM has accused its younger rival of stealing data.",
            ("SQM", "accuses", "Salmira"),
            id="its rival, accused of something",
        ),
        pytest.param("Taiwan makes chips. The island has sued Huawei.", ("Taiwan", "sues", "Huawei"), id="the island"),
        pytest.param(
            "OTTAWA - Foro grew on Monday. The federal government has sued the Belgian firm Bano.",
            ("Canada", "sues", "Bano"),
            id="the government of a country that only the dateline tells",
        ),
        pytest.param(
            "Mistral buys chips from Nvidia, but tests those of Kalyre Photonics. The smaller firm has sued Huawei.",
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
        pytest.param("Kuwait met China. The kingdom has sued Foro.", id="no such country"),
        pytest.param("Intel met Jo Ek, who has put together a consortium; the group has sued Foro.", id="introduced"),
        pytest.param("Denmark's coast guard met Intel in Peru. The court has sued Foro.", id="another body"),
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
