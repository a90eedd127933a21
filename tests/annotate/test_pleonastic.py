"""Which "it" refers to nobody."""

from __future__ import annotations

import pytest
from hand_parsed import parse

from kg import nouns
from kg.annotate.pleonastic import load_pleonastic

THAT_HE_WON = "that|IN|mark|won he|PRP|nsubj|won won/win|VBD|ccomp|"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("It|PRP|nsubj|is is/be|VBZ|ROOT|= unclear|JJ|acomp|is .|.|punct|is", True),
        (
            f"It|PRP|nsubj|is is/be|VBZ|ROOT|= likely|JJ|acomp|is {THAT_HE_WON}likely",
            True,
        ),
        ("It|PRP|nsubj|is is/be|VBZ|ROOT|= likely|JJ|acomp|is to|TO|aux|win win/win|VB|xcomp|likely", False),
        ("It|PRP|nsubj|is is/be|VBZ|ROOT|= able|JJ|acomp|is to|TO|aux|win win/win|VB|xcomp|able", False),
        (
            "It|PRP|nsubj|takes takes/take|VBZ|ROOT|= years/year|NNS|dobj|takes to|TO|aux|win win/win|VB|xcomp|takes",
            True,
        ),
        ("It|PRP|nsubj|takes takes/take|VBZ|ROOT|= control/control|NN|dobj|takes .|.|punct|takes", False),
        (
            "It|PRP|nsubj|remains remains/remain|VBZ|ROOT|= to|TO|aux|seen be|VB|auxpass|seen "
            "seen/see|VBN|xcomp|remains .|.|punct|remains",
            True,
        ),
        (
            f"It|PRP|nsubjpass|said was/be|VBD|auxpass|said said/say|VBN|ROOT|= {THAT_HE_WON}said",
            True,
        ),
        (
            f"It|PRP|nsubjpass|told was/be|VBD|auxpass|told told/tell|VBN|ROOT|= {THAT_HE_WON}told",
            False,
        ),
        ("It|PRP|nsubj|is is/be|VBZ|ROOT|= the|DT|det|aim aim/aim|NN|attr|is .|.|punct|is", True),
        ("It|PRP|nsubj|is is/be|VBZ|ROOT|= the|DT|det|maker maker/maker|NN|attr|is .|.|punct|is", False),
        ("We|PRP|nsubj|did did/do|VBD|ROOT|= it|PRP|dobj|did .|.|punct|did", True),
        ("We|PRP|nsubj|sued sued/sue|VBD|ROOT|= it|PRP|dobj|sued .|.|punct|sued", False),
    ],
)
def test_pleonastic(written, expected):
    doc = parse(written)
    [it] = [token for token in doc if token.lower_ == "it"]
    assert load_pleonastic().is_pleonastic(it, nouns.load()) is expected
