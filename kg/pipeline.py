"""Composes the stages: documents in, linked claims out, into a store if one is given."""

from __future__ import annotations

import tempfile
import time
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from kg import config, gazetteer
from kg.errors import ExtractionError
from kg.ids import entity_iri, is_known_entity
from kg.model import Claim, Document, Mention
from kg.store import Store, open_store

if TYPE_CHECKING:
    from kg.evaluate import GoldDocument, Score
    from kg.evaluate.clusters import BCubed
    from kg.evaluate.coref import CorefScore, GoldText
    from kg.evaluate.mentions import GoldNames, MentionScore
    from kg.extract import Extractor
    from kg.extract.explain import Explained
    from kg.extract.gaps import Unclaimed
    from kg.extract.open_triples import OpenTriple
    from kg.store.judgements import Judgement

__all__ = [
    "Summary",
    "build",
    "evaluate",
    "evaluate_coref",
    "evaluate_mentions",
    "explain",
    "extract",
    "gaps",
    "merged_clusters",
    "names",
    "open_triples",
]


@dataclass(slots=True)
class Summary:
    """What a build did."""

    added: int = 0
    """Documents read and written."""
    unchanged: int = 0
    """Documents that were in the store already, from the same content by the same extractor and gazetteer."""
    claims: int = 0
    """Claims written with the added documents."""
    entities: int = 0
    """Distinct arguments of those claims."""
    words: int = 0
    seconds: float = 0.0


def extract(
    documents: Iterable[Document],
    *,
    model: str | None = None,
    extractor: str = "rules",
    failed: Callable[[ExtractionError], None] | None = None,
    note: Callable[[str], None] | None = None,
) -> Iterator[tuple[Document, list[Claim]]]:
    """Yield each document with its claims, linked to entities, in the order given.

    `model` is an installed spaCy pipeline, `extractor` the name of an entry point. A document that cannot be
    extracted is left out and `failed` called; without `failed`, its ExtractionError ends the run. `note` is called
    at the end with each line that the extractor reports of the run. Raises ConfigError if there is no model or
    extractor of that name, or if it lacks a setting.
    """
    from kg.extract import load_extractor

    yield from _extract(documents, load_extractor(extractor), model, failed, note)


def _extract(
    documents: Iterable[Document],
    read: Extractor,
    model: str | None,
    failed: Callable[[ExtractionError], None] | None,
    note: Callable[[str], None] | None,
) -> Iterator[tuple[Document, list[Claim]]]:
    from kg.annotate import annotate
    from kg.extract import AheadExtractor
    from kg.link import Linker

    version = _version(read)
    linker = Linker(gazetteer.load(), config.settings().base_iri)
    early = read if isinstance(read, AheadExtractor) else None
    begun: deque[tuple[Document, list[Callable[[], list[Claim]]]]] = deque()

    def finish() -> Iterator[tuple[Document, list[Claim]]]:
        document, waiting = begun.popleft()
        try:
            found = [replace(linker.link(claim), extractor=version) for wait in waiting for claim in wait()]
        except ExtractionError as error:
            if failed is None:
                raise
            failed(error)
        else:
            yield document, found

    try:
        for document, pieces in annotate(documents, model=model):
            begun.append((document, [early.begin(piece) if early else partial(read, piece) for piece in pieces]))
            if len(begun) > (early.ahead if early else 0):
                yield from finish()
        while begun:
            yield from finish()
    finally:
        if early:
            early.close()
            if note:
                for line in early.report():
                    note(line)


def _version(extractor: Extractor) -> str:
    """Return name and version of the extractor and of the gazetteer, such as "rules/0.1.0+5d41402a".

    What the names stand for is part of what was read: a document is read again when it changes.
    """
    return f"{extractor.version}+{gazetteer.load().fingerprint}"


def names(documents: Iterable[Document], *, model: str | None = None) -> Iterator[tuple[Document, list[Mention]]]:
    """Yield each document with the names in it, linked to entities, whether or not a claim has them."""
    from kg.annotate import annotate, named_mentions
    from kg.link import Linker

    linker = Linker(gazetteer.load(), config.settings().base_iri)
    for document, pieces in annotate(documents, model=model):
        yield document, [linker.link_mention(name) for piece in pieces for name in named_mentions(piece)]


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
    store: Store,
    documents: Iterable[Document],
    *,
    model: str | None = None,
    extractor: str = "rules",
    progress: Callable[[Document, int], None] | None = None,
    failed: Callable[[ExtractionError], None] | None = None,
    note: Callable[[str], None] | None = None,
) -> Summary:
    """Add the documents to the store and return what was done.

    A document that the store has from the same content by the same version of the extractor and of the
    gazetteer is not read again. `progress` is called after each document with the number of its claims;
    `failed` and `note` are those of `extract`.
    """
    from kg.extract import load_extractor
    from kg.link import Resolver

    resolver = Resolver(store)  # makes up for a run that recorded a judgement and ended before the graph was in line
    summary = Summary()
    started = time.perf_counter()
    read = load_extractor(extractor)
    version = _version(read)
    entities: set[str] = set()

    def changed() -> Iterator[Document]:
        for document in documents:
            if store.current(document, version):
                summary.unchanged += 1
                if progress:
                    progress(document, 0)
            else:
                yield document

    for document, claims in _extract(changed(), read, model, failed, note):
        store.add(document, claims, extractor=version)
        summary.added += 1
        summary.claims += len(claims)
        summary.words += document.text.count(" ") + 1
        for claim in claims:
            entities.update(mention.entity for mention in (claim.subject, claim.object) if mention.entity)
        if progress:
            progress(document, len(claims))
    if summary.added:
        resolver.rejoin()
    summary.entities = len(entities)
    summary.seconds = time.perf_counter() - started
    return summary


