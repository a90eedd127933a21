"""kg serve: the graph as a web site."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.common import DEFAULT_STORE, StoreOption, show

__all__ = ["serve"]


def serve(
    store: StoreOption = DEFAULT_STORE,
    port: Annotated[int, typer.Option("--port", min=0, max=65535, metavar="N", help="0 takes any free one.")] = 8765,
    host: Annotated[
        str, typer.Option("--host", metavar="ADDRESS", help="Where to listen; the default is this machine alone.")
    ] = "127.0.0.1",
    time_limit: Annotated[
        float, typer.Option("--time-limit", min=1, metavar="SECONDS", help="What a query may take.")
    ] = 15.0,
    max_rows: Annotated[
        int, typer.Option("--max-rows", min=1, metavar="N", help="Rows or triples of an answer.")
    ] = 10_000,
    memory_limit: Annotated[
        int, typer.Option("--memory-limit", min=256, metavar="MB", help="Memory that a query may take.")
    ] = 1024,
    workers: Annotated[int, typer.Option("--workers", min=1, metavar="N", help="Queries answered at once.")] = 4,
    allow_origin: Annotated[
        list[str] | None,
        typer.Option(
            "--allow-origin", metavar="ORIGIN", help="Site whose pages may read the answers (CORS). May be repeated."
        ),
    ] = None,
    allow_host: Annotated[
        list[str] | None,
        typer.Option("--allow-host", metavar="NAME", help="Name of this server, behind a proxy. May be repeated."),
    ] = None,
    open_: Annotated[bool, typer.Option("--open", help="Show the site in the browser.")] = False,
) -> None:
    """Serve the graph as a web site, with a SPARQL endpoint.

    Pages for entities, claims and articles, the saved queries as forms, a SPARQL editor, and the graph to look at;
    /sparql speaks the SPARQL 1.1 Protocol, for reading. The store stays free for others to change, and what they
    change shows within seconds. Ends with Ctrl-C. Needs the extra `serve`.
    """
    from kg.errors import ConfigError
    from kg.serve import ServeOptions, run

    if store.startswith(("http://", "https://")):
        raise ConfigError(f"{store}: has an endpoint of its own: name the directory of a store with --store")

    def started(address: str) -> None:
        typer.echo(f"{store}: {address} (Ctrl-C ends it)")
        if open_:
            show(address)

    run(
        ServeOptions(
            store=Path(store),
            host=host,
            port=port,
            time_limit=time_limit,
            max_rows=max_rows,
            memory_limit=memory_limit,
            workers=workers,
            allow_origin=tuple(allow_origin or ()),
            allow_host=tuple(allow_host or ()),
        ),
        started=started,
        note=lambda text: typer.echo(text, err=True),
    )
