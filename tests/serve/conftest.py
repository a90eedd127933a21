"""A served sample: in this process for what a request gives, and as a process of its own for real clients."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from contextlib import contextmanager

import psutil
import pytest
from chromium import chromium
from sample_graph import ENTITIES, SAYINGS, sample

from kg.serve import ServeOptions


def build(path):
    """Write the sample to a store, and return its directory."""
    from kg.store import LocalStore

    with LocalStore(path, entities=ENTITIES) as store:
        for document_id in SAYINGS:
            store.add(*sample(document_id), extractor="rules/1")
    return path


@contextmanager
def client_of(path, **options):
    """Give a client of an application that serves a store."""
    from starlette.testclient import TestClient

    from kg.serve.app import make_app

    with TestClient(make_app(ServeOptions(path, workers=1, **options)), base_url="http://localhost") as client:
        yield client


@pytest.fixture(scope="session")
def served_path(tmp_path_factory):
    """Return the directory of a store with the whole sample, which no test changes."""
    return build(tmp_path_factory.mktemp("served") / "graph")


@pytest.fixture(scope="session")
def client(served_path):
    """Return a client of the sample."""
    with client_of(served_path) as client:
        yield client


class Served:
    """`kg serve` in a process of its own."""

    def __init__(self, path, *arguments):
        self.process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "kg",
                "serve",
                "--store",
                str(path),
                "--port",
                "0",
                *(arguments or ("--workers", "1")),
            ],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )
        self.said = []
        for line in self.process.stdout:
            self.said.append(line)
            if found := re.search(r"http://\S+/", line):
                self.url = found[0]
                return
        raise AssertionError("".join(self.said))

    def children(self):
        """Return the process numbers of the servers that it has started."""
        return [child.pid for child in psutil.Process(self.process.pid).children()]


def gone(pids, seconds=5):
    """Return whether none of the processes runs any longer, at the latest then."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if not any(_runs(pid) for pid in pids):
            return True
        time.sleep(0.02)
    return False


def _runs(pid):
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


@pytest.fixture(scope="session")
def served(served_path):
    """Return the sample as a process of its own serves it."""
    server = Served(served_path)
    yield server
    server.process.terminate()
    server.process.wait(10)


@pytest.fixture(scope="session")
def driver():
    """Return a headless Chromium that reaches nothing but loopback, or skip the test."""
    with chromium(reach="127.0.0.1") as browser:
        yield browser
