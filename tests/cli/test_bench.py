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
    result = CliRunner().invoke(app, ["bench", str(article), "--rounds", "1"])
    assert result.exit_code == 0
    assert "7 words, 1 claim" in result.output
    assert re.findall(r"^(bare nlp.pipe|extract|build) ", result.output, re.MULTILINE) == [
        "bare nlp.pipe",
        "extract",
        "build",
    ]
    assert "1.00 of bare parsing" in result.output


def test_nothing_to_read_is_an_error(tmp_path):
    result = CliRunner().invoke(app, ["bench", str(tmp_path / "nowhere.txt")])
    assert result.exit_code == 1
    assert "nothing to measure" in result.output
