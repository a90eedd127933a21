"""What holds for every claim, whatever the text: offsets, values, determinism, pieces."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import get_args

import pytest

import kg.annotate.nlp
from kg import ingest, pipeline, vocab
from kg.annotate.nlp import pieces
from kg.demo import demo_articles
from kg.model import Document, Modality, Polarity

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def documents():
    """Return the demo articles."""
    return list(ingest.read(demo_articles(), skipped=lambda skip: pytest.fail(skip.reason)))


@pytest.fixture(scope="module")
def claims(documents):
    """Return (document, claim) for every claim of the demo articles."""
    return [(document, claim) for document, found in pipeline.extract(documents) for claim in found]


def mentions(claim):
    return [mention for mention in (claim.subject, claim.object, claim.attributed_to) if mention]


def is_verbatim(document, claim):
    spans = [(claim.evidence.start, claim.evidence.end, claim.evidence.quote)]
    spans += [(mention.start, mention.end, mention.text) for mention in mentions(claim)]
    return all(0 <= start < end and document.text[start:end] == words for start, end, words in spans)


def test_each_article_makes_claims(documents, claims):
    assert {document.id for document, _ in claims} == {document.id for document in documents}


def test_evidence_and_mentions_are_verbatim(claims):
    assert [claim for document, claim in claims if not is_verbatim(document, claim)] == []


def test_evidence_is_one_sentence_without_blanks_around_it(claims):
    quotes = {claim.evidence.quote for _, claim in claims}
    assert [quote for quote in quotes if quote != quote.strip() or "\n" in quote] == []


def test_relations_and_qualifiers_are_those_of_the_model(claims):
    known = vocab.relations()
    for document, claim in claims:
        assert claim.document == document.id
        assert claim.predicate in known
        assert claim.polarity in get_args(Polarity)
        assert claim.modality in get_args(Modality)
        assert 0 < claim.confidence <= 1
        assert claim.pattern.startswith(f"{claim.predicate}/")
        assert claim.extractor.startswith("rules/")


def test_types_are_in_the_domain_and_range_of_the_relation(claims):
    ancestors, known = vocab.class_ancestors(), vocab.relations()
    outside = {
        (claim.predicate, end.type)
        for _, claim in claims
        for end, wide in ((claim.subject, "domain"), (claim.object, "range"))
        if not ancestors[end.type] & set(getattr(known[claim.predicate], wide))
    }
    assert not outside


def test_mentions_are_linked_and_nothing_relates_to_itself(claims):
    for _, claim in claims:
        assert all(mention.entity and mention.label for mention in mentions(claim))
        assert claim.subject.entity != claim.object.entity


def test_times_are_intervals_whose_words_stand_in_the_evidence(claims):
    times = [(claim.time, claim.evidence.quote) for _, claim in claims if claim.time]
    assert times
    for time, quote in times:
        assert time.text in quote
        assert time.start or time.end
        assert not (time.start and time.end) or time.start <= time.end


def test_no_sentence_makes_the_same_claim_twice(claims):
    symmetric = {name for name, relation in vocab.relations().items() if relation.symmetric}
    keys = []
    for document, claim in claims:
        ends = [claim.subject.entity, claim.object.entity]
        ends = sorted(ends) if claim.predicate in symmetric else ends
        keys.append((document.id, claim.predicate, *ends, claim.polarity, claim.modality, claim.evidence))
    assert [key for key in keys if keys.count(key) > 1] == []


def test_claims_do_not_depend_on_what_is_read_beside_or_before(documents, claims):
    some = documents[:6]
    again = [claim for document in reversed(some) for _, found in pipeline.extract([document]) for claim in found]
    first = [claim for document in reversed(some) for other, claim in claims if other == document]
    assert again == first


def test_offsets_of_a_text_read_in_pieces_are_those_of_the_whole(documents, monkeypatch):
    monkeypatch.setattr(kg.annotate.nlp, "pieces", partial(pieces, limit=600))
    some = documents[:4]
    whole = replace(some[0], text="\n\n".join(document.text for document in some))
    ((_, found),) = pipeline.extract([whole])
    assert all(is_verbatim(whole, claim) for claim in found)
    last = whole.text.index(some[-1].text)
    assert any(claim.evidence.start >= last for claim in found)


def test_offsets_count_code_points(documents):
    document = documents[0]
    shifted = replace(document, text="🚀 é 华为\n\n" + document.text)
    (_, plain), (_, found) = pipeline.extract([document, shifted])
    assert all(is_verbatim(shifted, claim) for claim in found)
    assert [claim.evidence.start - 8 for claim in found] == [claim.evidence.start for claim in plain]


def test_who_a_party_is_besides_does_not_give_way():
    text = "Hanbit Chem filed a lawsuit against its US competitor Northfork Energy."
    found = {claim.predicate for _, claims in pipeline.extract([Document(id="1", text=text)]) for claim in claims}
    assert {"sues", "competesWith"} <= found


def test_a_group_is_called_by_the_whole_name_of_its_bloc():
    text = "European Union ambassadors criticised Huawei."
    found = [claim for _, claims in pipeline.extract([Document(id="1", text=text)]) for claim in claims]
    assert [claim.subject.label for claim in found] == ["European Union ambassadors"]
