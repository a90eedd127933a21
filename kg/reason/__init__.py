"""What follows from the graph by rules, and whether it is of the shape that the ontology asks for."""

from __future__ import annotations

from kg.reason.inference import Inferred, infer
from kg.reason.rules import Rule, parse_rule, rules

__all__ = ["Inferred", "Rule", "infer", "parse_rule", "rules"]
