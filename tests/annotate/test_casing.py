"""Capital letters that are no names: beginnings of sentences, headings, transcripts, portfolios, legal forms."""

from __future__ import annotations

import pytest

from kg.annotate import annotate
from kg.model import Document

pytestmark = pytest.mark.model


def names(text):
    """Return words to key for the names of a text."""
    ((_, docs),) = annotate([Document("x", text)])
    return {span.text: span.kb_id_ for doc in docs for span in doc.spans["names"]}


@pytest.mark.parametrize(
    ("text", "word"),
    [
        pytest.param("They work. (Laughter.) They left.", "Laughter", id="stage direction"),
        pytest.param("MODERATOR: Intel grew.\n\nMS. DALTON: Apple fell.", "MODERATOR", id="speaker"),
        pytest.param("MS. DALTON: Apple fell.\n\nQ Karine, who left?\n", "Q Karine", id="letter of a question"),
        pytest.param("The Secretary of the Treasury met the Secretary of Commerce.", "Commerce", id="portfolio"),
        pytest.param("He signed an Executive Order on Monday.", "Executive Order", id="common noun of two words"),
        pytest.param(
            "SUPPLY CHAIN RESILIENCE AND SECURITY\n\nIntel wants resilience, security and a supply chain.",
            "SECURITY",
            id="in capitals throughout, and elsewhere not",
        ),
        pytest.param("They sold LLC on Monday.", "LLC", id="legal form"),
        pytest.param("Intel praised the Budget. No budget was larger.", "Budget", id="elsewhere without the capital"),
        pytest.param("Special Envoy Mike Hammer met Chief Medical Officer Jo Ek.", "Special", id="rank before a title"),
        pytest.param("Special Envoy Mike Hammer met Chief Medical Officer Jo Ek.", "Medical", id="within a title"),
        pytest.param("Norrin met Angola Desk Officer Dennis Hankins.", "Desk", id="word before a title"),
        pytest.param(
            "In Paris the National Security Advisors met.", "National Security Advisors", id="plural of a title"
        ),
        pytest.param("He received his Ph.D. from Yale in 1996.", "Ph.D.", id="degree"),
        pytest.param("Kenya's Superintendent of Electricity met Intel.", "Superintendent", id="office"),
    ],
)
def test_no_names(text, word):
    assert word not in names(text)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        pytest.param("Lumeris grew. On Monday Lumeris sued Intel.", "Lumeris", id="with a capital elsewhere too"),
        pytest.param(
            "Lumeris Sues Castelin Over Laser Design\n\nThe two disagree.", "Castelin", id="only in a heading"
        ),
        pytest.param("It bought Lumeris Photonics (LPX) last year.", "LPX", id="acronym in brackets"),
    ],
)
def test_names(text, word):
    assert word in names(text)


def test_a_firm_does_not_begin_with_the_legal_form_of_the_one_before():
    assert not [name for name in names("The list has Vantar CO., LTD Lumeris Photonics Ltd.") if name[:3] == "LTD"]


@pytest.mark.parametrize(
    ("text", "word", "key"),
    [
        ("Prime Minister Suga went home.", "Suga", "yoshihide-suga"),
        ("Vice President Harris spoke. Then Harris left.", "Harris", "kamala-harris"),
        ("Harris spoke.", "Harris", ""),
        ("Former Vice President Harris spoke.", "Harris", ""),
    ],
)
def test_a_title_tells_whose_surname_it_is(text, word, key):
    assert names(text)[word] == key
