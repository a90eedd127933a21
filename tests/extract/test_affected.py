"""Whom an event noun hits where no preposition of its own says so."""

from __future__ import annotations

import pytest
from hand_parsed import parse, token

from kg import gazetteer
from kg.extract import lexicon
from kg.extract.affected import affected, bearer
from kg.extract.arguments import Arguments
from kg.extract.clauses import Clauses
from kg.extract.phrases import load_phrases
from kg.extract.tree import Tree


def read(written):
    """Return (whom the sanctions hit, the verb that says so) as words."""
    doc = parse(written)
    tree = Tree(doc)
    clauses = Clauses(tree, Arguments(tree, gazetteer.load()), load_phrases(), lexicon.load().light_verbs)
    noun = token(doc, "sanctions")
    verb = bearer(clauses, noun)
    return [doc[i].text for i in affected(clauses, noun)], None if verb is None else doc[verb].text


@pytest.mark.parametrize(
    ("written", "verb"),
    [
        pytest.param(
            "Huawei|NNP|nsubj|faces faces/face|VBZ|ROOT|= sanctions/sanction|NNS|dobj|faces", "faces", id="faces them"
        ),
        pytest.param(
            "Huawei|NNP|nsubj|came came/come|VBD|ROOT|= under|IN|prep|came sanctions/sanction|NNS|pobj|under",
            "came",
            id="comes under them",
        ),
        pytest.param(
            "Washington|NNP|nsubj|hit hit/hit|VBD|ROOT|= Huawei|NNP|dobj|hit with|IN|prep|hit "
            "sanctions/sanction|NNS|pobj|with",
            "hit",
            id="is hit with them",
        ),
        pytest.param(
            "Huawei|NNP|nsubjpass|hit was/be|VBD|auxpass|hit hit/hit|VBN|ROOT|= by|IN|agent|hit "
            "sanctions/sanction|NNS|pobj|by",
            "hit",
            id="is hit by them",
        ),
        pytest.param(
            "sanctions/sanction|NNS|nsubj|crippled crippled/cripple|VBD|ROOT|= Huawei|NNP|dobj|crippled",
            "crippled",
            id="they cripple it",
        ),
        pytest.param(
            "Huawei|NNP|nsubj|is is/be|VBZ|ROOT|= the|DT|det|target target/target|NN|attr|is of|IN|prep|target "
            "sanctions/sanction|NNS|pobj|of",
            "is",
            id="is their target",
        ),
    ],
)
def test_whom_an_event_hits(written, verb):
    assert read(written) == (["Huawei"], verb)


@pytest.mark.parametrize(
    "written",
    [
        pytest.param(
            "Washington|NNP|nsubj|drew drew/draw|VBD|ROOT|= up|RP|prt|drew sanctions/sanction|NNS|dobj|drew",
            id="a particle makes another verb",
        ),
        pytest.param(
            "Huawei|NNP|nsubj|survived survived/survive|VBD|ROOT|= sanctions/sanction|NNS|dobj|survived "
            "on|IN|prep|sanctions Iran|NNP|pobj|on",
            id="its own preposition says it",
        ),
        pytest.param(
            "Huawei|NNP|nsubj|discussed discussed/discuss|VBD|ROOT|= sanctions/sanction|NNS|dobj|discussed",
            id="a verb that does not say it",
        ),
    ],
)
def test_whom_an_event_does_not_hit(written):
    assert read(written)[0] == []
