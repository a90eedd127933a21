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


@pytest.mark.parametrize(
    ("text", "stated", "not_stated"),
    [
        pytest.param(
            "OneWeb is backed by Bharti Enterprises, the French operator Eutelsat and the British state.",
            ("United Kingdom", "funds", "OneWeb"),
            ("Bharti Enterprises", "basedIn", "France"),
            id="one more of a list, read as a description",
        ),
        pytest.param(
            "Nyrstar, a Trafigura-owned smelter group, and Nexperia, a chipmaker, are growing.",
            ("Nyrstar", "subsidiaryOf", "Trafigura"),
            ("Nexperia", "subsidiaryOf", "Trafigura"),
            id="second of two names, read with a description",
        ),
        pytest.param(
            "Huawei, which designs chips, and ZTE, which sells radios, denounced the Netherlands.",
            ("Huawei", "criticizes", "Netherlands"),
            ("ZTE", "develops", "chips"),
            id="two subjects with a clause each",
        ),
        pytest.param(
            "China attacked the Vezhen, a Maltese-flagged ship run by Foxconn, a Taiwan-based company.",
            ("Foxconn", "basedIn", "Taiwan"),
            ("Vezhen", "basedIn", "Malta"),
            id="where something was done is not where it is from",
        ),
        pytest.param(
            "BYD grew, while SAIC, the owner of the MG brand, did not.",
            ("MG", "subsidiaryOf", "SAIC"),
            ("BYD", "subsidiaryOf", "SAIC"),
            id="name before the word for its kind",
        ),
        pytest.param(
            "Joe Biden blocked the takeover, prompting Nippon Steel to sue his administration.",
            ("Nippon Steel", "sues", "United States"),
            ("Nippon Steel", "sues", "Joe Biden"),
            id="a president's administration",
        ),
        pytest.param(
            "Jio worries, while Amazon's Project Kuiper and Starlink grow.",
            ("Amazon", "released", "Project Kuiper"),
            ("Amazon", "released", "Starlink"),
            id="each product of its maker",
        ),
        pytest.param(
            "OneWeb is backed by Bharti Enterprises and the British state.",
            ("United Kingdom", "funds", "OneWeb"),
            ("Bharti Enterprises", "funds", "OneWeb"),
            id="a firm beside a state is no authority",
        ),
        pytest.param(
            "American officials have pressed Jakarta for a critical-minerals pact.",
            ("American officials", "requests", "Indonesia"),
            ("American officials", "proposes", "critical-minerals pact"),
            id="who is pressed for a pact",
        ),
        pytest.param(
            "ASML is putting money into the start-up Mistral, becoming its largest shareholder.",
            ("ASML", "ownsStakeIn", "Mistral AI"),
            ("ASML", "ownsStakeIn", "ASML"),
            id="nobody is a shareholder of himself",
        ),
        pytest.param(
            "STOCKHOLM - A cable to Sweden was cut. Latvia has asked the European Union for money, and Prime Minister "
            "Ieva Grauda said NATO would help.",
            ("Ieva Grauda", "leads", "Latvia"),
            ("Ieva Grauda", "leads", "Sweden"),
            id="office in the country that the sentence speaks of",
        ),
    ],
)
def test_told_apart(text, stated, not_stated):
    found = pipeline.extract([Document("apart", text)])
    claims = {(c.subject.label, c.predicate, c.object.label) for _, claims in found for c in claims}
    assert stated in claims
    assert not_stated not in claims
