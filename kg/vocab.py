"""The ontology as Python sees it: its graph, its class hierarchy and its relations.

`ontology/kg.ttl` is the only source; nothing of it is repeated here. What extraction needs at its start is read with
the fast parser and by local name, so that rdflib is imported only by those who ask for a graph.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, TypeAlias, cast

from kg.config import settings
from kg.errors import OntologyError
from kg.ids import DEFAULT_BASE
from kg.resources import ontology_dir

if TYPE_CHECKING:
    from pyoxigraph import BlankNode, NamedNode
    from pyoxigraph import Literal as RdfLiteral
    from rdflib import Graph, Namespace

    _Node: TypeAlias = NamedNode | BlankNode | RdfLiteral

__all__ = [
    "Relation",
    "Sign",
    "Term",
    "class_ancestors",
    "entity_classes",
    "entity_properties",
    "individuals",
    "label",
    "namespace",
    "ontology_graph",
    "properties",
    "relation_label",
    "relations",
    "term",
    "terms",
]

Sign: TypeAlias = Literal["rivalry", "cooperation", "neutral"]

_OWL = "http://www.w3.org/2002/07/owl#"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_PLOVER = f"{DEFAULT_BASE}plover/"

_Facts: TypeAlias = Mapping[tuple[str, str], tuple[str, ...]]
"""Objects, in the order of the file, by subject and predicate: IRIs, texts of literals, labels of blank nodes."""


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation that claims may state. Classes and properties are given by local name."""

    name: str
    label: str
    definition: str
    domain: tuple[str, ...]
    """Classes of the subject, any of which will do."""
    range: tuple[str, ...]
    """Classes of the object, any of which will do."""
    symmetric: bool
    inverse: str | None
    """The property that says the same from the object to the subject; None if it has no name."""
    sign: Sign
    plover: str | None
    """The event class of the PLOVER coding scheme that it narrows, such as "SANCTION"."""


@dataclass(frozen=True, slots=True)
class Term:
    """What the ontology tells people of one class, relation or value."""

    name: str
    definition: str
    note: str | None
    """Where the term ends and others begin."""
    example: str | None
    """A sentence that it fits."""


def namespace(base: str) -> Namespace:
    """Return the namespace of classes and relations under a base IRI.

    >>> namespace("https://w3id.org/tech-rivalry/").competesWith
    rdflib.term.URIRef('https://w3id.org/tech-rivalry/competesWith')
    """
    from rdflib import Namespace

    return Namespace(base)


def ontology_graph(file: str = "kg.ttl") -> Graph:
    """Return the graph of a Turtle file of the ontology: "kg.ttl", "alignments.ttl" or "shapes.ttl".

    Its IRIs stand under the base that KG_BASE_IRI sets. The graph is parsed once and shared: do not change it.
    Raises OntologyError if the file is missing or is no Turtle.
    """
    return _graph(ontology_dir() / file, settings().base_iri)


@cache
def _graph(path: Path, base: str) -> Graph:
    from rdflib import Graph

    # The default base occurs in IRIs, in prefixes and in the prefixes that SHACL keeps as literals: all move along.
    text = _read(path).replace(DEFAULT_BASE, base)
    try:
        return Graph().parse(data=text, format="turtle")
    except (SyntaxError, ValueError) as error:
        raise OntologyError(f"{path}: not valid Turtle with base <{base}>: {error}") from error


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise OntologyError(f"{path}: cannot be read: {error}") from error


@cache
def class_ancestors() -> Mapping[str, frozenset[str]]:
    """Return for each class of the ontology itself and all its superclasses, by local name.

    Raises OntologyError if a superclass is not defined.

    >>> sorted(class_ancestors()["Company"])
    ['Agent', 'Company', 'Entity']
    """
    path = ontology_dir() / "kg.ttl"
    facts = _facts(path)
    classes = _instances(facts, f"{_OWL}Class")

    def ancestors(iri: str, below: tuple[str, ...] = ()) -> frozenset[str]:
        if iri not in classes:
            raise OntologyError(
                f"{path}: superclass <{iri}> of kg:{_local(below[-1])} is not defined: define or rename it"
            )
        if iri in below:
            return frozenset()
        supers = (ancestors(parent, (*below, iri)) for parent in facts.get((iri, f"{_RDFS}subClassOf"), ()))
        return frozenset({_local(iri)}).union(*supers)

    return MappingProxyType({_local(iri): ancestors(iri) for iri in classes})


