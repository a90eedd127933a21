"""Layer 1 finds predicates with their roles, layer 2 types them as relations, factuality qualifies them."""

from kg.extract.backends import Extractor, load_extractor
from kg.extract.claims import RuleExtractor

__all__ = ["Extractor", "RuleExtractor", "load_extractor"]
