"""What the ontology holds: its classes and relations, its alignments, and the shapes that data must have."""

from __future__ import annotations

from datetime import date

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, BNode, Graph, Literal, URIRef
from rdflib.collection import Collection

from kg import vocab
from kg.ids import DEFAULT_BASE
from kg.model import Claim, Document, Evidence, Mention, TimeSpan

KG = vocab.namespace(DEFAULT_BASE)

# Class and superclass.
CLASSES = {
    "Entity": None,
    "Agent": "Entity",
    "Country": "Agent",
    "Bloc": "Agent",
    "GovernmentBody": "Agent",
    "Company": "Agent",
    "ResearchOrganization": "Agent",
    "MediaOutlet": "Agent",
    "PoliticalParty": "Agent",
    "InternationalOrganization": "Agent",
    "Person": "Agent",
    "Group": "Agent",
    "Technology": "Entity",
    "TechnologyField": "Technology",
    "Product": "Technology",
    "AIModel": "Product",
    "Chip": "Product",
    "Software": "Product",
    "Device": "Product",
    "Equipment": "Technology",
    "Material": "Technology",
    "Policy": "Entity",
    "Law": "Policy",
    "Strategy": "Policy",
    "TradeMeasure": "Policy",
    "Event": "Entity",
    "Place": "Entity",
    "Document": None,
    "Claim": None,
    "Statement": None,
    "Role": None,
    "Rule": None,
    "Inference": None,
    "Premise": None,
    "Evidence": None,
    "Extraction": None,
    "Extractor": None,
    "Polarity": None,
    "Modality": None,
    "Sign": None,
}

# Relation, its direction (-> from subject to object, <-> symmetric), its sign, its PLOVER event class or "-".
RELATIONS = """
competesWith          Agent,Product     <-> Agent,Product           rivalry      -
accuses               Agent             ->  Agent                   rivalry      ACCUSE
requests              Agent             ->  Agent                   neutral      REQUEST
criticizes            Agent             ->  Agent,Policy            rivalry      ACCUSE
threatens             Agent             ->  Agent                   rivalry      THREATEN
retaliatesAgainst     Agent             ->  Agent                   rivalry      -
attacks               Agent             ->  Agent                   rivalry      ASSAULT
sues                  Agent             ->  Agent                   rivalry      -
investigates          Agent             ->  Agent,Product,Material,Equipment rivalry   -
penalizes             Agent             ->  Agent                   rivalry      COERCE
sanctions             Agent             ->  Agent                   rivalry      SANCTION
restrictsExportsTo    Agent             ->  Agent                   rivalry      SANCTION
restrictsExportOf     Agent             ->  Technology              rivalry      SANCTION
bans                  Agent             ->  Agent,Technology,Event  rivalry      COERCE
imposesTariffOn       Agent             ->  Agent,Technology        rivalry      SANCTION
easesRestrictionsOn   Agent             ->  Agent,Technology        cooperation  YIELD
cooperatesWith        Agent             <-> Agent                   cooperation  COOPERATE
alliedWith            Agent             <-> Agent                   cooperation  -
meetsWith             Agent             <-> Agent                   cooperation  CONSULT
negotiatesWith        Agent             <-> Agent                   cooperation  CONSULT
signsAgreementWith    Agent             <-> Agent                   cooperation  AGREE
supports              Agent             ->  Agent,Policy,Technology cooperation  SUPPORT
opposes               Agent             ->  Agent,Policy,Technology rivalry      REJECT
funds                 Agent             ->  Agent,Technology,Policy cooperation  AID
investsIn             Agent             ->  Agent,Technology,Place  cooperation  -
acquires              Agent             ->  Agent                   neutral      -
ownsStakeIn           Agent             ->  Agent                   neutral      -
supplies              Agent             ->  Agent                   cooperation  -
released              Agent             ->  Product                 neutral      -
develops              Agent             ->  Technology              neutral      -
produces              Agent             ->  Technology              neutral      -
uses                  Agent,Technology  ->  Technology              neutral      -
dependsOn             Agent,Technology  ->  Agent,Technology        neutral      -
leadsIn               Agent             ->  Technology              neutral      -
outperforms           Agent,Product     ->  Agent,Product           neutral      -
lagsBehind            Agent,Product     ->  Agent,Product           neutral      -
catchesUpWith         Agent,Product     ->  Agent,Product           neutral      -
adopts                Agent             ->  Policy                  neutral      -
proposes              Agent             ->  Policy                  neutral      -
regulates             Agent             ->  Technology,Agent        neutral      -
targets               Policy            ->  Agent,Technology        neutral      -
basedIn               Agent             ->  Place,Country           neutral      -
subsidiaryOf          Agent             ->  Agent                   neutral      -
memberOf              Agent             ->  Agent                   neutral      -
leads                 Person            ->  Agent,Place                   neutral      -
worksFor              Person            ->  Agent,Place                   neutral      -
founded               Agent             ->  Agent                   neutral      -
"""
ROWS = [row.split() for row in RELATIONS.strip().splitlines()]
RELATION_NAMES = [row[0] for row in ROWS]

