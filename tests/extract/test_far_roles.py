"""Fillers of roles that stand a step away from where the grammar has them."""

from __future__ import annotations

import pytest

from kg import pipeline
from kg.model import Document

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        pytest.param(
            "Samsung had been robbed of its battery recipe by SMIC.",
            ("SMIC", "attacks", "Samsung"),
            id="agent hung on the noun before it",
        ),
        pytest.param(
            "Beijing's curbs on antimony, imposed in revenge for American controls on chips, sent prices soaring.",
            ("China", "retaliatesAgainst", "United States"),
            id="who imposed what is described by a participle",
        ),
        pytest.param(
            "Lumeris Photonics, an Eindhoven-based maker of lasers, has sued its former supplier Castelin GmbH in "
            "Munich, accusing the German company of stealing its designs.",
            ("Lumeris Photonics", "accuses", "Castelin GmbH"),
            id="a maker is nobody beside the names",
        ),
        pytest.param(
            "China's defence ministry said the talks were directed against Japan, and threatened tariffs on Manila.",
            ("China's Defence Ministry", "threatens", "Philippines"),
            id="second verb of the main clause",
        ),
        pytest.param(
            "Washington ordered ByteDance to sell the app or face a ban.",
            ("United States", "threatens", "ByteDance"),
            id="joined verb",
        ),
        pytest.param(
            "Blacksburg argued that Nvidia must stop its sales, and Beijing insisted that Japan must lift the curbs.",
            ("China", "requests", "Japan"),
            id="auxiliary",
        ),
        pytest.param(
            "Wang Yi demanded that Washington lift its sanctions on Chinese companies and accused it of bullying.",
            ("Wang Yi", "accuses", "United States"),
            id="past tense goes not on with what was demanded",
        ),
        pytest.param(
            "Ursula von der Leyen used her speech to announce that the EU would ban TikTok and to urge Mr Trump to "
            "act.",
            ("Ursula von der Leyen", "requests", "Donald Trump"),
            id="infinitive goes on with an infinitive",
        ),
        pytest.param(
            "Oxbridge Ionics raised £120mn in July in a round led by SoftBank, with Parkwalk and the National Wealth "
            "Fund also taking part, and is building a 256-qubit machine for the National Quantum Computing Centre "
            "at Harwell.",
            ("Oxbridge Ionics", "develops", "256-qubit machine"),
            id="tense goes not on with a participle",
        ),
        pytest.param(
            '"Nobody should mistake this for a thaw," said Priya Venkataraman, a China watcher at the Lowy Institute.',
            ("Priya Venkataraman", "worksFor", "Lowy Institute"),
            id="described by any noun",
        ),
        pytest.param(
            "Analysts at Mandiant, the security firm that Google bought in 2022, were not surprised.",
            ("Google", "acquires", "Mandiant"),
            id="relative clause of a description",
        ),
        pytest.param(
            "Infineon is listed in Germany. Its main rival, the Geneva-based STMicroelectronics, has struggled.",
            ("STMicroelectronics", "competesWith", "Infineon"),
            id="name with its seat before it",
        ),
        pytest.param(
            "Germany has been more cautious than Poland, which has weaned itself off Russian gas.",
            ("Poland", "dependsOn", "Russian gas"),
            id="reflexive of a relative clause",
        ),
        pytest.param(
            "The European Union has hit Huawei, a telecoms firm, and two banks with sanctions for spying.",
            ("European Union", "sanctions", "Huawei"),
            id="preposition behind a list",
        ),
        pytest.param(
            "Washington will impose tariffs on Pyongyang if it sells artillery shells to Russia.",
            ("North Korea", "supplies", "Russia"),
            id="whom a measure hits if it does",
        ),
        pytest.param(
            "The US sanctioned ten companies for aiding Russia's war, including Huawei and ZTE.",
            ("United States", "sanctions", "Huawei"),
            id="members of what stands before",
        ),
        pytest.param(
            "Scott Bessent flew to Madrid for an eighth round of talks with He Lifeng.",
            ("Scott Bessent", "meetsWith", "He Lifeng"),
            id="round of what",
        ),
        pytest.param(
            "India's refiners keep buying crude from Rosneft.",
            ("Rosneft", "supplies", "India's refiners"),
            id="keeps on",
        ),
        pytest.param(
            "Emmanuel Macron threatened to trigger the bloc's anti-coercion instrument if America annexed Greenland.",
            ("Emmanuel Macron", "threatens", "United States"),
            id="condition of a threat",
        ),
        pytest.param(
            "Leaders of the G7 pledged on Tuesday to stand with Ukraine.",
            ("G7", "supports", "Ukraine"),
            id="leaders of a bloc",
        ),
        pytest.param(
            "Daeshin Rocketworks, a Changwon firm, was hacked.",
            ("Daeshin Rocketworks", "basedIn", "Changwon"),
            id="town before a firm",
        ),
    ],
)
def test_found(text, claim):
    found = pipeline.extract([Document("far", text)])
    assert claim in {(c.subject.label, c.predicate, c.object.label) for _, claims in found for c in claims}
