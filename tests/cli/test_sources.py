"""kg sources: the documents, for people and for programs."""

from __future__ import annotations

import csv
import io

from typer.testing import CliRunner

from kg.cli import app


def test_sources_come_as_csv_in_a_pipe(store_path):
    result = CliRunner().invoke(app, ["sources", "--store", str(store_path)])
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert result.exit_code == 0
    assert [row["id"] for row in rows] == ["d3", "d2", "d1", "d4"]
    assert rows[2] == {
        "id": "d1",
        "date": "2025-04-26",
        "publisher": "Example News",
        "title": "Chip race heats up",
        "claims": "3",
        "url": "https://x.test/1",
    }


def test_sources_come_as_table_with_totals_on_a_terminal(store_path, monkeypatch):
    monkeypatch.setattr("kg.cli.sources.to_people", lambda: True)
    result = CliRunner().invoke(app, ["sources", "--store", str(store_path)], env={"COLUMNS": "120"})
    assert result.stdout.splitlines()[0].split() == ["id", "date", "publisher", "title", "claims"]
    assert len(result.stdout.splitlines()) == 2 + 4
    assert result.stderr == "4 documents, 11 claims\n"
