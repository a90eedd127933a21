"""The RDF shape of a document and its claims: `encode` writes it, `decode` reads it, nothing else knows it.

Everything that a document says stands in one graph, whose name is the document's IRI. Nodes are named by content
hashes and none is blank, so that the same document and claims give the same quads on any machine, in any order.

Known entities are described once, in the graph of reference data, and not again in each document. The union of all
graphs, which queries see, keeps equal triples of different graphs apart: with the label of China in each of a
thousand documents, a query for claims and their labels would come back with every row a thousand times.
"""

from __future__ import annotations

from collections import ChainMap, Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TypeAlias, cast
from urllib.parse import quote, unquote

from pyoxigraph import Literal, NamedNode, Quad

from kg.errors import StoreError
from kg.ids import DEFAULT_BASE, claim_key, content_hash, document_iri, is_known_entity
from kg.model import Claim, Document, Evidence, Mention, Modality, Polarity, TimeSpan
from kg.store.terms import DCTERMS, OA, PROV, RDF, RDFS, SCHEMA, XSD, node

__all__ = ["Names", "decode", "decode_document", "distinct", "encode", "extraction_iri", "fingerprint"]

Names: TypeAlias = Mapping[str, tuple[str, str]]
"""Label and type, a local name, of entities by IRI."""

_Facts: TypeAlias = Mapping[str, Mapping[str, list[str]]]
_ROLES = ("subject", "object", "attribution")


def fingerprint(document: Document) -> str:
    """Return a hash of the text and the metadata: it changes with anything that could change the claims."""
    published = document.published.isoformat() if document.published else None
    parts = (document.title, published, document.url, document.source, document.lang)
    return content_hash(document.text, *("" if part is None else f"={part}" for part in parts))


def extraction_iri(document_id: str, extractor: str, base: str = DEFAULT_BASE) -> str:
    """Return the IRI of the run of one extractor over one document."""
    return f"{base}extraction/{content_hash(document_id, extractor)}"


def distinct(claims: Iterable[Claim]) -> list[Claim]:
    """Return the claims, one for each that a document can hold, in the order of its text.

    Claims with the same entities, relation, polarity, modality and sentence are one: the surest stays.
    """
    kept: dict[tuple[object, ...], Claim] = {}
    for claim in sorted(claims, key=lambda claim: (-claim.confidence, repr(claim))):
        kept.setdefault(_identity(claim), claim)
    return sorted(kept.values(), key=_position)


def _identity(claim: Claim) -> tuple[str, ...]:
    sentence = (str(claim.evidence.start), str(claim.evidence.end))
    return (
        claim.subject.entity or "",
        claim.predicate,
        claim.object.entity or "",
        claim.polarity,
        claim.modality,
        *sentence,
    )


def _position(claim: Claim) -> tuple[object, ...]:
    return (
        claim.evidence.start,
        claim.evidence.end,
        claim.subject.start,
        claim.object.start,
        *_identity(claim),
    )


def encode(document: Document, claims: Iterable[Claim], *, base: str = DEFAULT_BASE, extractor: str = "") -> set[Quad]:
    """Return the graph of a document, the same for the same claims in any order.

    `extractor` is the name and version of what read the document, to be remembered even if it found no claim;
    those that made the claims need not be given. Raises StoreError if a claim is of another document, or an
    argument is not linked to an entity.
    """
    writer = _Writer(document, base)
    writer.document(document)
    merged = distinct(claims)
    for name in sorted({claim.extractor for claim in merged} | ({extractor} if extractor else set())):
        writer.extraction(name)
    for claim in merged:
        if claim.document != document.id:
            raise StoreError(f"document {document.id!r}: was given a claim of document {claim.document!r}")
        writer.claim(claim)
    writer.entities(merged)
    return writer.quads


