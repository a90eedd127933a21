"""Measures extraction against gold claims."""

from kg.evaluate.gold import GoldClaim, GoldDocument, read_gold
from kg.evaluate.score import Score, score

__all__ = ["GoldClaim", "GoldDocument", "Score", "read_gold", "score"]
