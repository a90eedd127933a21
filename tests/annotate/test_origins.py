"""What a text tells of the names in it: their countries, and the nouns they are called by."""

from __future__ import annotations

import pytest
from hand_parsed import parse

from kg import gazetteer, nouns
from kg.annotate.origins import Origins

LEFT = "left/leave|VBD|ROOT|= .|.|punct|left"


def origins(written):
    doc = parse(written, {"Foro": "Company", "Wuhan Foro": "Company"})
    spans = list(doc.spans["names"])
    return Origins(
        gazetteer.load(), spans, {i: span for span in spans for i in range(span.start, span.end)}, nouns.load()
    )


@pytest.mark.parametrize(
    ("written", "name", "country"),
    [
        pytest.param(f"Huawei|NNP|nsubj|left {LEFT}", "huawei", "china", id="known"),
        pytest.param(f"Foro|NNP|nsubj|left {LEFT}", "Foro", None, id="not told"),
        pytest.param(
            f"Finland|NNP|poss|Foro 's|POS|case|Finland Foro|NNP|nsubj|left {LEFT}", "Foro", "finland", id="owner"
        ),
        pytest.param(
            f"Foro|NNP|nsubj|left of|IN|prep|Foro Finland|NNP|pobj|of {LEFT}", "Foro", "finland", id="of a country"
        ),
        pytest.param(
            f"Foro|NNP|nsubj|left a|DT|det|maker Finnish|JJ|amod|maker maker|NN|appos|Foro {LEFT}",
            "Foro",
            "finland",
            id="apposition",
        ),
        pytest.param(
            f"Foro|NNP|nsubj|left an|DT|det|maker Eindhoven|NNP|npadvmod|based -|HYPH|punct|based "
            f"based|VBN|amod|maker maker|NN|appos|Foro {LEFT}",
            "Foro",
            "netherlands",
            id="apposition with a place",
        ),
        pytest.param(
            f"Foro|NNP|nsubj|left based/base|VBN|acl|Foro in|IN|prep|based Finland|NNP|pobj|in {LEFT}",
            "Foro",
            "finland",
            id="based in",
        ),
        pytest.param(
            "Foro|NNP|nsubjpass|founded was/be|VBD|auxpass|founded founded/found|VBN|ROOT|= in|IN|prep|founded "
            "Finland|NNP|pobj|in .|.|punct|founded",
            "Foro",
            "finland",
            id="was founded in",
        ),
        pytest.param(
            f"Wuhan|NNP|compound|Foro Foro|NNP|nsubj|left {LEFT}", "Wuhan Foro", "china", id="a place in the name"
        ),
    ],
)
def test_countries(written, name, country):
    assert origins(written).countries.get(name) == country


def test_nouns():
    told = origins(f"Foro|NNP|nsubj|left a|DT|det|lender lender|NN|appos|Foro {LEFT}")
    assert told.nouns["Foro"] == {"foro", "lender"}


def test_thing_by_what_it_is_called():
    told = origins(f"Foro|NNP|nsubj|left a|DT|det|chip chip|NN|appos|Foro {LEFT}")
    assert told.things == {"Foro": "Chip"}


def test_place_without_a_country_is_kept_as_written():
    told = origins(f"Foro|NNP|nsubj|left based/base|VBN|acl|Foro in|IN|prep|based Ulmia|NNP|pobj|in {LEFT}")
    assert told.places["Foro"] == {"Ulmia"}
