"""Nodes, edges and claims as CSV and Parquet, in a folder or an archive."""

from __future__ import annotations

import csv
import io
import sys
import zipfile
from datetime import date

import pandas as pd
import pytest
from sample_graph import ENTITIES, SAYINGS, sample

from kg.errors import ConfigError
from kg.exchange import export, tables
from kg.exchange.statements import ClaimRow, Edge, Node, columns
from kg.store import LocalStore


def rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_csv_has_a_row_a_node_an_edge_and_a_claim(small_store, tmp_path):
    export(small_store, "csv", tmp_path / "out")
    nodes, edges, claims = (rows(tmp_path / "out" / f"{name}.csv") for name in tables.TABLES)
    assert (len(nodes), len(edges), len(claims)) == (10, 10, 11)
    assert {edge["source"] for edge in edges} | {edge["target"] for edge in edges} == {node["id"] for node in nodes}
    [alleged] = [claim for claim in claims if claim["modality"] == "alleged"]
    assert (alleged["subject_label"], alleged["relation"], alleged["object_label"]) == ("DeepSeek", "attacks", "OpenAI")
    assert (alleged["attributed_to_label"], alleged["published"], alleged["document"]) == ("OpenAI", "2025-05-02", "d2")
    assert alleged["sentence"] == "DeepSeek stole from OpenAI, OpenAI said."
    [timed] = [claim for claim in claims if claim["time"]]
    assert (timed["valid_from"], timed["valid_to"], timed["time"]) == ("2025-01-01", "", "in January")


def test_parquet_keeps_numbers_days_and_what_is_missing(small_store, tmp_path):
    export(small_store, "parquet", tmp_path / "out")
    nodes, edges, claims = (pd.read_parquet(tmp_path / "out" / f"{name}.parquet") for name in tables.TABLES)
    assert (len(nodes), len(edges), len(claims)) == (10, 10, 11)
    for frame, kind in ((nodes, Node), (edges, Edge), (claims, ClaimRow)):
        assert list(frame.columns) == [name for name, _ in columns(kind)]
    assert edges["last"].max() == date(2025, 6, 1)
    assert edges["symmetric"].dtype == bool
    assert claims["title"].isna().sum() == 4  # d3 has none
    assert claims["start"].dtype == "int64"


def test_more_rows_than_a_group_are_all_there(small_store, tmp_path, monkeypatch):
    monkeypatch.setattr(tables, "_GROUP", 3)
    export(small_store, "parquet", tmp_path / "out")
    assert len(pd.read_parquet(tmp_path / "out" / "claims.parquet")) == 11


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_an_archive_holds_the_same_files_and_depends_on_the_graph_alone(small_store, tmp_path, form):
    export(small_store, form, tmp_path / "folder")
    export(small_store, form, tmp_path / "one.zip")
    out = io.BytesIO()
    with LocalStore(tmp_path / "other", entities=ENTITIES) as store:
        for document_id in reversed(SAYINGS):
            store.add(*sample(document_id), extractor="rules/1")
        export(store, form, out)
    assert (tmp_path / "one.zip").read_bytes() == out.getvalue()
    with zipfile.ZipFile(tmp_path / "one.zip") as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == {
            file.name: file.read_bytes() for file in (tmp_path / "folder").iterdir()
        }


def test_hostile_text_comes_back_from_csv_and_parquet(hostile_store, tmp_path):
    [(claim, document)] = hostile_store.claims()
    export(hostile_store, "csv", tmp_path / "out")
    export(hostile_store, "parquet", tmp_path / "out")
    [row] = rows(tmp_path / "out" / "claims.csv")
    [same] = pd.read_parquet(tmp_path / "out" / "claims.parquet").to_dict("records")
    for found in (row, same):
        assert (found["sentence"], found["title"]) == (claim.evidence.quote, document.title)
        assert str(found["published"]) == "0009-01-01"


def test_parquet_without_its_package_says_what_to_install(small_store, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    with pytest.raises(ConfigError, match=r"pip install 'tech-rivalry-kg\[parquet\]'"):
        export(small_store, "parquet", tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_compressed_file_can_not_hold_several(small_store, tmp_path):
    with pytest.raises(ConfigError, match=r"several files: name a folder"):
        export(small_store, "csv", tmp_path / "out.csv.gz")
