"""Reads an exported graph back in: exactly what was written, or nothing.

All of the file is judged before the store appears: it is built in a folder beside, and takes its name when it is whole.
A document counts as whole if its claims, written again, give the statements of its graph, no less and no more; the
file, if it holds the statements that its first line announces (`kg.exchange.seal`). So one that was cut off, or in
which somebody changed a sentence or took out a triple, is refused. Exports of older versions have no such line: of
these, documents and what is fused of them are judged.
"""

from __future__ import annotations

import lzma
import shutil
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BufferedReader
from itertools import islice
from pathlib import Path
from secrets import token_hex
from typing import IO, cast

import pyoxigraph as ox

from kg.config import settings
from kg.errors import ConfigError, InputError, StoreError
from kg.exchange.files import bare_suffix, reading
from kg.exchange.seal import Seal
from kg.ids import document_iri, is_known_entity
from kg.store import LocalStore
from kg.store.codec import Names, decode, encode
from kg.store.fused import fuse, version
from kg.store.judgements import Judgement, JudgementLog
from kg.store.local import mark
from kg.store.merging import Merges, decode_merges, unmerged
from kg.store.record import FileRecord
from kg.store.reference import encode_ontology, preferred
from kg.store.terms import PROV, RDF, RDFS, graph_iri, node
from kg.vocab import ontology_graph

__all__ = ["Imported", "import_file"]

_FORMATS = {
    "nquads": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
    "jsonld": ox.RdfFormat.JSON_LD,
}
_SUFFIXES = {".nq": "nquads", ".nquads": "nquads", ".trig": "trig", ".jsonld": "jsonld"}
_GRAPHS = ("reference", "ontology", "merges", "inferred", "fused")
"""What stores hold besides documents."""
_LINE = 200
"""Bytes that the first line has at most."""
_BATCH = 100_000
"""Statements that are taken in at a time: what the database does with more at once takes memory."""
_BROKEN = (EOFError, OSError, lzma.LZMAError, zlib.error)
"""What reading a compressed file that is damaged can raise."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import brought in."""

    documents: int
    claims: int
    statements: int
    sealed: bool
    """Whether the file announced what it holds, so that all of it was judged and not the documents alone."""


def import_file(file: Path, target: Path, *, form: str | None = None) -> Imported:
    """Make a store of an exported file, in a directory that is new or empty, and return what came in.

    `form` is nquads, trig or jsonld, by default what the suffix says, before that of a compression. What was merged
    stays merged, by judgements in the name of the import; who made the original ones, the graph does not say.

    Raises ConfigError if the format loses something or is unknown, StoreError if there is something at `target`, and
    InputError, with the file and as far as possible the line, if it cannot be read, has graphs that no store has, or is
    not whole. Then nothing is left at `target`.
    """
    chosen = _format(file, form)
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise StoreError(f"{target}: is there already: name a new directory, which becomes the store")
    staging = target.with_name(f"{target.name}.importing-{token_hex(4)}")
    reader = _Import(file, settings().base_iri)
    try:
        staging.mkdir(parents=True)
        mark(staging, reader.base)
        imported = reader.run(chosen, staging / LocalStore.DATABASE)
        if judgements := list(reader.judgements()):
            JudgementLog(FileRecord(staging / "judgements.jsonl")).write(judgements)
        reader.close()
        if graph_iri("reference", reader.base) not in reader.graphs:
            LocalStore(staging).close()  # which adds the known entities
        staging.replace(target)
    finally:
        reader.close()
        shutil.rmtree(staging, ignore_errors=True)
    return imported


def _format(file: Path, form: str | None) -> str:
    chosen = form or _SUFFIXES.get(bare_suffix(file))
    if chosen not in _FORMATS:
        what = f"{form} does not keep the graphs of a store" if form else "tells no format that keeps the graphs"
        raise ConfigError(f"{file}: {what}: import N-Quads, TriG or JSON-LD, and say which with --format if need be")
    return chosen


