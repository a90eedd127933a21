"""The briefing in a real browser that reaches no network."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser


@pytest.fixture
def without_policy(window, request):
    """Let the browser ignore the page's policy if the parameter says so."""
    window.driver.execute_cdp_cmd("Page.setBypassCSP", {"enabled": request.param})
    yield request.param
    window.driver.execute_cdp_cmd("Page.setBypassCSP", {"enabled": False})


def test_is_laid_out_without_a_request_or_an_error(window, tmp_path, pairs, iri, page):
    path = tmp_path / "report.html"
    path.write_text(page(pairs, iri("Huawei")), encoding="utf-8")
    window.load(path.as_uri())
    assert {url.split(":")[0] for url in window.requests()} == {"file"}
    assert window.logs() == []
    # The style sheet is in force: the policy would keep out one of another hash.
    assert window.js("return getComputedStyle(document.querySelector('.figures')).display") == "grid"
    assert window.js("return document.documentElement.scrollWidth <= innerWidth")
    for svg in ("section:nth-of-type(2) svg", "section:nth-of-type(3) svg"):
        assert window.js("return document.querySelector(arguments[0]).getBoundingClientRect().height > 100", svg)
    lines = "return getComputedStyle(document.querySelector('line.rivalry')).strokeDasharray"
    assert window.js(lines) == "7px, 4px"


def test_fits_a_telephone(window, tmp_path, pairs, iri, page):
    path = tmp_path / "report.html"
    path.write_text(page(pairs, iri("Huawei")), encoding="utf-8")
    window.driver.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride", {"width": 390, "height": 800, "deviceScaleFactor": 1, "mobile": True}
    )
    try:
        window.load(path.as_uri())
        assert window.js("return document.documentElement.scrollWidth") <= 390
    finally:
        window.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


@pytest.mark.parametrize("without_policy", [False, True], indirect=True, ids=["policy", "no policy"])
@pytest.mark.parametrize("names", [[], ["China"]], ids=["everything", "actor"])
def test_hostile_text_never_acts(window, tmp_path, iri, without_policy, names, hostile, page):
    path = tmp_path / "report.html"
    path.write_text(page(hostile, *map(iri, names)), encoding="utf-8")
    window.load(path.as_uri())
    window.js("for (const one of document.querySelectorAll('a, summary')) one.click()")
    assert window.js("return window.pwned") is None
    assert window.js("return document.scripts.length") == 0
    assert {url.split(":")[0] for url in window.requests()} == {"file"}
