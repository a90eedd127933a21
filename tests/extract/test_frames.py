"""Frames that are tried on a predicate: what they match, and the reason they give if they match nothing."""

from __future__ import annotations

import pytest
from hand_parsed import parse

from kg import gazetteer
from kg.extract.arguments import Arguments
from kg.extract.clauses import Clauses
from kg.extract.frames import matches, trials
from kg.extract.lexicon import Frame, Lexicon
from kg.extract.phrases import load_phrases
from kg.extract.tree import Tree
from kg.extract.verdicts import verdict

SUED = "Huawei|NNP|nsubj|sued sued/sue|VBD|ROOT|= {} in|IN|prep|sued Munich|NNP|pobj|in"
SAMSUNG = "Samsung|NNP|dobj|sued"
RAIN = "rain|NN|dobj|sued"
HUAWEI = "Huawei|NNP|dobj|sued"


def frame(**parts):
    defaults = {
        "relation": "sues",
        "kind": "verb",
        "triggers": ("sue",),
        "subject": ("subject",),
        "object": ("object",),
        "conditions": (),
        "exclusions": (),
        "subject_types": ("Company",),
        "object_types": ("Company",),
    }
    return Frame(**{**defaults, **parts})


def try_on(written, tried):
    """Return the parse's clauses and the only trial of the frame."""
    tree = Tree(parse(written))
    clauses = Clauses(tree, Arguments(tree, gazetteer.load()), load_phrases(), frozenset())
    lexicon = Lexicon({}, {(tried.kind, word): (tried,) for word in tried.triggers}, frozenset(), frozenset())
    (trial,) = trials(clauses, lexicon)
    pairs = [[(match.subject, match.object) for match in found] for found in (matches(clauses, lexicon), trial.matches)]
    assert pairs[0] == pairs[1]
    return clauses, trial


def test_a_match_has_no_failure():
    _, trial = try_on(SUED.format(SAMSUNG), frame())
    assert [(match.subject.label, match.object.label) for match in trial.matches] == [("Huawei", "Samsung")]
    assert trial.failure is None


@pytest.mark.parametrize(
    ("written", "tried", "outcome", "reason"),
    [
        pytest.param(
            SUED.format(SAMSUNG),
            frame(conditions=((("over", "for"), frozenset({"patent", "chip"})),)),
            "condition not met",
            "over|for is not filled; needs chip|patent",
            id="with, unfilled",
        ),
        pytest.param(
            SUED.format(SAMSUNG),
            frame(conditions=((("on",), frozenset({"*"})), (("in",), frozenset({"Paris"})))),
            "condition not met",
            "on is not filled; needs filled",
            id="with, the first of two",
        ),
        pytest.param(
            SUED.format(SAMSUNG),
            frame(conditions=((("in", "at"), frozenset({"Paris"})),)),
            "condition not met",
            "in is “Munich” (Place); needs Paris",
            id="with, another filler",
        ),
        pytest.param(
            SUED.format(SAMSUNG),
            frame(exclusions=((("in",), frozenset({"Place"})),)),
            "excluded",
            "in is “Munich” (Place); must not be Place",
            id="without",
        ),
        pytest.param(
            SUED.format(SAMSUNG),
            frame(subject_types=("Country", "Person")),
            "no subject",
            "subject is “Huawei” (Company); admitted: Country|Person",
            id="subject of another class",
        ),
        pytest.param(
            SUED.format(SAMSUNG),
            frame(object_types=("Product",)),
            "no object",
            "object is “Samsung” (Company); admitted: Product",
            id="object of another class",
        ),
        pytest.param(
            SUED.format(RAIN),
            frame(),
            "no object",
            "object is “rain”, no argument; admitted: Company",
            id="object that is no argument",
        ),
        pytest.param(
            SUED.format(SAMSUNG), frame(object=("over",)), "no object", "over is not filled", id="object unfilled"
        ),
        pytest.param(
            SUED.format(HUAWEI), frame(), "no object", "object is “Huawei” (Company): the subject itself", id="itself"
        ),
        pytest.param(
            "Kishida|NNP|nsubj|led led/lead|VBD|ROOT|= Korea|NNP|dobj|led",
            frame(triggers=("lead",), subject_types=("Person",), object_types=("Country",), at_home=True),
            "of two countries",
            "object is “Korea” = South Korea (Country): not the country that the gazetteer gives the subject",
            id="away from home",
        ),
        pytest.param(
            SUED.format(SAMSUNG),
            frame(object=("subject",)),
            "no pair",
            "subject is “Huawei” (Company): it takes two",
            id="pair of one",
        ),
    ],
)
def test_a_failure_says_what_is_there_and_what_is_wanted(written, tried, outcome, reason):
    clauses, trial = try_on(written, tried)
    assert trial.matches == []
    why = verdict(clauses, trial)
    assert (why.outcome, why.reason) == (outcome, reason)


def test_a_pair_that_acts_with_a_third_is_no_pair():
    written = (
        "Huawei|NNP|nsubj|work and|CC|cc|Huawei Samsung|NNP|conj|Huawei work|VBP|ROOT|= with|IN|prep|work "
        "Nvidia|NNP|pobj|with"
    )
    clauses, trial = try_on(written, frame(triggers=("work",), object=("subject",)))
    assert verdict(clauses, trial).outcome == "act with a third"


def test_what_matches_has_no_verdict():
    clauses, trial = try_on(SUED.format(SAMSUNG), frame())
    with pytest.raises(ValueError, match="sues/sue-object matches"):
        verdict(clauses, trial)