def evaluate(
    gold: Iterable[GoldDocument],
    *,
    model: str | None = None,
    extractor: str = "rules",
    note: Callable[[str], None] | None = None,
) -> Score:
    """Return how the claims that are extracted from the gold documents compare with those that people found.

    `note` is that of `extract`. Raises ExtractionError if a document fails: the figures would be of another text.
    """
    from kg import vocab
    from kg.evaluate import score

    wanted = list(gold)
    found = extract((each.document for each in wanted), model=model, extractor=extractor, note=note)
    symmetric = {name for name, relation in vocab.relations().items() if relation.symmetric}
    return score(zip(wanted, (claims for _, claims in found), strict=True), symmetric)


def evaluate_coref(gold: Iterable[GoldText], *, model: str | None = None) -> CorefScore:
    """Return how what anaphors were taken to refer to compares with what people found."""
    from kg.annotate import annotate
    from kg.evaluate.coref import score_anaphors
    from kg.extract.referents import Referents

    wanted = list(gold)

    def answers() -> Iterator[list[tuple[str, ...]]]:
        for text, (_, docs) in zip(wanted, annotate((each.document for each in wanted), model=model), strict=True):
            parts = [(doc.user_data["offset"], Referents(doc)) for doc in docs]
            found = []
            for anaphor in text.anaphors:
                offset, refers = next(part for part in reversed(parts) if part[0] <= anaphor.start)
                found.append(refers(anaphor.start - offset, anaphor.end - offset))
            yield found

    return score_anaphors(zip(wanted, answers(), strict=True))


def evaluate_mentions(gold: Iterable[GoldNames], *, model: str | None = None) -> MentionScore:
    """Return how the entities that names were linked to compare with those that people found."""
    from kg.evaluate.mentions import score_mentions
    from kg.link import group

    wanted = list(gold)
    found = list(names((each.document for each in wanted), model=model))
    by_rule = _by_rule(found)
    stands_for = group(by_rule).canonical
    answers = ([replace(name, entity=stands_for(name.entity or "")) for name in linked] for _, linked in found)
    score = score_mentions(
        zip(wanted, answers, strict=True),
        lambda key: entity_iri(key, config.settings().base_iri),
    )
    score.joins = by_rule
    return score


def _by_rule(found: Iterable[tuple[Document, Iterable[Mention]]]) -> list[Judgement]:
    """Return which names of some documents are one by rule."""
    from kg.link import joins
    from kg.store import Reading

    base = config.settings().base_iri
    readings: defaultdict[str, Reading] = defaultdict(Reading)
    for key, known in gazetteer.load().entities.items():
        readings[entity_iri(key, base)] = Reading({known.label, *known.aliases}, {known.type})
    for document, names in found:
        for name in names:
            reading = readings[name.entity or ""]
            reading.documents.add(document.id)
            if not is_known_entity(name.entity or ""):
                reading.names.add(name.label)
                reading.kinds |= {name.type} - {""}
                reading.acronyms |= {name.text} if name.text.isupper() else set()
    return joins(readings, datetime.now(UTC))


def merged_clusters(score: MentionScore, *, least: float, model: str | None = None) -> BCubed:
    """Return the clusters' figures if all proposals of at least this score were accepted, in a store of these texts."""
    from kg.link import Resolver, group, propose
    from kg.store.judgements import Judgement

    texts = {gold.document.id: gold.document for gold, _, _ in score.answers}
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "store") as store:
        build(store, texts.values(), model=model)
        resolver = Resolver(store)
        now = datetime.now(UTC)
        accepted = [
            Judgement(each.left, each.right, "positive", "evaluation", now, each.score)
            for each in propose(store, resolver)
            if each.score >= least
        ]
        return score.clusters(group([*score.joins, *resolver, *accepted]).canonical)


def explain(document: Document, *, model: str | None = None) -> Iterator[Explained]:
    """Yield the sentences of the document with what was found in each and why, claims linked to entities."""
    from kg.annotate import annotate
    from kg.extract import RuleExtractor
    from kg.extract.explain import explain as explain_doc
    from kg.link import Linker

    extractor = RuleExtractor()
    version = _version(extractor)
    linker = Linker(gazetteer.load(), config.settings().base_iri)
    for _, pieces in annotate([document], model=model):
        for piece in pieces:
            for sentence in explain_doc(piece, extractor):
                sentence.statements = [
                    replace(each, claim=replace(linker.link(each.claim), extractor=version))
                    for each in sentence.statements
                ]
                yield sentence


def gaps(documents: Iterable[Document], *, model: str | None = None) -> Iterator[tuple[Document, list[Unclaimed]]]:
    """Yield each document with the predicates that relate two arguments and that no frame of the lexicon claims."""
    from kg.annotate import annotate
    from kg.extract import RuleExtractor
    from kg.extract.gaps import unclaimed

    extractor = RuleExtractor()
    for document, pieces in annotate(documents, model=model):
        yield document, [each for piece in pieces for each in unclaimed(extractor.read(piece))]
