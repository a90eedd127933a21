"""Gold files: what they may hold, and how a mistake in them is named."""

from __future__ import annotations

import json
from datetime import date

import pytest

from kg.errors import InputError
from kg.evaluate import read_gold
from kg.evaluate.gold import parse_interval

CLAIM = {"subject": "China", "predicate": "bans", "object": ["Micron", "Micron Technology"]}
DOCUMENT = {"id": "one", "published": "2023-05-21", "text": "China banned Micron.", "claims": [CLAIM]}


def write(path, *documents):
    path.write_text("\n".join(json.dumps(document) for document in documents), encoding="utf-8")
    return path


def test_lines_become_documents_with_their_claims(tmp_path):
    second = {**DOCUMENT, "id": "two", "published": None, "claims": []}
    first, other = read_gold([write(tmp_path / "gold.jsonl", DOCUMENT, second)])
    assert (first.document.id, first.document.text) == ("one", "China banned Micron.")
    assert first.document.published == date(2023, 5, 21)
    assert (other.document.published, other.claims) == (None, ())


def test_what_a_claim_leaves_out_is_affirmed_actual_and_nobodys(tmp_path):
    (gold,) = read_gold([write(tmp_path / "gold.jsonl", DOCUMENT)])
    (claim,) = gold.claims
    assert (claim.subject, claim.predicate, claim.object) == (("China",), "bans", ("Micron", "Micron Technology"))
    assert (claim.polarity, claim.modality) == (("affirmed",), ("actual",))
    assert (claim.attributed_to, claim.time, claim.optional) == ((), None, False)


def test_qualifiers_may_have_several_right_values(tmp_path):
    qualified = {
        **CLAIM,
        "polarity": "negated",
        "modality": ["planned", "possible"],
        "attributed_to": ["analysts"],
        "time": "2023-05",
        "optional": True,
    }
    (gold,) = read_gold([write(tmp_path / "gold.jsonl", {**DOCUMENT, "claims": [qualified]})])
    (claim,) = gold.claims
    assert (claim.polarity, claim.modality) == (("negated",), ("planned", "possible"))
    assert (claim.attributed_to, claim.time, claim.optional) == (("analysts",), "2023-05", True)


def test_a_json_file_is_one_document_over_many_lines(tmp_path):
    path = tmp_path / "one.json"
    path.write_text(json.dumps(DOCUMENT, indent=2), encoding="utf-8")
    (gold,) = read_gold([path])
    assert gold.document.id == "one"


def test_empty_lines_are_no_documents_but_count(tmp_path):
    path = tmp_path / "gold.jsonl"
    path.write_text(f"\n{json.dumps(DOCUMENT)}\n\n{{", encoding="utf-8")
    found = read_gold([path])
    assert next(found).document.id == "one"
    with pytest.raises(InputError, match=r"gold\.jsonl:4: "):
        next(found)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "JSONDecodeError"),
        ("[]", "AttributeError"),
        ('{"id": "one", "claims": []}', "KeyError: 'text'"),
        ('{"id": "one", "text": "x"}', "KeyError: 'claims'"),
        ('{"id": "one", "text": "x", "claims": [{"subject": "a", "object": "b"}]}', "KeyError: 'predicate'"),
        ('{"id": "one", "text": "x", "claims": [], "published": "May 2023"}', "ValueError"),
    ],
)
def test_mistakes_are_named_with_file_and_line(tmp_path, line, reason):
    path = tmp_path / "gold.jsonl"
    path.write_text(f"{json.dumps(DOCUMENT)}\n{line}\n", encoding="utf-8")
    with pytest.raises(InputError, match=rf"gold\.jsonl:2: no gold document: {reason}"):
        list(read_gold([path]))


def test_mistake_in_a_json_file_is_named_with_the_file(tmp_path):
    path = tmp_path / "one.json"
    path.write_text("{}", encoding="utf-8")
    with pytest.raises(InputError, match=r"one\.json: no gold document: KeyError"):
        list(read_gold([path]))


def test_bytes_that_are_no_utf8_are_named_with_the_file(tmp_path):
    path = tmp_path / "gold.jsonl"
    path.write_bytes(b'{"id": "\xff"}')
    with pytest.raises(InputError, match=r"gold\.jsonl"):
        list(read_gold([path]))


def test_missing_file_is_named(tmp_path):
    with pytest.raises(InputError, match=r"nowhere\.jsonl: cannot be read: No such file"):
        list(read_gold([tmp_path / "nowhere.jsonl"]))


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2024-02-29", date(2024, 2, 29), date(2024, 2, 29)),
        ("2023-02", date(2023, 2, 1), date(2023, 2, 28)),
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-05/2024-07-04", date(2024, 5, 1), date(2024, 7, 4)),
        ("2024/", date(2024, 1, 1), None),
        ("/2024", None, date(2024, 12, 31)),
        ("../2024", None, date(2024, 12, 31)),
        ("2024/..", date(2024, 1, 1), None),
    ],
)
def test_intervals(text, start, end):
    assert parse_interval(text) == (start, end)
