"""Makes a large corpus of claims out of a small real one, always the same.

A copy of a document has another name, day and publisher, and half of its actors are others: of known ones, others of
the same class; of the rest, new ones that eight copies share. So the number of entities and of statements grows with
the number of documents, and some entities stay in far more claims than others, as in the news. All else, relations,
qualifiers, how many claims a document has and how long its sentences are, is that of the real corpus.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta

from kg.ids import content_hash, entity_iri, is_known_entity, minted_entity_iri
from kg.model import Claim, Document, Entity, Evidence, Mention

__all__ = ["scaled"]

_SHARING = 8
"""Copies that share a new entity."""
_PUBLISHERS = 25
"""How many publishers there are for each real one."""
_DAYS = 1500
"""Days before the real one over which copies are spread."""


def scaled(
    corpus: Iterable[tuple[Document, Iterable[Claim]]], entities: Mapping[str, Entity], copies: int, *, base: str
) -> Iterator[tuple[Document, list[Claim]]]:
    """Yield the documents with their claims, and then further copies of them, `copies` times in all.

    `entities` are the known ones by key, `base` is the IRI that names of entities begin with.
    """
    real = [(document, list(claims)) for document, claims in corpus]
    others = _Others(entities, base)
    for number in range(copies):
        for document, claims in real:
            yield (document, claims) if number == 0 else _copy(document, claims, number, others)


class _Others:
    """Finds who takes the place of an entity in a copy."""

    def __init__(self, entities: Mapping[str, Entity], base: str) -> None:
        self.base = base
        self.labels = {entity_iri(key, base): entity.label for key, entity in entities.items()}
        self.kinds: defaultdict[str, list[str]] = defaultdict(list)
        for key in sorted(entities):
            self.kinds[entities[key].type].append(entity_iri(key, base))

    def __call__(self, mention: Mention, number: int) -> tuple[str, str]:
        """Return IRI and label of who stands in copy `number` where the mention stands."""
        iri = mention.entity or ""
        draw = int(content_hash(iri, str(number))[:8], 16)
        if draw % 2:
            return iri, mention.label
        if is_known_entity(iri):
            same = self.kinds.get(mention.type)
            other = same[draw // 2 % len(same)] if same else iri
            return other, self.labels.get(other, mention.label)
        label = f"{mention.label} {number // _SHARING}"
        return minted_entity_iri(label, self.base), label


def _copy(document: Document, claims: list[Claim], number: int, others: _Others) -> tuple[Document, list[Claim]]:
    name = f"{document.id}~{number}"
    draw = int(content_hash(name)[:8], 16)
    copy = replace(
        document,
        id=name,
        text=f"{document.text}\n{number}",
        published=document.published - timedelta(days=draw % _DAYS) if document.published else None,
        source=f"{document.source} {draw % _PUBLISHERS}" if document.source else None,
        url=f"{document.url}?{number}" if document.url else None,
    )
    words: defaultdict[Evidence, dict[str, str]] = defaultdict(dict)
    for claim in claims:
        for mention in (claim.subject, claim.object, claim.attributed_to):
            if mention:
                iri, label = others(mention, number)
                words[claim.evidence][mention.text] = mention.text if iri == mention.entity else label
    quotes = {evidence: _replaced(evidence.quote, here) for evidence, here in words.items()}
    return copy, [_copy_claim(claim, name, number, quotes[claim.evidence], others) for claim in claims]


def _copy_claim(claim: Claim, name: str, number: int, quote: str, others: _Others) -> Claim:
    """Return the claim about others, in a sentence that names them."""
    first = claim.evidence.start

    def moved(mention: Mention) -> Mention:
        iri, label = others(mention, number)
        text = mention.text if iri == mention.entity else label
        start = first + max(quote.find(text), 0)
        return replace(mention, entity=iri, label=label, text=text, start=start, end=start + len(text))

    return replace(
        claim,
        document=name,
        subject=moved(claim.subject),
        object=moved(claim.object),
        attributed_to=moved(claim.attributed_to) if claim.attributed_to else None,
        evidence=Evidence(first, first + len(quote), quote),
    )


def _replaced(text: str, words: Mapping[str, str]) -> str:
    """Return the text with the words replaced, all at once, the longer ones first."""
    longest_first = sorted(words, key=len, reverse=True)
    return re.sub("|".join(map(re.escape, longest_first)), lambda found: words[found[0]], text)
