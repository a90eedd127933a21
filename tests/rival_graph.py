"""A second small graph made by hand, for questions over several articles: supply, measures, denial, offices."""

from __future__ import annotations

from datetime import date

from sample_graph import ENTITIES as SAMPLE

from kg.gazetteer import Role
from kg.ids import entity_iri
from kg.model import Claim, Document, Entity, Evidence, Mention
from kg.store import Store

_PRESIDENT = Role("leads", "united-states", "president", "2021-01-20", "2025-01-20")
ENTITIES = {
    **SAMPLE,
    "smic": Entity("smic", "SMIC", "Company", country="china"),
    "asml": Entity("asml", "ASML", "Company"),
    "tiktok": Entity("tiktok", "TikTok", "Software"),
    "joe-biden": Entity("joe-biden", "Joe Biden", "Person", attributes={"roles": (_PRESIDENT,)}),
}

ARTICLES = {
    "r1": (
        date(2024, 3, 10),
        "Alpha",
        ("united-states", "sanctions", "smic", {}),
        ("smic", "supplies", "huawei", {}),
        ("asml", "supplies", "tsmc", {}),
        ("united-states", "bans", "tiktok", {"modality": "planned"}),
    ),
    "r2": (
        date(2024, 5, 2),
        "Beta",
        ("united-states", "sanctions", "smic", {}),
        ("tsmc", "supplies", "nvidia", {}),
        ("china", "retaliatesAgainst", "united-states", {"confidence": 0.9}),
        ("united-states", "bans", "tiktok", {"modality": "planned", "polarity": "negated"}),
    ),
    "r3": (
        date(2025, 2, 1),
        "Alpha",
        ("united-states", "bans", "tiktok", {}),
        ("smic", "supplies", "nvidia", {}),
        ("huawei", "dependsOn", "tsmc", {}),
    ),
    "r4": (
        date(2025, 2, 20),
        "Gamma",
        ("huawei", "dependsOn", "tsmc", {"polarity": "negated"}),
        ("china", "cooperatesWith", "united-states", {}),
        ("huawei", "develops", "semiconductors", {"modality": "planned"}),
        ("huawei", "produces", "semiconductors", {}),
    ),
}
"""Articles by id: day, publisher, then claims. A claim's sentence is its subject, relation and object."""


def fill(store: Store) -> None:
    """Put the articles into a store that was opened with these entities."""
    for name, (published, publisher, *said) in ARTICLES.items():
        sentences = [f"{subject} {relation} {object_}." for subject, relation, object_, _ in said]
        text = " ".join(sentences)
        claims = []
        for sentence, (subject, relation, object_, qualifiers) in zip(sentences, said, strict=True):
            at = text.index(sentence)
            ends = [_mention(subject, at), _mention(object_, at + len(sentence) - 1 - len(object_))]
            evidence = Evidence(at, at + len(sentence), sentence)
            claims.append(Claim(name, ends[0], relation, ends[1], evidence, extractor="rules/1", **qualifiers))
        store.add(Document(name, text, published=published, source=publisher), claims, extractor="rules/1")


def _mention(key: str, at: int) -> Mention:
    entity = ENTITIES[key]
    return Mention(at, at + len(key), key, entity.label, entity.type, entity_iri(key))
