"""The loader of the ontology. What the ontology says is tested in tests/ontology."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, Literal, URIRef

from kg import vocab
from kg.errors import OntologyError
from kg.ids import DEFAULT_BASE

OTHER = "http://localhost:8000/graph#"

PREFIXES = f"""
@prefix kg: <{DEFAULT_BASE}> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
kg:Agent a owl:Class .
kg:Product a owl:Class .
"""
RELATION = """
kg:praises a owl:ObjectProperty ;
    rdfs:label "praises"@en ;
    skos:definition "The subject speaks well of the object."@en ;
    rdfs:domain kg:Agent ;
    rdfs:range [ a owl:Class ; owl:unionOf ( kg:Product kg:Agent ) ] ;
    kg:sign kg:cooperation .
"""


@pytest.fixture
def ontology(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An ontology of its own to write to: `kg.ttl` is the file given back, `alignments.ttl` is empty."""
    (tmp_path / "alignments.ttl").write_text("")
    monkeypatch.setattr(vocab, "ontology_dir", lambda: tmp_path)
    _forget()
    yield tmp_path / "kg.ttl"
    _forget()


def _forget() -> None:
    vocab.relations.cache_clear()
    vocab.class_ancestors.cache_clear()


def test_namespace_makes_terms_under_the_base() -> None:
    assert vocab.namespace(OTHER).competesWith == URIRef("http://localhost:8000/graph#competesWith")


def test_class_ancestors_hold_the_class_itself_and_every_superclass() -> None:
    assert vocab.class_ancestors()["AIModel"] == {"AIModel", "Product", "Technology", "Entity"}


def test_a_class_without_superclass_is_its_only_ancestor() -> None:
    assert vocab.class_ancestors()["Entity"] == {"Entity"}


def test_class_ancestors_end_on_a_cycle(ontology: Path) -> None:
    ontology.write_text(PREFIXES + "kg:Agent rdfs:subClassOf kg:Product . kg:Product rdfs:subClassOf kg:Agent .")
    assert vocab.class_ancestors()["Agent"] == {"Agent", "Product"}


def test_several_superclasses_all_count(ontology: Path) -> None:
    ontology.write_text(PREFIXES + "kg:Robot a owl:Class ; rdfs:subClassOf kg:Product, kg:Agent .")
    assert vocab.class_ancestors()["Robot"] == {"Robot", "Product", "Agent"}


def test_relation_is_read_with_all_it_says(ontology: Path) -> None:
    ontology.write_text(PREFIXES + RELATION + "kg:praisedBy a owl:ObjectProperty ; owl:inverseOf kg:praises .")
    (ontology.parent / "alignments.ttl").write_text(
        f"<{DEFAULT_BASE}praises> <{DEFAULT_BASE}plover> <{DEFAULT_BASE}plover/SUPPORT> ."
    )
    assert dict(vocab.relations()) == {
        "praises": vocab.Relation(
            name="praises",
            label="praises",
            definition="The subject speaks well of the object.",
            domain=("Agent",),
            range=("Product", "Agent"),
            symmetric=False,
            inverse="praisedBy",
            sign="cooperation",
            plover="SUPPORT",
        )
    }


def test_relations_cannot_be_changed_by_a_caller() -> None:
    with pytest.raises(TypeError):
        vocab.relations()["x"] = None  # type: ignore[index]


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("    rdfs:domain kg:Agent ;\n", "", "kg:praises has 0 values of domain"),
        ("rdfs:domain kg:Agent", "rdfs:domain kg:Agent, kg:Product", "kg:praises has 2 values of domain"),
        ("rdfs:domain kg:Agent", "rdfs:domain kg:Actor", "unknown class Actor"),
        ('"praises"@en', '"praises"@en, "lauds"@en', "kg:praises has 2 values of label"),
        ("kg:sign kg:cooperation", "kg:sign kg:friendly", "take one of rivalry, cooperation, neutral"),
    ],
)
def test_incomplete_relation_is_refused_with_its_name_and_remedy(
    ontology: Path, old: str, new: str, complaint: str
) -> None:
    assert old in RELATION
    ontology.write_text(PREFIXES + RELATION.replace(old, new))
    with pytest.raises(OntologyError) as error:
        vocab.relations()
    assert complaint in str(error.value)
    assert str(ontology) in str(error.value)


