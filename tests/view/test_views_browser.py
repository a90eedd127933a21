"""What each view adds to the page, in a real browser."""

from __future__ import annotations

import json
import time
from datetime import date

import pytest

from kg.ids import entity_iri
from kg.model import Document

pytestmark = pytest.mark.browser

CHINA, HUAWEI, NVIDIA = (entity_iri(name) for name in ("china", "huawei", "nvidia"))

OPTIONS = {
    "overview": {},
    "ego": {"entity": CHINA, "hops": 2},
    "path": {"start": CHINA, "end": NVIDIA},
    "rivalry": {},
    "timeline": {},
    "diff": {"before": "2025-01-01..2025-01-02", "after": "2025-01-03.."},
    "evidence": {"subject": entity_iri("united-states"), "object": HUAWEI},
}


@pytest.fixture(scope="module")
def months(saying):
    """Return statements of January, February and April; China and Russia turn from rivals into partners."""
    documents = [
        Document(f"m{n}", "", f"Title {n}", date(2025, month, 5), f"https://x.test/m{n}", f"Paper {n % 2}")
        for n, month in enumerate((1, 1, 2, 4))
    ]
    return [
        saying("China", "accuses", "Russia", document=documents[0]),
        saying("United States", "sanctions", "Huawei", document=documents[0]),
        saying("United States", "sanctions", "Huawei", document=documents[1]),
        saying("Huawei", "competesWith", "Nvidia", document=documents[2]),
        saying("China", "cooperatesWith", "Russia", document=documents[3]),
        saying("United States", "sanctions", "Huawei", document=documents[3]),
        saying("United States", "bans", "Nvidia", document=documents[3], modality="planned"),
    ]


@pytest.mark.parametrize("name", OPTIONS)
def test_every_view_opens_without_a_request_or_an_error(open_view, statements, name):
    page = open_view(name, statements, **OPTIONS[name])
    page.requests()
    page.open()
    assert {url.split(":")[0] for url in page.requests()} == {"file"}
    assert page.logs() == []
    assert page.count("edges") > 0
    colours = page.js(
        """const canvas = document.querySelector('#graph canvas');
        const data = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
        const seen = new Set();
        for (let i = 0; i < data.length; i += 4) if (data[i + 3]) seen.add(`${data[i]} ${data[i + 1]} ${data[i + 2]}`);
        return seen.size"""
    )
    assert colours > 20  # an empty canvas has none
    rows = page.js(
        "document.getElementById('as-table').click(); return document.querySelectorAll('#table tbody tr').length"
    )
    assert rows == page.count("edges")


@pytest.mark.parametrize("name", OPTIONS)
def test_keys_alone_lead_to_the_sentence_and_the_address_back(driver, open_view, statements, name):
    from selenium.webdriver import ActionChains
    from selenium.webdriver.common.keys import Keys

    def press(*keys):
        ActionChains(driver).send_keys(*keys).perform()

    page = open_view(name, statements, **OPTIONS[name])
    press("/", "hua", Keys.ENTER)
    assert page.text("#panel h2") == "Huawei"
    for _ in range(12):
        press(Keys.TAB)
        if page.js("return document.activeElement.tagName") == "SUMMARY":
            break
    press(Keys.ENTER)
    said = {claim.evidence.quote for claim, _ in statements if "Huawei" in (claim.subject.label, claim.object.label)}
    assert page.until("return document.querySelector('#panel blockquote')?.textContent") in said
    fragment = page.js("return location.hash")
    shown = page.count("edges"), page.text("#panel h2")
    page.open()
    assert page.js("return document.querySelector('#panel h2')?.textContent") != "Huawei"
    page.open(fragment)
    assert (page.count("edges"), page.text("#panel h2")) == shown
    assert page.logs() == []


def query(page):
    """Return the SPARQL that the page offers."""
    page.click('[data-save="sparql"]')
    text = page.js("return document.getElementById('copy-text').value")
    page.js("document.getElementById('copy').close()")
    return text


ASKED = {
    "overview": {},
    "ego": {"entity": entity_iri("huawei")},
    "path": {"start": entity_iri("nvidia"), "end": entity_iri("united-states")},
    "rivalry": {},
    "timeline": {"period": "2025-04-01..2025-05-10"},
    "diff": {"before": "2025-04", "after": "2025-05.."},
    "evidence": {"document": "d2"},
}


STEPS = ["", "statement planned", "statement negated", "group rivalry", "class Country"]
"""Boxes to tick or untick, one after the other."""


