"""kg analyse."""

from __future__ import annotations

import csv
import io
import json

import pytest
from typer.testing import CliRunner

from kg.cli import app
from kg.store import LocalStore


def analyse(*arguments):
    return CliRunner().invoke(app, ["analyse", *map(str, arguments)])


def test_all_as_json_in_a_pipe(store_path):
    result = analyse("--store", store_path)
    assert result.exit_code == 0, result.stderr
    found = json.loads(result.stdout)
    assert list(found) == ["influence", "communities", "balance"]
    for finding in found.values():
        assert finding["method"]
        assert finding["citation"]
        assert finding["projection"].startswith("8 facts (affirmed and actual) of 11 claims")


def test_one_as_json(store_path):
    result = analyse("influence", "--format", "json", "--top", 2, "--store", store_path)
    assert [entity["rank"] for entity in json.loads(result.stdout)["entities"]] == [1, 2]


@pytest.mark.parametrize("which", ["influence", "communities", "balance"])
def test_csv(store_path, which):
    result = analyse(which, "--format", "csv", "--store", store_path)
    assert result.exit_code == 0
    header, *rows = csv.reader(io.StringIO(result.stdout))
    assert {len(row) for row in rows} <= {len(header)}


def test_csv_holds_one_result(store_path):
    result = analyse("--format", "csv", "--store", store_path)
    assert result.exit_code == 2
    assert "CSV holds one result" in result.stderr


def test_tables_name_method_and_source(store_path):
    result = analyse("--format", "table", "--store", store_path)
    text = " ".join(result.stdout.split())
    for words in ("Influence", "Communities", "Balance", "Brin and Page", "Louvain", "No signed triads"):
        assert words in text


@pytest.mark.parametrize("arguments", [["nonsense"], ["--format", "xml"], ["--top", "0"]])
def test_bad_usage(store_path, arguments):
    assert analyse(*arguments, "--store", store_path).exit_code == 2


def test_empty_store(tmp_path):
    with LocalStore(tmp_path / "graph"):
        pass
    result = analyse("--store", tmp_path / "graph")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "holds no claims to analyse: add articles with `kg build PATH`" in result.stderr
