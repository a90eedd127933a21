"""The commands with a language model: a server on the loopback answers for it, everything else is real."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
from importlib.metadata import EntryPoint

import pytest
from chat_server import Reply, answer, claim, serving
from typer.testing import CliRunner

import kg
from kg.cli import app
from kg.extract import backends
from kg.extract.llm import client

KEY = "sk-only-for-the-server"


def reply(body):
    """Return what a model would say to each of the test's articles."""
    text = body["messages"][-1]["content"]
    if "Huawei" in text:
        return answer(
            claim("It", "sues", "Samsung", "It sued Samsung on Friday.", time="Friday", modality="actual"),
            claim("Huawei", "sues", "Nvidia", "Huawei sued Nvidia."),
        )
    if "Micron" in text:
        return answer(claim("Beijing", "bans", "Micron", "Beijing banned Micron.", "Place Company"))
    return Reply({"error": {"message": f"bad key {KEY}?"}}, 500)


ARTICLES = [
    {"id": "sued", "published": "2025-04-26", "text": "Huawei held talks with Samsung. It sued Samsung on Friday."},
    {"id": "fails", "text": "It rained all day in the capital, and nobody went out."},
    {"id": "banned", "text": "Beijing banned Micron. Micron said that it was surprised."},
]


@pytest.fixture
def articles(tmp_path):
    path = tmp_path / "articles.jsonl"
    path.write_text("".join(json.dumps(article) + "\n" for article in ARTICLES))
    return path


@pytest.fixture
def server(monkeypatch):
    for name in [name for name in os.environ if name.startswith("KG_") or name.lower().endswith("_proxy")]:
        monkeypatch.delenv(name)
    monkeypatch.setattr(client, "FIRST_WAIT", 0.001)
    point = EntryPoint("llm", "kg.extract.llm:LLMExtractor", backends.GROUP)
    monkeypatch.setattr(backends, "entry_points", lambda *, group: [point])
    with serving(reply) as running:
        for name, value in {"URL": running.url, "MODEL": "vendor/tiny", "API_KEY": KEY, "RETRIES": "1"}.items():
            monkeypatch.setenv(f"KG_LLM_{name}", value)
        yield running


def run(*arguments):
    return CliRunner().invoke(app, list(map(str, arguments)))


@pytest.mark.model
def test_extract_writes_what_the_model_says_and_the_text_bears_out(server, articles, caplog):
    caplog.set_level(logging.DEBUG)
    result = run("extract", articles, "--extractor", "llm")
    assert result.exit_code == 1
    claims = [json.loads(line) for line in result.stdout.splitlines()]
    said = [(c["document"], c["subject"]["label"], c["predicate"], c["object"]["label"]) for c in claims]
    assert said == [("sued", "Huawei", "sues", "Samsung"), ("banned", "China", "bans", "Micron")]
    first = claims[0]
    # the Friday before Saturday 26 April 2025
    assert first["time"] == {"start": "2025-04-25", "end": "2025-04-25", "text": "Friday"}
    assert first["subject"]["mention"] == "It"
    assert ARTICLES[0]["text"][first["evidence"]["start"] : first["evidence"]["end"]] == first["evidence"]["quote"]
    lines = result.stderr.splitlines()
    assert lines[0].startswith("skipped: fails: http://127.0.0.1:")
    assert lines[1:] == [
        f"llm/vendor/tiny/{kg.__version__}: 4 requests, 1 of them retries",
        "tokens: 2,000 in, 200 out",
        "proposals: 2 kept, 1 refused",
        "refused: 1: evidence is not in the text",
    ]
    assert {headers["Authorization"] for headers in server.headers} == {f"Bearer {KEY}"}
    assert KEY not in result.output + caplog.text


@pytest.mark.model
def test_build_keeps_what_was_extracted_and_tries_only_the_failed_again(server, articles, tmp_path):
    graph = tmp_path / "graph"
    assert run("build", articles, "--extractor", "llm", "--store", graph).exit_code == 1
    assert len(server.requests) == 4
    again = run("build", articles, "--extractor", "llm", "--store", graph)
    assert (again.exit_code, len(server.requests)) == (1, 6)
    assert "unchanged" in again.stdout
    exported = run("export", "--store", graph, "--format", "nquads").stdout
    assert f"llm/vendor/tiny/{kg.__version__}" in exported
    assert KEY not in exported


@pytest.mark.parametrize("command", ["extract", "build"])
def test_missing_setting_ends_the_run_with_the_remedy(server, articles, tmp_path, monkeypatch, command):
    monkeypatch.delenv("KG_LLM_URL")
    monkeypatch.setenv("KG_STORE", str(tmp_path / "graph"))
    result = run(command, articles, "--extractor", "llm")
    assert result.exit_code == 1
    assert result.stderr.startswith("error: KG_LLM_URL is not set: the extractor 'llm' needs the address")
    assert server.requests == []


@pytest.mark.model
def test_the_rules_import_nothing_of_it(articles):
    """Of httpx that says nothing: spaCy may import it for itself."""
    code = (
        "import sys; from typer.testing import CliRunner; from kg.cli import app; "
        f"found = CliRunner().invoke(app, ['extract', {str(articles)!r}]); assert found.exit_code == 0, found.output; "
        "print([name for name in sys.modules if name.startswith('kg.extract.llm')])"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert (result.stdout, result.stderr) == ("[]\n", "")
