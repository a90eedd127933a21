"""kg import: an exported graph back into a store."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from kg.cli.common import DEFAULT_STORE, StoreOption, console

__all__ = ["import_"]


def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What `kg export` wrote: .nq, .trig or .jsonld.")],
    form: Annotated[
        Literal["nquads", "trig", "jsonld"] | None,
        typer.Option("--format", "-f", help="By default what the name of the file says.", show_default=False),
    ] = None,
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Make a graph of an exported one.

    The directory has to be new or empty, and then holds exactly what was exported. The whole file is judged first: one
    that was cut off, changed by hand, or that holds anything else is refused with the reason, and nothing is left
    behind. Of exports of older versions, which do not say how much they hold, only the documents can be judged: a note
    says so. Compressed files (.gz, .bz2, .xz, .zst) are read as they are.
    """
    from kg.errors import StoreError
    from kg.exchange import import_file
    from kg.labels import counted

    if store.startswith(("http://", "https://")):
        raise StoreError(f"{store}: is a server: import into a directory, or load the file there as it is")
    found = import_file(file, Path(store), form=form)
    if not found.sealed:
        typer.echo(
            f"note: {file}: does not begin with the line that says what it holds, as exports of older versions: that "
            "its documents are whole was checked, but not that nothing else is missing",
            err=True,
        )
    console().print(
        f"{store}: {counted(found.documents, 'document')}, {counted(found.claims, 'claim')}, "
        f"{counted(found.statements, 'statement')}",
        soft_wrap=True,
    )
