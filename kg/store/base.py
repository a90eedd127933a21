"""What every store does, whichever database holds it: documents in and out, merges, lists of sources and claims.

A store is a few primitives of a database (`quads`, `graphs`, `query`, `_write`) under the operations of this class.
Every change is one `_write`, which the database carries out wholly or not at all, so that a document is wholly in or
wholly out wherever a run ends, and a merge carried out in all documents or in none. The statements that claims are
fused into change with them.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypeAlias, cast

import pyoxigraph as ox

from kg.errors import StoreError
from kg.ids import document_iri
from kg.model import Claim, Document, Entity
from kg.store.codec import decode, decode_document, encode, extraction_iri, fingerprint
from kg.store.fused import Said, difference, fuse, version
from kg.store.merging import Merges, decode_merges, encode_merges, kept_in, merged, unmerged
from kg.store.record import Record
from kg.store.reference import REFERENCE, canonical, encode_entities, encode_ontology, preferred
from kg.store.terms import OWL, PROV, RDF, RDFS, graph_iri, node

if TYPE_CHECKING:
    import rdflib

__all__ = ["Found", "Source", "Store", "Subject", "Value"]

Subject: TypeAlias = ox.NamedNode | ox.BlankNode
Value: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Found: TypeAlias = ox.QuerySolutions | ox.QueryBoolean | Iterable[ox.Triple]
"""What a query comes back with: a table, an answer, or triples."""


@dataclass(frozen=True, slots=True)
class Source:
    """A document of the store, as lists show it."""

    id: str
    published: date | None
    publisher: str | None
    title: str | None
    url: str | None
    claims: int
    """How many claims it holds."""


class Store(ABC):
    """A graph of claims. Use it in a `with` statement, or call `close` when done."""

    base: str
    """IRI that all names of the store begin with."""
    name: str
    """Where it is, as messages show it: a directory, or an address."""
    read_only: bool
    """Whether the store was opened for reading alone."""
    _merges: Merges
    _members: Mapping[str, Sequence[str]]

    @abstractmethod
    def quads(
        self,
        subject: Subject | None = None,
        predicate: ox.NamedNode | None = None,
        value: Value | None = None,
        graph: ox.NamedNode | None = None,
    ) -> Iterator[ox.Quad]:
        """Yield the quads with these terms, in no order; None stands for any."""

    @abstractmethod
    def graphs(self) -> Collection[ox.NamedNode]:
        """Return the names of the graphs that hold something."""

    def by_graph(self, graphs: Iterable[ox.NamedNode]) -> Iterator[tuple[ox.NamedNode, Iterable[ox.Quad]]]:
        """Yield each graph with its quads, in the order given."""
        for graph in graphs:
            yield graph, self.quads(None, None, None, graph)

    def about(self, subjects: Iterable[ox.NamedNode], predicates: Collection[ox.NamedNode] = ()) -> Iterator[ox.Quad]:
        """Yield the quads with one of these subjects and predicates, in no order; no predicate stands for any."""
        for subject in subjects:
            for predicate in predicates or (None,):
                yield from self.quads(subject, predicate)

    def has(self, *quads: ox.Quad) -> bool:
        """Return whether the store holds all of these quads, whose graphs have names."""
        return all(
            next(self.quads(quad.subject, quad.predicate, quad.object, quad.graph_name), None)  # type: ignore[arg-type]
            for quad in quads
        )

    @abstractmethod
    def query(self, sparql: str) -> Found:
        """Return what a query finds in the union of all graphs, or in those that its FROM names.

        The prefixes of `kg.store.terms` need no declaration. For queries of people, `kg.query.run` says where they are
        malformed and keeps them to this store. Raises QueryError if a server refuses the query, and what pyoxigraph
        does if the store is in a directory.
        """

    @abstractmethod
    def dataset(self) -> rdflib.Dataset:
        """Return the store as an rdflib dataset, whose default graph is the union of all graphs."""

    @abstractmethod
    def record(self, name: str) -> Record:
        """Return a text that is kept beside the graph, such as "judgements.jsonl"."""

    @abstractmethod
    def close(self) -> None:
        """Let go of the database. Does nothing the second time."""

    @abstractmethod
    def _write(
        self,
        what: str,
        gone: Collection[ox.Quad],
        new: Collection[ox.Quad],
        *,
        dropped: Collection[ox.NamedNode] = (),
    ) -> None:
        """Empty the graphs `dropped`, take quads out and put others in: in one transaction, all or nothing.

        `what` is what an error says cannot be written. Raises StoreError; the store then stays as it was.
        """

    def _read_merges(self) -> None:
        graph = ox.NamedNode(graph_iri("merges", self.base))
        self._merges = decode_merges(self.quads(None, None, None, graph), base=self.base)
        self._members = self._merges.members()

    def _refresh(self, entities: Mapping[str, Entity] | None) -> None:
        """Bring reference data and vocabulary, with its alignments to others, up to date."""
        from kg.vocab import ontology_graph

        self._refresh_entities(entities)
        triples = "".join(ontology_graph(file).serialize(format="nt") for file in ("kg.ttl", "alignments.ttl"))
        self._replace(graph_iri("ontology", self.base), encode_ontology(triples, base=self.base))
        if not self.has(version(self.base)):
            self._fuse()

    def _fuse(self) -> None:
        """Fuse the claims of all documents anew."""
        quads = (quad for _, found in self.by_graph(self._documents()) for quad in found)
        self._replace(graph_iri("fused", self.base), fuse(quads, base=self.base))

    def _refresh_entities(self, entities: Mapping[str, Entity] | None) -> None:
        """Bring the reference data up to date; a gazetteer is written once, as a user's may be large."""
        graph = ox.NamedNode(graph_iri("reference", self.base))
        mark: set[ox.Quad] = set()
        if entities is None:
            from kg import __version__, gazetteer

            known = gazetteer.load()
            entities = known.entities
            made = ox.Literal(f"{__version__}/{REFERENCE}+{known.fingerprint}")
            mark = {ox.Quad(graph, node(f"{OWL}versionInfo"), made, graph)}
            if self.has(*mark):
                return
        reference = encode_entities(entities.values(), base=self.base) | mark
        self._replace_reference(reference | self._still_named(reference))

    def _replace_reference(self, quads: set[ox.Quad]) -> None:
        self._replace(graph_iri("reference", self.base), quads | preferred(quads))

    def _still_named(self, reference: set[ox.Quad]) -> set[ox.Quad]:
        """Return what the reference data has of entities that these quads lack and that an article speaks of.

        They come from a gazetteer that was given once and is not now: without label and class they could not be read.
        """
        graph = ox.NamedNode(graph_iri("reference", self.base))
        gone = defaultdict(set)
        known = {quad.subject for quad in reference}
        for quad in self.quads(None, None, None, graph):
            if quad.subject not in known:
                gone[quad.subject].add(quad)
        return {
            quad
            for subject, quads in gone.items()
            if any(
                cast(ox.NamedNode, named.graph_name).value.startswith(f"{self.base}document/")
                for named in self.quads(None, None, subject, None)
            )
            for quad in quads
        }

    def _replace(self, graph: str, quads: set[ox.Quad]) -> bool:
        """Make the graph hold these quads, in one transaction; False if it did already."""
        name = ox.NamedNode(graph)
        stored = set(self.quads(None, None, None, name))
        if any(map(_nameless, stored)):  # a server gives blank nodes names of its own
            stored = canonical(stored)
        if stored == quads:
            return False
        gone, new = stored - quads, quads - stored
        if any(map(_nameless, gone | new)):  # SPARQL cannot delete what has no name
            self._write(graph, (), quads, dropped=[name] if stored else ())
        else:
            self._write(graph, gone, new)
        return True

    def add(self, document: Document, claims: Iterable[Claim], *, extractor: str = "") -> bool:
        """Put the document in, in place of what the store had of it; False if that was the same.

        `extractor` is the name and version of what read it, so that `current` knows a document without claims.
        Raises StoreError if a claim is of another document or not linked.
        """
        graph = document_iri(document.id, self.base)
        quads = self._encoded(document, claims, extractor)
        stored = set(self.quads(None, None, None, ox.NamedNode(graph)))
        if stored == quads:
            return False
        gone, new = difference(self.about, self._said(stored), self._said(quads))
        self._write(graph, gone | (stored - quads), new | (quads - stored))
        return True

    def _said(self, quads: Iterable[ox.Quad]) -> Said:
        return Said(quads, base=self.base)

    def _encoded(self, document: Document, claims: Iterable[Claim], extractor: str) -> set[ox.Quad]:
        """Return the graph of a document with what is merged in it."""
        quads = encode(document, claims, base=self.base, extractor=extractor)
        return merged(quads, self._merges.canonical, base=self.base)

    def load(self, documents: Iterable[tuple[Document, Iterable[Claim]]], *, extractor: str = "") -> int:
        """Put documents in as `add` does, many at a time where that is faster; return how many changed.

        Each document is in wholly or not at all wherever it ends, as with `add`. A document that comes twice counts as
        it came last.
        """
        return sum(self.add(document, claims, extractor=extractor) for document, claims in documents)

    def current(self, document: Document, extractor: str) -> bool:
        """Return whether the store has this document, with this text and metadata, read by this extractor."""
        graph = ox.NamedNode(document_iri(document.id, self.base))
        run = ox.NamedNode(extraction_iri(document.id, extractor, self.base))
        content = ox.Literal(fingerprint(document))
        return self.has(
            ox.Quad(graph, node(f"{self.base}contentHash"), content, graph),
            ox.Quad(run, node(f"{PROV}used"), graph, graph),
        )

    def remove(self, document_id: str) -> bool:
        """Take the document and all that it says out; False if the store does not have it."""
        graph = ox.NamedNode(document_iri(document_id, self.base))
        stored = set(self.quads(None, None, None, graph))
        if not stored:
            return False
        gone, new = difference(self.about, self._said(stored), self._said(()))
        self._write(graph.value, gone, new, dropped=[graph])
        return True

    @property
    def merges(self) -> Merges:
        """Which entities are one, as the graph shows it."""
        return self._merges

    @property
    def members(self) -> Mapping[str, Sequence[str]]:
        """What an entity stands for besides itself, sorted, by its IRI; the others are not in it."""
        return self._members

    def merge(self, merges: Merges) -> int:
        """Make the graph show these merges in place of those that it showed; return how many documents changed.

        All of it is one transaction. What the documents were read to say is kept: to merge nothing gives the graph
        as if nothing had ever been merged.
        """
        if merges == self._merges:
            return 0
        before, after = self._merges.canonical, merges.canonical
        moved = {iri for iri in before.keys() | after.keys() if before.get(iri) != after.get(iri)}
        old: set[ox.Quad] = set()
        now: set[ox.Quad] = set()
        documents = self._naming(moved)
        for _, quads in self.by_graph(documents):
            stored = set(quads)
            old |= stored
            now |= merged(unmerged(stored, base=self.base), after, base=self.base)
        gone, new = difference(self.about, self._said(old), self._said(now))
        gone |= old - now
        new |= now - old
        name = ox.NamedNode(graph_iri("merges", self.base))
        self._write("a merge", gone, new | encode_merges(merges, base=self.base), dropped=[name])
        self._merges, self._members = merges, merges.members()
        return len(documents)

    def _naming(self, entities: Iterable[str]) -> set[ox.NamedNode]:
        """Return the graphs of the documents whose words were linked to one of the entities."""
        places = [node(predicate) for pair in kept_in(self.base).items() for predicate in pair]
        return {
            cast(ox.NamedNode, quad.graph_name)
            for iri in entities
            for place in places
            for quad in self.quads(None, place, ox.NamedNode(iri))
        }

    def replace_inferred(self, quads: set[ox.Quad]) -> tuple[int, int]:
        """Make the inferred graph hold these quads; return how many were taken out and how many put in.

        Only the difference is written, in one transaction.
        """
        graph = graph_iri("inferred", self.base)
        stored = set(self.quads(None, None, None, ox.NamedNode(graph)))
        gone, new = stored - quads, quads - stored
        if gone or new:
            self._write(graph, gone, new)
        return len(gone), len(new)

    def sources(self) -> list[Source]:
        """Return the documents, the latest first, undated ones last."""
        found = []
        for graph in self._documents():
            document = decode_document(self.quads(graph, None, None, graph))
            claims = self.quads(None, node(f"{RDF}type"), node(f"{self.base}Claim"), graph)
            found.append(
                Source(
                    id=document.id,
                    published=document.published,
                    publisher=document.source,
                    title=document.title,
                    url=document.url,
                    claims=sum(1 for _ in claims),
                )
            )
        found.sort(key=lambda source: (-(source.published or date.min).toordinal(), source.id))
        return found

    def claims(self, *, as_read: bool = False) -> Iterator[tuple[Claim, Document]]:
        """Yield each claim with its document, whose text is empty, by document and place in the text.

        An entity that was merged is the one that stands for it, or, with `as_read`, what the words were linked to.
        """
        names = self._names()
        for _, quads in self.by_graph(self._documents()):
            if as_read:
                quads = unmerged(quads, base=self.base)
            document, claims = decode(quads, base=self.base, names=names)
            for claim in claims:
                yield claim, document

    def _documents(self) -> list[ox.NamedNode]:
        return sorted((g for g in self.graphs() if g.value.startswith(f"{self.base}document/")), key=lambda g: g.value)

    def _names(self) -> dict[str, tuple[str, str]]:
        graph = ox.NamedNode(graph_iri("reference", self.base))
        labels, kinds = (
            {
                cast(ox.NamedNode, quad.subject).value: cast("ox.NamedNode | ox.Literal", quad.object).value
                for quad in self.quads(None, node(predicate), None, graph)
            }
            for predicate in (f"{RDFS}label", f"{RDF}type")
        )
        return {iri: (label, kinds[iri].removeprefix(self.base)) for iri, label in labels.items()}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            self.close()
        else:
            with suppress(StoreError):  # of what went wrong, the first is what to tell
                self.close()


def _nameless(quad: ox.Quad) -> bool:
    return isinstance(quad.subject, ox.BlankNode) or isinstance(quad.object, ox.BlankNode)
