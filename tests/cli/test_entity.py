"""kg entity: a card for people, JSON for programs, suggestions for what is not there."""

from __future__ import annotations

import json

import pytest
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
    at = lines.index(["depends", "on", "TSMC", "2", "1", "2025-06-01"])
    assert lines[at + 1] == ["“Huawei", "depends", "on", "TSMC.”"]
    assert any(line[:4] == ["←", "sanctions", "United", "States"] for line in lines)


def test_unknown_entity_comes_with_suggestions(store_path):
    result = CliRunner().invoke(app, ["entity", "Huawai", "--store", str(store_path)])
    assert (result.exit_code, result.stdout) == (1, "")
    assert "did you mean 'Huawei'" in result.stderr


def test_near_names_alone_are_suggested(store_path):
    result = CliRunner().invoke(app, ["entity", "Hauwei", "--store", str(store_path)])
    assert result.stderr == "error: no entity is called 'Hauwei': did you mean 'Huawei'?\n"


def test_nothing_is_suggested_if_nothing_is_near(store_path):
    result = CliRunner().invoke(app, ["entity", "Zyxel", "--store", str(store_path)])
    assert result.stderr == "error: no entity is called 'Zyxel': see `kg query entities` for those there are\n"


@pytest.mark.parametrize("terminal", [True, False])
def test_format_can_be_chosen(store_path, monkeypatch, terminal):
    monkeypatch.setattr("kg.cli.entity.to_people", lambda: terminal)
    arguments = ["entity", "huawei", "--store", str(store_path), "--format"]
    assert json.loads(CliRunner().invoke(app, [*arguments, "json"]).stdout)["label"] == "Huawei"
    assert CliRunner().invoke(app, [*arguments, "table"]).stdout.startswith("Huawei company")
    assert CliRunner().invoke(app, [*arguments, "xml"]).exit_code == 2


def test_roles_can_be_asked_for_a_day(store_path):
    arguments = ["entity", "Joe Biden", "--store", str(store_path), "--at"]
    assert CliRunner().invoke(app, [*arguments, "soon"]).exit_code == 2
    arguments[1] = "United States"
    roles = json.loads(CliRunner().invoke(app, [*arguments, "2022-05-01"]).stdout)["roles"]
    assert [role["other"] for role in roles if role["title"] == "president"] == ["Joe Biden"]


def test_card_on_a_terminal_has_roles_and_neighbours(store_path):
    arguments = ["entity", "United States", "--store", str(store_path), "--format", "table"]
    lines = CliRunner().invoke(app, arguments, env={"COLUMNS": "140"}).stdout.splitlines()
    assert any(line.startswith("neighbours") and "China (2)" in line for line in lines)
    assert any(line.split()[:3] == ["←", "leads", "Joe"] for line in lines)
