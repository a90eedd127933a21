"""Takes the pictures of README.md and docs/views.md: each view of the demo's graph in Debian's Chromium.

    python docs/screenshot.py [STORE]

Writes docs/images/VIEW.png and report.png. Without STORE it builds the demo's graph first. Needs
`apt-get install chromium chromium-driver`.
"""

from __future__ import annotations

import io
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from PIL import Image
from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.support.ui import WebDriverWait

from kg import ingest, pipeline
from kg.cli.report import write_report
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
    with tempfile.TemporaryDirectory() as name, _browser() as browser:
        folder = Path(name)
        store = Path(sys.argv[1]) if len(sys.argv) > 1 else _build(folder / "graph")
        IMAGES.mkdir(exist_ok=True)
        for file, picture in PICTURES.items():
            page, target = folder / f"{file}.html", IMAGES / f"{file}.png"
            write_page(store, page, picture.view, dict(picture.given))
            _photograph(browser, f"{page.as_uri()}#{urlencode({'theme': 'light', **picture.state})}", target)
            sys.stdout.write(f"{target}: {target.stat().st_size // 1000} kB\n")
        report = folder / "report.html"
        write_report(str(store), report, ["China", "United States"])
        _photograph(browser, report.as_uri(), IMAGES / "report.png", drawn=False)


def _build(path: Path) -> Path:
    with LocalStore(path) as store:
        pipeline.build(store, ingest.read(demo_articles(), skipped=lambda skip: None))
    return path


@contextmanager
def _browser() -> Iterator[webdriver.Chrome]:
    """Open a headless Chromium with a window of the size of a picture. Raises KgError if it is missing."""
    chromium, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if chromium is None or driver is None:
        raise KgError("chromium or chromedriver is missing: apt-get install chromium chromium-driver")
    options = Options()
    options.binary_location = chromium
    for argument in ("--headless=new", "--disable-gpu", "--no-sandbox", "--force-prefers-reduced-motion"):
        options.add_argument(argument)
    browser = webdriver.Chrome(options=options, service=Service(driver))
    try:
        size = {"width": SIZE[0], "height": SIZE[1], "deviceScaleFactor": 1, "mobile": False}
        browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        yield browser
    finally:
        browser.quit()


def _photograph(browser: webdriver.Chrome, address: str, picture: Path, *, drawn: bool = True) -> None:
    """Write what the browser shows at an address, once its graph is painted, if one is `drawn` by a script."""
    browser.get("about:blank")
    browser.get(address)
    if drawn:
        WebDriverWait(browser, 60).until(
            lambda seen: seen.execute_script("return document.getElementById('graph').dataset.painted")
        )
    browser.execute_async_script("requestAnimationFrame(() => setTimeout(arguments[0], 200))")
    with Image.open(io.BytesIO(browser.get_screenshot_as_png())) as seen:
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
