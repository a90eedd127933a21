"""Offices that stand for whoever held them on a day."""

from __future__ import annotations

from datetime import date

import pytest

from kg.annotate import annotate
from kg.model import Document

pytestmark = pytest.mark.model


def names(text, day="2025-10-20"):
    """Return words to key for the names of a text."""
    ((_, docs),) = annotate([Document("x", text, published=date.fromisoformat(day) if day else None)])
    return {span.text: span.kb_id_ for doc in docs for span in doc.spans["names"]}


@pytest.mark.parametrize(
    ("day", "key"),
    [
        ("2016-09-03", "barack-obama"),
        ("2019-05-15", "donald-trump"),
        ("2022-08-09", "joe-biden"),
        ("2025-10-20", "donald-trump"),
    ],
)
def test_the_day_of_publication_tells_who(day, key):
    assert names("The US president signed the order.", day)["US president"] == key


@pytest.mark.parametrize(
    ("text", "words", "key"),
    [
        ("The commerce secretary said no.", "commerce secretary", "howard-lutnick"),
        ("The Secretary of Commerce said no.", "Secretary of Commerce", "howard-lutnick"),
        ("China's commerce minister said no.", "China's commerce minister", "wang-wentao"),
        ("Beijing was firm: the commerce minister said no.", "commerce minister", "wang-wentao"),
        ("The chief executive of Nvidia said no.", "chief executive of Nvidia", "jensen-huang"),
        ("The Nvidia CEO said no.", "Nvidia CEO", "jensen-huang"),
        ("A spokesman for the British prime minister said no.", "British prime minister", "keir-starmer"),
        ("On Friday the French president said no.", "French president", "emmanuel-macron"),
        ("In August 2022 the US president signed the law.", "US president", "joe-biden"),
    ],
)
def test_offices_by_country_body_company_and_portfolio(text, words, key):
    assert names(text)[words] == key


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("US President Donald Trump left.", id="before a name"),
        pytest.param("Donald Trump, the US president, left.", id="behind a name"),
        pytest.param("The US president, Donald Trump, left.", id="apposition"),
        pytest.param("Donald Trump is the US president.", id="predicate"),
        pytest.param("Donald Trump became US president in 2017.", id="becomes"),
        pytest.param("The US president is Donald Trump.", id="subject of a copula"),
        pytest.param("A former US president left.", id="former"),
        pytest.param("The former US president left.", id="the former"),
        pytest.param("US presidents left.", id="plural"),
        pytest.param("The US president-elect left.", id="elect"),
        pytest.param("The US deputy commerce secretary left.", id="deputy"),
        pytest.param("The president left.", id="bare, without portfolio"),
        pytest.param("The commerce minister left.", id="of a country that nothing tells"),
        pytest.param("The Belgian commerce secretary left.", id="country without such an office"),
    ],
)
def test_offices_that_stand_for_nobody_by_themselves(text):
    assert [
        words for words in names(text) if any(word in words for word in ("resident", "secretary", "minister"))
    ] == []


def test_without_a_day_nobody_is_meant():
    assert "US president" not in names("The US president signed it.", None)


def test_years_that_leave_open_who_it_was():
    assert "US president" not in names("In 2021 the US president signed it.")


def test_a_pronoun_refers_to_the_holder():
    ((_, (doc,)),) = annotate([Document("x", "The US president left. He was angry.", published=date(2025, 10, 20))])
    (pronoun,) = [token.i for token in doc if token.text == "He"]
    assert doc.user_data["antecedents"][pronoun][0] == (2,)
