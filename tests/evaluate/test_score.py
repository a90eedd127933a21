"""Claims against gold claims, on cases small enough to count by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kg.evaluate import GoldClaim, GoldDocument, score
from kg.evaluate.report import as_json, errors
from kg.evaluate.score import align
from kg.model import Claim, Document, Evidence, Mention, TimeSpan

SYMMETRIC = {"competesWith"}


def mention(label, words=None):
    return Mention(0, 1, words or label, label, "Agent")


def claim(subject, predicate, object_, *, source=None, time=None, quote="China banned Micron.", **qualifiers):
    return Claim(
        document="x",
        subject=mention(subject),
        predicate=predicate,
        object=mention(object_),
        evidence=Evidence(0, len(quote), quote),
        attributed_to=mention(source) if source else None,
        time=TimeSpan(*time, "then") if time else None,
        pattern=f"{predicate}/by-hand",
        **qualifiers,
    )


def wanted(subject, predicate, object_, **rest):
    subjects, objects = ([each] if isinstance(each, str) else each for each in (subject, object_))
    return GoldClaim(tuple(subjects), predicate, tuple(objects), **rest)


def measure(gold, claims):
    return score([(GoldDocument(Document("x", "China banned Micron."), tuple(gold)), claims)], SYMMETRIC)


def counts(gold, claims):
    overall = measure(gold, claims).overall
    return overall.right, overall.predicted, overall.wanted


def test_precision_recall_and_f1():
    gold = [wanted("China", "bans", "Micron"), wanted("China", "bans", "Intel"), wanted("China", "sues", "Intel")]
    found = measure(gold, [claim("China", "bans", "Micron"), claim("China", "bans", "Apple")])
    assert (found.overall.right, found.overall.predicted, found.overall.wanted) == (1, 2, 3)
    assert (found.overall.precision, found.overall.recall) == (1 / 2, 1 / 3)
    assert found.overall.f1 == pytest.approx(2 * 1 / (2 + 3))  # F1 = 2 right / (predicted + wanted)
    bans, sues = found.relations["bans"], found.relations["sues"]
    assert (bans.right, bans.predicted, bans.wanted) == (1, 2, 2)
    assert (sues.right, sues.predicted, sues.wanted) == (0, 0, 1)


def test_nothing_found_and_nothing_wanted_are_no_division_by_zero():
    empty = measure([], [])
    assert (empty.overall.precision, empty.overall.recall, empty.overall.f1, empty.share("time")) == (0, 0, 0, 0)


@pytest.mark.parametrize(
    ("gold", "found", "right"),
    [
        pytest.param(wanted("China", "bans", "Micron"), claim("Micron", "bans", "China"), False, id="direction counts"),
        pytest.param(
            wanted("China", "competesWith", "Japan"), claim("Japan", "competesWith", "China"), True, id="symmetric"
        ),
        pytest.param(wanted("China", "bans", "Micron"), claim("China", "sues", "Micron"), False, id="relation counts"),
        pytest.param(
            wanted("China", "bans", ["the firm", "Micron"]), claim("China", "bans", "Micron"), True, id="any label"
        ),
        pytest.param(wanted("United States", "bans", "Huawei"), claim("US", "bans", "Huawei"), True, id="alias"),
        pytest.param(wanted("Huawei", "bans", "TSMC"), claim("Huawei", "bans", "SMIC"), False, id="other name"),
        pytest.param(wanted("Intel", "uses", "The Chips"), claim("Intel", "uses", "chip"), True, id="form of noun"),
        pytest.param(
            wanted("Intel", "uses", "advanced chips"), claim("Intel", "uses", "chips"), True, id="head of noun"
        ),
        pytest.param(
            wanted("Intel", "uses", "chips"), claim("Intel", "uses", "less advanced chips"), True, id="more of noun"
        ),
        pytest.param(
            wanted("Intel", "uses", "advanced chips"), claim("Intel", "uses", "machines"), False, id="other head"
        ),
        pytest.param(
            wanted("Qinglan Systems", "uses", "AI"), claim("Norsel Systems", "uses", "AI"), False, id="head of a name"
        ),
    ],
)
def test_when_a_claim_is_right(gold, found, right):
    assert counts([gold], [found]) == (int(right), 1, 1)


def test_words_of_the_mention_count_beside_its_label():
    found = claim("x", "bans", "Micron")
    pairing = align([wanted("Beijing officials", "bans", "Micron")], [found], SYMMETRIC)
    assert pairing.missed
    by_words = replace(found, subject=mention("China", "Beijing officials"))
    assert align([wanted("Beijing officials", "bans", "Micron")], [by_words], SYMMETRIC).missed == []


def test_a_gold_claim_is_found_once_and_repetitions_are_no_errors():
    again = [claim("China", "bans", "Micron"), claim("China", "bans", "Micron")]
    assert counts([wanted("China", "bans", "Micron")], again) == (1, 1, 1)


def test_two_gold_claims_of_the_same_relation_need_two_claims():
    gold = [wanted("China", "bans", "Micron"), wanted("China", "bans", "Micron", polarity=("negated",))]
    assert counts(gold, [claim("China", "bans", "Micron")]) == (1, 1, 2)
    both = [claim("China", "bans", "Micron"), claim("China", "bans", "Micron", polarity="negated")]
    assert counts(gold, both) == (2, 2, 2)
    assert measure(gold, both).share("polarity") == 1


def test_claims_go_to_the_gold_claim_that_has_their_qualifiers():
    gold = [wanted("China", "bans", "Micron", modality=("planned",)), wanted("China", "bans", "Micron")]
    claims = [claim("China", "bans", "Micron"), claim("China", "bans", "Micron", modality="planned")]
    assert measure(gold, claims).share("modality") == 1


def test_optional_claims_count_neither_way():
    optional = wanted("China", "bans", "Micron", optional=True)
    assert counts([optional], []) == (0, 0, 0)
    assert counts([optional], [claim("China", "bans", "Micron")]) == (0, 0, 0)
    assert counts([optional], [claim("China", "bans", "Intel")]) == (0, 1, 0)


@pytest.mark.parametrize(
    ("gold", "found", "qualifier", "right"),
    [
        ({}, {"polarity": "negated"}, "polarity", False),
        ({"polarity": ("negated",)}, {"polarity": "negated"}, "polarity", True),
        ({"modality": ("planned", "possible")}, {"modality": "possible"}, "modality", True),
        ({}, {"modality": "possible"}, "modality", False),
        ({"attributed_to": ("the US",)}, {"source": "United States"}, "attribution", True),
        ({"attributed_to": ("the US",)}, {"source": "China"}, "attribution", False),
        ({"attributed_to": ("the US",)}, {}, "attribution", False),
        ({}, {"source": "China"}, "attribution", False),
        ({}, {}, "attribution", True),
        ({"time": "2023-05"}, {"time": (date(2023, 5, 21), date(2023, 5, 21))}, "time", True),
        ({"time": "2023-05"}, {"time": (date(2023, 6, 1), date(2023, 6, 1))}, "time", False),
        ({"time": "2023-05"}, {"time": (date(2023, 4, 1), None)}, "time", True),
        ({"time": "2023-05"}, {"time": (None, date(2023, 4, 30))}, "time", False),
        ({"time": "2023-05"}, {}, "time", False),
        ({}, {"time": (date(2023, 6, 1), date(2023, 6, 1))}, "time", False),
    ],
)
def test_qualifiers_are_shares_of_the_claims_found(gold, found, qualifier, right):
    result = measure([wanted("China", "bans", "Micron", **gold)], [claim("China", "bans", "Micron", **found)])
    assert result.overall.right == 1
    assert result.share(qualifier) == int(right)


def test_time_is_a_share_of_the_claims_with_a_time():
    may = (date(2023, 5, 1), date(2023, 5, 31))
    gold = [wanted("China", "bans", "Micron", time="2023-05"), wanted("China", "bans", "Intel")]
    result = measure(gold, [claim("China", "bans", "Micron", time=may), claim("China", "bans", "Intel")])
    assert (result.found, result.timed, result.share("time")) == (2, 1, 1)


def test_report_names_what_is_wrong():
    gold = [
        wanted("China", "bans", "Micron", modality=("planned",), attributed_to=("Japan",)),
        wanted("China", "sues", "Intel"),
        wanted("China", "leads", "Intel", optional=True),
    ]
    claims = [claim("China", "bans", "Micron"), claim("China", "bans", "Apple", quote="China banned Apple.")]
    found = {kind: (document, line, sentence) for document, kind, line, sentence in errors(measure(gold, claims))}
    assert found.keys() == {"missed", "extra", "modality+attribution"}
    assert found["missed"] == ("x", "China sues Intel (affirmed, actual)", "")
    assert found["extra"] == ("x", "China bans Apple (affirmed, actual) by bans/by-hand", "China banned Apple.")
    assert "wanted: China bans Micron (affirmed, planned says Japan)" in found["modality+attribution"][1]


def test_report_for_machines_is_rounded_and_complete():
    gold = [wanted("China", "bans", "Micron"), wanted("China", "bans", "Intel"), wanted("China", "sues", "Intel")]
    figures = as_json(measure(gold, [claim("China", "bans", "Micron")]))
    assert {name: figures[name] for name in ("precision", "recall", "f1")} == {
        "precision": 1.0,
        "recall": 0.3333,
        "f1": 0.5,
    }
    assert {name: figures[name] for name in ("polarity", "modality", "attribution", "time")} == {
        "polarity": 1.0,
        "modality": 1.0,
        "attribution": 1.0,
        "time": 0.0,
    }
    assert figures["relations"]["sues"] == {
        "precision": 0.0,
        "recall": 0.0,
        "f1": 0.0,
        "right": 0,
        "predicted": 0,
        "wanted": 1,
    }
