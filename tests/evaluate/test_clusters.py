"""B-cubed, against the figures of the paper that defined it."""

from __future__ import annotations

import pytest

from kg.evaluate.clusters import b_cubed

# Bagga and Baldwin (1998), section 5: twelve mentions of four things, and two answers that each err by one link.
TRUTH = dict(zip("123456789ABC", [1] * 5 + [2] * 2 + [3] * 5, strict=True))
FIRST = dict(zip("123456789ABC", [1] * 5 + [2] * 7, strict=True))
SECOND = dict(zip("123456789ABC", [1] * 5 + [2] * 2 + [1] * 5, strict=True))


@pytest.mark.parametrize(("answer", "precision"), [(FIRST, 0.76), (SECOND, 0.58)])
def test_figures_of_the_paper(answer, precision):
    figures = b_cubed(TRUTH, answer, list(TRUTH))
    assert round(figures.precision, 2) == precision
    assert figures.recall == 1.0


def test_what_was_not_found_has_no_recall_and_no_precision():
    figures = b_cubed({"a": 1, "b": 1}, {"a": 1}, "ab")
    assert (figures.precision, figures.recall) == (1.0, 0.25)  # a: 1 and 1/2; b: nothing and 0


def test_others_in_a_cluster_count_against_it():
    figures = b_cubed({"a": 1, "x": 2}, {"a": 7, "x": 7}, "a")
    assert (figures.precision, figures.recall) == (0.5, 1.0)


def test_nothing_to_measure():
    figures = b_cubed({}, {}, "")
    assert (figures.precision, figures.recall, figures.f1) == (0.0, 0.0, 0.0)
