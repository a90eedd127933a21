"""The site in a real browser that resolves no name: what people do there, and that nothing else happens."""

from __future__ import annotations

from urllib.parse import quote, urlencode

import pytest
from chromium import Window
from serve.conftest import Served
from serve.hostile import hostile_store

pytestmark = pytest.mark.browser


class Site(Window):
    """A served site in the browser, and what the tests ask of it."""

    def __init__(self, driver, url):
        super().__init__(driver)
        self.url = url
        self.clear()

    def open(self, path):
        self.driver.get(self.url.rstrip("/") + path)

    def keys(self, *sequence):
        from selenium.webdriver import ActionChains

        chain = ActionChains(self.driver)
        for key in sequence:
            chain.send_keys(key)
        chain.perform()

    def follow(self, text):
        """Click the first link in the content with this text, and wait for its page."""
        from selenium.webdriver.common.by import By

        before = self.driver.current_url
        self.driver.find_element(By.XPATH, f"//main//a[normalize-space()='{text}']").click()
        self.until("return location.href !== arguments[0] && document.readyState === 'complete'", before)

    def text(self, selector="main"):
        return " ".join(self.js("return document.querySelector(arguments[0]).innerText", selector).split())


@pytest.fixture
def site(driver, served):
    site = Site(driver, served.url)
    yield site
    assert [url for url in site.requests() if not url.startswith((served.url, "data:", "about:"))] == []
    driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_from_the_front_page_to_the_evidence(site):
    from selenium.webdriver.common.keys import Keys

    site.open("/")
    site.js("document.getElementById('q').focus()")
    site.keys("huaw")
    assert site.until("return document.querySelector('#names option')?.value") == "Huawei"
    site.keys(Keys.ENTER)
    site.until("return location.pathname === '/search'")
    site.follow("Huawei")
    assert site.text("h1") == "Huawei"
    site.follow("depends on")
    assert "Huawei depends on TSMC denied – says Huawei" in site.text()
    site.follow("this claim")
    assert site.text("mark.subject") == "Huawei"
    site.follow("All of them from this article")
    assert site.text(":target p") == "Huawei depends on TSMC."
    assert site.logs() == []


def test_keyboard_alone_reaches_the_content(site):
    from selenium.webdriver.common.keys import Keys

    site.open("/entities")
    site.keys(Keys.TAB)
    assert site.text(":focus") == "Skip to the content"
    site.keys(Keys.ENTER)
    site.keys(Keys.TAB)
    assert site.js("return document.querySelector('main').contains(document.activeElement)")


def test_editor(site):
    from selenium.webdriver import ActionChains
    from selenium.webdriver.common.keys import Keys

    site.open("/editor?" + urlencode({"query": "SELECT ?name {\n  ent:huawei kg:dependsOn\n}"}))
    assert "line 3, column 1" in site.text("#problem")
    assert site.js("const e = document.activeElement; return [e.id, e.selectionStart]") == ["query", 41]
    assert site.text(".gutter .wrong") == "3"
    site.keys(Keys.LEFT, "  / rdfs:label ?name", Keys.ENTER)
    assert site.js("return document.querySelectorAll('.gutter span').length") == 4
    site.js("document.getElementById('declare').click()")
    text = site.js("return document.getElementById('query').value")
    assert text.startswith("PREFIX kg: <https://w3id.org/tech-rivalry/>\nPREFIX ent: ")
    assert "PREFIX rdfs:" in text
    assert "PREFIX skos:" not in text
    ActionChains(site.driver).key_down(Keys.CONTROL).send_keys(Keys.ENTER).key_up(Keys.CONTROL).perform()
    assert site.until("return document.querySelector('tbody')?.innerText") == "TSMC"
    messages = site.logs()
    assert all("400 (Bad Request)" in message for message in messages)  # the malformed query above


def test_long_query_is_sent_too(site):
    site.open("/editor")
    site.js(
        """const query = document.getElementById('query');
        query.value = 'ASK { } #' + 'x'.repeat(50000);
        query.form.requestSubmit()"""
    )
    assert site.until("return document.getElementById('found')?.innerText") == "Yes"
    assert site.logs() == []


