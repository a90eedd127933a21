"""Whether friend and foe add up better or worse as time goes on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from kg.analyse.balance import Triad, signed_pairs, triads_of
from kg.analyse.chart import Chart, Series
from kg.analyse.finding import Finding
from kg.analyse.periods import Step, periods
from kg.analyse.projection import Projection
from kg.errors import QueryError

__all__ = ["Moment", "Trend", "trend"]


@dataclass(frozen=True, slots=True)
class Moment:
    """How balanced the graph is at the end of a period, as far as reported by then."""

    period: str
    until: date
    pairs: int
    triads: int
    unbalanced: int
    degree: float | None
    """Share of triads that are balanced; None without triads."""
    strained: tuple[Triad, ...]
    """Triads that are unbalanced now and were not at the end of the period before."""


@dataclass(frozen=True, slots=True)
class Trend(Finding):
    """The periods in order of time."""

    title: ClassVar[str] = "Balance over time"
    question: ClassVar[str] = "Do friend and foe add up better or worse as time goes on?"
    method: ClassVar[str] = (
        "Signed triads as for balance, of all claims dated up to the end of each period: what was known by then. "
        "A claim is dated by the middle of the days that its sentence names, or else by the day of its article"
    )
    citation: ClassVar[str] = (
        "Antal, Krapivsky and Redner, “Social balance on networks: The dynamics of friendship and enmity”, Physica D "
        "224 (2006); Cartwright and Harary, “Structural balance: a generalization of Heider's theory”, Psychological "
        "Review 63 (1956)"
    )
    header: ClassVar[tuple[str, ...]] = ("period", "pairs", "triads", "unbalanced", "balanced", "under strain since")
    latest: ClassVar[bool] = True
    projection: str
    moments: tuple[Moment, ...]

    def summary(self) -> str:
        """Return the finding in a sentence."""
        known = [moment for moment in self.moments if moment.degree is not None]
        if not known:
            return "No signed triads at any time."
        first, last = known[0], known[-1]
        return f"{last.degree:.0%} of triads balanced in {last.period}, {first.degree:.0%} in {first.period}."

    def rows(self, top: int | None = None) -> list[tuple[str, ...]]:
        """Return the last `top` periods as the cells of a table."""
        return [
            (
                *(moment.period, str(moment.pairs), str(moment.triads), str(moment.unbalanced)),
                "" if moment.degree is None else f"{moment.degree:.0%}",
                "; ".join(", ".join(triad.labels) for triad in moment.strained[:3]),
            )
            for moment in self.cut(self.moments, top)
        ]

    def chart(self, top: int | None = None) -> Chart | None:
        """Return the degree of balance as a line."""
        shown = [moment for moment in self.moments if moment.triads]
        if not shown:
            return None
        degrees = Series("balanced triads", tuple(moment.degree for moment in shown), "cooperation")
        return Chart(self.title, "lines", tuple(m.period for m in shown), (degrees,), "share of triads")


def trend(projection: Projection, *, step: Step | None = None) -> Trend:
    """Return the balance at the end of each period. Raises QueryError if no claim has a date."""
    signed = [c for c in projection.cited() if c.day is not None]
    days = [cited.day for cited in signed if cited.day is not None]
    if not days:
        raise QueryError("no claim has a date to order it by: build from articles with a `published` day")
    moments: list[Moment] = []
    before: set[tuple[str, str, str]] = set()
    for period in periods(days, step):
        sides, _ = signed_pairs(projection, until=period.last)
        triads = triads_of(sides, projection)
        unbalanced = [triad for triad in triads if not triad.balanced]
        moments.append(
            Moment(
                period=period.label,
                until=period.last,
                pairs=len(sides),
                triads=len(triads),
                unbalanced=len(unbalanced),
                degree=(len(triads) - len(unbalanced)) / len(triads) if triads else None,
                strained=tuple(triad for triad in unbalanced if triad.members not in before),
            )
        )
        before = {triad.members for triad in unbalanced}
    return Trend(projection.describe(), tuple(moments))
