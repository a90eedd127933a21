"""The questions that extraction asks of a dependency parse."""

from __future__ import annotations

import pytest
from hand_parsed import parse, token

from kg.extract.tree import Tree


def words(doc, tokens):
    return [doc[i].text for i in tokens]


@pytest.mark.parametrize(
    ("verb", "passive", "written"),
    [
        (
            "sanctioned",
            False,
            "Washington|NNP|nsubj|sanctioned sanctioned/sanction|VBD|ROOT|= Huawei|NNP|dobj|sanctioned",
        ),
        (
            "sanctioned",
            True,
            "Huawei|NNP|nsubjpass|sanctioned was/be|VBD|auxpass|sanctioned sanctioned/sanction|VBN|ROOT|=",
        ),
        (
            "sanctioned",
            False,
            "Washington|NNP|nsubj|sanctioned has/have|VBZ|aux|sanctioned sanctioned/sanction|VBN|ROOT|=",
        ),
        ("made", True, "chips/chip|NNS|ROOT|= made/make|VBN|acl|chips by|IN|agent|made Samsung|NNP|pobj|by"),
        ("making", False, "firms/firm|NNS|ROOT|= making/make|VBG|acl|firms chips/chip|NNS|dobj|making"),
        (
            "fined",
            True,
            "ZTE|NNP|nsubjpass|banned was/be|VBD|auxpass|banned banned/ban|VBN|ROOT|= and|CC|cc|banned "
            "fined/fine|VBN|conj|banned",
        ),
    ],
)
def test_passive(written, verb, passive):
    doc = parse(written)
    assert Tree(doc).is_passive(token(doc, verb)) is passive


COORDINATION = (
    "Huawei|NNP|nsubj|compete and|CC|cc|Huawei ZTE|NNP|conj|Huawei compete|VBP|ROOT|= with|IN|prep|compete "
    "Nokia|NNP|pobj|with ,|,|punct|Nokia Ericsson|NNP|conj|Nokia and|CC|cc|Ericsson Samsung|NNP|conj|Ericsson"
)


def test_conjuncts_are_chained_in_reading_order():
    doc = parse(COORDINATION)
    tree = Tree(doc)
    assert words(doc, tree.conjuncts(token(doc, "Huawei"))) == ["Huawei", "ZTE"]
    assert words(doc, tree.conjuncts(token(doc, "Nokia"))) == ["Nokia", "Ericsson", "Samsung"]
    assert words(doc, [tree.first_conjunct(token(doc, name)) for name in ("Samsung", "Nokia")]) == ["Nokia", "Nokia"]


@pytest.mark.parametrize(
    ("written", "governor", "preposition", "objects"),
    [
        (COORDINATION, "compete", "with", ["Nokia"]),
        (COORDINATION, "compete", "against", []),
        (
            "China|NNP|nsubj|is is/be|VBZ|ROOT|= ahead|RB|advmod|is of|IN|prep|ahead Taiwan|NNP|pobj|of",
            "is",
            "ahead of",
            ["Taiwan"],
        ),
        (
            "invests/invest|VBZ|ROOT|= in|IN|prep|invests and|CC|cc|in around|IN|conj|in Munich|NNP|pobj|around",
            "invests",
            "in",
            ["Munich"],
        ),
        ("banned/ban|VBN|ROOT|= by|IN|agent|banned Washington|NNP|pobj|by", "banned", "by", ["Washington"]),
        (
            "Huawei|NNP|dobj|barred barred/bar|VBD|ROOT|= from|IN|prep|barred buying/buy|VBG|pcomp|from",
            "barred",
            "from",
            ["buying"],
        ),
    ],
)
def test_preposition_objects(written, governor, preposition, objects):
    doc = parse(written)
    assert words(doc, Tree(doc).preposition_objects(token(doc, governor), preposition)) == objects


RELATIVE = (
    "The|DT|det|firm firm|NN|nsubj|is that|WDT|nsubj|sued sued/sue|VBD|relcl|firm Apple|NNP|dobj|sued "
    "is/be|VBZ|ROOT|= small|JJ|acomp|is"
)


def test_relative_pronoun_and_the_noun_that_it_stands_for():
    doc = parse(RELATIVE)
    tree = Tree(doc)
    assert words(doc, filter(tree.is_relative_pronoun, range(len(doc)))) == ["that"]
    assert tree.relative_head(token(doc, "sued")) == token(doc, "firm")
    assert tree.relative_head(token(doc, "is")) is None


def test_conjunction_that_is_no_relative_pronoun():
    doc = parse(
        "Samsung|NNP|nsubj|said said/say|VBD|ROOT|= that|IN|mark|left Huawei|NNP|nsubj|left left/leave|VBD|ccomp|said"
    )
    assert not Tree(doc).is_relative_pronoun(token(doc, "that"))


def test_clause_of_a_word_is_the_smallest_around_it():
    doc = parse(RELATIVE)
    tree = Tree(doc)
    assert tree.clause_of(token(doc, "Apple")) == token(doc, "sued")
    assert tree.clause_of(token(doc, "firm")) == token(doc, "is")


def test_noun_start_is_the_first_premodifier():
    doc = parse(
        "Apple|NNP|nsubj|bought bought/buy|VBD|ROOT|= an|DT|det|plant old|JJ|amod|plant chip|NN|compound|plant "
        "plant|NN|dobj|bought"
    )
    assert Tree(doc).noun_start(token(doc, "plant")) == token(doc, "an")


def test_every_token_knows_its_sentence():
    doc = parse(
        "Huawei|NNP|nsubj|sued sued/sue|VBD|ROOT|= .|.|punct|sued Samsung|NNP|nsubj|settled "
        "settled/settle|VBD|ROOT|= .|.|punct|settled"
    )
    tree = Tree(doc)
    assert tree.sentences == [(0, 3), (3, 6)]
    assert tree.sentence == [0, 0, 0, 1, 1, 1]


def test_a_coordination_may_be_as_long_as_it_likes():
    names = [f"N{i}" for i in range(2_000)]
    doc = parse(" ".join(["N0|NNP|ROOT|=", *(f"N{i}|NNP|conj|N{i - 1}" for i in range(1, 2_000))]))
    assert words(doc, Tree(doc).conjuncts(0)) == names
