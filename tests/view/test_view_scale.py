"""Large graphs and odd names: what a page does with them in a real browser."""

from __future__ import annotations

from datetime import date

import pytest

from kg.ids import entity_iri
from kg.model import Document

pytestmark = pytest.mark.browser

FIRST_PAINT, STEP = 3000, 500
"""Milliseconds that a page may take to be drawn, and a filter to be applied."""

TOGGLE = """
const [key, done] = arguments;
const box = document.querySelector(`[data-key="${key}"]`);
const start = performance.now();
box.click();
requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
"""


@pytest.fixture(scope="module")
def many(saying):
    """Return 15,000 statements about 5,000 actors, half of which name one of 300."""
    documents = [
        Document(f"d{n}", "", f"Title {n}", date(2025, 1 + n % 12, 1), None, f"Paper {n % 9}") for n in range(500)
    ]
    names = [f"Actor {n}" for n in range(5000)]
    types = {name: ("Company", "Country", "Person")[n % 3] for n, name in enumerate(names)}
    relations = ("competesWith", "sanctions", "cooperatesWith", "supplies", "basedIn")
    return [
        saying(
            names[n % 5000],
            relations[n % 5],
            names[(n * n + 7 * (n // 5000)) % (300 if n % 2 else 5000)],
            quote=f"Statement {n}",
            types=types,
            document=documents[n % 500],
        )
        for n in range(15000)
    ]


def painted(page):
    """Return the milliseconds from the start of loading to the first paint."""
    return int(page.js("return document.getElementById('graph').dataset.painted"))


def test_five_thousand_entities_open_and_filter_quickly(driver, open_view, many):
    page = open_view("overview", many, everything=True)
    paints = [painted(page)]
    while min(paints) > FIRST_PAINT and len(paints) < 3:  # the machine may be busy with something else
        page.open()
        paints.append(painted(page))
    assert min(paints) < FIRST_PAINT
    assert page.count("nodes") == 5000
    edges = page.count("edges")
    assert edges > 14000
    # Two of the five relations are of rivalry; who has no other goes with them.
    steps = [driver.execute_async_script(TOGGLE, "group rivalry")]
    assert page.count("nodes") < 5000
    assert 0.5 * edges < page.count("edges") < 0.7 * edges
    steps.append(driver.execute_async_script(TOGGLE, "group rivalry"))
    assert (page.count("nodes"), page.count("edges")) == (5000, edges)
    while min(steps) > STEP and len(steps) < 8:
        steps.append(driver.execute_async_script(TOGGLE, "group rivalry"))
    assert min(steps) < STEP


def test_months_of_many_play_quickly(driver, open_view, many):
    page = open_view("timeline", many)
    page.toggle("scope true")
    times = page.js(
        """const column = () => document.querySelectorAll('#time .column')[arguments[0]];
        return [0, 3, 6].map((month) => {
          const start = performance.now();
          document.querySelectorAll('#time .column')[month].dispatchEvent(new MouseEvent('click', { bubbles: true }));
          return performance.now() - start;
        })"""
    )
    assert min(times) < STEP
    assert page.text("#time output") == "Jul 2025"


LONG = "Ministry of Everything " * 50
ODD = ["شركة هواوي للتقنيات", "חברה", "Z̸̡̢̛͚̤̗a̷̧͎͗lgo", "👩‍👩‍👧‍👦 Inc", "\u202eReversed", " \t\n ", "é" + "\u0301" * 60]


def test_long_and_odd_names_are_drawn_and_found(open_view, saying):
    names = [LONG, *ODD]
    types = {"China": "Country"}
    page = open_view(
        "overview", [saying(name, "bans", "China", 1, quote=f"{name} bans China", types=types) for name in names]
    )
    assert page.count("nodes") == len(names) + 1
    wide = page.js(
        """const search = document.getElementById('search');
        search.value = 'ministry of everything';
        search.dispatchEvent(new Event('input'));
        search.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter' }));
        return document.documentElement.scrollWidth - innerWidth"""
    )
    assert wide <= 0
    assert page.text("#panel h2") == LONG
    panel = page.js("const p = document.getElementById('panel'); return p.scrollWidth - p.clientWidth")
    assert panel <= 0
    page.click("#as-table")
    assert page.js("const t = document.getElementById('table'); return t.scrollWidth - t.clientWidth") <= 0
    assert page.logs() == []


def test_twenty_thousand_entities_are_bounded_with_a_notice(open_view, saying):
    paper = Document("d1", "", "Title", date(2025, 1, 1), None, "Paper")
    pairs = [saying(f"A{n}", "bans", f"B{n}", quote="Said.", document=paper, types={}) for n in range(10000)]
    page = open_view("overview", [*pairs, *(saying("China", "bans", "Nvidia", n) for n in (1, 2))])
    assert page.js("return document.getElementById('notice').checkVisibility()")
    assert page.text("#notice-text").startswith("This page holds the 5,000 best supported of 20,002 entities.")
    page.toggle("scope true")
    assert page.count("nodes") <= 5000
    page.click("#notice-close")
    assert not page.js("return document.getElementById('notice').checkVisibility()")


def test_one_entity_alone(open_view, saying):
    page = open_view("ego", [saying("China", "bans", "China")], entity=entity_iri("china"))
    assert (page.count("nodes"), page.count("edges")) == (1, 1)
    assert page.logs() == []
