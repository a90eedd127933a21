"""The demo articles are complete, dated, of the promised length, and say what they are."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from kg.demo import demo_articles

NOTE = "Illustrative text written for this project; the facts are from public record."
CLOSING = "This is an illustrative text written for demonstration."


def read(path: Path) -> tuple[dict[str, Any], str]:
    """Return the front matter and the body of an article."""
    before, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
    assert before == "", f"{path.name}: text before the front matter"
    return yaml.safe_load(front), body.strip()


@pytest.fixture(params=demo_articles(), ids=lambda path: path.stem)
def article(request: pytest.FixtureRequest) -> tuple[dict[str, Any], str]:
    return read(request.param)


def test_there_are_enough_articles_of_several_publishers() -> None:
    articles = [read(path) for path in demo_articles()]
    assert len(articles) >= 15
    assert len({front["source"] for front, _ in articles}) >= 5


def test_front_matter_is_complete(article: tuple[dict[str, Any], str]) -> None:
    front, _ = article
    assert set(front) == {"title", "published", "source", "url", "note"}
    assert front["title"].strip()
    assert front["source"].strip()
    assert front["url"].startswith("https://example.org/")
    assert front["note"] == NOTE


def test_date_is_in_range(article: tuple[dict[str, Any], str]) -> None:
    front, _ = article
    assert date(2022, 1, 1) <= front["published"] <= date(2026, 12, 31)


def test_length_is_that_of_a_news_item(article: tuple[dict[str, Any], str]) -> None:
    _, body = article
    assert 150 <= len(body.split()) <= 400


def test_body_ends_by_saying_what_it_is(article: tuple[dict[str, Any], str]) -> None:
    _, body = article
    assert body.split("\n\n")[-1] == CLOSING
    assert body.count(CLOSING) == 1


@pytest.mark.parametrize("field", ["title", "url"])
def test_field_is_unique(field: str) -> None:
    counts = Counter(read(path)[0][field] for path in demo_articles())
    assert [value for value, count in counts.items() if count > 1] == []


def test_order_of_the_files_is_that_of_the_dates() -> None:
    dates = [read(path)[0]["published"] for path in demo_articles()]
    assert dates == sorted(dates)


def test_one_meeting_is_told_by_two_publishers() -> None:
    accounts = [front["source"] for front, body in map(read, demo_articles()) if body.startswith("BUSAN")]
    assert len(accounts) == len(set(accounts)) == 2
