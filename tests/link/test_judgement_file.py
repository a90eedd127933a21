"""Judgements in files: CSV and JSON Lines, bad lines named, the rest read."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from kg.errors import InputError
from kg.link import read_judgements

NOW = datetime(2026, 1, 2, tzinfo=UTC)


def read(path):
    errors = []
    rows = list(read_judgements(path, by="Ada", now=NOW, skipped=errors.append))
    return [(number, each.left, each.right, each.verdict, each.by) for number, each in rows], list(map(str, errors))


def test_csv_with_other_columns_and_lines_without_verdict(tmp_path):
    path = tmp_path / "j.csv"
    path.write_text(
        '\ufeffleft,right,score,verdict,leftLabel,by\na,b,0.5,positive,"A, Inc.",\na,c,,,x,\na,d,,negative,x,Bo\n',
        encoding="utf-8",
    )
    assert read(path) == ([(2, "a", "b", "positive", "Ada"), (4, "a", "d", "negative", "Bo")], [])


def test_json_lines(tmp_path):
    path = tmp_path / "j.jsonl"
    row = {"left": "a", "right": "b", "verdict": "unsure", "by": "Bo", "at": "2025-01-01", "names": ["x"]}
    path.write_text(json.dumps(row) + "\n\n" + json.dumps({"left": "a", "right": "c", "verdict": "positive"}))
    assert read(path) == ([(1, "a", "b", "unsure", "Bo"), (3, "a", "c", "positive", "Ada")], [])


@pytest.mark.parametrize(
    ("name", "line", "message"),
    [
        ("j.csv", "a,b", "has more or fewer fields than the header"),
        ("j.csv", "a,b,positive,0.5,x", "has more or fewer fields than the header"),
        ("j.csv", "a,b,yes,", "verdict 'yes' is none of positive, negative, unsure"),
        ("j.csv", "a,,positive,", "right is missing"),
        ("j.csv", "a,a,positive,", "left and right are the same"),
        ("j.csv", "a,b,positive,high", "score 'high' is no number"),
        ("j.csv", "a,b,positive,nan", "score nan is no number"),
        ("j.jsonl", "{oops}", "not valid JSON at column 2"),
        ("j.jsonl", "3", "is no JSON object"),
        ("j.jsonl", '{"left": "a", "right": "b"}', "verdict is missing"),
        ("j.jsonl", '{"left": "a", "right": "b", "verdict": ["x"]}', "verdict is missing"),
        ("j.jsonl", '{"left": 1, "right": "b", "verdict": "positive"}', "left is missing: give it as a string"),
        ("j.jsonl", '{"left": "a", "right": "b", "verdict": "positive", "at": "soon"}', "soon"),
    ],
)
def test_a_bad_line_is_named_and_the_rest_read(tmp_path, name, line, message):
    path = tmp_path / name
    good = ("left,right,verdict,score\n", "x,y,positive,\n")
    if name.endswith("jsonl"):
        good = ("", json.dumps({"left": "x", "right": "y", "verdict": "positive"}) + "\n")
    path.write_text(good[0] + line + "\n" + good[1])
    rows, [error] = read(path)
    assert [row[1:4] for row in rows] == [("x", "y", "positive")]
    assert error.startswith(f"{path}:{1 + bool(good[0])}: ")
    assert message in error


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("j.csv", b"left,right\na,b\n", "1: has no column verdict"),
        ("j.csv", b"", "1: has no column left"),
        ("j.csv", b'left,right,verdict\na,b,positive\n"a,b,c\n', ":3: not valid CSV"),
        ("j.jsonl", b"\xff", "cannot be read"),
    ],
)
def test_a_file_that_cannot_be_read_is_named(tmp_path, name, content, message):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(InputError) as caught:
        read(tmp_path / name)
    assert str(caught.value).startswith(str(tmp_path / name))
    assert message in str(caught.value)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(InputError, match=r"none\.csv: cannot be read"):
        read(tmp_path / "none.csv")
