"""What a search finds, in which order, and with which words marked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sample_graph import ENTITIES, sample

from kg.errors import QueryError
from kg.ids import entity_iri, minted_entity_iri
from kg.model import Entity
from kg.search import ClaimHit, EntityHit, search
from kg.store import LocalStore


def marked(text, marks):
    return [text[start:end] for start, end in marks]


def labels(hits):
    return [hit.label for hit in hits if isinstance(hit, EntityHit)]


def claims(hits):
    return [hit for hit in hits if isinstance(hit, ClaimHit)]


def test_entities_come_first_and_claims_have_all_that_is_shown_of_them(small_store):
    entity, claim, *_ = search(small_store, "tsmc")
    assert entity == EntityHit(entity_iri("tsmc"), "TSMC", ("Company",), "TSMC", ((0, 4),), 3)
    assert isinstance(claim, ClaimHit)
    [claim] = claims(search(small_store, "sells"))
    assert (claim.subject, claim.relation, claim.object) == (entity_iri("tsmc"), "supplies", entity_iri("nvidia"))
    assert (claim.subject_label, claim.relation_label, claim.object_label) == ("TSMC", "supplies", "Nvidia")
    assert (claim.sentence, marked(claim.sentence, claim.marks)) == ("TSMC sells to Nvidia.", ["sells"])
    assert (claim.document_id, claim.title, claim.publisher, claim.published) == (
        "d3",
        None,
        "Example News",
        date(2025, 6, 1),
    )
    assert (claim.polarity, claim.modality, claim.confidence) == ("affirmed", "actual", 1.0)
    assert claim.iri.startswith("https://w3id.org/tech-rivalry/claim/")
    assert claim.document == "https://w3id.org/tech-rivalry/document/d3"


def test_endings_do_not_matter_in_sentences(small_store):
    [hit] = claims(search(small_store, "launches"))
    assert marked(hit.sentence, hit.marks) == ["launched"]


def test_a_claim_is_found_by_what_it_states(small_store):
    """The sentence says "it does not need": neither "depends" nor, at the place of the subject, a name."""
    [affirmed, negated] = claims(search(small_store, "huawei depends"))
    assert (affirmed.polarity, negated.polarity) == ("affirmed", "negated")
    assert marked(negated.sentence, negated.marks) == ["Huawei"]


def test_words_in_the_sentence_count_more_than_in_the_claim(small_store):
    assert [hit.sentence for hit in claims(search(small_store, "china competes"))] == [
        "Beijing competes with the US.",
        "the US vies with China.",
    ]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("china", ["China"]),
        ("prc", ["China"]),
        ('"republic of china"', ["China"]),
        ("china republic", ["China"]),
        ('"china republic"', []),
        ("deep*", ["DeepSeek"]),
        ("chips", ["semiconductors", "Acme Chips"]),
        ("chip*", ["semiconductors", "Acme Chips"]),
        ("nobody", []),
    ],
)
def test_entities_are_found_by_all_their_names(small_store, words, expected):
    assert labels(search(small_store, words)) == expected


def test_the_name_that_matched_is_given(small_store):
    [hit] = [hit for hit in search(small_store, "usa") if isinstance(hit, EntityHit)]
    assert (hit.label, hit.name, marked(hit.name, hit.marks)) == ("United States", "USA", ["USA"])


def test_case_and_diacritics_do_not_matter(tmp_path):
    entities = ENTITIES | {"sg": Entity("sg", "Société Générale", "Company"), "zte": Entity("zte", "ŽTĖ", "Company")}
    with LocalStore(tmp_path / "graph", entities=entities) as store:
        assert labels(search(store, "societe GENERALE")) == ["Société Générale"]
        assert labels(search(store, "zte")) == ["ŽTĖ"]
        assert labels(search(store, "śociétè")) == ["Société Générale"]


def test_the_entity_of_that_very_name_goes_first_then_those_that_more_claims_are_about(tmp_path):
    entities = ENTITIES | {
        name.lower(): Entity(name.lower().replace(" ", "-"), name, "Company")
        for name in ("Nvidia Research", "Huawei Nvidia Nvidia", "OpenAI Nvidia")
    }
    with LocalStore(tmp_path / "graph", entities=entities) as store:
        document, found = sample("d3")
        subject = replace(found[0].subject, entity=entity_iri("openai-nvidia"))
        store.add(document, [*(replace(claim, subject=subject) for claim in found), *found], extractor="rules/1")
        assert labels(search(store, "nvidia"))[:2] == ["Nvidia", "OpenAI Nvidia"]


def test_limit_is_for_entities_and_claims_each(small_store):
    hits = search(small_store, "c*", limit=1)
    assert [type(hit) for hit in hits] == [EntityHit, ClaimHit]
    assert len(claims(search(small_store, "c*", limit=10**30))) > 1
    with pytest.raises(QueryError, match="limit of 0"):
        search(small_store, "china", limit=0)


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"entity": minted_entity_iri("Acme Chips")}, ["Nvidia teamed up with Acme Chips."]),
        ({"relation": "released"}, []),
        ({"relation": "supplies"}, ["TSMC sells to Nvidia."]),
        ({"since": date(2025, 6, 1)}, ["TSMC sells to Nvidia.", "Nvidia teamed up with Acme Chips."]),
        ({"since": date(2025, 6, 2)}, []),
        ({"until": date(2025, 6, 1)}, ["TSMC sells to Nvidia.", "Nvidia teamed up with Acme Chips."]),
        ({"until": date(2025, 5, 31)}, []),
        ({"entity": "urn:nobody"}, []),
    ],
)
def test_filters_leave_claims_alone(small_store, filters, expected):
    hits = search(small_store, "nvidia", **filters)
    assert [hit.sentence for hit in hits] == expected


def test_hostile_text_is_found_and_marked_where_it_stands(tmp_path):
    quote = "\0 \ue000<b>Nvidia\ue001 \U0001f600 sells chips\u202e"
    document, found = sample("d3")
    with LocalStore(tmp_path / "graph", entities=ENTITIES) as store:
        claim = replace(found[0], evidence=replace(found[0].evidence, quote=quote, end=len(quote)))
        store.add(document, [claim], extractor="rules/1")
        [hit] = claims(search(store, "nvidia chips"))
        assert (hit.sentence, marked(hit.sentence, hit.marks)) == (quote, ["Nvidia", "chips"])


def test_the_same_search_gives_the_same_order(small_store):
    assert search(small_store, "c*") == search(small_store, "c*")


def test_no_word_is_an_error(small_store):
    for words in ("", "  ", "***", '""'):
        with pytest.raises(QueryError, match="no word"):
            search(small_store, words)
