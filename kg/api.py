"""The few functions that most programs need: build a graph, open it, ask it.

    import kg

    kg.build("articles", store="kg-store")
    with kg.open("kg-store") as graph:
        graph.query("SELECT DISTINCT ?who { ?who kg:competesWith ent:huawei }")

A `Graph` is an `rdflib.Dataset`, so whatever reads one of these reads a graph of ours.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import groupby
from os import PathLike, fspath
from types import TracebackType
from typing import TYPE_CHECKING, Any, TypeAlias, cast

import pyoxigraph as ox
import rdflib

from kg.config import checked_place, settings
from kg.errors import StoreError
from kg.ids import content_hash
from kg.model import Claim, Document
from kg.query import Card, describe, find_entity, find_relation, records, run_saved
from kg.query.dataset import ReadOnlyStore
from kg.query.results import Value
from kg.search import Hit, search
from kg.store import LocalStore, open_store
from kg.store.terms import prefixes

if TYPE_CHECKING:
    from networkx import MultiDiGraph

    from kg.ingest import Skip
    from kg.pipeline import Summary

__all__ = ["Graph", "Source", "build", "open", "read"]

Source: TypeAlias = str | PathLike[str] | Document
"""An article: a file, a folder of them, or a document that a program has made."""


class Graph(rdflib.Dataset):
    """The graph of a store, open for reading, as an rdflib dataset whose default graph is the union of all graphs.

    Everything that rdflib offers for reading works: triples, paths, `value`, `serialize`, SPARQL. Queries run in the
    database; give them as strings, as a prepared query is evaluated by rdflib itself, thousands of times slower. One
    article's graph is `get_graph(iri)`. The same triple of two articles comes twice: use sets, or SELECT DISTINCT.

    Use it in a `with` statement, or call `close` when done: others can read the store meanwhile, but not write.

    >>> import kg
    >>> from rdflib import RDFS, URIRef
    >>> with kg.open("kg-store") as graph:
    ...     print(graph.value(URIRef(graph.entity("PRC").iri), RDFS.label))
    China
    >>> with kg.open("kg-store") as graph:
    ...     rows = graph.query("SELECT DISTINCT ?who { ?who kg:competesWith ent:china }")
    ...     [row.who.n3(graph.namespace_manager) for row in rows]
    ['ent:united-states']
    """

    def __init__(self, path: str | PathLike[str]) -> None:
        """Open the store in a directory.

        Raises StoreError if there is none, or if it is being written, and ConfigError for an address that is no server.
        """
        self.local = LocalStore(_directory(path), create=False, read_only=True)
        """The store itself, for what this class does not offer."""
        super().__init__(store=ReadOnlyStore(self.local.oxigraph, base=self.local.base), default_union=True)
        for prefix, namespace in prefixes(self.local.base).items():
            self.bind(prefix, namespace)

    def get_graph(self, identifier: str) -> rdflib.Graph | None:
        """Return the graph with this IRI, such as that of a document; None if there is none."""
        if not self.local.oxigraph.contains_named_graph(ox.NamedNode(identifier)):
            return None
        return self.get_context(rdflib.URIRef(identifier))

    def saved(self, name: str, /, **parameters: str | float | date) -> list[dict[str, Value]]:
        """Return the rows that a saved query finds, a dict each: numbers, dates, booleans, all else strings.

        `kg query --list` shows the queries with their parameters. Entities are given by name. Raises QueryError if
        there is no such query or if a parameter is missing, unknown or of the wrong type.

        >>> with kg.open("kg-store") as graph:
        ...     [(row["subjectLabel"], row["date"]) for row in graph.saved("competitors", entity="China")]
        [('United States', datetime.date(2025, 5, 2)), ('China', datetime.date(2025, 4, 26))]
        """
        return records(run_saved(self.local, name, **{key: str(value) for key, value in parameters.items()}))

    def claims(
        self, *, entity: str | None = None, relation: str | None = None, min_confidence: float = 0.0
    ) -> Iterator[tuple[Claim, Document]]:
        """Yield claims with their documents, whose text is empty, by document and place in the text.

        `entity` is the name or IRI of the subject or object, `relation` a local name or label; `min_confidence` is
        between 0 and 1. Raises QueryError if there is no such entity or relation.

        >>> with kg.open("kg-store") as graph:
        ...     [claim.evidence.quote for claim, _ in graph.claims(entity="TSMC", relation="supplies")]
        ['TSMC sells to Nvidia.']
        """
        iri = find_entity(self.local, entity) if entity else None
        name = find_relation(relation, self.local.base) if relation else None
        for claim, document in self.local.claims():
            if (
                claim.confidence >= min_confidence
                and name in {None, claim.predicate}
                and iri in {None, claim.subject.entity, claim.object.entity}
            ):
                yield claim, document

    def entity(self, name: str, *, at: date | None = None) -> Card:
        """Return what is known of the entity with this name or IRI; with `at`, of its roles those held on that day.

        Raises QueryError, with names that come close, if there is none.

        >>> with kg.open("kg-store") as graph:
        ...     card = graph.entity("Huawei Technologies")
        >>> card.label, card.country, card.neighbours[0].label
        ('Huawei', 'China', 'TSMC')
        """
        return describe(self.local, find_entity(self.local, name), at=at)

    def search(
        self, words: str, *, entity: str | None = None, relation: str | None = None, **options: Any
    ) -> list[Hit]:
        """Return entities and claims that have the words, the best first.

        `entity` and `relation` are names, as for `claims`; `options` are the others of `kg.search.search`: limit,
        since, until.

        >>> with kg.open("kg-store") as graph:
        ...     [hit.sentence for hit in graph.search("banned", limit=1)]
        ['Beijing banned chips.']
        """
        return search(
            self.local,
            words,
            entity=find_entity(self.local, entity) if entity else None,
            relation=find_relation(relation, self.local.base) if relation else None,
            **options,
        )

    def view(self, name: str = "overview", /, **given: Any) -> str:
        """Return an interactive page of `kg view`: one HTML file that asks for nothing from the network.

        `name` is one of `kg.view.VIEWS`: overview, ego, path, rivalry, timeline, diff or evidence; `given` are its
        parameters, entities by name. Raises QueryError if there is no such view, if a parameter is wrong, or if there
        is nothing to show.

        >>> with kg.open("kg-store") as graph:
        ...     "Huawei depends on TSMC." in graph.view("ego", entity="Huawei", hops=1)
        True
        """
        from kg.pages import draw

        return draw(self.local, name, given).html

    def to_networkx(self, **scope: Any) -> MultiDiGraph:  # type: ignore[type-arg]  # pdoc: no subscript at run time
        """Return what articles report as fact as a graph of networkx, the one that `kg analyse` works on.

        Nodes are IRIs with `label`, `type` and `agent`; an edge is a relation, its key, with `sign`, `symmetric`, the
        `documents` that report it, and their number as `weight`. `scope` are the fields of `kg.analyse.scope.Scope`:
        relations, since, until, min_confidence, min_documents, level. Raises QueryError if these make no sense.

        >>> with kg.open("kg-store") as graph:
        ...     actors = graph.to_networkx(min_confidence=0.9)
        >>> [actors.nodes[node]["label"] for node in actors.successors(kg.ids.entity_iri("huawei"))]
        ['TSMC']
        """
        from kg.analyse import project
        from kg.analyse.scope import Scope

        return project(self.local.claims(), scope=Scope(**scope)).graph

    def close(self, commit_pending_transaction: bool = False) -> None:
        """Let go of the store. Does nothing the second time."""
        super().close(commit_pending_transaction)
        self.local.close()

    def __enter__(self) -> Graph:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open(store: str | PathLike[str] | None = None) -> Graph:
    """Return the graph in a directory, by default that of KG_STORE or `kg-store`, open for reading.

    Raises StoreError if there is no store, if another program is writing it, or if a newer version wrote it.
    """
    return Graph(settings().store if store is None else store)


def _directory(store: str | PathLike[str]) -> str:
    place = checked_place(fspath(store))
    if place.startswith(("http://", "https://")):
        raise StoreError(f"{place}: is a server: rdflib asks one by its SPARQLStore, kg.store.open_store opens it")
    return place


def build(
    sources: Source | Iterable[Source],
    *,
    store: str | PathLike[str] | None = None,
    extractor: str = "rules",
    model: str | None = None,
    skipped: Callable[[Skip], None] | None = None,
) -> Summary:
    """Add articles to the graph in a directory, which is made if there is none, and return what was done.

    `sources` are files, folders and documents, one or several; `store` is by default that of KG_STORE or `kg-store`,
    `extractor` the name of what reads the claims, `model` an installed spaCy pipeline. Articles that the graph has
    already are not read again. `skipped` is called for each article that is left out, with place and reason; by
    default that is a warning. Raises ExtractionError if an article cannot be extracted, and StoreError if the store
    cannot be written.

    >>> from kg.model import Document
    >>> news = Document(id="n1", text="China banned Micron.")
    >>> kg.build([news], store="kg-news").claims
    1
    >>> with kg.open("kg-news") as graph:
    ...     [(claim.subject.label, claim.predicate) for claim, _ in graph.claims()]
    [('China', 'bans')]
    """
    from kg import pipeline

    given = [sources] if isinstance(sources, str | PathLike | Document) else sources
    with open_store(settings().store if store is None else checked_place(fspath(store))) as graph:
        return pipeline.build(graph, _documents(given, skipped or _warn), extractor=extractor, model=model)


def _documents(sources: Iterable[Source], skipped: Callable[[Skip], None]) -> Iterator[Document]:
    from kg import ingest

    for is_document, group in groupby(sources, key=lambda source: isinstance(source, Document)):
        if is_document:
            yield from cast(Iterable[Document], group)
        else:
            yield from ingest.read((fspath(cast(str, source)) for source in group), skipped=skipped)


def _warn(skip: Skip) -> None:
    warnings.warn(f"{skip.where}: {skip.reason}", stacklevel=2)


def read(
    text: str, *, published: date | None = None, extractor: str = "rules", model: str | None = None
) -> list[Claim]:
    """Return the claims of a text, in its order, linked to entities. No store is needed.

    `published` is the day that "on Friday" counts from; `extractor` and `model` are those of `build`. Raises
    ExtractionError if the text cannot be extracted.

    >>> [claim] = kg.read("Huawei denies that it depends on Nvidia.")
    >>> claim.subject.label, claim.predicate, claim.object.label, claim.polarity
    ('Huawei', 'dependsOn', 'Nvidia', 'negated')
    """
    from kg import pipeline

    document = Document(id=content_hash(text), text=text, published=published)
    [(_, claims)] = pipeline.extract([document], extractor=extractor, model=model)
    return claims
