"""Claims made by hand, and a browser to look at what becomes of them."""

from __future__ import annotations

from datetime import date

import pytest
from chromium import Window, chromium

from kg.ids import entity_iri, minted_entity_iri, slug
from kg.model import Claim, Document, Evidence, Mention

TYPES = {
    "China": "Country",
    "United States": "Country",
    "Russia": "Country",
    "Huawei": "Company",
    "Nvidia": "Company",
    "OpenAI": "Company",
    "ChatGPT": "AIModel",
    "Sam Altman": "Person",
}


def say(
    subject, relation, object_, number=1, *, quote=None, types=TYPES, document=None, by=None, sure=0.9, **qualifiers
):
    """Return a claim and its document. A name without a type gets a minted IRI and the type Company."""
    quote = quote or f"{subject} {relation} {object_} in article {number}."
    document = document or Document(
        f"d{number}", "", f"Title {number}", date(2025, 1, number), f"https://x.test/{number}", f"Paper {number % 2}"
    )

    def mention(name):
        at = quote.find(name)
        iri = entity_iri(slug(name)) if name in types else minted_entity_iri(name)
        # Offsets are those of the article, in which the sentence begins at 100.
        return Mention(100 + at, 100 + at + len(name), name, name, types.get(name, "Company"), iri)

    evidence = Evidence(100, 100 + len(quote), quote)
    attributed = mention(by) if by else None
    return (
        Claim(
            document.id,
            mention(subject),
            relation,
            mention(object_),
            evidence,
            attributed_to=attributed,
            confidence=sure,
            **qualifiers,
        ),
        document,
    )


STATEMENTS = [
    say("China", "competesWith", "United States", 1),
    say("United States", "competesWith", "China", 2),
    say("United States", "sanctions", "Huawei", 1),
    say("United States", "sanctions", "Huawei", 3, quote="Officials of the United States put Huawei on a list."),
    say("China", "cooperatesWith", "Russia", 3),
    say("China", "alliedWith", "Russia", 4, polarity="negated"),
    say("United States", "bans", "Nvidia", 4, modality="planned", by="China"),
    say("Huawei", "competesWith", "Nvidia", 2),
    say("Huawei", "basedIn", "China", 2),
    say("OpenAI", "released", "ChatGPT", 5),
    say("Sam Altman", "leads", "OpenAI", 5),
]
"""Nine edges, of which seven are facts: two articles state the rivalry of China and the United States, in either order,
and two the sanctions on Huawei."""


@pytest.fixture(scope="session")
def statements():
    return STATEMENTS


@pytest.fixture(scope="session")
def saying():
    """Return the function that makes a claim and its document."""
    return say


class Page(Window):
    """A view in the browser, and what the tests ask it."""

    def __init__(self, driver, path):
        super().__init__(driver)
        self.path = path
        self.open()

    def open(self, fragment=""):
        """Load the page anew and wait until it is painted."""
        self.driver.get("about:blank")
        self.logs()
        self.driver.get(f"{self.path.as_uri()}{fragment}")
        self.until("return document.getElementById('graph')?.dataset.painted")

    def count(self, what):
        """Return how many "nodes" or "edges" the canvas draws: the page's own count and that of vis-network agree."""
        own = int(self.js("return document.getElementById('graph').dataset[arguments[0]]", what))
        indices = {"nodes": "nodeIndices", "edges": "edgeIndices"}[what]
        assert self.js("return document.getElementById('graph').network.body[arguments[0]].length", indices) == own
        return own

    def drawn(self, expression):
        """Return the value of a JavaScript expression for each `edge` that the canvas draws."""
        return self.js(
            f"""const {{ data, edgeIndices }} = document.getElementById('graph').network.body;
            return edgeIndices.map((id) => data.edges.get(id)).map((edge) => {expression})"""
        )

    def click(self, selector):
        self.js("document.querySelector(arguments[0]).click()", selector)

    def text(self, selector):
        return self.js("return document.querySelector(arguments[0]).textContent", selector)

    def toggle(self, key):
        """Tick or untick a box of the legend."""
        self.click(f'[data-key="{key}"]')

    def spot(self, label):
        """Return the point of the window where the node with this label is drawn."""
        return self.js(
            """const graph = document.getElementById('graph');
            const held = JSON.parse(document.getElementById('data').textContent);
            const node = held.nodes.find((one) => one.label === arguments[0]);
            const { x, y } = graph.network.canvasToDOM(graph.network.getPosition(node.id));
            const box = graph.getBoundingClientRect();
            return [Math.round(box.left + x), Math.round(box.top + y)]""",
            label,
        )


@pytest.fixture(scope="session")
def driver():
    """Return a headless Chromium that can resolve no name, or skip the test."""
    with chromium() as browser:
        yield browser


@pytest.fixture
def look(driver, tmp_path):
    """Return a function that renders claims and opens the page."""
    from kg.view import build_payload, render

    def render_and_open(pairs, *, shown=150, **options):
        path = tmp_path / "page.html"
        path.write_text(render(build_payload(pairs, shown=shown), **options), encoding="utf-8")
        return Page(driver, path)

    return render_and_open


@pytest.fixture
def open_view(driver, tmp_path):
    """Return a function that draws a view of claims, with the analyses that it asks for, and opens the page."""
    from kg.pages import material
    from kg.view import VIEWS, render

    def draw_and_open(name, pairs, **given):
        view = VIEWS[name]
        path = tmp_path / f"{name}.html"
        path.write_text(render(view.payload(material(pairs), view.read(given))), encoding="utf-8")
        return Page(driver, path)

    return draw_and_open
