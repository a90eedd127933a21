"""Over which technologies most sides contend."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import ClassVar

from kg.analyse.chart import Chart, Series
from kg.analyse.cited import Cited, best
from kg.analyse.finding import Finding, source_cells
from kg.analyse.knowledge import knowledge
from kg.analyse.projection import Projection
from kg.analyse.technologies import acts, by_sentence, place
from kg.labels import counted

__all__ = ["Contest", "Contested", "contested"]


@dataclass(frozen=True, slots=True)
class Contest:
    """A technology and the countries that have to do with it."""

    technology: str
    """IRI."""
    label: str
    type: str
    score: float
    """Documents times the chance that two reports of it, drawn at random, are of different countries."""
    documents: int
    drive: int
    """Documents in which somebody makes, uses or furthers it."""
    restrain: int
    """Documents in which somebody restricts, bans, taxes or opposes it."""
    countries: dict[str, int]
    """Number of documents by label of the country, the most first."""
    claims: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class Contested(Finding):
    """The technologies with more than one side, the most contested first."""

    title: ClassVar[str] = "Contested technologies"
    question: ClassVar[str] = "Over which technologies do most sides contend?"
    method: ClassVar[str] = (
        "For each technology, the documents that report actors of a country to make, use, further, restrict or oppose "
        "it, and those whom the same sentence cuts off from it, by country. The score is the number of documents times "
        "the Gini-Simpson index of the countries' shares, which is the chance that two reports are of different ones: "
        "0 if only one country is concerned, high where much is reported of several"
    )
    citation: ClassVar[str] = (
        "Simpson, “Measurement of Diversity”, Nature 163 (1949); Jost, “Entropy and diversity”, Oikos 113 (2006)"
    )
    header: ClassVar[tuple[str, ...]] = (
        *("technology", "type", "score", "documents", "drive", "restrain", "countries"),
        *("sentence", "publisher", "title"),
    )
    projection: str
    technologies: tuple[Contest, ...]

    def summary(self) -> str:
        """Return the finding in a sentence."""
        return f"{counted(len(self.technologies), 'technology')} with more than one side."

    def rows(self, top: int | None = None) -> list[tuple[str, ...]]:
        """Return the first `top` as the cells of a table."""
        return [
            (
                *(c.label, c.type, f"{c.score:.1f}", str(c.documents), str(c.drive), str(c.restrain)),
                ", ".join(f"{country} {number}" for country, number in list(c.countries.items())[:5]),
                *source_cells(c.claims),
            )
            for c in self.technologies[:top]
        ]

    def chart(self, top: int | None = None) -> Chart | None:
        """Return the documents that drive and restrain each as bars on each other."""
        shown = self.technologies[:top]
        drive = Series("drive", tuple(float(contest.drive) for contest in shown), "cooperation")
        restrain = Series("restrain", tuple(float(contest.restrain) for contest in shown), "rivalry")
        labels = tuple(contest.label for contest in shown)
        return Chart(self.title, "bars", labels, (drive, restrain), "documents") if shown else None


def contested(projection: Projection) -> Contested:
    """Return the technologies that actors of more than one country have to do with."""
    known = knowledge()
    sentences = by_sentence(projection)
    sides: defaultdict[str, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    claims: defaultdict[str, list[Cited]] = defaultdict(list)
    drive: defaultdict[str, set[str]] = defaultdict(set)
    restrain: defaultdict[str, set[str]] = defaultdict(set)
    for act in acts(projection, known.drive | known.restrain):
        document = act.cited.report
        concerned = [act.subject]
        if act.relation in known.restrain:
            restrain[act.object].add(document)
            concerned += [
                other.object
                for other in sentences[place(act.cited)]
                if other.subject == act.subject and other.relation in known.weights
            ]
        else:
            drive[act.object].add(document)
        claims[act.object].append(act.cited)
        for actor in concerned:
            if country := projection.affiliations.country(actor):
                sides[act.object][country].add(document)
    found = []
    for technology, countries in sides.items():
        reports = Counter({projection.label(country): len(documents) for country, documents in countries.items()})
        total = reports.total()
        diversity = 1 - sum((number / total) ** 2 for number in reports.values())
        documents = len(drive[technology] | restrain[technology])
        if len(reports) > 1:
            found.append(
                Contest(
                    technology=technology,
                    label=projection.label(technology),
                    type=projection.graph.nodes[technology]["type"],
                    score=documents * diversity,
                    documents=documents,
                    drive=len(drive[technology]),
                    restrain=len(restrain[technology]),
                    countries=dict(sorted(reports.items(), key=lambda pair: (-pair[1], pair[0]))),
                    claims=best(claims[technology]),
                )
            )
    found.sort(key=lambda contest: (-round(contest.score, 9), -contest.restrain, contest.label, contest.technology))
    return Contested(projection.describe(), tuple(found))
