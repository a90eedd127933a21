"""Web pages: the article and its metadata, without what stands around it."""

from __future__ import annotations

import pytest

from kg.ingest import Skip
from kg.ingest.html import read_html

PAGE = """<!doctype html><html><head><title>China limits gallium exports | Example Wire</title>
<meta property="og:site_name" content="Example Wire">
<meta property="og:title" content="China limits gallium exports">
<meta property="article:published_time" content="2023-07-03T08:00:00Z">
<link rel="canonical" href="https://example.org/gallium"></head>
<body><nav><a href="/">Home</a> <a href="/world">World</a></nav>
<article><h1>China limits gallium exports</h1>
<p>China's commerce ministry said on Monday that it would restrict exports of gallium from August.</p>
<p>The measure follows Dutch limits on lithography machines. Café owners &amp; others were not asked.</p>
</article><footer>Copyright 2024 Example Wire</footer></body></html>"""


def test_article_and_metadata():
    [record] = read_html("page.html", PAGE.encode())
    assert record.text.split("\n\n")[-2:] == [
        "China's commerce ministry said on Monday that it would restrict exports of gallium from August.",
        "The measure follows Dutch limits on lithography machines. Café owners & others were not asked.",
    ]
    assert "Copyright" not in record.text
    assert "Home" not in record.text
    assert record.fields == {
        "title": "China limits gallium exports",
        "published": "2023-07-03",
        "source": "Example Wire",
        "url": "https://example.org/gallium",
    }


def test_no_date_is_guessed_from_the_text():
    page = PAGE.replace('<meta property="article:published_time" content="2023-07-03T08:00:00Z">', "")
    [record] = read_html("page.html", page.replace("on Monday", "on Monday, 3 July 2023,").encode())
    assert record.fields["published"] is None


@pytest.mark.parametrize("declared", ['<meta charset="windows-1252">', '<?xml version="1.0" encoding="ISO-8859-1"?>'])
def test_declared_charset_is_used(declared):
    page = declared + PAGE if declared.startswith("<?") else PAGE.replace("<head>", f"<head>{declared}")
    [record] = read_html("page.html", page.encode("windows-1252"))
    assert "Café owners" in record.text


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"<html><body></body></html>", "no article found in the page"),
        (b"just words", "no article found in the page"),
        (b"<p>caf\xe9</p>", "not valid UTF-8 at byte 6 (0xe9): convert it to UTF-8"),
        (b"<html>\x00</html>", "binary, not text: byte 6 is NUL"),
    ],
)
def test_page_without_article_is_an_error(data, reason):
    assert list(read_html("page.html", data)) == [Skip("page.html", reason)]


def test_unknown_declared_charset_is_named():
    [skip] = read_html("page.html", b'<meta charset="martian"><p>caf\xe9</p>')
    assert "martian" in skip.reason
