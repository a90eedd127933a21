"""`--gazetteer`: entities of one's own in extraction and in the graph."""

from __future__ import annotations

import json
import os

import pytest
from typer.testing import CliRunner

from kg.cli import app

pytestmark = pytest.mark.model

runner = CliRunner()
CSV = "key,type,label,aliases\nfoobar,Company,Foobar Semiconductor,Foobar\n"


@pytest.fixture
def files(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "own.csv").write_text(CSV)
    (tmp_path / "article.txt").write_text("China banned Foobar. Huawei sued Foobar Semiconductor.")
    return tmp_path


def objects(result):
    assert result.exit_code == 0, result.output
    return {json.loads(line)["object"]["id"] for line in result.stdout.splitlines()}


def test_extract_links_to_the_users_entity(files):
    result = runner.invoke(app, ["extract", "article.txt", "-f", "jsonl", "--gazetteer", "own.csv"])
    assert objects(result) == {"https://w3id.org/tech-rivalry/entity/foobar"}
    assert result.stderr == ""


def test_the_option_ends_with_the_command(files):
    before = os.environ.get("KG_GAZETTEER")
    runner.invoke(app, ["extract", "article.txt", "-f", "jsonl", "--gazetteer", "own.csv"])
    assert os.environ.get("KG_GAZETTEER") == before
    assert "entity/foobar" not in str(objects(runner.invoke(app, ["extract", "article.txt", "-f", "jsonl"])))


def test_the_setting_does_the_same(files, monkeypatch):
    monkeypatch.setenv("KG_GAZETTEER", "own.csv")
    result = runner.invoke(app, ["extract", "article.txt", "-f", "jsonl"])
    assert objects(result) == {"https://w3id.org/tech-rivalry/entity/foobar"}


def test_it_may_be_given_several_times(files):
    (files / "more.yaml").write_text("hua: {type: Company, label: Huawei}")
    arguments = ["extract", "article.txt", "-f", "jsonl", "--gazetteer", "own.csv", "--gazetteer", "more.yaml"]
    result = runner.invoke(app, arguments)
    subjects = {json.loads(line)["subject"]["id"].rsplit("/", 1)[1] for line in result.stdout.splitlines()}
    assert subjects == {"china", "hua"}
    assert result.stderr == (
        "note: 1 name of known entities now leads to entries of your files, such as 'huawei': hua in place of huawei\n"
    )


@pytest.mark.parametrize("command", ["extract", "build", "evaluate"])
def test_mistakes_end_the_run_before_anything_is_done(files, command):
    (files / "own.csv").write_text("key,type,label\na,Chipmaker,Aa\nb,Company,\n")
    result = runner.invoke(app, [command, "article.txt", "--gazetteer", "own.csv"])
    assert result.exit_code == 1
    first, second = result.stderr.splitlines()
    assert first.startswith(f"error: {files / 'own.csv'}:2: entry 'a' has unknown type 'Chipmaker'")
    assert second.startswith(f"{files / 'own.csv'}:3: entry 'b' has label None")
    assert not (files / "kg-store").exists()


def test_a_missing_file_is_bad_usage(files):
    result = runner.invoke(app, ["extract", "article.txt", "--gazetteer", "missing.csv"])
    assert result.exit_code == 2
    assert "missing.csv" in result.stderr


def test_a_graph_is_read_again_when_the_gazetteer_changes_and_keeps_its_entities(files):
    def built(*more):
        result = runner.invoke(app, ["build", "article.txt", *more])
        assert result.exit_code == 0, result.output
        return [int(line.split()[-2]) for line in result.stdout.splitlines()[:2]]

    def shown():
        return runner.invoke(app, ["entity", "Foobar Semiconductor"]).stdout

    assert built("--gazetteer", "own.csv") == [1, 0]
    assert built("--gazetteer", "own.csv") == [0, 1]
    (files / "other.txt").write_text("Nothing.")
    runner.invoke(app, ["build", "other.txt"])  # without the file: what the first article says stays readable
    assert '"company"' in shown()
    (files / "own.csv").write_text(CSV.replace("Foobar\n", "Foobar|Foobar Chips\n"))
    assert built("--gazetteer", "own.csv") == [1, 0]
    assert built() == [1, 0]
    assert built() == [0, 1]
