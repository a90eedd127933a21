"""Claims, articles and the whole graph as people read them."""

from __future__ import annotations

import pytest

from kg.errors import QueryError
from kg.ids import document_iri, entity_iri
from kg.query import Mark, Named, article, overview, statement, statements

HUAWEI, TSMC = entity_iri("huawei"), entity_iri("tsmc")


def test_statement_has_all_that_the_graph_says(small_store):
    [claim] = statements(small_store, entity=HUAWEI, where="subject", polarity="negated")
    assert claim.subject == Named(HUAWEI, "Huawei")
    assert (claim.relation.label, claim.sign, claim.object.iri) == ("depends on", "neutral", TSMC)
    assert (claim.polarity, claim.modality, claim.asserted) == ("negated", "actual", False)
    assert claim.speaker == Named(HUAWEI, "Huawei")
    assert claim.quote == "Huawei said it does not need TSMC."
    assert (claim.document, claim.published, claim.publisher) == (
        Named(document_iri("d2"), "A rivalry"),
        "2025-05-02",
        "Daily Wire",
    )
    assert statement(small_store, claim.iri) == claim


def test_marks_are_where_the_words_stand_and_do_not_overlap(small_store):
    [claim] = statements(small_store, relation="attacks")
    assert [(claim.quote[mark.start : mark.end], mark.role) for mark in claim.marks] == [
        ("DeepSeek", "subject"),
        ("OpenAI", "object"),
    ]  # the speaker is the object: the same words
    assert claim.marks[0] == Mark(0, 8, "subject")


def test_time_is_kept_in_words_and_days(small_store):
    [claim] = statements(small_store, relation="released")
    assert (claim.time, claim.valid_from, claim.valid_to) == ("in January", "2025-01-01", None)


def test_latest_articles_come_first_each_in_its_order(small_store):
    found = statements(small_store)
    assert [claim.published for claim in found] == ["2025-06-01"] * 4 + ["2025-05-02"] * 4 + ["2025-04-26"] * 3
    assert [claim.start for claim in found[:4]] == sorted(claim.start for claim in found[:4])
    assert statements(small_store, limit=3, offset=2) == found[2:5]


def test_no_claim_and_no_document(small_store):
    with pytest.raises(QueryError, match="there is no claim"):
        statement(small_store, HUAWEI)
    with pytest.raises(QueryError, match="there is no document"):
        article(small_store, document_iri("d9"))
    with pytest.raises(QueryError, match="is no IRI"):
        statements(small_store, entity="no iri")


def test_article_has_its_sentences_in_order_and_says_where_text_is_missing(small_store):
    found = article(small_store, document_iri("d3"))
    assert [passage.quote for passage in found.passages] == [
        "Huawei depends on TSMC.",
        "TSMC sells to Nvidia.",
        "Nvidia teamed up with Acme Chips.",
        "Beijing banned chips.",
    ]
    assert not any(passage.gap for passage in found.passages)
    assert (found.claims, found.title, found.publisher) == (4, None, "Example News")
    assert article(small_store, document_iri("d4")).passages == ()


def test_overview_counts(small_store):
    seen = overview(small_store)
    assert (seen.documents, seen.publishers, seen.claims) == (4, 2, 11)
    assert (str(seen.first), str(seen.last)) == ("2025-04-26", "2025-06-01")
    assert {each.name: each.entities for each in seen.classes} == {
        "Company": 6,
        "Country": 2,
        "AIModel": 1,
        "TechnologyField": 1,
    }
    assert [(each.name, each.claims, each.asserted) for each in seen.relations[:2]] == [
        ("competesWith", 2, 2),
        ("dependsOn", 2, 1),
    ]
