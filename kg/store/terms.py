"""The vocabulary of the graph: prefixes, and the terms that the codec writes and reads."""

from __future__ import annotations

from functools import cache

from pyoxigraph import NamedNode

from kg.ids import DEFAULT_BASE

__all__ = ["DCTERMS", "OA", "OWL", "PROV", "RDF", "RDFS", "SCHEMA", "SKOS", "XSD", "graph_iri", "node", "prefixes"]

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
XSD = "http://www.w3.org/2001/XMLSchema#"
OWL = "http://www.w3.org/2002/07/owl#"
DCTERMS = "http://purl.org/dc/terms/"
PROV = "http://www.w3.org/ns/prov#"
OA = "http://www.w3.org/ns/oa#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
SCHEMA = "https://schema.org/"


def prefixes(base: str = DEFAULT_BASE) -> dict[str, str]:
    """Return the prefixes that queries may use without declaring them, and that exports are written with.

    `kg:` holds classes and relations, `ent:` known entities, `name:` entities known by name alone,
    `doc:` documents, `graph:` the graphs that belong to no document; `claim:`, `evidence:` and `extraction:`
    what these record, `statement:` what claims are fused into, `role:` offices, `rule:`, `inference:` and `premise:`
    what conclusions are drawn from.
    """
    return {
        "kg": base,
        "ent": f"{base}entity/",
        "name": f"{base}entity/name/",
        "doc": f"{base}document/",
        "graph": f"{base}graph/",
        "claim": f"{base}claim/",
        "evidence": f"{base}evidence/",
        "extraction": f"{base}extraction/",
        "statement": f"{base}statement/",
        "role": f"{base}role/",
        "rule": f"{base}rule/",
        "inference": f"{base}inference/",
        "premise": f"{base}premise/",
        "rdf": RDF,
        "rdfs": RDFS,
        "xsd": XSD,
        "owl": OWL,
        "dcterms": DCTERMS,
        "prov": PROV,
        "oa": OA,
        "skos": SKOS,
        "schema": SCHEMA,
    }


def graph_iri(name: str, base: str = DEFAULT_BASE) -> str:
    """Return the IRI of a graph that belongs to no document: "reference", "ontology", "fused" or "inferred"."""
    return f"{base}graph/{name}"


@cache
def node(iri: str) -> NamedNode:
    """Return the IRI as a node; kept, as the same few terms occur in every claim. Not for IRIs of articles."""
    return NamedNode(iri)
