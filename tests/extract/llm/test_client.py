"""How a server is asked: the request, what is tried again and when, and what every kind of failure ends in."""

from __future__ import annotations

import asyncio
import socket
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from chat_server import Reply, answer, claim

from kg.errors import ConfigError, ExtractionError
from kg.extract.llm import client
from kg.extract.llm.client import ChatClient
from kg.extract.llm.settings import llm_settings

MESSAGES = [{"role": "user", "content": "Huawei sued Samsung. \ud800"}]
SCHEMA = {"type": "object"}
PROPOSED = claim("Huawei", "sues", "Samsung", "Huawei sued Samsung.")
GOOD = answer(PROPOSED)


def ask(times=1):
    """Return what comes back, or the error, and the usage."""

    async def run():
        asker = ChatClient(llm_settings())
        try:
            found = await asyncio.gather(*(asker.ask(MESSAGES, SCHEMA) for _ in range(times)))
        except (ConfigError, ExtractionError) as error:
            return error, asker.usage
        finally:
            await asker.close()
        return found, asker.usage

    return asyncio.run(run())


def test_request_is_a_chat_completion_held_to_the_schema(server, monkeypatch):
    monkeypatch.setenv("KG_LLM_MAX_TOKENS", "99")
    server.script = [GOOD]
    [found], usage = ask()
    assert found == [PROPOSED]
    assert server.paths == ["/v1/chat/completions"]
    assert server.requests == [
        {
            "model": "tiny",
            "messages": MESSAGES,
            "temperature": 0,
            "max_tokens": 99,
            "response_format": {
                "type": "json_schema",
                "json_schema": {"name": "claims", "strict": True, "schema": SCHEMA},
            },
        }
    ]
    assert (usage.requests, usage.retries, usage.tokens_in, usage.tokens_out, usage.unmetered) == (1, 0, 1000, 100, 0)


def test_key_goes_out_as_bearer_token(server, monkeypatch):
    monkeypatch.setenv("KG_LLM_API_KEY", "sk-1")
    server.script = [GOOD]
    ask()
    assert server.headers[0]["Authorization"] == "Bearer sk-1"


def test_without_key_no_authorization_is_sent(server, tmp_path, monkeypatch):
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login me password secret\n")
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    server.script = [GOOD]
    ask()
    assert "Authorization" not in server.headers[0]


@pytest.mark.parametrize("status", [429, 500, 502, 503])
def test_busy_server_is_asked_again(server, status):
    server.script = [Reply({"error": {"message": "busy"}}, status), GOOD]
    [found], usage = ask()
    assert found == [PROPOSED]
    assert (usage.requests, usage.retries) == (2, 1)


def test_retry_after_is_waited_for(server):
    server.script = [Reply({}, 429, {"Retry-After": "1"}), GOOD]
    ask()
    assert server.times[1] - server.times[0] >= 1.0


@pytest.mark.parametrize("after", ["3600", format_datetime(datetime.now(UTC) + timedelta(hours=1))])
def test_who_asks_to_wait_for_long_is_given_up(server, after):
    server.script = [Reply({}, 429, {"Retry-After": after}), GOOD]
    error, usage = ask()
    assert isinstance(error, ExtractionError)
    assert "status 429 Too Many Requests: {}: asks to come back in 3" in str(error)
    assert usage.requests == 1


@pytest.mark.parametrize(
    ("value", "seconds"),
    [(None, None), ("2", 2.0), ("soon", None), ("Wed, 21 Oct 2015 07:28:00 GMT", 0.0), ("-1", None), ("", None)],
)
def test_retry_after_is_seconds_or_a_date(value, seconds):
    assert client._retry_after(value) == seconds


def test_waits_double_up_to_a_limit_and_differ():
    waits = [[client._wait(attempt) for _ in range(50)] for attempt in range(12)]
    for attempt, found in enumerate(waits):
        longest = min(60, 2**attempt)
        assert longest / 2 <= min(found) < max(found) <= longest


def test_errors_without_end_are_an_error_of_the_document(server, monkeypatch):
    monkeypatch.setenv("KG_LLM_RETRIES", "2")
    server.script = [Reply({"error": {"message": "out of\n\x1b[31mmemory"}}, 500)]
    error, usage = ask()
    assert isinstance(error, ExtractionError)
    assert "status 500 Internal Server Error: out of [31mmemory (tried 3 times)" in str(error)
    assert (usage.requests, usage.retries, len(server.requests)) == (3, 2, 3)


@pytest.mark.parametrize("status", [400, 413, 422, 302])
def test_what_the_server_will_not_take_is_not_sent_again(server, status):
    server.script = [Reply({"error": {"message": "too long"}}, status, {"Location": "/elsewhere"}), GOOD]
    error, usage = ask()
    assert isinstance(error, ExtractionError)
    assert f"status {status}" in str(error)
    assert "too long" in str(error)
    assert usage.requests == 1


