"""The extractor: pieces of an article to the model, what it proposes through the gate, and the bill."""

from __future__ import annotations

import asyncio
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from functools import partial
from typing import Any

from spacy.tokens import Doc

import kg
from kg import gazetteer, vocab
from kg.errors import ExtractionError
from kg.extract.claims import statement_key
from kg.extract.llm.client import ChatClient
from kg.extract.llm.gate import Gate, Refusal
from kg.extract.llm.prompt import answer_schema, delimited, instructions
from kg.extract.llm.settings import LLMSettings, llm_settings
from kg.model import Claim

__all__ = ["LLMExtractor"]


class LLMExtractor:
    """Reads claims with the language model that the settings name.

    Requests are sent from a thread of their own, in an event loop; all else is done where the extractor is called.
    """

    name = "llm"

    def __init__(self, settings: LLMSettings | None = None) -> None:
        """`settings` are those of the environment by default.

        Raises ConfigError if one of them is missing or wrong, or if httpx is not installed.
        """
        self._settings = settings or llm_settings()
        self._client = ChatClient(self._settings)
        self._instructions = instructions()
        self._schema = answer_schema()
        self._known = gazetteer.load()
        self._symmetric = frozenset(name for name, relation in vocab.relations().items() if relation.symmetric)
        self._kept = 0
        self._undated = 0
        self._refused: Counter[str] = Counter()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None

    @property
    def version(self) -> str:
        """Name of the extractor and of the model, and version, as claims carry it."""
        return f"{self.name}/{self._settings.model}/{kg.__version__}"

    @property
    def ahead(self) -> int:
        """As many documents as there may be requests under way."""
        return self._settings.concurrency

    def __call__(self, doc: Doc) -> list[Claim]:
        """Return the claims of an annotated Doc that pass the gate, in the order of the model's answers.

        Raises ExtractionError that names the document if the server gives no usable answer, ConfigError if it
        would give none for any document.
        """
        return self.begin(doc)()

    def begin(self, doc: Doc) -> Callable[[], list[Claim]]:
        """Send the requests of a Doc and return a function that waits for what `__call__` gives."""
        parts = [(start, end) for start, end in _parts(doc, self._settings.piece) if doc.text[start:end].strip()]
        answers = [self._ask(doc.text[start:end]) for start, end in parts]
        return partial(self._finish, doc, parts, answers)

    def report(self) -> list[str]:
        """Return what the run has cost and what was refused and why, a line each."""
        usage = self._client.usage
        unmetered = f", {usage.unmetered:,} answers did not say" if usage.unmetered else ""
        lines = [
            f"{self.version}: {usage.requests:,} requests, {usage.retries:,} of them retries",
            f"tokens: {usage.tokens_in:,} in, {usage.tokens_out:,} out{unmetered}",
        ]
        prices = (self._settings.price_in, self._settings.price_out)
        if prices != (None, None):
            cost = (usage.tokens_in * (prices[0] or 0) + usage.tokens_out * (prices[1] or 0)) / 1_000_000
            lines.append(f"cost: {cost:,.4f}")
        lines.append(f"proposals: {self._kept:,} kept, {self._refused.total():,} refused")
        lines += [f"refused: {count:,}: {reason}" for reason, count in self._refused.most_common()]
        if self._undated:
            lines.append(f"without time: {self._undated:,}: the date expression denotes no interval")
        return lines

    def close(self) -> None:
        """Cancel the requests that are under way and close the connections. The extractor is of no use after."""
        if self._loop is None or self._thread is None:
            return
        asyncio.run_coroutine_threadsafe(self._cancel(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()
        self._loop = self._thread = None

    def _ask(self, text: str) -> Future[list[Any]]:
        if self._loop is None:
            self._loop = asyncio.new_event_loop()
            # A daemon: whoever forgets to close the extractor does not wait for the server at exit.
            self._thread = threading.Thread(target=self._loop.run_forever, name="kg-llm", daemon=True)
            self._thread.start()
        messages = [
            {"role": "system", "content": self._instructions},
            {"role": "user", "content": delimited(text)},
        ]
        return asyncio.run_coroutine_threadsafe(self._client.ask(messages, self._schema), self._loop)

    async def _cancel(self) -> None:
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        await self._client.close()

    def _finish(self, doc: Doc, parts: list[tuple[int, int]], answers: list[Future[list[Any]]]) -> list[Claim]:
        try:
            proposed = [answer.result() for answer in answers]
        except ExtractionError as error:
            raise ExtractionError(f"{doc.user_data['document'].id}: {error}") from error
        finally:
            for answer in answers:
                answer.cancel()
        gate = Gate(doc, self._known, self.version)
        claims: dict[tuple[object, ...], Claim] = {}
        for part, items in zip(parts, proposed, strict=True):
            for item in items:
                try:
                    found = gate.claims(item, part)
                except Refusal as refusal:
                    self._refused[str(refusal)] += 1
                    continue
                self._kept += 1
                for claim in found:
                    claims.setdefault(statement_key(claim, self._symmetric, claim.evidence.start), claim)
        self._undated += gate.undated
        return list(claims.values())


def _parts(doc: Doc, limit: int) -> Iterator[tuple[int, int]]:
    """Yield where to cut the text: as many whole sentences as fit the limit, in code points, at least one."""
    start = end = 0
    for sentence in doc.sents:
        if sentence.end_char - start > limit and end > start:
            yield start, end
            start = sentence.start_char
        end = sentence.end_char
    yield start, end
