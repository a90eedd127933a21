"""Facts in a few words: "A cooperatesWith B" in article 1."""

from __future__ import annotations

from datetime import date

import pytest

from kg import gazetteer
from kg.analyse import project
from kg.ids import entity_iri, minted_entity_iri
from kg.model import Claim, Document, Evidence, Mention

KNOWN = {
    "China": ("china", "Country"),
    "US": ("united-states", "Country"),
    "Japan": ("japan", "Country"),
    "Taiwan": ("taiwan", "Country"),
    "Huawei": ("huawei", "Company"),
    "Nvidia": ("nvidia", "Company"),
    "TSMC": ("tsmc", "Company"),
    "ASML": ("asml", "Company"),
    "Commerce": ("us-commerce-department", "GovernmentBody"),
    "Trump": ("donald-trump", "Person"),
    "Xi": ("xi-jinping", "Person"),
    "gallium": ("gallium", "Material"),
}
"""Words of the sentences that stand for entities of the gazetteer: key and class."""


def known_as(word, kind="Country"):
    """Return IRI, class and label of what a word stands for: of the gazetteer, or minted, of the class `kind`."""
    if word not in KNOWN:
        return minted_entity_iri(word), kind, word
    key, known = KNOWN[word]
    return entity_iri(key), known, gazetteer.load().entities[key].label


def fact(sentence, document="d1", *, kind="Country", kinds=None, day=None, source=None, at=0, **qualifiers):
    """Return the claim of three words with its document.

    Ends that are not `KNOWN` are of the class `kind`, or of that which `kinds` has for their word. `day` is that of
    the article, in ISO 8601, `source` its publisher, and `at` where the sentence starts.
    """
    subject, relation, object_ = sentence.split()
    ends = []
    for word in (subject, object_):
        iri, known, label = known_as(word, (kinds or {}).get(word, kind))
        ends.append(Mention(at, at + 1, word, label, known, iri))
    claim = Claim(document, ends[0], relation, ends[1], Evidence(at, at + 1, sentence), **qualifiers)
    published = date.fromisoformat(day) if day else None
    return claim, Document(document, "", published=published, source=source)


@pytest.fixture
def fact_():
    """Return the function that makes a claim with its document."""
    return fact


@pytest.fixture
def projected():
    """Return a function from sentences, each in an article of its own, to their projection."""

    def of(*sentences):
        return project(fact(sentence, f"d{number}") for number, sentence in enumerate(sentences))

    return of


@pytest.fixture
def iri():
    """Return the function from a word to the IRI of what it stands for."""
    return lambda word: known_as(word)[0]


@pytest.fixture
def karate():
    """Return Zachary's karate club (1977) as facts: 34 members, 78 ties, each in an article of its own."""
    import networkx as nx

    edges = nx.karate_club_graph().edges
    return project(fact(f"M{a} cooperatesWith M{b}", f"d{a}-{b}") for a, b in edges)
