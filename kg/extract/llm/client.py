"""Asks a server for chat completions: what to try again and when, what to give up, what it has cost.

The API is OpenAI's "Create chat completion", as Ollama, llama.cpp, vLLM and others speak it too.
"""

from __future__ import annotations

import asyncio
import json
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

from kg.errors import ConfigError, ExtractionError
from kg.extract.llm.settings import LLMSettings

if TYPE_CHECKING:
    import httpx

__all__ = ["ChatClient", "Usage"]

FIRST_WAIT = 1.0
"""Seconds before the first retry, at most; doubled with each further one."""

LONGEST_WAIT = 60.0
"""Seconds that a retry is put off at most where the server does not say when to come back."""

LONGEST_RETRY_AFTER = 300.0
"""Seconds that a server may ask to wait: whoever asks for more is given up."""

CONNECT = 10.0
"""Seconds within which a server must accept a connection."""

_SETTINGS = {
    401: "set KG_LLM_API_KEY to a valid key",
    403: "use a KG_LLM_API_KEY that may use the model",
    404: "check KG_LLM_URL and KG_LLM_MODEL",
}
"""Statuses that no document is to blame for, and the remedy."""

_MALFORMED = (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError)
"""What taking an answer apart raises if it is not built as the API says."""


@dataclass(slots=True)
class Usage:
    """What was asked for and what it took."""

    requests: int = 0
    """Requests sent, retries included."""
    retries: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    unmetered: int = 0
    """Answers that did not say how many tokens they took."""


