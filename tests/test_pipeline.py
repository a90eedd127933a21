"""The stages in a row: claims of documents, a store that is built once, figures against gold claims."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

import kg
from kg import gazetteer, pipeline
from kg.errors import ConfigError
from kg.evaluate import GoldClaim, GoldDocument
from kg.ids import entity_iri, minted_entity_iri
from kg.link import Resolver
from kg.model import Document
from kg.store import LocalStore

pytestmark = pytest.mark.model

DOCUMENTS = [
    Document("one", "Huawei sued Samsung on Friday. China competes with the US.", published=date(2025, 4, 26)),
    Document("two", "It rained all day."),
    Document("three", "China banned Micron."),
]


def said(claims):
    return [(claim.subject.label, claim.predicate, claim.object.label) for claim in claims]


def content(store):
    return sorted(repr(claim) for claim, _ in store.claims())


def test_extract_yields_every_document_in_order_with_its_linked_claims():
    found = list(pipeline.extract(DOCUMENTS))
    assert [document for document, _ in found] == DOCUMENTS
    assert [said(claims) for _, claims in found] == [
        [("Huawei", "sues", "Samsung"), ("China", "competesWith", "United States")],
        [],
        [("China", "bans", "Micron")],
    ]
    assert found[2][1][0].subject.entity == "https://w3id.org/tech-rivalry/entity/china"


def test_extract_reads_documents_as_they_come():
    """One document too many is read ahead at most by batch: the generator is not used up before the first result."""
    taken = []

    def endless():
        while True:
            taken.append(1)
            yield Document(str(len(taken)), "China banned Micron.")

    found = pipeline.extract(endless())
    assert next(found)[0].id == "1"
    assert len(taken) < 200


def test_extract_mints_under_the_configured_base(monkeypatch):
    monkeypatch.setenv("KG_BASE_IRI", "https://example.org/kg/")
    ((_, (claim,)),) = pipeline.extract([DOCUMENTS[2]])
    assert claim.subject.entity == "https://example.org/kg/entity/china"


@pytest.mark.parametrize(
    ("options", "message"),
    [({"extractor": "nothing"}, "no extractor 'nothing' is installed"), ({"model": "xx_nothing"}, "no spaCy pipeline")],
)
def test_what_is_not_installed_is_named(options, message):
    with pytest.raises(ConfigError, match=message):
        list(pipeline.extract(DOCUMENTS, **options))


def test_build_reports_what_it_did(tmp_path):
    seen = []
    with LocalStore(tmp_path / "graph") as store:
        summary = pipeline.build(store, DOCUMENTS, progress=lambda document, claims: seen.append((document.id, claims)))
    assert (summary.added, summary.unchanged, summary.claims, summary.entities) == (3, 0, 3, 5)
    assert seen == [("one", 2), ("two", 0), ("three", 1)]
    assert summary.seconds > 0


def test_building_again_reads_nothing_again(tmp_path):
    with LocalStore(tmp_path / "graph") as store:
        pipeline.build(store, DOCUMENTS)
        before = content(store)
        summary = pipeline.build(store, DOCUMENTS)
        assert (summary.added, summary.unchanged, summary.claims) == (0, 3, 0)
        assert content(store) == before


def test_another_gazetteer_makes_documents_be_read_again(tmp_path, monkeypatch):
    own = tmp_path / "own.csv"
    own.write_text("key,type,label\nchipco,Company,Micron\n")
    with LocalStore(tmp_path / "graph") as store:
        pipeline.build(store, DOCUMENTS)
    monkeypatch.setenv("KG_GAZETTEER", str(own))
    with LocalStore(tmp_path / "graph") as store:
        assert pipeline.build(store, DOCUMENTS).added == 3
        assert pipeline.build(store, DOCUMENTS).unchanged == 3
        (claim,) = (claim for claim, document in store.claims() if document.id == "three")
    assert claim.object.entity == "https://w3id.org/tech-rivalry/entity/chipco"
    assert claim.extractor == f"rules/{kg.__version__}+{gazetteer.load().fingerprint}"


def test_a_changed_document_replaces_what_it_said(tmp_path):
    changed = replace(DOCUMENTS[2], text="Japan banned Micron.")
    with LocalStore(tmp_path / "graph") as store:
        pipeline.build(store, DOCUMENTS)
        summary = pipeline.build(store, [*DOCUMENTS[:2], changed])
        assert (summary.added, summary.unchanged) == (1, 2)
        assert said(claim for claim, document in store.claims() if document.id == "three") == [
            ("Japan", "bans", "Micron")
        ]


def test_removing_a_document_leaves_what_the_others_alone_give(tmp_path):
    with LocalStore(tmp_path / "all") as store, LocalStore(tmp_path / "others") as others:
        pipeline.build(store, DOCUMENTS)
        store.remove("one")
        pipeline.build(others, DOCUMENTS[1:])
        assert content(store) == content(others)


def test_building_carries_out_what_was_judged_before(tmp_path):
    """A run that ends between the record of a judgement and the graph is made up for."""
    micron, other = entity_iri("micron"), minted_entity_iri("Micronix")
    with LocalStore(tmp_path / "graph") as store:
        Resolver(store).judge(micron, other, "positive", by="Ada")
        assert store.merges.canonical == {}
        pipeline.build(store, [Document("four", "China banned Micronix.")])
        assert [claim.object.entity for claim, _ in store.claims()] == [micron]


def test_evaluate_measures_each_gold_document_by_its_own_claims():
    right = GoldClaim(("China",), "bans", ("Micron",))
    turned = GoldClaim(("the US",), "competesWith", ("China",))
    missing = GoldClaim(("Japan",), "bans", ("Micron",))
    gold = [
        GoldDocument(DOCUMENTS[0], (turned,)),
        GoldDocument(DOCUMENTS[1], ()),
        GoldDocument(DOCUMENTS[2], (right, missing)),
    ]
    overall = pipeline.evaluate(iter(gold)).overall
    assert (overall.right, overall.predicted, overall.wanted) == (2, 3, 3)