@pytest.mark.parametrize("name", ASKED)
def test_edges_drawn_are_the_rows_of_the_query(open_view, small_store, name):
    page = open_view(name, small_store.claims(), **ASKED[name])
    seen = set()
    for key in STEPS:
        if page.js("return document.querySelector(arguments[0]) !== null", f'[data-key="{key}"]'):
            page.toggle(key)
        rows = list(small_store.dataset().query(query(page)))
        iris = page.js("return JSON.parse(document.getElementById('data').textContent).nodes.map((node) => node.iri)")
        drawn = [[iris[end] for end in ends] for ends in page.drawn("[edge.from, edge.to]")]
        assert sorted([str(row.subject), str(row.object)] for row in rows) == sorted(drawn)
        seen.add(len(drawn))
    assert len(seen) > 1


def test_query_follows_publisher_confidence_and_month(open_view, small_store):
    page = open_view("overview", small_store.claims())
    page.toggle("more publishers")
    page.click('[aria-label="Only Example News"]')
    few = page.count("edges")
    assert 0 < few == len(list(small_store.dataset().query(query(page))))
    page.click("#toggle-time")
    page.js("document.querySelectorAll('#time .column')[0].dispatchEvent(new MouseEvent('click', { bubbles: true }))")
    assert 0 < page.count("edges") < few
    assert page.count("edges") == len(list(small_store.dataset().query(query(page))))


def test_publishers_are_a_filter_and_the_breadth_of_a_line(look, saying):
    papers = [Document(f"p{n}", "", f"Title {n}", date(2025, 1, n + 1), None, f"Paper {n}") for n in range(4)]
    again = Document("again", "", "Title", date(2025, 1, 9), None, "Paper 0")
    page = look(
        [saying("China", "bans", "Nvidia", document=paper) for paper in papers]
        + [saying("China", "bans", "Huawei", document=paper) for paper in (papers[0], again)]
    )
    narrow, wide = sorted(page.drawn("edge.width"))
    assert narrow < wide  # two articles of one publisher are one voice, four of four are four
    page.toggle("more publishers")
    page.toggle("publisher Paper 0")
    assert page.count("edges") == 1
    assert page.drawn("edge.width")[0] < wide
    fragment = page.js("return location.hash")
    page.open(fragment)
    assert page.count("edges") == 1

    assert page.logs() == []


def test_path_leads_from_step_to_sentence(driver, open_view, statements):
    page = open_view("path", statements, **OPTIONS["path"])
    assert page.text("#panel h2") == "Paths"
    # China - Huawei - Nvidia, and over the United States.
    titles = page.js("return [...document.querySelectorAll('#panel .item b')].map((b) => b.textContent)")
    assert titles == ["China – Huawei – Nvidia", "China – United States – Huawei – Nvidia"]
    page.click('[data-key="item 0"]')
    assert page.js("return document.activeElement.dataset.key") == "item 0"
    page.js("document.querySelector('#panel .guided.open details').open = true")
    assert page.until("return document.querySelector('#panel .guided.open blockquote')?.textContent").startswith(
        "Huawei"
    )
    assert page.js("return location.hash") == "#item=0"
    page.js("[...document.querySelectorAll('#panel .acts button')][0].click()")
    assert page.text("#panel h2").startswith("Huawei")
    page.click("#panel .back")
    assert page.text("#panel h2") == "Paths"
    page.open("#item=1")
    assert page.js("return document.querySelector('#panel .guided.open b').textContent") == titles[1]


def test_guide_opens_and_closes_by_keys(driver, open_view, statements):
    from selenium.webdriver import ActionChains
    from selenium.webdriver.common.keys import Keys

    page = open_view("path", statements, **OPTIONS["path"])
    press = lambda key: ActionChains(driver).send_keys(key).perform()  # noqa: E731
    press(Keys.ESCAPE)
    assert page.js("return document.getElementById('panel').hidden")
    press("g")
    assert page.js("return document.activeElement.id") == "panel"
    for _ in range(3):
        press(Keys.TAB)
        if page.js("return document.activeElement.dataset.key") == "item 0":
            break
    press(Keys.ENTER)
    assert page.js("return document.querySelectorAll('#panel .guided.open details').length") >= 2


def test_rivalry_lists_what_does_not_add_up(open_view, saying):
    strained = [
        saying("China", "cooperatesWith", "Russia", 1),
        saying("China", "cooperatesWith", "United States", 1),
        saying("Russia", "sanctions", "United States", 2),
        saying("China", "basedIn", "Russia", 3),
    ]
    page = open_view("rivalry", strained)
    assert page.count("edges") == 3
    assert page.text("#panel h3") == "Do not add up: 1"
    assert page.text("#panel .item b") == "China, Russia, United States"
    assert "Russia and United States: rivals" in page.text("#panel .item .facts")


