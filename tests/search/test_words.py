"""What is typed into a search box never turns into FTS5 that is malformed, or that means something else."""

from __future__ import annotations

import sqlite3

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kg.errors import QueryError
from kg.search.words import fold, match_expression


@pytest.fixture(scope="module")
def index():
    connection = sqlite3.connect(":memory:")
    connection.execute('CREATE VIRTUAL TABLE texts USING fts5(text, tokenize = "porter unicode61")')
    connection.execute("INSERT INTO texts VALUES ('the chip and the ban'), ('a ban or not a ban'), ('semiconductors')")
    yield connection
    connection.close()


def found(index, words):
    sql = "SELECT rowid FROM texts WHERE texts MATCH ? ORDER BY rowid"
    return [row for (row,) in index.execute(sql, (match_expression(words),))]


@pytest.mark.parametrize(
    ("words", "rows"),
    [
        ("ban chip", [1]),
        ('"chip and the"', [1]),
        ('"and chip"', []),
        ("semi*", [3]),
        ('"the chi"*', [1]),
        ("chip OR ban", []),  # OR is a word: only the second text has it, and that has no chip
        ("ban OR", [2]),
        ("NOT ban", [2]),
        ('"ban', [1, 2]),  # a phrase that is not closed
        ("text:ban", []),  # no column filter: the words text and ban in a row
        ("ban ^ ( ) -", [1, 2]),
        ("(ban)", [1, 2]),
        ("*ban", [1, 2]),
        ("ban\0chip", [1]),
    ],
)
def test_operators_are_words_and_phrases_and_prefixes_work(index, words, rows):
    assert found(index, words) == rows


@settings(max_examples=300, deadline=None)
@given(st.text(st.characters() | st.sampled_from("\"*^:(){}+-\\' \0\ud800"), max_size=30))
@example('"*"" * "a" NEAR("b" c, 2)')
def test_no_text_is_malformed(index, words):
    try:
        expression = match_expression(words)
    except QueryError:
        assert not any(letter.isalnum() for letter in words)
        return
    index.execute("SELECT rowid FROM texts WHERE texts MATCH ?", (expression,)).fetchall()


def test_a_search_that_is_too_long_is_refused(index):
    assert found(index, " ".join(["ban"] * 64)) == [1, 2]
    with pytest.raises(QueryError, match="65 words are too many"):
        match_expression(" ".join(["ban"] * 65))


def test_names_are_compared_without_case_and_diacritics():
    assert fold(" Société  GÉNÉRALE ") == fold("societe generale")
    assert fold("Straße") == "strasse"
