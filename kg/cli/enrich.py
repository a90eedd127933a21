"""kg enrich: items of Wikidata for the entities of the graph, as proposals."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.common import DEFAULT_STORE, StoreOption, console

__all__ = ["enrich"]


def enrich(
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="NAME", help="Entities to look for. Default: those without an item."),
    ] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, metavar="N", help="Entities, the most named first.")] = 50,
    url: Annotated[
        str | None, typer.Option("--url", envvar="KG_WIKIDATA_URL", help="The API. Default: Wikidata's own.")
    ] = None,
    contact: Annotated[
        str, typer.Option("--contact", envvar="KG_CONTACT", help="Your e-mail or page, for the service to see.")
    ] = "",
    pause: Annotated[float, typer.Option("--pause", min=0.0, help="Seconds between two requests.")] = 1.0,
    cache: Annotated[
        Path | None,
        typer.Option("--cache", metavar="DIR", help="Folder for answers; empty it to ask anew. Default: ~/.cache."),
    ] = None,
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Look entities up in Wikidata.

    Asks a public service, and nothing else does so by itself. What it finds are proposals: `kg review` shows them,
    and an item that somebody accepts gives the entity its identifier and its further names. Answers are kept on disk
    and not asked for again. Needs the extra `enrich`.
    """
    from kg.labels import counted
    from kg.link import API, PENDING, Proposal, Resolver, Wikidata, languages, targets, write_pending
    from kg.link import enrich as look_up
    from kg.query import find_entity
    from kg.store import open_store, same_as

    # Not open while the service is asked, which takes a second or two for each entity: others may write meanwhile.
    with open_store(store, create=False, read_only=True) as graph:
        wanted = targets(graph, Resolver(graph), [find_entity(graph, name) for name in names or ()])[:limit]
        known = same_as(graph)
        record = graph.record(PENDING)
    found: list[Proposal] = []
    folder = cache or Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "tech-rivalry-kg" / "wikidata"
    with Wikidata(url=url or API, cache=folder, contact=contact, languages=languages(), pause=pause) as service:
        try:
            found += look_up(wanted, service, known=known)
        finally:
            write_pending(record, found)
    looked = counted(len(wanted), "entity")
    console().print(f"{counted(len(found), 'proposal')} for {looked}: judge them with `kg review`", soft_wrap=True)