POLARITIES = {"affirmed", "negated"}
MODALITIES = {"actual", "planned", "possible", "requested", "conditional", "alleged"}


@pytest.fixture(scope="module")
def graph() -> Graph:
    return vocab.ontology_graph()


def test_classes_are_those_of_the_design(graph: Graph) -> None:
    named = {cls for cls in graph.subjects(RDF.type, OWL.Class) if isinstance(cls, URIRef)}
    assert named == {KG[name] for name in CLASSES}


@pytest.mark.parametrize(("name", "parent"), CLASSES.items())
def test_class_stands_below_its_superclass(graph: Graph, name: str, parent: str | None) -> None:
    assert list(graph.objects(KG[name], RDFS.subClassOf)) == ([KG[parent]] if parent else [])


def test_there_are_the_relations_of_the_design_and_no_other() -> None:
    assert len(ROWS) == 47
    assert sorted(vocab.relations()) == sorted(RELATION_NAMES)


@pytest.mark.parametrize(("name", "domain", "arrow", "range_", "sign", "plover"), ROWS, ids=RELATION_NAMES)
def test_relation_has_its_direction_classes_sign_and_event_class(
    name: str, domain: str, arrow: str, range_: str, sign: str, plover: str
) -> None:
    relation = vocab.relations()[name]
    assert relation.domain == tuple(domain.split(","))
    assert relation.range == tuple(range_.split(","))
    assert relation.symmetric == (arrow == "<->")
    assert relation.sign == sign
    assert (relation.plover or "-") == plover


@pytest.mark.parametrize("name", RELATION_NAMES)
def test_relation_is_documented_in_its_own_words(graph: Graph, name: str) -> None:
    iri = KG[name]
    definition, example = graph.value(iri, SKOS.definition), graph.value(iri, SKOS.example)
    assert (iri, RDF.type, OWL.ObjectProperty) in graph
    assert definition
    assert definition.endswith(".")
    assert example
    assert example[0].isupper()
    assert example.endswith(".")
    assert list(graph.subjects(SKOS.example, example)) == [iri]


def test_symmetric_relations_have_one_domain_and_range_and_no_inverse() -> None:
    symmetric = [relation for relation in vocab.relations().values() if relation.symmetric]
    assert [relation.name for relation in symmetric if relation.domain != relation.range or relation.inverse] == []


def test_each_inverse_belongs_to_one_relation_and_is_none_itself(graph: Graph) -> None:
    pairs = {str(inverse): str(relation) for inverse, relation in graph.subject_objects(OWL.inverseOf)}
    names = {str(KG[name]) for name in RELATION_NAMES}
    assert set(pairs.values()) <= names
    assert not set(pairs) & names
    assert len(set(pairs.values())) == len(pairs)
    assert {relation.inverse for relation in vocab.relations().values() if relation.inverse} == {
        inverse.removeprefix(DEFAULT_BASE) for inverse in pairs
    }


@pytest.mark.parametrize(
    ("relation", "inverse"),
    [("leads", "ledBy"), ("subsidiaryOf", "hasSubsidiary"), ("sanctions", "sanctionedBy"), ("memberOf", "hasMember")],
)
def test_inverse_is_named(relation: str, inverse: str) -> None:
    assert vocab.relations()[relation].inverse == inverse


def test_country_is_an_agent_that_others_can_be_based_in() -> None:
    assert "Agent" in vocab.class_ancestors()["Country"]
    assert "Place" not in vocab.class_ancestors()["Country"]
    assert "Country" in vocab.relations()["basedIn"].range


