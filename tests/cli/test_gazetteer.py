"""kg gazetteer gaps: unknown names as a table, CSV and JSON Lines."""

from __future__ import annotations

import csv
import io
import json

import pytest
from typer.testing import CliRunner

from kg.cli import app

pytestmark = pytest.mark.model

TEXT = "Huawei sued Lumeris Photonics. On Monday Lumeris Photonics met Vantar Robotics.\n"


def run(*arguments):
    return CliRunner().invoke(app, ["gazetteer", "gaps", *map(str, arguments)], env={"COLUMNS": "120"})


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "article.jsonl"
    path.write_text(json.dumps({"id": "first", "text": TEXT}) + "\n", encoding="utf-8")
    return path


def test_csv_in_a_pipe(article):
    result = run(article)
    assert result.exit_code == 0
    (row,) = csv.DictReader(io.StringIO(result.stdout))
    assert (row["mentions"], row["documents"], row["name"], row["class"]) == ("2", "1", "Lumeris Photonics", "Company")
    assert (row["sentence"], row["document"]) == (TEXT.strip()[: len(row["sentence"])], "first")


def test_json_lines_with_what_comes_once(article):
    rows = [json.loads(line) for line in run(article, "--min-count", 1, "--format", "jsonl").stdout.splitlines()]
    assert [row["name"] for row in rows] == ["Lumeris Photonics", "Vantar Robotics"]


def test_table(article):
    lines = run(article, "--min-count", 1, "--top", 1, "--format", "table").stdout.splitlines()
    assert lines[2].split()[:3] == ["2", "1", "Lumeris"]
    assert lines[-1] == "1 of 2 names"


def test_own_entities_are_known(article, tmp_path):
    own = tmp_path / "own.yaml"
    own.write_text("lumeris: {type: Company, label: Lumeris Photonics}\n")
    result = run(article, "--min-count", 1, "--gazetteer", own)
    assert [row["name"] for row in csv.DictReader(io.StringIO(result.stdout))] == ["Vantar Robotics"]


def test_a_file_that_cannot_be_read(tmp_path):
    assert run(tmp_path / "none.txt").exit_code == 1
