"""A store in a directory: Oxigraph's database, one graph a document, and a marker that says which format it is.

    kg-store/store.json   {"format": 3, "base": "https://w3id.org/tech-rivalry/"}
    kg-store/lock         taken by every process that has the store open
    kg-store/oxigraph/    the database
    kg-store/judgements.jsonl    what people judged to be one entity or several, if they did
    kg-store/joins.jsonl         what is one entity by rule
    kg-store/loading.json        documents that are being loaded, or were when the power went

Every change is one transaction of the database, so that a document is wholly in or wholly out wherever a run ends, and
a merge carried out in all documents or in none. Loading many documents goes past transactions, which take most of the
time: what is being loaded is noted first, and taken out again when the store is opened after a run that did not end.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

import pyoxigraph as ox

from kg.config import settings
from kg.errors import StoreError
from kg.ids import document_iri
from kg.labels import counted
from kg.model import Claim, Document, Entity
from kg.store.base import Found, Store, Subject, Value
from kg.store.fused import Said, difference, version
from kg.store.lock import Lock
from kg.store.record import FileRecord
from kg.store.terms import graph_iri, prefixes
from kg.store.tokens import names_graphs
from kg.store.update import update_request

if TYPE_CHECKING:
    import rdflib

__all__ = ["FORMAT", "LocalStore", "mark"]

FORMAT = 3
"""Number of the format that this version writes: since 2, claims are fused into statements; since 3, each entity has
one name that queries show. One more with each change that older versions would not keep up; what they wrote is brought
up to date when it is opened."""

_MARKER = "store.json"
_LOADING = "loading.json"
_AT_A_TIME = 50_000
"""Claims and documents that are loaded at a time."""
_LARGE = 100_000
"""Quads from which on a load leaves the database in order: queries are then faster by a quarter or so."""


def mark(path: Path, base: str) -> None:
    """Make a directory a store of this version, of names under `base`: wholly, or not at all."""
    draft = (path / _MARKER).with_suffix(".draft")
    draft.write_text(json.dumps({"format": FORMAT, "base": base}) + "\n", encoding="utf-8")
    draft.replace(path / _MARKER)


class LocalStore(Store):
    """The graph in a directory. Use it in a `with` statement, or call `close` when done.

    One process writes, and then nobody else has the store open; or many read it (`read_only=True`).

    >>> import tempfile
    >>> from kg.model import Document
    >>> with LocalStore(tempfile.mkdtemp()) as store:
    ...     store.add(Document(id="a1", text="Nothing new."), [])
    ...     [source.id for source in store.sources()]
    True
    ['a1']
    """

    DATABASE: ClassVar = "oxigraph"
    """Name of the folder of the database."""

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
        self.name = str(path)
        self.base = settings().base_iri
        self.read_only = read_only
        self._dataset: rdflib.Dataset | None = None
        written = self._prepare(create=create and not read_only)
        if (self.path / _LOADING).exists():
            self._take_back()
        if written < FORMAT:
            self._upgrade()
        self._lock = Lock(self.path / "lock", shared=read_only)
        try:
            self._database = self._open(read_only=read_only)
            if not read_only:
                self._refresh(entities)
            self._read_merges()
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
        mark(self.path, self.base)
        return FORMAT

    def _upgrade(self) -> None:
        """Bring a store of an older format up to date."""
        try:
            with contextlib.ExitStack() as stack:
                lock = Lock(self.path / "lock", shared=False)
                stack.callback(lock.release)
                self._database = self._open(read_only=False)
                stack.callback(vars(self).pop, "_database")
                self._fuse()
                graph = ox.NamedNode(graph_iri("reference", self.base))
                self._replace_reference(set(self.quads(None, None, None, graph)))
                self._database.flush()
                mark(self.path, self.base)
        except (OSError, StoreError) as error:
            raise StoreError(
                f"{self.path}: the store is of an older format, and could not be brought up to format {FORMAT}: {error}"
            ) from error

    def _check(self, marker: Path) -> int:
        try:
            found = json.loads(marker.read_text(encoding="utf-8"))
            version, base = int(found["format"]), str(found["base"])
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise StoreError(f"{marker}: cannot be read: restore it, or build the store again elsewhere") from error
        if version > FORMAT:
            raise StoreError(
                f"{self.path}: the store has format {version}, this version of kg reads format {FORMAT}: "
                "install the newer kg that wrote it, or build the store again with this one in a new directory"
            )
        if base != self.base:
            raise StoreError(
                f"{self.path}: the store was built with KG_BASE_IRI={base}, which is now {self.base}: "
                "set it back, or build the store again in a new directory"
            )
        return version

    def _take_back(self) -> None:
        """Remove what a load that did not end has left of its documents."""
        note = self.path / _LOADING
        lock = Lock(self.path / "lock", shared=False)
        try:
            graphs = json.loads(note.read_text(encoding="utf-8"))
            self._database = self._open(read_only=False)
            self._write("what was being loaded", (), (), dropped=[ox.NamedNode(graph) for graph in graphs])
            self._fuse()
            self._database.flush()
            note.unlink()
        except (OSError, ValueError, TypeError) as error:
            raise StoreError(
                f"{self.path}: was left in the midst of loading, and that cannot be undone: {error}"
            ) from error
        finally:
            vars(self).pop("_database", None)
            lock.release()

    def _open(self, *, read_only: bool) -> ox.Store:
        try:
            return ox.Store.read_only(str(self.folder)) if read_only else ox.Store(self.folder)
        except (OSError, RuntimeError) as error:
            if "lock" in str(error).lower():  # without flock, this is how the database says that it is in use
                raise StoreError(f"{self.path}: the store is in use by another program: close it there") from error
            raise StoreError(f"{self.path}: the database cannot be opened: {error}: build the store again") from error

    def quads(
        self,
        subject: Subject | None = None,
        predicate: ox.NamedNode | None = None,
        value: Value | None = None,
        graph: ox.NamedNode | None = None,
    ) -> Iterator[ox.Quad]:
        """Yield the quads with these terms, in no order; None stands for any."""
        return self._database.quads_for_pattern(subject, predicate, value, graph)

    def graphs(self) -> list[ox.NamedNode]:
        """Return the names of the graphs that hold something."""
        return [graph for graph in self._database.named_graphs() if isinstance(graph, ox.NamedNode)]

    def query(self, sparql: str) -> Found:
        """Return what a query finds in the union of all graphs, or in those that its FROM names.

        Raises what `pyoxigraph.Store.query` does.
        """
        # pyoxigraph lets the union take the place of FROM
        union = not names_graphs(sparql)
        return self._database.query(sparql, prefixes=prefixes(self.base), use_default_graph_as_union=union)

    def load(self, documents: Iterable[tuple[Document, Iterable[Claim]]], *, extractor: str = "") -> int:
        """Put documents in, new ones many at a time; return how many changed. Raises StoreError as `add` does."""
        changed = size = total = 0
        waiting: dict[ox.NamedNode, tuple[Document, Sequence[Claim]]] = {}
        for document, claims in documents:
            graph = ox.NamedNode(document_iri(document.id, self.base))
            if graph in waiting or size >= _AT_A_TIME:
                total += self._load(waiting, extractor)
                waiting, size = {}, 0
            if self._database.contains_named_graph(graph):
                changed += self.add(document, claims, extractor=extractor)
                continue
            waiting[graph] = (document, tuple(claims))
            changed += 1
            size += 1 + len(waiting[graph][1])
        total += self._load(waiting, extractor)
        if total >= _LARGE:
            try:
                self._database.optimize()
            except (OSError, RuntimeError) as error:
                raise StoreError(f"{self.path}: all is loaded, but cannot be put in order: {error}") from error
        return changed

    def _load(self, documents: Mapping[ox.NamedNode, tuple[Document, Sequence[Claim]]], extractor: str) -> int:
        """Write new documents past transactions, noting what they are until all of it is in; return their quads.

        They go in as they are encoded, so that the database works on some while others are made. What they change in
        the graph of fused statements is worked out again if it ends in between.
        """
        if not documents:
            return 0
        note = self.path / _LOADING
        said = Said(base=self.base)
        written = 0
        gone: set[ox.Quad] = set()

        def quads() -> Iterator[ox.Quad]:
            nonlocal written
            for document, claims in documents.values():
                encoded = self._encoded(document, claims, extractor)
                said.read(encoded)
                written += len(encoded)
                yield from encoded
            if self._says_nothing():
                yield from said.fused()
            else:
                old, new = difference(self.about, Said(base=self.base), said)
                gone.update(old)
                yield from new

        FileRecord(note).write(json.dumps([graph.value for graph in documents]))
        try:
            self._database.bulk_extend(quads())
            if gone:
                self._write("what was being loaded", gone, ())
            note.unlink()
        except Exception as error:
            with contextlib.suppress(StoreError):  # or when the store is opened next
                self._write("", (), (), dropped=documents.keys())
                self._fuse()
                note.unlink(missing_ok=True)
            if not isinstance(error, OSError | RuntimeError):
                raise
            raise StoreError(
                f"{self.path}: {counted(len(documents), 'document')} cannot be loaded, and none of them is in: {error}"
            ) from error
        return written

    def _says_nothing(self) -> bool:
        """Return whether the graph of fused statements has none yet, beside its mark."""
        graph = ox.NamedNode(graph_iri("fused", self.base))
        return all(quad == version(self.base) for quad in islice(self.quads(None, None, None, graph), 2))

    def record(self, name: str) -> FileRecord:
        """Return a text that is kept in a file beside the database."""
        return FileRecord(self.path / name)

    def _write(
        self,
        what: str,
        gone: Collection[ox.Quad],
        new: Collection[ox.Quad],
        *,
        dropped: Collection[ox.NamedNode] = (),
    ) -> None:
        """Make a change in one transaction. Raises StoreError; the store then stays as it was."""
        try:
            if gone or dropped:
                self._database.update(update_request(gone, new, dropped))
            else:
                self._database.extend(new)
        except (OSError, RuntimeError) as error:
            raise StoreError(f"{self.path}: {what} cannot be written, and stays as it was: {error}") from error

    @property
    def folder(self) -> Path:
        """Directory of the database's own files."""
        return self.path / self.DATABASE

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

            from kg.store.rdflib_store import UnionStore

            self._dataset = rdflib.Dataset(store=UnionStore(store=self._database), default_union=True)
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
        except OSError as error:
            raise StoreError(
                f"{self.path}: the last changes cannot be moved out of the log, where they are safe: {error}"
            ) from error
        finally:
            vars(self).pop("_database", None)
            self._lock.release()
