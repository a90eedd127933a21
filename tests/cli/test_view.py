"""kg view."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sample_graph import ENTITIES, SAYINGS, sample
from typer.testing import CliRunner

from kg.cli import app
from kg.query import statements
from kg.store import LocalStore


def view(*arguments):
    return CliRunner().invoke(app, ["view", *map(str, arguments)])


def test_writes_one_page_and_nothing_else(store_path, tmp_path, monkeypatch):
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    result = view("--store", store_path)
    assert result.exit_code == 0, result.stderr
    # The sample has eleven claims in three documents; its two statements of one rivalry are one relation.
    assert result.stdout == "kg-view.html: 10 entities and 10 relations out of 11 claims in 3 documents\n"
    assert [path.name for path in here.iterdir()] == ["kg-view.html"]
    assert (here / "kg-view.html").read_text(encoding="utf-8").startswith("<!doctype html>")


def test_goes_where_it_is_asked_to(store_path, tmp_path):
    assert view("--store", store_path, "-o", tmp_path / "page.html").exit_code == 0
    assert (tmp_path / "page.html").exists()


def test_options_reach_the_page(store_path, tmp_path):
    page = tmp_path / "page.html"
    view("--store", store_path, "-o", page, "--max-nodes", 2)
    few = page.read_text(encoding="utf-8")
    assert few.count('"opening":null') == 8
    assert '"everything":false' in few
    view("--store", store_path, "-o", page, "--all")
    assert '"everything":true' in page.read_text(encoding="utf-8")


def test_known_entities_are_found_by_their_other_names(store_path, tmp_path):
    view("--store", store_path, "-o", tmp_path / "page.html")
    assert "PRC" in (tmp_path / "page.html").read_text(encoding="utf-8")


def test_no_place_to_write(store_path, tmp_path):
    result = view("--store", store_path, "-o", tmp_path / "no" / "page.html")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert f"{tmp_path / 'no' / 'page.html'}: cannot be written: No such file or directory" in result.stderr
    assert view("--store", store_path, "-o", tmp_path).exit_code == 1


def test_empty_store(tmp_path):
    with LocalStore(tmp_path / "graph"):
        pass
    result = view("--store", tmp_path / "graph", "-o", tmp_path / "page.html")
    assert result.exit_code == 1
    assert "holds no claims to show: add articles with `kg build PATH`" in result.stderr
    assert not (tmp_path / "page.html").exists()


def test_no_store(tmp_path):
    result = view("--store", tmp_path / "nowhere")
    assert result.exit_code == 1
    assert "there is no store" in result.stderr
    assert not (tmp_path / "nowhere").exists()


def test_least_confidence_leaves_out_claims(tmp_path):
    store = tmp_path / "graph"
    with LocalStore(store, entities=ENTITIES) as graph:
        for document_id, sure in (("d1", 0.5), ("d2", 0.9)):
            document, claims = sample(document_id)
            graph.add(document, [replace(claim, confidence=sure) for claim in claims], extractor="rules/1")
    page = tmp_path / "page.html"
    counts = {}
    for least in ("0", "0.9"):
        result = view("--store", store, "-o", page, "--min-confidence", least)
        counts[least] = result.stdout.split(" out of ")[1]
    # Three claims of the first document and four of the second.
    assert counts == {"0": "7 claims in 2 documents\n", "0.9": "4 claims in 1 document\n"}
    assert "Beijing competes with the US." not in page.read_text(encoding="utf-8")
    page.unlink()
    result = view("--store", store, "-o", page, "--min-confidence", "0.95")
    assert result.exit_code == 1
    assert result.stderr == f"error: {store}: no claim has a confidence of 0.95: give 0.9 or less\n"
    assert not page.exists()


@pytest.mark.parametrize("share", ["-0.1", "1.1", "90%"])
def test_bad_least_confidence(store_path, share):
    assert view("--store", store_path, "--min-confidence", share).exit_code == 2


@pytest.mark.parametrize("number", ["0", "-1", "many"])
def test_bad_number(store_path, number):
    assert view("--store", store_path, "--max-nodes", number).exit_code == 2


def test_open_starts_a_browser(store_path, tmp_path, monkeypatch):
    opened = []
    monkeypatch.setattr("typer.launch", lambda url: opened.append(url) or 0)
    assert view("--store", store_path, "-o", tmp_path / "a page.html", "--open").exit_code == 0
    assert opened == [(tmp_path / "a page.html").as_uri()]


def test_no_browser_is_said(store_path, tmp_path, monkeypatch):
    monkeypatch.setattr("typer.launch", lambda url: 1)
    result = view("--store", store_path, "-o", tmp_path / "page.html", "--open")
    assert result.exit_code == 0
    assert "no browser could be started" in result.stderr


def test_bare_view_is_the_overview(store_path, tmp_path):
    pages = [tmp_path / "bare.html", tmp_path / "named.html"]
    assert view("--store", store_path, "-o", pages[0], "--max-nodes", 3).exit_code == 0
    assert view("overview", "--store", store_path, "-o", pages[1], "--max-nodes", 3).exit_code == 0
    assert pages[0].read_bytes() == pages[1].read_bytes()


def test_options_come_after_the_view(store_path):
    result = view("--store", store_path, "ego", "Huawei")
    assert result.exit_code == 2
    assert "--store comes after the view" in " ".join(result.stderr.split())


def test_ego_and_path(store_path, tmp_path):
    page = tmp_path / "page.html"
    result = view("ego", "Huawei Technologies", "--store", store_path, "-o", page, "--hops", 2)
    # Huawei; TSMC and the United States; Nvidia, China and, of a plan, the chips: the last are two steps away.
    assert result.stdout.startswith(f"{page}: 6 entities and 7 relations"), result.stderr
    result = view("path", "Nvidia", "US", "--store", store_path, "-o", page)
    assert result.exit_code == 0
    assert "<title>From Nvidia to United States</title>" in page.read_text(encoding="utf-8")


def test_unknown_entity_gets_suggestions(store_path, tmp_path):
    result = view("ego", "Huwei", "--store", store_path, "-o", tmp_path / "page.html")
    assert result.exit_code == 1
    assert "did you mean 'Huawei'?" in result.stderr
    assert not (tmp_path / "page.html").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ["--period", "1999"],
            "no article is of the period 1999-01-01..1999-12-31: they are of 2025-04-26 to 2025-06-01",
        ),
        (["--period", "soon"], "'soon' is no period"),
        (["ego", "Semiconductors", "--min-confidence", "1"], "no claim has a confidence of 1"),
        (["ego", "x" * 1000], "no entity is called"),
        (["path", "Huawei", "OpenAI"], "no path of facts leads from Huawei to OpenAI"),
        (["path", "Huawei", "Huawei"], "both ends are Huawei: name two different actors"),
        (["diff", "1999", "2025"], "no article is of the period 1999"),
        (["diff", "2025", "2025"], "overlap"),
        (["evidence", "Huawei"], "evidence needs a document, a claim, or a subject and an object"),
        (["evidence", "--document", "d9"], "no statement is of the document 'd9'"),
        (["evidence", "Huawei", "OpenAI"], "nothing is stated of Huawei and OpenAI"),
    ],
)
def test_what_cannot_be_drawn_is_said(unsure_path, tmp_path, arguments, message):
    name = arguments[0] if not arguments[0].startswith("-") else "overview"
    options = arguments[1:] if name == arguments[0] else arguments
    result = view(name, *options, "--store", unsure_path, "-o", tmp_path / "page.html")
    assert result.exit_code == 1
    assert message in result.stderr
    assert not (tmp_path / "page.html").exists()


@pytest.fixture(scope="module")
def unsure_path(tmp_path_factory):
    """Return the directory of a store with the sample, no claim of which is certain."""
    path = tmp_path_factory.mktemp("unsure") / "graph"
    with LocalStore(path, entities=ENTITIES) as graph:
        for document_id in SAYINGS:
            document, claims = sample(document_id)
            graph.add(document, [replace(claim, confidence=0.8) for claim in claims], extractor="rules/1")
    return path


@pytest.mark.parametrize("arguments", [["ego"], ["ego", "Huawei", "--hops", "3"], ["path", "Huawei"], ["map"]])
def test_bad_usage(store_path, arguments):
    assert view(*arguments).exit_code == 2


@pytest.mark.parametrize(
    ("arguments", "title"),
    [
        (["rivalry"], "Rivals and partners"),
        (["timeline", "--period", "2025-05.."], "Month by month"),
        (["diff", "2025-04", "2025-05.."], "What changed from 1 May 2025 on"),
        (["evidence", "US", "Huawei"], "United States and Huawei"),
        (["evidence", "--document", "d2"], "A rivalry"),
    ],
)
def test_other_views(store_path, tmp_path, arguments, title):
    result = view(*arguments, "--store", store_path, "-o", tmp_path / "page.html")
    assert result.exit_code == 0, result.stderr
    assert f"<title>{title}</title>" in (tmp_path / "page.html").read_text(encoding="utf-8")


def test_the_sentence_of_one_claim(store_path, tmp_path):
    with LocalStore(store_path, read_only=True) as store:
        chosen = statements(store)[0]
    result = view("evidence", "--claim", chosen.iri, "--store", store_path, "-o", tmp_path / "page.html")
    assert result.exit_code == 0, result.stderr
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert chosen.quote in page
    others = [other.quote for other in _statements_of(store_path) if other.quote != chosen.quote]
    assert others and not any(quote in page for quote in others)


def test_a_claim_that_is_not_there(store_path, tmp_path):
    result = view("evidence", "--claim", "https://e.org/c", "--store", store_path, "-o", tmp_path / "page.html")
    assert result.exit_code == 1
    assert "there is no claim https://e.org/c" in result.stderr


def _statements_of(path):
    with LocalStore(path, read_only=True) as store:
        return list(statements(store))
