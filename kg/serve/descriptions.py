"""What the endpoint and the data set say of themselves, in the vocabularies that clients look for.

SPARQL 1.1 Service Description (https://www.w3.org/TR/sparql11-service-description/) and VoID
(https://www.w3.org/TR/void/).
"""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

from kg.query import overview, records, run
from kg.serve.answers import Answer
from kg.store import Store
from kg.store.terms import DCTERMS, RDF, XSD, node

__all__ = ["service", "void"]

_SD = "http://www.w3.org/ns/sparql-service-description#"
_VOID = "http://rdfs.org/ns/void#"
_FOAF = "http://xmlns.com/foaf/0.1/"
_FORMATS = "http://www.w3.org/ns/formats/"
_NAMES = (
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    "Turtle",
    "N-Triples",
    "JSON-LD",
    "RDF_XML",
)
_VOCABULARIES = (
    "http://www.w3.org/ns/prov#",
    "http://www.w3.org/ns/oa#",
    "http://purl.org/dc/terms/",
    "http://www.w3.org/2004/02/skos/core#",
    "https://schema.org/",
)

_TRIPLES = "SELECT (COUNT(*) AS ?n) { SELECT DISTINCT ?s ?p ?o { ?s ?p ?o } }"
_FACTS = """
SELECT ?relation (COUNT(*) AS ?n) {
  { SELECT DISTINCT ?s ?relation ?o { ?relation kg:sign ?sign . ?s ?relation ?o } }
} GROUP BY ?relation
"""


class _Description:
    """Triples in the making."""

    def __init__(self) -> None:
        self.triples: list[ox.Triple] = []

    def add(self, subject: str, predicate: str, value: str | int | ox.Literal) -> None:
        """Add a triple: a string is an IRI, an integer a number."""
        term: ox.NamedNode | ox.Literal
        if isinstance(value, ox.Literal):
            term = value
        else:
            term = ox.Literal(value) if isinstance(value, int) else ox.NamedNode(value)
        self.triples.append(ox.Triple(ox.NamedNode(subject), node(predicate), term))

    def kinds(self, subject: str, *kinds: str) -> None:
        for kind in kinds:
            self.add(subject, f"{RDF}type", kind)

    def answer(self) -> Answer:
        return Answer(False, _lines(self.triples), False)


def _lines(triples: Iterable[ox.Triple]) -> bytes:
    return "".join(f"{triple} .\n" for triple in triples).encode()


def service(store: Store, endpoint: str, site: str) -> Answer:
    """Return the description of the endpoint at this address, of the site at that one."""
    made = _Description()
    about, data, graph = f"{endpoint}#service", f"{endpoint}#data", f"{endpoint}#union"
    made.kinds(about, f"{_SD}Service")
    made.add(about, f"{_SD}endpoint", endpoint)
    for language in ("SPARQL10Query", "SPARQL11Query"):
        made.add(about, f"{_SD}supportedLanguage", f"{_SD}{language}")
    made.add(about, f"{_SD}feature", f"{_SD}UnionDefaultGraph")
    for name in _NAMES:
        made.add(about, f"{_SD}resultFormat", f"{_FORMATS}{name}")
    made.add(about, f"{_SD}defaultDataset", data)
    made.kinds(data, f"{_SD}Dataset")
    made.add(data, f"{_SD}defaultGraph", graph)
    made.kinds(graph, f"{_SD}Graph")
    made.add(graph, f"{_VOID}triples", _triples(store))
    made.add(about, f"{_SD}availableGraphs", f"{endpoint}#graphs")
    made.kinds(f"{endpoint}#graphs", f"{_SD}GraphCollection")
    made.add(data, f"{_VOID}inDataset", f"{site}.well-known/void#data")
    return made.answer()


def void(store: Store, endpoint: str, site: str) -> Answer:
    """Return what is in the data set of the site at this address, and how to get at it."""
    made = _Description()
    seen = overview(store)
    page = f"{site}.well-known/void"
    data = f"{page}#data"
    made.kinds(page, f"{_VOID}DatasetDescription")
    made.add(page, f"{_FOAF}topic", data)
    made.kinds(data, f"{_VOID}Dataset")
    made.add(data, f"{DCTERMS}title", ox.Literal("Tech rivalry graph", language="en"))
    made.add(
        data,
        f"{DCTERMS}description",
        ox.Literal("Typed, qualified and sourced claims about geopolitical tech rivalry.", language="en"),
    )
    if seen.last:
        made.add(data, f"{DCTERMS}modified", ox.Literal(seen.last.isoformat(), datatype=node(f"{XSD}date")))
    made.add(data, f"{_FOAF}homepage", site)
    made.add(data, f"{_VOID}sparqlEndpoint", endpoint)
    made.add(data, f"{_VOID}uriSpace", ox.Literal(store.base))
    made.add(data, f"{_VOID}triples", _triples(store))
    made.add(data, f"{_VOID}documents", seen.documents)
    made.add(data, f"{_VOID}entities", sum(count.entities for count in seen.classes))
    for format_ in ("Turtle", "N-Triples", "JSON-LD"):
        made.add(data, f"{_VOID}feature", f"{_FORMATS}{format_}")
    for vocabulary in (store.base, *_VOCABULARIES):
        made.add(data, f"{_VOID}vocabulary", vocabulary)
    for count in seen.classes:
        part = f"{page}#class-{count.name}"
        made.add(data, f"{_VOID}classPartition", part)
        made.add(part, f"{_VOID}class", f"{store.base}{count.name}")
        made.add(part, f"{_VOID}entities", count.entities)
    for row in records(run(store, _FACTS)):
        relation = str(row["relation"])
        part = f"{page}#relation-{relation.removeprefix(store.base)}"
        made.add(data, f"{_VOID}propertyPartition", part)
        made.add(part, f"{_VOID}property", relation)
        made.add(part, f"{_VOID}triples", int(str(row["n"])))
    return made.answer()


def _triples(store: Store) -> int:
    [row] = records(run(store, _TRIPLES))
    return int(str(row["n"]))
