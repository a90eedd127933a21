"""The page of a briefing."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest


class Parsed(HTMLParser):
    """Elements with their attributes, and the text."""

    def __init__(self, text):
        super().__init__()
        self.elements, self.words = [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.words.append(data)


def test_tells_what_is_known(pairs, iri, page):
    text = page(pairs, iri("Huawei"), command="kg report Huawei")
    words = " ".join(" ".join(Parsed(text).words).split())
    for expected in (
        "Briefing on an actor: company, China",
        "Most reported are its relations with United States (3 articles), TSMC (2)",
        "Rivalry prevails with United States and Nvidia.",
        "a fact in 3 articles of 3 publishers · denied or alleged in 1 article",
        "denied , according to China",
        "Made with kg report Huawei",
        "Title 9",
    ):
        assert expected.replace(" ,", ",") in words.replace(" ,", ","), expected


def test_marks_who_is_meant(pairs, iri, page):
    text = page(pairs, iri("Huawei"))
    assert '<mark class="subject">United States</mark> sanctions <mark class="object">Huawei</mark>' in text


def test_nothing_but_the_style_sheet_is_allowed(pairs, iri, page):
    parsed = Parsed(page(pairs, iri("Huawei")))
    policy = next(a["content"] for tag, a in parsed.elements if a.get("http-equiv") == "Content-Security-Policy")
    assert re.fullmatch(r"default-src 'none'; style-src 'sha256-[\w+/=]+'; base-uri 'none'; form-action 'none'", policy)
    assert {"script", "iframe", "object", "img", "link"}.isdisjoint(tag for tag, _ in parsed.elements)
    assert not [a for _, a in parsed.elements if "style" in a or any(name.startswith("on") for name in a)]


@pytest.mark.parametrize("names", [[], ["China"]])
def test_hostile_text_stays_text(iri, names, hostile, page):
    parsed = Parsed(page(hostile, *map(iri, names)))
    assert {"script", "img"}.isdisjoint(tag for tag, _ in parsed.elements)
    assert not [a for _, a in parsed.elements if any(name.startswith("on") for name in a)]
    assert {a["href"].partition("-")[0] for tag, a in parsed.elements if tag == "a"} == {"#source"}
    assert "{{ 7 * 7 }}{% raw %} bans China" in "".join(parsed.words)  # no template either


def test_can_be_written(hostile, page):
    page(hostile).encode("utf-8")


@pytest.mark.parametrize(
    ("url", "links"),
    [
        ("https://x.test/a?b=1&c=2", True),
        ("ftp://x.test", False),
        ("https:", False),
        ("https://[", False),
        (None, False),
    ],
)
def test_links_lead_to_the_web_alone(saying, url, links, page):
    claim, document = saying("China", "bans", "Nvidia", 1)
    parsed = Parsed(page([(claim, replace(document, url=url))]))
    assert [a["href"] for tag, a in parsed.elements if tag == "a" and not a["href"].startswith("#")] == [url] * links


def test_every_reference_has_its_source(pairs, page):
    text = page(pairs)
    references = set(re.findall(r'href="#(source-\d+)"', text))
    assert references
    assert references <= set(re.findall(r'id="(source-\d+)"', text))


def test_long_sentences_are_cut_and_keep_their_marks(saying, iri, page):
    quote = f"{'word ' * 400}China bans Nvidia {'word ' * 400}"
    text = page([saying("China", "bans", "Nvidia", 1, quote=quote)], iri("China"))
    assert " … " in text
    assert '<mark class="subject">China</mark> bans <mark class="object">Nvidia</mark>' in text
    assert len(re.search(r"<blockquote>.*?</blockquote>", text, re.DOTALL)[0]) < 1500


def test_the_same_claims_give_the_same_page(pairs, page):
    assert page(pairs) == page(list(reversed(pairs)))


@pytest.mark.parametrize("relation", ["basedIn", "leads"])
def test_affiliations_alone_make_a_page(saying, page, relation):
    assert f"Huawei <em>{'based in' if relation == 'basedIn' else relation}</em> China" in page(
        [saying("Huawei", relation, "China", 1)]
    )
