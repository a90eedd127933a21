"""Questions to the graph: SPARQL, saved queries with typed parameters, and what they give back."""

from __future__ import annotations

from kg.query.article import Article, Passage, article
from kg.query.backing import Backing
from kg.query.derivation import Drawn, Ground
from kg.query.entity import Card, Neighbour, Relationship, describe
from kg.query.guard import MAX_LENGTH, guard
from kg.query.names import find_entity, find_relation, find_unmerged, suggest
from kg.query.overview import ClassCount, Overview, RelationCount, overview
from kg.query.parameters import Parameter, ParameterError, mistaken
from kg.query.results import FORMATS, Result, records, table, write
from kg.query.roles import Role
from kg.query.run import run
from kg.query.saved import SavedQuery, parse, read_query, run_saved, saved_queries, saved_query
from kg.query.statement import Mark, Named, Statement, Where, statement, statements
from kg.query.unknown import unknown_terms
from kg.query.why import Stated, Why, find_object, find_property, why

__all__ = [
    "FORMATS",
    "MAX_LENGTH",
    "Article",
    "Backing",
    "Card",
    "ClassCount",
    "Drawn",
    "Ground",
    "Mark",
    "Named",
    "Neighbour",
    "Overview",
    "Parameter",
    "ParameterError",
    "Passage",
    "RelationCount",
    "Relationship",
    "Result",
    "Role",
    "SavedQuery",
    "Stated",
    "Statement",
    "Where",
    "Why",
    "article",
    "describe",
    "find_entity",
    "find_object",
    "find_property",
    "find_relation",
    "find_unmerged",
    "guard",
    "mistaken",
    "overview",
    "parse",
    "read_query",
    "records",
    "run",
    "run_saved",
    "saved_queries",
    "saved_query",
    "statement",
    "statements",
    "suggest",
    "table",
    "unknown_terms",
    "why",
    "write",
]
