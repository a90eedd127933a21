"""What a client can ask: functions of an open store that return what JSON can say, never more than a limit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from itertools import islice
from types import MappingProxyType
from typing import Any

import pyoxigraph as ox

from kg.errors import QueryError
from kg.query import (
    Parameter,
    Result,
    describe,
    find_entity,
    find_relation,
    guard,
    records,
    run,
    saved_queries,
    saved_query,
)
from kg.query.binding import Bindable
from kg.query.run import check_syntax
from kg.search import search
from kg.store import Store
from kg.store.terms import prefixes
from kg.store.turtle import turtle
from kg.vocab import relations

__all__ = ["ANSWERS", "LIMIT", "MOST"]

LIMIT = 20
"""Rows that come back if nobody says how many."""
MOST = 200
"""Rows that come back at most."""

_CLAIMS = """
SELECT ?claim ?subject ?subjectLabel ?relation ?object ?objectLabel ?polarity ?modality ?attributedTo ?confidence
       ?validFrom ?validTo ?sentence ?title ?publisher ?published ?url ?document
WHERE {{
  {ends}
  ?claim rdf:subject ?subject ; rdf:predicate ?relation ; rdf:object ?object ;
         kg:polarity ?polarity ; kg:modality ?modality ; kg:confidence ?confidence ;
         prov:wasDerivedFrom ?document ; kg:evidence/oa:hasSelector/oa:exact ?sentence .
  {filters}
  OPTIONAL {{ ?document dcterms:issued ?published }}
  {days}
  OPTIONAL {{ ?document dcterms:title ?title }}
  OPTIONAL {{ ?document dcterms:publisher ?publisher }}
  OPTIONAL {{ ?document dcterms:source ?url }}
  OPTIONAL {{ ?claim kg:validFrom ?validFrom }}
  OPTIONAL {{ ?claim kg:validTo ?validTo }}
  OPTIONAL {{ ?claim kg:attributedTo/skos:prefLabel ?attributedTo }}
  OPTIONAL {{ ?subject skos:prefLabel ?subjectLabel }}
  OPTIONAL {{ ?object skos:prefLabel ?objectLabel }}
}}
ORDER BY DESC(?published) ?claim
OFFSET {offset} LIMIT {limit}
"""


def _search(
    store: Store,
    words: str,
    *,
    limit: int = LIMIT,
    entity: str | None = None,
    relation: str | None = None,
    since: str | None = None,
    until: str | None = None,
) -> dict[str, Any]:
    hits = search(
        store,
        words,
        limit=_bounded(limit),
        entity=find_entity(store, entity) if entity else None,
        relation=find_relation(relation, store.base) if relation else None,
        since=_day(since),
        until=_day(until),
    )
    found = [hit.as_json() for hit in hits]
    return {
        "entities": [hit for hit in found if hit["kind"] == "entity"],
        "claims": [hit for hit in found if hit["kind"] == "claim"],
    }


def _entity(store: Store, name: str, *, at: str | None = None) -> dict[str, Any]:
    return asdict(describe(store, find_entity(store, name), at=_day(at)))


def _claims(
    store: Store,
    *,
    entity: str | None = None,
    other: str | None = None,
    relation: str | None = None,
    polarity: str | None = None,
    modality: str | None = None,
    since: str | None = None,
    until: str | None = None,
    min_confidence: float = 0.0,
    offset: int = 0,
    limit: int = LIMIT,
) -> dict[str, Any]:
    if other and not entity:
        raise QueryError("other stands beside entity: give both, or entity alone")
    if not 0 <= min_confidence <= 1:
        raise QueryError(f"min_confidence {min_confidence} is not between 0 and 1")
    given: dict[str, Bindable] = {}
    ends, filters, days = "", [], []
    for name, value in (("entity", entity), ("other", other)):
        if value:
            given[name] = ox.NamedNode(find_entity(store, value))
    if other:
        ways = (("entity", "other"), ("other", "entity"))
        ends = " UNION ".join(f"{{ ?claim rdf:subject ?{one} ; rdf:object ?{two} }}" for one, two in ways)
    elif entity:
        ends = "{ ?claim rdf:subject ?entity } UNION { ?claim rdf:object ?entity }"
    if relation:
        given["relation"] = ox.NamedNode(f"{store.base}{find_relation(relation, store.base)}")
    for name, value in (("polarity", polarity), ("modality", modality)):
        if value:
            given[name] = ox.NamedNode(f"{store.base}{_one_of(name, value)}")
    if min_confidence:
        given["least"] = Decimal(str(min_confidence))
        filters.append("FILTER(?confidence >= ?least)")
    for name, value, sign in (("since", since, ">="), ("until", until, "<=")):
        if day := _day(value):
            given[name] = day
            days.append(f"FILTER(BOUND(?published) && ?published {sign} ?{name})")
    bounded = _bounded(limit)
    sparql = _CLAIMS.format(
        ends=ends,
        filters=" ".join(filters),
        days=" ".join(days),
        offset=max(0, int(offset)),
        limit=bounded + 1,
    )
    rows = [{name: _json(value) for name, value in row.items()} for row in records(run(store, sparql, given))]
    return {"claims": [_shortened(store, row) for row in rows[:bounded]], "more": len(rows) > bounded}


_SHAPE = """\
?claim a kg:Claim ; rdf:subject ?s ; rdf:predicate ?relation ; rdf:object ?o ; kg:polarity ?polarity ;
  kg:modality ?modality ; kg:confidence ?confidence ; prov:wasDerivedFrom ?document ;
  kg:evidence/oa:hasSelector/oa:exact ?sentence .
