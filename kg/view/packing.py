"""How the parts of a graph that no edge connects share the page: around the largest, in the gaps that it leaves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
    cell = max(24.0, reach / 120)
    half = int(np.ceil(reach / cell))
    taken = np.zeros((2 * half, 2 * half), dtype=bool)
    places: dict[tuple[int, int], Iterator[tuple[int, int]]] = {}
    result: list[tuple[Component, NDArray[np.float64]]] = []
    for one, (left, top, right, bottom) in zip(order, boxes, strict=True):
        size = int(np.ceil((right - left) / cell)), int(np.ceil((bottom - top) / cell))
        columns, rows = size
        if not result:
            column, row = half - columns // 2, half - rows // 2
        else:
            # What was taken stays taken: for each size the search goes on where it last stopped.
            search = places.setdefault(size, _free(taken, columns, rows, aspect))
            column, row = next(search)
            taken[row : row + rows, column : column + columns] = True
        shift = np.array([(column - half) * cell - left, (row - half) * cell - top])
        if not result and len(order) > 1:
            _mark(taken, one, widths, shift, cell)
        result.append((one, shift))
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


def _free(taken: NDArray[np.bool_], columns: int, rows: int, aspect: float) -> Iterator[tuple[int, int]]:
    """Yield column and row of each free block of cells of this size, the nearest to the middle first."""
    total = np.zeros((len(taken) + 1, len(taken) + 1), dtype=np.int64)
    total[1:, 1:] = taken.cumsum(axis=0).cumsum(axis=1)
    inside = total[rows:, columns:] - total[:-rows, columns:] - total[rows:, :-columns] + total[:-rows, :-columns]
    row, column = np.nonzero(inside == 0)
    middle = len(taken) / 2
    far = np.hypot((column + columns / 2 - middle) / aspect, row + rows / 2 - middle)
    for at in np.argsort(far, kind="stable"):
        left, top = int(column[at]), int(row[at])
        if not taken[top : top + rows, left : left + columns].any():
            yield left, top
