"""The views by name, each with its parameters: what a command line, a server or a notebook offers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal

from kg.errors import QueryError
from kg.view.kinds.diff import diff
from kg.view.kinds.ego import ego
from kg.view.kinds.evidence import evidence
from kg.view.kinds.overview import overview
from kg.view.kinds.path import path
from kg.view.kinds.rivalry import rivalry
from kg.view.kinds.timeline import timeline
from kg.view.material import Material
from kg.view.payload import Payload
from kg.view.periods import Span, as_period, parse_period

__all__ = ["COMMON", "VIEWS", "Parameter", "View"]

Kind = Literal["entity", "integer", "share", "flag", "period", "relation", "document", "claim"]


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a view may be told."""

    name: str
    kind: Kind
    """"entity": an IRI, for which a name may stand where somebody resolves it; "share": from 0 to 1; "period": a year,
    a month, a day, or two of these with dots between; "relation": local name of a property; "document": identifier;
    "claim": identifier of its document and where its sentence begins, for which an IRI may stand in the same way."""
    help: str
    required: bool = False
    default: Any = None
    least: int | None = None
    most: int | None = None

    def read(self, value: Any) -> Any:
        """Return the value, given as text or as it is, in its type. Raises QueryError that says what would do."""
        try:
            if self.kind == "integer":
                return self._bounded(int(value))
            if self.kind == "share":
                share = float(value)
                if not 0 <= share <= 1:
                    raise ValueError("not between 0 and 1")
                return share
            if self.kind == "flag":
                return value if isinstance(value, bool) else _FLAGS[str(value).lower()]
        except (TypeError, ValueError, KeyError) as error:
            hint = {"integer": "give a whole number", "share": "give a number from 0 to 1", "flag": "give 1 or 0"}
            bounds = f", from {self.least} to {self.most}" if self.most else f" from {self.least} up"
            more = bounds if self.kind == "integer" and self.least is not None else ""
            raise QueryError(f"{self.name}: {value!r} does not do: {hint[self.kind]}{more}") from error
        if self.kind == "period":
            return value if isinstance(value, Span) else parse_period(str(value))
        return value if self.kind == "claim" else str(value)

    def _bounded(self, number: int) -> int:
        if (self.least is not None and number < self.least) or (self.most is not None and number > self.most):
            raise ValueError("out of bounds")
        return number


_FLAGS = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False}

COMMON = (
    Parameter("min_confidence", "share", "Leave out claims that the extractor is less sure of.", default=0.0),
    Parameter("period", "period", "Only articles of this period: 2024, 2024-03, 2023-07..2024-06."),
)
"""What every view may be told."""

_MAX_NODES = Parameter("max_nodes", "integer", "Entities to show, best supported first.", default=150, least=1)


@dataclass(frozen=True, slots=True)
class View:
    """A way to look at the graph."""

    name: str
    label: str
    description: str
    own: tuple[Parameter, ...]
    build: Callable[..., Payload]
    selects: bool = False
    """Whether one of its own parameters at least must be given, whichever."""

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        """What this view may be told, its own parameters first."""
        return self.own + COMMON

    def read(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """Return a value for every parameter; what is None or empty counts as not given.

        Raises QueryError if one is unknown, missing or wrong.
        """
        known = {parameter.name: parameter for parameter in self.parameters}
        given = {name: value for name, value in given.items() if value is not None and value != ""}
        if unknown := sorted(given.keys() - known.keys()):
            raise QueryError(f"{self.name} has no parameter {unknown[0]!r}: it has {', '.join(known)}")
        if missing := [name for name, each in known.items() if each.required and name not in given]:
            raise QueryError(f"{self.name} needs {missing[0]}: {known[missing[0]].help}")
        return {name: each.read(given[name]) if name in given else each.default for name, each in known.items()}

    def payload(self, material: Material, values: Mapping[str, Any]) -> Payload:
        """Return what the page shows. `values` are those that `read` returns, with an IRI for each entity.

        Raises QueryError if nothing is left to show.
        """
        own = {parameter.name: values[parameter.name] for parameter in self.own}
        least, period = values["min_confidence"], values["period"]
        payload = self.build(_selected(material, least, period), **own)
        payload["framing"]["least"] = least
        payload["framing"]["span"] = as_period(period) if period else None
        return payload


def _selected(material: Material, least: float, period: Span | None) -> Material:
    if not material.statements:
        raise QueryError("the graph holds no claims to show: add articles with `kg build PATH`")
    sure = [pair for pair in material.statements if pair[0].confidence >= least]
    if not sure:
        surest = max(claim.confidence for claim, _ in material.statements)
        raise QueryError(f"no claim has a confidence of {least:g}: give {surest:g} or less")
    inside = sure if period is None else [pair for pair in sure if pair[1].published in period]
    if not inside:
        raise QueryError(f"no article is of the period {period}: {material.only(sure).dated()}")
    return material.only(inside)


VIEWS: Mapping[str, View] = MappingProxyType(
    {
        view.name: view
        for view in (
            View(
                "overview",
                "Overview",
                "The best supported actors and what ties them, with communities that fold into one.",
                (_MAX_NODES, Parameter("everything", "flag", "Open with all entities.", default=False)),
                overview,
            ),
            View(
                "ego",
                "One actor",
                "An actor and those around it, up to two steps away.",
                (
                    Parameter("entity", "entity", "Name or IRI of the actor.", required=True),
                    Parameter("hops", "integer", "Steps from the actor.", default=1, least=1, most=2),
                    _MAX_NODES,
                ),
                ego,
            ),
            View(
                "path",
                "Paths",
                "The best paths between two actors, with the evidence of each step.",
                (
                    Parameter("start", "entity", "Name or IRI of one end.", required=True),
                    Parameter("end", "entity", "Name or IRI of the other end.", required=True),
                    Parameter("k", "integer", "Paths at most.", default=5, least=1, most=50),
                ),
                path,
            ),
            View(
                "rivalry",
                "Rivals and partners",
                "Rivalry against cooperation among actors, and the triads that do not add up.",
                (Parameter("max_nodes", "integer", "Actors to show, best supported first.", default=60, least=1),),
                rivalry,
            ),
            View(
                "timeline",
                "Timeline",
                "What was reported when, month by month.",
                (_MAX_NODES,),
                timeline,
            ),
            View(
                "diff",
                "Changes",
                "Two periods on the same positions: what is new, gone or turned into its opposite.",
                (
                    Parameter("before", "period", "The earlier period; without both, the articles are halved."),
                    Parameter("after", "period", "The later period."),
                    _MAX_NODES,
                ),
                diff,
            ),
            View(
                "evidence",
                "Evidence",
                "The sentences behind a relation, or all that one article states, in order.",
                (
                    Parameter("document", "document", "Identifier of an article."),
                    Parameter("subject", "entity", "Name or IRI of one end of a relation, in place of an article."),
                    Parameter("object", "entity", "Name or IRI of its other end."),
                    Parameter("relation", "relation", "Name of the relation; without it, all between the two."),
                    Parameter("claim", "claim", "IRI of a claim, for all that its sentence states."),
                ),
                evidence,
                selects=True,
            ),
        )
    }
)
"""All views by name, in the order in which they are offered."""