def test_saved_query_as_table_and_as_graph(site):
    from selenium.webdriver.common.keys import Keys

    site.open("/queries")
    site.follow("The statements around an entity, as a graph")
    site.js("document.getElementById('p-entity').focus()")
    site.keys("Chin")
    assert site.until("return document.querySelector('#names-entity option')?.value") == "China"
    site.keys("a", Keys.ENTER)
    site.until("return document.querySelector('tbody tr')")
    site.follow("Graph")
    assert site.js("return document.querySelectorAll('svg.drawing, .drawing circle').length") >= 3
    site.js("document.querySelector('.drawing a').focus()")
    site.keys(Keys.ENTER)
    site.until("return location.pathname.startsWith('/entity/')")
    assert site.logs() == []


def test_view_is_drawn_and_its_state_is_in_the_address(site):
    site.open("/view/ego?entity=Huawei")
    frame = "document.getElementById('view').contentDocument"
    site.until(f"return {frame}?.getElementById('graph')?.dataset.painted", seconds=30)
    assert "Huawei and its surroundings" in site.js(f"return {frame}.body.innerText")
    site.js(f"{frame}.querySelector('[data-key=\"group rivalry\"]').click()")
    fragment = site.until("return location.hash")
    site.driver.refresh()
    site.until(f"return {frame}?.getElementById('graph')?.dataset.painted", seconds=30)
    assert site.js(f"return {frame}.location.hash") == fragment
    assert site.js(f"return {frame}.querySelector('[data-key=\"group rivalry\"]').checked") is False
    assert site.logs() == []


PATHS = (
    "/",
    "/search?q=huawei",
    "/entities",
    "/claims?entity=Huawei",
    "/documents",
    "/entity/huawei",
    "/document/d2",
    "/queries",
    "/queries/competitors",
    "/queries/supply-chain?as=graph",
    "/editor?query=" + quote("SELECT * { ?s ?p ?o } LIMIT 20"),
    "/view",
    "/view/path",
    "/term?iri=" + quote("https://w3id.org/tech-rivalry/competesWith", safe=""),
)


def test_every_page_fits_and_names_its_parts(site):
    """On a wide screen and a narrow one: nothing sticks out, and whoever listens to a page knows what is what."""
    for path in PATHS:
        site.open(path)
        for width in (1280, 400):
            site.driver.execute_cdp_cmd(
                "Emulation.setDeviceMetricsOverride",
                {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": width == 400},
            )
            assert site.js("return document.documentElement.scrollWidth") <= width, (path, width)
        assert site.js("return document.documentElement.lang") == "en"
        assert site.js("return document.querySelectorAll('h1').length") == 1, path
        unnamed = """const parts = document.querySelectorAll('input, select, textarea, iframe, button, a');
            return [...parts].filter((each) =>
            !(each.labels?.length || each.getAttribute('aria-label') || each.title || each.textContent.trim()
              || each.querySelector('title'))).map((each) => each.outerHTML)"""
        assert site.js(unnamed) == [], path
        doubled = (
            "const ids = [...document.querySelectorAll('[id]')].map((e) => e.id); return ids.length - new Set(ids).size"
        )
        assert site.js(doubled) == 0, path
    assert site.logs() == []


def test_hostile_articles_do_nothing(driver, tmp_path):
    store, claim, document = hostile_store(tmp_path / "graph")
    server = Served(store)
    try:
        site = Site(driver, server.url)
        site.open("/entities")
        found = site.js("return [...document.querySelectorAll('td a')].map((each) => each.pathname + each.search)")
        paths = ["/", "/search?q=img", "/claims", "/documents", claim, document, *found]
        paths.append("/queries/competitors?as=graph")
        paths.append("/editor?query=" + quote("SELECT ?label { ?s rdfs:label ?label FILTER (CONTAINS(?label, '<')) }"))
        for path in paths:
            site.open(path)
            site.js("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
            assert site.js("return window.hit") is None, path
            assert site.js("return document.querySelectorAll('main img, main script').length") == 0, path
            assert site.js("return [...document.links].every((each) => each.protocol.startsWith('http'))"), path
        assert "<img src=x" in site.text()
        site.js(
            """const input = document.querySelector('.find input');
            input.value = 'img';
            input.dispatchEvent(new Event('input'))"""
        )
        assert "<img" in site.until("return document.querySelector('#names-top option')?.value")
        assert site.js("return window.hit") is None
        assert site.logs() == []
        assert [url for url in site.requests() if not url.startswith((server.url, "data:", "about:"))] == []
    finally:
        server.process.terminate()
        server.process.wait(10)
