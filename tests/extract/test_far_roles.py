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
    ],
)
def test_found(text, claim):
    found = pipeline.extract([Document("far", text)])
    assert claim in {(c.subject.label, c.predicate, c.object.label) for _, claims in found for c in claims}
