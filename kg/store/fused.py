"""What documents say together: `kg:graph/fused`, kept up with each document.

Claims that say the same are fused into one statement that counts them, and an entity that documents name has one of its
names as `skos:prefLabel`, for queries.

A statement is one subject, relation, object, polarity and modality in one window of time: the calendar year that the
claims speak of, or else that their articles are from. In a symmetric relation either order is the same statement. It
carries how many claims, documents and independent publishers make it, how many publishers contradict it, when it was
first and last seen, a combined confidence, and links to its claims.

- Publishers are independent if their names differ; an article without one counts by the host of its address, and all
  that have neither count as one.
- What contradicts a statement has the other polarity and the same subject, relation, object, window and modality;
  what is denied as a fact also contradicts what is alleged.
- The combined confidence is a noisy-or (Pearl, Probabilistic Reasoning in Intelligent Systems, 1988, section 4.3.2)
  over the surest claim of each publisher: how sure it is that at least one of them states it, if the extractor's
  mistakes are independent. It says nothing of whether the statement is true.

An entity's one name is the first, in the order of code points, of the labels that documents give it; the reference data
have that of a known one.

The graph follows from the documents' graphs alone. `difference` finds what a change of some of these changes in it,
from the statements concerned and not from the whole store, so that both can be written in one transaction.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from functools import cache
from typing import NamedTuple, TypeAlias, cast
from urllib.parse import urlsplit

from pyoxigraph import Literal, NamedNode, Quad

from kg.ids import DEFAULT_BASE, content_hash
from kg.store.terms import DCTERMS, OWL, PROV, RDF, RDFS, SKOS, XSD, graph_iri, node
from kg.vocab import relations

__all__ = ["About", "Said", "difference", "fuse", "statement_iri", "version"]

About: TypeAlias = Callable[[Iterable[NamedNode], Collection[NamedNode]], Iterable[Quad]]
"""Finds the quads with one of these subjects and one of these predicates, or any if none is given."""

_METHOD = 2
"""One more with each change of what this graph holds, so that stores are fused anew."""
_LABEL = f"{RDFS}label"
_OTHER = {"affirmed": "negated", "negated": "affirmed"}
_SAME_MATTER = {"actual": ("actual", "alleged"), "alleged": ("alleged", "actual")}
"""Modalities that speak of what did happen, and so contradict each other; the rest contradict their own kind."""


class _Key(NamedTuple):
    """What makes claims one statement: IRIs, local names, and a year, or nothing if it is not known."""

    subject: str
    relation: str
    object: str
    polarity: str
    modality: str
    year: str


@dataclass(frozen=True, slots=True)
class _Fact:
    """What counts of one claim."""

    claim: str
    key: _Key
    confidence: str
    document: str
    publisher: str
    issued: str
    """The day of publication, or nothing."""


def version(base: str = DEFAULT_BASE) -> Quad:
    """Return the mark of a graph that was fused by this version under this ontology."""
    graph = NamedNode(graph_iri("fused", base))
    method = f"{_METHOD}+{content_hash(*sorted(_symmetric(base)))}"
    return Quad(graph, node(f"{OWL}versionInfo"), Literal(method), graph)


class Said:
    """What counts here of documents: their claims, and how they label entities."""

    def __init__(self, quads: Iterable[Quad] = (), *, base: str = DEFAULT_BASE) -> None:
        """Take in the quads of documents' graphs, each of them whole."""
        self.base = base
        self.claims: dict[str, _Fact] = {}
        self.labels: defaultdict[NamedNode, set[Quad]] = defaultdict(set)
        self.read(quads)

    def read(self, quads: Iterable[Quad]) -> None:
        """Take in the quads of further documents' graphs, each of them whole."""
        values = _values(quads, self.base, self.labels)
        symmetric = _symmetric(self.base)
        for iri, claim in values.items():
            if "subject" not in claim:
                continue
            subject, relation, object_ = claim["subject"], claim["predicate"], claim["object"]
            if relation in symmetric and object_ < subject:
                subject, object_ = object_, subject
            issued = values.get(claim["document"], {}).get("issued", "")
            key = _Key(
                subject=subject,
                relation=relation,
                object=object_,
                polarity=claim["polarity"].removeprefix(self.base),
                modality=claim["modality"].removeprefix(self.base),
                year=(claim.get("validFrom") or claim.get("validTo") or issued)[:4],
            )
            self.claims[iri] = _fact(iri, key, claim, values)

    def fused(self) -> Iterator[Quad]:
        """Yield the statements and the names of entities, if nobody else says anything."""
        members: defaultdict[_Key, list[_Fact]] = defaultdict(list)
        for fact in self.claims.values():
            members[fact.key].append(fact)
        for key, facts in members.items():
            yield from _encode(
                key, facts, {other: members[other] for other in _opposed(key) if other in members}, self.base
            )
        for entity, labels in self.labels.items():
            yield _name(entity, labels, self.base)


