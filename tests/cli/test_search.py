"""kg search: for people on a terminal, JSON Lines or CSV in a pipe."""

from __future__ import annotations

import csv
import io
import json

import pytest
from typer.testing import CliRunner

from kg.cli import app


@pytest.fixture
def run(store_path):
    return lambda *arguments: CliRunner().invoke(app, ["search", "--store", str(store_path), *arguments])


def test_a_hit_is_a_line_of_json(run):
    result = run("tsmc")
    hits = [json.loads(line) for line in result.stdout.splitlines()]
    assert [hit["kind"] for hit in hits] == ["entity", "claim", "claim", "claim"]
    assert hits[0]["label"] == "TSMC"
    assert {hit["document_id"] for hit in hits[1:]} == {"d2", "d3"}
    assert hits[1]["published"] in {"2025-05-02", "2025-06-01"}


def test_csv_has_one_header_for_both_kinds(run):
    rows = list(csv.DictReader(io.StringIO(run("sells", "-f", "csv").stdout)))
    assert [(row["kind"], row["label"], row["document"]) for row in rows] == [("claim", "TSMC supplies Nvidia", "d3")]


def test_people_get_entities_then_sentences_with_their_source(run):
    shown = run("tsmc", "--format", "table").stdout
    assert shown.index("Company") < shown.index("TSMC supplies Nvidia") < shown.index("“TSMC sells to Nvidia.”")
    assert "Huawei depends on TSMC (negated)" in shown
    assert "Example News, d3, 2025-06-01" in shown


def test_nothing_found_is_said_and_no_failure(run):
    result = run("nobody", "-f", "table")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "Nothing found.\n")


def test_filters_take_names(run):
    result = run(
        "chips", "--entity", "beijing", "--relation", "kg:bans", "--since", "2025-06-01", "--until", "2025-06-01"
    )
    assert [json.loads(line)["sentence"] for line in result.stdout.splitlines()] == ["Beijing banned chips."]


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (["*"], 1, "there is no word to search for"),
        (["chips", "--entity", "Huawey"], 1, "did you mean 'Huawei'"),
        (["chips", "--relation", "sanction"], 1, "did you mean sanctions"),
        (["chips", "--since", "yesterday"], 2, "--since"),
        (["chips", "--limit", "0"], 2, "--limit"),
        ([], 2, "WORDS"),
    ],
)
def test_mistakes_are_named(run, arguments, status, message):
    result = run(*arguments)
    assert result.exit_code == status
    assert message in result.stderr


def test_syntax_of_the_index_means_nothing(run):
    for words in ('"a', "NEAR(a, b", "a AND", "sentence:x", "-a", "a OR b"):
        assert run("--", words).exit_code == 0
