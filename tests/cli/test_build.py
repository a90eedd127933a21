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


def test_document_that_fails_is_named_and_counted(fakes, tmp_path):
    (tmp_path / "a.jsonl").write_text('{"id": "bad", "text": "This fails."}\n{"id": "good", "text": "US acted."}\n')
    result = run(tmp_path / "a.jsonl", "--store", tmp_path / "graph", "--extractor", "llm")
    assert result.exit_code == 1
    assert [document.id for document in fakes.stored] == ["good"]
    assert result.stderr == "skipped: bad: no [answer]\ncost: [1]\n"
    assert ["1", "skipped:", "1", "error"] in rows(result.stdout)
    assert fakes.extractor == "llm"


def test_reads_standard_input(fakes):
    assert run("-", input="US acted.").exit_code == 0
    assert [document.text for document in fakes.stored] == ["US acted."]


def numbers(result):
    """Return the numbers of the summary by the word or words beside them."""
    lines = [line.split() for line in result.stdout.splitlines()]
    named = {line[0]: line[1] for line in lines if line[0] in {"claims", "entities", "words"}}
    counted = {line[-1]: line[-2] for line in lines if line[-1] in {"added", "unchanged"} and line[0] != "claims"}
    return {name: int(value.replace(",", "")) for name, value in (named | counted).items()}


@pytest.mark.model
def test_building_twice_adds_nothing(tmp_path):
    (tmp_path / "a.txt").write_text("China competes with the US for leadership in AI.\nHuawei sued Samsung.\n")
    (tmp_path / "b.jsonl").write_text('{"id": "b", "text": "The US sanctioned Huawei.", "published": "2024-05-31"}\n')
    arguments = (tmp_path / "a.txt", tmp_path / "b.jsonl", "--store", tmp_path / "graph")
    first = numbers(run(*arguments))
    # China competesWith United States, Huawei sues Samsung, United States sanctions Huawei: four entities
    assert first == {"added": 2, "unchanged": 0, "claims": 3, "entities": 4, "words": first["words"]}
    again = numbers(run(*arguments))
    assert again == {"added": 0, "unchanged": 2, "claims": 0, "entities": 0, "words": 0}


@pytest.mark.model
def test_unknown_model_is_named_with_the_remedy(tmp_path):
    (tmp_path / "a.txt").write_text("China competes with the US.")
    result = run(tmp_path / "a.txt", "--store", tmp_path / "graph", "--model", "no_such_pipeline")
    assert result.exit_code == 1
    assert "no_such_pipeline" in result.stderr
    assert "--model" in result.stderr
