"""kg demo: the graph, three answers with their evidence, the page, and what to try next."""

from __future__ import annotations

import re

import pytest
from typer.testing import CliRunner

from kg.cli import app
from kg.cli.demo import QUESTIONS, _few
from kg.demo import demo_articles
from kg.query import saved_queries


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.query)
def test_questions_fit_the_saved_queries(question):
    saved = saved_queries()[question.query]
    columns = {name.removesuffix("Label") for name in saved.columns}
    assert set(re.findall(r"{(\w+)}", question.row)) | {question.differ, "sentence", "date"} <= columns
    assert set(question.parameters) <= {parameter.name for parameter in saved.parameters}


def test_command_is_quoted_for_the_shell(tmp_path):
    assert QUESTIONS[1].command("a b") == "kg query restrictions -p 'actor=United States' --store 'a b'"


def test_the_latest_answers_that_differ_are_shown():
    rows = [("2024", "x", "s1"), ("2025", "x", "s2"), ("2023", "y", "s2"), ("2022", "z", "s3"), ("2021", "y", "s4")]
    answers = [dict(zip(("date", "who", "sentence"), row, strict=True)) for row in rows]
    # s2 of 2025 first; x and s2 are then taken, which leaves z, and the y that has its own sentence
    assert [answer["date"] for answer in _few(answers, "who")] == ["2025", "2022", "2021"]


def test_an_unknown_speaker_is_somebody():
    alleged = QUESTIONS[2]
    answer = {"speaker": "", "subject": "Taiwan", "relation": "attacks", "object": "Japan"}
    assert alleged.statement(answer) == "somebody: Taiwan attacks Japan"
    assert alleged.statement({**answer, "speaker": "Xi"}) == "Xi: Taiwan attacks Japan"


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """Run the demo once with the real pipeline. Returns the result and the store."""
    store = tmp_path_factory.mktemp("demo") / "kg-demo"
    env = {"KG_STORE": str(store.parent / "of-ones-own"), "COLUMNS": "100"}
    return CliRunner().invoke(app, ["demo", "--store", str(store)], env=env), store


@pytest.mark.model
def test_demo_reads_all_articles(run):
    result, store = run
    assert result.exit_code == 0, result.output
    assert result.stderr == ""
    assert re.search(rf"documents +{len(demo_articles())} +added", result.stdout)
    assert not (store.parent / "of-ones-own").exists()


@pytest.mark.model
def test_demo_answers_with_sentences_of_the_articles(run):
    result, _ = run
    out = " ".join(result.stdout.split())
    articles = " ".join(" ".join(path.read_text().split()) for path in demo_articles())
    for question, following in zip(QUESTIONS, (*[q.words for q in QUESTIONS[1:]], "Try next"), strict=True):
        answer = out[out.index(question.words) : out.index(following)]
        quotes = re.findall(r"“(.+?)” \([^()]*\d{4}-\d\d-\d\d\)", answer)
        assert len(quotes) == 3
        for quote in quotes:
            assert quote in articles


@pytest.mark.model
def test_demo_writes_the_page(run):
    result, store = run
    assert str(store / "graph.html") in result.stdout
    assert "Huawei" in (store / "graph.html").read_text()


@pytest.mark.model
def test_what_the_demo_says_to_try_works(run):
    result, store = run
    tries = result.stdout[result.stdout.index("Try next") :].splitlines()[1:]
    commands = [line.partition("#")[0].split() for line in tries]
    assert all(command[0] == "kg" for command in commands)
    asked = [command[1:] for command in commands if str(store) in command or "--list" in command]
    assert len(asked) == 3  # the other two want files of one's own
    for arguments in asked:
        assert CliRunner().invoke(app, arguments).exit_code == 0
