"""kg entity: a card for people, JSON for programs, suggestions for what is not there."""

from __future__ import annotations

import json

from typer.testing import CliRunner

from kg.cli import app


def test_entity_comes_as_json_in_a_pipe(store_path):
    result = CliRunner().invoke(app, ["entity", "Huawei Technologies", "--store", str(store_path)])
    card = json.loads(result.stdout)
    assert result.exit_code == 0
    assert (card["label"], card["types"], card["country"]) == ("Huawei", ["company"], "China")
    assert card["relationships"][0]["latest"] == "2025-06-01"


def test_entity_comes_as_card_on_a_terminal(store_path, monkeypatch):
    monkeypatch.setattr("kg.cli.entity.to_people", lambda: True)
    result = CliRunner().invoke(app, ["entity", "huawei", "--store", str(store_path)], env={"COLUMNS": "140"})
    lines = [line.split() for line in result.stdout.splitlines()]
    assert lines[0] == ["Huawei", "company"]
    assert ["also", "called", "Huawei", "Technologies"] in lines
    assert ["same", "as", "http://www.wikidata.org/entity/Q160120"] in lines
    row = ["depends", "on", "TSMC", "2", "1", "2025-06-01", "Huawei", "depends", "on", "TSMC."]
    assert row in lines
    assert any(line[:4] == ["←", "sanctions", "United", "States"] for line in lines)


def test_unknown_entity_comes_with_suggestions(store_path):
    result = CliRunner().invoke(app, ["entity", "Huawai", "--store", str(store_path)])
    assert (result.exit_code, result.stdout) == (1, "")
    assert "did you mean 'Huawei'" in result.stderr
