"""Plain text: decoding, front matter, and that nothing else is changed."""

from __future__ import annotations

from datetime import date

import pytest

from kg.errors import InputError
from kg.ingest import Skip, read
from kg.ingest.text import split_front_matter


def read_one(tmp_path, data, name="article.txt"):
    path = tmp_path / name
    path.write_bytes(data)
    skips = []
    documents = list(read([path], skipped=skips.append))
    return documents, skips, str(path)


def test_front_matter_gives_the_fields(tmp_path):
    data = b"""---
title: "Chips: the next round"
date: 2024-05-31
publisher: Example Wire
url: https://example.org/chips
id: chips-1
lang: en-GB
---
The US restricted exports.
"""
    [document], skips, _ = read_one(tmp_path, data)
    assert skips == []
    assert document.title == "Chips: the next round"
    assert document.published == date(2024, 5, 31)
    assert document.source == "Example Wire"
    assert document.url == "https://example.org/chips"
    assert document.id == "chips-1"
    assert document.lang == "en-GB"
    assert document.text == "The US restricted exports.\n"


def test_text_is_kept_but_for_the_mark_and_line_ends(tmp_path):
    [document], _, _ = read_one(tmp_path, "\ufeff\r\n  China’s “plan”\t\r\n\r\n\u00a0e\u0301 \U0001f600\r\n".encode())
    assert document.text == "\n  China’s “plan”\t\n\n\u00a0e\u0301 \U0001f600\n"


@pytest.mark.parametrize(
    "text",
    [
        "--- a rule, no front matter\nChina.\n",
        "---\nA headline between rules\n---\nChina.\n",
        "---\nnever: closed\nChina.\n",
        "China.\n---\ntitle: not at the top\n---\n",
    ],
)
def test_hyphens_that_are_no_front_matter_stay(text):
    assert split_front_matter(text) == ({}, text)


def test_front_matter_with_a_colon_names_the_line():
    with pytest.raises(InputError, match=r"front matter, line 3: .*quotes"):
        split_front_matter("---\nsource: Wire\ntitle: Chips: the next round\n---\nText.\n")


def test_values_of_front_matter_stay_strings():
    fields, _ = split_front_matter("---\nid: 007\ntitle: Yes\ndate: 2024-05-31\n---\n")
    assert fields == {"id": "007", "title": "Yes", "date": "2024-05-31"}


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty file"),
        (b" \n\t\n", "empty file"),
        (b"---\ntitle: x\n---\n \n", "empty: no text"),
        (b"PK\x03\x04\x00\x01", "binary, not text: byte 4 is NUL"),
        (b"\xff\xfeC\x00h\x00", "UTF-16 text: convert it to UTF-8"),
        (b"caf\xe9 in China", "not valid UTF-8 at byte 3 (0xe9): convert it to UTF-8"),
        (b"\xef\xbb\xbfcaf\xe9", "not valid UTF-8 at byte 6 (0xe9): convert it to UTF-8"),
    ],
)
def test_bad_file_is_an_error_with_its_reason(tmp_path, data, reason):
    documents, skips, path = read_one(tmp_path, data)
    assert documents == []
    assert skips == [Skip(path, reason)]
    assert skips[0].failed


def test_date_in_the_file_name_counts_without_metadata(tmp_path):
    [document], _, _ = read_one(tmp_path, b"The US acted.", "2023-10-17-chips.txt")
    assert document.published == date(2023, 10, 17)


def test_field_counts_more_than_the_file_name(tmp_path):
    [document], _, _ = read_one(tmp_path, b"---\ndate: 2024-05-31\n---\nText.", "2023-10-17-chips.txt")
    assert document.published == date(2024, 5, 31)


@pytest.mark.parametrize("name", ["2023-13-40.txt", "2023-10-171.txt", "a-2023-10-17.txt"])
def test_other_digits_in_the_file_name_are_no_date(tmp_path, name):
    [document], skips, _ = read_one(tmp_path, b"The US acted.", name)
    assert document.published is None
    assert skips == []


def test_a_million_characters_pass_through_whole(tmp_path):
    text = "China competes with the US. " * 40_000
    [document], skips, _ = read_one(tmp_path, text.encode())
    assert document.text == text
    assert skips == []
