"""A chat server, and settings that point to it."""

from __future__ import annotations

import os

import pytest
from chat_server import serving

from kg.extract.llm import client


@pytest.fixture
def server(monkeypatch):
    """Return a running server that the environment names; waits between retries are short."""
    for name in [name for name in os.environ if name.startswith("KG_LLM_") or name.lower().endswith("_proxy")]:
        monkeypatch.delenv(name)
    monkeypatch.setattr(client, "FIRST_WAIT", 0.001)
    with serving() as running:
        monkeypatch.setenv("KG_LLM_URL", running.url)
        monkeypatch.setenv("KG_LLM_MODEL", "tiny")
        yield running
