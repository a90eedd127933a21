"""Who depends on whom, for what, and who has nobody else."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar

import networkx as nx

from kg.analyse.chart import Chart, Series
from kg.analyse.cited import Cited, best
from kg.analyse.finding import Finding, source_cells
from kg.analyse.knowledge import knowledge
from kg.analyse.projection import Projection, check_known
from kg.analyse.technologies import Act, Place, acts, by_sentence, place
from kg.ids import entity_iri
from kg.labels import counted

__all__ = ["Dependency", "Exposure", "Supplier", "concentration", "dependency"]

_MAKERS = 3
"""Who needs what more than so many make depends on none of them."""


@dataclass(frozen=True, slots=True)
class Exposure:
    """That an actor depends on another one."""

    dependent: str
    """IRI."""
    dependent_label: str
    supplier: str
    """IRI."""
    supplier_label: str
    goods: tuple[str, ...]
    """Labels of what for, as far as reported."""
    through: str | None
    """Label of the thing that the one needs and the other makes, if no article states the dependence itself."""
    documents: int
    share: float
    """Of the documents behind all of the actor's dependences, from 0 to 1."""
    single: bool
    """Whether no other supplier of the actor is reported."""
    concentration: float
    """Herfindahl-Hirschman index of the actor's suppliers by documents, from above 0 to 1, which is a single one."""
    claims: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class Supplier:
    """One that others depend on."""

    entity: str
    """IRI."""
    label: str
    dependents: int
    """Actors that depend on it directly."""
    single_for: int
    """Those of them that have no other."""
    reach: int
    """Actors that depend on it directly or through others."""


@dataclass(frozen=True, slots=True)
class Dependency(Finding):
    """Dependences: actors with most documents first; and the suppliers that most depend on."""

    title: ClassVar[str] = "Dependency"
    question: ClassVar[str] = "Who depends on whom, for what, and who has nobody else?"
    method: ClassVar[str] = (
        "A depends on B if an article says so, says that B supplies A, or says that A needs or uses a thing with a "
        "name that B and no more than two others are known to make. Goods are the technologies of the same "
        "sentence. A supplier is single if no other is reported, which need not mean that there is none; "
        "concentration is the Herfindahl-Hirschman index of the documents by supplier; reach counts who depends on it "
        "through others"
    )
    citation: ClassVar[str] = (
        "Hirschman, “The Paternity of an Index”, American Economic Review 54 (1964); Farrell and Newman, “Weaponized "
        "Interdependence”, International Security 44 (2019)"
    )
    header: ClassVar[tuple[str, ...]] = (
        *("dependent", "supplier", "for", "through", "documents", "share", "single", "concentration"),
        *("sentence", "publisher", "title"),
    )
    projection: str
    exposures: tuple[Exposure, ...]
    suppliers: tuple[Supplier, ...]

    def summary(self) -> str:
        """Return the finding in a sentence."""
        if not self.exposures:
            return "No dependence is reported."
        dependents = {exposure.dependent for exposure in self.exposures}
        single = len({exposure.dependent for exposure in self.exposures if exposure.single})
        first = self.suppliers[0]
        return (
            f"{counted(len(self.exposures), 'dependence')} of {counted(len(dependents), 'actor')}, {single} with a "
            f"single supplier; most depend on {first.label} ({first.dependents}, {first.reach} with those behind them)."
        )

    def rows(self, top: int | None = None) -> list[tuple[str, ...]]:
        """Return the first `top` as the cells of a table."""
        return [
            (
                *(e.dependent_label, e.supplier_label, ", ".join(e.goods), e.through or "", str(e.documents)),
                *(f"{e.share:.0%}", "yes" if e.single else "no", f"{e.concentration:.2f}"),
                *source_cells(e.claims),
            )
            for e in self.exposures[:top]
        ]

    def chart(self, top: int | None = None) -> Chart | None:
        """Return who depends on each supplier as bars on each other: those without another one, and the rest."""
        shown = self.suppliers[:top]
        single = Series("have no other", tuple(float(s.single_for) for s in shown), "rivalry")
        others = Series("have others", tuple(float(s.dependents - s.single_for) for s in shown), "neutral")
        labels = tuple(supplier.label for supplier in shown)
        return Chart(self.title, "bars", labels, (single, others), "actors that depend on it") if shown else None


@dataclass(slots=True)
class _Tie:
    claims: list[Cited]
    goods: Counter[str]
    through: set[str]
    stated: bool = False


def concentration(numbers: Iterable[int]) -> float:
    """Return the Herfindahl-Hirschman index: the sum of the squares of the shares, from above 0 to 1.

    >>> round(concentration([30, 30, 20, 20]), 2)
    0.26
    """
    known = list(numbers)
    total = sum(known)
    return sum((number / total) ** 2 for number in known)


