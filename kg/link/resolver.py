"""Resolution: which identifiers stand for one entity, worked out anew from the judgements and never written over them.

Judgements are of people, or follow from rules (`kg.link.joins`), which yield to people.

Positive judgements join identifiers (union-find); negative ones keep the groups of their two apart, however many steps
lie between. Of the judgements that cannot all hold, the surest are carried out, those without a score first, then by
IRI: the outcome depends on what was judged, and not on when. A known entity of the gazetteer never joins another one,
nor an item of Wikidata another item.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from kg.errors import StoreError
from kg.ids import is_known_entity
from kg.link.joins import RULES, joins
from kg.store import Store, readings
from kg.store.judgements import Judgement, JudgementLog, Verdict
from kg.store.merging import Merges

__all__ = ["WIKIDATA", "Groups", "Resolver", "group", "is_elsewhere"]

WIKIDATA = "http://www.wikidata.org/entity/"
_FILE = "judgements.jsonl"
_BY_RULE = "joins.jsonl"


def is_elsewhere(iri: str) -> bool:
    """Return True for an identifier that is not of this graph: an item of Wikidata."""
    return iri.startswith(WIKIDATA)


def _is_known(iri: str) -> bool:
    return is_known_entity(iri) and not is_elsewhere(iri)


@dataclass(frozen=True, slots=True)
class Groups:
    """What follows from a set of judgements."""

    members: Mapping[str, frozenset[str]]
    """All that are one with an identifier, itself among them. One that stands alone is not in it."""
    contradicted: tuple[Judgement, ...]
    """Positive judgements of people that are not carried out because a surer one or a negative one forbids it."""

    def of(self, iri: str) -> frozenset[str]:
        """Return all that are one with this identifier, itself among them."""
        return self.members.get(iri, frozenset({iri}))

    def canonical(self, iri: str) -> str:
        """Return the identifier that stands for this one.

        A known entity goes first, then names, then what only its document tells apart, then items elsewhere; of
        several, the shortest IRI, and of these the one that sorts first. What the graph holds does not matter.
        """
        return min(self.of(iri), key=_rank)


def _rank(iri: str) -> tuple[int, int, str]:
    kind = 3 if is_elsewhere(iri) else 0 if _is_known(iri) else 1 if "entity/name/" in iri else 2
    return kind, len(iri), iri


def group(judgements: Iterable[Judgement]) -> Groups:
    """Return the groups that judgements make, at most one a pair; their order does not matter."""
    judged = list(judgements)
    parts = _Parts(each.pair for each in judged if each.verdict == "negative")
    positive = (each for each in judged if each.verdict == "positive")
    ordered = sorted(
        positive, key=lambda each: (each.by == RULES, -(1.0 if each.score is None else each.score), each.pair)
    )
    contradicted = tuple(each for each in ordered if not parts.join(*each.pair) and each.by != RULES)
    return Groups(members=parts.groups(), contradicted=contradicted)


class _Parts:
    """Disjoint sets of identifiers, some of which must stay apart."""

    def __init__(self, apart: Iterable[tuple[str, str]]) -> None:
        self._part: dict[str, str] = {}
        self._members: dict[str, set[str]] = {}
        self._apart: defaultdict[str, set[str]] = defaultdict(set)
        for left, right in apart:
            self._apart[left].add(right)
            self._apart[right].add(left)

    def join(self, left: str, right: str) -> bool:
        """Make the sets of the two one; False, and nothing changed, if they must stay apart."""
        first, second = self._part.get(left, left), self._part.get(right, right)
        if first == second:
            return True
        ours, theirs = (self._members.get(part, {part}) for part in (first, second))
        if len(ours) < len(theirs):
            first, second, ours, theirs = second, first, theirs, ours
        both = ours | theirs
        if any(self._apart[member] & ours for member in theirs if member in self._apart):
            return False
        if sum(map(is_elsewhere, both)) > 1 or sum(map(_is_known, both)) > 1:
            return False
        self._members.pop(second, None)
        self._members[first] = both
        self._part.update(dict.fromkeys(both, first))
        return True

    def groups(self) -> dict[str, frozenset[str]]:
        return {iri: shared for part in self._members.values() for shared in [frozenset(part)] for iri in part}


class Resolver:
    """The judgements of one store, and their effect on its graph.

    What is judged is on disk at once; `apply` brings the graph in line, in one transaction. A run that ends in between
    loses nothing: opening a Resolver on a store that is open for writing carries out what is still to be done.
    """

    def __init__(self, store: Store, *, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self.store = store
        self._now = now
        self._log = JudgementLog(store.record(_FILE))
        self._judged = self._log.read()
        self._standing = {each.pair: each for each in self._judged}
        self._rule_log = JudgementLog(store.record(_BY_RULE))
        self._by_rule = self._rule_log.read()
        self._groups: Groups | None = None
        if not store.read_only:
            self.apply()

    def __iter__(self) -> Iterator[Judgement]:
        """Yield the judgements that hold, one a pair: of people in the order in which they were made, then by rule."""
        yield from self._standing.values()
        yield from (each for each in self._by_rule if each.pair not in self._standing)

    @property
    def groups(self) -> Groups:
        """What follows from the judgements."""
        if self._groups is None:
            self._groups = group(self)
        return self._groups

    def judge(
        self,
        left: str,
        right: str,
        verdict: Verdict,
        *,
        by: str,
        score: float | None = None,
        note: str = "",
        names: Iterable[str] = (),
        at: datetime | None = None,
    ) -> bool:
        """Record what somebody decided of two IRIs; False if that was the verdict already.

        The graph does not change before `apply`. Raises StoreError if the two are the same or cannot be recorded.
        """
        if left == right:
            raise StoreError(f"{left}: there is nothing to judge of one and the same: name two")
        return self.record([Judgement(left, right, verdict, by, at or self._now(), score, note, tuple(names))]) > 0

    def record(self, judgements: Iterable[Judgement]) -> int:
        """Record judgements, all or none; return how many of them said something new.

        The graph does not change before `apply`. Raises StoreError if they cannot be recorded.
        """
        judged, standing = list(self._judged), dict(self._standing)
        for each in judgements:
            before = standing.get(each.pair)
            if before is None or before.verdict != each.verdict:
                judged.append(each)
                standing[each.pair] = each
        new = len(judged) - len(self._judged)
        if new:
            self._write(judged)
        return new

    def undo(self) -> Judgement | None:
        """Take back the last judgement and return it; None if there is none. One that it replaced holds again."""
        if not self._judged:
            return None
        last = self._judged[-1]
        self._write(self._judged[:-1])
        return last

    def _write(self, judged: list[Judgement]) -> None:
        self._log.write(judged)
        self._judged = judged
        self._standing = {each.pair: each for each in judged}
        self._groups = None

    def rejoin(self) -> int:
        """Work out anew what is one by rule and bring the graph in line; return how many documents changed."""
        known = {each.pair: each for each in self._by_rule}
        now = [known.get(each.pair, each) for each in joins(readings(self.store), self._now())]
        if now != self._by_rule:
            self._rule_log.write(now)
            self._by_rule, self._groups = now, None
        return self.apply()

    def obstacle(self, left: str, right: str) -> str | None:
        """Return why these two cannot be one as things stand, and what could be done; None if they can."""
        ours, theirs = self.groups.of(left), self.groups.of(right)
        for each in self:
            one, other = each.pair
            apart = (one in ours and other in theirs) or (one in theirs and other in ours)
            if each.verdict == "negative" and apart and each.pair != (min(left, right), max(left, right)):
                when = each.at.date().isoformat()
                return f"{one} and {other} were judged to be different by {each.by} on {when}: judge these two first"
        if ours != theirs:
            known = sorted(filter(_is_known, ours | theirs))
            if len(known) > 1:
                return (
                    f"{known[0]} and {known[1]} are both of the gazetteer: make one of them an alias of the other in "
                    "ontology/gazetteer"
                )
            items = sorted(filter(is_elsewhere, ours | theirs))
            if len(items) > 1:
                return f"{items[0]} and {items[1]} are two items: split off the wrong one first"
        return None

    def apply(self) -> int:
        """Bring the graph in line with the judgements; return how many documents changed."""
        groups = self.groups
        canonical = {iri: groups.canonical(iri) for iri in groups.members}
        names = {each.pair: each.names for each in self if each.verdict == "positive" and each.names}
        return self.store.merge(
            Merges(
                canonical={iri: other for iri, other in canonical.items() if iri != other and not is_elsewhere(iri)},
                same_as=frozenset(
                    (other, iri) for iri, other in canonical.items() if iri != other and is_elsewhere(iri)
                ),
                names=frozenset(
                    (canonical[one], name)
                    for (one, other), found in names.items()
                    if one in canonical and other in groups.of(one)
                    for name in found
                ),
            )
        )
