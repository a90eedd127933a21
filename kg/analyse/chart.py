"""What a result looks like as a drawing, whatever draws it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["Chart", "Series"]


@dataclass(frozen=True, slots=True)
class Series:
    """Numbers of one kind, one for each label of the chart; None where there is none."""

    name: str
    values: tuple[float | None, ...]
    role: Literal["rivalry", "cooperation", "neutral", "accent"] = "accent"
    """What the colour says."""


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars for what is ranked, columns and lines for what goes along time, a grid for a table of numbers."""

    title: str
    kind: Literal["bars", "columns", "lines", "grid"]
    labels: tuple[str, ...]
    """What the values belong to: of bars from top to bottom, of columns and lines from left to right; of a grid the
    columns, whose rows are the series."""
    series: tuple[Series, ...]
    """Of bars and columns, those of one label stand on each other, negative numbers below the line."""
    unit: str
    """What the numbers count."""
