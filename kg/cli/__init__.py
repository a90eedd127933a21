"""The command line: `kg COMMAND`, one module a command, which loads what it needs when it runs."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from importlib import import_module
from typing import Annotated

import typer

from kg import __version__
from kg.cli.common import KgGroup

__all__ = ["app", "main"]

PANELS = {
    "Make a graph": ("demo", "build", "extract", "evaluate"),
    "Ask it": ("query", "why", "search", "view", "serve", "analyse", "report", "mcp"),
    "Reason about it": ("infer", "validate"),
    "Look after it": ("sources", "remove", "entity", "export", "import"),
    "Say who is who": ("merge", "split", "review", "enrich"),
    "Teach it": ("explain", "lexicon", "gazetteer"),
    "Measure it": ("bench",),
}
"""Commands by the heading that help shows them under. Command x is the function, or group, x of module kg.cli.x."""

MODULES = {"import": "import_"}
"""Those that Python does not let be called so."""

app = typer.Typer(
    cls=KgGroup,
    name="kg",
    no_args_is_help=True,
    rich_markup_mode="markdown",  # joins the lines of a paragraph; [brackets] stay text
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _show_version(value: bool) -> None:
    if value:
        typer.echo(f"kg {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and leave.")
    ] = False,
) -> None:
    """Articles in, a knowledge graph of tech rivalry out: typed, qualified and sourced claims."""


for _panel, _names in PANELS.items():
    for _name in _names:
        _command = getattr(import_module(f"kg.cli.{MODULES.get(_name, _name)}"), MODULES.get(_name, _name))
        if isinstance(_command, typer.Typer):
            app.add_typer(_command, name=_name, rich_help_panel=_panel)
        else:
            app.command(_name, rich_help_panel=_panel)(_command)


def main() -> None:
    """Run the command that `sys.argv` names and exit.

    Status 0: done; 1: it failed, or part of the input did; 2: bad usage; 130: interrupted.
    """
    if isinstance(sys.stdout, io.TextIOWrapper) and not sys.stdout.isatty():
        sys.stdout.reconfigure(encoding="utf-8")  # machine formats do not depend on the locale
    status: object = 0
    try:
        app(prog_name="kg")
    except SystemExit as stop:
        status = stop.code
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        # Without this the interpreter's own flush at exit would complain about the pipe.
        with contextlib.suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 1
    sys.exit(status)  # type: ignore[arg-type]
