"""What is found where, and that every article comes through once, in order."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.ids import content_hash
from kg.ingest import Skip, count, read


def run(*paths):
    skips = []
    return list(read(paths, skipped=skips.append)), skips


def line(**fields):
    return json.dumps(fields) + "\n"


def test_folder_is_read_recursively_and_sorted(tmp_path):
    for name in ("b.txt", "a.md", "sub/c.TXT", "sub/deep/d.html", ".hidden.txt", ".git/e.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"Article in {name}.")
    (tmp_path / "sub/deep/d.html").write_text("<html><body><p>Article in d.</p><p>It goes on.</p></body></html>")
    documents, skips = run(tmp_path)
    assert [d.text.split("\n")[0] for d in documents] == [
        "Article in a.md.",
        "Article in b.txt.",
        "Article in sub/c.TXT.",
        "Article in d.",
    ]
    assert skips == []
    assert count([tmp_path]) == 4


def test_other_formats_in_a_folder_are_named_but_no_error(tmp_path):
    (tmp_path / "a.txt").write_text("China acted.")
    (tmp_path / "b.pdf").write_bytes(b"%PDF")
    documents, [skip] = run(tmp_path)
    assert len(documents) == 1
    assert (skip.where, skip.kind, skip.failed) == (str(tmp_path / "b.pdf"), "format", False)


@pytest.mark.parametrize("name", ["b.pdf", "noext", "b.json", "b.txt.gz"])
def test_other_format_given_by_name_is_an_error(tmp_path, name):
    (tmp_path / name).write_text("China acted.")
    documents, [skip] = run(tmp_path / name)
    assert documents == []
    assert skip.failed
    assert ".jsonl" in skip.reason


def test_missing_path_is_an_error_and_the_others_go_on(tmp_path):
    (tmp_path / "a.txt").write_text("China acted.")
    documents, skips = run(tmp_path / "nowhere.txt", tmp_path / "a.txt")
    assert len(documents) == 1
    assert skips == [Skip(str(tmp_path / "nowhere.txt"), "no such file or folder")]


def test_folder_without_articles_is_an_error(tmp_path):
    documents, [skip] = run(tmp_path)
    assert documents == []
    assert skip.failed
    assert skip.where == str(tmp_path)


def test_unreadable_file_is_an_error(tmp_path, monkeypatch):
    (tmp_path / "a.txt").write_text("China acted.")

    def refuse(self):
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert run(tmp_path / "a.txt") == ([], [Skip(str(tmp_path / "a.txt"), "cannot be read: Permission denied")])


def test_overlong_name_is_an_error():
    _, [skip] = run("a" * 5000 + ".txt")
    assert skip.failed


@pytest.mark.parametrize("data", [b"China acted.", b'\n{"text": "China acted."}\n'])
def test_standard_input_is_text_or_lines(monkeypatch, data):
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(data)))
    [document], skips = run("-")
    assert document.text == "China acted."
    assert skips == []
    assert count(["-"]) == 1


def test_identifier_is_the_hash_of_text_and_url(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text(line(text="China acted.", url="https://example.org/a") + line(text="The US acted."))
    documents, _ = run(path)
    assert [d.id for d in documents] == [
        content_hash("China acted.", "https://example.org/a"),
        content_hash("The US acted.", ""),
    ]


def test_same_text_twice_is_a_duplicate(tmp_path):
    (tmp_path / "a.jsonl").write_text(line(id="1", text="China acted.") + line(id="2", text="China acted."))
    (tmp_path / "b.jsonl").write_text(line(id="1", text="China acted."))
    documents, skips = run(tmp_path)
    assert [d.id for d in documents] == ["1"]
    assert [(s.where, s.reason, s.kind, s.failed) for s in skips] == [
        (f"{tmp_path / 'a.jsonl'}:2", "same text as 1", "duplicate", False),
        (f"{tmp_path / 'b.jsonl'}:1", "same text as 1", "duplicate", False),
    ]


def test_same_id_with_another_text_is_an_error_that_names_both(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text(line(id="1", text="China acted.") + line(id="1", text="The US acted."))
    documents, [skip] = run(path)
    assert [d.text for d in documents] == ["China acted."]
    assert skip.failed
    assert skip.where == f"{path}:2"
    assert f"{path}:1" in skip.reason


GERMAN = "China verhängt Exportkontrollen für Gallium und Germanium, die für Chips gebraucht werden."


def test_other_language_is_skipped_with_its_code(tmp_path):
    (tmp_path / "a.txt").write_text(GERMAN)
    documents, skips = run(tmp_path / "a.txt")
    assert documents == []
    assert skips == [Skip(str(tmp_path / "a.txt"), "in another language (de): only English is read", kind="language")]
    assert not skips[0].failed


@pytest.mark.parametrize(("lang", "read"), [("en", 1), ("en-GB", 1), ("de", 0), ("zh-Hans", 0)])
def test_lang_field_is_believed(tmp_path, lang, read):
    path = tmp_path / "a.jsonl"
    path.write_text(line(text=GERMAN, lang=lang))
    documents, skips = run(path)
    assert len(documents) == read
    assert len(skips) == 1 - read


@pytest.mark.parametrize(
    "text",
    [
        "Nvidia, AMD, TSMC, SMIC, Huawei, ASML, ByteDance, Alibaba, Tencent, Baidu.",  # names alone: not sure
        "China verhängt Kontrollen.",  # fewer than 40 letters: not judged
    ],
)
def test_doubtful_language_is_read(tmp_path, text):
    (tmp_path / "a.txt").write_text(text)
    documents, skips = run(tmp_path / "a.txt")
    assert len(documents) == 1
    assert skips == []


@pytest.mark.parametrize("value", ["31 May 2024", "2024-02-30", "05/31/2024", "2024", 1717113600, ["2024-05-31"]])
def test_bad_date_is_noticed_and_the_article_kept(tmp_path, value):
    path = tmp_path / "a.jsonl"
    path.write_text(line(text="China acted.", published=value))
    [document], [skip] = run(path)
    assert document.published is None
    assert (skip.where, skip.kind, skip.failed) == (f"{path}:1", "notice", False)


def test_field_that_is_no_string_is_noticed(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text(line(text="China acted.", title=["A", "B"], source=None, url=""))
    [document], [skip] = run(path)
    assert (document.title, document.source, document.url) == (None, None, None)
    assert skip.reason == "title left out: ['A', 'B'] is not a string"


def test_reads_one_at_a_time(tmp_path):
    (tmp_path / "a.txt").write_text("China acted.")
    skips = []
    documents = read([tmp_path / "a.txt", tmp_path / "nowhere.txt"], skipped=skips.append)
    next(documents)
    assert skips == []
    assert list(documents) == []
    assert len(skips) == 1


@given(st.binary(max_size=200))
def test_any_bytes_give_documents_or_reasons(tmp_path_factory, data):
    """Nothing is dropped silently: a file gives a document or an error, whatever is in it."""
    path = tmp_path_factory.mktemp("any") / "a.jsonl"
    path.write_bytes(data)
    for name in ("a.txt", "a.jsonl"):
        target = path.with_name(name)
        target.write_bytes(data)
        documents, skips = run(target)
        assert documents or any(skip.kind != "notice" for skip in skips)
        for document in documents:
            document.text.encode()


def test_a_graph_inside_the_folder_is_passed_over(tmp_path):
    (tmp_path / "a.txt").write_text("The United States sanctioned Huawei in 2019.", encoding="utf-8")
    store = tmp_path / "kg-store"
    (store / "oxigraph").mkdir(parents=True)
    (store / "oxigraph" / "LOG").write_text("no article", encoding="utf-8")
    (store / "store.json").write_text("{}", encoding="utf-8")
    skips = []
    assert [document.text for document in read([tmp_path], skipped=skips.append)] == [
        "The United States sanctioned Huawei in 2019."
    ]
    assert skips == []
