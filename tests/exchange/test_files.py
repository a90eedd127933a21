"""Files are compressed as their names say, and are there wholly or not at all."""

from __future__ import annotations

import bz2
import gzip
import lzma
import os
import sys
import threading
from pathlib import Path

import pytest

from kg.errors import ConfigError, KgError
from kg.exchange import export, format_of
from kg.exchange.files import reading, writing

OPENERS = {".gz": gzip.open, ".bz2": bz2.open, ".xz": lzma.open}


@pytest.mark.parametrize("suffix", OPENERS)
def test_compressed_by_suffix_the_same_bytes_each_time(small_store, tmp_path, suffix):
    export(small_store, "nquads", tmp_path / "plain.nq")
    for name in ("one", "two"):
        export(small_store, "nquads", tmp_path / f"{name}.nq{suffix}")
    packed = (tmp_path / f"one.nq{suffix}").read_bytes()
    assert packed == (tmp_path / f"two.nq{suffix}").read_bytes()
    with OPENERS[suffix](tmp_path / f"one.nq{suffix}") as file:
        assert file.read() == (tmp_path / "plain.nq").read_bytes()
    assert len(packed) < (tmp_path / "plain.nq").stat().st_size / 3


@pytest.mark.skipif(sys.version_info >= (3, 14), reason="Python has it")
def test_zstandard_is_refused_where_python_has_none(small_store, tmp_path):
    with pytest.raises(ConfigError, match=r"use \.gz"):
        export(small_store, "nquads", tmp_path / "graph.nq.zst")
    assert not (tmp_path / "graph.nq.zst").exists()


def test_a_write_that_fails_leaves_what_was_there(tmp_path):
    file = tmp_path / "graph.nq"
    file.write_text("before")
    with pytest.raises(KeyError), writing(file) as out:
        out.write(b"half")
        raise KeyError
    assert file.read_text() == "before"
    assert [path.name for path in tmp_path.iterdir()] == ["graph.nq"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names")
def test_a_pipe_is_written_into(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    read = []
    reader = threading.Thread(target=lambda: read.append((tmp_path / "pipe").read_bytes()))
    reader.start()
    with writing(tmp_path / "pipe") as out:
        out.write(b"all")
    reader.join(10)
    assert read == [b"all"]
    assert (tmp_path / "pipe").is_fifo()


@pytest.mark.parametrize(("form", "reason"), [("nquads", "cannot be written"), ("csv", "cannot be made a folder")])
def test_a_place_that_can_not_be_written_is_named(small_store, tmp_path, form, reason):
    (tmp_path / "file").write_text("before")
    with pytest.raises(KgError, match=f"file.*{reason}.*: name another"):
        export(small_store, form, tmp_path / "file" / "graph")
    assert (tmp_path / "file").read_text() == "before"


FULL = pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is full")


@FULL
@pytest.mark.parametrize("name", ["graph.nq", "graph.nq.gz", "graph.csv.zip"])
def test_a_disk_that_is_full_is_named_with_the_file(small_store, tmp_path, name):
    (tmp_path / f"{name}.draft").symlink_to("/dev/full")  # takes no byte
    with pytest.raises(KgError, match=rf"{name}: cannot be written: No space left on device: make room, or name anot"):
        export(small_store, format_of(Path(name)), tmp_path / name)
    assert not (tmp_path / name).exists()
    assert not (tmp_path / f"{name}.draft").is_symlink()


@FULL
def test_a_full_disk_is_named_where_the_file_is_written_as_it_is(small_store):
    with pytest.raises(KgError, match="/dev/full: cannot be written: No space left on device"):
        export(small_store, "nquads", Path("/dev/full"))


def test_an_error_of_the_database_is_not_put_down_to_the_file(tmp_path):
    with pytest.raises(OSError, match="the database broke"), writing(tmp_path / "graph.nq") as out:
        out.write(b"half")
        raise OSError("the database broke")
    assert list(tmp_path.iterdir()) == []


def test_what_is_written_is_read(tmp_path):
    for name in ("a", "a.gz", "a.bz2", "a.xz"):
        with writing(tmp_path / name) as out:
            out.write(b"text")
        with reading(tmp_path / name) as content:
            assert content.read() == b"text"


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("graph", r"give --format, or a name that ends in \.nq, .*, \.gexf, \.csv\.zip, \.parquet\.zip$"),
        ("graph.txt", "give --format"),
        ("graph.gz", "give --format"),
        ("graph.csv", "several files"),
        ("graph.parquet.gz", "several files"),
    ],
)
def test_a_name_that_tells_no_format_is_refused(name, reason):
    with pytest.raises(ConfigError, match=reason):
        format_of(Path(name))