def dependency(projection: Projection, actor: str | None = None) -> Dependency:
    """Return who depends on whom, or the dependences of, and on, the one actor given by IRI.

    Raises QueryError if the graph does not have it.
    """
    if actor is not None:
        check_known(projection, actor)
    ties = _ties(projection)
    documents = {pair: len({cited.report for cited in tie.claims}) for pair, tie in ties.items()}
    of: defaultdict[str, list[int]] = defaultdict(list)
    for (dependent, _), number in documents.items():
        of[dependent].append(number)
    exposures = [
        Exposure(
            dependent=dependent,
            dependent_label=projection.label(dependent),
            supplier=supplier,
            supplier_label=projection.label(supplier),
            goods=tuple(sorted(tie.goods, key=lambda label: (-tie.goods[label], label))),
            through=None if tie.stated else ", ".join(sorted(tie.through)),
            documents=documents[dependent, supplier],
            share=documents[dependent, supplier] / sum(of[dependent]),
            single=len(of[dependent]) == 1,
            concentration=concentration(of[dependent]),
            claims=best(tie.claims),
        )
        for (dependent, supplier), tie in ties.items()
        if actor in {None, dependent, supplier}
    ]
    exposures.sort(
        key=lambda e: (-sum(of[e.dependent]), e.dependent_label, e.dependent, -e.documents, e.supplier_label)
    )
    return Dependency(projection.describe(), tuple(exposures), _suppliers(projection, ties, exposures))


def _suppliers(
    projection: Projection, ties: Iterable[tuple[str, str]], exposures: list[Exposure]
) -> tuple[Supplier, ...]:
    graph: nx.DiGraph[str] = nx.DiGraph(list(ties))
    dependents: defaultdict[str, set[str]] = defaultdict(set)
    single: Counter[str] = Counter()
    for exposure in exposures:
        dependents[exposure.supplier].add(exposure.dependent)
        single[exposure.supplier] += exposure.single
    found = [
        Supplier(iri, projection.label(iri), len(known), single[iri], len(nx.ancestors(graph, iri) - {iri}))
        for iri, known in dependents.items()
    ]
    return tuple(sorted(found, key=lambda s: (-s.dependents, -s.single_for, -s.reach, s.label, s.entity)))


def _ties(projection: Projection) -> dict[tuple[str, str], _Tie]:
    """Return the dependences by dependent and supplier."""
    nodes = projection.graph.nodes
    sentences = by_sentence(projection)
    makers = _makers(projection)
    ties: dict[tuple[str, str], _Tie] = {}
    for subject, object_, relation, data in projection.graph.edges(keys=True, data=True):
        end = knowledge().dependency.get(relation)
        if end is None:
            continue
        dependent, needed = (subject, object_) if end == "subject" else (object_, subject)
        if not nodes[dependent]["agent"]:
            continue
        if nodes[needed]["agent"]:
            tie = ties.setdefault((dependent, needed), _Tie([], Counter(), set()))
            tie.stated = True
            for cited in data["claims"]:
                tie.claims.append(cited)
                tie.goods.update(_goods(projection, sentences, cited, {dependent, needed}))
        elif _is_named_thing(projection, needed) and dependent not in makers[needed]:
            for maker, evidence in makers[needed].items() if len(makers[needed]) <= _MAKERS else ():
                tie = ties.setdefault((dependent, maker), _Tie([], Counter(), set()))
                tie.claims += [*data["claims"], *evidence]
                tie.through.add(projection.label(needed))
                tie.goods[projection.label(needed)] += 1
    return ties


def _is_named_thing(projection: Projection, iri: str) -> bool:
    """Return whether the node is a thing with a name of its own: whoever uses memory chips does not need YMTC."""
    label = projection.label(iri)
    return bool(projection.graph.nodes[iri]["technology"]) and label != label.lower()


def _makers(projection: Projection) -> defaultdict[str, dict[str, tuple[Cited, ...]]]:
    """Return who makes each thing, with the claims; of the gazetteer's products also the maker that it names."""
    found: defaultdict[str, dict[str, tuple[Cited, ...]]] = defaultdict(dict)
    for act in acts(projection, knowledge().provision):
        found[act.object][act.subject] = (*found[act.object].get(act.subject, ()), act.cited)
    for iri, entity in projection.affiliations.known.items():
        if iri in projection.graph and (key := entity.attributes.get("maker")):
            maker = entity_iri(key, projection.affiliations.base)
            if maker in projection.graph:
                found[iri].setdefault(maker, ())
    return found


def _goods(projection: Projection, sentences: Mapping[Place, list[Act]], cited: Cited, ends: set[str]) -> set[str]:
    """Return the labels of the technologies that claims of the same sentence tie to one of the two."""
    nodes = projection.graph.nodes
    return {
        projection.label(act.object)
        for act in sentences[place(cited)]
        if act.subject in ends and nodes[act.object]["technology"]
    }
