"""The parameters of a query: their types, and what a person types in as a value."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal, TypeAlias, get_args

import pyoxigraph as ox

from kg.errors import QueryError
from kg.query.binding import Bindable
from kg.query.names import find_class, find_entity, find_modality, find_relation
from kg.store import Store
from kg.store.terms import prefixes

__all__ = ["Kind", "Parameter", "ParameterError", "mistaken", "resolve"]

Kind: TypeAlias = Literal["entity", "relation", "class", "modality", "string", "integer", "share", "year", "date"]
KINDS: tuple[Kind, ...] = get_args(Kind)
_IRI = r"[^\s<>\"{}|^`\\]+"
_DIGITS = 18
"""What the 64 bits that a database computes with hold of an integer."""


class ParameterError(QueryError):
    """A parameter is missing, not one of the query's, or not of its type. Correct the call."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A variable of a query that the caller may, or must, give a value."""

    name: str
    kind: Kind
    description: str
    required: bool
    default: str | None = None
    """The value if none is given; None leaves the variable free, so that the query finds all there is."""


def resolve(store: Store, declared: Iterable[Parameter] | None, given: Mapping[str, str]) -> dict[str, Bindable]:
    """Return the values of the query's variables, by name.

    A query that declares nothing (`declared` is None) takes any parameter: an IRI in angle brackets, one that begins
    with http:// or https://, a name with one of the known prefixes such as ent:huawei, a number, a day such as
    2025-04-26, or else a string, which may stand in double quotes to be none of these. Raises ParameterError if a
    parameter is missing, unknown or not of its type, and QueryError if a name stands for no entity.
    """
    if declared is None:
        return {name: _guess(text, store.base) for name, text in given.items()}
    known = {parameter.name: parameter for parameter in declared}
    for name in given:
        if name not in known:
            has = f"it has {', '.join(known)}" if known else "it has none"
            raise ParameterError(f"the query has no parameter {name!r}: {has}")
    values: dict[str, Bindable] = {}
    for name, parameter in known.items():
        text = given.get(name, parameter.default)
        if text is not None:
            values[name] = _value(store, parameter, text)
        elif parameter.required:
            raise ParameterError(f"the query needs {name}=..., the {parameter.kind}: {parameter.description}")
    return values


def mistaken(store: Store, given: Mapping[str, str]) -> dict[str, str]:
    """Return which values of a query that declares nothing are read as strings but are names of entities.

    With each comes what stands for the entity, such as ent:huawei: a pattern that has the string in its place finds
    nothing.
    """
    found = {}
    for name, text in given.items():
        if _guess(text, store.base) == text:
            with suppress(QueryError):
                iri = find_entity(store, text)
                fitting = {space: prefix for prefix, space in prefixes(store.base).items() if iri.startswith(space)}
                space = max(fitting, key=len)
                found[name] = f"{fitting[space]}:{iri.removeprefix(space)}"
    return found


def _guess(text: str, base: str) -> Bindable:
    """Return what stands for a value of which nobody said the type."""
    if len(text) > 1 and text[0] == text[-1] == '"':
        return text[1:-1]
    prefix, _, local = text.partition(":")
    space = prefixes(base).get(prefix)
    if space and re.fullmatch(_IRI, local):
        return _node(f"{space}{local}", text)
    if found := re.fullmatch(rf"<({_IRI})>|(https?://{_IRI})", text):
        return _node(found[1] or found[2], text)
    if re.fullmatch(r"[+-]?[0-9]{1,18}", text):
        return int(text)
    if re.fullmatch(r"[+-]?[0-9]{0,18}\.[0-9]{1,18}", text):
        return Decimal(text)
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text


def _node(iri: str, text: str) -> ox.NamedNode:
    try:
        return ox.NamedNode(iri)
    except ValueError as error:
        raise ParameterError(f"{text!r} is no IRI: correct it, or put it in double quotes if it is a string") from error


def _value(store: Store, parameter: Parameter, text: str) -> Bindable:
    match parameter.kind:
        case "entity":
            return ox.NamedNode(find_entity(store, text))
        case "relation" | "class" | "modality":
            return ox.NamedNode(f"{store.base}{_term(parameter, text, store.base)}")
        case "string":
            return text
        case "integer":
            if not re.fullmatch(r"[+-]?[0-9]+", text.strip()):
                raise ParameterError(f"parameter {parameter.name}: {text!r} is no integer: give one such as 2")
            if len(text.strip()) > _DIGITS:
                raise ParameterError(
                    f"parameter {parameter.name}: {text[:_DIGITS]}… is too large: give a smaller integer"
                )
            return int(text)
        case "share":
            if not re.fullmatch(r"0*(?:0?\.\d{1,18}|[01](?:\.0*)?)", text.strip()):
                raise ParameterError(
                    f"parameter {parameter.name}: {text!r} is no share: give one from 0 to 1, such as 0.9"
                )
            return Decimal(text.strip())
        case "year":
            if not re.fullmatch(r"[0-9]{4}", text.strip()):
                raise ParameterError(f"parameter {parameter.name}: {text!r} is no year: give one such as 2024")
            return text.strip()
        case "date":
            try:
                return date.fromisoformat(text.strip())
            except ValueError as error:
                raise ParameterError(
                    f"parameter {parameter.name}: {text!r} is no day: give one such as 2025-04-26"
                ) from error


def _term(parameter: Parameter, text: str, base: str) -> str:
    """Return the local name of the relation, class or modality that goes by this local name, label or IRI."""
    find = {"relation": find_relation, "class": find_class, "modality": find_modality}[parameter.kind]
    try:
        return find(text, base)
    except QueryError as error:
        raise ParameterError(f"parameter {parameter.name}: {error}") from error
