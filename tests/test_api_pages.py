"""`make docs` writes pages on the API from its docstrings, which ask for nothing from the network."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """Return the folder that the command of the Makefile writes."""
    folder = tmp_path_factory.mktemp("api")
    [line] = [line for line in (ROOT / "Makefile").read_text().splitlines() if "$(BIN)/pdoc" in line]
    modules = line.strip().split(" docs/api ")[1].split()
    run = subprocess.run(
        [sys.executable, "-m", "pdoc", "-o", folder, *modules], cwd=ROOT, capture_output=True, text=True
    )
    assert (run.returncode, run.stderr) == (0, "")
    return folder


def test_every_function_of_the_api_is_there_with_its_example(pages):
    page = (pages / "kg" / "api.html").read_text(encoding="utf-8")
    for name in (
        "open",
        "build",
        "read",
        "Graph.saved",
        "Graph.claims",
        "Graph.view",
        "Graph.to_networkx",
        "Graph.search",
    ):
        assert f'id="{name}"' in page
    assert "China banned Micron." in page


def test_pages_are_complete_without_a_network(pages):
    files = [*pages.rglob("*.html")]
    assert len(files) > 5
    for file in files:
        text = file.read_text(encoding="utf-8")
        assert re.findall(r'<(?:script|link|img|iframe)[^>]+(?:src|href)="(?:https?:)?//[^"]*"', text) == []
        assert re.findall(r"@import|url\((?!['\"]?data:)", text) == []
