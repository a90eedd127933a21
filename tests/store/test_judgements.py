"""The file of judgements: what is written comes back, and what cannot be read is named with its line."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from kg.errors import StoreError
from kg.store.judgements import Judgement, JudgementLog
from kg.store.record import FileRecord

NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)
FULL = Judgement("https://x.test/entity/a", "https://x.test/entity/b", "unsure", "Ada", NOON, 0.5, "hm", ("华为",))
LINE = FULL.as_json()


def test_judgements_come_back_in_order(tmp_path):
    log = JudgementLog(FileRecord(tmp_path / "judgements.jsonl"))
    short = Judgement("b:b", "a:a", "positive", "Bo", NOON)
    assert log.read() == []
    log.write([FULL, short])
    assert log.read() == [FULL, short]
    assert [path.name for path in tmp_path.iterdir()] == ["judgements.jsonl"]
    assert short.pair == ("a:a", "b:b")


def test_a_time_without_zone_is_utc_and_others_are_turned(tmp_path):
    assert Judgement.from_json({**LINE, "at": "2026-01-02T12:00:00"}).at == NOON
    assert Judgement.from_json({**LINE, "at": "2026-01-02T14:00:00+02:00"}).at.isoformat() == NOON.isoformat()


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "Expecting property name"),
        ("[]", "is no JSON object"),
        (json.dumps({**LINE, "left": None}), "left is missing"),
        (json.dumps({**LINE, "verdict": "maybe"}), "verdict 'maybe' is none of positive, negative, unsure"),
        (json.dumps({**LINE, "right": LINE["left"]}), "left and right are the same"),
        (json.dumps({**LINE, "score": 2}), "score 2 is no number from 0 to 1"),
        (json.dumps({**LINE, "score": True}), "score True is no number"),
        (json.dumps({**LINE, "at": "noon"}), "noon"),
        (json.dumps({**LINE, "names": "x"}), "names is no list of strings"),
        (json.dumps({**LINE, "note": 1}), "note is no string"),
    ],
)
def test_a_line_that_cannot_be_read_is_named(tmp_path, line, message):
    path = tmp_path / "judgements.jsonl"
    path.write_text(json.dumps(LINE) + "\n" + line + "\n")
    with pytest.raises(StoreError) as caught:
        JudgementLog(FileRecord(path)).read()
    assert str(caught.value).startswith(f"{path}:2: ")
    assert message in str(caught.value)


def test_a_file_that_is_no_text_is_named(tmp_path):
    (tmp_path / "judgements.jsonl").write_bytes(b"\xff")
    with pytest.raises(StoreError, match=r"judgements\.jsonl: cannot be read"):
        JudgementLog(FileRecord(tmp_path / "judgements.jsonl")).read()