@pytest.mark.parametrize(("cls", "names"), [("Polarity", POLARITIES), ("Modality", MODALITIES)])
def test_values_of_a_qualifier_are_its_individuals_and_its_enumeration(graph: Graph, cls: str, names: set[str]) -> None:
    expected = {KG[name] for name in names}
    enumeration = graph.value(graph.value(KG[cls], OWL.equivalentClass), OWL.oneOf)
    assert set(graph.subjects(RDF.type, KG[cls])) == expected
    assert enumeration is not None
    assert set(Collection(graph, enumeration)) == expected


def test_every_term_has_one_english_label(graph: Graph) -> None:
    terms = {s for s in graph.subjects(RDF.type) if s.startswith(DEFAULT_BASE) and s != URIRef(DEFAULT_BASE)}
    labels = {term: list(graph.objects(term, RDFS.label)) for term in terms}
    assert len(terms) > 100
    assert [str(term) for term, found in labels.items() if len(found) != 1 or found[0].language != "en"] == []


def test_every_term_but_the_inverses_has_a_definition(graph: Graph) -> None:
    inverses = set(graph.subjects(OWL.inverseOf))
    terms = {s for s in graph.subjects(RDF.type) if s.startswith(DEFAULT_BASE) and s != URIRef(DEFAULT_BASE)}
    assert [str(term) for term in terms - inverses if (term, SKOS.definition, None) not in graph] == []


def test_every_own_term_that_is_used_is_declared(graph: Graph) -> None:
    terms = {t for triple in graph for t in triple if isinstance(t, URIRef) and t.startswith(DEFAULT_BASE)}
    terms.discard(graph.value(URIRef(DEFAULT_BASE), OWL.versionIRI))
    assert [str(term) for term in terms if (term, RDF.type, None) not in graph] == []


def test_no_term_is_of_two_kinds(graph: Graph) -> None:
    kinds = [OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty, OWL.NamedIndividual]
    named = [s for kind in kinds for s in graph.subjects(RDF.type, kind) if isinstance(s, URIRef)]
    assert sorted({str(s) for s in named if named.count(s) > 1}) == []


def test_datatype_properties_take_literals_and_object_properties_entities(graph: Graph) -> None:
    def ranges(kind: URIRef) -> set[str]:
        found = {graph.value(s, RDFS.range) for s in graph.subjects(RDF.type, kind)}
        return {str(r) for r in found if isinstance(r, URIRef)}

    assert all(r.startswith("http://www.w3.org/2001/XMLSchema#") for r in ranges(OWL.DatatypeProperty))
    assert all(r.startswith(DEFAULT_BASE) for r in ranges(OWL.ObjectProperty))


def test_header_has_version_licence_and_description(graph: Graph) -> None:
    header = URIRef(DEFAULT_BASE)
    dcterms = "http://purl.org/dc/terms/"
    assert (header, RDF.type, OWL.Ontology) in graph
    assert graph.value(header, OWL.versionInfo) == Literal("0.1.0")
    assert graph.value(header, URIRef(f"{dcterms}license")) == URIRef("https://spdx.org/licenses/MIT")
    assert graph.value(header, URIRef(f"{dcterms}description"))


# --- Alignments ---------------------------------------------------------------------------------------------------


def test_alignments_speak_only_of_terms_that_exist(graph: Graph) -> None:
    alignments = vocab.ontology_graph("alignments.ttl")
    own = {s for s in alignments.subjects() if s.startswith(DEFAULT_BASE)}
    own -= {s for s in own if s.startswith(f"{DEFAULT_BASE}plover/")} | {KG.alignments}
    assert len(own) > 40
    assert [str(term) for term in own if (term, RDF.type, None) not in graph] == []


def test_event_classes_that_relations_narrow_are_described() -> None:
    alignments = vocab.ontology_graph("alignments.ttl")
    used = set(alignments.objects(None, KG.plover))
    described = set(alignments.subjects(RDF.type, SKOS.Concept))
    assert used == described
    assert {str(alignments.value(event, SKOS.prefLabel)) for event in used} == {row[5] for row in ROWS} - {"-"}


