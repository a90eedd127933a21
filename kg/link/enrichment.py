"""Items of Wikidata that entities of the graph may be, as proposals that wait in the store for somebody's judgement.

What kinds of item there are is in `ontology/wikidata.yaml`. Nothing is applied: `kg review` shows the proposals beside
those of names.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import cache
from io import StringIO

from kg.errors import OntologyError, StoreError
from kg.ids import is_known_entity
from kg.link.kinds import agree
from kg.link.likeness import compare
from kg.link.proposals import Context, Proposal
from kg.link.resolver import WIKIDATA, Resolver, is_elsewhere
from kg.link.wikidata import Item, Wikidata
from kg.resources import load_yaml, ontology_dir
from kg.store import Store, claim_counts, entity_names, kinds, label, same_as
from kg.store.record import Record

__all__ = ["PENDING", "Target", "enrich", "languages", "pending", "read_pending", "targets", "write_pending"]

PENDING = "wikidata.jsonl"
"""Name of the record with the proposals that wait."""
_NAMES = 30
"""Names of an item that are kept."""


@dataclass(frozen=True, slots=True)
class Target:
    """An entity to look for."""

    iri: str
    label: str
    names: tuple[str, ...]
    kinds: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Rules:
    languages: tuple[str, ...]
    never: frozenset[str]
    classes: Mapping[str, str]
    """Our class by item."""


def languages() -> tuple[str, ...]:
    """Return the languages of names, the first for search."""
    return _rules().languages


@cache
def _rules() -> _Rules:
    path = ontology_dir() / "wikidata.yaml"
    data = load_yaml(path)
    try:
        classes = {item: kind for kind, items in data["classes"].items() for item in items}
        return _Rules(tuple(data["languages"]), frozenset(data["never"]), classes)
    except (TypeError, KeyError, AttributeError) as error:
        raise OntologyError(f"{path}: needs languages, never and classes, as lists: {error}") from error


def targets(store: Store, resolver: Resolver, only: Iterable[str] = ()) -> list[Target]:
    """Return the entities that have no item of Wikidata yet and are called by a proper name, the most named first.

    `only` are IRIs of entities to take, whatever they have.
    """
    wanted = {resolver.groups.canonical(iri) for iri in only}
    have = {iri for item, iri in same_as(store).items() if item.startswith(WIKIDATA)}
    named = claim_counts(store)
    found = []
    for iri, names in entity_names(store).items():
        proper = sorted(name for name in names if not name.islower())
        if (iri in wanted) if wanted else (proper and iri not in have and iri in named and "entity/in/" not in iri):
            name = label(store, iri) or min(names)
            found.append(Target(iri, name, tuple(sorted(names)), frozenset(kinds(store, iri))))
    return sorted(found, key=lambda each: (-named.get(each.iri, 0), each.iri))


def enrich(
    wanted: Iterable[Target],
    service: Wikidata,
    *,
    known: Mapping[str, str],
    progress: Callable[[Target], None] = lambda _: None,
) -> Iterator[Proposal]:
    """Yield proposals for each entity, the best first. `known` are entities that have an item, by the item's IRI.

    Raises KgError if the service cannot be asked; what was yielded before holds.
    """
    for target in wanted:
        ids = service.search(target.label)
        items = service.items(ids)
        proposals = [
            proposal
            for place, id_ in enumerate(ids)
            if id_ in items and (proposal := _proposal(target, items[id_], place, known))
        ]
        yield from sorted(proposals, key=lambda each: (-each.score, each.right))
        progress(target)


def _proposal(target: Target, item: Item, place: int, known: Mapping[str, str]) -> Proposal | None:
    rules = _rules()
    if rules.never.intersection(item.instance_of):
        return None
    classes = {rules.classes[each] for each in item.instance_of if each in rules.classes}
    if classes and not agree(classes, target.kinds):
        return None
    likeness = [found for name in item.names for ours in target.names if (found := compare(ours, name))]
    if not likeness:
        return None
    best = max(likeness, key=lambda each: each.weight)
    score = best.weight * (1 if classes else 0.8) * 0.95**place
    iri = f"{WIKIDATA}{item.id}"
    about = f"Wikidata: {item.description}" if item.description else "Wikidata"
    other = known.get(iri, iri)
    if other == target.iri or (is_known_entity(other) and is_known_entity(target.iri) and not is_elsewhere(other)):
        return None
    return Proposal(
        left=target.iri,
        right=other,
        left_label=target.label,
        right_label=item.label,
        score=round(score, 3),
        reason=f"{best.way}, {item.id}" if other != iri else best.way,
        right_contexts=(Context(about, item.id),),
        names=item.names[:_NAMES] if other == iri else (),
    )


def read_pending(record: Record) -> list[Proposal]:
    """Return the proposals that wait in a store's record. Raises StoreError that names a line that cannot be read."""
    found = []
    for number, line in enumerate(StringIO(record.read()), start=1):
        try:
            data = json.loads(line)
            for side in ("left_contexts", "right_contexts"):
                data[side] = tuple(Context(**each) for each in data[side])
            found.append(Proposal(**{**data, "names": tuple(data["names"])}))
        except (ValueError, TypeError, KeyError) as error:
            raise StoreError(f"{record.name}:{number}: {error}: take it away, and run `kg enrich` again") from error
    return found


def write_pending(record: Record, proposals: Iterable[Proposal]) -> None:
    """Add proposals to those that wait in a store's record, in place of older ones for the same pair."""
    by_pair = {each.pair: each for each in (*read_pending(record), *proposals)}
    record.write("".join(f"{json.dumps(asdict(by_pair[pair]), ensure_ascii=False)}\n" for pair in sorted(by_pair)))


def pending(store: Store, resolver: Resolver) -> list[Proposal]:
    """Return the waiting proposals that nobody judged, the best first; those for entities that are gone rest."""
    groups, named = resolver.groups, entity_names(store)

    def now(pair: tuple[str, str]) -> frozenset[str]:
        return frozenset(map(groups.canonical, pair))

    settled = {now(each.pair) for each in resolver} | {frozenset(each.pair) for each in resolver}
    waiting = (
        each
        for each in read_pending(store.record(PENDING))
        if groups.canonical(each.left) in named
        and each.right not in groups.of(each.left)
        and not settled & {frozenset(each.pair), now(each.pair)}
    )
    return sorted(waiting, key=lambda each: (-each.score, each.pair))