class _Writer:
    """Collects the quads of one document's graph."""

    def __init__(self, document: Document, base: str) -> None:
        self.id = document.id
        self.base = base
        self.graph = NamedNode(document_iri(document.id, base))
        self.quads: set[Quad] = set()

    def add(self, subject: NamedNode, predicate: str, value: NamedNode | str | int | date | None) -> None:
        if value is None:
            return
        if isinstance(value, date):
            value = value.isoformat()
            term: NamedNode | Literal = Literal(value, datatype=node(f"{XSD}date"))
        else:
            term = value if isinstance(value, NamedNode) else Literal(value)
        self.quads.add(Quad(subject, node(predicate), term, self.graph))

    def kg(self, name: str) -> str:
        return f"{self.base}{name}"

    def kind(self, subject: NamedNode, *classes: str) -> None:
        for name in classes:
            self.add(subject, f"{RDF}type", node(name))

    def document(self, document: Document) -> None:
        self.kind(self.graph, f"{SCHEMA}NewsArticle", self.kg("Document"))
        self.add(self.graph, f"{RDFS}label", document.title or document.id)
        self.add(self.graph, f"{DCTERMS}identifier", document.id)
        self.add(self.graph, self.kg("contentHash"), fingerprint(document))
        self.add(self.graph, f"{SCHEMA}inLanguage", document.lang)
        self.add(self.graph, f"{DCTERMS}title", document.title)
        self.add(self.graph, f"{DCTERMS}issued", document.published)
        self.add(self.graph, f"{DCTERMS}publisher", document.source)
        if document.url is not None:
            url = Literal(document.url, datatype=node(f"{XSD}anyURI"))
            self.quads.add(Quad(self.graph, node(f"{DCTERMS}source"), url, self.graph))

    def extraction(self, extractor: str) -> None:
        run = NamedNode(extraction_iri(self.id, extractor, self.base))
        agent = NamedNode(self.kg("extractor/") + quote(extractor, safe="/-_.~"))
        self.kind(run, self.kg("Extraction"))
        self.add(run, f"{PROV}used", self.graph)
        self.add(run, f"{PROV}wasAssociatedWith", agent)
        self.kind(agent, self.kg("Extractor"))
        self.add(agent, f"{RDFS}label", extractor)
        if "/" in extractor:
            self.add(agent, f"{SCHEMA}softwareVersion", extractor.rsplit("/", 1)[1])

    def claim(self, claim: Claim) -> None:
        subject, object_ = self.entity(claim.subject), self.entity(claim.object)
        predicate = node(self.kg(claim.predicate))
        iri = NamedNode(self.kg("claim/") + claim_key(self.id, *_identity(claim)))
        self.kind(iri, self.kg("Claim"))
        self.add(iri, f"{RDF}subject", subject)
        self.add(iri, f"{RDF}predicate", predicate)
        self.add(iri, f"{RDF}object", object_)
        self.add(iri, self.kg("polarity"), node(self.kg(claim.polarity)))
        self.add(iri, self.kg("modality"), node(self.kg(claim.modality)))
        if claim.attributed_to:
            self.add(iri, self.kg("attributedTo"), self.entity(claim.attributed_to))
        for role, mention in zip(_ROLES, (claim.subject, claim.object, claim.attributed_to), strict=True):
            if mention:
                self.add(iri, self.kg(f"{role}Mention"), mention.text)
                self.add(iri, self.kg(f"{role}Start"), mention.start)
                self.add(iri, self.kg(f"{role}End"), mention.end)
        if claim.time:
            self.add(iri, self.kg("validFrom"), claim.time.start)
            self.add(iri, self.kg("validTo"), claim.time.end)
            self.add(iri, self.kg("timeText"), claim.time.text)
        confidence = f"{claim.confidence:.3f}".rstrip("0").rstrip(".")  # the canonical form, which the store gives back
        number = Literal(confidence, datatype=node(f"{XSD}decimal"))
        self.quads.add(Quad(iri, node(self.kg("confidence")), number, self.graph))
        self.add(iri, self.kg("pattern"), claim.pattern or None)
        self.add(iri, self.kg("evidence"), self.evidence(claim.evidence))
        self.add(iri, f"{PROV}wasGeneratedBy", NamedNode(extraction_iri(self.id, claim.extractor, self.base)))
        self.add(iri, f"{PROV}wasDerivedFrom", self.graph)
        if claim.asserted:
            self.add(subject, predicate.value, object_)

    def entity(self, mention: Mention) -> NamedNode:
        if mention.entity is None:
            raise StoreError(
                f"document {self.id!r}: {mention.text!r} is linked to no entity: link claims before storing"
            )
        return NamedNode(mention.entity)

    def evidence(self, evidence: Evidence) -> NamedNode:
        key = content_hash(self.id, str(evidence.start), str(evidence.end))
        iri = NamedNode(self.kg(f"evidence/{key}"))
        place, words = NamedNode(f"{iri.value}/position"), NamedNode(f"{iri.value}/quote")
        self.kind(iri, self.kg("Evidence"))
        self.add(iri, f"{OA}hasSource", self.graph)
        self.add(iri, f"{OA}hasSelector", place)
        self.add(iri, f"{OA}hasSelector", words)
        self.kind(place, f"{OA}TextPositionSelector")
        self.add(place, f"{OA}start", evidence.start)
        self.add(place, f"{OA}end", evidence.end)
        self.kind(words, f"{OA}TextQuoteSelector")
        self.add(words, f"{OA}exact", evidence.quote)
        return iri

    def entities(self, claims: list[Claim]) -> None:
        """Describe the entities that are in no gazetteer by one label and one class each, the most frequent."""
        seen: defaultdict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
        for mention in (m for claim in claims for m in (claim.subject, claim.object, claim.attributed_to) if m):
            if mention.entity and not is_known_entity(mention.entity):
                seen[mention.entity][mention.label, mention.type] += 1
        for iri, found in seen.items():
            label, kind = min(found, key=lambda name: (-found[name], name))
            self.kind(NamedNode(iri), self.kg(kind))
            self.add(NamedNode(iri), f"{RDFS}label", label)