def fuse(quads: Iterable[Quad], *, base: str = DEFAULT_BASE) -> set[Quad]:
    """Return the graph of fused statements from the quads of all documents' graphs."""
    return {version(base), *Said(quads, base=base).fused()}


def difference(about: About, before: Said, after: Said) -> tuple[set[Quad], set[Quad]]:
    """Return the quads to be taken out of the fused graph, and those to be put in.

    `about` reads the store as it is; `before` is what the documents that change say as they stand there, `after` what
    they are to say.
    """
    gone, added = _renamed(about, before, after)
    base, old, new = after.base, before.claims, after.claims
    moved = [claim for claim in old.keys() | new.keys() if old.get(claim) != new.get(claim)]
    touched = {facts[claim].key for claim in moved for facts in (old, new) if claim in facts}
    affected = touched.union(*map(_opposed, touched))
    members: defaultdict[_Key, list[_Fact]] = defaultdict(list)
    for fact in new.values():
        members[fact.key].append(fact)
    stored = _Stored(about, affected.union(*map(_opposed, affected)), old.keys(), base)
    for fact in stored.facts:
        members[fact.key].append(fact)
    for key in affected:
        wanted = set(_encode(key, members[key], {each: members[each] for each in _opposed(key)}, base))
        there = stored.quads[statement_iri(*key, base=base)]
        gone |= there - wanted
        added |= wanted - there
    return gone, added


def _renamed(about: About, before: Said, after: Said) -> tuple[set[Quad], set[Quad]]:
    """Return the names of entities that go and those that come."""
    base = after.base
    nothing: set[Quad] = set()
    old, new = (
        {entity: said.labels.get(entity, nothing) for entity in before.labels.keys() | after.labels.keys()}
        for said in (before, after)
    )
    changed = [entity for entity in old if old[entity] != new[entity]]
    graph = node(graph_iri("fused", base))
    named = {
        cast(NamedNode, quad.subject): quad
        for quad in about(changed, [node(f"{SKOS}prefLabel")])
        if quad.graph_name == graph
    }
    labels = {entity: new[entity] | ({named[entity]} if entity in named else nothing) for entity in changed}
    # Whose name goes with a label that goes has the first of all that are left.
    lost = {
        entity
        for entity in changed
        if entity in named and any(label.object == named[entity].object for label in old[entity] - new[entity])
    }
    for entity in lost:
        labels[entity].discard(named[entity])
    for quad in about(lost, [node(_LABEL)]):
        entity = cast(NamedNode, quad.subject)
        if quad not in old[entity] and cast(NamedNode, quad.graph_name).value.startswith(f"{base}document/"):
            labels[entity].add(quad)
    wanted = {entity: _name(entity, found, base) for entity, found in labels.items() if found}
    gone = {quad for entity, quad in named.items() if wanted.get(entity) != quad}
    return gone, {quad for entity, quad in wanted.items() if named.get(entity) != quad}


def _name(entity: NamedNode, labels: Iterable[Quad], base: str) -> Quad:
    """Return the quad that names an entity by the first of its labels."""
    label = min(cast(Literal, quad.object).value for quad in labels)
    return Quad(entity, node(f"{SKOS}prefLabel"), Literal(label), node(graph_iri("fused", base)))


def statement_iri(*key: str, base: str = DEFAULT_BASE) -> str:
    """Return the IRI of a statement: of subject, relation and object by IRI, polarity, modality, and year or ""."""
    return f"{base}statement/{content_hash(*key)}"


class _Stored:
    """What the store has of statements, and of those of their claims whose documents do not change."""

    def __init__(self, about: About, keys: Collection[_Key], without: Collection[str], base: str) -> None:
        graph = node(graph_iri("fused", base))
        named = {statement_iri(*key, base=base): key for key in keys}
        self.quads: defaultdict[str, set[Quad]] = defaultdict(set)
        claims: dict[str, _Key] = {}
        for quad in about(map(NamedNode, named), ()):
            if quad.graph_name == graph:
                statement, value = cast(NamedNode, quad.subject).value, cast(NamedNode, quad.object).value
                self.quads[statement].add(quad)
                if quad.predicate.value == f"{base}fuses" and value not in without:
                    claims[value] = named[statement]
        said = _values(about(map(NamedNode, claims), _terms(base, "document", "confidence")), base)
        documents = sorted({values["document"] for values in said.values()})
        sources = _values(about(map(NamedNode, documents), _terms(base, "issued", "publisher", "source")), base)
        self.facts = [_fact(claim, claims[claim], values, sources) for claim, values in said.items()]


def _fact(claim: str, key: _Key, values: Mapping[str, str], documents: Mapping[str, Mapping[str, str]]) -> _Fact:
    document = documents.get(values["document"], {})
    publisher = _publisher(document.get("publisher", ""), document.get("source", ""))
    return _Fact(claim, key, values["confidence"], values["document"], publisher, document.get("issued", ""))


