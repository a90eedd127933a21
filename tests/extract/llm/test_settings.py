"""The settings of the extractor: what is missing or wrong is named with the remedy, and the key is never shown."""

from __future__ import annotations

import os

import pytest

from kg.errors import ConfigError
from kg.extract.llm.settings import LLMSettings, llm_settings

NEEDED = {"KG_LLM_URL": "http://127.0.0.1:11434/v1", "KG_LLM_MODEL": "tiny"}


@pytest.fixture(autouse=True)
def environment(monkeypatch):
    for name in [name for name in os.environ if name.startswith("KG_LLM_")]:
        monkeypatch.delenv(name)
    for name, value in NEEDED.items():
        monkeypatch.setenv(name, value)


def test_url_and_model_are_enough():
    assert llm_settings() == LLMSettings(NEEDED["KG_LLM_URL"], "tiny")


def test_each_variable_sets_its_field(monkeypatch):
    values = {"API_KEY": "k", "TIMEOUT": "2.5", "RETRIES": "0", "MAX_TOKENS": "7", "PIECE": "8", "CONCURRENCY": "9"}
    for name, value in {**values, "PRICE_IN": "0.15", "PRICE_OUT": "0", "URL": "https://a.test/v1/"}.items():
        monkeypatch.setenv(f"KG_LLM_{name}", value)
    assert llm_settings() == LLMSettings("https://a.test/v1", "tiny", "k", 2.5, 0, 7, 8, 9, 0.15, 0.0)


@pytest.mark.parametrize("name", NEEDED)
def test_what_is_needed_is_named(monkeypatch, name):
    monkeypatch.setenv(name, " ")
    with pytest.raises(ConfigError, match=f"{name} is not set: the extractor 'llm' needs the "):
        llm_settings()


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("URL", "127.0.0.1:11434", "is no address of an API: give one such as http://127"),
        ("URL", "ftp://a.test", "is no address of an API"),
        ("URL", "http://a.test/v1?key=1", "is no address of an API"),
        ("URL", "http://a.test:99999/v1", "is no address of an API"),
        ("URL", "http://[::1/v1", "is no address of an API"),
        ("TIMEOUT", "soon", "KG_LLM_TIMEOUT='soon' is no number of seconds"),
        ("TIMEOUT", "0", "give a number of at least 0.001"),
        ("TIMEOUT", "inf", "is no number of seconds"),
        ("RETRIES", "-1", "KG_LLM_RETRIES='-1' is no whole number of at least 0"),
        ("CONCURRENCY", "0", "is no whole number of at least 1"),
        ("PIECE", "1.5", "is no whole number"),
        ("MAX_TOKENS", "²", "is no whole number"),
        ("PRICE_IN", "-1", "KG_LLM_PRICE_IN='-1' is no price: give a number of at least 0"),
        ("PRICE_OUT", "nan", "KG_LLM_PRICE_OUT='nan' is no price"),
    ],
)
def test_what_is_wrong_is_named(monkeypatch, name, value, message):
    monkeypatch.setenv(f"KG_LLM_{name}", value)
    with pytest.raises(ConfigError) as error:
        llm_settings()
    assert message in str(error.value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("API_KEY", "secret two"),
        ("API_KEY", "secret\nX: 1"),
        ("API_KEY", "secreté"),
        ("URL", "https://me:secret@a.test"),
    ],
)
def test_secrets_are_in_no_message(monkeypatch, name, value):
    monkeypatch.setenv(f"KG_LLM_{name}", value)
    with pytest.raises(ConfigError) as error:
        llm_settings()
    assert "KG_LLM_" in str(error.value)
    assert "secret" not in str(error.value)


def test_the_key_is_not_in_what_is_printed_of_the_settings(monkeypatch):
    monkeypatch.setenv("KG_LLM_API_KEY", "secret")
    assert "secret" not in repr(llm_settings())
