"""Measures a server under many clients at once: how fast it answers, and whether each answer is the right one.

Each client keeps a connection and sends one request after the other, without a pause, so that there are always as many
requests under way as there are clients. Whatever a request was answered with at first must come back from then on, byte
for byte: the graph is the same.
"""

from __future__ import annotations

import asyncio
import os
import random
import re
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit

from kg.errors import KgError

__all__ = ["REQUESTS", "Load", "measure", "percentile", "serving"]


def _sparql(query: str) -> str:
    return f"/sparql?query={quote(query)}&format=json"


REQUESTS: Mapping[str, Sequence[str]] = {
    "SPARQL, one join": (
        _sparql("SELECT ?who ?whom { ?claim rdf:predicate kg:competesWith ; rdf:subject ?who ; rdf:object ?whom }"),
        _sparql("SELECT ?name { ent:china rdfs:label ?name }"),
        _sparql("ASK { ent:united-states kg:competesWith ent:china }"),
    ),
    "SPARQL, counts": (
        _sparql("SELECT ?relation (COUNT(*) AS ?n) { ?claim rdf:predicate ?relation } GROUP BY ?relation ORDER BY ?n"),
    ),
    "SPARQL, graph": (f"/sparql?query={quote('DESCRIBE ent:united-states')}&format=turtle",),
    "list": ("/", "/claims", "/entities", "/documents"),
    "saved query": ("/queries/rivalries?minimum=1", "/queries/competitors?entity=China"),
}
"""What the clients ask for, by kind, besides entities."""

_ENTITIES = """SELECT ?entity { ?claim rdf:subject|rdf:object ?entity
  FILTER (STRSTARTS(STR(?entity), STR(ent:))) } GROUP BY ?entity ORDER BY DESC(COUNT(?claim)) LIMIT 300"""


@dataclass(frozen=True, slots=True)
class Load:
    """What came of it."""

    clients: int
    seconds: float
    latencies: Mapping[str, Sequence[float]]
    """Seconds from sending a request to the last byte of its answer, by kind, sorted; of right answers alone."""
    errors: Mapping[str, int]
    """How often what went wrong: another status than 200, another body than before, a connection that ended."""

    @property
    def answered(self) -> int:
        """How many right answers there were."""
        return sum(map(len, self.latencies.values()))


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value that this share of the sorted values does not exceed.

    >>> percentile([1.0, 2.0, 3.0, 4.0], 0.5), percentile([1.0, 2.0, 3.0, 4.0], 0.99)
    (2.0, 4.0)
    """
    return values[max(0, min(len(values), -int(-share * len(values) // 1)) - 1)]


async def measure(url: str, *, clients: int, seconds: float) -> Load:
    """Return how the server at this address does. Raises KgError if it does not answer a request sent alone."""
    place = urlsplit(url)
    host, port = place.hostname or "127.0.0.1", place.port or 80
    requests = {**REQUESTS, **await _entities(url, host, port)}
    right: dict[str, bytes] = {}
    latencies: defaultdict[str, list[float]] = defaultdict(list)
    errors: Counter[str] = Counter()
    kinds = list(requests)
    end = time.perf_counter() + seconds

    async def client(number: int) -> None:
        choice = random.Random(number)
        connection: _Connection | None = None
        while time.perf_counter() < end:
            kind = choice.choice(kinds)
            path = choice.choice(requests[kind])
            start = time.perf_counter()
            try:
                connection = connection or await _Connection.open(host, port)
                status, body = await connection.get(path)
            except (OSError, EOFError, ValueError) as error:
                errors[f"{kind}: {error or type(error).__name__}"] += 1
                connection = None
                continue
            if status != 200:
                errors[f"{kind}: status {status}"] += 1
            elif body != right.setdefault(path, body):
                errors[f"{kind}: another answer than before"] += 1
            else:
                latencies[kind].append(time.perf_counter() - start)
        if connection is not None:
            connection.close()

    start = time.perf_counter()
    await asyncio.gather(*map(client, range(clients)))
    took = time.perf_counter() - start
    return Load(clients, took, {kind: sorted(latencies[kind]) for kind in kinds}, dict(errors))


async def _entities(url: str, host: str, port: int) -> dict[str, list[str]]:
    """Return requests for the entities of most claims, as pages and as data."""
    path = f"/sparql?query={quote(_ENTITIES)}&format=csv"
    try:
        connection = await _Connection.open(host, port)
        status, body = await connection.get(path)
        connection.close()
    except (OSError, EOFError, ValueError) as error:
        raise KgError(f"{url}: does not answer: {error}: start it with `kg serve`") from error
    if status != 200:
        raise KgError(f"{url}: is no server of ours: {status} for {path}")
    paths = [urlsplit(iri).path for iri in body.decode().split()[1:]]
    paths = [path[path.index("/entity/") :] for path in paths]
    return {"entity as page": paths, "entity as Turtle": [f"{path}.ttl" for path in paths]}


@contextmanager
def serving(store: Path) -> Iterator[str]:
    """Give the address of a server of this store, which runs in a process of its own until the end of the block.

    Raises KgError with what it says if it does not start.
    """
    command = [sys.executable, "-m", "kg", "serve", "--store", str(store), "--port", "0"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"}
    ) as process:
        try:
            found = re.search(r"http://\S+/", process.stdout.readline() if process.stdout else "")
            if found is None:
                said = process.stderr.read().strip() if process.stderr else ""
                raise KgError(said.removeprefix("error: ") or "the server does not start, and does not say why")
            yield found[0]
        finally:
            process.terminate()


class _Connection:
    """HTTP/1.1 as far as it takes: a client library would cost more of the processor than the server it measures."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, host: str) -> None:
        self._reader = reader
        self._writer = writer
        self._host = host

    @classmethod
    async def open(cls, host: str, port: int) -> _Connection:
        reader, writer = await asyncio.open_connection(host, port)
        return cls(reader, writer, f"{host}:{port}")

    async def get(self, path: str) -> tuple[int, bytes]:
        """Return status and body. Raises OSError or EOFError if the connection ends, ValueError if it is no HTTP."""
        self._writer.write(f"GET {path} HTTP/1.1\r\nHost: {self._host}\r\nAccept: */*\r\n\r\n".encode())
        head = (await self._reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        status = int(head.split(" ", 2)[1])
        length = next(line for line in head.split("\r\n") if line.startswith("content-length:"))
        return status, await self._reader.readexactly(int(length.partition(":")[2]))

    def close(self) -> None:
        self._writer.close()
