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
        pytest.param(
            "China hit back on Wednesday, accusing Japan of spying.", "accuses", date(2025, 4, 23), id="told more of"
        ),
        pytest.param(
            "Washington barred Nvidia from selling chips to Huawei in March.",
            "restrictsExportsTo",
            date(2025, 3, 1),
            id="of what is forbidden",
        ),
        pytest.param(
            "Narendra Modi met Xi Jinping at this week's summit in Astana.",
            "meetsWith",
            date(2025, 4, 21),
            id="occasion",
        ),
        pytest.param(
            "Oppo will supply Apple for two years.", "supplies", date(2025, 4, 26), id="for how long from now"
        ),
        pytest.param("Oppo has supplied Apple for two years.", "supplies", date(2023, 4, 26), id="for how long by now"),
        pytest.param("Oppo supplied Apple for two years.", "supplies", None, id="for how long once"),
        pytest.param(
            "China hit back on Friday and put Skydio on its entity list.",
            "sanctions",
            date(2025, 4, 25),
            id="of one subject and tense",
        ),
        pytest.param(
            "Italy was first to ban DeepSeek, on 30 January; Taiwan has since sued Oppo.", "sues", None, id="semicolon"
        ),
        pytest.param(
            "In a complaint filed on Thursday in Texas, Samsung accused BOE of theft.",
            "accuses",
            date(2025, 4, 24),
            id="of the paper that says it",
        ),
        pytest.param(
            "Humain, a firm launched on Monday and owned by Aramco, sued Oppo.",
            "subsidiaryOf",
            None,
            id="of another act",
        ),
        pytest.param(
            "Xi Jinping, speaking on Wednesday, urged Japan to lift the tariffs.",
            "requests",
            date(2025, 4, 23),
            id="speaking",
        ),
        pytest.param(
            "On the sidelines of last week's meeting in Lima, Joe Biden met Xi Jinping.",
            "meetsWith",
            date(2025, 4, 14),
            id="on the sidelines",
        ),
        pytest.param(
            "Talks between China and Japan in Geneva on Thursday ended early.",
            "negotiatesWith",
            date(2025, 4, 24),
            id="within the phrase",
        ),
        pytest.param(
            "The Philippines and the United States, allies since 1951, plan a joint cyber unit.",
            "alliedWith",
            date(1951, 1, 1),
            id="beside the noun",
        ),
        pytest.param(
            "DeepSeek's R1, released in January, competes with o1.", "released", date(2025, 1, 1), id="of a product"
        ),
        pytest.param("Rapidus expects to start producing chips in 2027.", "produces", date(2027, 1, 1), id="to start"),
        pytest.param("From 2026 Volkswagen will supply BMW.", "supplies", date(2026, 1, 1), id="a bare year"),
        pytest.param(
            "Microsoft accused Silk Typhoon of hacking the Treasury in December.",
            "attacks",
            date(2024, 12, 1),
            id="alleged of the past",
        ),
        pytest.param(
            "Alibaba released Qwen on Wednesday, hours after a leak.", "released", date(2025, 4, 23), id="hours"
        ),
        pytest.param(
            "Huawei fell back in 2021, when Washington sanctioned it.",
            "sanctions",
            date(2021, 1, 1),
            id="when, of a date",
        ),
        pytest.param(
            "Japan, which sanctioned the firm's founder, Ren Zhengfei, in 2021, may sue Oppo too.",
            "sanctions",
            date(2021, 1, 1),
            id="behind an apposition",
        ),
        pytest.param(
            "On Thursday, two days after Xi Jinping met Vladimir Putin, Oppo sued Apple.",
            "meetsWith",
            date(2025, 4, 22),
            id="counted from the clause above",
        ),
        pytest.param(
            "Two days after Xi Jinping met Vladimir Putin, Oppo sued Apple on Friday.",
            "meetsWith",
            date(2025, 4, 23),
            id="counted from the clause behind it",
        ),
        pytest.param(
            "Japan and South Korea met on Tuesday to hammer out rules for exports.",
            "negotiatesWith",
            date(2025, 4, 22),
            id="what they met for",
        ),
        pytest.param(
            "Oppo invested in Honor in one of the larger deals in China this year.",
            "investsIn",
            None,
            id="of a superlative",
        ),
        pytest.param(
            "Under an agreement signed on Tuesday, Samsung will supply OpenAI.",
            "signsAgreementWith",
            date(2025, 4, 22),
            id="under what was signed",
        ),
        pytest.param("Intel tried to buy Tower in February.", "acquires", date(2025, 2, 1), id="tried in the past"),
        pytest.param("Four years after India banned TikTok, Apple sued Oppo.", "bans", date(2021, 1, 1), id="counted"),
    ],
)
def test_time(text, relation, first):
    (claims,) = [found for _, found in pipeline.extract([Document("dated", text, published=date(2025, 4, 26))])]
    (claim,) = {claim.time.start if claim.time else None for claim in claims if claim.predicate == relation}
    assert claim == first
