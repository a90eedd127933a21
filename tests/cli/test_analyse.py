"""kg analyse."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import pytest
from sample_graph import ENTITIES, sample
from typer.testing import CliRunner

from kg.analyse import ANALYSES
from kg.cli import app
from kg.ids import entity_iri
from kg.model import Claim, Document, Evidence, Mention
from kg.store import LocalStore


def analyse(*arguments):
    return CliRunner().invoke(app, ["analyse", *map(str, arguments)])


def test_all_as_json_in_a_pipe(store_path):
    result = analyse("--store", store_path)
    assert result.exit_code == 0, result.stderr
    found = json.loads(result.stdout)
    assert list(found) == list(ANALYSES)
    for finding in found.values():
        assert finding["method"]
        assert finding["citation"]
        assert finding["projection"].startswith("8 facts (affirmed and actual) of 11 claims")


def test_one_as_json(store_path):
    result = analyse("influence", "--format", "json", "--top", 2, "--store", store_path)
    assert [entity["rank"] for entity in json.loads(result.stdout)["entities"]] == [1, 2]


@pytest.mark.parametrize("which", list(ANALYSES))
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


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["--format", "xml"],
        ["--top", "0"],
        ["escalation", "China"],
        ["influence", "China"],
        ["focus", "China", "Huawei"],
        ["--since", "2025-02-30"],
        ["influence", "--since", "2025-02-01", "--until", "2025-01-01"],
        ["influence", "--relation", "hates"],
        ["--plot", "all.svg"],
    ],
)
def test_bad_usage(store_path, arguments):
    assert analyse(*arguments, "--store", store_path).exit_code == 2


def test_empty_store(tmp_path):
    with LocalStore(tmp_path / "graph"):
        pass
    result = analyse("--store", tmp_path / "graph")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "holds no claims to analyse: add articles with `kg build PATH`" in result.stderr


def test_escalation_of_two_by_name(store_path):
    result = analyse(
        "escalation", "china", "Washington", "--level", "country", "--format", "json", "--store", store_path
    )
    found = json.loads(result.stdout)
    # By hand: of the sample, only the sanction on Huawei is an event between the two that has a weight, and a fact.
    assert (found["actors"], found["index"]) == (["China", "United States"], 6.5)
    assert found["stages"][0]["evidence"][0]["sentence"] == "Washington put Huawei on a list."


def test_of_one_actor(store_path):
    result = analyse("dependency", "Huawei", "--format", "csv", "--store", store_path)
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert [(row["dependent"], row["supplier"], row["sentence"]) for row in rows] == [
        ("Huawei", "TSMC", "Huawei depends on TSMC.")
    ]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["focus", "Huawey"], "no entity is called 'Huawey': did you mean 'Huawei'"),
        (["escalation", "China", "PRC"], "an actor does not escalate against itself: give two"),
        (["influence", "--since", "2030-01-01"], "no fact is left (since 2030-01-01): its facts are of 2025-01-"),
        (["influence", "--min-documents", "9"], ""),
        (["emerging", "--days", "5000"], "all dated claims are of the last 5,000 days"),
        (["links", "--split", "2020-01-01"], "take a day with relations before it"),
        (["focus", "OpenAI"], "nothing is reported as a fact of 'OpenAI'"),
    ],
)
def test_what_cannot_be_answered(store_path, arguments, message):
    result = analyse(*arguments, "--store", store_path)
    if not message:  # a graph without an edge is an answer
        assert (result.exit_code, json.loads(result.stdout)["entities"]) == (0, [])
        return
    assert (result.exit_code, result.stdout) == (1, "")
    assert message in result.stderr


def test_without_dates_all_says_what_it_leaves_out(tmp_path):
    document, claims = sample("d3")
    with LocalStore(tmp_path / "graph", entities=ENTITIES) as store:
        store.add(replace(document, published=None), claims)
    result = analyse("--store", tmp_path / "graph")
    assert result.exit_code == 0
    assert list(json.loads(result.stdout)) == [name for name in ANALYSES if name not in {"trend", "emerging"}]
    assert "trend: no claim has a date to order it by" in result.stderr
    assert analyse("trend", "--store", tmp_path / "graph").exit_code == 1


def test_evidence_is_as_much_as_asked_for(store_path):
    result = analyse("influence", "--evidence", "0", "--store", store_path)
    assert {len(entity["evidence"]) for entity in json.loads(result.stdout)["entities"]} == {0}


@pytest.mark.parametrize("suffix", ["svg", "png"])
def test_plot(store_path, tmp_path, suffix):
    pytest.importorskip("matplotlib")
    file = tmp_path / f"influence.{suffix}"
    result = analyse("influence", "--plot", file, "--store", store_path)
    assert result.exit_code == 0
    assert json.loads(result.stdout)["entities"]
    assert f"{file}: drawn" in result.stderr
    content = file.read_bytes()
    assert content.startswith(b"\x89PNG") if suffix == "png" else b"United States" in content


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["influence", "--plot", "drawing.pdf"], "a drawing ends in .svg or .png"),
        (["influence", "--plot", "missing/drawing.svg"], "cannot be written: No such file or directory"),
        (["balance", "--plot", "drawing.svg"], "there is nothing to draw: No signed triads"),
    ],
)
def test_what_cannot_be_drawn(store_path, tmp_path, monkeypatch, arguments, message):
    pytest.importorskip("matplotlib")
    monkeypatch.chdir(tmp_path)
    result = analyse(*arguments, "--store", store_path)
    assert result.exit_code == 1
    assert message in result.stderr


def test_a_ministry_that_is_asked_about_does_not_vanish_in_its_government(tmp_path):
    ends = [
        Mention(0, 1, "x", "US Commerce Department", "GovernmentBody", entity_iri("us-commerce-department")),
        Mention(2, 3, "y", "gallium", "Material", entity_iri("gallium")),
    ]
    claim = Claim("d1", ends[0], "restrictsExportOf", ends[1], Evidence(0, 9, "x limits y"))
    with LocalStore(tmp_path / "graph") as store:
        store.add(Document("d1", "x limits y"), [claim])
    result = analyse("focus", "Commerce Department", "--format", "csv", "--store", tmp_path / "graph")
    assert "US Commerce Department,gallium,1" in result.stdout, result.stderr
    result = analyse("focus", "United States", "--format", "csv", "--store", tmp_path / "graph")
    assert "United States,gallium,1" in result.stdout, result.stderr
