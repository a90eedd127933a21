"""What the lexicon misses: predicates between arguments that no frame claims, and what is none."""

from __future__ import annotations

import pytest
from hand_parsed import parse

from kg.extract import RuleExtractor
from kg.extract.gaps import Unclaimed, collect, unclaimed

DAZZLED = "Germany|NNP|nsubj|dazzled dazzled/dazzle|VBD|ROOT|= Samsung|NNP|dobj|dazzled"


def found(written):
    """Return (predicate, roles, classes, names) of the gaps in a parse."""
    places = unclaimed(RuleExtractor().read(parse(written)))
    return [(place.predicate, place.roles, place.types, place.labels) for place in places]


@pytest.mark.parametrize(
    ("written", "gap"),
    [
        pytest.param(
            DAZZLED,
            ("verb: dazzle", ("subject", "object"), ("Country", "Company"), ("Germany", "Samsung")),
            id="verb",
        ),
        pytest.param(
            "Samsung|NNP|nsubjpass|dazzled was/be|VBD|auxpass|dazzled dazzled/dazzle|VBN|ROOT|= in|IN|prep|dazzled "
            "Germany|NNP|pobj|in",
            ("verb: dazzle", ("object", "in"), ("Company", "Country"), ("Samsung", "Germany")),
            id="passive without an agent",
        ),
        pytest.param(
            "Germany|NNP|nsubj|puffed puffed/puff|VBD|ROOT|= up|RP|prt|puffed Samsung|NNP|dobj|puffed",
            ("verb: puff up", ("subject", "object"), ("Country", "Company"), ("Germany", "Samsung")),
            id="particle",
        ),
        pytest.param(
            "Samsung|NNP|poss|bedazzlement 's|POS|case|Samsung bedazzlement|NN|nsubj|grew of|IN|prep|bedazzlement "
            "Huawei|NNP|pobj|of grew/grow|VBD|ROOT|=",
            ("noun: bedazzlement", ("possessor", "of"), ("Company", "Company"), ("Samsung", "Huawei")),
            id="noun",
        ),
        pytest.param(
            "Bedazzlement|NN|nsubj|grew between|IN|prep|Bedazzlement Samsung|NNP|pobj|between and|CC|cc|Samsung "
            "Huawei|NNP|conj|Samsung grew/grow|VBD|ROOT|=",
            ("noun: bedazzlement", ("between", "between"), ("Company", "Company"), ("Samsung", "Huawei")),
            id="pair",
        ),
    ],
)
def test_what_relates_two_arguments_and_makes_no_claim_is_a_gap(written, gap):
    assert found(written) == [gap]


@pytest.mark.parametrize(
    "written",
    [
        pytest.param("Huawei|NNP|nsubj|sued sued/sue|VBD|ROOT|= Samsung|NNP|dobj|sued", id="claimed"),
        pytest.param(
            "China|NNP|nsubj|slapped slapped/slap|VBD|ROOT|= sanctions/sanction|NNS|dobj|slapped "
            "on|IN|prep|slapped Micron|NNP|pobj|on",
            id="claimed by the noun that the verb governs",
        ),
        pytest.param("Germany|NNP|nsubj|dazzled dazzled/dazzle|VBD|ROOT|=", id="one argument"),
        pytest.param(DAZZLED.replace("Samsung|NNP", "rain|NN"), id="no argument"),
        pytest.param(DAZZLED.replace("Samsung", "Germany"), id="itself"),
        pytest.param("Germany|NNP|nsubj|is is/be|VBZ|ROOT|= Samsung|NNP|attr|is", id="copula"),
        pytest.param(
            "companies/company|NNS|nsubj|dazzled dazzled/dazzle|VBD|ROOT|= chips/chip|NNS|dobj|dazzled",
            id="two common nouns",
        ),
    ],
)
def test_what_is_no_gap(written):
    assert found(written) == []


def place(sentence, types=("Country", "Company"), predicate="verb: dazzle", tried=()):
    return Unclaimed(predicate, ("subject", "object"), types, ("a", "b"), True, "x", sentence, sentence, tried)


def test_gaps_are_counted_by_sentence_the_most_frequent_first():
    gaps = collect([place("One."), place("Two.", predicate="verb: daze"), place("Three."), place("One.")])
    assert [(gap.predicate, gap.count) for gap in gaps] == [("verb: dazzle", 2), ("verb: daze", 1)]


def test_a_gap_shows_its_most_frequent_classes_and_examples_of_them():
    usual, rare = ("Country", "Company"), ("Person", "Company")
    (gap,) = collect([place("One.", rare, tried=("sues",)), place("Two.", usual, tried=("bans",)), place("Three.")])
    assert gap.pattern == "verb: dazzle, subject: Country, object: Company"
    assert gap.types == [(usual, 2), (rare, 1)]
    assert [example.sentence for example in gap.examples()] == ["Two.", "Three."]
    assert gap.tried == ["sues", "bans"]