class ChatClient:
    """Sends messages to one model. Lives in one event loop; raises ConfigError if httpx is not installed."""

    def __init__(self, settings: LLMSettings) -> None:
        try:
            import httpx
        except ImportError as error:
            raise ConfigError(
                "the extractor 'llm' needs httpx: install it with pip install 'tech-rivalry-kg[llm]'"
            ) from error
        self.usage = Usage()
        self._settings = settings
        self._answered = False
        # The key is put on each request, not into a header of the client: a .netrc cannot replace it, and a
        # redirect, which is not followed, cannot carry it away.
        timeout = httpx.Timeout(None, connect=CONNECT)  # the rest is bounded as a whole, in `_send`
        self._http = httpx.AsyncClient(timeout=timeout, auth=self._authorise, follow_redirects=False)
        self._free = asyncio.Semaphore(settings.concurrency)

    def _authorise(self, request: httpx.Request) -> httpx.Request:
        if self._settings.api_key:
            request.headers["Authorization"] = f"Bearer {self._settings.api_key}"
        return request

    async def close(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    async def ask(self, messages: Sequence[Mapping[str, str]], schema: Mapping[str, Any]) -> list[Any]:
        """Return the list "claims" of the answer, whose items the model should have written to the schema.

        Raises ExtractionError if there is none to be had, ConfigError if no other request would fare better.
        """
        body = json.dumps(
            {
                "model": self._settings.model,
                "messages": list(messages),
                "temperature": 0,
                "max_tokens": self._settings.max_tokens,
                "response_format": {
                    "type": "json_schema",
                    "json_schema": {"name": "claims", "strict": True, "schema": schema},
                },
            }
        ).encode()
        async with self._free:
            try:
                return self._content(await self._send(body))
            except _MALFORMED:
                self.usage.retries += 1
            try:
                return self._content(await self._send(body))
            except _MALFORMED as error:
                raise ExtractionError(
                    f"the model's answer is not the JSON that was asked for, twice: {self._clean(repr(error))}: "
                    "use a model and a server that hold to a response_format of type json_schema"
                ) from None

    def _content(self, response: httpx.Response) -> list[Any]:
        """Return the claims as the model wrote them. Raises one of _MALFORMED if there are none."""
        answer = json.loads(response.content)
        self._count(answer.get("usage") if isinstance(answer, dict) else None)
        choice = answer["choices"][0]
        if choice.get("finish_reason") == "length":
            raise ExtractionError(
                f"the answer was cut off at {self._settings.max_tokens} tokens: "
                "raise KG_LLM_MAX_TOKENS or lower KG_LLM_PIECE"
            )
        if refusal := choice["message"].get("refusal"):
            raise ExtractionError(f"the model refused: {self._clean(str(refusal))}")
        claims = json.loads(choice["message"]["content"])["claims"]
        if not isinstance(claims, list):
            raise TypeError("claims is no list")
        return claims

    def _count(self, usage: Any) -> None:
        read, written = (
            (usage.get("prompt_tokens"), usage.get("completion_tokens")) if isinstance(usage, dict) else (None, None)
        )
        if isinstance(read, int) and isinstance(written, int):
            self.usage.tokens_in += read
            self.usage.tokens_out += written
        else:
            self.usage.unmetered += 1

    async def _send(self, body: bytes) -> httpx.Response:
        """Return the response of status 200, after as many retries as the settings allow."""
        import httpx

        url = f"{self._settings.url}/chat/completions"
        reason = ""
        for attempt in range(self._settings.retries + 1):
            asked = None
            if attempt:
                self.usage.retries += 1
            self.usage.requests += 1
            try:
                async with asyncio.timeout(self._settings.timeout):
                    response = await self._http.post(url, content=body, headers={"Content-Type": "application/json"})
            except TimeoutError:
                self._answered = True  # somebody is there
                reason = f"no answer within {self._settings.timeout:g} s: raise KG_LLM_TIMEOUT or lower KG_LLM_PIECE"
            except (httpx.RequestError, httpx.InvalidURL) as error:
                self._answered |= not isinstance(error, httpx.ConnectError | httpx.ConnectTimeout | httpx.InvalidURL)
                reason = self._clean(str(error) or type(error).__name__)
            else:
                self._answered = True
                if response.status_code == 200:
                    return response
                reason = self._failure(response)
                if response.status_code in _SETTINGS:
                    raise ConfigError(f"{url}: {reason}: {_SETTINGS[response.status_code]}")
                if response.status_code != 429 and response.status_code < 500:
                    raise ExtractionError(f"{url}: {reason}")
                asked = _retry_after(response.headers.get("Retry-After"))
                if asked is not None and asked > LONGEST_RETRY_AFTER:
                    raise ExtractionError(f"{url}: {reason}: asks to come back in {asked:.0f} s: try again then")
            if attempt < self._settings.retries:
                await asyncio.sleep(_wait(attempt) if asked is None else asked)
        tried = f"{url}: {reason} (tried {self._settings.retries + 1} times)"
        if not self._answered:
            raise ConfigError(f"{tried}: start the server or correct KG_LLM_URL")
        raise ExtractionError(tried)

    def _failure(self, response: httpx.Response) -> str:
        """Return the status with what the server says of it."""
        said = response.text
        try:
            error = response.json()["error"]
            said = error["message"] if isinstance(error, dict) else str(error)
        except _MALFORMED:
            pass  # then the body itself says what there is to say
        return self._clean(f"status {response.status_code} {response.reason_phrase}: {said}").rstrip(": ")

    def _clean(self, text: str) -> str:
        """Return what a server said as one short printable line, without the key should it repeat that."""
        if self._settings.api_key:
            text = text.replace(self._settings.api_key, "***")
        line = " ".join("".join(ch if ch.isprintable() else " " for ch in text).split())
        return line if len(line) <= 300 else f"{line[:300]}..."


def _wait(attempt: int) -> float:
    """Return how many seconds to wait after the attempt: doubled each time, and by chance up to half as long.

    The chance keeps requests that failed together from coming back together.
    """
    return float(min(LONGEST_WAIT, FIRST_WAIT * 2**attempt) * random.uniform(0.5, 1.0))


def _retry_after(value: str | None) -> float | None:
    """Return the seconds that a Retry-After header asks for (RFC 9110, section 10.2.3), or None if it asks for none."""
    if value is None:
        return None
    if value.strip().isdecimal():
        return float(value)
    try:
        then = parsedate_to_datetime(value)
    except ValueError:
        return None
    return max(0.0, (then.replace(tzinfo=then.tzinfo or UTC) - datetime.now(UTC)).total_seconds())
