"""Drawings."""

from __future__ import annotations

import sys

import pytest

from kg.analyse.chart import Chart, Series
from kg.analyse.plot import draw, write
from kg.errors import ConfigError

CHARTS = [
    Chart("Ranks", "bars", ("A", "B"), (Series("x", (2.0, 1.0)),), "points"),
    Chart("Ranks", "bars", ("A", "B"), (Series("x", (2.0, None)), Series("y", (1.0, 3.0))), "points"),
    Chart(
        "Time", "columns", ("2024", "2025"), (Series("up", (1.0, 2.0), "rivalry"), Series("down", (-1.0, 0.0))), "sum"
    ),
    Chart("Time", "lines", tuple(map(str, range(1990, 2026))), (Series("s", (None, *range(35)), "neutral"),), "share"),
    Chart("Table", "grid", ("t1", "t2"), (Series("A", (1.0, None)), Series("B", (None, 9.0))), "documents"),
]


@pytest.fixture(autouse=True)
def _matplotlib():
    pytest.importorskip("matplotlib")


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: f"{chart.kind}-{len(chart.series)}")
def test_every_kind(chart, tmp_path):
    write(chart, tmp_path / "a.svg", note="Small print.")
    svg = (tmp_path / "a.svg").read_text(encoding="utf-8")
    for words in (chart.title, chart.unit, chart.labels[0], "Small print."):
        assert words in svg
    assert "http://www.w3.org/2000/svg" in svg


def test_the_same_result_gives_the_same_file(tmp_path):
    for name in ("a.svg", "b.svg"):
        write(CHARTS[1], tmp_path / name)
    assert (tmp_path / "a.svg").read_bytes() == (tmp_path / "b.svg").read_bytes()


def test_bars_stand_on_each_other():
    axes = draw(CHARTS[1]).axes[0]
    assert [(bar.get_x(), bar.get_width()) for bar in axes.patches] == [(0, 2), (0, 0), (2, 1), (0, 3)]


def test_labels_are_text_and_no_mathematics(tmp_path):
    odd = "$\\frac{1}{0}$ <script>alert(1)</script> & costs $5"
    write(Chart(odd, "bars", (odd, "x" * 1000), (Series(odd, (1.0, 2.0)),), "u"), tmp_path / "a.svg", note=odd)
    svg = (tmp_path / "a.svg").read_text(encoding="utf-8")
    assert "<script" not in svg
    assert "x" * 100 not in svg
    assert "&lt;script&gt;" in svg


def test_no_global_state_is_touched(tmp_path):
    write(CHARTS[0], tmp_path / "a.png")
    assert "matplotlib.pyplot" not in sys.modules


def test_without_matplotlib(monkeypatch):
    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    with pytest.raises(ConfigError, match=r"pip install 'tech-rivalry-kg\[plot\]'"):
        draw(CHARTS[0])
