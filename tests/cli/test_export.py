"""kg export: the same bytes to standard output and to a file."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from kg.cli import app
from kg.store import LocalStore


@pytest.mark.parametrize("form", ["nquads", "trig", "turtle", "jsonld", "jsonl", "graphml", "gexf"])
def test_file_and_standard_output_get_the_same(store_path, tmp_path, form):
    arguments = ["export", "--format", form, "--store", str(store_path)]
    printed = CliRunner().invoke(app, arguments)
    written = CliRunner().invoke(app, [*arguments, "-o", str(tmp_path / "out")])
    assert (printed.exit_code, written.exit_code, written.stdout) == (0, 0, "")
    assert printed.stdout_bytes == (tmp_path / "out").read_bytes() != b""


def test_nquads_are_the_default_and_hold_each_quad(store_path):
    result = CliRunner().invoke(app, ["export", "--store", str(store_path)])
    with LocalStore(store_path, read_only=True) as store:
        assert set(result.stdout.splitlines()[1:]) == {f"{quad} ." for quad in store.oxigraph}


def test_jsonl_has_a_claim_a_line(store_path):
    result = CliRunner().invoke(app, ["export", "--format", "jsonl", "--store", str(store_path)])
    assert len([json.loads(line) for line in result.stdout.splitlines()]) == 11


def test_file_that_can_not_be_written_is_named(store_path, tmp_path):
    result = CliRunner().invoke(app, ["export", "-o", str(tmp_path / "no" / "out.nq"), "--store", str(store_path)])
    assert result.exit_code == 1
    assert "no/out" in result.stderr


@pytest.mark.parametrize(
    ("name", "begins"),
    [("g.ttl", b"@prefix"), ("g.trig", b"# kg export: "), ("g.graphml", b"<?xml"), ("g.nq.gz", b"\x1f\x8b")],
)
def test_the_name_of_the_file_says_the_format(store_path, tmp_path, name, begins):
    result = CliRunner().invoke(app, ["export", "-o", str(tmp_path / name), "--store", str(store_path)])
    assert result.exit_code == 0
    assert (tmp_path / name).read_bytes().startswith(begins)


def test_tables_go_into_a_folder(store_path, tmp_path):
    arguments = ["export", "-f", "csv", "-o", str(tmp_path / "tables"), "--store", str(store_path)]
    assert CliRunner().invoke(app, arguments).exit_code == 0
    assert {file.name for file in (tmp_path / "tables").iterdir()} == {"nodes.csv", "edges.csv", "claims.csv"}


def test_a_name_that_says_nothing_is_refused(store_path, tmp_path):
    result = CliRunner().invoke(app, ["export", "-o", str(tmp_path / "out"), "--store", str(store_path)])
    assert result.exit_code == 1
    assert "give --format" in result.stderr
