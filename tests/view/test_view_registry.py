"""The views by name, and what each may be told."""

from __future__ import annotations

import math

import pytest

from kg.errors import QueryError
from kg.ids import entity_iri
from kg.model import Document
from kg.view import VIEWS, Communities, Material, Paths, build_payload
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


@pytest.mark.parametrize(
    "text", ["", "2024-13", "2024-02-30", "20", "last year", "2025..2024", "..", "2024..x", "0001", "9999", "..9999"]
)
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
    return lambda statements, start, end, k: Paths("By hand.", paths[:k])


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


def test_rivalry_holds_signed_relations_of_actors_alone(statements):
    payload = show("rivalry", statements)
    assert {edge["relation"] for edge in payload["edges"]} == {
        "competesWith",
        "sanctions",
        "cooperatesWith",
        "alliedWith",
        "bans",
    }
    with pytest.raises(QueryError, match="no rivalry or cooperation between actors"):
        show("rivalry", [pair for pair in statements if pair[0].predicate == "released"])


def test_rivals_stand_further_apart_than_partners(saying):
    # Two camps of three partners, each the rival of all in the other.
    camps = [["A1", "A2", "A3"], ["B1", "B2", "B3"]]
    statements = [saying(a, "alliedWith", b, 1) for camp in camps for a in camp for b in camp if a < b]
    statements += [saying(a, "bans", b, 1) for a in camps[0] for b in camps[1]]
    place = {node["label"]: (node["x"], node["y"]) for node in show("rivalry", statements)["nodes"]}

    def far(a, b):
        return math.dist(place[a], place[b])

    inside = [far(a, b) for camp in camps for a in camp for b in camp if a < b]
    across = [far(a, b) for a in camps[0] for b in camps[1]]
    assert max(inside) < sum(across) / len(across)


def test_timeline_leaves_out_what_has_no_date(saying):
    undated = Document("u", "", "Undated", None, None, "Paper")
    pairs = [saying("China", "bans", "Nvidia", 1), saying("China", "bans", "Huawei", document=undated)]
    payload = show("timeline", pairs)
    assert labels(payload) == {"China", "Nvidia"}
    assert payload["framing"]["notice"] == "Statements without a date are left out: 1."
    with pytest.raises(QueryError, match="no article here has a date"):
        show("timeline", pairs[1:])


def changes(payload):
    return {edge["relation"]: edge["change"] for edge in payload["edges"]}


def test_diff_halves_the_articles(saying):
    pairs = [saying("China", "bans", "Nvidia", 1), saying("China", "sues", "Nvidia", 2)]
    pairs += [saying("China", "bans", "Nvidia", 3), saying("China", "sanctions", "Nvidia", 4)]
    payload = show("diff", pairs)
    assert changes(payload) == {"bans": "kept", "sues": "gone", "sanctions": "new"}
    assert [period["start"] for period in payload["framing"]["periods"]] == ["2025-01-01", "2025-01-03"]
    assert payload["framing"]["title"] == "What changed from 3 Jan 2025 on"


def test_diff_needs_one_period_alone_for_both(saying):
    pairs = [saying("China", "bans", "Nvidia", 1), saying("China", "sues", "Nvidia", 5)]
    assert changes(show("diff", pairs, after="2025-01-04..")) == {"bans": "gone", "sues": "new"}
    assert changes(show("diff", pairs, before="..2025-01-02")) == {"bans": "gone", "sues": "new"}


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (
            {"before": "2024", "after": "2025"},
            r"no article is of the period 2024.*they are of 2025-01-01 to 2025-01-05",
        ),
        ({"before": "2025-01", "after": "2025-01-03.."}, "overlap"),
        ({"after": "..2025"}, "nothing comes before"),
        ({"before": "2024.."}, "nothing comes after"),
    ],
)
def test_periods_that_cannot_be_compared(statements, given, message):
    with pytest.raises(QueryError, match=message):
        show("diff", statements, **given)


