"""Claims made by hand, and a browser to look at the page that tells of them."""

from __future__ import annotations

from datetime import date

import pytest
from chromium import Window, chromium

from kg import gazetteer
from kg.ids import entity_iri, minted_entity_iri
from kg.model import Claim, Document, Evidence, Mention
from kg.report import Subject, brief, render

KNOWN = {
    "China": "china",
    "United States": "united-states",
    "Japan": "japan",
    "Huawei": "huawei",
    "Nvidia": "nvidia",
    "TSMC": "tsmc",
    "gallium": "gallium",
    "US Commerce Department": "us-commerce-department",
}


def iri_of(name):
    return entity_iri(KNOWN[name]) if name in KNOWN else minted_entity_iri(name)


def say(subject, relation, object_, number, *, quote=None, document=None, kind="Company", by=None, **qualifiers):
    """Return a claim and its document: article `number`, of that day of March 2025, of one of three publishers."""
    quote = quote or f"{subject} {relation} {object_}, says article {number}."
    document = document or Document(
        f"d{number}", "", f"Title {number}", date(2025, 3, number), f"https://x.test/{number}", f"Paper {number % 3}"
    )

    def mention(name):
        at = quote.find(name)
        known = gazetteer.load().entities[KNOWN[name]].type if name in KNOWN else kind
        # Offsets are those of the article, in which the sentence begins at 100.
        return Mention(100 + at, 100 + at + len(name), name, name, known, iri_of(name))

    claim = Claim(
        document.id,
        mention(subject),
        relation,
        mention(object_),
        Evidence(100, 100 + len(quote), quote),
        attributed_to=mention(by) if by else None,
        **qualifiers,
    )
    return claim, document


PAIRS = [
    say("United States", "sanctions", "Huawei", 1),
    say("United States", "sanctions", "Huawei", 2),
    say("US Commerce Department", "sanctions", "Huawei", 3),
    say("United States", "sanctions", "Huawei", 4, polarity="negated", by="China"),
    say("Huawei", "cooperatesWith", "TSMC", 2),
    say("Huawei", "dependsOn", "TSMC", 5),
    say("Huawei", "competesWith", "Nvidia", 5),
    say("Nvidia", "attacks", "Huawei", 6, modality="alleged", by="Huawei"),
    say("China", "bans", "Nvidia", 6),
    say("China", "restrictsExportOf", "gallium", 7),
    say("China", "meetsWith", "United States", 8),
    say("Huawei", "basedIn", "China", 9),
    say("China", "accuses", "United States", 10, modality="planned"),
]


HOSTILE = [
    "<script>window.pwned = 1</script>",
    "</style><script>window.pwned = 2</script>",
    '"><img src=x onerror="window.pwned = 3">',
    '<a href="javascript:window.pwned = 4">href</a>',
    "javascript:window.pwned=5",
    "data:text/html,<script>window.pwned=6</script>",
    "\u2028window.pwned = 7\u2029",
    "<!--<script>",
    "{{ 7 * 7 }}{% raw %}",
    "&lt;img src=x onerror=window.pwned=10&gt;",
    "</title></svg><svg onload=window.pwned=11>",
    "\u202eevil\u0000\ud800",
    "x" * 1000,
]


@pytest.fixture
def hostile():
    """Return claims whose every word comes from an enemy."""
    pairs = []
    for number, text in enumerate(HOSTILE, start=1):
        document = Document(f"{number}{text}", "", text, None, text, f"{text} Times")
        pairs.append(say(text, "bans", "China", number, document=document, by="China"))
        pairs.append(say("China", "supports", text, number, document=document, polarity="negated"))
    return pairs


@pytest.fixture
def page():
    """Return the function that makes the page of claims."""

    def of(pairs, *entities, command=""):
        subject = Subject(entities)
        return render(brief(pairs, subject), subject, command=command)

    return of


@pytest.fixture
def pairs():
    return list(PAIRS)


@pytest.fixture
def saying():
    """Return the function that makes a claim and its document."""
    return say


@pytest.fixture
def iri():
    """Return the function from a name to its IRI."""
    return iri_of


@pytest.fixture(scope="session")
def window():
    """Return a headless Chromium that can resolve no name, or skip the test."""
    with chromium(size="1100,900") as driver:
        yield Window(driver)
