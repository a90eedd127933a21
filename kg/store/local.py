"""A store in a directory: Oxigraph's database, one graph a document, and a marker that says which format it is.

    kg-store/store.json   {"format": 2, "base": "https://w3id.org/tech-rivalry/"}
    kg-store/lock         taken by every process that has the store open
    kg-store/oxigraph/    the database
    kg-store/judgements.jsonl    what people judged to be one entity or several, if they did

Every change is one transaction of the database, so that a document is wholly in or wholly out wherever a run ends, and
a merge carried out in all documents or in none. The statements that claims are fused into are part of it.
"""

from __future__ import annotations

import contextlib
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, cast

import pyoxigraph as ox

from kg.config import settings
from kg.errors import StoreError
from kg.ids import document_iri
from kg.model import Claim, Document, Entity
from kg.store.codec import decode, decode_document, encode, extraction_iri, fingerprint
from kg.store.fused import difference, fuse, version
from kg.store.lock import Lock
from kg.store.merging import Merges, decode_merges, encode_merges, kept_in, merged, unmerged
from kg.store.reference import encode_entities, encode_ontology
from kg.store.terms import OWL, PROV, RDF, RDFS, graph_iri, node, prefixes

if TYPE_CHECKING:
    import rdflib

__all__ = ["FORMAT", "LocalStore", "Source"]

FORMAT = 2
"""Number of the format that this version writes: since 2, claims are fused into statements. One more with each change
that older versions would not keep up; what they wrote is brought up to date when it is opened."""

_MARKER = "store.json"
_FOLDER = "oxigraph"


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


