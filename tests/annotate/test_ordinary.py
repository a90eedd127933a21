"""Names that are words of the dictionary, and what they make less sure."""

from __future__ import annotations

import pytest
import spacy

from kg.annotate.nlp import load_bare
from kg.annotate.ordinary import OrdinaryWords
from kg.model import Document
from kg.pipeline import extract

pytestmark = pytest.mark.model


def claims(text):
    ((_, found),) = extract([Document("x", text)])
    return found


@pytest.mark.parametrize(
    ("name", "ordinary"),
    [
        ("Health Imperative", True),
        ("Border", True),
        ("Agencies", True),
        ("Lumeris", False),
        ("Horizon Robotics", False),
        ("SB 53", False),
    ],
)
def test_names_of_ordinary_words(name, ordinary):
    assert OrdinaryWords(load_bare()).are(name.split()) is ordinary


def test_without_a_dictionary_nothing_is_ordinary():
    assert not OrdinaryWords(spacy.blank("en")).are(["Border"])


def test_a_name_of_ordinary_words_is_less_sure():
    (coined,) = claims("China has sanctioned Lumeris.")
    (ordinary,) = claims("China has sanctioned Border Lining.")
    assert ordinary.confidence < coined.confidence


def test_a_list_of_names_is_less_sure():
    (stated,) = claims("China has sanctioned Lumeris because of what it said.")
    listed = claims("Jackie Miller, Director of Oncology, Lumeris - Mary Jones, Chair, Lumeris Photonics Berlin")
    assert all(claim.confidence < stated.confidence for claim in listed)
