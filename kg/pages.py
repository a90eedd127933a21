"""The views of a store: names found, analyses run, the page rendered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from kg.errors import QueryError
from kg.view import VIEWS, Communities, Material, Paths, Payload, Statement, Triad, Triads, View, render

if TYPE_CHECKING:
    from kg.store import Store

__all__ = ["Page", "draw", "material", "read", "resolve"]


@dataclass(frozen=True, slots=True)
class Page:
    """A view of a store."""

    html: str
    """The whole page, to be written as UTF-8; it asks for nothing from anywhere."""
    payload: Payload
    """What it shows."""


def draw(store: Store, view: str, given: Mapping[str, Any] | None = None, *, stated: Material | None = None) -> Page:
    """Return the view of this name, one of `kg.view.VIEWS`.

    `given` are its parameters, as text or in their types; entities may be names. `stated` is what `read` returns, for
    who draws several views of a store that does not change. Raises QueryError if the view or a
    parameter is unknown or wrong, if an entity is unknown or ambiguous, with names that come close, or if there is
    nothing to show.
    """
    if view not in VIEWS:
        raise QueryError(f"no view is called {view!r}: there are {', '.join(VIEWS)}")
    chosen = VIEWS[view]
    values = resolve(store, chosen, given or {})
    payload = chosen.payload(stated or read(store), values)
    return Page(render(payload), payload)


def resolve(store: Store, view: View, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return a value for every parameter of a view, entities by IRI, claims by place. Raises QueryError as `draw`."""
    from kg.query import find_entity

    values = view.read(given)
    for parameter in view.parameters:
        value = values[parameter.name]
        if value is not None and parameter.kind == "entity":
            values[parameter.name] = find_entity(store, value)
        elif value is not None and parameter.kind == "claim":
            values[parameter.name] = _place_of(store, str(value))
    return values


def _place_of(store: Store, claim: str) -> tuple[str, int]:
    """Return the document of a claim and where its sentence begins. Raises QueryError if there is no such claim."""
    from kg.query import statement

    found = statement(store, claim)
    return unquote(found.document.iri.removeprefix(f"{store.base}document/")), found.start


def read(store: Store) -> Material:
    """Return all statements of a store with the other names of its entities, and the analyses that views ask for."""
    from kg.store import entity_names

    return material(store.claims(), {iri: sorted(names) for iri, names in entity_names(store).items()})


def material(statements: Iterable[Statement], aliases: Mapping[str, Sequence[str]] | None = None) -> Material:
    """Return the statements, and further names by entity IRI, with the analyses that views ask for."""
    return Material(list(statements), aliases or {}, communities=_communities, paths=_paths, triads=_triads)


def _communities(statements: Iterable[Statement]) -> Communities:
    from kg.analyse import communities, project

    found = communities(project(statements))
    members = [[member.entity for member in community.members] for community in found.communities]
    return Communities(f"{found.method}. {found.citation}.", members)


def _paths(statements: Iterable[Statement], start: str, end: str, k: int) -> Paths:
    from kg.analyse import paths, project

    found = paths(project(statements), start, end, k=k)
    return Paths(f"{found.method}. {found.citation}.", [path.members for path in found.paths])


def _triads(statements: Iterable[Statement]) -> Triads:
    from kg.analyse import balance, project

    found = balance(project(statements))
    triads = [
        Triad(
            triad.members,
            (triad.sides[0].sign, triad.sides[1].sign, triad.sides[2].sign),
            triad.balanced,
            triad.support,
        )
        for triad in found.triads
    ]
    return Triads(f"{found.method}. {found.citation}.", triads)
