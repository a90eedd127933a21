"""kg analyse: what the graph shows as a whole."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from kg.cli.common import DEFAULT_STORE, MinConfidenceOption, StoreOption, console
from kg.cli.tables import print_csv, print_table, to_people

if TYPE_CHECKING:
    from kg.analyse import Finding, Level, Projection, Scope, Step
    from kg.model import Claim, Document
    from kg.store import Store

__all__ = ["SinceOption", "UntilOption", "analyse", "day"]

_ENTITIES = {"escalation": (2, 2), "dependency": (0, 1), "focus": (0, 1)}
"""How many entities an analysis takes, at least and at most; the others take none."""
_SENTENCE = 400
"""Characters of a sentence that a table shows; the other formats have all of it."""

WhichArgument = Annotated[
    Literal[
        "influence",
        "betweenness",
        "brokerage",
        "communities",
        "balance",
        "trend",
        "dependency",
        "escalation",
        "focus",
        "contested",
        "emerging",
        "links",
        "all",
    ],
    typer.Argument(help="Which analysis; all is each that needs no entity."),
]
EntityArgument = Annotated[
    list[str] | None,
    typer.Argument(metavar="[ENTITY]...", help="escalation takes two actors; dependency and focus take one, or none."),
]
FormatOption = Annotated[
    Literal["table", "json", "csv"] | None,
    typer.Option("--format", "-f", help="By default tables on a terminal, JSON in a pipe.", show_default=False),
]
TopOption = Annotated[int, typer.Option("--top", min=1, metavar="N", help="Rows of each result.")]
SinceOption = Annotated[
    datetime | None,
    typer.Option("--since", metavar="DAY", formats=["%Y-%m-%d"], help="Only claims of this day and later."),
]
UntilOption = Annotated[
    datetime | None,
    typer.Option("--until", metavar="DAY", formats=["%Y-%m-%d"], help="Only claims of this day and before."),
]


@dataclass(frozen=True, slots=True)
class _Question:
    """What is asked, apart from how the answer is shown."""

    which: str
    entities: tuple[str, ...]
    scope: Scope
    level: Level | None
    step: Step | None
    days: int | None
    split: date | None


def analyse(
    which: WhichArgument = "all",
    entity: EntityArgument = None,
    form: FormatOption = None,
    top: TopOption = 20,
    plot: Annotated[
        Path | None,
        typer.Option("--plot", metavar="FILE", help="Draw the result too, as .svg or .png. Needs the extra plot."),
    ] = None,
    since: SinceOption = None,
    until: UntilOption = None,
    relation: Annotated[
        list[str] | None,
        typer.Option("--relation", metavar="NAME", help="Only this relation, such as bans. May be repeated."),
    ] = None,
    min_confidence: MinConfidenceOption = 0.0,
    min_documents: Annotated[
        int, typer.Option("--min-documents", min=1, metavar="N", help="Leave out relations that fewer articles report.")
    ] = 1,
    level: Annotated[
        Literal["actor", "government", "country"] | None,
        typer.Option(
            "--level",
            help="Who counts as one: every actor; a government with its bodies and officials; all of a country. "
            "By default what suits the analysis.",
            show_default=False,
        ),
    ] = None,
    step: Annotated[
        Literal["month", "quarter", "year"] | None,
        typer.Option("--step", help="Of trend and escalation; by default as the time spans.", show_default=False),
    ] = None,
    days: Annotated[
        int | None,
        typer.Option(
            "--days",
            min=1,
            metavar="N",
            help="Last period of emerging; by default 180, or a third of a shorter time.",
            show_default=False,
        ),
    ] = None,
    split: Annotated[
        datetime | None,
        typer.Option(
            "--split",
            metavar="DAY",
            formats=["%Y-%m-%d"],
            help="Test links: how well claims before this day foretell those from it on.",
        ),
    ] = None,
    evidence: Annotated[
        int, typer.Option("--evidence", min=0, metavar="N", help="Sentences that JSON has for each result.")
    ] = 3,
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Analyse the graph of what is reported as fact.

    Who is at its centre and in between, who belongs together, where friend and foe do not add up, who depends on whom,
    what is contested or new, and who may have to do with whom next. Each result names its method, the work that
    describes it, and the sentences behind it. A claim is of the days that its sentence names, or else of the day of
    its article. docs/analysis.md explains each analysis.
    """
    from kg.analyse import Scope
    from kg.errors import QueryError

    form = form or ("table" if to_people() else "json")
    if form == "csv" and which == "all":
        raise typer.BadParameter("CSV holds one result: name an analysis, such as influence", param_hint="--format")
    if plot and which == "all":
        raise typer.BadParameter("a drawing shows one result: name an analysis, such as influence", param_hint="--plot")
    _check_entities(which, entity or [])
    try:
        scope = Scope(
            relations=frozenset(relation) if relation else None,
            since=day(since),
            until=day(until),
            min_confidence=min_confidence,
            min_documents=min_documents,
        )
    except QueryError as error:
        raise typer.BadParameter(str(error)) from error
    findings = _find(_Question(which, tuple(entity or ()), scope, level, step, days, day(split)), store)
    if form == "json":
        found = {name: finding.as_json(top, sentences=evidence) for name, finding in findings.items()}
        typer.echo(json.dumps(found if which == "all" else found[which], ensure_ascii=False, indent=2))
    elif form == "csv":
        print_csv(findings[which].header, findings[which].rows(top))
    else:
        for finding in findings.values():
            _show(finding, top)
    if plot:
        _draw(findings[which], top, plot)


