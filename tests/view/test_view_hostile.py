"""Text of articles that would act if it could: in no view does it."""

from __future__ import annotations

import time
from datetime import date

import pytest

from kg.ids import entity_iri, minted_entity_iri
from kg.model import Document

pytestmark = pytest.mark.browser

HOSTILE = [
    "<script>window.pwned = 1</script>",
    "</script><script>window.pwned = 2</script>",
    '"><img src=x onerror="window.pwned = 3">',
    '<a href="javascript:window.pwned = 4">href</a>',
    "javascript:window.pwned=5",
    "data:text/html,<script>window.pwned=6</script>",
    "\u2028window.pwned = 7\u2029",
    "<!--<script>",
    "'; window.pwned = 8; //",
    "{{ 7 * 7 }}${window.pwned = 9}",
    "&lt;img src=x onerror=window.pwned=10&gt;",
    "__proto__",
    "\u202eevil\u0000\ud800",
]
"""Names, titles, quotes, publishers, addresses, relations and classes at once."""


@pytest.fixture
def hostile(saying):
    """Return two statements of each text, of consecutive days, and what binds them into triads and paths."""
    statements = []
    for number, text in enumerate(HOSTILE, start=1):
        document = Document(text, "", text, date(2025, 1 + number % 3, number), text, f"{text} News")
        quote = f"{text} bans China, {text}"
        types = {text: text, "China": "Country"}
        statements.append(saying(text, "bans", "China", quote=quote, types=types, document=document, by="China"))
        statements.append(saying("China", text, text, quote=quote[::-1], types=types, document=document))
    # Firms, with a capital letter at the end: analyses leave out what is a noun without one.
    firms = [f"{text} Acme" for text in HOSTILE]
    statements += [saying(firm, "cooperatesWith", firms[0], 1, quote=f"{firm} and {firms[0]}") for firm in firms[1:]]
    return statements + [saying(firm, "bans", "Nvidia", 20, quote=f"{firm}, Nvidia") for firm in firms[:4]]


@pytest.fixture
def without_policy(driver, request):
    """Let the browser ignore the page's policy if the parameter says so."""
    driver.execute_cdp_cmd("Page.setBypassCSP", {"enabled": request.param})
    yield request.param
    driver.execute_cdp_cmd("Page.setBypassCSP", {"enabled": False})


VIEWS = {
    "overview": {},
    "ego": {"entity": entity_iri("china")},
    "path": {"start": minted_entity_iri(f"{HOSTILE[1]} Acme"), "end": minted_entity_iri(f"{HOSTILE[2]} Acme")},
    "rivalry": {},
    "timeline": {},
    "diff": {"before": "2025-01", "after": "2025-02.."},
    "evidence": {"document": HOSTILE[1]},
}

SEARCH = """
const search = document.getElementById('search');
search.focus();
search.value = JSON.parse(document.getElementById('data').textContent).nodes[arguments[0]].label;
search.dispatchEvent(new Event('input'));
search.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
"""

PRESS = """
for (const one of document.querySelectorAll('#panel details')) one.open = true;
const pressed = '#panel a:not([href^="https:"]), #panel cite span, #panel mark';
for (const one of document.querySelectorAll(pressed)) one.click();
"""


@pytest.mark.parametrize(
    ("name", "without_policy"),
    [("overview", False), *((name, True) for name in VIEWS)],  # nothing may act even where a browser ignores the policy
    indirect=["without_policy"],
)
def test_hostile_text_never_acts(driver, open_view, hostile, name, without_policy):
    page = open_view(name, hostile, **VIEWS[name])
    for key in page.js(
        "return [...document.querySelectorAll('#filters [aria-expanded]')].map((one) => one.dataset.key)"
    ):
        page.toggle(key)
    for at in range(page.js("return document.querySelectorAll('#panel .guided').length")):
        page.js("document.querySelectorAll('#panel .guided .item')[arguments[0]]?.click()", at)
        page.js(PRESS)
    nodes = page.js("return JSON.parse(document.getElementById('data').textContent).nodes.length")
    for node in range(nodes):
        page.js(SEARCH, node)
        page.js(PRESS)
    # Hover all that is drawn.
    page.js(
        """const { network } = document.getElementById('graph');
        const [{ data, emitter }, pointer] = [network.body, { DOM: { x: 1, y: 1 } }];
        for (const id of data.nodes.getIds()) emitter.emit('hoverNode', { node: id, pointer });
        for (const id of data.edges.getIds()) emitter.emit('hoverEdge', { edge: id, pointer });"""
    )
    page.click("#as-table")
    for row in range(min(page.count("edges"), 30)):
        page.js("document.querySelectorAll('#table tbody tr')[arguments[0]].querySelectorAll('button')[1].click()", row)
        page.js(PRESS)
    page.click('[data-save="sparql"]')
    page.js("document.getElementById('copy').close()")
    time.sleep(0.1)
    assert harmless(page)
    page.open(page.js("return location.hash"))
    time.sleep(0.1)
    assert harmless(page)


def harmless(page):
    """Return whether nothing of the texts has become more than text; if not, fail."""
    assert page.js("return window.pwned") is None
    assert page.js("return ({}).pwned") is None
    assert page.js("return document.querySelectorAll('script').length") == 4
    assert page.js("return document.querySelectorAll('img, iframe, object, embed').length") == 0
    odd = "return [...document.querySelectorAll('#panel a')].filter((a) => !a.href.startsWith('https:')).length"
    assert page.js(odd) == 0
    assert {url.split(":")[0] for url in page.requests()} <= {"file", "about", "data"}
    assert page.logs() == []
    return True