@pytest.mark.parametrize(
    ("status", "remedy"), [(401, "KG_LLM_API_KEY"), (403, "KG_LLM_API_KEY"), (404, "check KG_LLM_URL and KG_LLM_MODEL")]
)
def test_what_holds_for_all_documents_is_an_error_of_the_settings(server, status, remedy):
    server.script = [Reply(b"<html>no", status)]
    error, usage = ask()
    assert isinstance(error, ConfigError)
    assert remedy in str(error)
    assert usage.requests == 1


def test_the_key_is_in_no_error(server, monkeypatch):
    monkeypatch.setenv("KG_LLM_API_KEY", "sk-secret")
    server.script = [Reply({"error": {"message": "Incorrect API key provided: sk-secret"}}, 401)]
    error, _ = ask()
    assert "provided: ***" in str(error)
    assert "sk-secret" not in f"{error!r}{error.__cause__!r}"


def test_slow_answer_ends_in_an_error(server, monkeypatch):
    monkeypatch.setenv("KG_LLM_TIMEOUT", "0.05")
    monkeypatch.setenv("KG_LLM_RETRIES", "1")
    server.script = [Reply({}, delay=0.5)]
    error, usage = ask()
    assert isinstance(error, ExtractionError)
    assert "no answer within 0.05 s: raise KG_LLM_TIMEOUT or lower KG_LLM_PIECE (tried 2 times)" in str(error)
    assert usage.requests == 2


def test_broken_response_is_an_error_of_the_document(server, monkeypatch):
    monkeypatch.setenv("KG_LLM_RETRIES", "0")
    server.script = [Reply(b"no gzip", headers={"Content-Encoding": "gzip"})]
    error, _ = ask()
    assert isinstance(error, ExtractionError)
    assert "(tried 1 times)" in str(error)


def test_server_that_is_not_there_is_an_error_of_the_settings(server, monkeypatch):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        monkeypatch.setenv("KG_LLM_URL", f"http://127.0.0.1:{free.getsockname()[1]}/v1")
        error, usage = ask()
    assert isinstance(error, ConfigError)
    assert "(tried 5 times): start the server or correct KG_LLM_URL" in str(error)
    assert usage.requests == 5


@pytest.mark.parametrize(
    "reply",
    [
        Reply(b"<html>"),
        Reply(b"[]"),
        Reply(b"[" * 100_000),
        Reply({"choices": []}),
        Reply({"choices": ["text"]}),
        answer(content="Here are the claims:"),
        answer(content="[]"),
        answer(content='{"claims": {}}'),
        answer(message={"content": None}),
    ],
)
def test_malformed_answer_is_asked_for_once_more(server, reply):
    server.script = [reply, GOOD]
    [found], usage = ask()
    assert found == [PROPOSED]
    assert (usage.requests, usage.retries) == (2, 1)
    server.script = [reply]
    error, usage = ask()
    assert isinstance(error, ExtractionError)
    assert "the model's answer is not the JSON that was asked for, twice" in str(error)
    assert usage.requests == 2


def test_answer_that_was_cut_off_says_what_to_change(server):
    server.script = [answer(content='{"claims": [{"evid', finish_reason="length")]
    error, usage = ask()
    assert isinstance(error, ExtractionError)
    assert "cut off at 8192 tokens: raise KG_LLM_MAX_TOKENS or lower KG_LLM_PIECE" in str(error)
    assert (usage.requests, usage.tokens_out) == (1, 100)


def test_refusal_of_the_model_is_an_error_of_the_document(server):
    server.script = [answer(message={"refusal": "I cannot help.", "content": None})]
    error, usage = ask()
    assert isinstance(error, ExtractionError)
    assert "the model refused: I cannot help." in str(error)
    assert usage.requests == 1


@pytest.mark.parametrize("usage", ["none", {"prompt_tokens": 5}, {"prompt_tokens": "5", "completion_tokens": 1}])
def test_answer_that_does_not_say_what_it_took_is_counted(server, usage):
    server.script = [answer(usage=usage)]
    _, counted = ask()
    assert (counted.tokens_in, counted.tokens_out, counted.unmetered) == (0, 0, 1)


def test_no_more_requests_at_a_time_than_allowed(server, monkeypatch):
    monkeypatch.setenv("KG_LLM_CONCURRENCY", "2")
    server.script = [answer()]
    server.script[0].delay = 0.05
    ask(times=6)
    assert server.most == 2


def test_without_httpx_the_extra_is_named(server, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "httpx", None)
    with pytest.raises(ConfigError, match=r"needs httpx: install it with pip install 'tech-rivalry-kg\[llm\]'"):
        ChatClient(llm_settings())