def _values(
    quads: Iterable[Quad], base: str, labels: defaultdict[NamedNode, set[Quad]] | None = None
) -> dict[str, dict[str, str]]:
    """Return what counts of claims and documents by IRI, under short names; put labels of entities into `labels`."""
    values: defaultdict[str, dict[str, str]] = defaultdict(dict)
    names = _names(base)
    others = (f"{base}document/", f"{base}extractor/")
    for quad in quads:
        predicate = quad.predicate.value
        if name := names.get(predicate):
            values[cast(NamedNode, quad.subject).value][name] = cast("NamedNode | Literal", quad.object).value
        elif labels is not None and predicate == _LABEL:
            subject = cast(NamedNode, quad.subject)
            if not subject.value.startswith(others):
                labels[subject].add(quad)
    return dict(values)


def _terms(base: str, *wanted: str) -> list[NamedNode]:
    """Return the properties with these short names."""
    return [node(iri) for iri, name in _names(base).items() if name in wanted]


@cache
def _names(base: str) -> Mapping[str, str]:
    """Return short names of the properties that count, by IRI."""
    return {
        **{f"{RDF}{name}": name for name in ("subject", "predicate", "object")},
        **{f"{base}{name}": name for name in ("polarity", "modality", "validFrom", "validTo", "confidence")},
        **{f"{DCTERMS}{name}": name for name in ("issued", "publisher", "source")},
        f"{PROV}wasDerivedFrom": "document",
    }


@cache
def _symmetric(base: str) -> frozenset[str]:
    return frozenset(f"{base}{name}" for name, relation in relations().items() if relation.symmetric)


def _publisher(name: str, address: str) -> str:
    """Return what tells independent publishers apart."""
    if name.strip():
        return " ".join(name.casefold().split())
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:  # an address that is none, such as one with half of a bracket
        return ""


def _opposed(key: _Key) -> list[_Key]:
    """Return the statements that would contradict it."""
    polarity = _OTHER[key.polarity]
    modalities = _SAME_MATTER.get(key.modality, (key.modality,))
    return [key._replace(polarity=polarity, modality=modality) for modality in modalities]


def _encode(
    key: _Key, facts: Collection[_Fact], against: Mapping[_Key, Collection[_Fact]], base: str
) -> Iterator[Quad]:
    """Yield the quads of a statement; none if no claim makes it."""
    if not facts:
        return
    graph = node(graph_iri("fused", base))
    statement = NamedNode(statement_iri(*key, base=base))

    def quad(name: str, value: NamedNode | Literal) -> Quad:
        return Quad(statement, node(f"{base}{name}"), value, graph)

    def day(value: str) -> Literal:
        return Literal(value, datatype=node(f"{XSD}date"))

    yield Quad(statement, node(f"{RDF}type"), node(f"{base}Statement"), graph)
    yield quad("statedSubject", NamedNode(key.subject))
    yield quad("statedRelation", NamedNode(key.relation))
    yield quad("statedObject", NamedNode(key.object))
    yield quad("statedPolarity", node(f"{base}{key.polarity}"))
    yield quad("statedModality", node(f"{base}{key.modality}"))
    if key.year:
        yield quad("windowFrom", day(f"{key.year}-01-01"))
        yield quad("windowTo", day(f"{key.year}-12-31"))
    yield quad("claimCount", Literal(len(facts)))
    yield quad("documentCount", Literal(len({fact.document for fact in facts})))
    yield quad("publisherCount", Literal(len({fact.publisher for fact in facts})))
    yield quad("contradictionCount", Literal(len({fact.publisher for each in against.values() for fact in each})))
    if days := sorted(fact.issued for fact in facts if fact.issued):
        yield quad("firstSeen", day(days[0]))
        yield quad("lastSeen", day(days[-1]))
    yield quad("combinedConfidence", Literal(_noisy_or(facts), datatype=node(f"{XSD}decimal")))
    for fact in facts:
        yield quad("fuses", NamedNode(fact.claim))
    for other, opposing in against.items():
        if opposing:
            yield quad("contradicts", NamedNode(statement_iri(*other, base=base)))


def _noisy_or(facts: Iterable[_Fact]) -> str:
    """Return the combined confidence with four decimals, rounded down so that it is 1 for nothing less than 1."""
    surest: dict[str, Decimal] = {}
    for fact in facts:
        surest[fact.publisher] = max(Decimal(fact.confidence), surest.get(fact.publisher, Decimal(0)))
    doubt = Decimal(1)
    for confidence in sorted(surest.values()):  # in one order, as products are rounded
        doubt *= 1 - confidence
    combined = (1 - doubt).quantize(Decimal("0.0001"), ROUND_FLOOR)
    text = f"{combined:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
