"""Which entities may be one: pairs with alike names, scored with what else the graph tells of them.

They are proposals. A shared name alone never merges anything: somebody has to say so.

Names come together under keys (blocking), so that the work grows with the number of names and not with its square, and
memory with the number of different names and of the candidates among them. Claims are streamed once.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import combinations, groupby
from math import log

from kg.ids import is_known_entity
from kg.link.kinds import agree, specific
from kg.link.likeness import Likeness, compare, keys
from kg.link.resolver import Groups, Resolver
from kg.model import Claim, Document
from kg.store import Store, entity_names, kinds
from kg.store.judgements import Judgement
from kg.vocab import class_ancestors

__all__ = ["Context", "Proposal", "propose"]

_CROWD = 40
"""Names under one key beyond which it tells nothing: "Chinese ..." or "National ..."."""
_PARTNERS = 200
"""Partners of an entity that are remembered."""
_COMPANY = 0.6
"""Weight of partners that an entity needs to be known by: one that everybody has says little."""
_CONTEXTS = 2
"""Sentences that are shown of an entity."""
_SHORTENED = frozenset({"Agent", "Policy", "Event"})
"""Classes whose members go by a part of their name."""


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
    names = {iri: usable for iri, given in entity_names(store).items() if (usable := _usable(iri, given))}
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


def _usable(iri: str, names: Iterable[str]) -> list[str]:
    """Return the proper names of an entity; none if only its document tells it apart from its likes."""
    return [] if "entity/in/" in iri else sorted(name for name in names if not name.islower() and name.strip())


def _candidates(store: Store, names: Mapping[str, list[str]]) -> dict[tuple[str, str], Likeness]:
    """Return the pairs with alike names and classes that agree."""
    blocks: defaultdict[tuple[str, str], dict[tuple[str, str], None]] = defaultdict(dict)
    for iri, given in names.items():
        for name in given:
            for key in keys(name):
                blocks[key][iri, name] = None

    @cache
    def kinds_of(iri: str) -> frozenset[str]:
        return specific(kinds(store, iri))

    found: dict[tuple[str, str], Likeness] = {}
    for block in blocks.values():
        if not 1 < len(block) <= _CROWD:
            continue
        for (one, name), (other, alike) in combinations(block, 2):
            if one == other or (is_known_entity(one) and is_known_entity(other)):
                continue
            both = kinds_of(one) | kinds_of(other)
            if not agree(kinds_of(one), kinds_of(other)):
                continue
            classes = frozenset[str]().union(*(class_ancestors().get(kind, frozenset()) for kind in both))
            likeness = compare(name, alike, person="Person" in classes, shortens=bool(classes & _SHORTENED))
            pair = (min(one, other), max(one, other))
            if likeness and (pair not in found or likeness.weight > found[pair].weight):
                found[pair] = likeness
    return _ambiguous(found, names)


def _ambiguous(
    found: dict[tuple[str, str], Likeness], names: Mapping[str, list[str]]
) -> dict[tuple[str, str], Likeness]:
    """Return the pairs with the weight of short names shared among the full ones that each may stand for."""
    shortest = {iri: min(map(len, given)) for iri, given in names.items()}
    full: Counter[str] = Counter()
    for pair, likeness in found.items():
        if likeness.way in {"short form", "acronym"}:
            full[min(pair, key=lambda iri: shortest[iri])] += 1
    return {
        pair: likeness._replace(weight=likeness.weight / max(1, full[min(pair, key=lambda iri: shortest[iri])]))
        if likeness.way in {"short form", "acronym"}
        else likeness
        for pair, likeness in found.items()
    }


def _settled(judgements: Iterable[Judgement], groups: Groups) -> Iterator[tuple[str, str]]:
    """Yield the pairs, as the graph shows them now, that somebody judged already."""
    for each in judgements:
        left, right = groups.canonical(each.left), groups.canonical(each.right)
        yield min(left, right), max(left, right)


def _read(
    claims: Iterable[tuple[Claim, Document]], candidates: Mapping[tuple[str, str], Likeness]
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
    likeness: Likeness,
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
