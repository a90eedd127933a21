"""Linking: every argument of a claim gets the IRI of the entity that it stands for, and names of one become one."""

from __future__ import annotations

from kg.link.enrichment import PENDING, enrich, languages, pending, targets, write_pending
from kg.link.joins import RULES, joins
from kg.link.judgement_file import read_judgements
from kg.link.kinds import agree, specific
from kg.link.linker import Linker
from kg.link.proposals import Context, Proposal, propose
from kg.link.resolver import WIKIDATA, Groups, Resolver, group, is_elsewhere
from kg.link.wikidata import API, Wikidata

__all__ = [
    "API",
    "PENDING",
    "RULES",
    "WIKIDATA",
    "Context",
    "Groups",
    "Linker",
    "Proposal",
    "Resolver",
    "Wikidata",
    "agree",
    "enrich",
    "group",
    "is_elsewhere",
    "joins",
    "languages",
    "pending",
    "propose",
    "read_judgements",
    "specific",
    "targets",
    "write_pending",
]
