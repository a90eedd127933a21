"""Identifiers: content hashes and the IRIs that everything in the graph is called by.

All IRIs stand under one base, `config.settings().base_iri`, passed in by the caller.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from urllib.parse import quote

from anyascii import anyascii

__all__ = [
    "DEFAULT_BASE",
    "claim_key",
    "content_hash",
    "document_iri",
    "entity_iri",
    "is_known_entity",
    "local_entity_iri",
    "minted_entity_iri",
    "slug",
]

_ROMANISED = ("LATIN ", "GREEK ", "CYRILLIC ")
"""How the names of characters of these scripts begin in Unicode."""

DEFAULT_BASE = "https://w3id.org/tech-rivalry/"


def content_hash(*parts: str) -> str:
    """Return 16 hexadecimal digits that depend on the parts and their order alone.

    >>> content_hash("a", "b") == content_hash("a", "b") != content_hash("ab")
    True
    """
    digest = hashlib.blake2b(digest_size=8)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        digest.update(str(len(data)).encode() + b":" + data)
    return digest.hexdigest()


def slug(name: str) -> str:
    """Return the name without case, accents and punctuation, words joined by hyphens.

    Greek and Cyrillic are romanised, as the news does. Letters of other scripts stay, so that names that differ do not
    fall together.

    >>> slug("Société Générale S.A."), slug("Łódź Brødrene"), slug("Сорокин")
    ('societe-generale-s-a', 'lodz-brodrene', 'sorokin')
    >>> slug("华为")
    '华为'
    """
    plain = unicodedata.normalize("NFKD", name).casefold()
    plain = "".join(_romanised(ch) for ch in plain if not unicodedata.combining(ch))
    return re.sub(r"[\W_]+", "-", plain).strip("-") or "unnamed"


def _romanised(ch: str) -> str:
    """Return the letter in ASCII if it is Latin, Greek or Cyrillic, as it is otherwise."""
    if ch.isascii() or not unicodedata.name(ch, "").startswith(_ROMANISED):
        return ch
    return anyascii(ch).lower()


def entity_iri(key: str, base: str = DEFAULT_BASE) -> str:
    """Return the IRI of a known entity from its key in the gazetteer.

    >>> entity_iri("china")
    'https://w3id.org/tech-rivalry/entity/china'
    """
    return f"{base}entity/{quote(key, safe='-')}"


def is_known_entity(iri: str) -> bool:
    """Return True for the IRI of an entity of the gazetteer, whatever the base.

    >>> is_known_entity(entity_iri("china")), is_known_entity(minted_entity_iri("Acme")), is_known_entity("urn:x")
    (True, False, False)
    """
    _, found, key = iri.partition("/entity/")
    return bool(found and key) and "/" not in key


def minted_entity_iri(name: str, base: str = DEFAULT_BASE) -> str:
    """Return the IRI of an entity that no gazetteer knows, from its normalised name alone.

    The type is left out on purpose: extractors disagree on types more often than on names.

    >>> minted_entity_iri("Acme Chips") == minted_entity_iri("ACME chips")
    True
    >>> minted_entity_iri("Acme Chips")
    'https://w3id.org/tech-rivalry/entity/name/acme-chips'
    """
    return f"{base}entity/name/{quote(slug(name), safe='-')}"


def local_entity_iri(document_id: str, name: str, base: str = DEFAULT_BASE) -> str:
    """Return the IRI of what only its document tells apart from its likes: "the bill", "the companies".

    >>> local_entity_iri("a-1", "bill")
    'https://w3id.org/tech-rivalry/entity/in/a-1/bill'
    """
    return f"{base}entity/in/{quote(document_id, safe='/-_.~')}/{quote(slug(name), safe='-')}"


def document_iri(document_id: str, base: str = DEFAULT_BASE) -> str:
    """Return the IRI of a document, which is also the name of its graph.

    >>> document_iri("a b")
    'https://w3id.org/tech-rivalry/document/a%20b'
    """
    return f"{base}document/{quote(document_id, safe='/-_.~')}"


def claim_key(document_id: str, *parts: str) -> str:
    """Return the key of a claim: a hash of its document and everything that tells it from others."""
    return content_hash(document_id, *parts)
