"""The index of words: an SQLite database beside the graph, made from it alone and brought in step before each search.

    kg-store/search.sqlite    may be deleted at any time: the next search makes it again

The graph is written in one place and the index in another, and a program can end in between. So nothing that writes the
graph has to know of the index. Instead, the index keeps for each document a fingerprint of what it took from the
document's graph, and, to be quick, the state of the database's files when both were compared last:

1. If the files are as they were, so is the graph.
2. Otherwise the fingerprints are made anew, and what differs is taken in, in one transaction of SQLite.

Whatever was added, removed, merged or split, by whom and however it ended, a search sees the graph as it is.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from typing import cast

import pyoxigraph as ox

from kg.errors import StoreError
from kg.store import LocalStore, Store, entity_names, labels
from kg.store.terms import DCTERMS, OA, RDF, node
from kg.vocab import relation_label, relations

__all__ = ["BEGIN", "END", "FILE", "open_index"]

BEGIN, END = "\ue000", "\ue001"
"""Marks around words that a search found; of the range for private use, where no article has business."""

FILE = "search.sqlite"

_VERSION = 1
"""One more with each change of the tables or of what is in them."""
_PATIENCE = 600.0
"""Seconds to wait for another process that is bringing the index in step."""

_TABLES = """
CREATE TABLE state (files TEXT);
CREATE TABLE documents (graph TEXT PRIMARY KEY, fingerprint BLOB) WITHOUT ROWID;
CREATE TABLE entities (iri TEXT PRIMARY KEY, label TEXT, called TEXT, claims INTEGER) WITHOUT ROWID;
CREATE VIRTUAL TABLE names USING fts5(
    name, iri UNINDEXED, tokenize = "unicode61 remove_diacritics 2", prefix = '2 3');
CREATE TABLE claims (
    id INTEGER PRIMARY KEY, iri TEXT, graph TEXT, subject TEXT, relation TEXT, object TEXT, published TEXT);
CREATE INDEX claims_graph ON claims (graph);
CREATE INDEX claims_subject ON claims (subject);
CREATE INDEX claims_object ON claims (object);
CREATE VIRTUAL TABLE texts USING fts5(
    sentence, statement, tokenize = "porter unicode61 remove_diacritics 2", prefix = '2 3');
