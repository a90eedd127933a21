"""A store in a directory: Oxigraph's database, one graph a document, and a marker that says which format it is.

    kg-store/store.json   {"format": 2, "base": "https://w3id.org/tech-rivalry/"}
    kg-store/lock         taken by every process that has the store open
    kg-store/oxigraph/    the database
    kg-store/judgements.jsonl    what people judged to be one entity or several, if they did

Every change is one transaction of the database, so that a document is wholly in or wholly out wherever a run ends, and
a merge carried out in all documents or in none.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.config import settings
from kg.errors import StoreError
from kg.model import Entity
from kg.store.base import Found, Store, Subject, Value
from kg.store.lock import Lock
from kg.store.record import FileRecord
from kg.store.terms import prefixes
from kg.store.update import update_request

if TYPE_CHECKING:
    import rdflib

__all__ = ["FORMAT", "LocalStore"]

FORMAT = 2
"""Number of the format that this version writes: since 2, claims are fused into statements. One more with each change
that older versions would not keep up; what they wrote is brought up to date when it is opened."""

_MARKER = "store.json"
_FOLDER = "oxigraph"


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
        if self._prepare(create=create and not read_only) < FORMAT:
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

    def _open(self, *, read_only: bool) -> ox.Store:
        database = self.path / _FOLDER
        try:
            return ox.Store.read_only(str(database)) if read_only else ox.Store(database)
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
        """Return what a query finds in the union of all graphs. Raises what `pyoxigraph.Store.query` does."""
        return self._database.query(sparql, prefixes=prefixes(self.base), use_default_graph_as_union=True)

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
        except OSError as error:
            raise StoreError(
                f"{self.path}: the last changes cannot be moved out of the log, where they are safe: {error}"
            ) from error
        finally:
            vars(self).pop("_database", None)
            self._lock.release()
