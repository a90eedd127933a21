"""kg extract: claims to standard output, and nothing else there."""

from __future__ import annotations

import json
from dataclasses import replace
from types import SimpleNamespace

import pytest
from typer.testing import CliRunner

import kg
from kg.cli import app


def run(*arguments, columns="120"):
    return CliRunner().invoke(app, ["extract", *map(str, arguments)], env={"COLUMNS": columns})


def test_jsonl_when_piped(fakes, tmp_path):
    (tmp_path / "2024-05-31.txt").write_text("US acted. Nobody else did. US acted “again”.")
    result = run(tmp_path / "2024-05-31.txt")
    assert result.exit_code == 0
    assert "“again”" in result.stdout
    claims = [json.loads(line) for line in result.stdout.splitlines()]
    assert [claim["evidence"]["quote"] for claim in claims] == ["US acted", "US acted “again”."]
    assert claims[0].keys() == {
        *("document", "subject", "predicate", "object", "polarity", "modality", "attributed_to", "time"),
        *("confidence", "evidence", "pattern"),
    }
    assert claims[0]["subject"] == {
        "id": "https://x.test/us",
        "label": "United States",
        "type": "Country",
        "mention": "US",
    }
    assert claims[0]["time"] == {"start": "2024-05-31", "end": "2024-05-31", "text": "Friday"}


def test_bad_input_is_named_elsewhere(fakes, tmp_path):
    (tmp_path / "a.txt").write_text("US acted.")
    result = run(tmp_path / "nowhere", tmp_path / "a.txt", "--format", "jsonl")
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 1
    assert result.stderr == f"skipped: {tmp_path}/nowhere: no such file or folder\n"


def test_table(fakes, tmp_path):
    (tmp_path / "2024-05-31.txt").write_text("---\ntitle: '[A] title'\n---\nUS acted.")
    result = run(tmp_path / "2024-05-31.txt", "--format", "table")
    lines = result.stdout.splitlines()
    assert lines[0].strip() == "[A] title"
    assert any("United States bans" in line and "negated, Friday" in line and "US acted" in line for line in lines)


def test_table_names_relations_by_label(fakes, tmp_path, monkeypatch):
    extract = kg.pipeline.extract

    def relabelled(documents, **_):
        for document, claims in extract(documents, extractor="rules"):
            yield (
                document,
                [replace(claims[0], predicate=name) for name in ("restrictsExportsTo", "ofAnotherExtractor")],
            )

    monkeypatch.setattr("kg.pipeline", SimpleNamespace(extract=relabelled))
    (tmp_path / "a.txt").write_text("US acted.")
    table = " ".join(run(tmp_path / "a.txt", "--format", "table", columns="200").stdout.split())
    assert "United States restricts exports to United States" in table
    assert "United States ofAnotherExtractor United States" in table
    lines = run(tmp_path / "a.txt", "--format", "jsonl").stdout.splitlines()
    assert json.loads(lines[0])["predicate"] == "restrictsExportsTo"


def test_extractor_is_asked_for_by_name_and_its_report_goes_to_stderr(fakes, tmp_path):
    (tmp_path / "a.txt").write_text("US acted.")
    result = run(tmp_path / "a.txt", "--extractor", "llm")
    assert result.exit_code == 0
    assert fakes.extractor == "llm"
    assert len(result.stdout.splitlines()) == 1
    assert result.stderr == "cost: [1]\n"


def test_rules_are_the_default(fakes, tmp_path, monkeypatch):
    monkeypatch.delenv("KG_EXTRACTOR", raising=False)
    (tmp_path / "a.txt").write_text("US acted.")
    run(tmp_path / "a.txt")
    assert fakes.extractor == "rules"


def test_document_that_fails_is_named_and_the_rest_goes_on(fakes, tmp_path):
    (tmp_path / "a.jsonl").write_text('{"id": "bad", "text": "This fails."}\n{"id": "good", "text": "US acted."}\n')
    result = run(tmp_path / "a.jsonl")
    assert result.exit_code == 1
    assert [json.loads(line)["document"] for line in result.stdout.splitlines()] == ["good"]
    assert result.stderr == "skipped: bad: no [answer]\n"


def test_open_triples_have_an_extractor_of_their_own(fakes):
    result = run("x", "--open", "--extractor", "llm")
    assert result.exit_code == 2
    assert "leave out --open or --extractor" in " ".join(result.stderr.replace("│", " ").split())


def test_unknown_format_is_bad_usage(fakes):
    assert run("x", "--format", "xml").exit_code == 2


@pytest.mark.model
def test_claims_of_a_text(tmp_path):
    text = "\n  China competes with the US for leadership in AI. Huawei did not sue Samsung.\n"
    (tmp_path / "a.txt").write_text(text)
    claims = [json.loads(line) for line in run(tmp_path / "a.txt").stdout.splitlines()]
    said = {(c["subject"]["label"], c["predicate"], c["object"]["label"], c["polarity"]) for c in claims}
    assert said == {("China", "competesWith", "United States", "affirmed"), ("Huawei", "sues", "Samsung", "negated")}
    for claim in claims:
        evidence = claim["evidence"]
        assert text[evidence["start"] : evidence["end"]] == evidence["quote"]
        assert claim["subject"]["mention"] in evidence["quote"]
