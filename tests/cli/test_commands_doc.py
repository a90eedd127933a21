"""Every command and option says what it is for, and docs/commands.md says the same."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import typer

from kg.cli import PANELS, app

DOC = Path(__file__).parents[2] / "docs" / "commands.md"
GROUP = typer.main.get_command(app).commands
COMMANDS = {
    **{name: command for name, command in GROUP.items() if not hasattr(command, "commands")},
    **{
        f"{name} {below}": command
        for name, group in GROUP.items()
        for below, command in getattr(group, "commands", {}).items()
    },
}


def test_all_commands_are_there():
    named = [name for names in PANELS.values() for name in names]
    assert sorted(GROUP) == sorted(named)
    assert [name for name in GROUP if name in COMMANDS] == [name for name in named if name in COMMANDS]


@pytest.mark.parametrize("name", [name for name in GROUP if name not in COMMANDS])
def test_group_has_help_and_commands(name):
    assert GROUP[name].help
    assert GROUP[name].commands


@pytest.mark.parametrize("name", COMMANDS)
def test_command_and_its_options_have_help(name):
    command = COMMANDS[name]
    assert command.help
    assert [parameter.name for parameter in command.params if not getattr(parameter, "help", None)] == []


def test_reference_is_the_commands_own_help():
    """`make docs` writes the file; this is what it runs."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("KG_")}
    run = subprocess.run(
        [sys.executable, "-m", "typer", "kg.cli", "utils", "docs", "--name", "kg", "--title", "Commands"],
        capture_output=True,
        text=True,
        env=env,
        check=True,
    )
    assert DOC.read_text(encoding="utf-8").strip() == run.stdout.strip(), "run `make docs`"