def entity_classes() -> tuple[str, ...]:
    """Return the classes that entities are of, by local name: `Entity`, and those below it in the order of the file.

    >>> "TradeMeasure" in entity_classes(), "Claim" in entity_classes()
    (True, False)
    """
    return tuple(name for name, above in class_ancestors().items() if "Entity" in above)


def label(name: str) -> str:
    """Return what people read in place of a term, by local name, or by IRI if not ours; the name if it has no label.

    >>> label("TradeMeasure"), label("sanctionedBy")
    ('trade measure', 'sanctioned by')
    """
    iri = name if ":" in name else f"{DEFAULT_BASE}{name}"
    found = _facts(ontology_dir() / "kg.ttl").get((iri, f"{_RDFS}label"))
    return found[0] if found else name


@cache
def properties() -> tuple[str, ...]:
    """Return all properties that the ontology defines for its graph, by local name, in the order of the file.

    They are relations, their inverses, what rules conclude, and those of the graph's own records; one of another
    vocabulary, such as skos:broaderTransitive, is among them by its IRI if rules conclude it.

    >>> {"sanctions", "sanctionedBy", "controlledFrom", "polarity"} <= set(properties())
    True
    """
    facts = _facts(ontology_dir() / "kg.ttl")
    kinds = {f"{_OWL}ObjectProperty", f"{_OWL}DatatypeProperty"}
    return tuple(
        _local(iri) for (iri, predicate), objects in facts.items() if predicate == f"{_RDF}type" and kinds & {*objects}
    )


def entity_properties() -> tuple[str, ...]:
    """Return those properties that say something of an entity: relations, their inverses, and what rules conclude.

    >>> "sanctionedBy" in entity_properties(), "polarity" in entity_properties()
    (True, False)
    """
    facts = _facts(ontology_dir() / "kg.ttl")
    of_entities = {f"{DEFAULT_BASE}{name}" for name in entity_classes()}

    def of_entity(name: str) -> bool:
        domain = facts.get((f"{DEFAULT_BASE}{name}", f"{_RDFS}domain"), ())
        unions = (list_ for node in domain for list_ in facts.get((node, f"{_OWL}unionOf"), ()))
        return bool(of_entities & {*domain, *(each for list_ in unions for each in _members(facts, list_))})

    inverses = {relation.inverse for relation in relations().values()}
    return tuple(name for name in properties() if name in inverses or of_entity(name))


@cache
def relations() -> Mapping[str, Relation]:
    """Return the relations that claims may state, by local name, in the order of the file.

    They are the properties with a `kg:sign`; inverses and the terms of the graph's own records have none.
    Raises OntologyError if a relation lacks something that it must have, or names a class that is not defined.
    """
    path = ontology_dir() / "kg.ttl"
    facts = _facts(path)
    plover = _facts(ontology_dir() / "alignments.ttl")
    signs = {f"{DEFAULT_BASE}{name}": name for name in ("rivalry", "cooperation", "neutral")}
    symmetric = _instances(facts, f"{_OWL}SymmetricProperty")
    inverses = {
        objects[0]: _local(iri) for (iri, predicate), objects in facts.items() if predicate == f"{_OWL}inverseOf"
    }

    def one(iri: str, predicate: str) -> str:
        found = facts.get((iri, predicate), ())
        if len(found) != 1:
            term = predicate.rsplit("#", 1)[-1].removeprefix(DEFAULT_BASE)
            raise OntologyError(f"{path}: relation kg:{_local(iri)} has {len(found)} values of {term}: give it one")
        return found[0]

    def classes(iri: str, predicate: str) -> tuple[str, ...]:
        node = one(iri, predicate)
        union = facts.get((node, f"{_OWL}unionOf"))
        names = tuple(_local(member) for member in (_members(facts, union[0]) if union else (node,)))
        for name in names:
            if name not in class_ancestors():
                raise OntologyError(
                    f"{path}: relation kg:{_local(iri)} names the unknown class {name}: define or rename it"
                )
        return names

    def relation(iri: str) -> Relation:
        sign = signs.get(one(iri, f"{DEFAULT_BASE}sign"))
        if sign is None:
            raise OntologyError(
                f"{path}: relation kg:{_local(iri)} has an unknown kg:sign: take one of {', '.join(signs.values())}"
            )
        event = plover.get((iri, f"{DEFAULT_BASE}plover"))
        return Relation(
            name=_local(iri),
            label=one(iri, f"{_RDFS}label"),
            definition=one(iri, f"{_SKOS}definition"),
            domain=classes(iri, f"{_RDFS}domain"),
            range=classes(iri, f"{_RDFS}range"),
            symmetric=iri in symmetric,
            inverse=inverses.get(iri),
            sign=cast(Sign, sign),
            plover=event[0].removeprefix(_PLOVER) if event else None,
        )

    signed = (iri for iri, predicate in facts if predicate == f"{DEFAULT_BASE}sign")
    return MappingProxyType({_local(iri): relation(iri) for iri in signed})


