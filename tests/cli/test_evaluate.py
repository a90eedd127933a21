"""kg evaluate: figures for people and for programs, and the errors behind them."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from kg import pipeline
from kg.cli import app
from kg.evaluate.clusters import BCubed
from kg.evaluate.coref import score_anaphors
from kg.evaluate.mentions import score_mentions
from kg.ids import entity_iri
from kg.model import Claim, Evidence, Mention

TEXT = "China banned Micron. Japan sued Intel."
GOLD = {
    "id": "one",
    "text": TEXT,
    "claims": [
        {"subject": "China", "predicate": "bans", "object": "Micron", "modality": "planned"},
        {"subject": "Japan", "predicate": "sues", "object": "Intel"},
    ],
}


def claim(document, subject, predicate, object_, quote):
    start = TEXT.index(quote)
    ends = [Mention(start, start + 1, name, name, "Agent") for name in (subject, object_)]
    evidence = Evidence(start, start + len(quote), quote)
    return Claim(document.id, ends[0], predicate, ends[1], evidence, pattern=f"{predicate}/test")


@pytest.fixture(autouse=True)
def extractor(monkeypatch):
    """Put two claims in the place of the extraction: one right but for its modality, one wrong."""
    seen = []

    def extract(documents, *, model, extractor, note):
        seen.append((model, extractor))
        if extractor != "rules":
            note("cost: [1]")
        for document in documents:
            yield (
                document,
                [
                    claim(document, "China", "bans", "Micron", "China banned Micron."),
                    claim(document, "Japan", "bans", "Intel", "Japan sued Intel."),
                ],
            )

    monkeypatch.setattr(pipeline, "extract", extract)
    return seen


@pytest.fixture
def gold(tmp_path):
    """Return a file with one gold document."""
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(GOLD) + "\n", encoding="utf-8")
    return path


def run(*arguments):
    return CliRunner().invoke(app, ["evaluate", *map(str, arguments)], env={"COLUMNS": "120"})


def test_json_when_piped(gold):
    result = run(gold)
    assert result.exit_code == 0
    figures = {"precision": 0.5, "recall": 0.5, "f1": 0.5, "right": 1, "predicted": 2, "wanted": 2}
    qualifiers = {"polarity": 1.0, "modality": 0.0, "attribution": 1.0, "time": 0.0}
    assert json.loads(result.stdout) == figures | qualifiers


def test_json_with_relations_and_errors(gold):
    figures = json.loads(run(gold, "--relations", "--errors").stdout)
    assert {name: row["right"] for name, row in figures["relations"].items()} == {"bans": 1, "sues": 0}
    assert figures["errors"] == [
        {"document": "one", "kind": "missed", "claim": "Japan sues Intel (affirmed, actual)", "sentence": ""},
        {
            "document": "one",
            "kind": "extra",
            "claim": "Japan bans Intel (affirmed, actual) by bans/test",
            "sentence": "Japan sued Intel.",
        },
        {
            "document": "one",
            "kind": "modality",
            "claim": "China bans Micron (affirmed, actual) by bans/test  wanted: China bans Micron (affirmed, planned)",
            "sentence": "China banned Micron.",
        },
    ]


def test_table(gold):
    lines = [line.split() for line in run(gold, "--format", "table").stdout.splitlines()]
    assert ["relation", "precision", "recall", "F1", "right", "predicted", "wanted"] in lines
    assert ["all", "50.0%", "50.0%", "50.0%", "1", "2", "2"] in lines
    assert ["modality", "0.0%"] in lines
    assert not [line for line in lines if line[:1] in (["bans"], ["sues"])]


def test_table_of_relations_begins_with_the_most_wanted(gold):
    document = {**GOLD, "claims": [*GOLD["claims"], {"subject": "Japan", "predicate": "sues", "object": "Micron"}]}
    gold.write_text(json.dumps(document), encoding="utf-8")
    lines = [line.split() for line in run(gold, "--format", "table", "--relations").stdout.splitlines()]
    assert [line[0] for line in lines if line[:1] in (["all"], ["bans"], ["sues"])] == ["all", "sues", "bans"]


def test_table_names_relations_by_label(gold):
    claims = [{"subject": "China", "predicate": "restrictsExportsTo", "object": "Japan"}]
    gold.write_text(json.dumps({**GOLD, "claims": claims}), encoding="utf-8")
    lines = run(gold, "--format", "table", "--relations").stdout.splitlines()
    assert any(line.startswith("restricts exports to ") for line in lines)


def test_json_with_arguments_and_reliability(gold):
    figures = json.loads(run(gold, "--arguments", "--reliability").stdout)
    assert "relations" not in figures
    known = figures["arguments"]["known entity"]
    assert {name: (row["right"], row["predicted"], row["wanted"]) for name, row in known.items()} == {
        "all": (2, 4, 4),
        "Company": (1, 2, 2),
        "Country": (1, 2, 2),
    }
    assert figures["reliability"][0] == {
        "threshold": 0.0,
        "confidence": 1.0,
        "precision": 0.5,
        "recall": 0.5,
        "f1": 0.5,
        "right": 1,
        "predicted": 2,
        "wanted": 2,
    }


def test_tables_of_arguments_and_of_reliability(gold):
    lines = [
        line.split() for line in run(gold, "-f", "table", "--arguments", "--reliability").stdout.splitlines() if line
    ]
    assert ["argument", "class", "precision", "recall", "F1", "right", "predicted", "wanted"] in lines
    assert ["known", "entity", "Country", "50.0%", "50.0%", "50.0%", "1", "2", "2"] in lines
    assert ["confidence", "kept", "precision", "recall", "F1", "mean", "confidence"] in lines
    assert ["≥", "0.50", "2", "50.0%", "50.0%", "50.0%", "100.0%"] in lines


def test_shares_of_nothing_are_left_empty(gold):
    document = {**GOLD, "claims": [{"subject": "Qorlath", "predicate": "sues", "object": "Velmira"}]}
    gold.write_text(json.dumps(document), encoding="utf-8")
    lines = [line.split() for line in run(gold, "-f", "table", "--arguments").stdout.splitlines() if line]
    assert ["unknown", "name", "unknown", "0.0%", "0.0%", "0", "0", "2"] in lines
    assert ["known", "entity", "Country", "0.0%", "0.0%", "0", "2", "0"] in lines


def test_errors_under_the_table(gold):
    lines = run(gold, "--format", "table", "--errors").stdout.splitlines()
    at = lines.index("one: extra: Japan bans Intel (affirmed, actual) by bans/test")
    assert lines[at + 1] == "  Japan sued Intel."
    assert "one: missed: Japan sues Intel (affirmed, actual)" in lines


def test_files_are_measured_together(gold, tmp_path):
    other = tmp_path / "other.json"
    other.write_text(json.dumps({**GOLD, "id": "two"}, indent=1), encoding="utf-8")
    assert json.loads(run(gold, other).stdout)["wanted"] == 4


def test_model_and_extractor_are_passed_on(gold, extractor):
    result = run(gold, "--model", "another", "--extractor", "llm")
    assert extractor == [("another", "llm")]
    assert json.loads(result.stdout)["wanted"] == 2
    assert result.stderr == "cost: [1]\n"


def test_mistake_in_the_gold_is_one_line_and_status_1(gold):
    gold.write_text("{\n", encoding="utf-8")
    result = run(gold)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.startswith(f"error: {gold}:1: no gold document: JSONDecodeError")
    assert len(result.stderr.splitlines()) == 1


def test_gold_without_texts_is_an_error(gold):
    gold.write_text("\n", encoding="utf-8")
    result = run(gold)
    assert result.exit_code == 1
    assert result.stderr == f"error: {gold}: no text to measure with: give one JSON object a line\n"


@pytest.mark.parametrize("arguments", [[], ["x", "--format", "xml"]])
def test_bad_usage(arguments):
    assert run(*arguments).exit_code == 2


COREF = {
    "id": "one",
    "text": "Huawei grew. It won. It rained.",
    "anaphors": [
        {"start": 13, "end": 15, "text": "It", "kind": "pronoun", "antecedents": [["Huawei"]]},
        {"start": 21, "end": 23, "text": "It", "kind": "pronoun", "antecedents": []},
    ],
}


@pytest.fixture
def anaphors(tmp_path, monkeypatch):
    """Return a file with two anaphors, both of which are taken to be Huawei."""

    def evaluate_coref(gold, *, model):
        return score_anaphors([(text, [("Huawei",)] * len(text.anaphors)) for text in gold])

    monkeypatch.setattr(pipeline, "evaluate_coref", evaluate_coref)
    path = tmp_path / "anaphors.jsonl"
    path.write_text(json.dumps(COREF) + "\n", encoding="utf-8")
    return path


def test_coref_as_json(anaphors):
    figures = json.loads(run("--coref", anaphors, "--errors").stdout)
    assert (figures["right"], figures["predicted"], figures["precision"], figures["abstention"]) == (1, 2, 0.5, 0.0)
    assert list(figures["kinds"]) == ["pronoun", "description", "name", "cataphor"]
    assert figures["errors"] == [
        {
            "document": "one",
            "kind": "pronoun",
            "answer": "It = Huawei  wanted: nobody",
            "sentence": "[It] rained.",
        }
    ]


def test_coref_as_a_table(anaphors):
    lines = run("--coref", anaphors, "--format", "table", "--errors").stdout.splitlines()
    rows = [line.split() for line in lines]
    assert ["all", "50.0%", "100.0%", "66.7%", "0.0%", "1", "2", "1", "1"] in rows
    assert lines[lines.index("one: pronoun: It = Huawei  wanted: nobody") + 1] == "  [It] rained."


def test_coref_of_claims_is_an_error(gold):
    result = run("--coref", gold)
    assert result.exit_code == 1
    assert result.stderr.startswith(f"error: {gold}:1: no gold document: KeyError: 'anaphors'")


def test_anaphors_have_no_relations(anaphors):
    assert run("--coref", "--relations", anaphors).exit_code == 2


NAMES = {
    "id": "one",
    "text": "Huawei grew.",
    "mentions": [{"start": 0, "end": 6, "text": "Huawei", "type": "Company", "entity": "huawei"}],
}


@pytest.fixture
def mentions(tmp_path, monkeypatch):
    """Return a file with one name, which is taken to be Intel's."""

    def evaluate_mentions(gold, *, model):
        found = Mention(0, 6, "Huawei", "Intel", "Company", entity_iri("intel"))
        return score_mentions([(text, [found]) for text in gold], entity_iri)

    monkeypatch.setattr(pipeline, "evaluate_mentions", evaluate_mentions)
    path = tmp_path / "mentions.jsonl"
    path.write_text(json.dumps(NAMES) + "\n", encoding="utf-8")
    return path


