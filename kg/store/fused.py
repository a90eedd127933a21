"""Claims that say the same, fused into one statement that counts them: `kg:graph/fused`, kept up with each document.

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
from kg.store.terms import DCTERMS, OWL, PROV, RDF, XSD, graph_iri, node
from kg.vocab import relations

__all__ = ["About", "difference", "fuse", "statement_iri", "version"]

About: TypeAlias = Callable[[Iterable[NamedNode], Collection[NamedNode]], Iterable[Quad]]
"""Finds the quads with one of these subjects and one of these predicates, or any if none is given."""

_METHOD = 1
"""One more with each change of what a statement is or carries, so that stores are fused anew."""
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


def fuse(quads: Iterable[Quad], *, base: str = DEFAULT_BASE) -> set[Quad]:
    """Return the graph of fused statements from the quads of all documents' graphs."""
    members: defaultdict[_Key, list[_Fact]] = defaultdict(list)
    for fact in _facts(quads, base).values():
        members[fact.key].append(fact)
    found = {version(base)}
    for key, facts in members.items():
        found.update(_encode(key, facts, {other: members[other] for other in _opposed(key) if other in members}, base))
    return found


def difference(
    about: About, before: Iterable[Quad], after: Iterable[Quad], *, base: str = DEFAULT_BASE
) -> tuple[set[Quad], set[Quad]]:
    """Return the quads to be taken out of the fused graph, and those to be put in.

    `about` reads the store as it is; `before` are the graphs of the documents that change as they stand there, `after`
    as they are to be.
    """
    old, new = _facts(before, base), _facts(after, base)
    moved = [claim for claim in old.keys() | new.keys() if old.get(claim) != new.get(claim)]
    touched = {facts[claim].key for claim in moved for facts in (old, new) if claim in facts}
    affected = touched.union(*map(_opposed, touched))
    members: defaultdict[_Key, list[_Fact]] = defaultdict(list)
    for fact in new.values():
        members[fact.key].append(fact)
    stored = _Stored(about, affected.union(*map(_opposed, affected)), old.keys(), base)
    for fact in stored.facts:
        members[fact.key].append(fact)
    gone: set[Quad] = set()
    added: set[Quad] = set()
    for key in affected:
        wanted = set(_encode(key, members[key], {each: members[each] for each in _opposed(key)}, base))
        there = stored.quads[statement_iri(*key, base=base)]
        gone |= there - wanted
        added |= wanted - there
    return gone, added


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


def _facts(quads: Iterable[Quad], base: str) -> dict[str, _Fact]:
    """Return the claims of documents' graphs by IRI."""
    values = _values(quads, base)
    symmetric = _symmetric(base)
    found = {}
    for iri, claim in values.items():
        if "subject" not in claim:
            continue
        issued = values.get(claim["document"], {}).get("issued", "")
        subject, relation, object_ = claim["subject"], claim["predicate"], claim["object"]
        if relation in symmetric and object_ < subject:
            subject, object_ = object_, subject
        key = _Key(
            subject=subject,
            relation=relation,
            object=object_,
            polarity=claim["polarity"].removeprefix(base),
            modality=claim["modality"].removeprefix(base),
            year=(claim.get("validFrom") or claim.get("validTo") or issued)[:4],
        )
        found[iri] = _fact(iri, key, claim, values)
    return found


def _fact(claim: str, key: _Key, values: Mapping[str, str], documents: Mapping[str, Mapping[str, str]]) -> _Fact:
    document = documents.get(values["document"], {})
    publisher = _publisher(document.get("publisher", ""), document.get("source", ""))
    return _Fact(claim, key, values["confidence"], values["document"], publisher, document.get("issued", ""))


def _values(quads: Iterable[Quad], base: str) -> dict[str, dict[str, str]]:
    """Return what counts of claims and documents by IRI, under short names."""
    values: defaultdict[str, dict[str, str]] = defaultdict(dict)
    names = _names(base)
    for quad in quads:
        if name := names.get(quad.predicate.value):
            values[cast(NamedNode, quad.subject).value][name] = cast("NamedNode | Literal", quad.object).value
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
