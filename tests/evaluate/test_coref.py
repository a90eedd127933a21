"""Anaphors against gold, on cases small enough to count by hand."""

from __future__ import annotations

import json

import pytest

from kg.errors import InputError
from kg.evaluate.coref import GoldAnaphor, GoldText, as_json, errors, read_anaphors, score_anaphors
from kg.model import Document

TEXT = "Huawei met Intel. Both companies said they would grow. It rained."


def anaphor(words, kind, *antecedents):
    start = TEXT.index(words)
    return GoldAnaphor(start, start + len(words), words, kind, tuple((name,) for name in antecedents))


BOTH = anaphor("Both companies", "description", "Huawei", "Intel")
THEY = anaphor("they", "pronoun", "Huawei", "Intel")
RAIN = anaphor("It rained", "pronoun")


def measure(*answered):
    """Return the score of (anaphor, answer) pairs."""
    gold = GoldText(Document("x", TEXT), tuple(each for each, _ in answered))
    return score_anaphors([(gold, [answer for _, answer in answered])])


def test_figures():
    # two answers, one right; two anaphors that have antecedents; one that has none and was left open
    figures = as_json(measure((BOTH, ("Huawei", "Intel")), (THEY, ("Intel",)), (RAIN, ())))
    assert (figures["right"], figures["predicted"], figures["wanted"], figures["empty"]) == (1, 2, 2, 1)
    assert (figures["precision"], figures["recall"], figures["f1"], figures["abstention"]) == (0.5, 0.5, 0.5, 1.0)
    pronouns = figures["kinds"]["pronoun"]
    assert (pronouns["right"], pronouns["predicted"], pronouns["wanted"], pronouns["empty"]) == (0, 1, 1, 1)
    assert figures["kinds"]["name"]["abstention"] is None


@pytest.mark.parametrize(
    ("gold", "answer", "right"),
    [
        pytest.param(BOTH, ("Intel", "Huawei"), 1, id="order does not matter"),
        pytest.param(BOTH, ("Huawei",), 0, id="a member is missing"),
        pytest.param(BOTH, ("Huawei", "Huawei"), 0, id="a member twice"),
        pytest.param(BOTH, ("Huawei", "Intel", "ZTE"), 0, id="a member too many"),
        pytest.param(anaphor("they", "pronoun", "Huawei"), ("Huawei Technologies",), 1, id="known by another name"),
        pytest.param(RAIN, ("Huawei",), 0, id="nobody is meant"),
    ],
)
def test_what_is_right(gold, answer, right):
    counts = measure((gold, answer)).overall.counts
    assert (counts.right, counts.predicted) == (right, 1)


def test_errors_show_the_sentence():
    assert list(errors(measure((BOTH, ("Huawei", "Intel")), (THEY, ()), (RAIN, ("Intel",))))) == [
        (
            "x",
            "pronoun",
            "they = nobody  wanted: Huawei and Intel",
            "Both companies said [they] would grow.",
        ),
        ("x", "pronoun", "It rained = Intel  wanted: nobody", "[It rained]."),
    ]


def test_an_answer_for_each_anaphor():
    with pytest.raises(ValueError, match="shorter"):
        score_anaphors([(GoldText(Document("x", TEXT), (THEY,)), [])])


def written(tmp_path, **change):
    path = tmp_path / "gold.jsonl"
    row = {
        "start": 18,
        "end": 32,
        "text": "Both companies",
        "kind": "description",
        "antecedents": [["Huawei"], ["Intel"]],
    }
    path.write_text(json.dumps({"id": "x", "published": "2024-01-02", "text": TEXT, "anaphors": [row | change]}))
    return path


def test_reads_what_is_written(tmp_path):
    [gold] = read_anaphors([written(tmp_path)])
    assert gold.anaphors == (BOTH,)
    assert str(gold.document.published) == "2024-01-02"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"start": 17}, r"gold.jsonl:1: .*17 to 32 is ' Both companies', not 'Both companies'"),
        ({"kind": "verb"}, r"gold.jsonl:1: .*kind 'verb' is unknown"),
        ({"antecedents": ["Huawei"]}, r"gold.jsonl:1: .*list of lists"),
        ({"antecedents": [[]]}, r"gold.jsonl:1: .*list of lists"),
    ],
)
def test_mistakes_are_named_with_file_and_line(tmp_path, change, message):
    with pytest.raises(InputError, match=message):
        list(read_anaphors([written(tmp_path, **change)]))
