"""A second extractor: a language model behind an OpenAI-compatible API proposes, text and ontology decide."""

from kg.extract.llm.extractor import LLMExtractor

__all__ = ["LLMExtractor"]
