"""kg remove: documents out of the graph."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.cli.common import DEFAULT_STORE, StoreOption, console

__all__ = ["remove"]


def remove(
    documents: Annotated[
        list[str], typer.Argument(metavar="DOC", help="Ids of documents, as `kg sources` shows them.")
    ],
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Remove documents and all that they say.

    What is left is what adding the other documents alone would have given. An unknown id is named, the
    rest goes on, and the status is 1.
    """
    from kg.query import suggest
    from kg.store import LocalStore

    failed = False
    with LocalStore(store, create=False) as graph:
        for document in dict.fromkeys(documents):
            if graph.remove(document):
                console().print(f"removed {document}", soft_wrap=True)
                continue
            failed = True
            close = suggest(document, (source.id for source in graph.sources()))
            hint = f"did you mean {' or '.join(close)}?" if close else "see `kg sources` for those there are"
            typer.echo(f"error: there is no document {document!r}: {hint}", err=True)
    if failed:
        raise typer.Exit(1)
