"""The SHACL shapes of the ontology applied to triples, by pySHACL: the only module that imports it.

pySHACL changes rdflib for the whole process when it is imported (it registers SPARQL functions and stores of its own),
and is therefore imported when something is validated and not before.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import pyoxigraph as ox

from kg.errors import ConfigError
from kg.vocab import ontology_graph

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

__all__ = ["Finding", "check"]

_SH = "http://www.w3.org/ns/shacl#"
_SEVERITIES: dict[str, Literal["violation", "warning", "info"]] = {
    f"{_SH}Violation": "violation",
    f"{_SH}Warning": "warning",
    f"{_SH}Info": "info",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One result of a validation report."""

    severity: Literal["violation", "warning", "info"]
    focus: str
    """IRI of what is wrong: the focus node, or the claim or evidence that a shape over all of them found."""
    path: str
    """The property, as an IRI, or several in a row; empty if the node as a whole is wrong."""
    value: str
    """The value that is wrong, if it is one."""
    message: str


def check(triples: Iterable[ox.Triple]) -> list[Finding]:
    """Return what is wrong with the triples, sorted; the vocabulary must be among them.

    Raises ConfigError if pySHACL is not installed.
    """
    try:
        import pyshacl
    except ImportError as error:
        raise ConfigError(
            "validation needs the package pyshacl: install it with pip install 'tech-rivalry-kg[validate]'"
        ) from error
    from rdflib import Graph

    data = Graph().parse(data=ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES), format="nt")
    _, report, _ = pyshacl.validate(data, shacl_graph=ontology_graph("shapes.ttl"), inplace=True)
    return sorted(_findings(report, data), key=lambda each: (each.severity, each.focus, each.path, each.value))


def _findings(report: Graph, data: Graph) -> Iterable[Finding]:
    from rdflib import OWL, RDF, Namespace

    sh = Namespace(_SH)
    for result in report.subjects(RDF.type, sh.ValidationResult):
        focus, value = report.value(result, sh.focusNode), report.value(result, sh.value)
        # The shapes that are one query over all claims have the class as focus, and what is wrong as value.
        whole = (focus, RDF.type, OWL.Class) in data
        yield Finding(
            severity=_SEVERITIES[str(report.value(result, sh.resultSeverity))],
            focus=str(value if whole else focus),
            path=_path(report, report.value(result, sh.resultPath)),
            value="" if whole or value is None else str(value),
            message=str(report.value(result, sh.resultMessage) or ""),
        )


def _path(report: Graph, path: Node | None) -> str:
    from rdflib import BNode
    from rdflib.collection import Collection

    if path is None:
        return ""
    return " / ".join(map(str, Collection(report, path))) if isinstance(path, BNode) else str(path)