def relation_label(name: str) -> str:
    """Return what people read in place of a relation's local name; the name itself if the ontology lacks it.

    >>> relation_label("restrictsExportsTo"), relation_label("ofAnotherExtractor")
    ('restricts exports to', 'ofAnotherExtractor')
    """
    found = relations().get(name)
    return found.label if found else name


def terms() -> frozenset[str]:
    """Return all that the ontology defines: classes, relations and other properties, values, by local name.

    >>> {"Company", "competesWith", "polarity", "alleged"} <= terms()
    True
    """
    subjects = {subject for subject, _ in _facts(ontology_dir() / "kg.ttl")}
    return frozenset(_local(iri) for iri in subjects if iri.startswith(DEFAULT_BASE) and iri != DEFAULT_BASE)


def term(name: str) -> Term:
    """Return what the ontology tells people of a term, by its local name.

    Raises OntologyError if it has no definition.

    >>> term("planned").definition
    'It is intended or scheduled.'
    """
    path = ontology_dir() / "kg.ttl"
    facts = _facts(path)

    def first(predicate: str) -> str | None:
        found = facts.get((f"{DEFAULT_BASE}{name}", f"{_SKOS}{predicate}"))
        return found[0] if found else None

    definition = first("definition")
    if definition is None:
        raise OntologyError(f"{path}: kg:{name} has no skos:definition: give it one")
    return Term(name, definition, first("scopeNote"), first("example"))


def individuals(kind: str) -> tuple[str, ...]:
    """Return the values that are of a class, by local name, in the order of the file.

    >>> individuals("Polarity")
    ('affirmed', 'negated')
    """
    return tuple(_local(iri) for iri in _instances(_facts(ontology_dir() / "kg.ttl"), f"{DEFAULT_BASE}{kind}"))


@cache
def _facts(path: Path) -> _Facts:
    from pyoxigraph import RdfFormat, parse

    facts: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    try:
        for quad in parse(_read(path), format=RdfFormat.TURTLE):
            subject, value = cast("_Node", quad.subject), cast("_Node", quad.object)
            facts[subject.value, quad.predicate.value].append(value.value)
    except SyntaxError as error:
        raise OntologyError(f"{path}:{error.lineno}: not valid Turtle: {error.msg}") from error
    return MappingProxyType({key: tuple(values) for key, values in facts.items()})


def _instances(facts: _Facts, kind: str) -> dict[str, None]:
    """Return the named subjects of a type as keys, in the order of the file."""
    return {
        subject: None
        for (subject, predicate), objects in facts.items()
        if predicate == f"{_RDF}type" and kind in objects and subject.startswith(DEFAULT_BASE)
    }


def _members(facts: _Facts, node: str) -> Iterator[str]:
    """Yield the members of an RDF list."""
    while node != f"{_RDF}nil":
        yield facts[node, f"{_RDF}first"][0]
        node = facts[node, f"{_RDF}rest"][0]


def _local(iri: str) -> str:
    return iri.removeprefix(DEFAULT_BASE)
