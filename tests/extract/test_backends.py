"""Extractors are found by name among the entry points, this project's own among them."""

from __future__ import annotations

from importlib.metadata import EntryPoint

import pytest

import kg
from kg.errors import ConfigError
from kg.extract import backends, load_extractor


class Silent:
    """An extractor that finds nothing."""

    version = "silent/1"

    def __call__(self, doc):
        return []


def test_the_rules_are_there_and_say_their_version():
    assert load_extractor().version == load_extractor("rules").version == f"rules/{kg.__version__}"


def test_others_are_found_by_their_entry_point(monkeypatch):
    point = EntryPoint("silent", f"{__name__}:Silent", backends.GROUP)
    monkeypatch.setattr(EntryPoint, "load", lambda self: Silent)
    monkeypatch.setattr(backends, "entry_points", lambda *, group: [point] if group == "kg.extractors" else [])
    assert load_extractor("silent").version == "silent/1"


def test_unknown_name_lists_those_that_there_are():
    with pytest.raises(ConfigError, match=r"no extractor 'nothing' is installed: choose from .*rules"):
        load_extractor("nothing")
