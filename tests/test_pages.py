"""The views of a store."""

from __future__ import annotations

import pytest

from kg.errors import QueryError
from kg.ids import entity_iri
from kg.pages import draw, read
from kg.view import VIEWS


def titles(page):
    return [item["title"] for section in page.payload["framing"]["guide"]["sections"] for item in section["items"]]


def test_names_are_found(small_store):
    page = draw(small_store, "ego", {"entity": "PRC"})
    assert page.payload["framing"]["focus"] == [entity_iri("china")]
    assert "<title>China and its surroundings</title>" in page.html


def test_paths_are_analysed(small_store):
    # The sample: the United States sanctions Huawei, which depends on TSMC, which supplies Nvidia.
    page = draw(small_store, "path", {"start": "Nvidia", "end": "United States"})
    assert titles(page) == ["Nvidia – TSMC – Huawei – United States"]
    assert "Yen" in page.payload["framing"]["guide"]["method"]


@pytest.mark.parametrize(
    ("view", "given", "message"),
    [
        ("map", {}, "no view is called 'map': there are overview, ego, path"),
        ("ego", {"entity": "Huwei"}, "did you mean 'Huawei'"),
        ("ego", {"entity": "x" * 1000}, "no entity is called"),
        ("path", {"start": "Huawei", "end": "Huawei Technologies"}, "both ends are Huawei"),
        ("path", {"start": "Huawei", "end": "OpenAI"}, "no path of facts leads from Huawei to OpenAI"),
        ("path", {"start": "Huawei"}, "path needs end"),
    ],
)
def test_what_cannot_be_drawn_is_said(small_store, view, given, message):
    with pytest.raises(QueryError, match=message):
        draw(small_store, view, given)


def test_all_entities_of_a_view_may_be_iris(small_store):
    found = read(small_store)
    view = VIEWS["ego"]
    payload = view.payload(found, view.read({"entity": entity_iri("huawei")}))
    assert {node["label"] for node in payload["nodes"]} == {"Huawei", "TSMC", "United States"}
    again = draw(small_store, "ego", {"entity": "Huawei"}, stated=found)
    assert again.payload == payload
