"""The page as a file; what a browser makes of it is in test_view_browser.py."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from kg.view import build_payload, render
from kg.view.page import _words


class Scripts(HTMLParser):
    """Collects script and style elements with their text, and all addresses."""

    def __init__(self, page):
        super().__init__()
        self.inside = None
        self.texts, self.addresses, self.policy = [], [], None
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        self.addresses += [given[name] for name in ("src", "href") if name in given]
        if given.get("http-equiv") == "Content-Security-Policy":
            self.policy = given["content"]
        if tag in {"script", "style"}:
            self.inside = (tag, given.get("type"), given.get("id"))
            self.texts.append((*self.inside, ""))

    def handle_endtag(self, tag):
        self.inside = None

    def handle_data(self, data):
        if self.inside:
            self.texts[-1] = (*self.texts[-1][:3], self.texts[-1][3] + data)


@pytest.fixture(scope="module")
def page(statements):
    return render(build_payload(statements))


def test_asks_for_nothing(page):
    found = Scripts(page)
    assert found.addresses == ["data:,"]
    assert not re.search(r"url\(|@import", next(text for tag, _, _, text in found.texts if tag == "style"))


def test_policy_allows_the_scripts_of_the_page_and_nothing_else(page):
    found = Scripts(page)
    allowed = set(re.findall(r"'sha256-([^']+)'", found.policy))
    hashes = {
        base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        for tag, kind, _, text in found.texts
        if kind != "application/json"
    }
    assert len(hashes) == 3  # vis-network, our script, our style sheet
    assert allowed == hashes
    assert found.policy.startswith("default-src 'none'; ")
    assert "unsafe" not in found.policy


def test_data_comes_back_as_it_went_in(saying):
    odd = "</script><script>alert(1)</script> <!-- & 'x' \"y\" \u2028\u2029 \ud800 é 华为 {{ 7 * 7 }}"
    page = render(build_payload([saying(odd, "bans", "China", quote=odd + " China")]))
    texts = [text for _, _, name, text in Scripts(page).texts if name == "data"]
    assert len(texts) == 1
    data = json.loads(texts[0])
    assert odd in {node["label"] for node in data["nodes"]}
    assert data["edges"][0]["evidence"][0]["quote"] == odd + " China"
    assert not set(texts[0]) & set("<>&\u2028\u2029")
    page.encode("utf-8")


def test_title_is_escaped(statements):
    assert "<title>&lt;b&gt;</title>" in render(build_payload(statements), title="<b>")


def test_documents_are_held_once(page):
    data = json.loads(next(text for _, _, name, text in Scripts(page).texts if name == "data"))
    assert len(data["context"]["documents"]) == 5
    assert len(data["nodes"]) == 8
    assert len(data["edges"]) == 9


def test_same_payload_same_page(statements):
    assert render(build_payload(statements)) == render(build_payload(statements))


def test_nothing_is_written(statements, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    render(build_payload(statements))
    assert list(Path().iterdir()) == []


def test_unknown_relation_and_class_are_drawn_too(saying):
    page = render(build_payload([saying("Acme", "zapsWith", "China", types={"Acme": "SpaceStation"})]))
    data = json.loads(next(text for _, _, name, text in Scripts(page).texts if name == "data"))
    assert data["context"]["relations"]["zapsWith"]["label"] == "zaps with"
    assert data["context"]["classes"]["SpaceStation"]["label"] == "Space station"


@pytest.mark.parametrize(
    ("name", "words"),
    [("GovernmentBody", "Government body"), ("AIModel", "AI model"), ("competesWith", "competes with"), ("AI", "AI")],
)
def test_local_names_as_words(name, words):
    assert _words(name) == words
