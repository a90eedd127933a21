"""Unknown names, counted by entity."""

from __future__ import annotations

from kg.ids import entity_iri, minted_entity_iri
from kg.link.unlinked import collect
from kg.model import Document, Mention

TEXT = "Huawei met Lumeris. Lumeris Inc met Vantar."
LUMERIS, VANTAR = minted_entity_iri("Lumeris"), minted_entity_iri("Vantar")


def mention(words, iri, kind="Company"):
    start = TEXT.index(words)
    return Mention(start, start + len(words), words, words, kind, iri)


def test_unknown_names_by_number_of_mentions():
    names = [
        mention("Huawei", entity_iri("huawei")),
        mention("Vantar", VANTAR, ""),
        mention("Lumeris", LUMERIS),
        mention("Lumeris Inc", LUMERIS),
    ]
    first, second = collect([(Document("a", TEXT), names), (Document("b", TEXT), names[2:3])])
    assert first.as_json() == {
        "name": "Lumeris",
        "type": "Company",
        "count": 3,
        "documents": 2,
        "names": ["Lumeris", "Lumeris Inc"],
        "id": LUMERIS,
        "document": "a",
        "excerpt": TEXT,
    }
    assert (second.label, second.type, second.count) == ("Vantar", "", 1)


def test_nothing_unknown():
    assert collect([(Document("a", TEXT), [mention("Huawei", entity_iri("huawei"))])]) == []
