"""Layer 1 finds predicates with their roles, layer 2 types them as relations, factuality qualifies them."""

from kg.extract.backends import AheadExtractor, Extractor, load_extractor
from kg.extract.claims import RuleExtractor

__all__ = ["AheadExtractor", "Extractor", "RuleExtractor", "load_extractor"]
