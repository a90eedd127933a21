"""Linking: names in claims to IRIs."""

from __future__ import annotations

import doctest
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import gazetteer
from kg.ids import DEFAULT_BASE
from kg.link import Linker
from kg.link import linker as module
from kg.link.linker import clean_label
from kg.model import Claim, Evidence, Mention

KNOWN = f"{DEFAULT_BASE}entity/"
MINTED = f"{DEFAULT_BASE}entity/name/"


@pytest.fixture(scope="module")
def linker() -> Linker:
    return Linker(gazetteer.load(), DEFAULT_BASE)


def mention(label: str, kind: str = "Company", entity: str | None = None) -> Mention:
    return Mention(0, len(label), label, label, kind, entity)


def test_examples() -> None:
    result = doctest.testmod(module)
    assert result.attempted > 0
    assert result.failed == 0


@pytest.mark.parametrize(
    ("label", "kind", "iri", "canonical", "type_"),
    [
        ("Huawei Technologies Co., Ltd.", "Company", KNOWN + "huawei", "Huawei", "Company"),
        ("the US", "Country", KNOWN + "united-states", "United States", "Country"),
        ("Chinese", "Country", KNOWN + "china", "China", "Country"),
        ("Beijing", "Country", KNOWN + "china", "China", "Country"),
        ("Brussels", "Bloc", KNOWN + "european-union", "European Union", "Bloc"),
        ("artificial intelligence", "Technology", KNOWN + "ai", "AI", "TechnologyField"),
        ("Trump", "Person", KNOWN + "donald-trump", "Donald Trump", "Person"),
    ],
)
def test_known_names_get_the_gazetteers_label_and_type(
    linker: Linker, label: str, kind: str, iri: str, canonical: str, type_: str
) -> None:
    linked = linker.link_mention(mention(label, kind))
    assert (linked.entity, linked.label, linked.type) == (iri, canonical, type_)


@pytest.mark.parametrize(
    ("label", "kind", "iri", "canonical"),
    [
        ("Acme Chips", "Company", MINTED + "acme-chips", "Acme Chips"),
        ("the Acme Chips Co., Ltd.", "Company", MINTED + "acme-chips", "Acme Chips Co., Ltd."),
        ("advanced chips", "Chip", MINTED + "advanced-chip", "advanced chips"),
        ("an advanced chip", "Chip", MINTED + "advanced-chip", "advanced chip"),
        ("Some analysts", "Group", MINTED + "analyst", "analysts"),
        ("U.S. lawmakers", "Group", MINTED + "us-lawmaker", "U.S. lawmakers"),
        ("Beijing", "Place", MINTED + "beijing", "Beijing"),  # the city, not the state
        ("Jordan", "Person", MINTED + "jordan", "Jordan"),  # a surname, not the state
        ("Chinese", "TechnologyField", MINTED + "chinese", "Chinese"),  # the language
        ("华为云计算", "Company", MINTED + "%E5%8D%8E%E4%B8%BA%E4%BA%91%E8%AE%A1%E7%AE%97", "华为云计算"),
    ],
)
def test_unknown_names_are_minted(linker: Linker, label: str, kind: str, iri: str, canonical: str) -> None:
    linked = linker.link_mention(mention(label, kind))
    assert (linked.entity, linked.label, linked.type) == (iri, canonical, kind)


def test_a_key_wins_over_the_label(linker: Linker) -> None:
    linked = linker.link_mention(mention("the company", "Company", "tsmc"))
    assert (linked.entity, linked.label, linked.text) == (KNOWN + "tsmc", "TSMC", "the company")


def test_an_unknown_key_falls_back_to_the_label(linker: Linker) -> None:
    assert linker.link_mention(mention("Nvidia", "Company", "no-such-key")).entity == KNOWN + "nvidia"


def test_an_iri_is_left_alone(linker: Linker) -> None:
    before = mention("TSMC", "Company", "https://example.org/tsmc")
    assert linker.link_mention(before) == before


def test_the_base_is_the_callers() -> None:
    linked = Linker(gazetteer.load(), "http://example.org/x#").link_mention(mention("Nvidia"))
    assert linked.entity == "http://example.org/x#entity/nvidia"


def test_every_known_label_links_to_its_entity(linker: Linker) -> None:
    for entity in linker.gazetteer.entities.values():
        assert linker.link_mention(mention(entity.label, entity.type)).entity == KNOWN + entity.id


def claim_of(subject: Mention, object_: Mention, attributed: Mention | None) -> Claim:
    return Claim("d", subject, "competesWith", object_, Evidence(0, 1, "x"), attributed_to=attributed)


def test_all_three_mentions_are_linked(linker: Linker) -> None:
    linked = linker.link(claim_of(mention("the US", "Country"), mention("PRC", "Country"), mention("Reuters", "Agent")))
    assert linked.attributed_to is not None
    assert [m.entity for m in (linked.subject, linked.object, linked.attributed_to)] == [
        KNOWN + "united-states",
        KNOWN + "china",
        KNOWN + "reuters",
    ]


def test_no_attribution_stays_none(linker: Linker) -> None:
    assert linker.link(claim_of(mention("Intel"), mention("AMD"), None)).attributed_to is None


names = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ["the US", "Beijing", "Chinese", "advanced chips", "the company's", "Huawei Ltd.", "a", "the the US"]
    ),
)
kinds = st.sampled_from(["Country", "Company", "Person", "Place", "Group", "Chip"])
mentions = st.builds(mention, names, kinds, st.sampled_from([None, "china", "no-such-key"]))


@given(mentions, mentions, st.none() | mentions)
def test_linking_twice_equals_once(subject: Mention, object_: Mention, attributed: Mention | None) -> None:
    linker = Linker(gazetteer.load(), DEFAULT_BASE)
    once = linker.link(claim_of(subject, object_, attributed))
    assert linker.link(once) == once


@given(names, kinds)
def test_the_label_that_linking_gives_leads_to_the_same_entity(label: str, kind: str) -> None:
    """Linking what was linked as if it were new finds the same IRI, so that rebuilding does not split entities."""
    linker = Linker(gazetteer.load(), DEFAULT_BASE)
    once = linker.link_mention(mention(label, kind))
    assert linker.link_mention(replace(once, entity=None)) == once


@given(st.text(max_size=30))
def test_cleaning_settles(name: str) -> None:
    assert clean_label(clean_label(name)) == clean_label(name)
