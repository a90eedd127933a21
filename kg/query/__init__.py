"""Questions to the graph: SPARQL, saved queries with typed parameters, and what they give back."""

from __future__ import annotations

from kg.query.entity import Card, Neighbour, Relationship, describe
from kg.query.guard import MAX_LENGTH, guard
from kg.query.names import find_entity, find_relation, find_unmerged, suggest
from kg.query.parameters import Parameter, ParameterError
from kg.query.results import FORMATS, Result, records, table, write
from kg.query.roles import Role
from kg.query.run import run
from kg.query.saved import SavedQuery, parse, read_query, run_saved, saved_queries, saved_query
from kg.query.unknown import unknown_terms

__all__ = [
    "FORMATS",
    "MAX_LENGTH",
    "Card",
    "Neighbour",
    "Parameter",
    "ParameterError",
    "Relationship",
    "Result",
    "Role",
    "SavedQuery",
    "describe",
    "find_entity",
    "find_relation",
    "find_unmerged",
    "guard",
    "parse",
    "read_query",
    "records",
    "run",
    "run_saved",
    "saved_queries",
    "saved_query",
    "suggest",
    "table",
    "unknown_terms",
    "write",
]
