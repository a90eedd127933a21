"""Drawings of results as SVG or PNG, by matplotlib, which comes with the extra `plot`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from textwrap import wrap
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from kg.analyse.chart import Chart, Series
from kg.errors import ConfigError, KgError

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["SUFFIXES", "draw", "write"]

SUFFIXES = (".svg", ".png")

# The palette of Okabe and Ito (2008), whose colours stay apart in every common form of colour blindness.
_ROLES: Mapping[str, str] = MappingProxyType(
    {"rivalry": "#D55E00", "cooperation": "#0072B2", "neutral": "#7b8590", "accent": "#0072B2"}
)
_CYCLE = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00")
_LABEL = 44
"""Characters of a label that a drawing shows."""


def write(chart: Chart, file: Path, *, note: str = "") -> None:
    """Write the drawing to a file that ends in .svg or .png; `note` is a line of small print below it.

    Raises ConfigError for another ending or without matplotlib, and KgError if the file cannot be written.
    """
    if file.suffix.lower() not in SUFFIXES:
        raise ConfigError(f"{file}: a drawing ends in {' or '.join(SUFFIXES)}: name it so")
    figure = draw(chart, note=note)
    import matplotlib

    try:
        # Without a date and with fixed ids, the same result gives the same file.
        with matplotlib.rc_context({"svg.hashsalt": "kg", "svg.fonttype": "none"}):
            metadata = {"Date": None} if file.suffix.lower() == ".svg" else None
            figure.savefig(file, dpi=144, metadata=metadata)
    except OSError as error:
        raise KgError(f"{file}: cannot be written: {error.strerror}: name another file") from error


def draw(chart: Chart, *, note: str = "") -> Figure:
    """Return the drawing as a figure of matplotlib, which needs no display. Raises ConfigError without matplotlib."""
    try:
        from matplotlib.figure import Figure
    except ImportError as error:
        raise ConfigError("drawings need matplotlib: install it with `pip install 'tech-rivalry-kg[plot]'`") from error
    # A figure made by itself has the Agg canvas and touches no global state, unlike pyplot.
    figure = Figure(figsize=_size(chart), layout="constrained")
    axes = figure.add_subplot()
    figure.suptitle(_plain(chart.title, 80), x=0.01, ha="left", fontsize=12, fontweight="bold")
    _KINDS[chart.kind](axes, chart)
    if note:
        lines = wrap(_plain(note, 400), int(18 * figure.get_figwidth()))
        figure.supxlabel("\n".join(lines), fontsize=7, color="#5b6570", x=0.01, ha="left")
    return figure


def _size(chart: Chart) -> tuple[float, float]:
    """Return width and height in inches."""
    if chart.kind == "bars":
        return 8.0, 1.4 + 0.32 * max(len(chart.labels), 3)
    if chart.kind == "grid":
        return 4.0 + 0.7 * len(chart.labels), 2.4 + 0.4 * len(chart.series)
    return 8.5, 4.0


def _plain(text: str, length: int = _LABEL) -> str:
    """Return the text without what matplotlib takes for mathematics, and not too long to stand beside anything."""
    short = text if len(text) <= length else f"{text[: length - 1]}…"
    return short.replace("$", r"\$")


def _colour(chart: Chart, number: int, series: Series) -> str:
    several = sum(one.role == series.role for one in chart.series) > 1
    return _CYCLE[number % len(_CYCLE)] if several else _ROLES[series.role]


def _bars(axes: Axes, chart: Chart) -> None:
    places = range(len(chart.labels))
    start = [0.0] * len(chart.labels)
    for number, series in enumerate(chart.series):
        values = [value or 0.0 for value in series.values]
        axes.barh(places, values, left=start, label=series.name, color=_colour(chart, number, series), height=0.7)
        start = [one + other for one, other in zip(start, values, strict=True)]
    axes.set_yticks(places, [_plain(label) for label in chart.labels])
    axes.invert_yaxis()
    axes.set_xlabel(chart.unit)
    if all(value is None or float(value).is_integer() for series in chart.series for value in series.values):
        from matplotlib.ticker import MaxNLocator

        axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    _bare(axes, "x", legend=len(chart.series) > 1)


def _columns(axes: Axes, chart: Chart) -> None:
    places = range(len(chart.labels))
    for number, series in enumerate(chart.series):
        values = [value or 0.0 for value in series.values]
        axes.bar(places, values, label=series.name, color=_colour(chart, number, series), width=0.8)
    axes.axhline(0, color="#20262e", linewidth=0.8)
    _along_time(axes, chart)


def _lines(axes: Axes, chart: Chart) -> None:
    places = range(len(chart.labels))
    for number, series in enumerate(chart.series):
        values = [float("nan") if value is None else value for value in series.values]
        axes.plot(places, values, marker="o", markersize=4, label=series.name, color=_colour(chart, number, series))
    if chart.unit.startswith("share"):
        axes.set_ylim(0, 1.05)
    _along_time(axes, chart)


def _along_time(axes: Axes, chart: Chart) -> None:
    step = max(1, -(-len(chart.labels) // 16))
    places = range(0, len(chart.labels), step)
    axes.set_xticks(places, [chart.labels[place] for place in places], rotation=45, ha="right", fontsize=8)
    axes.set_ylabel(chart.unit)
    _bare(axes, "y", legend=len(chart.series) > 1)


def _grid(axes: Axes, chart: Chart) -> None:
    cells = [[value or 0.0 for value in series.values] for series in chart.series]
    axes.imshow(cells, cmap="Blues", aspect="auto", vmin=0)
    most = max((value for row in cells for value in row), default=0)
    for row, values in enumerate(cells):
        for column, value in enumerate(values):
            if value:
                colour = "white" if value > most / 2 else "#20262e"
                axes.text(column, row, f"{value:g}", ha="center", va="center", fontsize=8, color=colour)
    axes.set_xticks(range(len(chart.labels)), [_plain(label, 24) for label in chart.labels], rotation=40, ha="right")
    axes.set_yticks(range(len(chart.series)), [_plain(series.name, 32) for series in chart.series])
    axes.set_xlabel(chart.unit)
    for side in axes.spines.values():
        side.set_visible(False)


def _bare(axes: Axes, lines: Any, *, legend: bool) -> None:
    """Take away what carries no information, and draw thin lines to read values by."""
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    axes.grid(axis=lines, color="#d9dee3", linewidth=0.6)
    axes.set_axisbelow(True)
    if legend:
        # Above the axes, where no bar can be.
        axes.legend(frameon=False, fontsize=8, loc="lower right", bbox_to_anchor=(1, 1), ncols=6, columnspacing=1)


_KINDS = MappingProxyType({"bars": _bars, "columns": _columns, "lines": _lines, "grid": _grid})