def day(moment: datetime | None) -> date | None:
    """Return the day of an option's value."""
    return moment.date() if moment else None


def _check_entities(which: str, entities: list[str]) -> None:
    least, most = _ENTITIES.get(which, (0, 0))
    if not least <= len(entities) <= most:
        takes = f"takes {least} entities" if least == most and least else "takes one entity or none"
        raise typer.BadParameter(
            f"{which} {takes if most else 'takes no entity'}: {len(entities)} given", param_hint="ENTITY"
        )


def _find(question: _Question, place: str) -> Mapping[str, Finding]:
    from kg.analyse import ANALYSES
    from kg.errors import QueryError
    from kg.query import find_entity
    from kg.store import open_store

    with open_store(place, create=False, read_only=True) as graph:
        entities = [find_entity(graph, name) for name in question.entities]
        projected = _projections(question, graph, place, entities)
        if question.which != "all":
            return {question.which: _analysis(question, entities)(projected(question.which))}
        found: dict[str, Finding] = {}
        for name in ANALYSES:
            try:
                found[name] = ANALYSES[name](projected(name))
            except QueryError as error:  # such as one that needs dates where there are none: the others do not
                typer.echo(f"{name}: {error}", err=True)
        return found


def _projections(question: _Question, graph: Store, place: str, entities: Sequence[str]) -> Callable[[str], Projection]:
    """Return the function from the name of an analysis to what it looks at."""
    from dataclasses import replace
    from functools import cache

    from kg.analyse import LEVELS, Affiliations, project
    from kg.errors import KgError

    pairs = list(graph.claims())
    if not pairs:
        raise KgError(f"{place}: holds no claims to analyse: add articles with `kg build PATH`")
    affiliations = Affiliations.of(claim for claim, _ in pairs)

    @cache
    def at(level: Level) -> Projection:
        projection = project(pairs, scope=replace(question.scope, level=level), affiliations=affiliations)
        _check_any(projection, pairs, place)
        return projection

    def projected(name: str) -> Projection:
        if name == "escalation":  # finds out itself who counts as one of the two
            return at("actor")
        default = affiliations.level(entities) if entities else LEVELS.get(name, "actor")
        return at(question.level or default)

    return projected


def _check_any(projection: Projection, pairs: Sequence[tuple[Claim, Document]], place: str) -> None:
    """Raise KgError if the scope leaves nothing, with the days that there would be."""
    from kg.analyse import day_of
    from kg.errors import KgError

    if projection.outside < projection.facts or not projection.facts:
        return
    narrow = "; ".join(projection.scope.describe())
    days = [found for claim, document in pairs if claim.asserted and (found := day_of(claim, document))]
    has = f"its facts are of {min(days)} to {max(days)}" if days else "its facts have no dates"
    raise KgError(f"{place}: no fact is left ({narrow}): {has}: widen it")


def _analysis(question: _Question, entities: Sequence[str]) -> Callable[[Projection], Finding]:
    """Return the one analysis that is asked for, with what it needs besides a projection."""
    from kg import analyse as analyses

    if question.which == "escalation":
        first, second = entities
        level = question.level or "country"
        return lambda p: analyses.escalation(p, first, second, level=level, step=question.step)
    if question.which == "dependency":
        return partial(analyses.dependency, actor=entities[0] if entities else None)
    if question.which == "focus":
        return partial(analyses.focus, actor=entities[0] if entities else None)
    if question.which == "trend":
        return partial(analyses.trend, step=question.step)
    if question.which == "emerging":
        return partial(analyses.emerging, days=question.days)
    if question.which == "links":
        return partial(analyses.links, split=question.split)
    return analyses.ANALYSES[question.which]


def _short(text: str) -> str:
    """Return a sentence as far as a terminal has room for it: official lists run on for pages."""
    return text if len(text) <= _SENTENCE else f"{text[: _SENTENCE - 1]}…"


def _draw(finding: Finding, top: int, file: Path) -> None:
    from kg.analyse.plot import write
    from kg.errors import KgError

    chart = finding.chart(top)
    if chart is None:
        raise KgError(f"{file}: there is nothing to draw: {finding.summary()}")
    write(chart, file, note=f"{finding.summary()} {finding.citation}.")
    typer.echo(f"{file}: drawn", err=True)


def _show(finding: Finding, top: int) -> None:
    out = console()
    out.print(finding.title, style="bold")
    out.print(f"{finding.summary()} {finding.projection}.", style="dim")
    out.print()
    rows = [[_short(cell) for cell in row] for row in finding.rows(top)]
    if rows:
        print_table(finding.header, rows)
        out.print()
    out.print(f"{finding.method}. {finding.citation}.", style="dim")
    out.print()
