"""The page in a real browser that reaches no network."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser

FACTS = 7
"""Edges of the sample that are affirmed and actual; the page opens with them."""


def keys(driver, *sequence):
    """Press keys one after another, wherever the focus is."""
    from selenium.webdriver import ActionChains

    for key in sequence:
        ActionChains(driver).send_keys(key).perform()


def mouse(driver, point, *, click=False):
    from selenium.webdriver import ActionChains

    chain = ActionChains(driver, duration=0)
    chain.w3c_actions.pointer_action.move_to_location(*point)
    if click:
        chain.w3c_actions.pointer_action.click()
    chain.perform()


def test_opens_without_a_request_or_an_error(look, statements):
    page = look(statements)
    page.requests()
    page.open()
    assert {url.split(":")[0] for url in page.requests()} == {"file"}
    assert page.logs() == []


def test_canvas_is_painted(look, statements):
    page = look(statements)
    colours = page.js(
        """const canvas = document.querySelector('#graph canvas');
        const data = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
        const seen = new Set();
        for (let i = 0; i < data.length; i += 4) if (data[i + 3]) seen.add(`${data[i]} ${data[i + 1]} ${data[i + 2]}`);
        return seen.size"""
    )
    assert colours > 20  # an empty canvas has none
    assert page.js("return document.querySelector('#graph canvas').toDataURL().length") > 5000


def test_facts_are_shown_first(look, statements):
    page = look(statements)
    assert page.count("edges") == FACTS
    assert page.count("nodes") == 8
    assert "8 entities and 7 relations shown" in page.text("#status")
    assert "11 statements from 5 articles" in page.text("#summary")


@pytest.mark.parametrize(
    ("keys_", "edges"),
    [
        (["statement negated"], FACTS + 1),
        (["statement planned"], FACTS + 1),
        (["statement actual"], 0),
        (["group rivalry"], FACTS - 3),  # two rivalries and the sanctions
        (["group rivalry", "group cooperation"], FACTS - 4),
        (["more rivalry", "relation competesWith"], FACTS - 2),
        (["class Company"], 2),  # the two of China: with the United States, with Russia
    ],
)
def test_filters_change_what_is_drawn(look, statements, keys_, edges):
    page = look(statements)
    for key in keys_:
        page.toggle(key)
    assert page.count("edges") == edges
    for key in reversed([key for key in keys_ if not key.startswith("more")]):
        page.toggle(key)
    assert page.count("edges") == FACTS


SURE = [
    ("China", "sanctions", "Nvidia", 1, 0.29),
    ("China", "bans", "Nvidia", 1, 0.5),
    ("China", "bans", "Nvidia", 2, 0.976),
    ("China", "sues", "Huawei", 3, 0.8),
]
"""Subject, relation, object, article and confidence: three lines, one of which has two sentences."""


@pytest.fixture
def unsure(look, saying):
    return look([saying(*said[:4], sure=said[4]) for said in SURE])


def slide(page, value):
    """Move the slider and let it go."""
    page.js(
        """const input = document.getElementById('confidence');
        input.value = arguments[0];
        input.dispatchEvent(new Event('input'));
        input.dispatchEvent(new Event('change'))""",
        value,
    )


@pytest.mark.parametrize(
    ("value", "edges", "text"),
    [
        (29, 3, "any"),
        (30, 2, "30 % or more"),
        (80, 2, "80 % or more"),
        (81, 1, "81 % or more"),
        (97, 1, "97 % or more"),
    ],
)
def test_slider_leaves_out_what_no_sentence_is_sure_enough_of(unsure, value, edges, text):
    assert unsure.count("edges") == 3
    bounds = unsure.js("const { min, max } = document.getElementById('confidence'); return [min, max]")
    assert bounds == ["29", "97"]
    slide(unsure, value)
    assert unsure.count("edges") == edges
    assert unsure.text(".slider output") == text
    slide(unsure, 29)
    assert unsure.count("edges") == 3


def test_slider_leaves_out_sentences_of_the_evidence(unsure):
    unsure.click("#as-table")
    unsure.js("[...document.querySelectorAll('#table button')].find((b) => b.textContent === 'bans').click()")
    assert unsure.js("return document.querySelectorAll('#panel blockquote').length") == 2
    slide(unsure, 60)
    assert unsure.text("#panel blockquote") == "China bans Nvidia in article 2."
    assert unsure.text("#panel .note") == "1 more sentence left out by the filters."


def test_slider_moves_by_keys_and_the_address_keeps_it(driver, unsure):
    from selenium.webdriver.common.keys import Keys

    unsure.js("document.getElementById('confidence').focus()")
    keys(driver, Keys.ARROW_RIGHT, Keys.ARROW_RIGHT)
    assert unsure.count("edges") == 2
    assert unsure.js("return document.activeElement.id") == "confidence"
    fragment = unsure.js("return location.hash")
    assert fragment == "#sure=31"
    unsure.open(fragment)
    assert unsure.count("edges") == 2
    assert unsure.js("return document.getElementById('confidence').value") == "31"
    for nonsense in ("#sure=1000", "#sure=-3", "#sure=x"):
        unsure.open(nonsense)
        assert unsure.count("edges") == 3
    assert unsure.logs() == []


def test_reset_lowers_the_slider(unsure):
    slide(unsure, 97)
    unsure.toggle("statement actual")
    unsure.click("#reset")
    assert unsure.count("edges") == 3
    assert unsure.text(".slider output") == "any"


def test_no_slider_where_all_is_equally_sure(look, statements):
    page = look(statements)
    assert page.js("return document.getElementById('confidence')") is None


def test_only_one_kind_of_relation(look, statements):
    page = look(statements)
    page.click('[aria-label="Only Rivalry"]')
    assert page.count("edges") == 3
    assert page.count("nodes") == 4  # who has no rivalry is not drawn


def test_empty_result_offers_a_way_back(look, statements):
    page = look(statements)
    page.toggle("statement actual")
    assert page.js("return document.getElementById('empty').checkVisibility()")
    page.click("#reset")
    assert page.count("edges") == FACTS
    assert not page.js("return document.getElementById('empty').checkVisibility()")


def test_filtering_by_relation_equals_a_query(look, small_store):
    page = look(small_store.claims())
    page.toggle("more rivalry")
    page.click('[aria-label="Only competes with"]')
    # A symmetric claim counts once, in whichever order the articles state it.
    [[number]] = small_store.dataset().query(
        """PREFIX kg: <https://w3id.org/tech-rivalry/>
        SELECT (COUNT(DISTINCT ?pair) AS ?n) WHERE {
          ?a kg:competesWith ?b
          BIND(IF(STR(?a) < STR(?b), CONCAT(STR(?a), " ", STR(?b)), CONCAT(STR(?b), " ", STR(?a))) AS ?pair)
        }"""
    )
    assert int(number) > 0
    assert page.count("edges") == int(number)


def test_search_leads_to_the_sentence_in_the_store(driver, look, small_store):
    page = look(small_store.claims())
    claim, document = next((c, d) for c, d in small_store.claims() if c.predicate == "sanctions")
    page.js("document.getElementById('search').focus()")
    keys(driver, "hua")
    assert page.text("#suggestions li").startswith("Huawei")
    from selenium.webdriver.common.keys import Keys

    keys(driver, Keys.ENTER)
    assert page.text("#panel h2") == "Huawei"
    page.js("[...document.querySelectorAll('#panel summary')].find((s) => s.textContent.includes('sanctions')).click()")
    assert page.until("return document.querySelector('#panel blockquote')?.textContent") == claim.evidence.quote
    assert (document.title or "Untitled article") in page.text("#panel cite")


def test_search_finds_other_names_and_ignores_accents(look, saying, driver):
    page = look([saying("Société Générale", "bans", "China")])
    page.js("document.getElementById('search').focus()")
    keys(driver, "generale")
    assert page.text("#suggestions li .name") == "Société Générale"


def test_search_brings_in_what_the_opening_view_leaves_out(look, statements, driver):
    from selenium.webdriver.common.keys import Keys

    page = look(statements, shown=2)
    assert page.count("nodes") == 2
    page.js("document.getElementById('search').focus()")
    keys(driver, "russia", Keys.ENTER)
    assert page.text("#panel h2") == "Russia"
    assert page.count("nodes") == 3
    page.toggle("scope true")
    assert page.count("nodes") == 8


def test_click_on_a_node_opens_its_evidence(driver, look, statements):
    page = look(statements)
    mouse(driver, page.spot("OpenAI"), click=True)
    assert page.until("return document.querySelector('#panel h2')?.textContent") == "OpenAI"
    headings = page.js("return [...document.querySelectorAll('#panel summary .what')].map((s) => s.textContent.trim())")
    assert headings == ["released ChatGPT", "Sam Altman leads"]


def test_click_on_a_line_opens_its_evidence(driver, look, statements):
    page = look(statements)
    ends = [page.spot("OpenAI"), page.spot("ChatGPT")]
    mouse(driver, [sum(axis) // 2 for axis in zip(*ends, strict=True)], click=True)
    assert page.until("return document.querySelector('#panel h2')?.textContent") == "OpenAI released ChatGPT"
    assert page.text("#panel blockquote") == "OpenAI released ChatGPT in article 5."
    assert "Paper 1 · 5 Jan 2025 · confidence 0.90" in page.text("#panel figcaption")


def test_hovering_says_what_a_line_is(driver, look, statements):
    page = look(statements)
    ends = [page.spot("OpenAI"), page.spot("ChatGPT")]
    mouse(driver, [sum(axis) // 2 for axis in zip(*ends, strict=True)])
    assert page.until("return !document.getElementById('tip').hidden")
    assert page.text("#tip") == "OpenAI released ChatGPT1 article"


def test_evidence_of_a_plan_says_so_and_who_said_it(look, statements):
    page = look(statements)
    page.toggle("statement planned")
    page.click("#as-table")
    page.js("[...document.querySelectorAll('#table button')].find((b) => b.textContent === 'bans').click()")
    assert page.text("#panel .badge") == "planned"
    assert "According to China" in page.text("#panel figcaption")
    marks = page.js("return [...document.querySelectorAll('#panel mark')].map((m) => m.textContent)")
    assert marks == ["United States", "Nvidia"]


def test_table_holds_what_the_canvas_shows(look, statements):
    page = look(statements)
    page.toggle("group cooperation")
    page.click("#as-table")
    rows = page.js(
        """return [...document.querySelectorAll('#table tbody tr')].map((row) =>
        [...row.cells].map((cell) => cell.textContent))"""
    )
    assert len(rows) == page.count("edges") == FACTS - 1
    # Both are in two articles, of the 1st and 2nd and of the 1st and 3rd of January; the odd days are of one publisher.
    assert ["China", "competes with", "United States", "fact", "2", "2", "2 Jan 2025"] in rows[:2]
    assert ["United States", "sanctions", "Huawei", "fact", "2", "1", "3 Jan 2025"] in rows[:2]


def test_table_is_sorted_by_the_chosen_column(look, statements):
    page = look(statements)
    page.click("#as-table")
    page.click('[data-key="sort 0"]')
    subjects = page.js(
        "return [...document.querySelectorAll('#table tbody tr')].map((row) => row.cells[0].textContent)"
    )
    assert subjects == sorted(subjects)
    assert page.js("return document.querySelector('#table th').getAttribute('aria-sort')") == "ascending"


def test_parallel_relations_are_apart(look, saying):
    relations = ["accuses", "bans", "sanctions", "criticizes"]
    page = look([saying("China", relation, "Nvidia") for relation in relations])
    bends = page.drawn("`${edge.smooth.type} ${edge.smooth.roundness}`")
    assert len(set(bends)) == 4


def test_denied_and_hedged_are_drawn_differently(look, saying):
    ways = [{}, {"polarity": "negated"}, {"modality": "alleged"}]
    page = look([saying("China", "bans", "Nvidia", **way) for way in ways])
    page.toggle("statement negated")
    page.toggle("statement alleged")
    styles = page.drawn("JSON.stringify([edge.dashes, edge.label])")
    assert len(styles) == len(set(styles)) == 3


def test_keyboard_alone_reaches_the_sentence(driver, look, statements):
    from selenium.webdriver.common.keys import Keys

    page = look(statements)
    keys(driver, "/", "Open", "AI", Keys.ENTER)
    assert page.js("return document.activeElement.id") == "panel"
    for _ in range(10):
        keys(driver, Keys.TAB)
        if page.js("return document.activeElement.tagName") == "SUMMARY":
            break
    keys(driver, Keys.ENTER)
    assert page.until("return document.querySelector('#panel blockquote')?.textContent").startswith("OpenAI released")
    keys(driver, Keys.ESCAPE)
    assert page.js("return document.getElementById('panel').hidden && document.activeElement.id") == "graph"


def test_arrow_keys_walk_the_graph(driver, look, statements):
    from selenium.webdriver.common.keys import Keys

    page = look(statements)
    for _ in range(12):
        keys(driver, Keys.TAB)
        if page.js("return document.activeElement.id") == "graph":
            break
    seen = set()
    for key in (Keys.ARROW_DOWN, Keys.ARROW_RIGHT, Keys.ARROW_LEFT, Keys.ARROW_UP, Keys.ARROW_DOWN):
        keys(driver, key)
        seen.add(page.text("#panel h2"))
    assert len(seen) > 1
    keys(driver, Keys.ENTER)
    assert page.js("return document.activeElement.id") == "panel"


def test_address_restores_what_was_seen(driver, look, statements):
    page = look(statements)
    page.toggle("group cooperation")
    page.toggle("statement negated")
    page.toggle("class Person")
    page.js("document.getElementById('theme').click()")
    page.click("#as-table")
    page.js("[...document.querySelectorAll('#table button')].find((b) => b.textContent === 'Huawei').click()")
    fragment = page.js("return location.hash")
    wanted = page.count("edges"), page.text("#panel h2"), page.js("return document.documentElement.dataset.theme")
    page.open()
    assert page.count("edges") == FACTS
    page.open(fragment)
    assert page.js("return location.hash") == fragment
    assert (
        page.count("edges"),
        page.text("#panel h2"),
        page.js("return document.documentElement.dataset.theme"),
    ) == wanted
    assert page.js("return !document.getElementById('table').hidden")
    assert page.logs() == []


def test_back_returns_to_the_last_selection(driver, look, statements):
    page = look(statements)
    for label in ("Huawei", "OpenAI"):
        mouse(driver, page.spot(label), click=True)
        page.until("return document.querySelector('#panel h2')?.textContent === arguments[0]", label)
    driver.back()
    page.until("return document.querySelector('#panel h2')?.textContent === 'Huawei'")


def test_nonsense_in_the_address_is_ignored(look, statements):
    page = look(statements)
    page.open("#node=nobody&edge=none&hide=%3Cscript%3E&show=actual+affirmed+x&view=%00&theme=pink&all=perhaps")
    assert page.count("edges") == FACTS
    assert page.logs() == []


def test_dark_as_the_system_has_it(driver, look, statements):
    page = look(statements)
    for scheme in ("dark", "light"):
        driver.execute_cdp_cmd(
            "Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
        )
        page.until("return document.documentElement.dataset.theme === arguments[0]", scheme)


def test_web_addresses_are_links_that_tell_nothing(look, statements):
    page = look(statements)
    page.click("#as-table")
    page.js("document.querySelectorAll('#table tbody tr')[0].querySelectorAll('button')[1].click()")
    link = page.js("const a = document.querySelector('#panel a'); return [a.protocol, a.rel, a.target]")
    assert link == ["https:", "noopener noreferrer", "_blank"]
