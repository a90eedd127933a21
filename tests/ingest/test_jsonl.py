"""JSON Lines: a bad line is named by file and line, and the others go on."""

from __future__ import annotations

import gzip
import json

import pytest

from kg.ingest import count, read


def read_lines(tmp_path, *lines, name="news.jsonl"):
    path = tmp_path / name
    path.write_bytes(b"\n".join(lines) + b"\n")
    skips = []
    documents = list(read([path], skipped=skips.append))
    return documents, [(skip.where.removeprefix(str(path)), skip.reason) for skip in skips]


GOOD = b'{"id": "a", "text": "China competes with the US."}'


def test_minimal_line(tmp_path):
    [document], skips = read_lines(tmp_path, GOOD)
    assert (document.id, document.text, document.lang) == ("a", "China competes with the US.", "en")
    assert (document.title, document.published, document.url, document.source) == (None, None, None, None)
    assert skips == []


def test_all_fields(tmp_path):
    line = {
        "id": 7,
        "text": "T.",
        "title": "A",
        "published": "2024-05-31T10:00:00Z",
        "url": "https://example.org/a",
        "source": "Wire",
        "lang": "en",
    }
    [document], skips = read_lines(tmp_path, json.dumps(line).encode())
    assert document.id == "7"
    assert (document.title, str(document.published), document.url) == ("A", "2024-05-31", "https://example.org/a")
    assert document.source == "Wire"
    assert skips == []


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b'{"id": "x", "text": "cut off', "not valid JSON at column 21: Unterminated string"),
        (b'["no object"]', "not a JSON object"),
        (b'{"id": "x"}', 'lacks "text"'),
        (b'{"id": "x", "text": null}', 'lacks "text"'),
        (b'{"id": "x", "text": ["list"]}', 'no string under "text"'),
        (b'{"id": "x", "text": "  "}', "empty: no text"),
        (b'{"id": "x", "text": "a\\u0000b"}', "NUL character at 1"),
        (b'{"id": "x", "text": "ab\\ud83d"}', "half of a surrogate pair at character 2"),
        (b'{"id": "x", "text": "caf\xe9"}', "not valid UTF-8 at byte 24 (0xe9)"),
        (b"[" * 100_000, "not valid JSON"),
        (b'{"text": ' + b"9" * 5000 + b"}", "not valid JSON"),
    ],
)
def test_bad_line_is_named_and_the_others_go_on(tmp_path, line, reason):
    documents, skips = read_lines(tmp_path, GOOD, b"", line, b'{"id": "b", "text": "The US acted."}')
    assert [document.id for document in documents] == ["a", "b"]
    [(where, why)] = skips
    assert where == ":3"
    assert why.startswith(reason)


def test_text_is_the_json_string_exactly(tmp_path):
    text = "One\r\nTwo \ufeff\t \u2028 \U0001f600"
    [document], _ = read_lines(tmp_path, json.dumps({"text": text}).encode())
    assert document.text == text


def test_gzip_reads_the_same(tmp_path):
    data = GOOD + b'\n{"id": "b", "text": "The US acted."}\n'
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(data))
    skips = []
    assert [d.id for d in read([tmp_path], skipped=skips.append)] == ["a", "b"]
    assert skips == []
    assert count([tmp_path]) == 2


def test_damaged_gzip_keeps_what_came_before(tmp_path):
    lines = b"".join(b'{"id": "%d", "text": "China acted %d."}\n' % (i, i * 7919) for i in range(50_000))
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(lines)[:-2000])
    skips = []
    documents = list(read([path], skipped=skips.append))
    assert 0 < len(documents) < 50_000
    assert [skip.where for skip in skips] == [f"{path}:{len(documents) + 1}"]
    assert "cannot be read from here on" in skips[0].reason


@pytest.mark.parametrize("data", [b"not gzip", b""])
def test_what_is_no_gzip_is_an_error(tmp_path, data):
    path = tmp_path / "a.ndjson.gz"
    path.write_bytes(data)
    skips = []
    assert list(read([path], skipped=skips.append)) == []
    [skip] = skips
    assert skip.failed


def test_binary_file_is_reported_once(tmp_path):
    documents, skips = read_lines(tmp_path, b"\x00\x01", b"\x00\x02", b"\x00\x03")
    assert documents == []
    assert skips == [("", "binary, not JSON Lines")]


def test_file_of_blank_lines_is_empty(tmp_path):
    assert read_lines(tmp_path, b"", b"  ") == ([], [("", "empty file")])


def test_date_of_the_file_is_not_that_of_its_lines(tmp_path):
    [document], _ = read_lines(tmp_path, GOOD, name="2024-05-31-crawl.jsonl")
    assert document.published is None
