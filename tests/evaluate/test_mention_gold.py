"""The mention gold is whole: offsets, keys, classes and clusters fit, and there is enough of it.

Messages name documents and offsets, never the text: `mentions-test.jsonl` is only measured.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from datetime import date
from itertools import chain, pairwise
from pathlib import Path
from typing import Any

import pytest

from kg import gazetteer, vocab

LEAST = {"mentions-dev.jsonl": (50, 600), "mentions-test.jsonl": (42, 600)}
"""Documents and mentions that a file has at least."""
FILES = tuple(LEAST)


def read(name: str) -> list[dict[str, Any]]:
    """Return the documents of a gold file."""
    path = Path(__file__).parents[1] / "gold" / name
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def marked(name: str) -> list[tuple[str, dict[str, Any]]]:
    """Return the mentions of a gold file, each with where it stands: document and offset."""
    return [(f"{document['id']}:{each['start']}", each) for document in read(name) for each in document["mentions"]]


@pytest.mark.parametrize("name", FILES)
def test_mentions_are_where_they_say_in_order_and_apart(name):
    wrong = []
    for document in read(name):
        text, mentions = document["text"], document["mentions"]
        wrong += [
            f"{document['id']}:{each['start']}"
            for each in mentions
            if text[each["start"] : each["end"]] != each["text"]
        ]
        wrong += [f"{document['id']}:{b['start']}" for a, b in pairwise(mentions) if not a["end"] <= b["start"]]
    assert wrong == []


@pytest.mark.parametrize("name", FILES)
def test_spans_are_the_name_alone(name):
    """No article, title or space before, no space, comma or possessive after."""
    edges = ("the ", "The ", "a ", "A ", "Mr ", "Ms ", "President ", " ")
    assert [
        at
        for at, each in marked(name)
        if not each["text"] or each["text"].startswith(edges) or each["text"].endswith(("'s", "’s", " ", ",", "'"))
    ] == []


@pytest.mark.parametrize("name", FILES)
def test_known_entities_are_in_the_gazetteer_with_their_class(name):
    known = gazetteer.load().entities
    named = [(at, each) for at, each in marked(name) if each["entity"] is not None]
    assert [(at, each["entity"]) for at, each in named if each["entity"] not in known] == []
    assert [at for at, each in named if each["type"] != known[each["entity"]].type] == []
    assert [at for at, each in named if each["cluster"] != each["entity"]] == []


@pytest.mark.parametrize("name", FILES)
def test_unknown_entities_have_a_class_and_a_cluster_that_is_no_key(name):
    known, classes = gazetteer.load().entities, vocab.class_ancestors()
    unknown = [(at, each) for at, each in marked(name) if each["entity"] is None]
    assert [at for at, each in unknown if each["type"] not in classes] == []
    assert [at for at, each in unknown if not each["cluster"] or each["cluster"] in known] == []


@pytest.mark.parametrize("name", FILES)
def test_documents_are_spread_over_the_years(name):
    documents = read(name)
    days = [date.fromisoformat(document["published"]) for document in documents]
    assert all(date(2016, 1, 1) <= day <= date(2026, 12, 31) for day in days)
    assert sum(day.year >= 2022 for day in days) > len(days) / 2
    assert min(days).year < 2019 < 2025 < max(days).year


@pytest.mark.parametrize("name", FILES)
def test_there_is_enough_and_a_third_is_unknown(name):
    documents, mentions = read(name), [each for _, each in marked(name)]
    unknown = [each for each in mentions if each["entity"] is None]
    least_documents, least_mentions = LEAST[name]
    assert len(documents) >= least_documents
    assert len(mentions) >= least_mentions
    assert len(unknown) >= len(mentions) / 3


def test_the_files_agree():
    """No document is in both or in one twice, and a cluster is of one class wherever it is named."""
    ids = Counter(document["id"] for name in FILES for document in read(name))
    assert [document for document, times in ids.items() if times > 1] == []
    types = defaultdict(set)
    for _, each in chain.from_iterable(map(marked, FILES)):
        types[each["cluster"]].add(each["type"])
    assert [cluster for cluster, found in types.items() if len(found) > 1] == []


@pytest.mark.parametrize("name", FILES)
def test_unknown_entities_come_back_under_other_names(name):
    """What clustering is measured on: names that differ for one entity, and one name for different entities."""
    names, bearers = defaultdict(set), defaultdict(set)
    for _, each in marked(name):
        if each["entity"] is None:
            names[each["cluster"]].add(each["text"])
        bearers[each["text"]].add(each["cluster"])
    assert sum(len(found) > 1 for found in names.values()) >= 15
    assert sum(len(found) > 1 for found in bearers.values()) >= 10
