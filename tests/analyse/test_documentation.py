"""docs/analysis.md tells of every analysis what it says of itself."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg import analyse
from kg.analyse import ANALYSES, Escalation, Finding
from kg.analyse.knowledge import knowledge

PAGE = Path(__file__).parents[2] / "docs" / "analysis.md"
FINDINGS = [each for each in vars(analyse).values() if isinstance(each, type) and issubclass(each, Finding)]


def plain(text):
    return " ".join(text.split())


def test_every_analysis_has_its_section():
    headings = re.findall(r"^## (\w+)$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert set(headings) == {*ANALYSES, "escalation"}


@pytest.mark.parametrize("finding", [each for each in FINDINGS if each is not Finding], ids=lambda each: each.__name__)
def test_question_method_and_citation(finding):
    page = plain(PAGE.read_text(encoding="utf-8"))
    citation = knowledge().source if finding is Escalation else finding.citation
    for words in (finding.question, finding.method, citation):
        assert plain(words) in page


def test_every_weight_stands_there():
    page = PAGE.read_text(encoding="utf-8")
    for name, entry in knowledge().weights.items():
        assert f"| `{name}` | {entry.cameo} {entry.event} | {entry.weight:+.1f} |" in page
    assert all(f"`{name}`" in page for name in knowledge().unweighted)