def test_changes_are_told_apart(open_view, months):
    page = open_view("diff", months, before="2025-01..2025-02", after="2025-03..")
    changes = page.js(
        """const held = JSON.parse(document.getElementById('data').textContent);
        return Object.fromEntries(held.edges.map((edge) => [edge.relation, edge.change]))"""
    )
    assert changes == {
        "accuses": "gone",
        "sanctions": "kept",
        "competesWith": "gone",
        "cooperatesWith": "flipped",
        "bans": "new",
    }
    assert page.text("#panel .item b") == "China and Russia"
    positions = "return document.getElementById('graph').network.getPositions()"
    both = page.js(positions)
    page.toggle("side Before")
    assert page.count("edges") == 3
    assert page.js(positions).items() <= both.items()
    page.toggle("side After")
    assert page.count("edges") == 2
    assert page.js(positions).items() <= both.items()
    page.toggle("side Both")
    looks = page.drawn("JSON.stringify([edge.dashes, edge.color.color])")
    assert len(set(looks)) == 3  # kept, gone and flipped


def test_months_are_counted_and_chosen(open_view, months):
    page = open_view("timeline", months)
    titles = page.js("return [...document.querySelectorAll('#time title')].map((title) => title.textContent)")
    assert titles == ["Jan 2025: 3 sentences", "Feb 2025: 1 sentence", "Mar 2025: 0 sentences", "Apr 2025: 2 sentences"]
    page.js("document.querySelectorAll('#time .column')[1].dispatchEvent(new MouseEvent('click', { bubbles: true }))")
    assert page.count("edges") == 1
    assert page.text("#time output") == "Feb 2025"
    page.click('[data-key="whole"]')
    assert page.count("edges") == 4


def test_sliders_move_by_keys_and_the_address_keeps_them(driver, open_view, months):
    from selenium.webdriver import ActionChains
    from selenium.webdriver.common.keys import Keys

    page = open_view("timeline", months)
    page.js("document.querySelector('[data-key=\"thumb 0\"]').focus()")
    for _ in range(3):
        ActionChains(driver).send_keys(Keys.ARROW_RIGHT).perform()
    assert page.text("#time output") == "Apr 2025"
    assert page.js("return document.activeElement.dataset.key") == "thumb 0"
    assert page.count("edges") == 2
    page.open(page.js("return location.hash"))
    assert page.text("#time output") == "Apr 2025"
    assert page.count("edges") == 2
    for nonsense in ("#period=2031-01+2031-02", "#period=2025-04+2025-01", "#period=x", "#period=2025-01"):
        page.open(nonsense)
        assert page.count("edges") == 4
    assert page.logs() == []


