"""Gathers what a briefing tells: figures, time, neighbours, what is said best and what is disputed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date

from kg.analyse import (
    Affiliations,
    Cited,
    Finding,
    Level,
    Projection,
    Scope,
    balance,
    cite,
    contested,
    dependency,
    emerging,
    escalation,
    focus,
    influence,
    project,
)
from kg.analyse.knowledge import knowledge
from kg.errors import KgError, QueryError
from kg.model import Claim, Document
from kg.report import statements as saying
from kg.report.statements import Statement

__all__ = ["Briefing", "Neighbour", "Subject", "brief"]

_TOP = 8
"""Statements of each kind that a briefing shows."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a briefing is about: nobody in particular, one actor or two."""

    entities: tuple[str, ...] = ()
    """IRIs."""
    scope: Scope = field(default_factory=Scope)


@dataclass(frozen=True, slots=True)
class Neighbour:
    """One that the subject has to do with."""

    iri: str
    label: str
    type: str
    """Class in words."""
    rivalry: int
    """Articles that report rivalry between the two as a fact."""
    cooperation: int
    other: int
    claims: tuple[Cited, ...]

    @property
    def documents(self) -> int:
        """Articles that report anything between the two."""
        return len({cited.report for cited in self.claims})


@dataclass(frozen=True, slots=True)
class Briefing:
    """All that the page tells, before it is laid out."""

    labels: tuple[str, ...]
    """Names of the subject; none if it is a period."""
    types: tuple[str, ...]
    """Classes of the subject in words."""
    countries: tuple[str, ...]
    """Names of the countries that it belongs to; "" where nothing says it."""
    level: Level
    scope: Scope
    statements: tuple[Statement, ...]
    facts: tuple[Cited, ...]
    """The claims of the subject that are affirmed as facts."""
    claims: tuple[Cited, ...]
    """All claims of the subject."""
    projection: Projection
    neighbours: tuple[Neighbour, ...]
    supported: tuple[Statement, ...]
    contested: tuple[Statement, ...]
    unproven: tuple[Statement, ...]
    findings: tuple[Finding, ...]
    """What the analyses say of the subject."""

    @property
    def title(self) -> str:
        """The subject in words."""
        if self.labels:
            return " and ".join(self.labels)
        return f"Tech rivalry {self.scope.period}" if self.scope.period else "Tech rivalry"

    @property
    def documents(self) -> tuple[Document, ...]:
        """The articles, the latest first."""
        found = {cited.document.id: cited.document for cited in self.claims}
        return tuple(sorted(found.values(), key=lambda d: (-(d.published or date.min).toordinal(), d.id)))


def brief(pairs: Iterable[tuple[Claim, Document]], subject: Subject) -> Briefing:
    """Return the briefing. Raises KgError if nothing is said of the subject in its period."""
    known = list(pairs)
    affiliations = Affiliations.of(claim for claim, _ in known)
    level = affiliations.level(subject.entities)
    scope = replace(subject.scope, level=level)
    projection = project(known, scope=scope, affiliations=affiliations)
    said = [
        cited for cited in cite(known) if cited.claim.confidence >= scope.min_confidence and scope.covers(cited.day)
    ]
    statements = [
        statement
        for statement in saying.gather(said, affiliations, level)
        if _concerns(statement, subject.entities, projection)
    ]
    if not statements:
        raise KgError(_nothing(subject, affiliations, said))
    claims = [cited for statement in statements for cited in (*statement.facts, *statement.others)]
    return Briefing(
        labels=tuple(_label(statements, iri, affiliations) for iri in subject.entities),
        types=tuple(_words(affiliations.type(iri)) for iri in subject.entities),
        countries=tuple(
            affiliations.label(country) if (country := affiliations.country(iri)) else "" for iri in subject.entities
        ),
        level=level,
        scope=scope,
        statements=tuple(statements),
        facts=tuple(cited for cited in claims if cited.claim.asserted),
        claims=tuple(claims),
        projection=projection,
        neighbours=_neighbours(statements, subject.entities, projection),
        supported=tuple(saying.supported(_telling(statements, projection), _TOP)),
        contested=tuple(saying.contested(statements, _TOP)),
        unproven=tuple(saying.unproven(statements, _TOP)),
        findings=_findings(known, subject, projection),
    )