def decode(quads: Iterable[Quad], *, base: str = DEFAULT_BASE, names: Names) -> tuple[Document, list[Claim]]:
    """Return the document, with an empty text, and the claims, in the order of the text, of one document's graph.

    `names` are the known entities. Raises StoreError if the graph is not of the shape that `encode` gives.
    """
    iri, facts = _facts(quads)
    try:
        document = _document(facts[iri])
        own = {
            entity: (values[f"{RDFS}label"][0], values[f"{RDF}type"][0].removeprefix(base))
            for entity, values in facts.items()
            if entity.startswith(f"{base}entity/") and f"{RDFS}label" in values
        }
        reader = _Reader(document.id, facts, base, ChainMap(own, cast(dict[str, tuple[str, str]], names)))
        claims = sorted(reader.claims(), key=_position)
    except (KeyError, ValueError) as error:
        raise StoreError(f"graph {iri}: lacks or garbles {error}: remove the document and build it again") from error
    return document, claims


def decode_document(quads: Iterable[Quad]) -> Document:
    """Return the document, with an empty text, that quads of its graph describe."""
    iri, facts = _facts(quads)
    return _document(facts[iri])


def _facts(quads: Iterable[Quad]) -> tuple[str, _Facts]:
    facts: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    graph = ""
    for quad in quads:
        subject, value = cast(NamedNode, quad.subject), cast("NamedNode | Literal", quad.object)
        graph = cast(NamedNode, quad.graph_name).value
        facts[subject.value][quad.predicate.value].append(value.value)
    return graph, {subject: dict(values) for subject, values in facts.items()}


def _document(values: Mapping[str, list[str]]) -> Document:
    def one(predicate: str) -> str | None:
        found = values.get(predicate)
        return found[0] if found else None

    published = one(f"{DCTERMS}issued")
    return Document(
        id=values[f"{DCTERMS}identifier"][0],
        text="",
        title=one(f"{DCTERMS}title"),
        published=date.fromisoformat(published) if published else None,
        url=one(f"{DCTERMS}source"),
        source=one(f"{DCTERMS}publisher"),
        lang=values[f"{SCHEMA}inLanguage"][0],
    )


class _Reader:
    """Reads the claims of one document's graph."""

    def __init__(self, document: str, facts: _Facts, base: str, names: Names) -> None:
        self.document = document
        self.facts = facts
        self.base = base
        self.names = names

    def claims(self) -> Iterator[Claim]:
        for values in self.facts.values():
            if f"{self.base}Claim" in values.get(f"{RDF}type", ()):
                yield self.claim(values)

    def claim(self, values: Mapping[str, list[str]]) -> Claim:
        def local(name: str) -> str:
            return values[f"{self.base}{name}"][0].removeprefix(self.base)

        run = self.facts[values[f"{PROV}wasGeneratedBy"][0]]
        return Claim(
            document=self.document,
            subject=self.mention(values, "subject", values[f"{RDF}subject"][0]),
            predicate=values[f"{RDF}predicate"][0].removeprefix(self.base),
            object=self.mention(values, "object", values[f"{RDF}object"][0]),
            evidence=self.evidence(values[f"{self.base}evidence"][0]),
            polarity=cast(Polarity, local("polarity")),
            modality=cast(Modality, local("modality")),
            attributed_to=(
                self.mention(values, "attribution", values[f"{self.base}attributedTo"][0])
                if f"{self.base}attributedTo" in values
                else None
            ),
            time=self.time(values),
            confidence=float(values[f"{self.base}confidence"][0]),
            pattern=values.get(f"{self.base}pattern", [""])[0],
            extractor=self.facts[run[f"{PROV}wasAssociatedWith"][0]][f"{RDFS}label"][0],
        )

    def mention(self, values: Mapping[str, list[str]], role: str, entity: str) -> Mention:
        label, kind = self.names.get(entity) or (unquote(entity.rsplit("/", 1)[-1]), "Entity")
        return Mention(
            start=int(values[f"{self.base}{role}Start"][0]),
            end=int(values[f"{self.base}{role}End"][0]),
            text=values[f"{self.base}{role}Mention"][0],
            label=label,
            type=kind,
            entity=entity,
        )

    def evidence(self, iri: str) -> Evidence:
        place, words = self.facts[f"{iri}/position"], self.facts[f"{iri}/quote"]
        return Evidence(start=int(place[f"{OA}start"][0]), end=int(place[f"{OA}end"][0]), quote=words[f"{OA}exact"][0])

    def time(self, values: Mapping[str, list[str]]) -> TimeSpan | None:
        def day(name: str) -> date | None:
            found = values.get(f"{self.base}{name}")
            return date.fromisoformat(found[0]) if found else None

        if f"{self.base}timeText" not in values:
            return None
        return TimeSpan(start=day("validFrom"), end=day("validTo"), text=values[f"{self.base}timeText"][0])
