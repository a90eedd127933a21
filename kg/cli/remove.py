"""kg remove: documents out of the graph."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import unquote

import typer

from kg.cli.common import DEFAULT_STORE, StoreOption, console

__all__ = ["remove"]


def remove(
    documents: Annotated[
        list[str], typer.Argument(metavar="DOC", help="Ids of documents, as `kg sources` shows them, or IRIs.")
    ],
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Remove documents and all that they say.

    What is left is what adding the other documents alone would have given. An unknown id is named, the
    rest goes on, and the status is 1.
    """
    from kg.link import Resolver
    from kg.query import suggest
    from kg.store import open_store

    failed = False
    with open_store(store, create=False) as graph:
        for document in dict.fromkeys(documents):
            if graph.remove(document) or graph.remove(_id(document, graph.base)):
                console().print(f"removed {document}", soft_wrap=True)
                continue
            failed = True
            close = suggest(document, (source.id for source in graph.sources()))
            hint = f"did you mean {' or '.join(close)}?" if close else "see `kg sources` for those there are"
            typer.echo(f"error: there is no document {document!r}: {hint}", err=True)
        Resolver(graph).rejoin()
    if failed:
        raise typer.Exit(1)


def _id(name: str, base: str) -> str:
    """Return the id of a document from its IRI, as queries show it: whole, or with the prefix doc:."""
    return unquote(name.removeprefix(f"{base}document/").removeprefix("doc:"))
