"""The frame around the commands: what it imports, how it ends, what it prints when something is wrong."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest
import typer
from typer.testing import CliRunner

from kg import __version__
from kg.cli import PANELS, app
from kg.cli.common import DEFAULT_STORE, KgGroup, StoreOption, console
from kg.errors import InputError

HEAVY = {"spacy", "thinc", "numpy", "scipy", "rdflib", "pyoxigraph", "networkx", "pyvis", "trafilatura", "py3langid"}


def python(code, *, env=None, **kwargs):
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env={**os.environ, **(env or {})}, **kwargs
    )


@pytest.mark.parametrize("code", ["import kg", "import kg.cli", "import kg.cli as c; c.app(['--help'])"])
def test_help_loads_nothing_heavy(code):
    run = python(f"import atexit, sys\natexit.register(lambda: print(*sys.modules, file=sys.stderr))\n{code}")
    loaded = set(run.stderr.split())
    assert "kg" in loaded
    assert loaded & HEAVY == set()


def test_help_names_every_command():
    result = CliRunner().invoke(app, ["--help"])
    assert result.exit_code == 0
    for names in PANELS.values():
        for name in names:
            assert f" {name} " in result.stdout


def test_version():
    result = CliRunner().invoke(app, ["--version"])
    assert result.stdout == f"kg {__version__}\n"


@pytest.mark.parametrize("arguments", [["nonsense"], ["build"], ["build", "--nonsense", "x"], ["--nonsense"]])
def test_bad_usage_is_status_2_on_stderr(arguments):
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "Usage: " in result.stderr


def frame(command):
    small = typer.Typer(cls=KgGroup)
    small.callback()(lambda: None)
    small.command("run")(command)
    return small


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (InputError("news.jsonl:3: lacks text"), "error: news.jsonl:3: lacks text\n"),
        (PermissionError(13, "Permission denied", "out.html"), "error: [Errno 13] Permission denied: 'out.html'\n"),
    ],
)
def test_error_is_one_line_and_status_1(error, line):
    def fail():
        raise error

    result = CliRunner().invoke(frame(fail), ["run"])
    assert result.exit_code == 1
    assert result.stderr == line


def test_a_bug_keeps_its_traceback():
    def fail():
        raise ZeroDivisionError

    result = CliRunner().invoke(frame(fail), ["run"])
    assert isinstance(result.exception, ZeroDivisionError)


def test_store_option_reads_the_environment():
    seen = []

    def run(store: StoreOption = DEFAULT_STORE):
        seen.append(str(store))

    for arguments, env in ((["run"], {}), (["run"], {"KG_STORE": "e"}), (["run", "--store", "o"], {"KG_STORE": "e"})):
        assert CliRunner().invoke(frame(run), arguments, env={"KG_STORE": None, **env}).exit_code == 0
    assert seen == ["kg-store", "e", "o"]


@pytest.mark.parametrize("place", ["ftp://host.test/graph", "file:///graph", "HTTP://host.test"])
def test_store_at_an_address_that_is_no_server_is_refused(tmp_path, monkeypatch, place):
    monkeypatch.chdir(tmp_path)
    for arguments, env in ((["sources", "--store", place], {}), (["build", "."], {"KG_STORE": place})):
        result = CliRunner().invoke(app, arguments, env=env)
        assert result.exit_code == 1
        assert f"error: {place}: there are no stores at" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_console_prints_words_as_they_are(capsys):
    console().print("[bold] :smile: [/nonsense]")
    assert capsys.readouterr().out == "[bold] :smile: [/nonsense]\n"


SCRIPT = """
import sys
from kg import cli
@cli.app.command("run")
def run():
    {body}
sys.argv = ["kg", "run"]
cli.main()
"""


def test_interrupt_is_status_130_and_quiet():
    script = SCRIPT.format(body="import time; print('ready', flush=True); time.sleep(60)")
    # A background job inherits an ignored SIGINT, and so would its children.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        process = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    finally:
        signal.signal(signal.SIGINT, before)
    with process:
        assert process.stdout.readline() == b"ready\n"
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert b"Traceback" not in err


@pytest.mark.parametrize("lines", [1, 1_000_000])
def test_reader_that_leaves_the_pipe_is_no_complaint(lines):
    script = SCRIPT.format(body=f"for _ in range({lines}): print('y')")
    read_end, write_end = os.pipe()
    os.close(read_end)
    try:
        run = subprocess.run([sys.executable, "-c", script], stdout=write_end, stderr=subprocess.PIPE, timeout=60)
    finally:
        os.close(write_end)
    assert run.stderr == b""
    assert run.returncode == 1


def test_piped_output_is_utf8_whatever_the_locale():
    script = SCRIPT.format(body="print('\\u534e\\u4e3a')")
    run = python(script, env={"PYTHONIOENCODING": "ascii"}, encoding="utf-8")
    assert run.stdout == "华为\n"


def test_module_runs_as_the_command():
    run = subprocess.run([sys.executable, "-m", "kg", "--version"], capture_output=True, text=True)
    assert run.stdout == f"kg {__version__}\n"
