"""What clients can ask, without the protocol."""

from __future__ import annotations

import json

import pytest

from kg.errors import QueryError
from kg.mcp.answers import ANSWERS, MOST


@pytest.fixture
def ask(small_store):
    """Return a function that asks, and checks that the answer can be sent."""

    def ask(name, /, *arguments, **options):
        answer = ANSWERS[name](small_store, *arguments, **options)
        assert json.loads(json.dumps(answer, default=str))
        return answer

    return ask


def sentences(answer):
    return [claim["sentence"] for claim in answer["claims"]]


def test_claims_come_with_evidence_and_source(ask):
    [claim] = ask("claims", entity="TSMC", relation="supplies")["claims"]
    assert (claim["subjectLabel"], claim["relation"], claim["objectLabel"]) == ("TSMC", "supplies", "Nvidia")
    assert (claim["polarity"], claim["modality"], claim["confidence"]) == ("affirmed", "actual", 1.0)
    assert (claim["sentence"], claim["publisher"], claim["published"]) == (
        "TSMC sells to Nvidia.",
        "Example News",
        "2025-06-01",
    )
    assert claim["document"].endswith("/document/d3")
    assert "title" not in claim  # it has none


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"entity": "TSMC", "other": "Huawei", "polarity": "negated"}, ["Huawei said it does not need TSMC."]),
        ({"entity": "Huawei", "other": "TSMC", "polarity": "affirmed"}, ["Huawei depends on TSMC."]),
        ({"modality": "alleged"}, ["DeepSeek stole from OpenAI, OpenAI said."]),
        ({"relation": "competes with", "until": "2025-04-30"}, ["Beijing competes with the US."]),
        ({"relation": "competesWith", "since": "2025-05-01"}, ["the US vies with China."]),
        ({"entity": "Acme Chips", "min_confidence": 1.0}, ["Nvidia teamed up with Acme Chips."]),
        ({"entity": "TSMC", "other": "China"}, []),
    ],
)
def test_claims_are_narrowed_down(ask, options, expected):
    assert sentences(ask("claims", **options)) == expected


def test_who_says_so_is_told(ask):
    [claim] = ask("claims", modality="alleged")["claims"]
    assert claim["attributedTo"] == "OpenAI"


def test_claims_come_in_pages_the_latest_first(ask):
    first, rest = ask("claims", limit=4), ask("claims", offset=4, limit=20)
    assert (len(first["claims"]), first["more"], len(rest["claims"]), rest["more"]) == (4, True, 7, False)
    days = [claim["published"] for claim in first["claims"] + rest["claims"]]
    assert days == sorted(days, reverse=True)


def test_search_and_entity(ask):
    found = ask("search", "chips", relation="bans")
    assert (found["entities"], sentences(found)) == ([], ["Beijing banned chips."])
    assert [hit["label"] for hit in ask("search", "tsmc")["entities"]] == ["TSMC"]
    assert ask("entity", "PRC")["label"] == "China"


def test_saved_queries_are_listed_and_asked(ask):
    listed = {query["name"]: query for query in ask("saved_queries")["queries"]}
    assert "entity" in {parameter["name"] for parameter in listed["competitors"]["parameters"]}
    answer = ask("run_saved_query", "competitors", parameters={"entity": "China", "minConfidence": 0.5}, limit=1)
    assert (answer["rows"][0]["date"], answer["more"]) == ("2025-05-02", True)


def test_sparql_gives_tables_answers_and_graphs(ask):
    table = ask("sparql", "SELECT DISTINCT ?o { ent:huawei kg:dependsOn ?o }")
    assert table["rows"] == [{"o": "https://w3id.org/tech-rivalry/entity/tsmc"}]
    assert ask("sparql", "ASK { ent:huawei kg:dependsOn ent:tsmc }") == {"answer": True}
    assert "ent:huawei" in ask("sparql", "CONSTRUCT WHERE { ent:huawei kg:dependsOn ?o }")["turtle"]


def test_a_table_ends_at_the_limit(ask):
    answer = ask("sparql", "SELECT * { ?s ?p ?o }", limit=10**6)
    assert (len(answer["rows"]), answer["more"]) == (MOST, True)
    graph = ask("sparql", "CONSTRUCT WHERE { ?s ?p ?o }", limit=3)
    assert graph["more"]


def test_the_vocabulary_is_what_queries_need(ask):
    answer = ask("vocabulary")
    assert {relation["name"] for relation in answer["relations"]} >= {"bans", "competesWith"}
    assert answer["prefixes"]["ent"].endswith("/entity/")


@pytest.mark.parametrize(
    ("tool", "options", "message"),
    [
        ("sparql", {"query": "SELECT * { SERVICE <http://x.test/> { ?s ?p ?o } }"}, "SERVICE is refused"),
        ("sparql", {"query": "DELETE WHERE { ?s ?p ?o }"}, "DELETE is refused"),
        ("sparql", {"query": "SELECT * FROM <http://x.test/> { ?s ?p ?o }"}, "refused"),
        ("sparql", {"query": "SELECT ?who { ?who kg:bans }"}, "malformed SPARQL at line 1"),
        ("claims", {"entity": "Huawey"}, "did you mean 'Huawei'"),
        ("claims", {"relation": "likes"}, "no relation"),
        ("claims", {"other": "Huawei"}, "give both"),
        ("claims", {"modality": "likely"}, "is none of actual"),
        ("claims", {"since": "yesterday"}, "is no day"),
        ("claims", {"min_confidence": 2}, "between 0 and 1"),
        ("claims", {"limit": 0}, "finds nothing"),
        ("search", {"words": "***"}, "no word"),
        ("run_saved_query", {"name": "competitor"}, "did you mean competitors"),
        ("run_saved_query", {"name": "competitors", "parameters": {"who": "Huawei"}}, "no parameter 'who'"),
    ],
)
def test_mistakes_are_explained(ask, tool, options, message):
    with pytest.raises(QueryError, match=message):
        ask(tool, **options)


def test_values_are_bound_and_never_become_query(ask):
    with pytest.raises(QueryError, match="no entity"):
        ask("claims", entity='x" } DROP ALL #')
