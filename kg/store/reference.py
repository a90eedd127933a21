"""The two graphs that every store holds from the start: the known entities and the vocabulary."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

from pyoxigraph import CanonicalizationAlgorithm, Dataset, Literal, NamedNode, Quad, RdfFormat, parse

from kg.ids import DEFAULT_BASE, entity_iri
from kg.model import Entity
from kg.store.terms import DCTERMS, RDF, RDFS, SCHEMA, SKOS, graph_iri, node

__all__ = ["canonical", "encode_entities", "encode_ontology"]


def encode_entities(entities: Iterable[Entity], *, base: str = DEFAULT_BASE) -> set[Quad]:
    """Return the graph of reference data: what is known of the entities by name.

    That is class, names, country, the next broader technology, identifiers elsewhere, and the topics that a list of
    the user's gives, such as "sanction".
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
        if broader := entity.attributes.get("broader"):
            quads.add(Quad(subject, node(f"{SKOS}broader"), NamedNode(entity_iri(broader, base)), graph))
        for topic in entity.attributes.get("topics", ()):
            quads.add(Quad(subject, node(f"{DCTERMS}subject"), Literal(topic), graph))
        if entity.wikipedia:
            page = quote(entity.wikipedia.replace(" ", "_"), safe="/:,;@!*()'-_.~&=+$")
            quads.add(Quad(subject, same_as, NamedNode(f"https://en.wikipedia.org/wiki/{page}"), graph))
        if entity.wikidata:
            quads.add(Quad(subject, same_as, NamedNode(f"http://www.wikidata.org/entity/{entity.wikidata}"), graph))
    return quads


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
