"""kg export: the same bytes to standard output and to a file."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from kg.cli import app
from kg.store import LocalStore


@pytest.mark.parametrize("form", ["nquads", "trig", "turtle", "jsonl"])
def test_file_and_standard_output_get_the_same(store_path, tmp_path, form):
    arguments = ["export", "--format", form, "--store", str(store_path)]
    printed = CliRunner().invoke(app, arguments)
    written = CliRunner().invoke(app, [*arguments, "-o", str(tmp_path / "out")])
    assert (printed.exit_code, written.exit_code, written.stdout) == (0, 0, "")
    assert printed.stdout_bytes == (tmp_path / "out").read_bytes() != b""


def test_nquads_are_the_default_and_hold_each_quad(store_path):
    result = CliRunner().invoke(app, ["export", "--store", str(store_path)])
    with LocalStore(store_path, read_only=True) as store:
        assert set(result.stdout.splitlines()) == {f"{quad} ." for quad in store.oxigraph}


def test_jsonl_has_a_claim_a_line(store_path):
    result = CliRunner().invoke(app, ["export", "--format", "jsonl", "--store", str(store_path)])
    assert len([json.loads(line) for line in result.stdout.splitlines()]) == 11


def test_file_that_can_not_be_written_is_named(store_path, tmp_path):
    result = CliRunner().invoke(app, ["export", "-o", str(tmp_path / "no" / "out"), "--store", str(store_path)])
    assert result.exit_code == 1
    assert "no/out" in result.stderr
