"""What stretches of text refer to: names for pronouns, descriptions and short names, nothing for the rest."""

from __future__ import annotations

import pytest
from hand_parsed import parse
from spacy.tokens import Span

from kg import gazetteer
from kg.annotate.coref import Antecedents
from kg.extract.referents import Referents

HUAWEI_WON = (
    "Huawei|NNP|nsubj|won won/win|VBD|ROOT|= .|.|punct|won It|PRP|nsubj|grew grew/grow|VBD|ROOT|= .|.|punct|grew"
)


def refers(doc, words):
    start = doc.text.index(words)
    return Referents(doc)(start, start + len(words))


def annotated(written):
    return Antecedents(gazetteer.load())(parse(written))


@pytest.mark.parametrize(
    ("written", "words", "names"),
    [
        pytest.param(HUAWEI_WON, "It", ("Huawei",), id="pronoun"),
        pytest.param(HUAWEI_WON, "Huawei", ("Huawei",), id="known name"),
        pytest.param(HUAWEI_WON.replace("Huawei", "Foro"), "Foro", (), id="unknown name, short for nothing"),
        pytest.param(
            "Huawei|NNP|nsubj|met met/meet|VBD|ROOT|= Intel|NNP|dobj|met .|.|punct|met "
            "The|DT|det|companies two|CD|nummod|companies companies/company|NNS|nsubj|grew grew/grow|VBD|ROOT|= "
            ".|.|punct|grew",
            "The two companies",
            ("Huawei", "Intel"),
            id="all of several",
        ),
        pytest.param(
            "New|JJ|amod|chips chips/chip|NNS|nsubj|won won/win|VBD|ROOT|= .|.|punct|won "
            "They|PRP|nsubj|grew grew/grow|VBD|ROOT|= .|.|punct|grew",
            "They",
            (),
            id="common noun",
        ),
        pytest.param(HUAWEI_WON, "grew", (), id="no noun phrase"),
    ],
)
def test_refers(written, words, names):
    assert refers(annotated(written), words) == names


def test_short_name_refers_to_the_full_one():
    doc = parse(HUAWEI_WON.replace("Huawei", "Foro"))
    doc.spans["names"] = [Span(doc, 0, 1, label="Company", span_id="Foro Labs")]
    assert refers(doc, "Foro") == ("Foro Labs",)


def test_outside_of_the_text():
    assert Referents(annotated(HUAWEI_WON))(500, 510) == ()