"""


@contextlib.contextmanager
def open_index(store: Store) -> Iterator[sqlite3.Connection]:
    """Give the index of the store, in step with it.

    It is written beside the graph; where that cannot be, as with a graph on a server, it is made in memory. Raises
    StoreError if this Python's SQLite has no full-text search, or if the disk is full.
    """
    connection = _connect(store)
    try:
        yield connection
    finally:
        connection.close()


def _connect(store: Store) -> sqlite3.Connection:
    if not isinstance(store, LocalStore):
        return _in_step(":memory:", store, "")
    file, state = store.path / FILE, _state(store)
    try:
        return _in_step(str(file), store, state)
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF not in {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM}:
            raise StoreError(f"{file}: the index of words cannot be made: {error}: {_remedy(error)}") from error
        return _in_step(":memory:", store, state)
    except sqlite3.DatabaseError:  # is no database, or a damaged one
        try:
            file.unlink()
            return _in_step(str(file), store, state)
        except (OSError, sqlite3.Error) as error:
            raise StoreError(f"{file}: the index of words is damaged: delete it, it is made again") from error


def _remedy(error: sqlite3.OperationalError) -> str:
    if "no such module" in str(error):
        return "this Python comes with an SQLite without FTS5: install one that has it"
    if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_FULL:
        return "make room, and search again"
    return "search again, and if that does not help delete the file: it is made again"


def _in_step(name: str, store: Store, files: str) -> sqlite3.Connection:
    connection = sqlite3.connect(name, timeout=_PATIENCE, isolation_level=None, check_same_thread=False)
    try:
        if not _is_current(connection, files):
            connection.execute("BEGIN IMMEDIATE")
            if not _is_current(connection, files):  # nobody else has done it meanwhile
                _Update(connection, store).run()
                connection.execute("DELETE FROM state")
                connection.execute("INSERT INTO state VALUES (?)", (files,))
            connection.execute("COMMIT")
    except BaseException:
        connection.close()  # takes back what was not committed
        raise
    return connection


def _state(store: LocalStore) -> str:
    """Return a hash of names, sizes and times of the database's files, and of what relations are called.

    Every write changes it: RocksDB numbers its files and writes none anew, but for its log of changes, which grows.
    """
    entries = [f"{name} {relation.label}" for name, relation in relations().items()]
    for entry in os.scandir(store.folder):
        if not entry.name.startswith("LO"):  # LOG, LOG.old.*, LOCK: of those who open it
            with contextlib.suppress(FileNotFoundError):  # the database has put it together with others meanwhile
                about = entry.stat()
                entries.append(f"{entry.name} {about.st_size} {about.st_mtime_ns}")
    return blake2b("\n".join(sorted(entries)).encode()).hexdigest()


def _is_current(connection: sqlite3.Connection, files: str) -> bool:
    if connection.execute("PRAGMA user_version").fetchone() != (_VERSION,):
        return False
    return bool(connection.execute("SELECT count(*) FROM state WHERE files = ?", (files,)).fetchone()[0])


class _Update:
    """Brings the tables in step with the graph, within a transaction that is open."""

    def __init__(self, connection: sqlite3.Connection, store: Store) -> None:
        self.connection = connection
        self.store = store
        self.labels = labels(store)
        self.relations = {str(node(f"{store.base}{name}")): relation.label for name, relation in relations().items()}

    def run(self) -> None:
        self.tables()
        renamed = self.entities()
        stored = dict(self.connection.execute("SELECT graph, fingerprint FROM documents"))
        found = self.fingerprints()
        stale = {graph for graph in stored.keys() | found.keys() if stored.get(graph) != found.get(graph)}
        stale |= self.naming(renamed)
        for graph in sorted(stale - found.keys()):
            self.remove(graph)
        for name, quads in self.store.by_graph(ox.NamedNode(graph) for graph in sorted(stale & found.keys())):
            self.document(name.value, found[name.value], quads)
        self.connection.execute(
            "UPDATE entities SET claims = (SELECT count(*) FROM claims WHERE subject = entities.iri)"
            " + (SELECT count(*) FROM claims WHERE object = entities.iri AND subject != entities.iri)"
        )

    def tables(self) -> None:
        """Make the tables, in place of those of another version."""
        if self.connection.execute("PRAGMA user_version").fetchone() == (_VERSION,):
            return
        for name in ("state", "documents", "entities", "names", "claims", "texts"):
            self.connection.execute(f"DROP TABLE IF EXISTS {name}")
        for statement in _TABLES.split(";\n"):
            self.connection.execute(statement)
        self.connection.execute(f"PRAGMA user_version = {_VERSION}")

    def entities(self) -> set[str]:
        """Take in what entities are called; return those whose label is another one now."""
        stored = {
            iri: (label, called)
            for iri, label, called in self.connection.execute("SELECT iri, label, called FROM entities")
        }
        named = entity_names(self.store)
        found = {iri: (self.labels.get(iri, min(names)), "\n".join(sorted(names))) for iri, names in named.items()}
        changed = {iri for iri in stored.keys() | found.keys() if stored.get(iri) != found.get(iri)}
        gone = [(iri,) for iri in changed & stored.keys()]
        self.connection.executemany("DELETE FROM entities WHERE iri = ?", gone)
        self.connection.execute("CREATE TEMP TABLE gone (iri TEXT PRIMARY KEY)")
        self.connection.executemany("INSERT INTO gone VALUES (?)", gone)
        self.connection.execute("DELETE FROM names WHERE iri IN (SELECT iri FROM gone)")
        self.connection.execute("DROP TABLE gone")
        new = sorted(changed & found.keys())
        self.connection.executemany("INSERT INTO entities VALUES (?, ?, ?, 0)", ((iri, *found[iri]) for iri in new))
        self.connection.executemany(
            "INSERT INTO names (name, iri) VALUES (?, ?)",
            ((_text(name), iri) for iri in new for name in sorted(named[iri])),
        )
        return {iri for iri in changed if stored.get(iri, ("",))[0] != found.get(iri, ("",))[0]}

    def naming(self, entities: set[str]) -> set[str]:
        """Return the graphs with a claim that names one of the entities."""
        return {
            graph
            for iri in entities
            for (graph,) in self.connection.execute(
                "SELECT graph FROM claims WHERE subject = ?1 UNION SELECT graph FROM claims WHERE object = ?1", (iri,)
            )
        }

    def fingerprints(self) -> dict[str, bytes]:
        """Return for each document a number that depends on all that the index takes from it, in no order."""
        sums: defaultdict[str, int] = defaultdict(int)
        for predicate in self.predicates().values():
            for quad in self.store.quads(None, node(predicate), None):
                graph = quad.graph_name
                if isinstance(graph, ox.NamedNode) and graph.value.startswith(f"{self.store.base}document/"):
                    line = f"{quad.subject} {predicate} {self.word(quad.object)}".encode()
                    sums[graph.value] += int.from_bytes(blake2b(line, digest_size=16).digest())
        return {graph: (total % 2**128).to_bytes(16) for graph, total in sums.items()}

    def word(self, value: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str:
        """Return the value, of a relation with what it is called."""
        return f"{value} {self.relations.get(str(value), '')}"

    def predicates(self) -> dict[str, str]:
        return {
            "subject": f"{RDF}subject",
            "relation": f"{RDF}predicate",
            "object": f"{RDF}object",
            "evidence": f"{self.store.base}evidence",
            "sentence": f"{OA}exact",
            "published": f"{DCTERMS}issued",
        }

    def remove(self, graph: str) -> None:
        """Take the claims of a document out."""
        run = self.connection.execute
        run("DELETE FROM texts WHERE rowid IN (SELECT id FROM claims WHERE graph = ?)", (graph,))
        run("DELETE FROM claims WHERE graph = ?", (graph,))
        run("DELETE FROM documents WHERE graph = ?", (graph,))

    def document(self, graph: str, fingerprint: bytes, quads: Iterable[ox.Quad]) -> None:
        """Put the claims of a document in, in place of those that were there."""
        self.remove(graph)
        run = self.connection.execute
        run("INSERT INTO documents VALUES (?, ?)", (graph, fingerprint))
        facts = self.facts(quads)
        published = next(iter(facts["published"].values()), None)
        for claim in sorted(facts["evidence"]):
            subject, relation, other = (facts[part][claim] for part in ("subject", "relation", "object"))
            place = run(
                "INSERT INTO claims (iri, graph, subject, relation, object, published) VALUES (?, ?, ?, ?, ?, ?)",
                (claim, graph, subject, relation, other, published),
            ).lastrowid
            name = relation_label(relation.removeprefix(self.store.base))
            statement = f"{self.labels.get(subject, '')} {name} {self.labels.get(other, '')}"
            sentence = facts["sentence"][f"{facts['evidence'][claim]}/quote"]
            texts = (place, _text(sentence), _text(statement))
            run("INSERT INTO texts (rowid, sentence, statement) VALUES (?, ?, ?)", texts)

    def facts(self, quads: Iterable[ox.Quad]) -> Mapping[str, Mapping[str, str]]:
        """Return the values of a document's graph by subject, for each of what the index takes from it."""
        found: dict[str, dict[str, str]] = {part: {} for part in self.predicates()}
        parts = {predicate: part for part, predicate in self.predicates().items()}
        for quad in quads:
            if part := parts.get(quad.predicate.value):
                subject, value = cast(ox.NamedNode, quad.subject), cast("ox.NamedNode | ox.Literal", quad.object)
                found[part][subject.value] = value.value
        return found


_FOREIGN = str.maketrans(dict.fromkeys(f"\0{BEGIN}{END}", " "))


def _text(text: str) -> str:
    """Return the text, as long as it was, without NUL, at which SQLite's functions end, and without our own marks."""
    return text.translate(_FOREIGN)
