"""What the commands share that judge whether two names are one entity."""

from __future__ import annotations

import getpass
import re
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from kg.link import Resolver
    from kg.store import Store

__all__ = ["ByOption", "author", "contradictions", "identify", "obstacles", "shown"]

ByOption = Annotated[
    str | None,
    typer.Option("--by", metavar="NAME", help="Who decides. Default: the name you logged in with.", show_default=False),
]
"""Use as `by: ByOption = None`."""

_ITEM = re.compile(r"(?:wd:|https?://www\.wikidata\.org/(?:entity|wiki)/)(Q[1-9]\d*)")


def author(by: str | None) -> str:
    """Return who decides. Raises typer.BadParameter if that is nobody."""
    if by is not None:
        if not by.strip():
            raise typer.BadParameter("give a name", param_hint="--by")
        return by.strip()
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # no login name, as in some containers
        return "unknown"


def identify(graph: Store, name: str) -> str:
    """Return the IRI that articles were linked to for a name or IRI, or of an item of Wikidata, such as wd:Q160120.

    Raises QueryError, with suggestions, if there is none.
    """
    from kg.link import WIKIDATA
    from kg.query import find_unmerged

    item = _ITEM.fullmatch(name)
    return f"{WIKIDATA}{item[1]}" if item else find_unmerged(graph, name)


def shown(graph: Store, iri: str) -> str:
    """Return an IRI as people read and write it: ent:huawei, name:acme-chips, wd:Q160120."""
    from kg.link import WIKIDATA
    from kg.store.terms import prefixes

    spaces = {**prefixes(graph.base), "wd": WIKIDATA}
    prefix = max((name for name, space in spaces.items() if iri.startswith(space)), key=lambda name: len(spaces[name]))
    local = iri.removeprefix(spaces[prefix])
    return iri if "/" in local else f"{prefix}:{local}"


def obstacles(graph: Store, resolver: Resolver, left: str, right: str) -> list[str]:
    """Return what speaks against two being one, by their classes and by what articles say of them."""
    from kg.link import agree, is_elsewhere, specific
    from kg.query import records, run_saved
    from kg.store import kinds

    if is_elsewhere(left) or is_elsewhere(right):
        return []
    ends = [resolver.groups.canonical(iri) for iri in (left, right)]
    found = []
    ours, theirs = (kinds(graph, iri) for iri in ends)
    if not agree(ours, theirs):
        one, other = (" and ".join(sorted(specific(each))) for each in (ours, theirs))
        found.append(f"one is a {one}, the other a {other}")
    if ends[0] != ends[1] and (rows := records(run_saved(graph, "between", a=ends[0], b=ends[1]))):
        found.append(f"an article relates the two: “{rows[0]['sentence']}”")
    return found


def contradictions(graph: Store, resolver: Resolver) -> None:
    """Name on standard error the judgements that are not carried out because others forbid it."""
    for each in resolver.groups.contradicted:
        typer.echo(
            f"warning: not carried out: {shown(graph, each.left)} and {shown(graph, each.right)} are one according to "
            f"{each.by}, which would make one of two that are kept apart",
            err=True,
        )
