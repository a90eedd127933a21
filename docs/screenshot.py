"""Takes the pictures of the README: the page of the demo's graph in Debian's Chromium.

    python docs/screenshot.py [STORE]

Writes docs/images/overview.png, evidence.png and report.png. Without STORE it builds the demo's graph first. Needs
`apt-get install chromium`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlencode

from kg import ingest, pipeline
from kg.cli.report import write_report
from kg.cli.view import write_page
from kg.demo import demo_articles
from kg.errors import KgError
from kg.ids import content_hash, entity_iri
from kg.store import LocalStore

IMAGES = Path(__file__).parent / "images"
SIZE = (1400, 900)

EXPORTS = content_hash(entity_iri("united-states"), "restrictsExportsTo", entity_iri("china"), "affirmed", "actual")
"""The id that `kg.view.payload` gives the relation "United States restricts exports to China"."""

VIEWS: Mapping[str, Mapping[str, str]] = {
    "overview": {"theme": "light"},
    "evidence": {"theme": "light", "edge": EXPORTS},
}
"""What the address of the page asks it to show, by the name of the picture."""


def main() -> None:
    """Take all pictures."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        store = Path(sys.argv[1]) if len(sys.argv) > 1 else _build(folder / "graph")
        write_page(store, folder / "graph.html")
        IMAGES.mkdir(exist_ok=True)
        for view, state in VIEWS.items():
            picture = IMAGES / f"{view}.png"
            _photograph(folder / "graph.html", urlencode(state), picture)
            sys.stdout.write(f"{picture}: {picture.stat().st_size // 1000} kB\n")
        write_report(str(store), folder / "report.html", ["China", "United States"])
        _photograph(folder / "report.html", "", IMAGES / "report.png")


def _build(path: Path) -> Path:
    with LocalStore(path) as store:
        pipeline.build(store, ingest.read(demo_articles(), skipped=lambda skip: None))
    return path


def _photograph(page: Path, fragment: str, picture: Path) -> None:
    """Write what the browser shows. Raises KgError if it is missing, fails or writes nothing."""
    chromium = shutil.which("chromium")
    if chromium is None:
        raise KgError("chromium is missing: apt-get install chromium")
    with tempfile.TemporaryDirectory() as profile:
        made = Path(profile) / "picture.png"
        command = [
            chromium,
            "--headless=new",
            "--disable-gpu",
            "--hide-scrollbars",
            "--force-prefers-reduced-motion",
            "--virtual-time-budget=10000",
            f"--user-data-dir={profile}",
            f"--window-size={SIZE[0]},{SIZE[1]}",
            f"--screenshot={made}",
            *(["--no-sandbox"] if os.geteuid() == 0 else []),
            f"{page.as_uri()}#{fragment}",
        ]
        run = subprocess.run(command, capture_output=True, text=True, timeout=120)
        if run.returncode or not made.is_file():
            raise KgError(f"{chromium} took no picture: {run.stderr.strip()[-500:]}")
        shutil.copyfile(made, picture)


if __name__ == "__main__":
    main()
