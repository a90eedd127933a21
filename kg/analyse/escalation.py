"""Whether two actors get at each other or come to terms, along time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from kg.analyse.affiliation import Level
from kg.analyse.chart import Chart, Series
from kg.analyse.cited import Cited, best
from kg.analyse.finding import Finding, source_cells
from kg.analyse.knowledge import knowledge
from kg.analyse.periods import Step, periods
from kg.analyse.projection import Projection
from kg.errors import QueryError
from kg.labels import counted

__all__ = ["Escalation", "Stage", "escalation"]


@dataclass(frozen=True, slots=True)
class Stage:
    """What happened between the two in a period. An event is a relation that an article reports, counted once."""

    period: str
    index: float | None
    """Mean weight of the events with its sign turned, from -10, cooperation, to 10, conflict; None without events."""
    change: float | None
    """Against the last period that had events."""
    conflict: int
    """Events of negative weight."""
    cooperation: int
    """Events of positive weight."""
    first: float | None
    """The index of what the first does to the second alone, of symmetric events both."""
    second: float | None
    claims: tuple[Cited, ...]
    """Those behind it, the heaviest first."""


@dataclass(frozen=True, slots=True)
class Escalation(Finding):
    """The periods in order of time, from the first event to the last."""

    title: ClassVar[str] = "Escalation"
    question: ClassVar[str] = "Do the two get at each other, or come to terms?"
    method: ClassVar[str] = (
        "Mean weight of the events between the two in a period on Goldstein's scale of conflict and cooperation, its "
        "sign turned: 10 is the worst. An event is a relation with a weight that an article reports as a fact, dated "
        "by the middle of the days that its sentence names, or else by the day of its article; an act that many "
        "articles report weighs more. ontology/analysis.yaml maps relations to codes of CAMEO and their weights, and "
        "says which have none and why; which code a relation stands for is this project's judgement"
    )
    latest: ClassVar[bool] = True
    projection: str
    citation: str  # type: ignore[misc]  # of the weights, which are data
    header: tuple[str, ...]  # type: ignore[misc]  # names the two
    actors: tuple[str, str]
    """Labels of the first and the second."""
    level: Level
    """Who counts as one of them."""
    index: float | None
    """Over the whole time; None if there is no event."""
    stages: tuple[Stage, ...]

    def summary(self) -> str:
        """Return the finding in a sentence."""
        if self.index is None:
            return f"No event between {self.actors[0]} and {self.actors[1]} that has a weight and a date."
        events = sum(stage.conflict + stage.cooperation for stage in self.stages)
        last = next(stage for stage in reversed(self.stages) if stage.index is not None)
        between = f"{counted(events, 'event')} between {self.actors[0]} and {self.actors[1]}"
        index = f"an index of {self.index:+.1f} overall and of {last.index:+.1f} in {last.period}"
        return f"{between}: {index}, from -10 (cooperation) to 10 (conflict)."

    def cut(self, listed: tuple[object, ...], top: int | None) -> tuple[object, ...]:
        """Return the last `top` periods; the two actors stay."""
        return listed if listed is self.actors else Finding.cut(self, listed, top)

    def rows(self, top: int | None = None) -> list[tuple[str, ...]]:
        """Return the last `top` periods that had events as the cells of a table."""
        stages = [stage for stage in self.stages if stage.index is not None]
        return [
            (
                *(stage.period, _number(stage.index), _number(stage.change)),
                *(str(stage.conflict), str(stage.cooperation), _number(stage.first), _number(stage.second)),
                *source_cells(stage.claims),
            )
            for stage in stages[max(len(stages) - (top or len(stages)), 0) :]
        ]

    def chart(self, top: int | None = None) -> Chart | None:
        """Return the events of each period as columns, conflict above the line and cooperation below."""
        if self.index is None:
            return None
        weights = knowledge().weights
        sums: dict[str, list[float]] = {"conflict": [], "cooperation": []}
        for stage in self.stages:
            marks = [weights[cited.claim.predicate].weight for cited in _events(stage.claims)]
            sums["conflict"].append(-sum(mark for mark in marks if mark < 0))
            sums["cooperation"].append(-sum(mark for mark in marks if mark > 0))
        series = (
            Series("conflict", tuple(sums["conflict"]), "rivalry"),
            Series("cooperation", tuple(sums["cooperation"]), "cooperation"),
        )
        title = f"{self.title}: {self.actors[0]} and {self.actors[1]}"
        return Chart(title, "columns", tuple(s.period for s in self.stages), series, "sum of weights, conflict above")


def escalation(
    projection: Projection, first: str, second: str, *, level: Level = "country", step: Step | None = None
) -> Escalation:
    """Return the periods between two actors, given by IRI.

    With the level "government", the bodies and officials of a country act for it as well; with "country", everybody
    that belongs to it. Raises QueryError if the two are one.
    """
    if first == second:
        raise QueryError("an actor does not escalate against itself: give two")
    sides = [_side(projection, one, other, level) for one, other in ((first, second), (second, first))]
    weights = knowledge().weights
    acts: list[tuple[Cited, Literal["first", "second", "both"]]] = []
    for subject, object_, relation, data in projection.graph.edges(keys=True, data=True):
        if relation not in weights:
            continue
        forward = subject in sides[0] and object_ in sides[1]
        if forward or (subject in sides[1] and object_ in sides[0]):
            by: Literal["first", "second", "both"] = "both" if data["symmetric"] else "first" if forward else "second"
            acts.extend((cited, by) for cited in data["claims"] if cited.day is not None)
    actor = {id(cited): by for cited, by in acts}
    stages: list[Stage] = []
    before: float | None = None
    for period in periods([cited.day for cited, _ in acts if cited.day is not None], step):
        inside = [cited for cited, _ in acts if cited.day is not None and cited.day in period]
        events = _events(inside)
        index = _index(events)
        stages.append(
            Stage(
                period=period.label,
                index=index,
                change=None if index is None or before is None else index - before,
                conflict=sum(weights[cited.claim.predicate].weight < 0 for cited in events),
                cooperation=sum(weights[cited.claim.predicate].weight > 0 for cited in events),
                first=_index([cited for cited in events if actor[id(cited)] != "second"]),
                second=_index([cited for cited in events if actor[id(cited)] != "first"]),
                claims=_heaviest(inside),
            )
        )
        before = before if index is None else index
    return Escalation(
        projection.describe(),
        knowledge().source,
        (
            *("period", "index", "change", "conflict", "cooperation"),
            *(f"by {projection.label(actor)}" for actor in (first, second)),
            *("sentence", "publisher", "title"),
        ),
        (projection.label(first), projection.label(second)),
        level,
        _index(_events([cited for cited, _ in acts])),
        tuple(stages),
    )


def _side(projection: Projection, one: str, other: str, level: Level) -> set[str]:
    """Return the nodes that count as the one and not as the other, who may be of the same country."""
    whole = projection.affiliations
    return {node for node in projection.graph if node != other and (node == one or whole.at(level, node) == one)}


def _events(claims: Iterable[Cited]) -> list[Cited]:
    """Return one claim for each relation between the same two in the same article."""
    kept: dict[tuple[str, str | None, str, str | None], Cited] = {}
    for cited in claims:
        claim = cited.claim
        kept.setdefault((cited.report, claim.subject.entity, claim.predicate, claim.object.entity), cited)
    return list(kept.values())


def _index(events: Sequence[Cited]) -> float | None:
    """Return the mean weight with its sign turned; None without events."""
    weights = knowledge().weights
    return -sum(weights[cited.claim.predicate].weight for cited in events) / len(events) if events else None


def _heaviest(claims: Sequence[Cited]) -> tuple[Cited, ...]:
    weights = knowledge().weights
    return tuple(sorted(best(claims), key=lambda cited: -abs(weights[cited.claim.predicate].weight)))


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:+.1f}"