?document dcterms:issued ?day ; dcterms:publisher ?publisher ; dcterms:title ?title .
The bare triple ?s ?relation ?o stands only for what is affirmed and actual, once for each document that says it.
"""

_WORDS = {
    "polarity": ("affirmed", "negated"),
    "modality": ("actual", "planned", "possible", "requested", "conditional", "alleged"),
}


def _one_of(name: str, value: str) -> str:
    if value not in _WORDS[name]:
        raise QueryError(f"{name} {value!r} is none of {', '.join(_WORDS[name])}")
    return value


def _shortened(store: Store, row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row without what it lacks, relation, polarity and modality by their local names."""
    local = {"relation", "polarity", "modality"}
    return {
        name: str(value).removeprefix(store.base) if name in local else value
        for name, value in row.items()
        if value is not None
    }


def _queries(_: Store) -> dict[str, Any]:
    return {
        "queries": [
            {
                "name": each.name,
                "title": each.title,
                "description": each.description,
                "parameters": [_parameter(parameter) for parameter in each.parameters or ()],
                "columns": list(each.columns),
            }
            for each in saved_queries().values()
        ]
    }


def _parameter(parameter: Parameter) -> dict[str, Any]:
    about = {"name": parameter.name, "type": parameter.kind, "description": parameter.description}
    return {**about, "required": parameter.required, "default": parameter.default}


def _run_query(
    store: Store, name: str, *, parameters: Mapping[str, Any] | None = None, limit: int = LIMIT
) -> dict[str, Any]:
    given = {key: str(value) for key, value in (parameters or {}).items()}
    return _result(saved_query(name).run(store, given), _bounded(limit))


def _sparql(store: Store, query: str, *, limit: int = LIMIT) -> dict[str, Any]:
    guard(query, base=store.base)
    spaces = prefixes(store.base)
    check_syntax(query, spaces)
    bounded = _bounded(limit)
    try:
        found = store.query(query)
        if isinstance(found, ox.QueryBoolean):
            return {"answer": bool(found)}
        if isinstance(found, ox.QuerySolutions):
            names = tuple(variable.value for variable in found.variables)
            rows = tuple(tuple(row[name] for name in names) for row in islice(found, bounded + 1))
            return _result(Result("table", spaces, names, rows), bounded)
        return _result(Result("graph", spaces, triples=tuple(islice(found, bounded + 1))), bounded)
    except (OSError, RuntimeError, ValueError, SyntaxError) as error:
        raise QueryError(f"the query cannot be carried out: {error}") from error


def _result(result: Result, limit: int) -> dict[str, Any]:
    if result.kind == "answer":
        return {"answer": result.answer}
    if result.kind == "graph":
        text = turtle(result.triples[:limit], result.prefixes).decode()
        return {"turtle": text, "more": len(result.triples) > limit}
    rows = [{name: _json(value) for name, value in row.items()} for row in records(result)]
    return {"columns": list(result.variables), "rows": rows[:limit], "more": len(rows) > limit}


def _vocabulary(store: Store) -> dict[str, Any]:
    return {
        "prefixes": prefixes(store.base),
        "relations": [
            {
                "name": each.name,
                "definition": each.definition,
                "from": list(each.domain),
                "to": list(each.range),
                "symmetric": each.symmetric,
                "sign": each.sign,
            }
            for each in relations().values()
        ],
        **{name: list(values) for name, values in _WORDS.items()},
        "shape": _SHAPE,
    }


def _json(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _bounded(limit: int) -> int:
    if limit < 1:
        raise QueryError(f"a limit of {limit} finds nothing: give 1 to {MOST}")
    return min(int(limit), MOST)


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise QueryError(f"{text!r} is no day: give one such as 2025-04-26") from error


ANSWERS: Mapping[str, Callable[..., dict[str, Any]]] = MappingProxyType(
    {
        "search": _search,
        "entity": _entity,
        "claims": _claims,
        "saved_queries": _queries,
        "run_saved_query": _run_query,
        "sparql": _sparql,
        "vocabulary": _vocabulary,
    }
)
"""Functions of a store by the name of the tool."""
