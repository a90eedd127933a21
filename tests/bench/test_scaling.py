"""Scaled claims: always the same, well formed, and about more actors the more copies there are."""

from __future__ import annotations

from dataclasses import replace

from sample_graph import ENTITIES, SAYINGS, sample

from kg.bench import scaled
from kg.ids import DEFAULT_BASE, is_known_entity
from kg.store.codec import decode, encode

CORPUS = [sample(document_id) for document_id in SAYINGS]
NAMES = {f"{DEFAULT_BASE}entity/{key}": (entity.label, entity.type) for key, entity in ENTITIES.items()}


def copies(number):
    return list(scaled(CORPUS, ENTITIES, number, base=DEFAULT_BASE))


def test_the_first_copy_is_the_corpus_itself():
    assert copies(1) == CORPUS
    assert copies(3)[: len(CORPUS)] == CORPUS


def test_it_is_the_same_each_time():
    assert copies(12) == copies(12)


def test_every_copy_has_documents_and_claims_of_its_own():
    found = copies(12)
    assert len({document.id for document, _ in found}) == len(found) == 12 * len(CORPUS)
    assert [len(claims) for _, claims in found] == [len(claims) for _, claims in CORPUS] * 12
    assert {claim.document for document, claims in found for claim in claims} <= {document.id for document, _ in found}


def test_sentences_name_those_they_are_about():
    for _, claims in copies(12):
        for claim in claims:
            assert claim.evidence.end - claim.evidence.start == len(claim.evidence.quote)
            for mention in (claim.subject, claim.object):
                start = mention.start - claim.evidence.start
                assert claim.evidence.quote[start : start + len(mention.text)] == mention.text


def test_known_entities_stay_known_and_of_their_class_and_new_ones_come():
    found = copies(40)
    mentions = {(m.entity, m.label, m.type) for _, claims in found for c in claims for m in (c.subject, c.object)}
    known = {each for each in mentions if is_known_entity(each[0])}
    assert all(NAMES[iri] == (label, kind) for iri, label, kind in known)
    assert len(mentions - known) > 2 * 40 // 8  # Acme Chips and R1, half of the time others, each for eight copies


def test_copies_can_be_stored():
    for document, claims in copies(12):
        if claims:
            back = decode(encode(document, claims), names=NAMES)
            assert back[0] == replace(document, text="")
            assert len(back[1]) == len(claims)
