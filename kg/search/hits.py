"""The search: entities by name, claims by the sentence that states them and by what they state."""

from __future__ import annotations

import math
import sqlite3
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, TypeAlias, cast

import pyoxigraph as ox

from kg.errors import QueryError
from kg.search.index import BEGIN, END, open_index
from kg.search.words import fold, match_expression
from kg.store import Store, kinds, label
from kg.store.terms import DCTERMS, OA, RDF
from kg.vocab import relation_label

__all__ = ["ClaimHit", "EntityHit", "Hit", "search"]


@dataclass(frozen=True, slots=True)
class EntityHit:
    """An entity one of whose names has the words."""

    iri: str
    label: str
    types: tuple[str, ...]
    """Local names of its classes."""
    name: str
    """The name that matched: the label, or another one."""
    marks: tuple[tuple[int, int], ...]
    """Where in `name` the words stand: code points, half-open."""
    claims: int
    """In how many claims it is subject or object."""

    def as_json(self) -> dict[str, Any]:
        """Return the hit as a line of `kg search`."""
        return {"kind": "entity", **asdict(self)}


@dataclass(frozen=True, slots=True)
class ClaimHit:
    """A claim whose sentence, or whose subject, relation and object, have the words."""

    iri: str
    subject: str
    """IRI, as are `object` and `document`."""
    subject_label: str
    relation: str
    """Local name, such as "dependsOn"."""
    relation_label: str
    object: str
    object_label: str
    polarity: str
    modality: str
    confidence: float
    sentence: str
    marks: tuple[tuple[int, int], ...]
    """Where in `sentence` the words stand: code points, half-open. None if only the claim itself has them."""
    document: str
    document_id: str
    title: str | None
    publisher: str | None
    published: date | None
    """When the document was published."""

    def as_json(self) -> dict[str, Any]:
        """Return the hit as a line of `kg search`."""
        return {"kind": "claim", **asdict(self), "published": self.published.isoformat() if self.published else None}


_MOST = 2**31
"""What SQLite takes for a limit."""

Hit: TypeAlias = EntityHit | ClaimHit


def search(
    store: Store,
    words: str,
    *,
    limit: int = 10,
    entity: str | None = None,
    relation: str | None = None,
    since: date | None = None,
    until: date | None = None,
) -> list[Hit]:
    """Return up to `limit` entities and after them up to `limit` claims that have all of the words, the best first.

    Case and diacritics are ignored, and in sentences the endings of English words: "sanction" finds "sanctioned".
    "Words in quotes" are a phrase, `semi*` stands for any ending. Claims are narrowed down to those with `entity` (an
    IRI) as subject or object, of `relation` (a local name), and of documents published from `since` to `until`, both
    days included; with any of these, no entities are listed.

    Ranked by BM25 (Robertson and Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond, 2009): of entities
    those first that are called just so, and those before others that more claims are about; of claims, a word in the
    sentence counts twice what it does in the claim.

    The index beside the graph is made or brought in step first if need be. Raises QueryError if there is no word to
    look for, and StoreError if the index cannot be made.
    """
    if limit < 1:
        raise QueryError(f"a limit of {limit} finds nothing: give 1 or more")
    expression = match_expression(words)
    with open_index(store) as index:
        narrowed = any(given is not None for given in (entity, relation, since, until))
        entities = [] if narrowed else _entities(index, expression, fold(words.replace('"', " ")), limit)
        predicate = f"{store.base}{relation}" if relation else None
        claims = _claims(index, expression, limit, entity, predicate, _day(since), _day(until))
    return [*(_entity_hit(store, *row) for row in entities), *(_claim_hit(store, *row) for row in claims)]


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


_NAMES = f"""
SELECT entities.iri, label, name, highlight(names, 0, '{BEGIN}', '{END}'), claims, bm25(names)
FROM names JOIN entities ON entities.iri = names.iri
WHERE names MATCH ?
"""

