"""kg mcp: the graph for language models."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from kg.cli.common import DEFAULT_STORE, StoreOption

__all__ = ["mcp"]


def mcp(
    transport: Annotated[
        Literal["stdio", "http"], typer.Option("--transport", help="Standard input and output, or HTTP on loopback.")
    ] = "stdio",
    port: Annotated[
        int, typer.Option("--port", min=1, max=65535, metavar="N", help="Port of 127.0.0.1, for http.")
    ] = 8765,
    timeout: Annotated[
        float, typer.Option("--timeout", min=0.1, metavar="SECONDS", help="How long an answer may take.")
    ] = 20.0,
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Offer the graph to language models.

    A server of the Model Context Protocol, which a client such as an editor or a chat program starts by itself. Tools:
    search, entity, claims with their evidence, saved queries, SPARQL and the vocabulary. Nothing changes the graph.
    Needs the extra mcp.
    """
    from kg.mcp import serve

    serve(store, transport=transport, port=port, seconds=timeout)
