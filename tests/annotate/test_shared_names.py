"""Names that bodies of several countries have, and seats of government as cities."""

from __future__ import annotations

from datetime import date

import pytest

from kg.annotate import annotate
from kg.model import Document

pytestmark = pytest.mark.model


def names(text):
    """Return words to (name, key) for the names of a text; a word that comes twice has what it has last."""
    ((_, docs),) = annotate([Document("x", text, published=date(2024, 4, 26))])
    return {span.text: (span.id_, span.kb_id_) for doc in docs for span in doc.spans["names"]}


@pytest.mark.parametrize(
    ("text", "word", "key"),
    [
        pytest.param("In Beijing, the Commerce Ministry protested.", "Commerce Ministry", "china-mofcom", id="place"),
        pytest.param(
            "India was firm. The commerce ministry said no.", "commerce ministry", "india-commerce", id="lower"
        ),
        pytest.param(
            "Kyiv waits, and its Defence Ministry too.", "Defence Ministry", "ukraine-defence-ministry", id="its"
        ),
        pytest.param("The European Parliament passed a Chips Act.", "Chips Act", "eu-chips-act", id="co-mentioned"),
        pytest.param("The Chips Act was signed by Joe Biden.", "Chips Act", "chips-act", id="by custom"),
        pytest.param("The Chips Act is a law.", "Chips Act", "chips-act", id="by custom, of nobody"),
        pytest.param("The Supreme Court ruled for Apple.", "Supreme Court", "us-supreme-court", id="American firm"),
        pytest.param("The Supreme Court in New Delhi ruled.", "Supreme Court", "india-supreme-court", id="in"),
        pytest.param("The Supreme Court of India ruled.", "Supreme Court of India", "india-supreme-court", id="of"),
        pytest.param(
            "Biden's Commerce Department said no.", "Commerce Department", "us-commerce-department", id="whose"
        ),
        pytest.param("Members of Congress asked Narendra Modi.", "Congress", "inc-india", id="party of the country"),
    ],
)
def test_the_country_that_the_text_is_about_tells_whose_body_it_is(text, word, key):
    assert names(text)[word][1] == key


def test_a_country_whose_body_is_not_known_keeps_its_own():
    found = names("Peru's Congress voted against the United States. Later Congress rose, and the US Congress sat.")
    assert found["Peru's Congress"] == found["Congress"] == ("Peru's Congress", "")
    assert found["US Congress"][1] == "us-congress"
    assert "Peru" not in found


@pytest.mark.parametrize(
    ("text", "word"),
    [
        pytest.param("The commerce ministry said no.", "commerce ministry", id="nothing tells"),
        pytest.param("Denmark's trade ministry said no.", "trade ministry", id="description of one not known"),
        pytest.param("China's supreme court said no.", "supreme court", id="lower case without portfolio"),
        pytest.param("The White House said no.", "House", id="part of a known name"),
    ],
)
def test_what_is_left_alone(text, word):
    assert word not in names(text)


def test_a_court_of_some_place_is_its_own():
    assert names("The Lagos Supreme Court said no.").get("Supreme Court", ("", ""))[1] != "us-supreme-court"


@pytest.mark.parametrize(
    ("text", "word", "key"),
    [
        ("She flew to Brussels on Monday.", "Brussels", ""),
        ("He was seen leaving Downing Street.", "Downing Street", ""),
        ("They met at the White House.", "White House", ""),
        ("He spoke on the lawn of the White House.", "White House", ""),
        ("The Washington suburb of Reston grew.", "Washington", ""),
        ("Brussels wants more.", "Brussels", "european-union"),
        ("Anger at Washington grew.", "Washington", "united-states"),
        ("The Kremlin denied it.", "Kremlin", "russia"),
        ("He leaves the decision to Washington.", "Washington", "united-states"),
        ("Sanctions by the White House hurt.", "White House", "united-states"),
    ],
)
def test_a_seat_is_a_place_where_something_happens_and_a_state_when_it_acts(text, word, key):
    assert names(text)[word][1] == key
