"""Whose an actor is."""

from __future__ import annotations

import pytest

from kg.analyse import Affiliations


@pytest.fixture
def affiliations(fact_):
    kinds = {
        "Foro": "Company",
        "Sub": "Company",
        "Ann": "Person",
        "Bob": "Person",
        "Ring1": "Company",
        "Ring2": "Company",
    }
    claims = [
        fact_("Foro basedIn Japan", kinds=kinds),
        fact_("Foro basedIn Japan", "d2", kinds=kinds),
        fact_("Foro basedIn US", "d3", kinds=kinds),
        fact_("Sub subsidiaryOf Foro", kinds=kinds),
        fact_("Ann worksFor Commerce", kinds=kinds),
        fact_("Bob leads Foro", kinds=kinds),
        fact_("Ring1 subsidiaryOf Ring2", kinds=kinds),
        fact_("Ring2 subsidiaryOf Ring1", kinds=kinds),
    ]
    return Affiliations.of(claim for claim, _ in claims)


@pytest.mark.parametrize(
    ("actor", "country", "government"),
    [
        ("US", "US", "US"),
        ("Commerce", "US", "US"),
        ("Trump", "US", "US"),
        ("Huawei", "China", None),
        ("Foro", "Japan", None),  # what most articles say
        ("Sub", "Japan", None),  # through its owner
        ("Ann", "US", "US"),  # works for a ministry, as reported
        ("Bob", "Japan", None),  # leads a company
        ("Ring1", None, None),  # owned by what it owns
        ("Nobody", None, None),
    ],
)
def test_country_and_government(affiliations, iri, actor, country, government):
    assert affiliations.country(iri(actor)) == (iri(country) if country else None)
    assert affiliations.government(iri(actor)) == (iri(government) if government else None)
    assert affiliations.at("actor", iri(actor)) is None


def test_what_is_denied_gives_no_country(fact_, iri):
    claim, _ = fact_("Foro basedIn Japan", kinds={"Foro": "Company"}, polarity="negated")
    assert Affiliations.of([claim]).country(iri("Foro")) is None
