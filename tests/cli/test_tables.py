"""Tables for people: readable at the width of a terminal."""

from __future__ import annotations

import pytest

from kg.cli.tables import print_table

SENTENCE = "They may now turn to Huawei, whose Ascend processors compete with Nvidia's in China, an analyst said."
HEADER = ("subject", "object", "date", "claims", "sentence", "publisher", "title", "document")
ROW = ("Ascend", "Nvidia", "2025-04-17", "12", SENTENCE, "Pacific Wire", "[A] title", "doc:76de9eceb51b4f96")


@pytest.fixture
def shown(capsys, monkeypatch):
    """Return the function from header, rows and width to the lines that are printed."""

    def of(header, rows, width=80):
        monkeypatch.setenv("COLUMNS", str(width))
        print_table(header, rows)
        return [line.rstrip() for line in capsys.readouterr().out.splitlines()]

    return of


@pytest.mark.parametrize("name", ["sentence", "quote", "evidence"])
@pytest.mark.parametrize("width", [60, 80, 100])
def test_sentence_stands_indented_under_its_row(shown, name, width):
    header = tuple(name if column == "sentence" else column for column in HEADER)
    lines = shown(header, [ROW, ROW], width)
    assert lines[0].split() == ["subject", "object", "date", "claims"]
    assert lines[2].split() == ["Ascend", "Nvidia", "2025-04-17", "12"]
    below = lines[3 : lines.index(lines[2], 3)]
    assert all(line.startswith("    ") and len(line) <= width for line in below)
    assert " ".join(line.strip() for line in below) == f"“{SENTENCE}” (Pacific Wire, [A] title)"


def test_document_is_the_source_where_nothing_else_is_known(shown):
    lines = shown(("subject", "sentence", "document"), [("Huawei", "It grew.", "doc:d1")])
    assert lines[0] == "subject"
    assert lines[-1] == "    “It grew.” (doc:d1)"


def test_row_without_a_sentence_has_none_under_it(shown):
    lines = shown(("who", "sentence"), [("Huawei", ""), ("TSMC", "It\ngrew.")])
    assert lines[2:] == ["Huawei", "TSMC", "    “It grew.”"]


@pytest.mark.parametrize(
    ("header", "row"), [(("sentence",), ("It grew.",)), (("document", "title"), ("doc:d1", "A title"))]
)
def test_other_tables_keep_their_columns(shown, header, row):
    lines = shown(header, [row])
    assert lines[0].split() == list(header)
    assert lines[2].split() == " ".join(row).split()


def test_long_cells_wrap_and_numbers_and_days_do_not(shown):
    lines = shown(("members", "date", "size"), [("one, two, three " * 20, "2025-04-17", "1,234")], 40)
    assert all(len(line) <= 40 for line in lines)
    assert lines[2].split()[-2:] == ["2025-04-17", "1,234"]
    assert len(lines) > 8


def test_columns_without_values_are_left_out(shown):
    assert shown(("a", "b"), [("1", ""), ("2", "")])[0] == "a"


def test_words_stay_whole_while_there_is_room(shown):
    header = ("subject", "rivalClaims", "object")
    lines = shown(header, [("US Commerce Department", "3", "manufacturers of supercomputers")], 40)
    assert lines[0].split() == ["subject", "rival", "object"]
    assert lines[1].split() == ["claims"]
    cells = " ".join(lines[3:]).split()
    assert sorted(cells) == sorted(["US", "Commerce", "Department", "3", "manufacturers", "of", "supercomputers"])


def test_numbers_and_days_are_the_last_to_break(shown):
    header = tuple("abcdef")
    lines = shown(header, [("supercomputers",) * 4 + ("2025-04-17", "12,345")], 46)
    assert lines[2].split()[-2:] == ["2025-04-17", "12,345"]
    assert all(len(line) <= 46 for line in lines)
