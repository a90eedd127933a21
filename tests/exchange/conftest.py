"""A store whose names, sentences and sources are hostile to formats."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sample_graph import ENTITIES, sample

from kg.ids import minted_entity_iri
from kg.store import LocalStore

HOSTILE = "\x00\x08\x1b<&>\"'\r\n\t,;\ufffe\u202e]]> \U0001f600 =1+1 {\\}"
"""Control characters, markup, quotes, separators, what is no character, an override, an astral one."""


@pytest.fixture
def hostile_store(tmp_path):
    """Return a store, open for writing, in which every text is hostile."""
    document, claims = sample("d1")
    document = replace(document, title=HOSTILE, source=HOSTILE, published=date(9, 1, 1), url="https://x.test/?a=1&b=<>")
    claim = claims[2]
    subject = replace(claim.subject, label=HOSTILE, text=HOSTILE, entity=minted_entity_iri("<&>"))
    claim = replace(claim, subject=subject, evidence=replace(claim.evidence, quote=HOSTILE), confidence=0.123)
    with LocalStore(tmp_path / "hostile", entities=ENTITIES) as store:
        store.add(document, [claim], extractor="rules/1")
        yield store
