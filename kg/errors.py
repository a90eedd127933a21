"""The errors that this package raises; each says whether to skip the item or to stop the run."""

from __future__ import annotations

__all__ = ["ConfigError", "ExtractionError", "InputError", "KgError", "OntologyError", "QueryError", "StoreError"]


class KgError(Exception):
    """Base of all errors of this package. The message names the place and the remedy."""


class InputError(KgError):
    """A document, line or file cannot be read. Skip it, count it, go on, and exit with status 1."""


class ExtractionError(KgError):
    """A document cannot be extracted, others may. Skip it, count it, go on, and exit with status 1."""


class ConfigError(KgError):
    """A setting or option is wrong. Stop: nothing was done yet."""


class OntologyError(KgError):
    """A file in `ontology/` or a gazetteer of the user's is wrong. Stop: what it would load cannot be trusted."""


class StoreError(KgError):
    """The store cannot be opened, is in use, or was written by a newer version. Stop the run."""


class QueryError(KgError):
    """A query is malformed or a parameter is wrong. Nothing was changed; correct it and ask again."""
