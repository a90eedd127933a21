"""The two graphs that every store holds from the start: the known entities and the vocabulary."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from urllib.parse import quote

from pyoxigraph import CanonicalizationAlgorithm, Dataset, Literal, NamedNode, Quad, RdfFormat, parse

from kg.gazetteer import Role
from kg.ids import DEFAULT_BASE, content_hash, entity_iri
from kg.model import Entity
from kg.store.terms import DCTERMS, RDF, RDFS, SCHEMA, SKOS, XSD, graph_iri, node

__all__ = ["REFERENCE", "canonical", "encode_entities", "encode_ontology", "preferred"]


REFERENCE = 3
"""One more with each change of what is written of an entity, so that stores are brought up to date."""


def encode_entities(entities: Iterable[Entity], *, base: str = DEFAULT_BASE) -> set[Quad]:
    """Return the graph of reference data: what is known of the entities by name.

    That is class, names, country, owner, maker, the next broader technology, the offices of a person, identifiers
    elsewhere, and the topics that a list of the user's gives, such as "sanction".
    """
    graph = NamedNode(graph_iri("reference", base))
    same_as = node(f"{SCHEMA}sameAs")
    quads: set[Quad] = set()
    for entity in entities:
        subject = NamedNode(entity_iri(entity.id, base))
        quads.add(Quad(subject, node(f"{RDF}type"), node(f"{base}{entity.type}"), graph))
        quads.add(Quad(subject, node(f"{RDFS}label"), Literal(entity.label), graph))
        quads |= {Quad(subject, node(f"{SKOS}altLabel"), Literal(alias), graph) for alias in entity.aliases}
        if entity.country:
            quads.add(Quad(subject, node(f"{base}country"), NamedNode(entity_iri(entity.country, base)), graph))
        for name, predicate in (("broader", f"{SKOS}broader"), ("parent", f"{base}parent"), ("maker", f"{base}maker")):
            if other := entity.attributes.get(name):
                quads.add(Quad(subject, node(predicate), NamedNode(entity_iri(other, base)), graph))
        for role in entity.attributes.get("roles", ()):
            quads |= _role(subject, role, graph, base)
        for topic in entity.attributes.get("topics", ()):
            quads.add(Quad(subject, node(f"{DCTERMS}subject"), Literal(topic), graph))
        if entity.wikipedia:
            page = quote(entity.wikipedia.replace(" ", "_"), safe="/:,;@!*()'-_.~&=+$")
            quads.add(Quad(subject, same_as, NamedNode(f"https://en.wikipedia.org/wiki/{page}"), graph))
        if entity.wikidata:
            quads.add(Quad(subject, same_as, NamedNode(f"http://www.wikidata.org/entity/{entity.wikidata}"), graph))
    return quads


def preferred(quads: Iterable[Quad]) -> set[Quad]:
    """Return for each label in the reference data that it is the name to show of its entity, as queries look for it."""
    label, shown = node(f"{RDFS}label"), node(f"{SKOS}prefLabel")
    return {Quad(quad.subject, shown, quad.object, quad.graph_name) for quad in quads if quad.predicate == label}


def _role(holder: NamedNode, role: Role, graph: NamedNode, base: str) -> set[Quad]:
    parts = (holder.value, role.relation, role.entity, role.title or "", role.start or "", role.end or "")
    subject = NamedNode(f"{base}role/{content_hash(*parts)}")
    facts: dict[str, NamedNode | Literal] = {
        "roleHolder": holder,
        "roleRelation": node(f"{base}{role.relation}"),
        "roleAt": NamedNode(entity_iri(role.entity, base)),
    }
    if role.title:
        facts["roleTitle"] = Literal(role.title)
    if role.start:
        facts["roleFrom"] = Literal(_day(role.start, last=False), datatype=node(f"{XSD}date"))
    if role.end:
        facts["roleTo"] = Literal(_day(role.end, last=True), datatype=node(f"{XSD}date"))
    return {
        Quad(subject, node(f"{RDF}type"), node(f"{base}Role"), graph),
        *(Quad(subject, node(f"{base}{name}"), value, graph) for name, value in facts.items()),
    }


def _day(text: str, *, last: bool) -> str:
    """Return the first or the last day of a day, month or year in ISO 8601."""
    year, _, rest = text.partition("-")
    month, _, day = rest.partition("-")
    month = month or ("12" if last else "01")
    return f"{year}-{month}-{day or (monthrange(int(year), int(month))[1] if last else '01')}"


def encode_ontology(triples: str, *, base: str = DEFAULT_BASE) -> set[Quad]:
    """Return the graph of the vocabulary from its N-Triples.

    Blank nodes are named by RDF Dataset Canonicalization (RDFC-1.0), so that every store has the same ones.
    """
    graph = NamedNode(graph_iri("ontology", base))
    parsed = parse(triples, format=RdfFormat.N_TRIPLES)
    return canonical(Quad(quad.subject, quad.predicate, quad.object, graph) for quad in parsed)


def canonical(quads: Iterable[Quad]) -> set[Quad]:
    """Return the quads with the names that RDFC-1.0 gives their blank nodes."""
    dataset = Dataset(quads)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return set(dataset)
