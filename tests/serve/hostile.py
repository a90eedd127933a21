"""A store of articles that try to act."""

from __future__ import annotations

from datetime import date

from kg.ids import document_iri, minted_entity_iri
from kg.model import Claim, Document, Evidence, Mention
from kg.store import LocalStore

MARKUP = '"><img src=x onerror="window.hit=1"><script>window.hit=1</script>'
URL = "javascript:window.hit=1"


def hostile_store(path):
    """Return the directory of the store, and the paths of a claim and of its document."""
    quote = f"{MARKUP} competes with {MARKUP}2 in {{{{7*7}}}} ${{window.hit=1}}."
    document = Document(f"d-{MARKUP}", quote, MARKUP, date(2025, 1, 1), URL, MARKUP)

    def mention(name):
        at = quote.find(name)
        return Mention(at, at + len(name), name, name, "Company", minted_entity_iri(name))

    claim = Claim(
        document.id,
        mention(MARKUP),
        "competesWith",
        mention(f"{MARKUP}2"),
        Evidence(0, len(quote), quote),
        attributed_to=mention(MARKUP),
        extractor="<script>window.hit=1</script>/1",
        pattern=MARKUP,
    )
    with LocalStore(path, entities={}) as store:
        store.add(document, [claim])
        [row] = store.query("SELECT ?claim { ?claim a kg:Claim }")
        iri = row["claim"].value
    base = "https://w3id.org/tech-rivalry"
    return path, iri.removeprefix(base), document_iri(document.id).removeprefix(base)
