"""What ontology/analysis.yaml says, and whether it says something of everything."""

from __future__ import annotations

import pytest

from kg.analyse.knowledge import knowledge, read
from kg.errors import OntologyError
from kg.resources import ontology_dir
from kg.vocab import relations


def test_every_relation_has_a_weight_or_a_reason_for_none():
    known = knowledge()
    assert known.weights.keys() | known.unweighted.keys() == relations().keys()
    assert not known.weights.keys() & known.unweighted.keys()


def test_weights_agree_with_the_signs_of_the_ontology():
    for name, entry in knowledge().weights.items():
        assert (entry.weight > 0) == (relations()[name].sign == "cooperation"), name


def test_weights_are_those_of_the_scale():
    """Values of CAMEO.SCALE.txt of the CAMEO project, by code."""
    scale = {"180": -9.0, "163": -6.5, "172": -5.0, "173": -5.0, "130": -4.4, "120": -4.0, "160": -4.0}
    scale |= {"112": -2.0, "111": -2.0, "090": -2.0, "115": -2.0, "040": 1.0, "051": 3.4, "060": 6.0, "046": 7.0}
    scale |= {"085": 7.0, "071": 7.4, "057": 8.0}
    assert {entry.cameo: entry.weight for entry in knowledge().weights.values()} == scale


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("    sues: {", "    hates: {", "hates is no relation"),
        ("weight: -9.0", "weight: -90", "not between -10 and 10"),
        ("  dependsOn: subject", "  dependsOn: both", "'both' is neither"),
        ("provision:", "providers:", "missing or malformed: KeyError"),
    ],
)
def test_mistakes_are_named(tmp_path, old, new, message):
    text = (ontology_dir() / "analysis.yaml").read_text(encoding="utf-8")
    assert old in text
    file = tmp_path / "analysis.yaml"
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(OntologyError, match=message):
        read(file)
