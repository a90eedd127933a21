"""Which technologies each actor turns to, and to which more than others do."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import ClassVar

from kg.analyse.chart import Chart, Series
from kg.analyse.cited import Cited, best
from kg.analyse.finding import Finding, source_cells
from kg.analyse.knowledge import knowledge
from kg.analyse.projection import Projection, check_known
from kg.analyse.technologies import acts
from kg.labels import counted
from kg.vocab import relation_label

__all__ = ["Focus", "Interest", "focus"]

_PER_ACTOR = 5

_GRID = 8
"""Actors and technologies that a drawing shows."""


@dataclass(frozen=True, slots=True)
class Interest:
    """What ties an actor to a technology."""

    actor: str
    """IRI."""
    actor_label: str
    technology: str
    """IRI."""
    technology_label: str
    documents: int
    share: float
    """Of the documents that tie the actor to any technology, from 0 to 1."""
    advantage: float
    """That share over the same share of all actors: above 1, the actor turns to it more than others."""
    relations: tuple[str, ...]
    """Labels."""
    claims: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class Focus(Finding):
    """Actors by number of documents, and the technologies of each likewise."""

    title: ClassVar[str] = "Technology focus"
    question: ClassVar[str] = "Which technologies does each actor turn to?"
    method: ClassVar[str] = (
        "Documents that report an actor to develop, make, use, fund, restrict or otherwise act on a technology; the "
        "advantage is Balassa's index: the technology's share of the actor's documents over its share of all. Few "
        "documents make it jump: read it beside their number"
    )
    citation: ClassVar[str] = (
        "Balassa, “Trade Liberalisation and ‘Revealed’ Comparative Advantage”, The Manchester School 33 (1965)"
    )
    header: ClassVar[tuple[str, ...]] = (
        *("actor", "technology", "documents", "share", "advantage", "relations"),
        *("sentence", "publisher", "title"),
    )
    projection: str
    interests: tuple[Interest, ...]

    def summary(self) -> str:
        """Return the finding in a sentence."""
        actors = counted(len({interest.actor for interest in self.interests}), "actor")
        technologies = counted(len({interest.technology for interest in self.interests}), "technology")
        return f"{actors} and {technologies}."

    def rows(self, top: int | None = None) -> list[tuple[str, ...]]:
        """Return the first `top` as the cells of a table, of several actors the first five technologies of each."""
        several = len({interest.actor for interest in self.interests}) > 1
        shown: Counter[str] = Counter()
        listed = []
        for interest in self.interests:
            shown[interest.actor] += 1
            if not several or shown[interest.actor] <= _PER_ACTOR:
                listed.append(interest)
        return [
            (
                *(i.actor_label, i.technology_label, str(i.documents), f"{i.share:.0%}", f"{i.advantage:.1f}"),
                ", ".join(i.relations),
                *source_cells(i.claims),
            )
            for i in listed[:top]
        ]

    def chart(self, top: int | None = None) -> Chart | None:
        """Return a grid of the actors and technologies with most documents."""
        if not self.interests:
            return None
        weight: defaultdict[str, int] = defaultdict(int)
        labels: dict[str, str] = {}
        for interest in self.interests:
            weight[interest.technology] += interest.documents
            labels[interest.technology] = interest.technology_label
        columns = sorted(weight, key=lambda iri: (-weight[iri], labels[iri], iri))[:_GRID]
        rows = list(dict.fromkeys(i.actor for i in self.interests if i.technology in columns))[:_GRID]
        cells = {(i.actor, i.technology): float(i.documents) for i in self.interests}
        names = {interest.actor: interest.actor_label for interest in self.interests}
        series = tuple(Series(names[row], tuple(cells.get((row, column)) for column in columns)) for row in rows)
        return Chart(self.title, "grid", tuple(labels[column] for column in columns), series, "documents")


def focus(projection: Projection, actor: str | None = None) -> Focus:
    """Return what each actor turns to, or the one given by IRI. Raises QueryError if the graph does not have it."""
    if actor is not None:
        check_known(projection, actor)
    known = knowledge()
    claims: defaultdict[tuple[str, str], list[Cited]] = defaultdict(list)
    relations: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for act in acts(projection, known.drive | known.restrain):
        claims[act.subject, act.object].append(act.cited)
        relations[act.subject, act.object].add(act.relation)
    documents = {pair: len({cited.report for cited in found}) for pair, found in claims.items()}
    of_actor: defaultdict[str, int] = defaultdict(int)
    of_technology: defaultdict[str, int] = defaultdict(int)
    for (subject, technology), number in documents.items():
        of_actor[subject] += number
        of_technology[technology] += number
    total = sum(documents.values())
    found = [
        Interest(
            actor=subject,
            actor_label=projection.label(subject),
            technology=technology,
            technology_label=projection.label(technology),
            documents=number,
            share=number / of_actor[subject],
            advantage=(number / of_actor[subject]) / (of_technology[technology] / total),
            relations=tuple(sorted(map(relation_label, relations[subject, technology]))),
            claims=best(claims[subject, technology]),
        )
        for (subject, technology), number in documents.items()
        if actor is None or subject == actor
    ]
    found.sort(key=lambda i: (-of_actor[i.actor], i.actor_label, i.actor, -i.documents, i.technology_label))
    return Focus(projection.describe(), tuple(found))
