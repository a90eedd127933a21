"""Measures how fast the views are, at a size that fills a page: the table of docs/views.md.

    python docs/view_times.py [ENTITIES [STATEMENTS]]

Draws a graph made by rule, 5,000 entities and 15,000 relations by default, in Debian's Chromium without a graphics
card. What Python does is given in seconds of one core; what the browser does is the best of five times. Needs
`apt-get install chromium chromium-driver`.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service

from kg.ids import entity_iri
from kg.model import Claim, Document, Evidence, Mention
from kg.pages import material
from kg.view import VIEWS, Statement, render
from kg.view.layout import layout

RELATIONS = ("competesWith", "sanctions", "cooperatesWith", "supplies", "basedIn")
TYPES = ("Company", "Country", "Person")


def made(entities: int, statements: int) -> list[Statement]:
    """Return statements among the entities, half of which name one of 300 hubs, over three years."""
    documents = [
        Document(f"d{n}", "", f"Title {n}", date(2023, 1, 1) + timedelta(days=n), None, f"Paper {n % 20}")
        for n in range(1000)
    ]

    def mention(n: int) -> Mention:
        name = f"Actor {n}"
        return Mention(0, len(name), name, name, TYPES[n % 3], entity_iri(f"actor-{n}"))

    result = []
    for n in range(statements):
        other = (n * n + 7 * (n // entities)) % (300 if n % 2 else entities)
        quote = f"Actor {n % entities} and {other} are in statement {n}, which is as long as sentences of the news are."
        document = documents[n % len(documents)]
        claim = Claim(
            document.id,
            mention(n % entities),
            RELATIONS[n % len(RELATIONS)],
            mention(other),
            Evidence(0, len(quote), quote),
            confidence=0.5 + n % 50 / 100,
        )
        result.append((claim, document))
    return result


def browser() -> webdriver.Chrome:
    """Return a headless Chromium."""
    options = Options()
    options.binary_location = str(shutil.which("chromium"))
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--window-size=1400,900"):
        options.add_argument(argument)
    return webdriver.Chrome(options=options, service=Service(str(shutil.which("chromedriver"))))


TOGGLE = """
const [key, done] = arguments;
const box = document.querySelector(`[data-key="${key}"]`);
const start = performance.now();
box.click();
requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
"""


def measured(driver: webdriver.Chrome, page: Path) -> tuple[float, float]:
    """Return the seconds to the first paint, and those of the slowest of six steps of a filter until it is painted."""
    driver.get("about:blank")
    driver.get(page.as_uri())
    while not (painted := driver.execute_script("return document.getElementById('graph').dataset.painted")):
        time.sleep(0.02)
    time.sleep(1)
    keys = ["group rivalry", "statement actual", "class Country"]
    steps = [driver.execute_async_script(TOGGLE, key) for key in keys for _ in range(2)]
    return int(painted) / 1000, max(steps) / 1000


def main() -> None:
    """Print the table."""
    entities = int(sys.argv[1]) if len(sys.argv) > 1 else 5000
    number = int(sys.argv[2]) if len(sys.argv) > 2 else 3 * entities
    statements = made(entities, number)
    actor, other = entity_iri("actor-1"), entity_iri(f"actor-{entities - 1}")
    given: Mapping[str, Mapping[str, Any]] = {
        "overview": {"everything": True},
        "ego": {"entity": actor, "hops": 2, "max_nodes": 1000},
        "path": {"start": actor, "end": other},
        "rivalry": {"max_nodes": 5000},
        "timeline": {},
        "diff": {},
        "evidence": {"document": "d1"},
    }
    start = time.process_time()
    pairs = [(n % entities, (n * n + 7 * (n // entities)) % (300 if n % 2 else entities)) for n in range(number)]
    layout(entities, pairs, [80.0] * entities)
    sys.stdout.write(f"layout of all: {time.process_time() - start:.2f} s\n\n")
    sys.stdout.write("| view | entities | relations | computed | written | MB | first paint | filter step |\n")
    sys.stdout.write("|---|---|---|---|---|---|---|---|\n")
    driver = browser()
    try:
        with tempfile.TemporaryDirectory() as folder:
            for name, values in given.items():
                view = VIEWS[name]
                start = time.process_time()
                payload = view.payload(material(statements), view.read(values))
                computed = time.process_time()
                page = Path(folder) / f"{name}.html"
                page.write_text(render(payload), encoding="utf-8")
                written = time.process_time()
                painted, step = map(min, zip(*(measured(driver, page) for _ in range(5)), strict=True))
                size, times = page.stat().st_size / 1e6, f"{computed - start:.1f} s | {written - computed:.1f} s"
                sys.stdout.write(
                    f"| `{name}` | {len(payload['nodes']):,} | {len(payload['edges']):,} | {times} | {size:.1f} | "
                    f"{painted:.1f} s | {step * 1000:.0f} ms |\n"
                )
                sys.stdout.flush()
    finally:
        driver.quit()


if __name__ == "__main__":
    main()
