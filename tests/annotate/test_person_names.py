"""Names of people told from names of firms by the words in them."""

from __future__ import annotations

import pytest
from spacy.vocab import Vocab

from kg import gazetteer
from kg.annotate.nlp import load_language
from kg.annotate.person_names import PersonNames


@pytest.fixture(scope="module")
def people():
    return PersonNames(load_language().vocab, gazetteer.load())


# Invented, or too little known to be in the gazetteer.
@pytest.mark.model
@pytest.mark.parametrize("name", ["Annemiek Roos", "Tomasz Wierzbicki", "Rafael Ortega", "Peggy Hsu", "Brooke Tennant"])
def test_people(people, name):
    assert people.is_person(name.split())
    assert not people.is_no_person(name.split())


@pytest.mark.model
@pytest.mark.parametrize(
    "name", ["Halden Systems", "Vantare Subsea", "Kratt Robotics", "Torvald Point", "Volta Savings"]
)
def test_firms(people, name):
    assert people.is_no_person(name.split())
    assert not people.is_person(name.split())


@pytest.mark.model
def test_most_people_and_bodies_of_the_gazetteer_are_told_apart(people):
    known = gazetteer.load().entities.values()
    names = {
        kind: [e.label.split() for e in known if e.type == kind and " " in e.label] for kind in ("Person", "Company")
    }
    assert sum(map(people.is_no_person, names["Person"])) < 0.03 * len(names["Person"])
    assert sum(map(people.is_person, names["Company"])) < 0.03 * len(names["Company"])


def test_a_pipeline_without_vectors_has_no_opinion():
    blank = PersonNames(Vocab(), gazetteer.load())
    assert not blank.is_person(["Sigrid", "Aasen"])
    assert not blank.is_no_person(["Halden", "Systems"])
