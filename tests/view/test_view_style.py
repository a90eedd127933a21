"""Colours and shapes."""

from __future__ import annotations

import shutil

import pytest

from kg.errors import OntologyError
from kg.resources import ontology_dir
from kg.view.style import read, style
from kg.vocab import class_ancestors, relations


def test_every_class_of_an_argument_has_a_look_of_its_kind():
    classes = {name for name, above in class_ancestors().items() if "Entity" in above} - {"Entity", "Agent"}
    assert "AIModel" in classes
    for name in classes:
        assert style().of_class(name, class_ancestors()) != style().fallback


def test_a_class_looks_like_the_nearest_listed_above_it():
    look = style()
    above = {
        "Chip": {"Chip", "Product", "Technology"},
        "Product": {"Product", "Technology"},
        "Technology": {"Technology"},
    }
    assert look.of_class("Chip", above) == look.classes["Product"] != look.classes["Technology"]
    assert look.of_class("Nonsense", above) == look.fallback


def test_kinds_differ_in_shape_or_colour():
    looks = [(entry["shape"], *entry["colour"]) for entry in style().classes.values()]
    assert len(set(looks)) == len(looks)


def test_signs_differ_in_dash_as_well_as_in_colour():
    rivalry, cooperation = style().signs["rivalry"], style().signs["cooperation"]
    assert rivalry["dash"] != cooperation["dash"]
    assert rivalry["colour"] != cooperation["colour"]
    assert style().hedged["dash"] not in (rivalry["dash"], cooperation["dash"])


def test_background_relations_exist_and_have_no_sign():
    for name in style().background:
        assert relations()[name].sign == "neutral"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("colour: orange", "colour: mauve", "colour 'mauve' is not in the palette"),
        ("shape: pentagon", "shape: blob", "no shape 'blob'"),
        ("fallback:", "fallbacks:", "'fallback'"),
        ("palette:", "palette: [", "view.yaml:"),
    ],
)
def test_mistakes_are_named(tmp_path, old, new, message):
    path = tmp_path / "view.yaml"
    shutil.copy(ontology_dir() / "view.yaml", path)
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(OntologyError, match=r"view\.yaml") as raised:
        read(path)
    assert message in str(raised.value)
