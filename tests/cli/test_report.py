"""kg report."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from kg.cli import app
from kg.store import LocalStore


def report(*arguments):
    return CliRunner().invoke(app, ["report", *map(str, arguments)])


@pytest.mark.parametrize(
    ("names", "title", "claims"),
    [
        (["Huawei"], "Huawei", "3 claims in 2 documents"),
        (["china", "Washington"], "China and United States", "2 claims in 2 documents"),
        ([], "Tech rivalry", "claims in 3 documents"),
        (["--since", "2025-05-01"], "Tech rivalry since 2025-05-01", "claims in 2 documents"),
    ],
)
def test_writes_a_page(store_path, tmp_path, names, title, claims):
    file = tmp_path / "briefing.html"
    result = report(*names, "--output", file, "--store", store_path)
    assert result.exit_code == 0, result.stderr
    assert result.stdout.startswith(f"{file}: {title}, ")
    assert claims in result.stdout
    page = file.read_text(encoding="utf-8")
    assert f"<h1>{title}</h1>" in page
    assert f"kg report {' '.join(names)}".strip() in page.replace("&#39;", "'")


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (["Huawey"], 1, "no entity is called 'Huawey': did you mean 'Huawei'"),
        (["China", "PRC"], 1, "are one actor: give two, or one name"),
        (["Huawei", "--since", "2030-01-01"], 1, "nothing is said of Huawei since 2030-01-01"),
        (["China", "Huawei", "Nvidia"], 2, "a briefing is on one actor or two: 3 given"),
        (["--since", "2025-02-01", "--until", "2025-01-01"], 2, "has no day: swap the two"),
        (["--since", "yesterday"], 2, "does not match the format"),
        (["--min-confidence", "2"], 2, "less than or equal to 1"),
        (["--output", "missing/report.html"], 1, "cannot be written: No such file or directory"),
    ],
)
def test_bad_input(store_path, tmp_path, monkeypatch, arguments, status, message):
    monkeypatch.chdir(tmp_path)
    result = report(*arguments, "--store", store_path)
    assert result.exit_code == status
    assert message in " ".join(result.stderr.replace("│", " ").split())
    assert not (tmp_path / "kg-report.html").exists()


def test_empty_store(tmp_path):
    with LocalStore(tmp_path / "graph"):
        pass
    result = report("--store", tmp_path / "graph")
    assert result.exit_code == 1
    assert "holds no claims to report on: add articles with `kg build PATH`" in result.stderr
