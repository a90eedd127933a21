"""How the parts of a graph that no edge connects share the page: around the largest, in the gaps that it leaves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Component", "packed"]

_ABOVE, _BELOW, _BESIDE = 26.0, 36.0, 14.0
"""Pixels around a node for its shape, its label and some air."""


@dataclass(frozen=True, slots=True)
class Component:
    """A connected part of a graph and how it is drawn."""

    nodes: NDArray[np.int64]
    """Numbers of the nodes in the whole graph."""
    points: NDArray[np.float64]
    """x and y of each, in pixels."""
    edges: NDArray[np.int64]
    """Pairs of places in `nodes`."""


def packed(
    components: Sequence[Component], widths: NDArray[np.float64], *, aspect: float
) -> list[tuple[Component, NDArray[np.float64]]]:
    """Return the components with the shift that brings each to its place, the largest in the middle.

    Each of the others takes the free place nearest to the middle, measured so that the whole comes out `aspect` times
    as wide as high. `widths` are the pixels that the label of each node of the whole graph asks for.
    """
    order = sorted(components, key=lambda one: (-len(one.nodes), int(one.nodes[0])))
    boxes = [_box(one, widths) for one in order]
    extents = np.array([(right - left, bottom - top) for left, top, right, bottom in boxes])
    reach = np.sqrt(np.prod(extents, axis=1).sum()) + extents.max()
    cell = max(20.0, reach / 250)
    half = int(np.ceil(reach / cell))
    taken = np.zeros((2 * half, 2 * half), dtype=bool)
    result = []
    for number, (one, (left, top, right, bottom)) in enumerate(zip(order, boxes, strict=True)):
        columns, rows = int(np.ceil((right - left) / cell)), int(np.ceil((bottom - top) / cell))
        column, row = _nearest(taken, columns, rows, aspect) if number else (half - columns // 2, half - rows // 2)
        shift = np.array([(column - half) * cell - left, (row - half) * cell - top])
        result.append((one, shift))
        if number:
            taken[row : row + rows, column : column + columns] = True
        else:
            _mark(taken, one, widths, shift, cell)
    return result


def _box(one: Component, widths: NDArray[np.float64]) -> tuple[float, float, float, float]:
    """Return left, top, right and bottom of the component with its labels."""
    half = widths[one.nodes] / 2 + _BESIDE
    (x, y) = one.points.T
    return float((x - half).min()), float(y.min() - _ABOVE), float((x + half).max()), float(y.max() + _BELOW)


def _mark(
    taken: NDArray[np.bool_], one: Component, widths: NDArray[np.float64], shift: NDArray[np.float64], cell: float
) -> None:
    """Mark the cells of the nodes, labels and edges of the component, and so leave the gaps between them free."""
    middle = len(taken) // 2
    for (x, y), width in zip(one.points + shift, widths[one.nodes], strict=True):
        left, right = int((x - width / 2 - _BESIDE) // cell), int((x + width / 2 + _BESIDE) // cell)
        top, bottom = int((y - _ABOVE) // cell), int((y + _BELOW) // cell)
        taken[middle + top : middle + bottom + 1, middle + left : middle + right + 1] = True
    first, second = one.points[one.edges[:, 0]] + shift, one.points[one.edges[:, 1]] + shift
    steps = int(np.ceil(np.abs(second - first).max(initial=0.0) / cell)) + 1
    for share in np.linspace(0, 1, steps):
        at = np.floor((first + share * (second - first)) / cell).astype(int) + middle
        taken[at[:, 1], at[:, 0]] = True


def _nearest(taken: NDArray[np.bool_], columns: int, rows: int, aspect: float) -> tuple[int, int]:
    """Return column and row of the free block of cells of this size that is nearest to the middle."""
    total = np.zeros((len(taken) + 1, len(taken) + 1), dtype=np.int64)
    total[1:, 1:] = taken.cumsum(axis=0).cumsum(axis=1)
    inside = total[rows:, columns:] - total[:-rows, columns:] - total[rows:, :-columns] + total[:-rows, :-columns]
    row, column = np.nonzero(inside == 0)
    middle = len(taken) / 2
    far = np.hypot((column + columns / 2 - middle) / aspect, row + rows / 2 - middle)
    best = int(np.argmin(far))
    return int(column[best]), int(row[best])
