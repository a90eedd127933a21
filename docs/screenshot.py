"""Takes the pictures of README.md and docs/views.md: each view of the demo's graph in Debian's Chromium.

    python docs/screenshot.py [STORE]

Writes docs/images/VIEW.png. Without STORE it builds the demo's graph first. Needs `apt-get install chromium`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from PIL import Image

from kg import ingest, pipeline
from kg.cli.view import write_page
from kg.demo import demo_articles
from kg.errors import KgError
from kg.store import LocalStore

IMAGES = Path(__file__).parent / "images"
SIZE = (1400, 900)
COLOURS = 256
"""Colours of a picture: a third of the size of one with all of them, and no difference to the eye."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A view, its parameters, and what the address of the page asks it to show."""

    view: str
    given: Mapping[str, Any] = field(default_factory=dict)
    state: Mapping[str, str] = field(default_factory=dict)


PICTURES: Mapping[str, Picture] = {
    "overview": Picture("overview"),
    "communities": Picture("overview", state={"fold": " ".join(map(str, range(8)))}),
    "ego": Picture("ego", {"entity": "Nvidia"}),
    "path": Picture("path", {"start": "Huawei", "end": "Nvidia"}, {"item": "0"}),
    "rivalry": Picture("rivalry", state={"theme": "dark"}),
    "timeline": Picture("timeline", state={"theme": "dark", "period": "2024-01 2024-12"}),
    "diff": Picture("diff", {"before": "2024", "after": "2025"}),
    "evidence": Picture("evidence", {"subject": "United States", "object": "China"}),
}
"""By the name of the file."""


def main() -> None:
    """Take all pictures."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        store = Path(sys.argv[1]) if len(sys.argv) > 1 else _build(folder / "graph")
        IMAGES.mkdir(exist_ok=True)
        for file, picture in PICTURES.items():
            page, target = folder / f"{file}.html", IMAGES / f"{file}.png"
            write_page(store, page, picture.view, dict(picture.given))
            _photograph(page, urlencode({"theme": "light", **picture.state}), target)
            sys.stdout.write(f"{target}: {target.stat().st_size // 1000} kB\n")


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
        with Image.open(made) as seen:
            _reduced(seen.convert("RGB")).save(picture, optimize=True)


def _reduced(seen: Image.Image) -> Image.Image:
    """Return the picture in its most frequent colours; those between, at the rims of letters, become the nearest."""
    counts = seen.getcolors(seen.width * seen.height) or []
    colours = [colour for _, colour in sorted(counts, reverse=True)[:COLOURS]]
    palette = Image.new("P", (1, 1))
    palette.putpalette([part for colour in colours for part in colour])  # type: ignore[union-attr]
    return seen.quantize(palette=palette, dither=Image.Dither.NONE)


if __name__ == "__main__":
    main()
