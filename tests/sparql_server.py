"""A real SPARQL server for the tests: `oxigraph serve` on a free port of loopback."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

__all__ = ["SparqlServer"]


class SparqlServer:
    """Runs from construction until `stop`; its data stands in a directory, so that `start` finds it again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.start()

    def start(self) -> None:
        program = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or "oxigraph"
        command = [program, "serve", "--location", str(self.folder), "--bind", f"127.0.0.1:{self.port}"]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(200):
            try:
                urllib.request.urlopen(f"{self.url}/query?query=ASK%7B%7D", timeout=5).close()
                return
            except urllib.error.URLError:
                time.sleep(0.05)
        raise RuntimeError(f"{program} does not answer")

    def stop(self, *, kill: bool = False) -> None:
        (self.process.kill if kill else self.process.terminate)()
        self.process.wait()

    def clear(self) -> None:
        self.update("DROP ALL")

    def update(self, sparql: str) -> None:
        kind = {"Content-Type": "application/sparql-update"}
        urllib.request.urlopen(urllib.request.Request(f"{self.url}/update", sparql.encode(), kind), timeout=30).close()
