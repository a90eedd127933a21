"""Facts in a few words: "A cooperatesWith B" in article 1."""

from __future__ import annotations

import pytest

from kg.analyse import project
from kg.ids import minted_entity_iri
from kg.model import Claim, Evidence, Mention


def fact(sentence, document="d1", *, kind="Country", **qualifiers):
    """Return the claim of three words; both ends are of the class `kind`."""
    subject, relation, object_ = (
        word if at == 1 else Mention(0, 1, word, word, kind, minted_entity_iri(word))
        for at, word in enumerate(sentence.split())
    )
    return Claim(document, subject, relation, object_, Evidence(0, 1, sentence), **qualifiers)


@pytest.fixture
def fact_():
    """Return the function that makes a claim."""
    return fact


@pytest.fixture
def projected():
    """Return a function from sentences, each in an article of its own, to their projection."""

    def of(*sentences):
        return project(fact(sentence, f"d{number}") for number, sentence in enumerate(sentences))

    return of


@pytest.fixture
def iri():
    """Return the function from a name to its IRI."""
    return minted_entity_iri
