"""A small graph made by hand, for the tests of everything that reads one: who said what is in `SAYINGS`."""

from __future__ import annotations

from datetime import date

from kg.ids import entity_iri, minted_entity_iri
from kg.model import Claim, Document, Entity, Evidence, Mention, TimeSpan
from kg.store import Store

ENTITIES = {
    entity.id: entity
    for entity in (
        Entity("china", "China", "Country", aliases=("People's Republic of China", "PRC"), wikipedia="China"),
        Entity("united-states", "United States", "Country", aliases=("US", "USA"), wikidata="Q30"),
        Entity("huawei", "Huawei", "Company", aliases=("Huawei Technologies",), country="china", wikidata="Q160120"),
        Entity("nvidia", "Nvidia", "Company", country="united-states", wikipedia="Nvidia"),
        Entity("deepseek", "DeepSeek", "Company", country="china"),
        Entity("openai", "OpenAI", "Company", country="united-states"),
        Entity("tsmc", "TSMC", "Company"),
        Entity("semiconductors", "semiconductors", "TechnologyField", aliases=("chips",)),
    )
}

_WORDS = {
    "Beijing": "china",
    "China": "china",
    "the US": "united-states",
    "Washington": "united-states",
    "Huawei": "huawei",
    "Nvidia": "nvidia",
    "DeepSeek": "deepseek",
    "OpenAI": "openai",
    "TSMC": "tsmc",
    "chips": "semiconductors",
}
"""What names in the sentences below stand for; others are minted, with these types."""
_TYPES = {"R1": "AIModel", "Acme Chips": "Company"}

SAYINGS = {
    "d1": (
        {
            "title": "Chip race heats up",
            "published": date(2025, 4, 26),
            "source": "Example News",
            "url": "https://x.test/1",
        },
        ("Beijing competes with the US.", "Beijing", "competesWith", "the US", {}),
        ("Washington will curb exports of chips.", "Washington", "restrictsExportOf", "chips", {"modality": "planned"}),
        ("DeepSeek launched R1 in January.", "DeepSeek", "released", "R1", {"time": ("in January", "2025-01-01")}),
    ),
    "d2": (
        {"title": "A rivalry", "published": date(2025, 5, 2), "source": "Daily Wire"},
        ("the US vies with China.", "the US", "competesWith", "China", {}),
        ("Huawei said it does not need TSMC.", "Huawei", "dependsOn", "TSMC", {"polarity": "negated", "by": "Huawei"}),
        ("Washington put Huawei on a list.", "Washington", "sanctions", "Huawei", {}),
        (
            "DeepSeek stole from OpenAI, OpenAI said.",
            "DeepSeek",
            "attacks",
            "OpenAI",
            {"modality": "alleged", "by": "OpenAI"},
        ),
    ),
    "d3": (
        {"published": date(2025, 6, 1), "source": "Example News"},
        ("Huawei depends on TSMC.", "Huawei", "dependsOn", "TSMC", {}),
        ("TSMC sells to Nvidia.", "TSMC", "supplies", "Nvidia", {}),
        ("Nvidia teamed up with Acme Chips.", "Nvidia", "cooperatesWith", "Acme Chips", {}),
        ("Beijing banned chips.", "Beijing", "bans", "chips", {}),
    ),
    "d4": ({"title": "Nothing new"},),
}
"""Documents by id: metadata, then sentences, each with one claim: subject, relation, object, qualifiers."""


def _mention(text: str, sentence: str, at: int) -> Mention:
    start = at + sentence.index(text)
    if text in _WORDS:
        entity = ENTITIES[_WORDS[text]]
        label, kind, iri = entity.label, entity.type, entity_iri(entity.id)
    else:
        label, kind, iri = text, _TYPES[text], minted_entity_iri(text)
    return Mention(start, start + len(text), text, label, kind, iri)


def sample(document_id: str) -> tuple[Document, list[Claim]]:
    """Return a document of the sample and its claims."""
    metadata, *sayings = SAYINGS[document_id]
    text = " ".join(saying[0] for saying in sayings)
    claims = []
    for sentence, subject, predicate, object_, qualifiers in sayings:
        at = text.index(sentence)
        about = dict(qualifiers)
        if "time" in about:
            words, day = about["time"]
            about["time"] = TimeSpan(date.fromisoformat(day), None, words)
        if "by" in about:
            about["attributed_to"] = _mention(about.pop("by"), sentence, at)
        claims.append(
            Claim(
                document_id,
                _mention(subject, sentence, at),
                predicate,
                _mention(object_, sentence, at),
                Evidence(at, at + len(sentence), sentence),
                extractor="rules/1",
                **about,
            )
        )
    return Document(document_id, text, **metadata), claims


def nquads(store: Store) -> list[str]:
    """Return all that the store holds as sorted N-Quads: two stores of the same content give the same."""
    return sorted(map(str, store.quads()))
