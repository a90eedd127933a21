"""A pipeline and a store that stand in for the real ones: one claim a sentence, kept in a list."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from kg.errors import ExtractionError
from kg.model import Claim, Document, Evidence, Mention, TimeSpan


def claims_of(document: Document) -> list[Claim]:
    """Return one claim a sentence that contains "acted"."""
    claims = []
    at = 0
    for sentence in document.text.split(". "):
        if "acted" in sentence:
            mention = Mention(at, at + 2, document.text[at : at + 2], "United States", "Country", "https://x.test/us")
            span = TimeSpan(document.published, document.published, "Friday") if document.published else None
            evidence = Evidence(at, at + len(sentence), sentence)
            claims.append(Claim(document.id, mention, "bans", mention, evidence, "negated", time=span))
        at += len(sentence) + 2
    return claims


@pytest.fixture
def fakes(monkeypatch):
    """Put a fake pipeline and store in place.

    `.stored` lists what was built, `.model` and `.extractor` what was asked for. A document that says "fails"
    does, and extractors other than the rules report a cost.
    """
    seen = SimpleNamespace(stored=[], model=None, extractor=None, stores=[])

    class Store:
        def __init__(self, path):
            seen.stores.append(str(path))

        def __enter__(self):
            return self

        def __exit__(self, *_):
            return None

    def extract(documents, *, model=None, extractor=None, failed=None, note=None):
        seen.model, seen.extractor = model, extractor
        for document in documents:
            if "fails" in document.text:
                failed(ExtractionError(f"{document.id}: no [answer]"))
            else:
                yield document, claims_of(document)
        if extractor != "rules":
            note("cost: [1]")

    def build(store, documents, *, progress=None, **options):
        claims = words = 0
        for document, found in extract(documents, **options):
            seen.stored.append(document)
            claims += len(found)
            words += len(document.text.split())
            progress(document, len(found))
        return SimpleNamespace(added=len(seen.stored), unchanged=0, claims=claims, entities=1, words=words, seconds=0.5)

    monkeypatch.setattr("kg.pipeline", SimpleNamespace(extract=extract, build=build), raising=False)
    monkeypatch.setattr("kg.store.open_store", Store, raising=False)
    return seen
