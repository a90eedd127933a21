"""kg explain: the explanation as a table and as JSON, and what it refuses."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from kg.cli import app

SENTENCE = "Huawei denied on Friday that it will sue Huawei, and Samsung dazzled Nokia."


def run(*arguments, columns="100", **options):
    return CliRunner().invoke(app, ["explain", *arguments], env={"COLUMNS": columns}, **options)


@pytest.mark.model
def test_table_fits_the_terminal_and_tells_all_parts():
    result = run(SENTENCE, "--format", "table", "--published", "2025-05-02")
    assert result.exit_code == 0
    lines = [line.rstrip() for line in result.stdout.splitlines()]
    assert max(map(len, lines)) <= 100
    words = [line.split() for line in lines]
    assert lines[0] == f"“{SENTENCE}”"
    assert ["Huawei", "Company", "gazetteer", "huawei"] in words
    assert ["it", "Huawei", "(Company)"] in words
    assert ["Friday", "2025-05-02", "to", "2025-05-02"] in words
    assert any(line.startswith("sue  verb sue") for line in lines)
    assert any(
        line.strip().startswith("✗ sues/sue-against  no object: object is “Huawei” (Company): the subject itself")
        for line in lines
    )
    at = words.index(["no", "frame"])
    assert words[at + 1][:3] == ["dazzled", "verb", "dazzle"]
    assert lines[-1] == "no claim"


@pytest.mark.model
def test_table_of_a_claim_names_its_cues():
    result = run("Huawei denied that it will sue Samsung.", "--format", "table")
    lines = [line.strip() for line in result.stdout.splitlines()]
    assert any(line.startswith("✓ sues/sue-against  Huawei → Samsung") for line in lines)
    at = next(n for n, line in enumerate(lines) if line.startswith("Huawei sues Samsung"))
    assert lines[at + 1] == "negated (“denied”), planned (“will”), by Huawei (“denied”)"


@pytest.mark.model
def test_all_shows_the_frames_that_wait():
    short, full = (run("Washington put Huawei on its entity list.", "-f", "table", *more) for more in ((), ("--all",)))
    assert "investigates/put-object" not in short.stdout
    assert "investigates  " in short.stdout
    assert "✗ investigates/put-object" in full.stdout


@pytest.mark.model
def test_json_when_piped_reads_standard_input():
    result = run("-", input="Huawei sued Samsung.\n\nNokia won.")
    first, second = json.loads(result.stdout)
    assert [first["sentence"], second["sentence"]] == ["Huawei sued Samsung.", "Nokia won."]
    assert [name["key"] for name in first["names"]] == ["huawei", "samsung"]
    (claim,) = first["claims"]
    assert (claim["predicate"], claim["subject"]["id"]) == ("sues", "https://w3id.org/tech-rivalry/entity/huawei")
    assert claim["cues"] == []
    (sued,) = [predicate for predicate in first["predicates"] if predicate["lemma"] == "sue"]
    assert sued["roles"]["object"][0]["arguments"] == [{"label": "Samsung", "type": "Company", "key": "samsung"}]
    failed = [frame for frame in sued["frames"] if frame["outcome"] == "condition not met"]
    assert all(frame["wanted"] and frame["roles"] for frame in failed)
    assert second["claims"] == []


@pytest.mark.parametrize(
    ("arguments", "given", "message"),
    [
        (["  "], None, "error: there is no text to explain: give a sentence, or - and text on standard input\n"),
        (["-"], b"", "error: there is no text to explain: give a sentence, or - and text on standard input\n"),
        (["-"], b"a\xff", "error: standard input: not valid UTF-8 at byte 1 (0xff): convert it to UTF-8\n"),
        (["a\udcff"], None, "error: the text: not valid UTF-8 at byte 1 (0xff): convert it to UTF-8\n"),
    ],
)
def test_what_is_no_text_is_one_line_and_status_1(arguments, given, message):
    result = run(*arguments, input=given)
    assert (result.exit_code, result.stdout, result.stderr) == (1, "", message)


@pytest.mark.parametrize("arguments", [[], ["x", "--published", "May"], ["x", "--format", "csv"]])
def test_bad_usage(arguments):
    assert run(*arguments).exit_code == 2
