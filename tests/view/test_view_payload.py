"""From claims to the nodes and edges of a page."""

from __future__ import annotations

import pytest

from kg.ids import entity_iri
from kg.view import build_payload

CHINA, US, HUAWEI = entity_iri("china"), entity_iri("united-states"), entity_iri("huawei")


def edge(payload, subject, relation, **wanted):
    found = [
        edge
        for edge in payload["edges"]
        if (edge["subject"], edge["relation"]) == (subject, relation)
        and all(edge[key] == value for key, value in wanted.items())
    ]
    assert len(found) == 1
    return found[0]


@pytest.fixture(scope="module")
def payload(statements):
    return build_payload(statements)


def test_summary(payload):
    # Eleven sentences in articles 1 to 5, which the papers 0 and 1 publish in turns on the first days of January.
    assert payload["summary"] == {
        "claims": 11,
        "documents": 5,
        "sources": 2,
        "first": "2025-01-01",
        "last": "2025-01-05",
    }


def test_one_edge_a_statement(payload):
    assert len(payload["edges"]) == 9
    assert len({edge["id"] for edge in payload["edges"]}) == 9
    assert len(payload["nodes"]) == 8


def test_symmetric_relations_are_one_edge_in_either_order(payload):
    both = edge(payload, CHINA, "competesWith", object=US)
    assert both["support"] == 2
    assert [item["document"] for item in both["evidence"]] == ["d2", "d1"]  # the newest first


def test_denied_and_planned_stand_apart_from_facts(saying):
    qualifiers = [{}, {"polarity": "negated"}, {"modality": "planned"}, {"modality": "planned", "polarity": "negated"}]
    payload = build_payload([saying("China", "bans", "Nvidia", **each) for each in qualifiers])
    assert sorted((edge["polarity"], edge["modality"]) for edge in payload["edges"]) == [
        ("affirmed", "actual"),
        ("affirmed", "planned"),
        ("negated", "actual"),
        ("negated", "planned"),
    ]


def test_evidence_carries_all_that_the_article_says(payload):
    item = edge(payload, US, "bans")["evidence"][0]
    assert item == {
        "quote": "United States bans Nvidia in article 4.",
        "subject": [0, 13],
        "object": [19, 25],
        "document": "d4",
        "title": "Title 4",
        "source": "Paper 0",
        "date": "2025-01-04",
        "url": "https://x.test/4",
        "confidence": 0.9,
        "attributed_to": "China",
        "time": None,
        "polarity": "affirmed",
        "modality": "planned",
    }


def test_marks_are_those_of_the_sentence(payload):
    for item in edge(payload, US, "sanctions")["evidence"]:
        assert item["quote"][slice(*item["subject"])] == "United States"
        assert item["quote"][slice(*item["object"])] == "Huawei"


def test_support_counts_documents_not_sentences(saying):
    payload = build_payload(
        [saying("China", "bans", "Nvidia", 1), saying("China", "bans", "Nvidia", 1, quote="China bans Nvidia.")]
    )
    assert payload["edges"][0]["support"] == 1
    assert len(payload["edges"][0]["evidence"]) == 2


def test_best_supported_first(payload):
    # Facts that are no affiliation: the United States in articles 1, 2, 3; China in 1, 2, 3; Huawei in 1, 3, 2;
    # of equals, who is in more articles at all, then the alphabet. Nvidia is in two, with one fact; ChatGPT in one.
    assert [node["label"] for node in payload["nodes"]][:4] == ["China", "United States", "Huawei", "Nvidia"]


def test_common_nouns_count_half(saying):
    statements = [saying("companies", "bans", "Nvidia", number) for number in (1, 2, 3)]
    statements += [saying("China", "bans", "Huawei", number) for number in (1, 2)]
    labels = [node["label"] for node in build_payload(statements)["nodes"]]
    assert labels.index("China") < labels.index("companies")  # 2 > 3 / 2


def test_opening_view_holds_the_best_and_none_without_a_line(saying):
    # The best supported pair is apart from the rest; the third is linked to the first two only by a plan.
    statements = [saying("China", "bans", "Huawei", number) for number in (1, 2, 3)]
    statements += [saying("Nvidia", "bans", "China", number, modality="planned") for number in (1, 2, 3)]
    statements += [saying("OpenAI", "released", "ChatGPT", number) for number in (1, 2)]
    nodes = build_payload(statements, shown=4)["nodes"]
    assert {node["label"] for node in nodes if node["opening"]} == {"China", "Huawei", "OpenAI", "ChatGPT"}


def test_all_open_if_there_are_few(payload):
    assert all(node["opening"] == [node["x"], node["y"]] for node in payload["nodes"])


def test_aliases_lead_to_the_node(statements):
    nodes = build_payload(statements, aliases={CHINA: ("PRC", "China")})["nodes"]
    assert next(node for node in nodes if node["id"] == CHINA)["aliases"] == ["PRC"]


def test_order_of_input_does_not_matter(statements):
    assert build_payload(reversed(statements)) == build_payload(statements)


def test_nothing():
    payload = build_payload([])
    assert {name: payload[name] for name in ("summary", "nodes", "edges")} == {
        "summary": {"claims": 0, "documents": 0, "sources": 0, "first": None, "last": None},
        "nodes": [],
        "edges": [],
    }
