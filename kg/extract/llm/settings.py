"""Which language model to ask and how, from the environment."""

from __future__ import annotations

import math
import os
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from kg.errors import ConfigError

__all__ = ["LLMSettings", "llm_settings"]


@dataclass(frozen=True, slots=True)
class LLMSettings:
    """What the extractor is told from outside; each field names its environment variable."""

    url: str
    """KG_LLM_URL: address of the API, such as http://127.0.0.1:11434/v1, to which /chat/completions is added."""
    model: str
    """KG_LLM_MODEL: what the server calls the model."""
    api_key: str | None = field(default=None, repr=False)
    """KG_LLM_API_KEY: goes out as bearer token and nowhere else; servers on one's own machine mostly need none."""
    timeout: float = 120.0
    """KG_LLM_TIMEOUT: seconds that one request may take from beginning to end."""
    retries: int = 4
    """KG_LLM_RETRIES: how often a request is repeated that the server was too busy for, or did not answer."""
    max_tokens: int = 8192
    """KG_LLM_MAX_TOKENS: longest answer to one request."""
    piece: int = 6000
    """KG_LLM_PIECE: longest text, in code points, that one request asks about; cut between sentences."""
    concurrency: int = 4
    """KG_LLM_CONCURRENCY: requests under way at the same time."""
    price_in: float | None = None
    """KG_LLM_PRICE_IN: price of a million tokens of prompt, in any currency; only for the report."""
    price_out: float | None = None
    """KG_LLM_PRICE_OUT: price of a million tokens of answer, in the same currency."""


def llm_settings() -> LLMSettings:
    """Return the settings of this process.

    Raises ConfigError that names the variable and what to set it to.
    """
    defaults = LLMSettings("", "")
    return LLMSettings(
        url=_url(_needed("KG_LLM_URL", "the address of an OpenAI-compatible API, such as http://127.0.0.1:11434/v1")),
        model=_needed("KG_LLM_MODEL", "the name that the server has for the model"),
        api_key=_key(),
        timeout=_number("KG_LLM_TIMEOUT", 0.001, "number of seconds") or defaults.timeout,
        retries=_count("KG_LLM_RETRIES", defaults.retries, 0),
        max_tokens=_count("KG_LLM_MAX_TOKENS", defaults.max_tokens, 1),
        piece=_count("KG_LLM_PIECE", defaults.piece, 1),
        concurrency=_count("KG_LLM_CONCURRENCY", defaults.concurrency, 1),
        price_in=_number("KG_LLM_PRICE_IN", 0.0, "price"),
        price_out=_number("KG_LLM_PRICE_OUT", 0.0, "price"),
    )


def _text(name: str) -> str:
    return os.environ.get(name, "").strip()


def _needed(name: str, what: str) -> str:
    value = _text(name)
    if not value:
        raise ConfigError(f"{name} is not set: the extractor 'llm' needs {what}")
    return value


def _url(value: str) -> str:
    if "@" in value:
        raise ConfigError("KG_LLM_URL holds a user name or password: leave it out and set KG_LLM_API_KEY")
    wrong = f"KG_LLM_URL={value!r} is no address of an API: give one such as http://127.0.0.1:11434/v1"
    try:
        parts = urlsplit(value)
        usable = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
    except ValueError as error:
        raise ConfigError(f"{wrong} ({error})") from error
    if not usable or parts.query or parts.fragment:
        raise ConfigError(wrong)
    return value.rstrip("/")


def _key() -> str | None:
    """Return the key. The message does not show it."""
    value = _text("KG_LLM_API_KEY")
    if not value.isascii() or not value.isprintable() or " " in value:
        raise ConfigError("KG_LLM_API_KEY has characters that no key has: set it to the key alone, in one line")
    return value or None


def _number(name: str, least: float, what: str) -> float | None:
    """Return the number that a variable is set to, None if it is not."""
    value = _text(name)
    if not value:
        return None
    try:
        number = float(value)
    except ValueError:
        number = math.nan
    if not least <= number < math.inf:
        raise ConfigError(f"{name}={value!r} is no {what}: give a number of at least {least:g}")
    return number


def _count(name: str, default: int, least: int) -> int:
    value = _text(name)
    if not value:
        return default
    if not (value.isascii() and value.isdigit() and int(value) >= least):
        raise ConfigError(f"{name}={value!r} is no whole number of at least {least}")
    return int(value)
