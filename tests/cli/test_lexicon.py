"""kg lexicon: gaps as a table, CSV and JSON Lines; relations and frames."""

from __future__ import annotations

import csv
import io
import json

import pytest
from typer.testing import CliRunner

from kg.cli import app
from kg.extract.lexicon import load

TEXT = "Germany dazzled Samsung in 2024. France dazzled Nokia. Huawei sued Samsung. Japan bewitched some companies.\n"


def run(*arguments):
    return CliRunner().invoke(app, ["lexicon", *map(str, arguments)], env={"COLUMNS": "100"})


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "article.jsonl"
    path.write_text(json.dumps({"id": "first", "text": TEXT}) + "\n", encoding="utf-8")
    return path


@pytest.mark.model
def test_gaps_are_csv_in_a_pipe(article):
    result = run("gaps", article)
    assert result.exit_code == 0
    (row,) = csv.DictReader(io.StringIO(result.stdout))
    assert (row["count"], row["pattern"]) == ("2", "verb: dazzle, subject: Country, object: Company")
    assert (row["sentence"], row["document"]) == ("Germany dazzled Samsung in 2024.", "first")
    assert (row["sentence2"], row["document2"]) == ("France dazzled Nokia.", "first")


@pytest.mark.model
def test_gaps_as_json_lines(article):
    first, second = map(json.loads, run("gaps", article, "--min-count", 1, "--format", "jsonl").stdout.splitlines())
    assert (first["predicate"], first["count"], first["tried"]) == ("verb: dazzle", 2, [])
    assert first["examples"][0]["arguments"] == ["Germany", "Samsung"]
    assert (second["predicate"], second["count"]) == ("verb: bewitch", 1)


@pytest.mark.model
@pytest.mark.parametrize(("options", "shown"), [(["--top", "1"], "1 of 2 gaps"), (["--named"], "1 of 1 gaps")])
def test_table_of_gaps(article, options, shown):
    lines = [
        line.strip() for line in run("gaps", article, "--min-count", 1, "-f", "table", *options).stdout.splitlines()
    ]
    assert lines == [
        "2  verb: dazzle, subject: Country, object: Company",
        "Country – Company 2; no frame for the word",
        "Germany – Samsung: “Germany dazzled Samsung in 2024.” (first)",
        "France – Nokia: “France dazzled Nokia.” (first)",
        shown,
    ]


def test_bad_input_is_named_and_fails(tmp_path):
    result = run("gaps", tmp_path / "nowhere")
    assert result.exit_code == 1
    assert result.stderr == f"skipped: {tmp_path}/nowhere: no such file or folder\n"


def test_relations_are_listed_with_what_they_have():
    rows = list(csv.DictReader(io.StringIO(run("list").stdout)))
    entries = load().entries
    assert [row["relation"] for row in rows] == sorted(entries)
    assert sum(int(row["frames"]) for row in rows) == sum(len(entry.frames) for entry in entries.values())


def test_frames_are_listed_in_the_notation_of_the_files():
    rows = [json.loads(line) for line in run("list", "competesWith", "--format", "jsonl").stdout.splitlines()]
    frames = load().entries["competesWith"].frames
    assert [row["number"] for row in rows] == list(range(1, len(frames) + 1))
    assert rows[0]["trigger"] == f"{frames[0].kind}: {'|'.join(frames[0].triggers)}"
    assert rows[0]["subject classes"] == "|".join(frames[0].subject_types)


def test_table_of_frames():
    lines = [line.rstrip() for line in run("list", "competesWith", "--format", "table").stdout.splitlines()]
    assert lines[0].startswith("   1  verb: compete")
    assert lines[-1] == f"{len(load().entries['competesWith'].frames)} frames in rivalry.yaml"


@pytest.mark.parametrize("arguments", [[], ["list", "competesWth"], ["gaps"], ["gaps", "x", "--top", "0"]])
def test_bad_usage(arguments):
    assert run(*arguments).exit_code == 2
