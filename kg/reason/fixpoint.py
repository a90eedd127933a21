"""Applies rules until nothing new follows, and keeps how each conclusion was reached.

In each round all rules are applied to what was known when the round began, so that the outcome depends neither on their
order nor on that of the triples, and no conclusion rests on itself: its premises were known a round earlier (naive
evaluation; S. Abiteboul, R. Hull, V. Vianu, Foundations of Databases, 1995, section 13.1).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple, cast

import pyoxigraph as ox

from kg.errors import StoreError
from kg.reason.rules import Rule, Slot
from kg.store.terms import prefixes

__all__ = ["LIMIT", "WAYS", "Derivation", "Fact", "derive"]

LIMIT = 1_000_000
"""Conclusions beyond which it is taken that a rule is too general."""
WAYS = 10
"""Ways in which one rule reaches one conclusion that are kept: the first in the order of their premises."""


class Fact(NamedTuple):
    """A triple, to be compared and sorted."""

    subject: str
    predicate: str
    object: ox.NamedNode | ox.Literal

    def __str__(self) -> str:
        return f"<{self.subject}> <{self.predicate}> {self.object}"


class Derivation(NamedTuple):
    """One application of a rule."""

    rule: str
    conclusion: Fact
    premises: tuple[Fact, ...]
    """Triples about entities, sorted."""
    records: tuple[str, ...]
    """IRIs of the records that the pattern rests on besides, such as claims and roles, sorted."""


def derive(triples: Iterable[ox.Triple], rules: Sequence[Rule], *, base: str, limit: int = LIMIT) -> list[Derivation]:
    """Return all that follows from the triples and is not among them, with up to ten ways in which each rule does.

    Raises StoreError if more than `limit` triples follow.
    """
    known = ox.Store()
    known.bulk_extend(ox.Quad(triple.subject, triple.predicate, triple.object) for triple in triples)
    found: list[Derivation] = []
    concluded = 0
    while True:
        ways: defaultdict[tuple[Fact, str], set[Derivation]] = defaultdict(set)
        for rule in rules:
            for each in _apply(known, rule, base):
                ways[each.conclusion, rule.name].add(each)
        fresh = {conclusion for conclusion, _ in ways}
        if not fresh:
            return found
        concluded += len(fresh)
        if concluded > limit:
            most = max(rules, key=lambda rule: sum(name == rule.name for _, name in ways))
            raise StoreError(f"more than {limit:,} triples follow, most by the rule {most.name}: make it narrower")
        for several in ways.values():
            found.extend(sorted(several, key=str)[:WAYS])
        known.extend(ox.Quad(ox.NamedNode(f.subject), ox.NamedNode(f.predicate), f.object) for f in fresh)


def _apply(known: ox.Store, rule: Rule, base: str) -> Iterable[Derivation]:
    """Yield the applications of a rule that conclude something new."""
    rows = cast(ox.QuerySolutions, known.query(rule.select, prefixes=prefixes(base)))
    names = [variable.value for variable in rows.variables]
    for row in rows:
        bound = dict(zip(names, row, strict=True))
        for pattern in rule.conclusions:
            subject, predicate, value = (_fill(slot, bound) for slot in pattern)
            if not (isinstance(subject, ox.NamedNode) and isinstance(predicate, ox.NamedNode)):
                continue
            if not isinstance(value, ox.NamedNode) or ox.Quad(subject, predicate, value) in known:
                continue
            premises, records = _grounds(rule, bound, base)
            yield Derivation(rule.name, Fact(subject.value, predicate.value, value), premises, records)


def _grounds(rule: Rule, bound: dict[str, object], base: str) -> tuple[tuple[Fact, ...], tuple[str, ...]]:
    """Return what an application rests on. The vocabulary is part of the rule; of a record, it is the record itself."""
    premises: set[Fact] = set()
    records: set[str] = set()
    for pattern in rule.premises:
        subject, predicate, value = (_fill(slot, bound) for slot in pattern)
        if not (isinstance(subject, ox.NamedNode) and isinstance(predicate, ox.NamedNode)):
            continue
        kind, slash, _ = subject.value.removeprefix(base).partition("/")
        if not (subject.value.startswith(base) and slash):
            continue
        if kind == "entity":
            premises.add(Fact(subject.value, predicate.value, cast("ox.NamedNode | ox.Literal", value)))
        else:
            records.add(subject.value)
    return tuple(sorted(premises, key=str)), tuple(sorted(records))


def _fill(slot: Slot, bound: dict[str, object]) -> object:
    return bound.get(slot) if isinstance(slot, str) else slot
