"""kg build: what it prints, what it names, and its status."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from kg.cli import app

GERMAN = "China verhängt Exportkontrollen für Gallium und Germanium, die für Chips gebraucht werden."


def run(*arguments, **kwargs):
    return CliRunner().invoke(app, ["build", *map(str, arguments)], env={"KG_STORE": None}, **kwargs)


def rows(text):
    return [line.split() for line in text.splitlines()]


def test_summary(fakes, tmp_path):
    (tmp_path / "a.txt").write_text("US acted. US acted twice.")
    (tmp_path / "b.txt").write_text("US acted. US acted twice.")
    (tmp_path / "c.txt").write_text(GERMAN)
    result = run(tmp_path, "--store", tmp_path / "graph", "--model", "other")
    assert result.exit_code == 0
    assert rows(result.stdout) == [
        ["documents", "1", "added"],
        ["0", "unchanged"],
        ["2", "skipped:", "1", "duplicate,", "1", "language"],
        ["claims", "2", "added"],
        ["entities", "1", "in", "them"],
        ["words", "5", "in", "0.5", "s,", "10", "a", "second"],
        ["graph", str(tmp_path / "graph")],
    ]
    assert fakes.stores == [str(tmp_path / "graph")]
    assert fakes.model == "other"


def test_every_skip_is_named_on_stderr(fakes, tmp_path):
    (tmp_path / "a.jsonl").write_text('{"text": "US acted."}\n{"text": \n{"text": "US acted [again]", "date": "May"}\n')
    result = run(tmp_path / "a.jsonl", tmp_path / "nowhere")
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        f"skipped: {tmp_path}/a.jsonl:2: not valid JSON at column 10: Expecting value",
        f"notice: {tmp_path}/a.jsonl:3: date left out: 'May' is no ISO 8601 date, such as 2024-05-31",
        f"skipped: {tmp_path}/nowhere: no such file or folder",
    ]
    assert ["2", "skipped:", "2", "error"] in rows(result.stdout)
    assert len(fakes.stored) == 2


@pytest.mark.parametrize(("name", "data", "status"), [("nowhere.txt", None, 1), ("a.txt", GERMAN, 0)])
def test_nothing_to_add_makes_no_graph(fakes, tmp_path, name, data, status):
    if data:
        (tmp_path / name).write_text(data)
    result = run(tmp_path / name)
    assert result.exit_code == status
    assert result.stdout == ""
    assert "No articles to add." in result.stderr
    assert fakes.stores == []


def test_reads_standard_input(fakes):
    assert run("-", input="US acted.").exit_code == 0
    assert [document.text for document in fakes.stored] == ["US acted."]
