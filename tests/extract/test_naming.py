"""Names that the phrase itself gives: "a chip called X"; parties that stand for their members."""

from __future__ import annotations

import pytest

from kg import pipeline
from kg.model import Document

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Huawei released a chip known as Ascend 910D.", ("Huawei", "released", "Ascend 910D")),
        ("A Shenzhen start-up called Zhongke sued Intel.", ("Zhongke", "basedIn", "Shenzhen")),
        ("A Shenzhen start-up called Zhongke sued Intel.", ("Zhongke", "sues", "Intel")),
        ("DeepSeek's R1 model impressed investors.", ("DeepSeek", "released", "DeepSeek-R1")),
        ("Nikon sells lenses to Semiconductor Manufacturing International Corp.", ("Nikon", "supplies", "SMIC")),
        (
            "The group, which Microsoft has christened Salt Typhoon, broke into the networks of Verizon.",
            ("Salt Typhoon", "attacks", "Verizon"),
        ),
        (
            "Xiaomi adopted BharOS, an operating system. It said that the software lags behind Android.",
            ("BharOS", "lagsBehind", "Android"),
        ),
        ("Tencent trained its own chatbot, Lumo, in secret.", ("Tencent", "develops", "Lumo")),
        ("The phone is powered by a MediaTek Dimensity 8400 processor.", ("phone", "uses", "Dimensity 8400")),
        ("The chatbot runs on 2,000 Nvidia H100 chips.", ("Nvidia", "released", "H100")),
        ("Sen. Ted Cruz is a Republican.", ("Ted Cruz", "memberOf", "Republican Party")),
    ],
)
def test_named(text, claim):
    found = pipeline.extract([Document("named", text)])
    assert claim in {(c.subject.label, c.predicate, c.object.label) for _, claims in found for c in claims}
