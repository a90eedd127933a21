"""What the examples in `kg/api.py` need: a folder with the sample graph in it."""

from __future__ import annotations

import pytest

_NEED_MODEL = ("kg.api.build", "kg.api.read")


def pytest_collection_modifyitems(items):
    """Mark the examples that read a text."""
    for item in items:
        if item.name in _NEED_MODEL:
            item.add_marker("model")


@pytest.fixture(autouse=True)
def _folder_of_examples(request, monkeypatch, tmp_path):
    """Run them where `kg-store` is the sample graph, as programs that have imported kg."""
    if not request.node.name.startswith("kg.api"):
        return
    from sample_graph import ENTITIES, SAYINGS, sample

    import kg
    from kg.store import LocalStore

    request.getfixturevalue("doctest_namespace")["kg"] = kg
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KG_CACHE_DIR", "")
    with LocalStore("kg-store", entities=ENTITIES) as store:
        for document_id in SAYINGS:
            store.add(*sample(document_id), extractor="rules/1")
