"""Layout and pieces: datelines, headlines, long texts, and which pipelines are accepted."""

from __future__ import annotations

import sys
from functools import partial
from types import SimpleNamespace

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

import kg.annotate.nlp
from kg.annotate import annotate, load_language
from kg.annotate.nlp import PIECE, pieces
from kg.errors import ConfigError
from kg.model import Document


@given(st.text(alphabet="ab .\n", max_size=80), st.integers(min_value=2, max_value=20))
def test_pieces_add_up_to_the_text_and_keep_to_the_limit(text, limit):
    found = list(pieces(text, limit=limit))
    assert "".join(piece for _, piece in found) == text
    assert all(text[offset : offset + len(piece)] == piece for offset, piece in found)
    assert all(len(piece) <= limit for _, piece in found)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("One. Two.\n\nThree.\nFour five", "One. Two.\n\n"),
        ("One. Two.\nThree. Four five", "One. Two.\n"),
        ("One. Two. Three four five", "One. Two. "),
        ("One two three four five", "One two three four "),
        ("Onetwothreefourfivesix", "Onetwothreefourfivesi"),
    ],
)
def test_pieces_end_where_the_text_breaks_most(text, first):
    assert next(pieces(text, limit=21))[1] == first


def test_text_of_over_a_million_characters_is_read_in_pieces():
    sizes = [len(piece) for _, piece in pieces("Huawei sued Samsung. " * 50_000)]
    assert sum(sizes) == 1_050_000
    assert max(sizes) <= PIECE


@pytest.mark.model
def test_documents_come_in_order_with_all_their_pieces(monkeypatch):
    monkeypatch.setattr(kg.annotate.nlp, "pieces", partial(pieces, limit=100))
    long = "Huawei sued Samsung. " * 10
    documents = [Document("a", "Short."), Document("b", long), Document("c", ""), Document("d", "Last.")]
    found = list(annotate(documents))
    assert [document for document, _ in found] == documents
    assert [len(docs) for _, docs in found] == [1, 3, 1, 1]
    assert all("".join(doc.text for doc in docs) == document.text for document, docs in found)


def sentences(text):
    ((_, (doc,)),) = annotate([Document("x", text)])
    return [sentence.text.strip() for sentence in doc.sents], [span.text for span in doc.spans["names"]]


@pytest.mark.model
@pytest.mark.parametrize(
    "dateline",
    [
        "BEIJING, Oct 8 (Wire) - ",
        "WASHINGTON (AP) — ",
        "Brussels, Oct 8 - ",
        "HONG KONG: ",
        "BRUSSELS/BEIJING, Jan 3 (Wire) -- ",
        "(Reuters) - ",
        "SAN FRANCISCO, April 25, 2025 — ",
        "Beijing, Oct 8, 2024 (Wire) - ",
    ],
)
def test_dateline_names_no_actor_and_is_no_part_of_the_sentence(dateline):
    found, names = sentences(f"{dateline}Huawei sued Samsung.")
    assert found[-1] == "Huawei sued Samsung."
    assert names == ["Huawei", "Samsung"]


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("ASML - the Dutch toolmaker - sued XTAL.", "ASML"),
        ("TSMC-made chips power Huawei phones.", "TSMC"),
        ("U.S.-China tensions rose on Friday.", "U.S."),
    ],
)
def test_capitals_before_a_dash_are_no_dateline(text, name):
    assert name in sentences(text)[1]


@pytest.mark.model
def test_headline_and_paragraphs_are_sentences_of_their_own():
    found, _ = sentences("Tougher rules for chips\n\nThe firm said so\nSamsung answered.")
    assert found == ["Tougher rules for chips", "The firm said so", "Samsung answered."]


@pytest.mark.model
def test_items_of_a_list_that_lost_its_line_breaks_are_sentences_of_their_own():
    found, _ = sentences(
        "Plans: - Lear will move to the U.S. - Avio will stay. • Samsung, it said - Intel aside - left."
    )
    assert found == [
        "Plans:",
        "- Lear will move to the U.S.",
        "- Avio will stay.",
        "• Samsung, it said - Intel aside - left.",
    ]


def test_unknown_pipeline_is_named_with_the_remedy():
    with pytest.raises(ConfigError, match="no spaCy pipeline 'xx_nothing' is installed: install it, or name another"):
        load_language("xx_nothing")


def test_pipeline_without_parser_is_refused(monkeypatch):
    monkeypatch.setitem(sys.modules, "blank_pipeline", SimpleNamespace(load=lambda: spacy.blank("en")))
    with pytest.raises(ConfigError, match="'blank_pipeline' has no parser: choose one that has"):
        load_language("blank_pipeline")
