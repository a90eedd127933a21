"""What the commands share: the store's option, consoles, the group that turns errors into one line."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from kg.config import Settings
from kg.errors import KgError

if TYPE_CHECKING:
    from rich.console import Console

__all__ = [
    "DEFAULT_EXTRACTOR",
    "DEFAULT_MODEL",
    "DEFAULT_STORE",
    "ExtractorOption",
    "KgGroup",
    "ModelOption",
    "PathsArgument",
    "StoreOption",
    "console",
]

DEFAULT_STORE = Settings().store
DEFAULT_MODEL = Settings().model
DEFAULT_EXTRACTOR = "rules"

StoreOption = Annotated[Path, typer.Option("--store", metavar="DIR", envvar="KG_STORE", help="Directory of the graph.")]
"""Use as `store: StoreOption = DEFAULT_STORE`."""

ModelOption = Annotated[
    str, typer.Option("--model", metavar="NAME", envvar="KG_MODEL", help="Installed spaCy pipeline, by name or path.")
]
"""Use as `model: ModelOption = DEFAULT_MODEL`."""

ExtractorOption = Annotated[
    str,
    typer.Option(
        "--extractor",
        metavar="NAME",
        envvar="KG_EXTRACTOR",
        help="What reads the claims: rules, or llm, a language model that the KG_LLM_* variables name.",
    ),
]
"""Use as `extractor: ExtractorOption = DEFAULT_EXTRACTOR`."""

PathsArgument = Annotated[
    list[str],
    typer.Argument(metavar="PATH", help="Files (.txt, .md, .html, .jsonl, .jsonl.gz), folders of them, or -"),
]
"""Use as `paths: PathsArgument`."""


def console(*, stderr: bool = False) -> Console:
    """Return a Rich console on standard output or standard error.

    Text is printed as it is: `[brackets]`, `:names:` and numbers in an article's words are no markup
    here. For colour, pass `style=` or a `rich.text.Text`.
    """
    from rich.console import Console

    return Console(stderr=stderr, markup=False, highlight=False, emoji=False)


class KgGroup(TyperGroup):
    """The command group: an error of ours ends the run with its message on standard error and status 1."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command. Raises typer.Exit with status 1 in place of KgError and OSError."""
        try:
            return super().invoke(ctx)
        except KgError as error:
            message = str(error)
            cause: Exception = error
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise  # the reader of a pipe has left: Typer ends the run quietly
            message = str(error)
            cause = error
        typer.echo(f"error: {message}", err=True)
        raise typer.Exit(1) from cause
