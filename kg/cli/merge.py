"""kg merge: two names of one entity."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.cli.common import DEFAULT_STORE, StoreOption, console
from kg.cli.judging import ByOption, author, contradictions, identify, obstacles, shown

__all__ = ["merge"]


def merge(
    left: Annotated[str, typer.Argument(metavar="A", help="Name or IRI of an entity.")],
    right: Annotated[
        str, typer.Argument(metavar="B", help="Name or IRI of what is the same, or an item such as wd:Q160120.")
    ],
    by: ByOption = None,
    force: Annotated[bool, typer.Option("--force", help="Though classes or claims speak against it.")] = False,
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Say that two names are one entity.

    Queries, views and analyses then show one node: the known entity, if one of the two is, or else the one with the
    shorter name. What the articles were read to say is kept, so that `kg split` restores it, and articles that are
    added later are merged as well. Entities of classes that exclude each other, and those that an article relates to
    each other, are merged with --force alone.
    """
    from kg.errors import KgError
    from kg.labels import counted
    from kg.link import Resolver
    from kg.store import open_store

    who = author(by)
    with open_store(store, create=False) as graph:
        resolver = Resolver(graph)
        one, other = identify(graph, left), identify(graph, right)
        names = f"{shown(graph, one)} and {shown(graph, other)}"
        if other in resolver.groups.of(one):
            console().print(f"{names} are one already", soft_wrap=True)
            return
        if obstacle := resolver.obstacle(one, other):
            raise KgError(f"{names} cannot be one: {obstacle}")
        if not force and (against := obstacles(graph, resolver, one, other)):
            raise KgError(f"{names} can hardly be one: {'; '.join(against)}: say so with --force if they are")
        resolver.judge(one, other, "positive", by=who)
        changed = resolver.apply()
        contradictions(graph, resolver)
        canonical = resolver.groups.canonical(one)
        moved = ", ".join(shown(graph, iri) for iri in sorted(resolver.groups.of(one) - {canonical}))
        console().print(
            f"{shown(graph, canonical)} stands for {moved}: {counted(changed, 'document')} changed", soft_wrap=True
        )