_TEXTS = f"""
SELECT claims.iri, graph, highlight(texts, 0, '{BEGIN}', '{END}')
FROM texts JOIN claims ON claims.id = texts.rowid
WHERE texts MATCH :words
    AND (:entity IS NULL OR subject = :entity OR object = :entity)
    AND (:relation IS NULL OR relation = :relation)
    AND (:since IS NULL OR published >= :since)
    AND (:until IS NULL OR published <= :until)
ORDER BY bm25(texts, 2.0, 1.0), published DESC, claims.iri
LIMIT :limit
"""


def _entities(
    index: sqlite3.Connection, expression: str, words: str, limit: int
) -> list[tuple[str, str, str, str, int]]:
    """Return IRI, label, name, the name with marks, and number of claims of the entities that fit best, each once."""
    best: dict[str, tuple[tuple[bool, float, bool, str], tuple[str, str, str, str, int]]] = {}
    for iri, title, name, marked, claims, score in index.execute(_NAMES, (expression,)):
        # SQLite's bm25 is below zero, the less the better.
        fit = (fold(name) != words, score * (1 + math.log1p(claims)))
        rank = (*fit, name != title, name)
        if iri not in best or rank < best[iri][0]:
            best[iri] = (rank, (iri, title, name, marked, claims))
    ranked = sorted(best, key=lambda iri: (best[iri][0], iri))
    return [best[iri][1] for iri in ranked[:limit]]


def _claims(
    index: sqlite3.Connection,
    expression: str,
    limit: int,
    entity: str | None,
    relation: str | None,
    since: str | None,
    until: str | None,
) -> list[tuple[str, str, str]]:
    """Return IRI, document and the sentence with marks of the claims that fit best."""
    given = {"words": expression, "entity": entity, "relation": relation, "since": since, "until": until}
    return index.execute(_TEXTS, {**given, "limit": min(limit, _MOST)}).fetchall()


def _entity_hit(store: Store, iri: str, label: str, name: str, marked: str, claims: int) -> EntityHit:
    return EntityHit(iri, label, tuple(sorted(kinds(store, iri))), name, _marks(marked), claims)


def _claim_hit(store: Store, iri: str, graph: str, marked: str) -> ClaimHit:
    claim, document = _facts(store, iri, graph), _facts(store, graph, graph)
    subject, predicate, other = (claim[f"{RDF}{end}"] for end in ("subject", "predicate", "object"))
    relation = predicate.removeprefix(store.base)
    issued = document.get(f"{DCTERMS}issued")
    return ClaimHit(
        iri=iri,
        subject=subject,
        subject_label=label(store, subject) or subject,
        relation=relation,
        relation_label=relation_label(relation),
        object=other,
        object_label=label(store, other) or other,
        polarity=claim[f"{store.base}polarity"].removeprefix(store.base),
        modality=claim[f"{store.base}modality"].removeprefix(store.base),
        confidence=float(claim[f"{store.base}confidence"]),
        sentence=_facts(store, f"{claim[f'{store.base}evidence']}/quote", graph)[f"{OA}exact"],
        marks=_marks(marked),
        document=graph,
        document_id=document[f"{DCTERMS}identifier"],
        title=document.get(f"{DCTERMS}title"),
        publisher=document.get(f"{DCTERMS}publisher"),
        published=date.fromisoformat(issued) if issued else None,
    )


def _facts(store: Store, subject: str, graph: str) -> dict[str, str]:
    quads = store.quads(ox.NamedNode(subject), None, None, ox.NamedNode(graph))
    return {quad.predicate.value: cast("ox.NamedNode | ox.Literal", quad.object).value for quad in quads}


def _marks(marked: str) -> tuple[tuple[int, int], ...]:
    """Return where the marks begin and end, counted without them."""
    found, at, begin = [], 0, 0
    for letter in marked:
        if letter == BEGIN:
            begin = at
        elif letter == END:
            found.append((begin, at))
        else:
            at += 1
    return tuple(found)
