"""What is new, or said far more than before, in the last days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar, Literal

from kg.analyse.chart import Chart, Series
from kg.analyse.cited import Cited, best
from kg.analyse.finding import Finding, source_cells
from kg.analyse.knowledge import knowledge
from kg.analyse.projection import Projection
from kg.errors import QueryError
from kg.labels import counted
from kg.vocab import relation_label

__all__ = ["DAYS", "Emerging", "News", "emerging", "surge"]

DAYS = 180
"""How far back the last period reaches, unless asked otherwise; of a short time it is the last third."""


@dataclass(frozen=True, slots=True)
class News:
    """A relation that comes up."""

    kind: Literal["new", "surging"]
    """New: nothing of it before; surging: said more often than before, in proportion."""
    subject: str
    """IRI."""
    subject_label: str
    relation: str
    object: str
    object_label: str
    recent: int
    """Documents of the last period."""
    before: int
    """Documents before it."""
    p: float
    """Chance of so many recent ones or more if the relation were reported at the same rate all the time."""
    q: float
    """The same, adjusted for the number of relations that were looked at."""
    claims: tuple[Cited, ...]
    """Those of the last period."""


@dataclass(frozen=True, slots=True)
class Emerging(Finding):
    """Relations that come up, the least likely by chance first."""

    title: ClassVar[str] = "Emerging relations"
    question: ClassVar[str] = "What is new, or said far more than before?"
    method: ClassVar[str] = (
        "Relations but affiliations with dated facts in the last period, which are new if there are none before, or "
        "surging if their share of the documents has risen. p is the exact conditional test of two Poisson rates, "
        "one-sided: given all documents with the relation, the binomial chance that so many are recent, where each is "
        "with the share of recent ones among all; q adjusts it for the number of relations tested "
        "(Benjamini-Hochberg). What only one document reports is hardly ever significant: it is listed as news, not as "
        "a finding"
    )
    citation: ClassVar[str] = (
        "Przyborowski and Wilenski, “Homogeneity of Results in Testing Samples from Poisson Series”, Biometrika 31 "
        "(1940); Benjamini and Hochberg, “Controlling the False Discovery Rate”, Journal of the Royal Statistical "
        "Society B 57 (1995)"
    )
    header: ClassVar[tuple[str, ...]] = (
        *("kind", "subject", "relation", "object", "recent", "before", "p", "q"),
        *("sentence", "publisher", "title"),
    )
    projection: str
    since: date
    """First day of the last period."""
    until: date
    recent_documents: int
    earlier_documents: int
    news: tuple[News, ...]

    def summary(self) -> str:
        """Return the finding in a sentence."""
        new = sum(found.kind == "new" for found in self.news)
        sure = sum(found.q < 0.05 for found in self.news)
        return (
            f"{counted(new, 'new relation')} and {len(self.news) - new} surging from {self.since} to {self.until} "
            f"({counted(self.recent_documents, 'document')}, {self.earlier_documents:,} before); "
            f"{sure} with q below 0.05."
        )

    def rows(self, top: int | None = None) -> list[tuple[str, ...]]:
        """Return the first `top` as the cells of a table."""
        return [
            (
                *(n.kind, n.subject_label, relation_label(n.relation), n.object_label),
                *(str(n.recent), str(n.before), f"{n.p:.3f}", f"{n.q:.3f}"),
                *source_cells(n.claims),
            )
            for n in self.news[:top]
        ]

    def chart(self, top: int | None = None) -> Chart | None:
        """Return the documents of the last period and before as bars on each other."""
        shown = self.news[:top]
        labels = tuple(f"{n.subject_label} {relation_label(n.relation)} {n.object_label}" for n in shown)
        recent = Series("last period", tuple(float(n.recent) for n in shown), "accent")
        before = Series("before", tuple(float(n.before) for n in shown), "neutral")
        return Chart(self.title, "bars", labels, (recent, before), "documents") if shown else None


def surge(recent: int, before: int, share: float) -> float:
    """Return the chance of `recent` or more of all reports being recent, if each is with the chance `share`.

    >>> surge(2, 0, 0.5)
    0.25
    """
    from scipy.stats import binom

    return float(binom.sf(recent - 1, recent + before, share))


def emerging(projection: Projection, *, days: int | None = None) -> Emerging:
    """Return the relations that come up in the last `days` up to the last dated claim, or those of `DAYS`.

    Raises QueryError if no claim has a date, or if there is nothing before that period to compare with.
    """
    from scipy.stats import false_discovery_control

    dated = [cited for cited in projection.cited() if cited.day is not None]
    if not dated:
        raise QueryError("no claim has a date to order it by: build from articles with a `published` day")
    known = [cited.day for cited in dated if cited.day is not None]
    until = max(known)
    days = days or max(1, min(DAYS, (until - min(known)).days // 3))
    if days >= (until - date.min).days:
        raise QueryError(f"a last period of {days:,} days is longer than time: take fewer")
    since = until - timedelta(days=days - 1)

    recent, before = _split(dated, since)
    if not before:
        raise QueryError(f"all dated claims are of the last {days:,} days: compare with fewer days")
    share = len(recent) / (len(recent) + len(before))
    counts: dict[tuple[str, str, str], tuple[int, int]] = {}
    for subject, object_, relation, data in projection.graph.edges(keys=True, data=True):
        if relation in knowledge().affiliation:
            continue
        late, early = _split(data["claims"], since)
        counts[subject, relation, object_] = (len(late), len(early))
    tested = sorted(key for key, (new, _) in counts.items() if new)
    chances = [surge(*counts[key], share) for key in tested]
    adjusted = [float(q) for q in false_discovery_control(chances)] if chances else []
    found = []
    for key, p, q in zip(tested, chances, adjusted, strict=True):
        new, old = counts[key]
        if old and new / len(recent) <= old / len(before):
            continue
        subject, relation, object_ = key
        claims = projection.graph.edges[subject, object_, relation]["claims"]
        found.append(
            News(
                kind="surging" if old else "new",
                subject=subject,
                subject_label=projection.label(subject),
                relation=relation,
                object=object_,
                object_label=projection.label(object_),
                recent=new,
                before=old,
                p=p,
                q=q,
                claims=best(cited for cited in claims if cited.day is not None and cited.day >= since),
            )
        )
    weight = _weights(projection)
    found.sort(
        key=lambda n: (round(n.p, 12), -n.recent, -weight[n.subject] - weight[n.object], n.subject_label, n.relation)
    )
    return Emerging(projection.describe(), since, until, len(recent), len(before), tuple(found))


def _split(claims: Iterable[Cited], since: date) -> tuple[set[str], set[str]]:
    """Return the documents with claims from a day on, and those with earlier claims; some have both."""
    recent: set[str] = set()
    before: set[str] = set()
    for cited in claims:
        if cited.day is not None:
            (recent if cited.day >= since else before).add(cited.report)
    return recent, before


def _weights(projection: Projection) -> defaultdict[str, int]:
    """Return in how many documents each node occurs: among equals, what is said of the great comes first."""
    documents: defaultdict[str, set[str]] = defaultdict(set)
    for subject, object_, data in projection.graph.edges(data=True):
        documents[subject] |= data["documents"]
        documents[object_] |= data["documents"]
    return defaultdict(int, {iri: len(found) for iri, found in documents.items()})