@pytest.mark.parametrize(
    "vocabulary",
    [
        "https://schema.org/",
        "http://www.w3.org/ns/prov#",
        "http://www.w3.org/ns/oa#",
        "http://www.w3.org/2004/02/skos/core#",
    ],
)
def test_other_vocabularies_are_aligned(vocabulary: str) -> None:
    alignments = vocab.ontology_graph("alignments.ttl")
    pairs = [*alignments.subject_objects(RDFS.subClassOf), *alignments.subject_objects(RDFS.subPropertyOf)]
    assert [ours for ours, theirs in pairs if ours.startswith(DEFAULT_BASE) and theirs.startswith(vocabulary)]


# --- Shapes -------------------------------------------------------------------------------------------------------

TEXT = "Beijing competes with the US on Friday, reports Xinhua."
EXAMPLE = """
@prefix kg: <https://w3id.org/tech-rivalry/> .
@prefix ent: <https://w3id.org/tech-rivalry/entity/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix schema: <https://schema.org/> .

kg:d1 a schema:NewsArticle, kg:Document ;
    rdfs:label "Chip race heats up" ;
    dcterms:identifier "a1" ;
    kg:contentHash "0123456789abcdef" ;
    schema:inLanguage "en" ;
    dcterms:title "Chip race heats up" ;
    dcterms:issued "2025-04-26"^^xsd:date ;
    dcterms:publisher "Example News" ;
    dcterms:source "https://example.org/chip-race"^^xsd:anyURI .

kg:x1 a kg:Extraction ; prov:used kg:d1 ; prov:wasAssociatedWith kg:r1 .
kg:r1 a kg:Extractor ; rdfs:label "rules/0.1.0" ; schema:softwareVersion "0.1.0" .

kg:c1 a kg:Claim ;
    rdf:subject ent:china ;
    rdf:predicate kg:competesWith ;
    rdf:object ent:united-states ;
    kg:polarity kg:affirmed ;
    kg:modality kg:actual ;
    kg:subjectMention "Beijing" ; kg:subjectStart 0 ; kg:subjectEnd 7 ;
    kg:objectMention "the US" ; kg:objectStart 22 ; kg:objectEnd 28 ;
    kg:attributedTo ent:xinhua ;
    kg:attributionMention "Xinhua" ; kg:attributionStart 48 ; kg:attributionEnd 54 ;
    kg:validFrom "2025-04-25"^^xsd:date ; kg:validTo "2025-04-25"^^xsd:date ; kg:timeText "on Friday" ;
    kg:confidence 0.91 ;
    kg:pattern "competesWith/compete-with" ;
    kg:evidence kg:e1 ;
    prov:wasGeneratedBy kg:x1 ;
    prov:wasDerivedFrom kg:d1 .

kg:e1 a kg:Evidence ; oa:hasSource kg:d1 ; oa:hasSelector kg:p1, kg:q1 .
kg:p1 a oa:TextPositionSelector ; oa:start 0 ; oa:end 55 .
kg:q1 a oa:TextQuoteSelector ; oa:exact "Beijing competes with the US on Friday, reports Xinhua." .

ent:china a kg:Country ; rdfs:label "China" .
ent:united-states a kg:Country ; rdfs:label "United States" .
ent:xinhua a kg:MediaOutlet ; rdfs:label "Xinhua" .

ent:china kg:competesWith ent:united-states .
"""
BARE = "ent:china kg:competesWith ent:united-states .\n"

SH = "http://www.w3.org/ns/shacl#"


def validate(data: str | Graph, **options: bool) -> tuple[bool, Graph, str]:
    """Return whether the data conform to the shapes, the report as a graph and as a text."""
    pyshacl = pytest.importorskip("pyshacl")
    graph = Graph().parse(data=data, format="turtle") if isinstance(data, str) else data
    conforms, report, text = pyshacl.validate(
        graph, shacl_graph=vocab.ontology_graph("shapes.ttl"), ont_graph=vocab.ontology_graph(), **options
    )
    return conforms, report, text


def replaced(*pairs: tuple[str, str]) -> str:
    """Return the example with each text replaced; each must occur once."""
    data = EXAMPLE
    for old, new in pairs:
        assert data.count(old) == 1, old
        data = data.replace(old, new)
    return data


def test_good_claim_conforms() -> None:
    conforms, _, text = validate(EXAMPLE)
    assert conforms, text