class _Import:
    """One file on its way into a database."""

    def __init__(self, file: Path, base: str) -> None:
        self.file = file
        self.base = base
        self.graphs: set[str] = set()
        self.merges = Merges()
        self.seal = Seal()
        self.announced: tuple[int, str] | None = None

    def close(self) -> None:
        """Let go of the database. Does nothing the second time."""
        vars(self).pop("database", None)

    def run(self, form: str, folder: Path) -> Imported:
        """Read the file into a new database and judge it."""
        try:
            self.database = ox.Store(folder)
            quads = self._ours(form)
            while batch := list(islice(quads, _BATCH)):
                self.database.bulk_extend(batch)
            imported = self._judged()
            self.database.flush()
        except OSError as error:
            raise StoreError(f"{folder.parent}: cannot be written: {error}") from error
        return imported

    def _judged(self) -> Imported:
        """Return what the database holds. Raises InputError if it is not whole."""
        self.merges = decode_merges(self._quads(graph_iri("merges", self.base)), base=self.base)
        names = self._names()
        documents = sorted(graph for graph in self.graphs if graph.startswith(f"{self.base}document/"))
        if not documents:
            raise InputError(f"{self.file}: holds no document: export a graph with `kg export`")
        claims = sum(self._judge(graph, names) for graph in documents)
        self._judge_seal()
        self._judge_fused(documents)
        self._complete_vocabulary()
        self.database.extend(preferred(self._quads(graph_iri("reference", self.base))))  # which older exports lack
        return Imported(len(documents), claims, len(self.database), sealed=self.announced is not None)

    def _judge_seal(self) -> None:
        """Check that the file held the statements that it announces, if it announces any."""
        found = (self.seal.statements, self.seal.checksum)
        if self.announced in {None, found}:
            return
        wanted, _ = self.announced
        held = f"holds {found[0]:,} of the" if found[0] != wanted else "does not hold the"
        raise InputError(
            f"{self.file}: {held} {wanted:,} statements that its first line announces: it was cut off or changed: "
            "export it again"
        )

    def _judge_fused(self, documents: Iterable[str]) -> None:
        """Check that the fused statements are those of the documents; complete them, or make them anew."""
        name = graph_iri("fused", self.base)
        wanted = fuse((quad for graph in documents for quad in self._quads(graph)), base=self.base)
        found = set(self._quads(name))
        if found == wanted:
            return
        if found - wanted and version(self.base) in found:
            raise InputError(f"{self.file}: has statements that its documents do not make: export the graph again")
        self.database.remove_graph(ox.NamedNode(name))
        self.database.extend(wanted)
        self.graphs.add(name)

    def _ours(self, form: str) -> Iterator[ox.Quad]:
        """Yield the quads of the file. Raises InputError if it cannot be read, or has any where no store has one."""
        try:
            with reading(self.file) as content:
                self.announced = self._announced(content)
                for quad in self.seal.over(ox.parse(content, format=_FORMATS[form])):
                    self._check(quad)
                    yield quad
        except SyntaxError as error:
            line = f":{error.lineno}" if error.lineno else ""
            cause = f"is no {form}, or was cut off: {error.msg}"
            raise InputError(f"{self.file}{line}: {cause}: export it again") from error
        except FileNotFoundError as error:
            raise InputError(f"{self.file}: there is no such file: correct the name") from error
        except _BROKEN as error:
            if isinstance(error, OSError) and error.errno is not None:
                raise InputError(f"{self.file}: cannot be read: {error.strerror}: name another file") from error
            raise InputError(f"{self.file}: cannot be read: {error}: export it again") from error

    def _announced(self, content: IO[bytes]) -> tuple[int, str] | None:
        """Return what the first line announces, which is left to be read. Raises InputError if it is no such line."""
        line, _, _ = cast(BufferedReader, content).peek(_LINE)[:_LINE].partition(b"\n")
        try:
            return Seal.announced(line.decode(errors="replace"))
        except ValueError as error:
            raise InputError(f"{self.file}:1: {error}: export it again, or install the newer kg") from error

    def _check(self, quad: ox.Quad) -> None:
        graph = quad.graph_name
        if not isinstance(graph, ox.NamedNode):
            raise InputError(
                f"{self.file}: {quad.triple} stands in no graph with a name: import N-Quads, TriG or JSON-LD of "
                "`kg export`"
            )
        if graph.value in self.graphs:
            return
        own = {graph_iri(name, self.base) for name in _GRAPHS}
        if graph.value not in own and not graph.value.startswith(f"{self.base}document/"):
            raise InputError(
                f"{self.file}: {graph} is no graph of a store under {self.base}: take it out, or set KG_BASE_IRI to "
                "what the graph was exported under"
            )
        self.graphs.add(graph.value)

    def _complete_vocabulary(self) -> None:
        """Add what the vocabulary of this version has more, if that is all the difference.

        So it is with a file of an older version.
        """
        triples = "".join(ontology_graph(name).serialize(format="nt") for name in ("kg.ttl", "alignments.ttl"))
        ours = encode_ontology(triples, base=self.base)
        found = set(self._quads(graph_iri("ontology", self.base)))
        if found < ours:
            self.database.extend(ours - found)
            self.graphs.add(graph_iri("ontology", self.base))

    def _quads(self, graph: str) -> list[ox.Quad]:
        return list(self.database.quads_for_pattern(None, None, None, ox.NamedNode(graph)))

    def _names(self) -> Names:
        """Return label and class of the known entities of the file. Raises InputError if one lacks either."""
        facts: defaultdict[str, dict[str, str]] = defaultdict(dict)
        for quad in self._quads(graph_iri("reference", self.base)):
            if isinstance(quad.subject, ox.NamedNode) and not isinstance(quad.object, ox.BlankNode | ox.Triple):
                facts[quad.subject.value][quad.predicate.value] = quad.object.value
        found = {}
        for iri, about in facts.items():
            if is_known_entity(iri):
                if not about.keys() >= {f"{RDFS}label", f"{RDF}type"}:
                    raise InputError(
                        f"{self.file}: {iri} lacks its label or class: was the file cut off? Export it again"
                    )
                found[iri] = (about[f"{RDFS}label"], about[f"{RDF}type"].removeprefix(self.base))
        return found

    def _judge(self, graph: str, names: Names) -> int:
        """Return how many claims the graph of a document has. Raises InputError if they are not all that it has."""
        read = unmerged(self._quads(graph), base=self.base)
        try:
            document, claims = decode(read, base=self.base, names=names)
            again = encode(document, claims, base=self.base)
            for extractor in self._extractors(read):  # among them those that found nothing
                again |= encode(document, (), base=self.base, extractor=extractor)
        except (StoreError, KeyError, ValueError, AttributeError, TypeError) as error:
            raise InputError(f"{self.file}: {graph} is not whole: {error}: export it again") from error
        if document_iri(document.id, self.base) != graph:
            raise InputError(f"{self.file}: {graph} is the graph of another document, {document.id!r}: export it again")
        text = node(f"{self.base}contentHash")  # of which the graph has no more than the hash
        lost = {quad for quad in again - read if quad.predicate != text}
        more = {quad for quad in read - again if quad.predicate != text}
        unnamed = {
            mention.entity
            for claim in claims
            for mention in (claim.subject, claim.object, claim.attributed_to)
            if mention and mention.entity and is_known_entity(mention.entity) and mention.entity not in names
        }
        if unnamed and graph_iri("reference", self.base) in self.graphs:
            raise InputError(f"{self.file}: {min(unnamed)} has no label: export the graph again")
        for quads, what in ((lost, "lacks"), (more, "has, beside what its claims say,")):
            if quads:
                raise InputError(f"{self.file}: {graph} {what} {min(map(str, quads))}: export it again")
        return len(claims)

    def _extractors(self, quads: set[ox.Quad]) -> list[str]:
        """Return the names of the extractors that read a document."""
        agents = {quad.object for quad in quads if quad.predicate == node(f"{PROV}wasAssociatedWith")}
        named = (quad for quad in quads if quad.subject in agents and quad.predicate == node(f"{RDFS}label"))
        return [cast(ox.Literal, quad.object).value for quad in named]

    def judgements(self) -> Iterator[Judgement]:
        """Yield what has to be judged for the merges to follow from it."""
        by, at = f"kg import {self.file.name}", datetime.now(UTC)
        names: defaultdict[str, list[str]] = defaultdict(list)
        for entity, name in sorted(self.merges.names):
            names[entity].append(name)
        for one, other in sorted({*self.merges.canonical.items(), *self.merges.same_as}):
            entity = self.merges.canonical.get(one, one)
            yield Judgement(one, other, "positive", by, at, names=tuple(names.pop(entity, ())))
