"""Composes the stages: documents in, linked claims out, into a store if one is given."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg import config, gazetteer
from kg.model import Claim, Document
from kg.store import LocalStore

if TYPE_CHECKING:
    from kg.evaluate import GoldDocument, Score
    from kg.extract.open_triples import OpenTriple

__all__ = ["Summary", "build", "evaluate", "extract", "open_triples"]


@dataclass(slots=True)
class Summary:
    """What a build did."""

    added: int = 0
    """Documents read and written."""
    unchanged: int = 0
    """Documents that were in the store already, from the same content by the same extractor."""
    claims: int = 0
    """Claims written with the added documents."""
    entities: int = 0
    """Distinct arguments of those claims."""
    words: int = 0
    seconds: float = 0.0


def extract(
    documents: Iterable[Document], *, model: str | None = None, extractor: str = "rules"
) -> Iterator[tuple[Document, list[Claim]]]:
    """Yield each document with its claims, linked to entities, in the order given.

    `model` is an installed spaCy pipeline, `extractor` the name of an entry point. Raises
    ConfigError if there is none of that name.
    """
    from kg.annotate import annotate
    from kg.extract import load_extractor
    from kg.link import Linker

    read = load_extractor(extractor)
    linker = Linker(gazetteer.load(), config.settings().base_iri)
    for document, pieces in annotate(documents, model=model):
        yield document, [linker.link(claim) for piece in pieces for claim in read(piece)]


def open_triples(
    documents: Iterable[Document], *, model: str | None = None
) -> Iterator[tuple[Document, list[OpenTriple]]]:
    """Yield each document with what it states in its own words, in the order given.

    `model` is an installed spaCy pipeline. Nothing is typed or linked.
    """
    from kg.annotate import annotate
    from kg.extract.open_triples import OpenExtractor

    read = OpenExtractor()
    for document, pieces in annotate(documents, model=model):
        yield document, [triple for piece in pieces for triple in read(piece)]


def build(
    store: LocalStore,
    documents: Iterable[Document],
    *,
    model: str | None = None,
    extractor: str = "rules",
    progress: Callable[[Document, int], None] | None = None,
) -> Summary:
    """Add the documents to the store and return what was done.

    A document that the store has from the same content by the same version of the extractor is not
    read again. `progress` is called after each document with the number of its claims.
    """
    from kg.extract import load_extractor
    from kg.link import Resolver

    Resolver(store)  # makes up for a run that recorded a judgement and ended before the graph was in line
    summary = Summary()
    started = time.perf_counter()
    version = load_extractor(extractor).version
    entities: set[str] = set()

    def changed() -> Iterator[Document]:
        for document in documents:
            if store.current(document, version):
                summary.unchanged += 1
                if progress:
                    progress(document, 0)
            else:
                yield document

    for document, claims in extract(changed(), model=model, extractor=extractor):
        store.add(document, claims, extractor=version)
        summary.added += 1
        summary.claims += len(claims)
        summary.words += document.text.count(" ") + 1
        for claim in claims:
            entities.update(mention.entity for mention in (claim.subject, claim.object) if mention.entity)
        if progress:
            progress(document, len(claims))
    summary.entities = len(entities)
    summary.seconds = time.perf_counter() - started
    return summary


def evaluate(gold: Iterable[GoldDocument], *, model: str | None = None, extractor: str = "rules") -> Score:
    """Return how the claims that are extracted from the gold documents compare with those that people found."""
    from kg import vocab
    from kg.evaluate import score

    wanted = list(gold)
    found = extract((each.document for each in wanted), model=model, extractor=extractor)
    symmetric = {name for name, relation in vocab.relations().items() if relation.symmetric}
    return score(zip(wanted, (claims for _, claims in found), strict=True), symmetric)