GOOD = {
    "a document without metadata": [
        ('    dcterms:title "Chip race heats up" ;\n', ""),
        ('    dcterms:issued "2025-04-26"^^xsd:date ;\n', ""),
        ('    dcterms:publisher "Example News" ;\n', ""),
        (' ;\n    dcterms:source "https://example.org/chip-race"^^xsd:anyURI .', " ."),
    ],
    "a negated claim without the plain triple": [("kg:polarity kg:affirmed", "kg:polarity kg:negated"), (BARE, "")],
    "a planned claim without the plain triple": [("kg:modality kg:actual", "kg:modality kg:planned"), (BARE, "")],
    "an open interval": [('kg:validFrom "2025-04-25"^^xsd:date ; ', "")],
    "an unattributed claim": [
        ("    kg:attributedTo ent:xinhua ;\n", ""),
        ('    kg:attributionMention "Xinhua" ; kg:attributionStart 48 ; kg:attributionEnd 54 ;\n', ""),
    ],
    "an entity with two labels": [('rdfs:label "China"', 'rdfs:label "China", "PR China"')],
    "a subclass of what the range admits": [
        ("rdf:predicate kg:competesWith", "rdf:predicate kg:released"),
        ("ent:united-states a kg:Country", "ent:united-states a kg:AIModel"),
        (BARE, "ent:china kg:released ent:united-states ."),
    ],
}


@pytest.mark.parametrize("changes", GOOD.values(), ids=GOOD)
def test_what_may_be_missing_or_differ_conforms(changes: list[tuple[str, str]]) -> None:
    conforms, _, text = validate(replaced(*changes))
    assert conforms, text


# What is changed, and what the report must say: the local name of the path or the words of the message.
BAD = {
    "no subject": ("    rdf:subject ent:china ;\n", "", "rdf:subject"),
    "two objects": ("rdf:object ent:united-states", "rdf:object ent:united-states, ent:xinhua", "rdf:object"),
    "a literal as object": ("rdf:object ent:united-states", 'rdf:object "the US"', "rdf:object"),
    "an inverse as predicate": ("rdf:predicate kg:competesWith", "rdf:predicate kg:ledBy", "none of the ontology's"),
    "no polarity": ("    kg:polarity kg:affirmed ;\n", "", "kg:polarity"),
    "a modality as polarity": ("kg:polarity kg:affirmed", "kg:polarity kg:actual", "kg:polarity"),
    "two modalities": ("kg:modality kg:actual", "kg:modality kg:actual, kg:alleged", "kg:modality"),
    "an unknown modality": ("kg:modality kg:actual", "kg:modality kg:certain", "kg:modality"),
    "confidence above 1": ("kg:confidence 0.91", "kg:confidence 1.01", "kg:confidence"),
    "confidence below 0": ("kg:confidence 0.91", "kg:confidence -0.01", "kg:confidence"),
    "confidence in words": ("kg:confidence 0.91", 'kg:confidence "high"', "kg:confidence"),
    "an interval that ends before it starts": ('kg:validTo "2025-04-25"', 'kg:validTo "2025-04-24"', "kg:validFrom"),
    "an agent without words": ('    kg:attributionMention "Xinhua" ; ', "    ", "attribution is incomplete"),
    "words without an agent": ("    kg:attributedTo ent:xinhua ;\n", "", "attribution is incomplete"),
    "an empty mention": ("kg:subjectEnd 7", "kg:subjectEnd 0", "kg:subjectStart"),
    "a negative offset": ("kg:objectStart 22", "kg:objectStart -1", "kg:objectStart"),
    "no extraction": ("    prov:wasGeneratedBy kg:x1 ;\n", "", "prov:wasGeneratedBy"),
    "no evidence": ("    kg:evidence kg:e1 ;\n", "", "kg:evidence"),
    "evidence from another document": (
        "kg:e1 a kg:Evidence ; oa:hasSource kg:d1",
        "kg:e1 a kg:Evidence ; oa:hasSource kg:d2",
        "from another document",
    ),
    "no position": ("oa:hasSelector kg:p1, kg:q1", "oa:hasSelector kg:q1", "one position"),
    "no quote": ("oa:hasSelector kg:p1, kg:q1", "oa:hasSelector kg:p1", "one quote"),
    "a position that ends where it starts": ("oa:end 55", "oa:end 0", "oa:start"),
    "a quote of another length": ("oa:end 55", "oa:end 54", "not as long as"),
    "an asserted claim without the plain triple": (BARE, "", "plain triple is missing"),
    "an entity without label": ('ent:china a kg:Country ; rdfs:label "China"', "ent:china a kg:Country", "rdfs:label"),
    "an entity without class": ("ent:xinhua a kg:MediaOutlet ; rdfs", "ent:xinhua rdfs", "kg:Entity"),
    "a document without label": ('    rdfs:label "Chip race heats up" ;\n', "", "rdfs:label"),
    "a document of another type": (
        "kg:d1 a schema:NewsArticle, kg:Document",
        "kg:d1 a schema:NewsArticle",
        "class kg:Document",
    ),
    "a day that is none": ('dcterms:issued "2025-04-26"^^xsd:date', 'dcterms:issued "Saturday"', "dcterms:issued"),
    "an extraction by nobody": (" ; prov:wasAssociatedWith kg:r1 .", " .", "prov:wasAssociatedWith"),
}