def test_undated_articles_are_of_no_period(saying):
    undated = [saying("China", "bans", "Nvidia", document=Document("u", "", "Undated"))]
    for name, given in (("overview", {"period": "2025"}), ("diff", {"before": "2024", "after": "2025"})):
        with pytest.raises(QueryError, match="none of them is dated"):
            show(name, undated, **given)


def test_one_day_has_no_halves(saying):
    with pytest.raises(QueryError, match="no two periods"):
        show("diff", [saying("China", "bans", "Nvidia", 1), saying("China", "sues", "Nvidia", 1)])


def test_flipped_is_the_later_sign_of_a_pair(saying):
    pairs = [saying("China", "bans", "Russia", 1), saying("China", "sues", "Russia", 2)]
    pairs += [saying("China", "alliedWith", "Russia", 2), saying("China", "cooperatesWith", "Russia", 4)]
    pairs += [saying("Russia", "ownsStakeIn", "China", 4)]  # of no sign
    payload = show("diff", pairs, before="2025-01-01..2025-01-02", after="2025-01-03..")
    assert changes(payload) == {
        "bans": "gone",
        "sues": "gone",
        "alliedWith": "gone",
        "cooperatesWith": "flipped",
        "ownsStakeIn": "new",
    }


def test_evidence_of_a_relation_in_its_direction(saying):
    pairs = [
        saying("China", "bans", "Nvidia", 2),
        saying("Nvidia", "sues", "China", 1),
        saying("China", "bans", "Huawei", 1),
    ]
    both = show("evidence", pairs, subject=CHINA, object=NVIDIA)
    assert {edge["relation"] for edge in both["edges"]} == {"bans", "sues"}
    titles = [section["title"] for section in both["framing"]["guide"]["sections"]]
    assert titles == ["Title 1 (Paper 1, 2025-01-01)", "Title 2 (Paper 0, 2025-01-02)"]
    one = show("evidence", pairs, subject=CHINA, object=NVIDIA, relation="bans")
    assert [edge["relation"] for edge in one["edges"]] == ["bans"]
    assert one["framing"]["title"] == "China bans Nvidia"


def test_evidence_of_a_symmetric_relation_in_either_order(statements):
    payload = show("evidence", statements, subject=US, object=CHINA, relation="competesWith")
    assert len(payload["edges"][0]["evidence"]) == 2


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({}, "needs a document, a claim, or a subject and an object"),
        ({"subject": CHINA}, "needs a document, a claim, or a subject and an object"),
        ({"document": "d1", "subject": CHINA}, "not more than one"),
        ({"document": "d99"}, "no statement is of the document 'd99'"),
        ({"subject": CHINA, "object": NVIDIA}, "nothing is stated of China and Nvidia"),
        (
            {"subject": US, "object": HUAWEI, "relation": "bans"},
            "no relation bans is stated of United States and Huawei",
        ),
        ({"subject": US, "object": HUAWEI, "relation": "bites"}, "no relation is called 'bites'"),
    ],
)
def test_evidence_that_there_is_not(statements, given, message):
    with pytest.raises(QueryError, match=message):
        show("evidence", statements, **given)


def test_communities_of_three_and_more_can_fold(statements):
    material = Material(
        statements, communities=lambda statements: Communities("By hand.", [[CHINA, US, HUAWEI], [NVIDIA, "x"]])
    )
    payload = VIEWS["overview"].payload(material, VIEWS["overview"].read({}))
    assert payload["framing"]["communities"] == [[CHINA, US, HUAWEI]]


def test_too_many_entities_are_bounded_and_the_page_says_so(saying):
    pairs = [saying("China", "bans", f"Firm {n}", 1) for n in range(30)]
    pairs += [saying("China", "bans", "Nvidia", n) for n in (1, 2)]
    payload = build_payload(pairs, limit=5)
    assert len(payload["nodes"]) == 5
    assert {"China", "Nvidia"} <= labels(payload)
    assert len(payload["edges"]) == 4
    assert payload["framing"]["bounded"]
    assert payload["framing"]["notice"].startswith("This page holds the 5 best supported of 32 entities.")
    assert build_payload(pairs, limit=32)["framing"]["notice"] is None
