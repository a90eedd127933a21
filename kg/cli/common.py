"""What the commands share: the store's option, consoles, the group that turns errors into one line."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from kg.config import Settings, checked_place
from kg.errors import KgError

if TYPE_CHECKING:
    from rich.console import Console

__all__ = [
    "DEFAULT_EXTRACTOR",
    "DEFAULT_MODEL",
    "DEFAULT_STORE",
    "ExtractorOption",
    "GazetteerOption",
    "KgGroup",
    "MinConfidenceOption",
    "ModelOption",
    "OpenOption",
    "PathsArgument",
    "StoreOption",
    "console",
    "show",
    "write_html",
]

_GAZETTEER = "KG_GAZETTEER"

DEFAULT_STORE = str(Settings().store)
DEFAULT_MODEL = Settings().model
DEFAULT_EXTRACTOR = "rules"

StoreOption = Annotated[
    str,
    typer.Option(
        "--store",
        metavar="DIR|URL",
        envvar="KG_STORE",
        help="Directory of the graph, or SPARQL server.",
        callback=checked_place,
    ),
]
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


def _use_gazetteer(context: typer.Context, files: list[Path] | None) -> list[Path] | None:
    """Make the files the setting, for this run of a command and the processes that it starts, and read them.

    What they take from the entities that are known anyway is said on standard error. Raises OntologyError if something
    in them is wrong.
    """
    if files and not context.resilient_parsing:
        from kg import gazetteer

        if odd := [str(file) for file in files if os.pathsep in str(file)]:
            raise typer.BadParameter(f"{odd[0]}: a path with {os.pathsep!r} in it cannot be passed on: rename it")
        before = os.environ.get(_GAZETTEER)
        os.environ[_GAZETTEER] = os.pathsep.join(str(file.absolute()) for file in files)
        # The root's: a command's own context is not closed if the files turn out to be wrong.
        context.find_root().call_on_close(lambda: _restore(before))
        for note in gazetteer.load().notes:
            typer.echo(f"note: {note}", err=True)
    return files


def _restore(before: str | None) -> None:
    if before is None:
        os.environ.pop(_GAZETTEER, None)
    else:
        os.environ[_GAZETTEER] = before


GazetteerOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--gazetteer",
        metavar="FILE",
        envvar=_GAZETTEER,
        help="Further known entities: .yaml, .csv, or .jsonl of FollowTheMoney. May be given several times.",
        show_default=False,
        exists=True,
        dir_okay=False,
        callback=_use_gazetteer,
    ),
]
"""Use as `gazetteer: GazetteerOption = None`; the files are in force from then on, the function need not pass them."""

PathsArgument = Annotated[
    list[str],
    typer.Argument(metavar="PATH", help="Files (.txt, .md, .html, .jsonl, .jsonl.gz), folders of them, or -"),
]
"""Use as `paths: PathsArgument`."""


MinConfidenceOption = Annotated[
    float,
    typer.Option(
        "--min-confidence", min=0, max=1, metavar="X", help="Leave out claims that the extractor is less sure of."
    ),
]
"""Use as `min_confidence: MinConfidenceOption = 0.0`."""

OpenOption = Annotated[bool, typer.Option("--open", help="Show the page in the browser.")]
"""Use as `open_: OpenOption = False`, and call `show` if it is given."""


def write_html(file: Path, page: str) -> None:
    """Write a page that --output names. Raises KgError if it cannot be written."""
    try:
        file.write_text(page, encoding="utf-8", newline="\n")
    except OSError as error:
        raise KgError(f"{file}: cannot be written: {error.strerror}: name another file with --output") from error


def show(page: Path | str) -> None:
    """Show a file or an address in the browser, or say on standard error that there is none."""
    address = page if isinstance(page, str) else page.resolve().as_uri()
    if typer.launch(address) != 0:
        typer.echo(f"no browser could be started: open {page} yourself", err=True)


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
