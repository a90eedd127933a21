"""Which entities may be one: pairs with alike names, scored with what else the graph tells of them.

They are proposals: somebody has to say so. What is sure enough without is joined by rule (`kg.link.joins`).

Memory grows with the number of different names and of the candidates among them. Claims are streamed once.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import combinations, groupby
from math import log

from kg.ids import is_known_entity
from kg.link.alike import Alike, alike, usable
from kg.link.kinds import specific
from kg.link.resolver import Groups, Resolver
from kg.model import Claim, Document
from kg.store import Store, entity_names, kinds
from kg.store.judgements import Judgement

__all__ = ["Context", "Proposal", "propose"]

_PARTNERS = 200
"""Partners of an entity that are remembered."""
_COMPANY = 0.6
"""Weight of partners that an entity needs to be known by: one that everybody has says little."""
_CONTEXTS = 2
"""Sentences that are shown of an entity."""
_ABRIDGED = frozenset({"short form", "acronym", "without maker"})
"""Ways in which one name may stand for several."""


@dataclass(frozen=True, slots=True)
class Context:
    """A sentence that names an entity."""

    sentence: str
    document: str
    """Title or identifier of the document."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two identifiers that may stand for one entity."""

    left: str
    right: str
    left_label: str
    right_label: str
    score: float
    """From 0 to 1, to put the best first; no probability."""
    reason: str
    """In which way their names are alike, and what speaks for it besides."""
    left_contexts: tuple[Context, ...] = ()
    right_contexts: tuple[Context, ...] = ()
    names: tuple[str, ...] = ()
    """Names that come with the right one, if it is from elsewhere."""

    @property
    def pair(self) -> tuple[str, str]:
        """The two IRIs in order."""
        return (min(self.left, self.right), max(self.left, self.right))


@dataclass(slots=True)
class _Seen:
    """What claims tell of a candidate."""

    partners: set[str] = field(default_factory=set)
    contexts: list[Context] = field(default_factory=list)
    labels: Counter[str] = field(default_factory=Counter)


def propose(store: Store, resolver: Resolver) -> list[Proposal]:
    """Return the pairs that may be one and were not judged, the best first.

    Two known entities are never proposed, nor what stands in one sentence as two, nor what the judgements keep apart.
    """
    names = {iri: proper for iri, given in entity_names(store).items() if (proper := usable(iri, given))}
    candidates = _candidates(store, names)
    for pair in _settled(resolver, resolver.groups):
        candidates.pop(pair, None)
    seen, degree, apart = _read(store.claims(), candidates)
    return sorted(
        (
            _proposal(pair, likeness, store, names, seen, degree)
            for pair, likeness in candidates.items()
            if pair not in apart and all(iri in seen or is_known_entity(iri) for iri in pair)
        ),
        key=lambda each: (-each.score, each.pair),
    )


def _candidates(store: Store, names: Mapping[str, list[str]]) -> dict[tuple[str, str], Alike]:
    """Return the pairs with alike names, short names with less weight the more full ones they may stand for."""

    @cache
    def kinds_of(iri: str) -> frozenset[str]:
        return specific(kinds(store, iri))

    found = alike(names, kinds_of)
    full = Counter(each.short for each in found.values() if each.way in _ABRIDGED)
    return {
        pair: each._replace(weight=each.weight / full[each.short]) if each.way in _ABRIDGED else each
        for pair, each in found.items()
    }


def _settled(judgements: Iterable[Judgement], groups: Groups) -> Iterator[tuple[str, str]]:
    """Yield the pairs, as the graph shows them now, that somebody judged already."""
    for each in judgements:
        left, right = groups.canonical(each.left), groups.canonical(each.right)
        yield min(left, right), max(left, right)


def _read(
    claims: Iterable[tuple[Claim, Document]], candidates: Mapping[tuple[str, str], Alike]
) -> tuple[dict[str, _Seen], Counter[str], set[tuple[str, str]]]:
    """Return what claims tell of the candidates, how often an entity is named, and pairs that a sentence sets apart."""
    wanted = {iri for pair in candidates for iri in pair}
    seen: defaultdict[str, _Seen] = defaultdict(_Seen)
    degree: Counter[str] = Counter()
    apart: set[tuple[str, str]] = set()
    for _, sentence in groupby(claims, key=lambda pair: (pair[1].id, pair[0].evidence.start, pair[0].evidence.end)):
        named: set[str] = set()
        for claim, document in sentence:
            ends = (claim.subject, claim.object)
            for mention, partner in (ends, ends[::-1]):
                iri, other = mention.entity or "", partner.entity or ""
                degree[iri] += 1
                if iri not in wanted:
                    continue
                named.add(iri)
                entry = seen[iri]
                entry.labels[mention.label] += 1
                if len(entry.partners) < _PARTNERS and other != iri:
                    entry.partners.add(other)
                context = Context(claim.evidence.quote, document.title or document.id)
                known = {each.sentence for each in entry.contexts}  # copies of an article say the same
                if len(known) < _CONTEXTS and context.sentence not in known:
                    entry.contexts.append(context)
            speaker = claim.attributed_to.entity if claim.attributed_to else None
            if speaker in wanted:
                named.add(speaker or "")
        apart.update(pair for pair in combinations(sorted(named), 2) if pair in candidates)
    return dict(seen), degree, apart


def _proposal(
    pair: tuple[str, str],
    likeness: Alike,
    store: Store,
    names: Mapping[str, list[str]],
    seen: Mapping[str, _Seen],
    degree: Counter[str],
) -> Proposal:
    # The one that would stand for both comes second: "left is right".
    right, left = sorted(pair, key=lambda iri: (not is_known_entity(iri), -degree[iri], iri))
    ours, theirs = (seen.get(iri, _Seen()) for iri in (left, right))
    score = likeness.weight
    if not specific(kinds(store, left)) & specific(kinds(store, right)):
        score *= 0.85
    shared = ours.partners & theirs.partners
    if shared:
        rare = {iri: 1 / log(2 + degree[iri]) for iri in ours.partners | theirs.partners}
        least = max(_COMPANY, min(sum(rare[iri] for iri in side) for side in (ours.partners, theirs.partners)))
        score += (1 - score) * 0.5 * sum(rare[iri] for iri in shared) / least
    company = f", {len(shared)} partners in common" if len(shared) > 1 else ", a partner in common" if shared else ""
    return Proposal(
        left=left,
        right=right,
        left_label=_label(names[left], ours),
        right_label=_label(names[right], theirs),
        score=round(score, 3),
        reason=f"{likeness.way}{company}",
        left_contexts=tuple(ours.contexts),
        right_contexts=tuple(theirs.contexts),
    )


def _label(names: list[str], seen: _Seen) -> str:
    return min(seen.labels, key=lambda name: (-seen.labels[name], name)) if seen.labels else names[0]
