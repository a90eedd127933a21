"""A headless Chromium that reaches nothing, and what the tests ask of the page in it."""

from __future__ import annotations

import json
import shutil
import time
from contextlib import contextmanager

import pytest


@contextmanager
def chromium(*, size="1400,900", reach=""):
    """Yield a driver of a browser that resolves no name but `reach`, or skip the test if none is installed."""
    browser, program = shutil.which("chromium"), shutil.which("chromedriver")
    if not (browser and program):
        pytest.skip("chromium or chromedriver is missing: apt-get install chromium chromium-driver")
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    options.binary_location = browser
    for argument in (
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        f"--window-size={size}",
        "--force-prefers-reduced-motion",
        "--host-resolver-rules=MAP * ~NOTFOUND" + (f", EXCLUDE {reach}" if reach else ""),
    ):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(program))
    try:
        yield driver
    finally:
        driver.quit()


class Window:
    """The page that the browser shows."""

    def __init__(self, driver):
        self.driver = driver

    def clear(self):
        """Leave the page, and forget what it logged and asked for."""
        self.driver.get("about:blank")
        self.logs()
        self.requests()

    def load(self, address):
        """Go to an address, with nothing logged or asked for before."""
        self.clear()
        self.driver.get(address)

    def js(self, script, *arguments):
        return self.driver.execute_script(script, *arguments)

    def until(self, script, *arguments, seconds=10):
        """Return the first true value of the script."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            value = self.js(script, *arguments)
            if value:
                return value
            time.sleep(0.05)
        raise AssertionError(f"not within {seconds} s: {script}")

    def logs(self):
        """Return console messages and errors since the last call."""
        return [entry["message"] for entry in self.driver.get_log("browser")]

    def requests(self):
        """Return the addresses that the page has asked for since the last call."""
        messages = [json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance")]
        return [each["params"]["request"]["url"] for each in messages if each["method"] == "Network.requestWillBeSent"]