class LocalStore:
    """The graph in a directory. Use it in a `with` statement, or call `close` when done.

    One process writes, and then nobody else has the store open; or many read it (`read_only=True`).

    >>> import tempfile
    >>> with LocalStore(tempfile.mkdtemp()) as store:
    ...     store.add(Document(id="a1", text="Nothing new."), [])
    ...     [source.id for source in store.sources()]
    True
    ['a1']
    """

    def __init__(
        self,
        path: Path | str,
        *,
        create: bool = True,
        read_only: bool = False,
        entities: Mapping[str, Entity] | None = None,
    ) -> None:
        """Open the store, or make one if there is none and `create` is true.

        A store that is opened for writing gets the reference data of this version: `entities`, by default those
        of the gazetteer, and the vocabulary. One of an older format is brought up to date, even for reading. Raises
        StoreError if the directory holds something else, if the store was written by a newer version or under
        another base IRI, if another process has it open, or if it is old and cannot be written.
        """
        self.path = Path(path)
        self.base = settings().base_iri
        self.read_only = read_only
        """Whether the store was opened for reading alone."""
        self._dataset: rdflib.Dataset | None = None
        if self._prepare(create=create and not read_only) < FORMAT:
            self._upgrade()
        self._lock = Lock(self.path / "lock", shared=read_only)
        try:
            self._database = self._open(read_only=read_only)
            if not read_only:
                self._refresh(entities)
            graph = ox.NamedNode(graph_iri("merges", self.base))
            self._merges = decode_merges(self._database.quads_for_pattern(None, None, None, graph), base=self.base)
            self._members = self._merges.members()
        except BaseException:
            self._lock.release()
            raise

    def _prepare(self, *, create: bool) -> int:
        """Check that the directory is a store of ours, or make it one, and return its format.

        Nothing else is ever written into.
        """
        marker = self.path / _MARKER
        if marker.is_file():
            return self._check(marker)
        draft = marker.with_suffix(".draft")
        if self.path.exists() and (not self.path.is_dir() or set(self.path.iterdir()) - {draft}):
            raise StoreError(f"{self.path}: is no store and not empty: name a new directory, or one that kg has made")
        if not create:
            raise StoreError(f"{self.path}: there is no store: make one with `kg build`, or name another with --store")
        self.path.mkdir(parents=True, exist_ok=True)
        self._mark()
        return FORMAT

    def _mark(self) -> None:
        """Write the marker, wholly or not at all."""
        draft = (self.path / _MARKER).with_suffix(".draft")
        draft.write_text(json.dumps({"format": FORMAT, "base": self.base}) + "\n", encoding="utf-8")
        draft.replace(self.path / _MARKER)

    def _upgrade(self) -> None:
        """Bring a store of an older format up to date."""
        try:
            with contextlib.ExitStack() as stack:
                lock = Lock(self.path / "lock", shared=False)
                stack.callback(lock.release)
                self._database = self._open(read_only=False)
                stack.callback(vars(self).pop, "_database")
                self._fuse()
                self._database.flush()
                self._mark()
        except (OSError, StoreError) as error:
            raise StoreError(
                f"{self.path}: the store is of an older format, and could not be brought up to format {FORMAT}: {error}"
            ) from error

    def _check(self, marker: Path) -> int:
        try:
            found = json.loads(marker.read_text(encoding="utf-8"))
            written, base = int(found["format"]), str(found["base"])
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise StoreError(f"{marker}: cannot be read: restore it, or build the store again elsewhere") from error
        if written > FORMAT:
            raise StoreError(
                f"{self.path}: the store has format {written}, this version of kg reads format {FORMAT}: "
                "install the newer kg that wrote it, or build the store again with this one in a new directory"
            )
        if base != self.base:
            raise StoreError(
                f"{self.path}: the store was built with KG_BASE_IRI={base}, which is now {self.base}: "
                "set it back, or build the store again in a new directory"
            )
        return written

    def _open(self, *, read_only: bool) -> ox.Store:
        database = self.path / _FOLDER
        try:
            return ox.Store.read_only(str(database)) if read_only else ox.Store(database)
        except (OSError, RuntimeError) as error:
            if "lock" in str(error).lower():  # without flock, this is how the database says that it is in use
                raise StoreError(f"{self.path}: the store is in use by another program: close it there") from error
            raise StoreError(f"{self.path}: the database cannot be opened: {error}: build the store again") from error

    def _refresh(self, entities: Mapping[str, Entity] | None) -> None:
        """Bring reference data and vocabulary, with its alignments to others, up to date."""
        from kg.vocab import ontology_graph

        self._refresh_entities(entities)
        triples = "".join(ontology_graph(file).serialize(format="nt") for file in ("kg.ttl", "alignments.ttl"))
        self._replace(graph_iri("ontology", self.base), encode_ontology(triples, base=self.base))
        if version(self.base) not in self._database:
            self._fuse()

    def _fuse(self) -> None:
        """Fuse the claims of all documents anew."""
        quads = (
            quad for graph in self._documents() for quad in self._database.quads_for_pattern(None, None, None, graph)
        )
        self._replace(graph_iri("fused", self.base), fuse(quads, base=self.base))

    def _refresh_entities(self, entities: Mapping[str, Entity] | None) -> None:
        """Bring the reference data up to date; a gazetteer is written once, as a user's may be large."""
        graph = ox.NamedNode(graph_iri("reference", self.base))
        mark: set[ox.Quad] = set()
        if entities is None:
            from kg import __version__, gazetteer

            known = gazetteer.load()
            entities = known.entities
            fingerprints = ox.Literal(f"{__version__}/{FORMAT}+{known.fingerprint}")
            mark = {ox.Quad(graph, node(f"{OWL}versionInfo"), fingerprints, graph)}
            if mark <= set(self._database.quads_for_pattern(graph, None, None, graph)):
                return
        reference = encode_entities(entities.values(), base=self.base) | mark
        self._replace(graph.value, reference | self._still_named(reference))

    def _still_named(self, reference: set[ox.Quad]) -> set[ox.Quad]:
        """Return what the reference data has of entities that these quads lack and that an article speaks of.

        They come from a gazetteer that was given once and is not now: without label and class they could not be read.
        """
        graph = ox.NamedNode(graph_iri("reference", self.base))
        gone = defaultdict(set)
        known = {quad.subject for quad in reference}
        for quad in self._database.quads_for_pattern(None, None, None, graph):
            if quad.subject not in known:
                gone[quad.subject].add(quad)
        return {
            quad
            for subject, quads in gone.items()
            if any(
                cast(ox.NamedNode, named.graph_name).value.startswith(f"{self.base}document/")
                for named in self._database.quads_for_pattern(None, None, subject, None)
            )
            for quad in quads
        }

    def _replace(self, graph: str, quads: set[ox.Quad]) -> bool:
        """Make the graph hold these quads, in one transaction; False if it did already."""
        name = ox.NamedNode(graph)
        stored = set(self._database.quads_for_pattern(None, None, None, name))
        if stored == quads:
            return False
        gone, new = stored - quads, quads - stored
        if gone and any(isinstance(term, ox.BlankNode) for quad in gone | new for term in (quad.subject, quad.object)):
            # SPARQL cannot delete what has no name.
            self._update(graph, f"DROP SILENT GRAPH {name}; INSERT DATA {{ {_blocks(quads)} }}")
        else:
            self._write(graph, gone, new)
        return True

    def _write(self, what: str, gone: Collection[ox.Quad], new: Collection[ox.Quad]) -> None:
        """Take quads out and put others in, in one transaction; `what` is what an error says cannot be written."""
        if gone:
            self._update(what, f"DELETE DATA {{ {_blocks(gone)} }}; INSERT DATA {{ {_blocks(new)} }}")
            return
        try:
            self._database.extend(new)
        except (OSError, RuntimeError) as error:
            raise StoreError(f"{self.path}: {what} cannot be written, and stays as it was: {error}") from error

    def _update(self, what: str, sparql: str) -> None:
        try:
            self._database.update(sparql)
        except (OSError, RuntimeError) as error:
            raise StoreError(f"{self.path}: {what} cannot be written, and stays as it was: {error}") from error

    def add(self, document: Document, claims: Iterable[Claim], *, extractor: str = "") -> bool:
        """Put the document in, in place of what the store had of it; False if that was the same.

        `extractor` is the name and version of what read it, so that `current` knows a document without claims.
        Raises StoreError if a claim is of another document or not linked.
        """
        graph = document_iri(document.id, self.base)
        read = encode(document, claims, base=self.base, extractor=extractor)
        quads = merged(read, self._merges.canonical, base=self.base)
        stored = set(self._database.quads_for_pattern(None, None, None, ox.NamedNode(graph)))
        if stored == quads:
            return False
        gone, new = self._fused(stored, quads)
        self._write(graph, gone | (stored - quads), new | (quads - stored))
        return True

    def _fused(self, before: Iterable[ox.Quad], after: Iterable[ox.Quad]) -> tuple[set[ox.Quad], set[ox.Quad]]:
        """Return what leaves and what joins the fused statements as documents' graphs change."""
        return difference(self._database.quads_for_pattern, before, after, base=self.base)

    def current(self, document: Document, extractor: str) -> bool:
        """Return whether the store has this document, with this text and metadata, read by this extractor."""
        graph = ox.NamedNode(document_iri(document.id, self.base))
        run = ox.NamedNode(extraction_iri(document.id, extractor, self.base))
        content = ox.Literal(fingerprint(document))
        return (
            ox.Quad(graph, node(f"{self.base}contentHash"), content, graph) in self._database
            and ox.Quad(run, node(f"{PROV}used"), graph, graph) in self._database
        )

    def remove(self, document_id: str) -> bool:
        """Take the document and all that it says out; False if the store does not have it."""
        graph = ox.NamedNode(document_iri(document_id, self.base))
        stored = set(self._database.quads_for_pattern(None, None, None, graph))
        if not stored:
            return False
        gone, new = self._fused(stored, ())
        self._update(
            graph.value,
            f"DROP GRAPH {graph}; DELETE DATA {{ {_blocks(gone)} }}; INSERT DATA {{ {_blocks(new)} }}",
        )
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
        for graph in documents:
            stored = set(self._database.quads_for_pattern(None, None, None, graph))
            old |= stored
            now |= merged(unmerged(stored, base=self.base), after, base=self.base)
        gone, new = self._fused(old, now)
        gone |= old - now
        new |= now - old
        name = ox.NamedNode(graph_iri("merges", self.base))
        update = (
            f"DELETE DATA {{ {_blocks(gone)} }}; INSERT DATA {{ {_blocks(new)} }}; "
            f"DROP SILENT GRAPH {name}; INSERT DATA {{ {_blocks(encode_merges(merges, base=self.base))} }}"
        )
        self._update("a merge", update)
        self._merges, self._members = merges, merges.members()
        return len(documents)

    def _naming(self, entities: Iterable[str]) -> set[ox.NamedNode]:
        """Return the graphs of the documents whose words were linked to one of the entities."""
        places = [node(predicate) for pair in kept_in(self.base).items() for predicate in pair]
        return {
            cast(ox.NamedNode, quad.graph_name)
            for iri in entities
            for place in places
            for quad in self._database.quads_for_pattern(None, place, ox.NamedNode(iri))
        }

    def replace_inferred(self, quads: set[ox.Quad]) -> tuple[int, int]:
        """Make the inferred graph hold these quads; return how many were taken out and how many put in.

        Only the difference is written, in one transaction.
        """
        graph = graph_iri("inferred", self.base)
        stored = set(self._database.quads_for_pattern(None, None, None, ox.NamedNode(graph)))
        gone, new = stored - quads, quads - stored
        if gone or new:
            self._write(graph, gone, new)
        return len(gone), len(new)

    def sources(self) -> list[Source]:
        """Return the documents, the latest first, undated ones last."""
        found = []
        for graph in self._documents():
            document = decode_document(self._database.quads_for_pattern(graph, None, None, graph))
            claims = self._database.quads_for_pattern(None, node(f"{RDF}type"), node(f"{self.base}Claim"), graph)
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
        for graph in self._documents():
            quads: Iterable[ox.Quad] = self._database.quads_for_pattern(None, None, None, graph)
            if as_read:
                quads = unmerged(quads, base=self.base)
            document, claims = decode(quads, base=self.base, names=names)
            for claim in claims:
                yield claim, document

    def _documents(self) -> list[ox.NamedNode]:
        named = (graph for graph in self._database.named_graphs() if isinstance(graph, ox.NamedNode))
        return sorted((g for g in named if g.value.startswith(f"{self.base}document/")), key=lambda g: g.value)

    def _names(self) -> dict[str, tuple[str, str]]:
        graph = ox.NamedNode(graph_iri("reference", self.base))
        labels, kinds = (
            {
                cast(ox.NamedNode, quad.subject).value: cast("ox.NamedNode | ox.Literal", quad.object).value
                for quad in self._database.quads_for_pattern(None, node(predicate), None, graph)
            }
            for predicate in (f"{RDFS}label", f"{RDF}type")
        )
        return {iri: (label, kinds[iri].removeprefix(self.base)) for iri, label in labels.items()}

    @property
    def oxigraph(self) -> ox.Store:
        """The database itself, for queries. Write through `add` and `remove` alone."""
        return self._database

    def dataset(self) -> rdflib.Dataset:
        """Return the store as an rdflib dataset, whose default graph is the union of all graphs.

        It reads the same database, without a copy, and ends with the store. Pass queries to it as strings: a prepared
        query makes rdflib evaluate it in Python, thousands of times slower. One graph is `get_graph(iri)`: `graph(iri)`
        would make an empty one.
        """
        if self._dataset is None:
            import rdflib
            from oxrdflib import OxigraphStore

            self._dataset = rdflib.Dataset(store=OxigraphStore(store=self._database), default_union=True)
            for prefix, namespace in prefixes(self.base).items():
                self._dataset.bind(prefix, namespace)
        return self._dataset

    def close(self) -> None:
        """Let go of the database and the lock. Does nothing the second time."""
        if self._dataset is not None:
            with contextlib.suppress(AttributeError):  # what oxrdflib raises if the caller has closed it already
                self._dataset.close()
            self._dataset = None
        try:
            if hasattr(self, "_database") and not self.read_only:
                # What stands in the log alone is read again, slowly, each time the store is opened for reading.
                self._database.flush()
        finally:
            vars(self).pop("_database", None)
            self._lock.release()

    def __enter__(self) -> LocalStore:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _blocks(quads: Iterable[ox.Quad]) -> str:
    """Return the quads as SPARQL's data. The terms write themselves: no text of an article is spliced in unescaped."""
    triples: defaultdict[str, list[str]] = defaultdict(list)
    for quad in quads:
        triples[str(quad.graph_name)].append(f"{quad.subject} {quad.predicate} {quad.object} .\n")
    return "".join(f"GRAPH {graph} {{ {''.join(lines)} }}\n" for graph, lines in triples.items())
