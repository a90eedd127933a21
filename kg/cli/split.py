"""kg split: a merge taken back."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.cli.common import DEFAULT_STORE, StoreOption, console
from kg.cli.judging import ByOption, author, contradictions, identify, shown

__all__ = ["split"]


def split(
    left: Annotated[str, typer.Argument(metavar="A", help="Name or IRI of an entity.")],
    right: Annotated[
        str | None, typer.Argument(metavar="B", help="Name or IRI of another, or an item such as wd:Q160120.")
    ] = None,
    by: ByOption = None,
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Take merges back.

    With one name, all merges of it: the graph shows again what the articles were read to say. With two, says that
    they are two, whether or not they were merged: nothing joins them from then on, and they are not proposed again.
    """
    from kg.errors import KgError
    from kg.labels import counted
    from kg.link import Resolver
    from kg.store import open_store

    who = author(by)
    with open_store(store, create=False) as graph:
        resolver = Resolver(graph)
        one = identify(graph, left)
        if right is not None:
            other = identify(graph, right)
            if one == other:
                raise KgError(
                    f"{one}: both names are of this one: give IRIs, or the name alone to take its merges back"
                )
            resolver.judge(one, other, "negative", by=who)
            said = f"{shown(graph, one)} and {shown(graph, other)} are two"
        else:
            merged = [each for each in resolver if each.verdict == "positive" and one in each.pair]
            if not merged:
                group = ", ".join(shown(graph, iri) for iri in sorted(resolver.groups.of(one) - {one}))
                hint = f"it is one with {group} by way of others: name both" if group else "there is nothing to split"
                raise KgError(f"{shown(graph, one)} was merged with nothing: {hint}")
            for each in merged:
                resolver.judge(*each.pair, "unsure", by=who)
            said = f"{shown(graph, one)} stands alone"
        changed = resolver.apply()
        contradictions(graph, resolver)
        console().print(f"{said}: {counted(changed, 'document')} changed", soft_wrap=True)
