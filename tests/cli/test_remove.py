"""kg remove: takes out what it is told, names what is not there, and goes on."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from kg.cli import app
from kg.ids import document_iri
from kg.store import LocalStore


def ids(path):
    with LocalStore(path, read_only=True) as store:
        return {source.id for source in store.sources()}


def test_documents_are_removed(store_path):
    result = CliRunner().invoke(app, ["remove", "d1", "d3", "--store", str(store_path)])
    assert (result.exit_code, result.stdout) == (0, "removed d1\nremoved d3\n")
    assert ids(store_path) == {"d2", "d4"}


def test_unknown_id_is_named_with_close_ones_and_the_others_go_on(store_path):
    result = CliRunner().invoke(app, ["remove", "d11", "d2", "--store", str(store_path)])
    assert (result.exit_code, result.stdout) == (1, "removed d2\n")
    assert result.stderr == "error: there is no document 'd11': did you mean d1?\n"
    assert ids(store_path) == {"d1", "d3", "d4"}


def test_document_named_twice_is_removed_once(store_path):
    result = CliRunner().invoke(app, ["remove", "d1", "d1", "--store", str(store_path)])
    assert (result.exit_code, result.stdout) == (0, "removed d1\n")


@pytest.mark.parametrize("name", ["doc:d1", document_iri("d1")])
def test_document_goes_by_its_iri(store_path, name):
    result = CliRunner().invoke(app, ["remove", name, "--store", str(store_path)])
    assert (result.exit_code, result.stdout) == (0, f"removed {name}\n")
    assert ids(store_path) == {"d2", "d3", "d4"}


def test_missing_store_is_explained_and_not_made(tmp_path):
    result = CliRunner().invoke(app, ["remove", "d1", "--store", str(tmp_path / "none")])
    assert result.exit_code == 1
    assert not (tmp_path / "none").exists()
