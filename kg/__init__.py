"""A knowledge graph of geopolitical tech rivalry: articles in, typed and sourced claims out."""

__version__ = "0.1.0"

__all__ = ["__version__"]
