"""The drawings of a briefing, as numbers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import combinations

import pytest

from kg.model import TimeSpan
from kg.report import Subject, brief
from kg.report.drawing import network, timeline


def drawn(pairs, iri, *names):
    subject = Subject(tuple(map(iri, names)))
    return network(brief(pairs, subject), subject.entities)


def test_rivals_left_and_others_right(pairs, iri):
    drawing = drawn(pairs, iri, "Huawei")
    centre = drawing.nodes[0]
    assert (centre.label, centre.central) == ("Huawei", True)
    sides = {node.name: node.x < centre.x for node in drawing.nodes[1:]}
    assert sides == {"United States": True, "Nvidia": True, "TSMC": False, "China": False}
    assert {line.hint for line in drawing.lines} >= {
        "Huawei and United States: rivalry in 3 articles",
        "Huawei and TSMC: cooperation in 1 article",
        "Huawei and China: other relations in 1 article",
    }


def test_those_in_the_middle_of_two(pairs, saying, iri):
    # Huawei belongs to China, which is no dealing that would put it in the middle.
    assert [node.name for node in drawn(pairs, iri, "China", "United States").nodes if not node.central] == []
    pairs += [saying("Japan", "alliedWith", "United States", 11), saying("Japan", "criticizes", "China", 12)]
    drawing = drawn(pairs, iri, "China", "United States")
    assert "Japan" in {node.name for node in drawing.nodes}
    assert "China and Japan: rivalry in 1 article" in {line.hint for line in drawing.lines}


def test_the_most_reported(pairs, iri):
    drawing = drawn(pairs, iri)
    assert {node.name for node in drawing.nodes} == {"China", "United States", "Huawei", "Nvidia", "TSMC"}
    assert {line.sign for line in drawing.lines} == {"rivalry", "cooperation"}


@pytest.mark.parametrize("names", [[], ["China"], ["China", "United States"]])
@pytest.mark.parametrize("number", [1, 2, 7, 60])
def test_no_label_stands_on_another(saying, iri, names, number):
    """Boxes of the labels, with 7 pixels a character and 14 a line, stay apart and inside the drawing."""
    pairs = [saying("China", "bans", "United States", 1)]
    for n in range(number):
        actor = f"Actor Number {n} {'x' * (n % 40)}"
        pairs += [saying("China", "bans", actor, 2 + n % 20), saying(actor, "meetsWith", "United States", 1 + n % 7)]
    drawing = drawn(pairs, iri, *names)
    boxes = []
    for node in drawing.nodes:
        width = 7 * len(node.label)
        left = {"start": node.text_x, "middle": node.text_x - width / 2, "end": node.text_x - width}[node.anchor]
        boxes.append((left, left + width, node.text_y - 11, node.text_y + 3))
        assert 0 <= node.x <= drawing.width and 0 <= node.y <= drawing.height
        assert left >= -1 and left + width <= drawing.width + 1
    for one, other in combinations(boxes, 2):
        assert one[1] <= other[0] or other[1] <= one[0] or one[3] <= other[2] or other[3] <= one[2]


def test_timeline_by_hand(pairs, iri):
    shown = timeline(brief(pairs, Subject((iri("Huawei"),))).statements)
    # Facts of March 2025: three sanctions and a competition, one cooperation, a dependence and a seat.
    assert shown.table == (("2025-03", 4, 1, 2),)
    assert [(bar.sign, bar.number) for bar in shown.bars] == [("rivalry", 4), ("cooperation", 1), ("neutral", 2)]
    assert [name for _, name, _ in shown.bands] == ["Rivalry", "Cooperation", "Other"]
    tallest, *_ = shown.bars
    assert shown.bars[1].height == pytest.approx(tallest.height / 4, abs=0.1)
    assert (shown.earlier, shown.undated) == (0, 0)


def test_a_stray_event_of_long_ago_leaves_room(saying):
    pairs = [saying("China", "bans", f"Acme{n}", 1 + n % 28) for n in range(60)]
    claim, document = pairs[0]
    pairs[0] = (replace(claim, time=TimeSpan(date(1987, 1, 1), date(1987, 12, 31), "in 1987")), document)
    shown = timeline(brief(pairs, Subject()).statements)
    assert (shown.earlier, [row[0] for row in shown.table]) == (1, ["2025-03"])


def test_no_dates(saying):
    claim, document = saying("China", "bans", "Nvidia", 1)
    assert timeline(brief([(claim, replace(document, published=None))], Subject()).statements) is None