@pytest.mark.parametrize(("old", "new", "complaint"), BAD.values(), ids=BAD)
def test_broken_data_are_refused_for_the_right_reason(old: str, new: str, complaint: str) -> None:
    conforms, _, text = validate(replaced((old, new)), allow_warnings=True)
    assert not conforms
    assert complaint in text


@pytest.mark.parametrize(
    ("predicate", "complaint"), [("leads", "The subject of the claim"), ("develops", "The object of the claim")]
)
def test_argument_of_a_class_that_the_relation_does_not_admit_is_a_warning(predicate: str, complaint: str) -> None:
    data = EXAMPLE.replace("kg:competesWith", f"kg:{predicate}")
    conforms, report, text = validate(data)
    assert not conforms
    assert complaint in text
    assert set(report.objects(None, URIRef(f"{SH}resultSeverity"))) == {URIRef(f"{SH}Warning")}
    assert set(report.objects(None, URIRef(f"{SH}value"))) == {KG.c1}
    assert validate(data, allow_warnings=True)[0]


def test_shapes_move_with_the_base(monkeypatch: pytest.MonkeyPatch) -> None:
    other = "http://localhost:8000/graph#"
    monkeypatch.setenv("KG_BASE_IRI", other)
    good, bad = EXAMPLE.replace(DEFAULT_BASE, other), replaced((BARE, "")).replace(DEFAULT_BASE, other)
    assert validate(good)[0]
    assert not validate(bad)[0]


def test_shapes_speak_only_of_terms_that_exist(graph: Graph) -> None:
    shapes = vocab.ontology_graph("shapes.ttl")
    terms = {t for triple in shapes for t in triple if isinstance(t, URIRef) and t.startswith(DEFAULT_BASE)}
    terms = {t for t in terms if not t.startswith(f"{DEFAULT_BASE}shape")}
    assert len(terms) > 30
    assert [str(term) for term in terms if (term, RDF.type, None) not in graph] == []


@pytest.mark.parametrize(
    "document",
    [
        Document("a1", TEXT),
        Document("a1", TEXT, "Chip race", date(2025, 4, 26), "https://example.org/a page", "Example News"),
    ],
    ids=["bare", "full"],
)
def test_what_the_store_writes_conforms(document: Document) -> None:
    from kg.store.codec import encode

    def mention(words: str, label: str, kind: str) -> Mention:
        start = TEXT.index(words)
        return Mention(start, start + len(words), words, label, kind, f"{DEFAULT_BASE}entity/name/{label.lower()}")

    claim = Claim(
        document="a1",
        subject=mention("Beijing", "China", "Country"),
        predicate="competesWith",
        object=mention("the US", "America", "Country"),
        evidence=Evidence(0, len(TEXT), TEXT),
        attributed_to=mention("Xinhua", "Xinhua", "MediaOutlet"),
        time=TimeSpan(date(2025, 4, 25), date(2025, 4, 25), "on Friday"),
        confidence=0.9,
        pattern="competesWith/compete-with",
        extractor="rules/0.1.0",
    )
    graph = Graph()
    for quad in encode(document, [claim]):
        graph.parse(data=f"{quad.triple} .", format="nt")
    assert not any(isinstance(term, BNode) for triple in graph for term in triple)
    conforms, _, text = validate(graph)
    assert conforms, text
