"""kg import: back from what kg export wrote."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from kg.cli import app


def run(*arguments):
    return CliRunner().invoke(app, list(map(str, arguments)))


@pytest.mark.parametrize("name", ["graph.nq", "graph.trig.gz", "graph.jsonld.xz"])
def test_export_and_import_give_the_same_graph(store_path, tmp_path, name):
    assert run("export", "-o", tmp_path / name, "--store", store_path).exit_code == 0
    result = run("import", tmp_path / name, "--store", tmp_path / "back")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "back: 4 documents, 11 claims" in result.stdout
    assert run("export", "--store", tmp_path / "back").stdout_bytes == run("export", "--store", store_path).stdout_bytes


def test_an_export_of_an_older_version_is_taken_with_a_word_on_what_was_not_checked(store_path, tmp_path):
    lines = run("export", "--store", store_path).stdout.splitlines(keepends=True)
    (tmp_path / "graph.nq").write_text("".join(lines[1:]), encoding="utf-8")
    result = run("import", tmp_path / "graph.nq", "--store", tmp_path / "back")
    assert result.exit_code == 0
    assert "graph.nq: does not begin with the line that says what it holds" in result.stderr


def test_what_cannot_be_imported_is_named(store_path, tmp_path):
    (tmp_path / "graph.nq").write_text("hello world")
    result = run("import", tmp_path / "graph.nq", "--store", tmp_path / "back")
    assert result.exit_code == 1
    assert "graph.nq:1: is no nquads" in result.stderr
    assert not (tmp_path / "back").exists()
    assert run("import", tmp_path / "graph.nq", "--store", store_path).exit_code == 1
    assert run("import", tmp_path / "graph.nq", "--format", "turtle").exit_code == 2
    assert run("import").exit_code == 2
