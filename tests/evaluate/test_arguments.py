"""Figures by kind and class of argument, and by threshold of confidence, on cases counted by hand."""

from __future__ import annotations

import pytest

from kg.evaluate import GoldClaim, GoldDocument, score
from kg.evaluate.arguments import ALL, UNKNOWN, count_arguments
from kg.evaluate.reliability import reliability
from kg.evaluate.report import as_json
from kg.model import Claim, Document, Evidence, Mention


def claim(subject, predicate, object_, *, types=("Company", "Company"), confidence=1.0):
    ends = [Mention(0, 1, name, name, kind) for name, kind in zip((subject, object_), types, strict=True)]
    return Claim("x", ends[0], predicate, ends[1], Evidence(0, 1, "x"), confidence=confidence)


def wanted(subject, predicate, object_, *, optional=False):
    return GoldClaim((subject,), predicate, (object_,), optional=optional)


def measure(gold, claims):
    return score([(GoldDocument(Document("x", "x"), tuple(gold)), claims)], {"competesWith"})


def figures(gold, claims):
    """Return (right, predicted, wanted) by kind and class."""
    counted = count_arguments(measure(gold, claims))
    return {tuple(key): (counts.right, counts.predicted, counts.wanted) for key, counts in counted.items()}


def test_known_entities_have_the_class_of_the_gazetteer():
    found = figures([wanted("China", "bans", "Micron")], [claim("Beijing", "bans", "Micron")])
    assert found == {
        ("known entity", "Country"): (1, 1, 1),
        ("known entity", "Company"): (1, 1, 1),
        ("known entity", ALL): (2, 2, 2),
    }


def test_unknown_names_have_the_class_that_a_claim_of_the_text_gives_them():
    gold = [wanted("Qorlath", "sues", "Velmira"), wanted("Qorlath", "funds", "Ostrava Labs")]
    found = figures(gold, [claim("Qorlath", "sues", "Ostrava Labs", types=("Company", "ResearchOrganization"))])
    assert found == {
        ("unknown name", "Company"): (0, 1, 2),
        ("unknown name", "ResearchOrganization"): (0, 1, 1),
        ("unknown name", UNKNOWN): (0, 0, 1),
        ("unknown name", ALL): (0, 2, 4),
    }


def test_common_nouns_have_the_class_of_their_noun_whether_found_or_not():
    gold = [wanted("China", "bans", "advanced chips"), wanted("China", "bans", "zorbles")]
    found = figures(gold, [])
    assert found["common noun", "Chip"] == (0, 0, 1)
    assert found["common noun", UNKNOWN] == (0, 0, 1)


def test_a_claim_found_in_the_other_order_counts_once_for_each_end():
    found = figures([wanted("China", "competesWith", "Qorlath")], [claim("Qorlath", "competesWith", "China")])
    assert found["known entity", "Country"] == (1, 1, 1)
    assert found["unknown name", "Company"] == (1, 1, 1)


def test_optional_claims_and_repetitions_count_neither_way():
    gold = [wanted("China", "bans", "Micron", optional=True), wanted("Japan", "bans", "Intel")]
    said = claim("Japan", "bans", "Intel")
    found = figures(gold, [claim("China", "bans", "Micron"), said, said])
    assert found["known entity", ALL] == (2, 2, 2)


def test_kinds_add_up_to_twice_the_claims():
    gold = [wanted("China", "bans", "Micron"), wanted("Qorlath", "sues", "Intel"), wanted("China", "bans", "chips")]
    total = measure(gold, [claim("China", "bans", "Micron"), claim("Velmira", "sues", "Intel")])
    kinds = [counts for key, counts in count_arguments(total).items() if key.type == ALL]
    assert sum(counts.right for counts in kinds) == 2 * total.overall.right
    assert sum(counts.predicted for counts in kinds) == 2 * total.overall.predicted
    assert sum(counts.wanted for counts in kinds) == 2 * total.overall.wanted


def test_json_lists_all_classes_first_and_then_the_most_wanted():
    gold = [wanted("China", "bans", "Micron"), wanted("Intel", "sues", "Micron")]
    arguments = as_json(measure(gold, []))["arguments"]
    assert list(arguments) == ["known entity", "unknown name", "common noun"]
    assert list(arguments["known entity"]) == [ALL, "Company", "Country"]
    assert arguments["unknown name"] == {}


def test_a_threshold_keeps_the_claims_at_or_above_it():
    gold = [wanted("China", "bans", "Micron"), wanted("Japan", "bans", "Intel")]
    claims = [
        claim("China", "bans", "Micron", confidence=0.9),
        claim("Japan", "bans", "Intel", confidence=0.6),
        claim("Japan", "bans", "Micron", confidence=0.5),
    ]
    kept = reliability(measure(gold, claims), (0.0, 0.6, 0.9, 0.95))
    assert [(k.counts.right, k.counts.predicted, k.counts.wanted) for k in kept] == [
        (2, 3, 2),
        (2, 2, 2),
        (1, 1, 2),
        (0, 0, 2),
    ]
    assert [k.confidence for k in kept] == pytest.approx([2 / 3, 0.75, 0.9, 0])


def test_a_repetition_stands_in_for_what_a_threshold_leaves_out():
    gold = [wanted("China", "bans", "Micron")]
    claims = [claim("China", "bans", "Micron", confidence=0.5), claim("China", "bans", "Micron", confidence=0.9)]
    (kept,) = reliability(measure(gold, claims), (0.8,))
    assert (kept.counts.right, kept.counts.predicted) == (1, 1)


def test_no_threshold_gives_the_figures_of_the_whole():
    gold = [wanted("China", "bans", "Micron"), wanted("Japan", "bans", "Intel", optional=True)]
    total = measure(gold, [claim("China", "bans", "Micron"), claim("Japan", "bans", "Intel"), claim("a", "sues", "b")])
    assert reliability(total, (0.0,))[0].counts == total.overall
