"""The sample graph as fixtures. What stands in it is in `sample_graph.py`."""

from __future__ import annotations

import os

import pytest
from sample_graph import ENTITIES, SAYINGS, sample

os.environ["KG_CACHE_DIR"] = ""  # what is tested is what the files say, and nobody's home is written to


@pytest.fixture
def store_path(tmp_path):
    """Return the directory of a store with the whole sample."""
    from kg.store import LocalStore

    path = tmp_path / "graph"
    with LocalStore(path, entities=ENTITIES) as store:
        for document_id in SAYINGS:
            store.add(*sample(document_id), extractor="rules/1")
    return path


@pytest.fixture
def small_store(store_path):
    """Return the store with the whole sample, open for reading."""
    from kg.store import LocalStore

    with LocalStore(store_path, read_only=True) as store:
        yield store
