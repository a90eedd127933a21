"""Linked names against gold, on cases small enough to count by hand."""

from __future__ import annotations

import json

import pytest

from kg.errors import InputError
from kg.evaluate.mentions import GoldMention, GoldNames, as_json, errors, read_mentions, score_mentions
from kg.ids import entity_iri, minted_entity_iri
from kg.model import Document, Mention

TEXT = "Huawei sued Lumeris. Lumeris Inc met Intel in Oulu."
HUAWEI, INTEL = entity_iri("huawei"), entity_iri("intel")
LUMERIS, OULU = minted_entity_iri("Lumeris"), minted_entity_iri("Oulu")


def gold(words, entity=None, cluster="", *, after=0, kind="Company"):
    start = TEXT.index(words, after)
    return GoldMention(start, start + len(words), words, kind, entity, f"={entity}" if entity else f"?{cluster}")


MENTIONS = (
    gold("Huawei", "huawei"),
    gold("Lumeris", cluster="lumeris"),
    gold("Lumeris Inc", cluster="lumeris"),
    gold("Intel", "intel"),
    gold("Oulu", cluster="oulu", kind="Place"),
)


def name(words, iri, *, after=0):
    start = TEXT.index(words, after)
    return Mention(start, start + len(words), words, words, "Company", iri)


def measure(*names):
    return score_mentions([(GoldNames(Document("x", TEXT), MENTIONS), names)], entity_iri)


ALL = (
    name("Huawei", HUAWEI),
    name("Lumeris", LUMERIS),
    name("Lumeris", LUMERIS, after=20),
    name("Intel", INTEL),
    name("Oulu", OULU),
)


def test_all_right():
    figures = as_json(measure(*ALL))
    assert (figures["mentions"], figures["found"], figures["exact"]) == (5, 1.0, 0.8)  # "Lumeris" of "Lumeris Inc"
    assert figures["known"] == {"accuracy": 1.0, "right": 2, "wanted": 2}
    assert figures["unknown"]["f1"] == figures["clusters"]["f1"] == 1.0
    assert figures["classes"]["Place"] == {"found": 1.0, "linked": 1.0, "wanted": 1}


def test_known_entities():
    # one wrong, one linked to nothing
    figures = as_json(measure(name("Huawei", INTEL), name("Intel", minted_entity_iri("Intel")), *ALL[1:3]))
    assert figures["known"] == {"accuracy": 0.0, "right": 0, "wanted": 2}
    # Lumeris twice is right; Intel is an answer that is not; Oulu was missed
    assert figures["unknown"] | {"f1": 0} == {
        "precision": 0.6667,
        "recall": 0.6667,
        "f1": 0,
        "right": 2,
        "predicted": 3,
        "wanted": 3,
    }


def test_a_name_that_is_no_mention_costs_precision():
    figures = as_json(measure(*ALL, name("met", minted_entity_iri("met"))))
    assert (figures["unknown"]["right"], figures["unknown"]["predicted"]) == (3, 4)
    assert figures["known"]["accuracy"] == figures["clusters"]["f1"] == 1.0


def test_each_name_answers_one_mention():
    whole = Mention(0, len(TEXT), TEXT, TEXT, "Company", HUAWEI)
    assert as_json(measure(whole))["found"] == 0.2


def test_clusters_see_what_else_has_the_iri():
    figures = as_json(measure(*ALL[:2], name("Lumeris", OULU, after=20), *ALL[3:]))
    # precision: 1 for the first Lumeris, 1/2 for the second and for Oulu; recall: 1/2, 1/2 and 1
    assert figures["clusters"] == {"precision": 0.6667, "recall": 0.6667, "f1": 0.6667}


def test_clusters_after_merging():
    score = measure(*ALL[:2], name("Lumeris", minted_entity_iri("Lumeris II"), after=20), *ALL[3:])
    assert score.clusters().recall < 1.0
    merged = score.clusters(lambda iri: LUMERIS if iri.endswith("lumeris-ii") else iri)
    assert (merged.precision, merged.recall) == (1.0, 1.0)


def test_errors_by_kind():
    found = errors(
        measure(
            name("Huawei", INTEL),
            name("Lumeris", LUMERIS),
            name("Lumeris", OULU, after=20),
            name("Intel", minted_entity_iri("Intel")),
            name("sued", minted_entity_iri("sued")),
        ),
        entity_iri,
    )
    assert [(kind, said, sentence) for _, kind, said, sentence in found] == [
        ("wrong entity", "Huawei = intel  wanted: huawei", "[Huawei] sued Lumeris."),
        ("apart", f"Lumeris = name/oulu  wanted: ?lumeris at {LUMERIS}", "[Lumeris Inc] met Intel in Oulu."),
        ("not linked", "Intel = name/intel  wanted: intel", "Lumeris Inc met [Intel] in Oulu."),
        ("missed", "Oulu  wanted: ?oulu", "Lumeris Inc met Intel in [Oulu]."),
        ("no name", "sued = name/sued", "Huawei [sued] Lumeris."),
    ]
    linked = list(errors(measure(*ALL[:4], name("Oulu", HUAWEI)), entity_iri))
    assert [kind for _, kind, _, _ in linked] == ["linked"]
    mixed = list(errors(measure(*ALL[:4], name("Oulu", LUMERIS)), entity_iri))
    assert [kind for _, kind, _, _ in mixed] == ["mixed"]


def written(tmp_path, **change):
    path = tmp_path / "gold.jsonl"
    mention = {"start": 0, "end": 6, "text": "Huawei", "entity": "huawei", "type": "Company", "cluster": None} | change
    path.write_text(json.dumps({"id": "x", "published": "2024-05-01", "text": TEXT, "mentions": [mention]}))
    return path


def test_reading(tmp_path):
    (text,) = read_mentions([written(tmp_path)])
    assert text.document.published.isoformat() == "2024-05-01"
    assert text.mentions == MENTIONS[:1]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        pytest.param({"start": 1}, "not 'Huawei': correct the offsets", id="offsets"),
        pytest.param({"entity": None}, "give the cluster", id="unknown without cluster"),
        pytest.param({"text": "", "end": 0}, "correct the offsets", id="empty"),
    ],
)
def test_mistakes_are_named(tmp_path, change, message):
    with pytest.raises(InputError, match=rf"gold\.jsonl:1: .*{message}"):
        list(read_mentions([written(tmp_path, **change)]))
