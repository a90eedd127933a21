"""kg why and kg infer: output for people and machines, and their exit status."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from kg.cli import app

RUN = CliRunner()


def kg(*arguments: object):
    return RUN.invoke(app, [str(argument) for argument in arguments])


def test_why_in_a_pipe_is_json(store_path):
    result = kg("why", "US", "competes with", "China", "--store", store_path)
    assert result.exit_code == 0
    found = json.loads(result.stdout)
    assert found["statements"][0]["publishers"] == 2
    assert found["statements"][0]["backing"][0]["published"] == "2025-04-26"


def test_why_for_people_says_how_many_and_where(store_path):
    result = kg("why", "Huawei", "dependsOn", "TSMC", "-f", "table", "--store", store_path)
    assert result.exit_code == 0
    assert "affirmed, actual in 2025: 1 publisher for, 1 against, 1 document" in " ".join(result.stdout.split())
    assert "“Huawei depends on TSMC.” (Example News)" in result.stdout


def test_why_of_nothing_has_status_1_and_a_hint(store_path):
    result = kg("why", "Nvidia", "bans", "China", "--store", store_path)
    assert result.exit_code == 1
    assert "Nvidia bans China: no article speaks of it, and no rule concludes it (`kg infer`" in result.stderr


@pytest.mark.parametrize("wrong", [("Nvidai", "bans", "China"), ("Nvidia", "competeWith", "China")])
def test_why_of_an_unknown_name_says_what_comes_close(store_path, wrong):
    result = kg("why", *wrong, "--store", store_path)
    assert result.exit_code == 1
    assert "did you mean" in result.stderr


def test_why_takes_types_and_inverses_by_name(store_path):
    assert kg("infer", "--store", store_path).exit_code == 0
    result = kg("why", "Huawei", "type", "Agent", "-f", "table", "--store", store_path)
    assert result.exit_code == 0
    assert (
        "by the rule subclass (the broader classes of an entity)\n  Huawei rdf:type company (gazetteer)"
        in result.stdout
    )
    assert kg("why", "Huawei", "sanctioned by", "US", "--store", store_path).exit_code == 0
    result = kg("why", "Acme Chips", "type", "company", "-f", "table", "--store", store_path)
    assert result.exit_code == 0
    assert "read in d" in result.stdout
    result = kg("why", "Acme Chips", "type", "Agent", "-f", "table", "--store", store_path)
    assert "Acme Chips rdf:type company (read)" in result.stdout


def test_infer_counts_by_rule_and_why_explains(store_path):
    result = kg("infer", "--store", store_path)
    assert result.exit_code == 0
    assert "inverse,The inverse of a relation,5" in result.stdout
    assert "quads written, 0 taken out" in result.stderr
    assert "as before" in kg("infer", "--store", store_path).stderr
    shown = kg("why", "Nvidia", "suppliedBy", "TSMC", "-f", "table", "--store", store_path).stdout
    assert "by the rule inverse (the inverse of a relation)\n  TSMC supplies Nvidia (1 claim)" in shown


def test_infer_lists_the_rules_without_a_store(tmp_path):
    result = kg("infer", "--list", "--store", tmp_path / "none")
    assert result.exit_code == 0
    assert "controlled-from,The country of the parent," in result.stdout


def test_infer_of_no_store_says_so(tmp_path):
    result = kg("infer", "--store", tmp_path / "none")
    assert result.exit_code == 1
    assert "there is no store" in result.stderr


def test_limit_is_for_owl_rl_alone(store_path):
    assert kg("infer", "--limit", "5", "--store", store_path).exit_code == 2