def test_sliders_can_be_dragged(driver, open_view, months):
    from selenium.webdriver import ActionChains

    page = open_view("timeline", months)
    box = page.js(
        "const b = document.querySelector('#time .span').getBoundingClientRect(); return [b.left, b.right, b.bottom]"
    )
    left, right, bottom = (round(value) for value in box)
    mouse = ActionChains(driver, duration=0)
    mouse.w3c_actions.pointer_action.move_to_location(right, bottom - 21).pointer_down()
    for x in (right - 30, (left + 2 * right) // 3, left + (right - left) // 3):  # by way of March to February
        mouse.w3c_actions.pointer_action.move_to_location(x, bottom - 21)
    mouse.w3c_actions.pointer_action.pointer_up()
    mouse.perform()
    assert page.text("#time output") == "Jan 2025 – Feb 2025"


def test_play_goes_through_the_months_and_stops(open_view, months):
    page = open_view("timeline", months)
    page.click('[data-key="play"]')
    assert page.text("#time output") == "Jan 2025"
    assert page.count("edges") == 2
    page.until("return document.querySelector('#time output').textContent === 'Jan 2025 – Feb 2025'")
    page.until("return document.querySelector('[data-key=\"play\"]').textContent.includes('Play')")
    assert page.count("edges") == 4


def test_sentences_of_an_article_come_in_its_order(open_view, saying):
    document = Document("a1", "", "The article", date(2025, 3, 1), None, "Paper")
    from dataclasses import replace

    from kg.model import Evidence

    def said(at, *words, **more):
        claim, _ = saying(*words, document=document, **more)
        quote = claim.evidence.quote
        return replace(claim, evidence=Evidence(at, at + len(quote), quote)), document

    page = open_view(
        "evidence",
        [said(500, "China", "bans", "Nvidia"), said(100, "China", "sues", "Huawei", polarity="negated")],
        document="a1",
    )
    quotes = page.js("return [...document.querySelectorAll('#panel .quote')].map((quote) => quote.textContent)")
    assert quotes == ["China sues Huawei in article 1.", "China bans Nvidia in article 1."]
    assert page.count("edges") == 2  # what is denied is shown as well, as the article is read whole
    assert page.text("#panel h3") == "The article (Paper, 2025-03-01)"


@pytest.fixture
def camps(saying):
    """Return two camps of four who cooperate, with a rivalry between them."""
    camps = [[f"{side}{n}" for n in range(4)] for side in ("East ", "West ")]
    inside = [saying(a, "cooperatesWith", b, 1) for camp in camps for a in camp for b in camp if a < b]
    return [*inside, saying("East 0", "bans", "West 0", 2), saying("East 1", "bans", "West 1", 2)]


def test_communities_fold_and_unfold(open_view, camps):
    page = open_view("overview", camps)
    assert (page.count("nodes"), page.count("edges")) == (8, 14)
    page.toggle("more communities")
    page.toggle("fold 0")
    assert page.count("nodes") == 5
    page.toggle("fold all")
    page.toggle("fold all") if page.count("nodes") == 8 else None
    assert (page.count("nodes"), page.count("edges")) == (2, 1)
    fragment = page.js("return location.hash")
    assert fragment == "#fold=0+1"
    page.click("#as-table")
    assert "rivalry (2 relations)" in page.text("#table tbody tr")
    page.js("document.querySelectorAll('#table tbody button')[1].click()")
    assert page.js("return document.querySelectorAll('#panel details').length") == 2
    page.open(fragment)
    assert page.count("nodes") == 2
    page.js(
        """const search = document.getElementById('search');
        search.focus();
        search.value = 'East 2';
        search.dispatchEvent(new Event('input'));
        search.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter' }))"""
    )
    assert page.text("#panel h2") == "East 2"  # a search opens the community that holds it
    assert page.count("nodes") == 5
    assert page.logs() == []


@pytest.fixture
def saved(driver, tmp_path):
    """Return a function that presses a button of the menu and returns the file that comes of it."""
    folder = tmp_path / "saved"
    folder.mkdir()
    driver.execute_cdp_cmd("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(folder)})

    def press(page, way):
        before = set(folder.iterdir())
        page.click(f'[data-save="{way}"]')
        end = time.monotonic() + 10
        while time.monotonic() < end:
            new = [path for path in set(folder.iterdir()) - before if path.suffix == f".{way}"]
            if new:
                return new[0]
            time.sleep(0.05)
        raise AssertionError(f"no file came of {way}")

    return press


@pytest.mark.parametrize("way", ["graphml", "gexf"])
def test_graph_goes_to_other_programs(look, saying, saved, way):
    import networkx as nx

    odd = 'A & B <"x"> \u0000\ud800\u202e'
    page = look(
        [saying(odd, "bans", "China", 1), saying("China", "bans", "Nvidia", 2), saying("China", "sues", "Nvidia", 2)]
    )
    path = saved(page, way)
    graph = nx.read_graphml(path) if way == "graphml" else nx.read_gexf(path)
    assert (graph.number_of_nodes(), graph.number_of_edges()) == (page.count("nodes"), page.count("edges")) == (3, 3)
    labels = {data["label"] for _, data in graph.nodes(data=True)}
    assert labels == {"China", "Nvidia", 'A & B <"x"> \ufffd\ufffd\u202e'}
    assert {data["relation"] for *_, data in graph.edges(data=True)} == {"bans", "sues"}
    assert page.logs() == []


def test_picture_is_a_png_of_what_is_seen(look, statements, saved):
    import struct

    page = look(statements)
    data = saved(page, "png").read_bytes()
    assert data.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", data[16:24])
    canvas = page.js("const c = document.querySelector('#graph canvas'); return [c.width, c.height]")
    assert (width, height > canvas[1]) == (canvas[0], True)


def test_link_is_the_address(look, statements):
    page = look(statements)
    page.toggle("statement planned")
    page.click('[data-save="link"]')
    assert page.js("return document.getElementById('copy-text').value") == page.js("return location.href")


def test_focus_of_an_ego_is_named_from_the_start(open_view, statements):
    page = open_view("ego", statements, entity=CHINA)
    held = json.loads(page.text("#data"))
    assert held["context"]["view"]["focus"] == [CHINA]
    assert page.text("h1") == "China and its surroundings"