def test_mentions_as_json(mentions):
    figures = json.loads(run("--mentions", mentions, "--errors").stdout)
    assert figures["known"] == {"accuracy": 0.0, "right": 0, "wanted": 1}
    assert figures["errors"] == [
        {
            "document": "one",
            "kind": "wrong entity",
            "answer": "Huawei = intel  wanted: huawei",
            "sentence": "[Huawei] grew.",
        }
    ]


def test_mentions_as_a_table(mentions, monkeypatch):
    monkeypatch.setattr(pipeline, "merged_clusters", lambda score, *, least, model: BCubed(least, 1.0))
    lines = run("--mentions", mentions, "--format", "table", "--errors", "--accept", "0.5").stdout.splitlines()
    assert lines[:2] == ["1 mention: 100.0% found, 100.0% as they stand", "known entities: 0.0% right (0 of 1)"]
    assert ["clusters", "after", "merging", "50.0%", "100.0%", "66.7%"] in [line.split() for line in lines]
    assert ["Company", "100.0%", "0.0%", "1"] in [line.split() for line in lines]
    assert lines[lines.index("one: wrong entity: Huawei = intel  wanted: huawei") + 1] == "  [Huawei] grew."


@pytest.mark.parametrize("options", [("--mentions", "--coref"), ("--mentions", "--relations"), ("--accept", "0.5")])
def test_what_does_not_go_together(mentions, options):
    assert run(*options, mentions).exit_code == 2
