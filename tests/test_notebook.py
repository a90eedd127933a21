"""What notebooks show."""

from __future__ import annotations

import subprocess
import sys
from html.parser import HTMLParser

import pytest
from sample_graph import sample

from kg import notebook
from kg.analyse import influence, project
from kg.query import run_saved

EVIL = '"><script>alert(1)</script> & <b>'


class Parsed(HTMLParser):
    """Elements with their attributes, and the text, with a bar between cells."""

    def __init__(self, thing):
        super().__init__()
        self.elements, self.words = [], []
        self.feed(thing._repr_html_())

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.words.append(data)

    def tags(self):
        return {tag for tag, _ in self.elements}


def test_table():
    shown = notebook.table(["who", "when", "nothing"], [["China", 2025, None], [EVIL, None, None]])
    assert len(shown) == 2
    parsed = Parsed(shown)
    assert parsed.words == ["who", "when", "China", "2025", EVIL]  # the column without a value is left out
    assert "script" not in parsed.tags() and "b" not in parsed.tags()


def test_no_rows():
    assert Parsed(notebook.table(["who"], [])).words == ["who"]


def test_claims_mark_their_arguments():
    document, claims = sample("d2")
    parsed = Parsed(notebook.claims((claim, document) for claim in claims))
    assert [a["title"] for tag, a in parsed.elements if tag == "mark"][:2] == ["subject", "object"]
    for words in ("Huawei dependsOn TSMC", "negated", "alleged", "Daily Wire", " said it does not need "):
        assert words in parsed.words
    assert "affirmed" not in parsed.words  # goes without saying
    assert len(notebook.claims(claims)) == len(claims)


def test_article_marks_sentences_with_their_claims():
    document, claims = sample("d1")
    parsed = Parsed(notebook.article(document, claims))
    assert "".join(parsed.words) == document.text
    hints = [a["title"] for tag, a in parsed.elements if tag == "mark"]
    assert hints[0] == "China competesWith United States"


def test_sentences_that_overlap_are_marked_once():
    document, claims = sample("d1")
    parsed = Parsed(notebook.article(document, [*claims, *claims]))
    assert "".join(parsed.words) == document.text


def test_result_of_a_query(small_store):
    words = Parsed(notebook.result(run_saved(small_store, "competitors", entity="China"))).words
    assert "United States" in words
    assert not [word for word in words if word.startswith("https://w3id.org")]


def test_finding_says_how_it_was_found(small_store):
    found = influence(project(small_store.claims()))
    words = " ".join(Parsed(notebook.finding(found, top=2)).words)
    assert "PageRank with damping" in words and "Brin and Page" in words and "8 facts" in words
    assert len(notebook.finding(found, top=2)) == 2


def test_drawing(small_store):
    pytest.importorskip("matplotlib")
    found = influence(project(small_store.claims()))
    assert notebook.drawing(found)._repr_png_().startswith(b"\x89PNG")
    assert notebook.drawing(influence(project([]))) is None


def test_page_is_in_a_sandbox():
    page = f"<!doctype html><title>{EVIL}</title><script>draw()</script>"
    [(_, _), (tag, attributes)] = Parsed(notebook.frame(page, height=100)).elements
    assert (tag, attributes["sandbox"]) == ("iframe", "allow-scripts")
    assert attributes["srcdoc"] == page  # whole, and nowhere outside of the attribute
    assert "height: 100px" in attributes["style"]


def test_needs_no_ipython():
    code = "import sys, kg.notebook as n; n.table(['a'], [['b']])._repr_html_(); print('IPython' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "False\n"
