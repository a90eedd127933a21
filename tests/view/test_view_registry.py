"""The views by name, and what each may be told."""

from __future__ import annotations

import pytest

from kg.errors import QueryError
from kg.ids import entity_iri
from kg.view import VIEWS, Material, Paths
from kg.view.periods import parse_period

CHINA, US, HUAWEI, NVIDIA = (entity_iri(name) for name in ("china", "united-states", "huawei", "nvidia"))


def show(name, statements, **given):
    view = VIEWS[name]
    return view.payload(Material(statements), view.read(given))


def labels(payload):
    return {node["label"] for node in payload["nodes"]}


def test_every_view_says_what_it_is():
    for name, view in VIEWS.items():
        assert view.name == name
        assert view.label
        assert view.description.endswith(".")
        assert all(parameter.help.endswith(".") for parameter in view.parameters)
        assert len({parameter.name for parameter in view.parameters}) == len(view.parameters)


def test_values_come_in_their_types():
    values = VIEWS["ego"].read({"entity": CHINA, "hops": "2", "min_confidence": "0.5", "period": "2025"})
    assert values == {
        "entity": CHINA,
        "hops": 2,
        "max_nodes": 150,
        "min_confidence": 0.5,
        "period": parse_period("2025"),
    }


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({}, "ego needs entity"),
        ({"entity": ""}, "ego needs entity"),
        ({"entity": CHINA, "hops": "3"}, "hops: '3' does not do: give a whole number, from 1 to 2"),
        ({"entity": CHINA, "hops": "x"}, "hops: 'x' does not do"),
        ({"entity": CHINA, "max_nodes": 0}, "max_nodes: 0 does not do: give a whole number from 1 up"),
        ({"entity": CHINA, "min_confidence": "1.5"}, "give a number from 0 to 1"),
        ({"entity": CHINA, "min_confidence": "nan"}, "give a number from 0 to 1"),
        ({"entity": CHINA, "period": "lately"}, "'lately' is no period"),
        ({"entity": CHINA, "size": "3"}, "ego has no parameter 'size': it has entity, hops"),
    ],
)
def test_wrong_values_are_named(given, message):
    with pytest.raises(QueryError, match=message.replace("(", r"\(")):
        VIEWS["ego"].read(given)


def test_flags_are_read():
    assert VIEWS["overview"].read({"everything": "yes"})["everything"] is True
    with pytest.raises(QueryError, match="give 1 or 0"):
        VIEWS["overview"].read({"everything": "perhaps"})


def test_confidence_and_period_leave_out(saying):
    statements = [
        saying("China", "bans", "Nvidia", 1, sure=0.5),
        saying("China", "bans", "Huawei", 2),
        saying("China", "bans", "OpenAI", 3),
    ]
    assert labels(show("overview", statements, min_confidence=0.6, period="2025-01-01..2025-01-02")) == {
        "China",
        "Huawei",
    }
    with pytest.raises(QueryError, match=r"no claim has a confidence of 0\.95: give 0\.9 or less"):
        show("overview", statements, min_confidence=0.95)
    with pytest.raises(QueryError, match=r"no article is of the period 2031.*they are of 2025-01-01 to 2025-01-03"):
        show("overview", statements, period="2031")
    with pytest.raises(QueryError, match="holds no claims to show"):
        show("overview", [])


@pytest.mark.parametrize("text", ["", "2024-13", "2024-02-30", "20", "last year", "2025..2024", "..", "2024..x"])
def test_bad_periods(text):
    if text == "..":
        assert str(parse_period(text)) == ".."  # all of time
        return
    with pytest.raises(QueryError, match="period"):
        parse_period(text)


def test_ego_shows_the_neighbours_and_what_is_between_them(statements):
    # Of China: with the United States, Russia and Huawei; between the two of them, the sanctions.
    payload = show("ego", statements, entity=CHINA)
    assert labels(payload) == {"China", "United States", "Russia", "Huawei"}
    assert {edge["relation"] for edge in payload["edges"]} >= {"sanctions", "competesWith", "basedIn"}
    assert payload["framing"]["focus"] == [CHINA]
    assert payload["framing"]["title"] == "China and its surroundings"
    assert payload["framing"]["notice"] is None


def test_ego_goes_two_steps(statements):
    payload = show("ego", statements, entity=CHINA, hops=2)
    assert labels(payload) == {"China", "United States", "Russia", "Huawei", "Nvidia"}


def test_ego_is_bounded_and_says_so(statements):
    payload = show("ego", statements, entity=CHINA, max_nodes=2)
    assert labels(payload) == {"China", "United States"}  # two articles tie them, one ties each of the others
    assert payload["framing"]["notice"].startswith("2 entities more within reach")


def test_ego_of_nobody(statements):
    with pytest.raises(QueryError, match="no statement here names"):
        show("ego", statements, entity=entity_iri("france"))


def test_ego_stands_in_the_middle_of_its_rings(saying):
    spokes = [saying("China", "bans", f"Firm {n}", 1) for n in range(8)]
    outer = [saying(f"Firm {n}", "bans", f"Shop {n}", 1) for n in range(8)]
    payload = show("ego", spokes + outer, entity=CHINA, hops=2)
    place = {node["label"]: (node["x"], node["y"]) for node in payload["nodes"]}
    [x, y] = place["China"]
    far = {name: ((a - x) ** 2 + (b - y) ** 2) ** 0.5 for name, (a, b) in place.items()}
    assert max(far[f"Firm {n}"] for n in range(8)) < min(far[f"Shop {n}"] for n in range(8))


def along(*paths):
    return lambda claims, start, end, k: Paths("By hand.", paths[:k])


def test_path_holds_its_steps_and_lists_them(statements):
    material = Material(statements, paths=along([CHINA, US, HUAWEI], [CHINA, HUAWEI]))
    payload = VIEWS["path"].payload(material, VIEWS["path"].read({"start": CHINA, "end": HUAWEI}))
    assert labels(payload) == {"China", "United States", "Huawei"}
    [section] = payload["framing"]["guide"]["sections"]
    assert [item["title"] for item in section["items"]] == ["China – United States – Huawei", "China – Huawei"]
    assert section["items"][0]["note"] == "2 steps, each in at least 2 articles"
    held = {edge["id"]: edge["relation"] for edge in payload["edges"]}
    assert [held[key] for key in section["items"][0]["edges"]] == ["competesWith", "sanctions"]
    place = {node["label"]: node["x"] for node in payload["nodes"]}
    assert place["China"] < place["United States"] < place["Huawei"]


def test_no_path_and_no_way(statements):
    material = Material(statements, paths=along())
    read = VIEWS["path"].read
    with pytest.raises(QueryError, match="no path of facts leads from China to OpenAI"):
        VIEWS["path"].payload(material, read({"start": CHINA, "end": entity_iri("openai")}))
    with pytest.raises(QueryError, match="both ends are China"):
        VIEWS["path"].payload(material, read({"start": CHINA, "end": CHINA}))