def test_undefined_superclass_is_refused(ontology: Path) -> None:
    ontology.write_text(PREFIXES + "kg:Robot a owl:Class ; rdfs:subClassOf kg:Machine .")
    with pytest.raises(OntologyError, match=r"Machine> of kg:Robot is not defined"):
        vocab.class_ancestors()


def test_malformed_turtle_is_refused_with_its_line(ontology: Path) -> None:
    ontology.write_text("@prefix kg: <https://w3id.org/tech-rivalry/> .\nkg:Agent a a a .\n")
    with pytest.raises(OntologyError, match=r"kg\.ttl:2: not valid Turtle"):
        vocab.class_ancestors()
    with pytest.raises(OntologyError, match=r"kg\.ttl: not valid Turtle"):
        vocab.ontology_graph()


def test_missing_file_is_refused() -> None:
    with pytest.raises(OntologyError, match=r"nothing\.ttl: cannot be read"):
        vocab.ontology_graph("nothing.ttl")


def test_ontology_graph_is_parsed_once() -> None:
    assert vocab.ontology_graph() is vocab.ontology_graph()


@pytest.mark.parametrize("file", ["kg.ttl", "alignments.ttl", "shapes.ttl"])
def test_another_base_moves_every_term(file: str, monkeypatch: pytest.MonkeyPatch) -> None:
    default = vocab.ontology_graph(file)
    monkeypatch.setenv("KG_BASE_IRI", OTHER)
    moved = vocab.ontology_graph(file)
    assert len(moved) == len(default)
    assert not [term for triple in moved for term in triple if DEFAULT_BASE in term]
    assert [term for triple in moved for term in triple if isinstance(term, URIRef) and term.startswith(OTHER)]


def test_another_base_moves_terms_and_keeps_their_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_BASE_IRI", OTHER)
    kg = vocab.namespace(OTHER)
    graph = vocab.ontology_graph()
    assert (kg.Company, RDFS.subClassOf, kg.Agent) in graph
    assert (kg.competesWith, RDF.type, OWL.SymmetricProperty) in graph
    assert (kg.competesWith, RDFS.label, Literal("competes with", lang="en")) in graph


def test_hierarchy_and_relations_do_not_depend_on_the_base(monkeypatch: pytest.MonkeyPatch) -> None:
    classes, names = dict(vocab.class_ancestors()), list(vocab.relations())
    monkeypatch.setenv("KG_BASE_IRI", OTHER)
    _forget()
    assert dict(vocab.class_ancestors()) == classes
    assert list(vocab.relations()) == names


def test_extraction_starts_without_rdflib() -> None:
    code = """
import sys
from kg import vocab
vocab.class_ancestors(), vocab.relations()
sys.exit("rdflib" in sys.modules)
"""
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_term_tells_what_it_means(ontology: Path) -> None:
    ontology.write_text(
        PREFIXES + RELATION + 'kg:praises skos:scopeNote "In public."@en ; skos:example "Ada praised the chip."@en .'
    )
    assert vocab.term("praises") == vocab.Term(
        "praises", "The subject speaks well of the object.", "In public.", "Ada praised the chip."
    )


@pytest.mark.parametrize("name", ["Agent", "nothing"])
def test_a_term_without_definition_is_named(ontology: Path, name: str) -> None:
    ontology.write_text(PREFIXES)
    with pytest.raises(OntologyError, match=rf"kg.ttl: kg:{name} has no skos:definition: give it one"):
        vocab.term(name)


def test_individuals_are_those_of_the_class_in_order(ontology: Path) -> None:
    ontology.write_text(PREFIXES + "kg:zeta a kg:Agent . kg:alpha a kg:Agent . kg:other a kg:Product .")
    assert vocab.individuals("Agent") == ("zeta", "alpha")
