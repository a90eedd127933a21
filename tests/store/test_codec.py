"""The RDF shape: lossless, the same in any order, the bare triple only for facts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad
from sample_graph import ENTITIES, SAYINGS, sample

from kg.errors import StoreError
from kg.ids import DEFAULT_BASE as BASE
from kg.ids import document_iri, entity_iri, minted_entity_iri
from kg.model import Claim, Document, Entity, Evidence, Mention, TimeSpan
from kg.store.codec import decode, distinct, encode, fingerprint
from kg.store.reference import encode_entities
from kg.store.terms import SKOS

NAMES = {entity_iri(entity.id): (entity.label, entity.type) for entity in ENTITIES.values()}
MINTED = {
    minted_entity_iri(name): (name, kind)
    for name, kind in (("Acme", "Company"), ("華為", "Company"), ("a/b #1 %", "Law"), ('it\'s "x"\\', "Product"))
}

texts = st.text(max_size=12)
names = st.sampled_from(sorted((NAMES | MINTED).items()))
days = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1))
offsets = st.integers(0, 2_000_000)


@st.composite
def mentions(draw):
    iri, (label, kind) = draw(names)
    start = draw(offsets)
    return Mention(start, start + draw(st.integers(0, 40)), draw(texts), label, kind, iri)


@st.composite
def claims(draw):
    start = draw(st.integers(0, 3))  # few sentences, so that claims meet in one
    return Claim(
        document="doc 1",
        subject=draw(mentions()),
        predicate=draw(st.sampled_from(["competesWith", "bans", "released"])),
        object=draw(mentions()),
        evidence=Evidence(start, start + 10, f"Sentence {start}\n\"'\\ \t.é"),
        polarity=draw(st.sampled_from(["affirmed", "negated"])),
        modality=draw(st.sampled_from(["actual", "planned", "possible", "requested", "conditional", "alleged"])),
        attributed_to=draw(st.none() | mentions()),
        time=draw(st.none() | st.builds(TimeSpan, st.none() | days, st.none() | days, texts)),
        confidence=draw(st.integers(0, 1000)) / 1000,
        pattern=draw(st.sampled_from(["", "bans/ban"])),
        extractor=draw(st.sampled_from(["", "rules/0.1.0", "other model/2"])),
    )


documents = st.builds(
    Document,
    id=st.just("doc 1"),
    text=st.just(""),
    title=st.none() | texts,
    published=st.none() | days,
    url=st.none() | texts,
    source=st.none() | texts,
    lang=st.sampled_from(["en", "de"]),
)


@given(documents, st.lists(claims(), max_size=6))
def test_decode_gives_back_what_was_encoded(document, claims):
    assert decode(encode(document, claims), names=NAMES) == (document, distinct(claims))


@given(st.lists(claims(), max_size=6), st.randoms())
def test_order_of_claims_changes_nothing(claims, random):
    shuffled = random.sample(claims, len(claims))
    document = Document("doc 1", "")
    assert encode(document, claims) == encode(document, shuffled)


@given(claims())
def test_bare_triple_stands_if_and_only_if_asserted(claim):
    iris = (claim.subject.entity, f"{BASE}{claim.predicate}", claim.object.entity)
    graph = NamedNode(document_iri("doc 1"))
    bare = Quad(*map(NamedNode, iris), graph)
    assert (bare in encode(Document("doc 1", ""), [claim])) == claim.asserted


@given(documents, st.lists(claims(), max_size=4))
def test_one_graph_and_no_blank_nodes(document, claims):
    quads = encode(document, claims)
    assert {quad.graph_name for quad in quads} == {NamedNode(document_iri("doc 1"))}
    assert not any(isinstance(term, BlankNode) for quad in quads for term in (quad.subject, quad.object))


def test_same_statement_in_the_same_sentence_is_one_claim_and_the_surest_stays():
    document, (claim, *_) = sample("d1")
    weaker = replace(claim, confidence=0.4, pattern="other")
    elsewhere = replace(claim, evidence=Evidence(500, 510, "Elsewhere."))
    assert decode(encode(document, [weaker, claim, elsewhere]), names=NAMES)[1] == [claim, elsewhere]


@pytest.mark.parametrize(
    "change",
    [{"polarity": "negated"}, {"modality": "possible"}, {"predicate": "bans"}, {"evidence": Evidence(1, 2, "x")}],
)
def test_what_tells_claims_apart(change):
    claim = sample("d1")[1][0]
    assert len(distinct([claim, replace(claim, **change)])) == 2


def test_entities_of_the_gazetteer_are_described_in_the_reference_data_alone():
    document, claims = sample("d3")
    described = {quad.subject.value for quad in encode(document, claims) if quad.predicate.value.endswith("#label")}
    assert minted_entity_iri("Acme Chips") in described
    assert entity_iri("nvidia") not in described


def test_minted_entity_has_one_label_and_type_the_most_frequent():
    iri = minted_entity_iri("Acme")
    spellings = [("ACME", "Person"), ("Acme", "Company"), ("Acme", "Company")]
    document, (claim, *_) = sample("d1")
    claims = [
        replace(claim, subject=Mention(0, 4, "Acme", label, kind, iri), evidence=Evidence(at, at + 1, "x"))
        for at, (label, kind) in enumerate(spellings)
    ]
    decoded = decode(encode(document, claims), names=NAMES)[1]
    assert {(claim.subject.label, claim.subject.type) for claim in decoded} == {("Acme", "Company")}


def test_extractor_is_remembered_without_claims():
    quads = encode(Document("d", ""), [], extractor="rules/0.1.0")
    assert Literal("rules/0.1.0") in {quad.object for quad in quads}


@pytest.mark.parametrize("field", ["text", "title", "published", "url", "source", "lang"])
def test_fingerprint_changes_with(field):
    document = Document("d", "x")
    other = replace(document, **{field: date(2025, 1, 1) if field == "published" else "y"})
    assert fingerprint(document) != fingerprint(other)


def test_claim_of_another_document_is_refused():
    document, claims = sample("d1")
    with pytest.raises(StoreError, match=r"'d2'.*'d1'"):
        encode(replace(document, id="d2"), claims)


def test_claim_that_is_not_linked_is_refused():
    document, (claim, *_) = sample("d1")
    with pytest.raises(StoreError, match="'Beijing' is linked to no entity"):
        encode(document, [replace(claim, subject=replace(claim.subject, entity=None))])


def test_graph_that_was_tampered_with_is_named():
    document, claims = sample("d1")
    quads = [quad for quad in encode(document, claims) if not quad.predicate.value.endswith("polarity")]
    with pytest.raises(StoreError, match=r"document/d1.*polarity"):
        decode(quads, names=NAMES)


def test_every_iri_is_under_the_base_that_was_set():
    base = "https://example.org/kg#"
    document = Document("d", "")
    quads = encode(document, [], base=base, extractor="rules/1")
    assert not any(BASE in str(quad) for quad in quads)
    assert document_iri("d", base) == "https://example.org/kg#document/d"
    assert NamedNode("https://example.org/kg#document/d") in {quad.subject for quad in quads}


def test_reference_data_holds_names_country_and_identifiers():
    quads = encode_entities([ENTITIES["huawei"], ENTITIES["nvidia"]])
    found = {(q.subject.value.rsplit("/", 1)[-1], q.predicate.value.rsplit("/", 1)[-1], q.object.value) for q in quads}
    assert found >= {
        ("huawei", "country", entity_iri("china")),
        ("huawei", "core#altLabel", "Huawei Technologies"),
        ("huawei", "sameAs", "http://www.wikidata.org/entity/Q160120"),
        ("nvidia", "sameAs", "https://en.wikipedia.org/wiki/Nvidia"),
        ("nvidia", "rdf-schema#label", "Nvidia"),
        ("nvidia", "22-rdf-syntax-ns#type", f"{BASE}Company"),
    }


def test_reference_data_holds_the_hierarchy_of_technologies():
    narrow = Entity("hbm3", "HBM3", "Chip", attributes={"broader": "hbm"})
    assert (entity_iri("hbm3"), f"{SKOS}broader", entity_iri("hbm")) in {
        (quad.subject.value, quad.predicate.value, quad.object.value) for quad in encode_entities([narrow])
    }


def test_reference_data_holds_the_topics_of_a_list():
    listed = Entity("ftm-1", "Foo Corp", "Company", attributes={"topics": ("sanction",)})
    assert ("http://purl.org/dc/terms/subject", "sanction") in {
        (quad.predicate.value, quad.object.value) for quad in encode_entities([listed])
    }


def test_sample_holds_its_invariant():
    """Evidence and mentions of the sample that all these tests use stand in the text where they say."""
    for document_id in SAYINGS:
        document, claims = sample(document_id)
        for claim in claims:
            assert document.text[claim.evidence.start : claim.evidence.end] == claim.evidence.quote
            assert document.text[claim.subject.start : claim.subject.end] == claim.subject.text
