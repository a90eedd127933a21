"""Text in, spaCy documents out, with names, dates and coreference on them."""

from kg.annotate.named import named_mentions
from kg.annotate.nlp import annotate, load_language

__all__ = ["annotate", "load_language", "named_mentions"]
