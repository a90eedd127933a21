"""The compiled gazetteer on disk: the same as the files, made anew whenever it is not whole."""

from __future__ import annotations

import json
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from kg import config, gazetteer
from kg.gazetteer import Gazetteer, loading
from kg.gazetteer.cache import content_key, read_cache, write_cache


@pytest.fixture(scope="module")
def compiled() -> Gazetteer:
    return gazetteer.load()


def test_what_is_read_is_what_was_written(tmp_path: Path, compiled: Gazetteer) -> None:
    write_cache(tmp_path, "k" * 64, compiled)
    assert read_cache(tmp_path, "k" * 64) == compiled


def test_another_key_finds_nothing(tmp_path: Path, compiled: Gazetteer) -> None:
    write_cache(tmp_path, "k" * 64, compiled)
    assert read_cache(tmp_path, "l" * 64) is None


@pytest.mark.parametrize(
    "damage", [lambda data: data[:-1], lambda data: data.replace(b"Huawei", b"Huawej"), lambda _: b""]
)
def test_a_damaged_cache_is_ignored(tmp_path: Path, compiled: Gazetteer, damage) -> None:
    write_cache(tmp_path, "k" * 64, compiled)
    (file,) = tmp_path.iterdir()
    file.write_bytes(damage(file.read_bytes()))
    assert read_cache(tmp_path, "k" * 64) is None


def test_a_cache_of_another_shape_is_ignored(tmp_path: Path) -> None:
    import hashlib

    data = json.dumps({"entities": [["a"]]}).encode()
    (tmp_path / f"gazetteer-{'k' * 32}.json").write_bytes(hashlib.sha256(data).hexdigest().encode() + b"\n" + data)
    assert read_cache(tmp_path, "k" * 64) is None


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path: Path, compiled: Gazetteer) -> None:
    (tmp_path / "file").write_text("")
    write_cache(tmp_path / "file" / "folder", "k" * 64, compiled)
    assert read_cache(tmp_path / "file" / "folder", "k" * 64) is None


def test_the_cache_is_the_users_alone(tmp_path: Path, compiled: Gazetteer) -> None:
    write_cache(tmp_path / "new", "k" * 64, compiled)
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o700
    (file,) = (tmp_path / "new").iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_writers_at_the_same_time_leave_one_whole_cache(tmp_path: Path, compiled: Gazetteer) -> None:
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: write_cache(tmp_path, "k" * 64, compiled), range(8)))
    assert len(list(tmp_path.iterdir())) == 1
    assert read_cache(tmp_path, "k" * 64) == compiled


def test_old_caches_go(tmp_path: Path) -> None:
    empty = gazetteer.read([], frozenset())
    for number in range(12):
        write_cache(tmp_path, f"{number:064}"[::-1], empty)
    assert len(list(tmp_path.iterdir())) == 8


def test_the_key_follows_content_and_ending(tmp_path: Path) -> None:
    one, two, other = tmp_path / "a.csv", tmp_path / "b.csv", tmp_path / "a.yaml"
    for file in (one, two, other):
        file.write_text("same")
    assert content_key([one]) == content_key([two]) != content_key([other])
    two.write_text("else")
    assert content_key([one]) != content_key([two])
    assert content_key([tmp_path / "missing"]) is None


def test_load_uses_the_cache_and_sees_changed_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = tmp_path / "own.csv"
    monkeypatch.setenv("KG_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("KG_GAZETTEER", str(own))
    reads = []
    monkeypatch.setattr(loading, "read", lambda *args, **options: reads.append(1) or gazetteer.read(*args, **options))
    for label, expected in (("Foo Corp", 1), ("Foo Corp", 1), ("Bar Corp", 2)):
        own.write_text(f"key,type,label\nfoo,Company,{label}\n")
        loading._load.cache_clear()  # as in a new process
        assert gazetteer.load().entities["foo"].label == label
        assert len(reads) == expected
    loading._load.cache_clear()


@pytest.mark.parametrize(
    ("platform", "environment", "folder"),
    [
        ("linux", {}, "/home/me/.cache/tech-rivalry-kg"),
        ("linux", {"XDG_CACHE_HOME": "/x"}, "/x/tech-rivalry-kg"),
        ("linux", {"XDG_CACHE_HOME": "relative"}, "/home/me/.cache/tech-rivalry-kg"),
        ("darwin", {"XDG_CACHE_HOME": "/x"}, "/home/me/Library/Caches/tech-rivalry-kg"),
        ("linux", {"KG_CACHE_DIR": "/y"}, "/y"),
        ("linux", {"KG_CACHE_DIR": ""}, None),
    ],
)
def test_where_the_cache_is(
    monkeypatch: pytest.MonkeyPatch, platform: str, environment: dict[str, str], folder
) -> None:
    for name in ("KG_CACHE_DIR", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", "/home/me")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("sys.platform", platform)
    assert config.settings().cache == (Path(folder) if folder else None)