def _concerns(statement: Statement, entities: Sequence[str], projection: Projection) -> bool:
    """Return whether the statement is of the subject: of two actors, that it is between them."""
    ends = {statement.subject, statement.object}
    if len(entities) == 2:
        return ends == set(entities)
    if entities:
        return entities[0] in ends
    return ends <= set(projection.graph)


def _telling(statements: Sequence[Statement], projection: Projection) -> list[Statement]:
    """Return the statements that say more than who belongs to whom, of what has a name; or all if there are none."""
    affiliation = knowledge().affiliation
    named = [s for s in statements if s.relation not in affiliation and {s.subject, s.object} <= set(projection.graph)]
    return named or list(statements)


def _label(statements: Sequence[Statement], iri: str, affiliations: Affiliations) -> str:
    for statement in statements:
        for end, label in ((statement.subject, statement.subject_label), (statement.object, statement.object_label)):
            if end == iri:
                return label
    return affiliations.label(iri)


def _words(name: str) -> str:
    """Return the name of a class in words: "government body" for GovernmentBody."""
    parts = re.findall(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[^A-Z]+", name)
    return " ".join(part if part.isupper() else part.lower() for part in parts)


def _nothing(subject: Subject, affiliations: Affiliations, said: Sequence[Cited]) -> str:
    names = " and ".join(affiliations.label(iri) for iri in subject.entities)
    period = f" {subject.scope.period}" if subject.scope.period else ""
    days = [cited.day for cited in said if cited.day]
    has = f": there are claims of {min(days)} to {max(days)}" if days and not names else ""
    what = " between " if len(subject.entities) == 2 else " of " if names else ""
    return f"nothing is said{what}{names}{period}{has}: widen it, or name another actor"


def _neighbours(
    statements: Sequence[Statement], entities: Sequence[str], projection: Projection
) -> tuple[Neighbour, ...]:
    """Return those that one actor has to do with by facts, the most reported first; none of two, or of nobody."""
    if len(entities) != 1:
        return ()
    facts: defaultdict[str, list[tuple[str, Cited]]] = defaultdict(list)
    labels: dict[str, str] = {}
    for statement in statements:
        forward = statement.subject == entities[0]
        other = statement.object if forward else statement.subject
        labels[other] = statement.object_label if forward else statement.subject_label
        facts[other].extend((statement.sign, cited) for cited in statement.facts)
    found = []
    for iri, said in facts.items():
        if iri not in projection.graph or not said:
            continue
        documents: defaultdict[str, set[str]] = defaultdict(set)
        for sign, cited in said:
            documents[sign].add(cited.report)
        found.append(
            Neighbour(
                iri,
                labels[iri],
                _words(projection.graph.nodes[iri]["type"]),
                rivalry=len(documents["rivalry"]),
                cooperation=len(documents["cooperation"]),
                other=len(documents["neutral"]),
                claims=tuple(cited for _, cited in said),
            )
        )
    return tuple(sorted(found, key=lambda n: (-n.documents, n.label, n.iri)))


def _findings(known: Sequence[tuple[Claim, Document]], subject: Subject, projection: Projection) -> tuple[Finding, ...]:
    """Return what the analyses say of the subject; those that find nothing, or lack dates, are left out."""
    entities = subject.entities
    found: list[Finding] = []
    if len(entities) == 2:
        actors = project(known, scope=subject.scope, affiliations=projection.affiliations)
        between = escalation(actors, *entities)
        return (between,) if between.index is not None else ()
    if entities:
        if entities[0] not in projection.graph:
            return ()
        interests, exposures = focus(projection, entities[0]), dependency(projection, entities[0])
        found += [interests] if interests.interests else []
        found += [exposures] if exposures.exposures else []
        return tuple(found)
    ranking, triads, contests = influence(projection), balance(projection), contested(projection)
    found += [ranking] if ranking.entities else []
    found += [triads] if triads.triads else []
    found += [contests] if contests.technologies else []
    with suppress(QueryError):  # no dates, or nothing before: the briefing then says nothing of news
        found.append(emerging(projection))
    return tuple(found)
