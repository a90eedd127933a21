"""kg bench: it measures what it says, without judging times."""

from __future__ import annotations

import re

import pytest
from typer.testing import CliRunner

from kg.cli import app


@pytest.mark.model
def test_every_stage_is_timed_beside_bare_parsing(tmp_path):
    article = tmp_path / "one.txt"
    article.write_text("The United States sanctioned Huawei in 2019.", encoding="utf-8")
    result = CliRunner().invoke(app, ["bench", "extract", str(article), "--rounds", "1"])
    assert result.exit_code == 0
    assert "7 words, 1 claim" in result.output
    assert re.findall(r"^(bare nlp.pipe|extract|build) ", result.output, re.MULTILINE) == [
        "bare nlp.pipe",
        "extract",
        "build",
    ]
    assert "1.00 of bare parsing" in result.output


@pytest.mark.parametrize("kind", ["extract", "store"])
def test_nothing_to_read_is_an_error(tmp_path, kind):
    result = CliRunner().invoke(app, ["bench", kind, str(tmp_path / "nowhere.txt")])
    assert result.exit_code == 1
    assert "nothing to measure" in result.output


@pytest.mark.model
def test_store_is_measured_on_articles_or_on_another_graph(tmp_path, store_path):
    article = tmp_path / "one.txt"
    article.write_text(
        "The United States sanctioned Huawei in 2019. China criticized the United States.", encoding="utf-8"
    )
    words = ["bench", "store", str(article), "--triples", "200", "--rounds", "1", "--sample", "1", "--cap", "60"]
    for more, claims in ([], 2), (["--store", str(store_path)], 11):
        result = CliRunner().invoke(app, [*words, *more])
        assert result.exit_code == 0, result.output
        found = re.search(r", (\d+) claims, [\d,]+ quads, (\d+) cop", " ".join(result.output.split()))
        assert int(found[1]) == claims * int(found[2])
        lines = re.findall(r"^(load|build again|queries)  ", result.output, re.MULTILINE)
        assert lines == ["load", "build again", "queries"]
        assert "of 1, 0 stopped in rdflib" in " ".join(result.output.split())
