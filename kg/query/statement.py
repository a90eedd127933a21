"""Claims as people read them: who, what, whom, how it is meant, and the sentence with its article."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias, cast

import pyoxigraph as ox

from kg.errors import QueryError
from kg.query.binding import Bindable
from kg.query.results import records
from kg.query.run import run
from kg.store import Store, label
from kg.store.terms import DCTERMS, OA, PROV, RDF, RDFS
from kg.vocab import Sign, relations

__all__ = ["Mark", "Named", "Statement", "Where", "statement", "statements"]

Where: TypeAlias = Literal["subject", "object", "either"]

_LIST = """
SELECT ?claim {{
  ?claim a kg:Claim ; prov:wasDerivedFrom ?document {conditions} .
  OPTIONAL {{ ?document dcterms:issued ?date }}
  OPTIONAL {{ ?claim kg:subjectStart ?start }}
}} ORDER BY DESC(?date) ?document ?start ?claim LIMIT {limit} OFFSET {offset}
"""


@dataclass(frozen=True, slots=True)
class Named:
    """An entity, or a document, with what it is called."""

    iri: str
    label: str


@dataclass(frozen=True, slots=True)
class Mark:
    """Where one of the arguments stands in the sentence."""

    start: int
    """In code points of the sentence, half-open."""
    end: int
    role: Literal["subject", "object", "speaker"]


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim."""

    iri: str
    subject: Named
    relation: Named
    sign: Sign
    object: Named
    polarity: str
    """Local name: affirmed or negated."""
    modality: str
    """Local name, such as actual or planned."""
    speaker: Named | None
    """Who says so, as far as the article names somebody."""
    time: str | None
    """When it holds, in the words of the article."""
    valid_from: str | None
    """First day, ISO 8601."""
    valid_to: str | None
    confidence: float
    """From 0 to 1: how sure the extractor is that the sentence says this."""
    pattern: str | None
    extractor: str
    quote: str
    """The sentence."""
    start: int
    """Where it begins in the article, in code points."""
    end: int
    marks: tuple[Mark, ...]
    document: Named
    published: str | None
    """Day of the article, ISO 8601."""
    publisher: str | None

    @property
    def asserted(self) -> bool:
        """Whether it is affirmed as a fact."""
        return self.polarity == "affirmed" and self.modality == "actual"


def statement(store: Store, iri: str) -> Statement:
    """Return the claim of this IRI. Raises QueryError if the store has none."""
    claim = ox.NamedNode(iri)
    facts = _facts(store, claim)
    base = store.base
    if facts.get(f"{RDF}type") != f"{base}Claim":
        raise QueryError(f"there is no claim {iri}: its document may have been removed or read again")

    def one(name: str) -> str | None:
        return facts.get(f"{base}{name}")

    document = facts[f"{PROV}wasDerivedFrom"]
    about = _facts(store, ox.NamedNode(document))
    evidence = facts[f"{base}evidence"]
    place, words = (_facts(store, ox.NamedNode(f"{evidence}/{part}")) for part in ("position", "quote"))
    quote, start = words[f"{OA}exact"], int(place[f"{OA}start"])
    run_ = _facts(store, ox.NamedNode(facts[f"{PROV}wasGeneratedBy"]))
    extractor = _facts(store, ox.NamedNode(run_[f"{PROV}wasAssociatedWith"]))
    predicate = facts[f"{RDF}predicate"]
    relation = relations().get(predicate.removeprefix(base))
    speaker = one("attributedTo")
    return Statement(
        iri=iri,
        subject=_named(store, facts[f"{RDF}subject"]),
        relation=Named(predicate, relation.label if relation else predicate.removeprefix(base)),
        sign=relation.sign if relation else "neutral",
        object=_named(store, facts[f"{RDF}object"]),
        polarity=(one("polarity") or "").removeprefix(base),
        modality=(one("modality") or "").removeprefix(base),
        speaker=_named(store, speaker) if speaker else None,
        time=one("timeText"),
        valid_from=one("validFrom"),
        valid_to=one("validTo"),
        confidence=float(one("confidence") or 1),
        pattern=one("pattern"),
        extractor=extractor.get(f"{RDFS}label", ""),
        quote=quote,
        start=start,
        end=int(place[f"{OA}end"]),
        marks=tuple(_marks(facts, base, quote, start)),
        document=Named(document, about.get(f"{RDFS}label", document)),
        published=about.get(f"{DCTERMS}issued"),
        publisher=about.get(f"{DCTERMS}publisher"),
    )


def statements(
    store: Store,
    *,
    entity: str | None = None,
    where: Where = "either",
    other: str | None = None,
    relation: str | None = None,
    document: str | None = None,
    polarity: str | None = None,
    modality: str | None = None,
    limit: int = 50,
    offset: int = 0,
) -> list[Statement]:
    """Return the claims that fit, the latest articles first, in the order of their texts.

    `entity` and `document` are IRIs, `relation`, `polarity` and `modality` local names; `where` is which of the two
    arguments the entity must be; `other` must be the other one, or, where it is either, one of them.
    """
    conditions, bindings = "", dict[str, Bindable]()
    ends = {"subject": "rdf:subject", "object": "rdf:object"}
    either = "rdf:subject|rdf:object"
    for name, path, value in (
        ("relation", "rdf:predicate", relation and f"{store.base}{relation}"),
        ("polarity", "kg:polarity", polarity and f"{store.base}{polarity}"),
        ("modality", "kg:modality", modality and f"{store.base}{modality}"),
        ("entity", ends.get(where, either), entity),
        ("other", {"subject": "rdf:object", "object": "rdf:subject"}.get(where, either), other),
    ):
        if value:
            conditions += f" ; {path} ?{name}"
            try:
                bindings[name] = ox.NamedNode(value)
            except ValueError as error:
                raise QueryError(f"{name}: {value!r} is no IRI: give one that the store has") from error
    if document:
        bindings["document"] = ox.NamedNode(document)
    query = _LIST.format(conditions=conditions, limit=limit, offset=offset)
    found = dict.fromkeys(str(row["claim"]) for row in records(run(store, query, bindings)))
    return [statement(store, iri) for iri in found]


def _facts(store: Store, subject: ox.NamedNode) -> dict[str, str]:
    """Return the value of each property; of several values, any: those that are read here have one."""
    return {
        quad.predicate.value: cast("ox.NamedNode | ox.Literal", quad.object).value
        for quad in store.quads(subject, None, None)
    }


def _named(store: Store, iri: str) -> Named:
    return Named(iri, label(store, iri) or iri)


def _marks(facts: dict[str, str], base: str, quote: str, start: int) -> Iterator[Mark]:
    """Yield the places of the arguments that stand in the sentence itself, none of which overlap."""
    taken: list[Mark] = []
    roles: tuple[tuple[str, Literal["subject", "object", "speaker"]], ...] = (
        ("subject", "subject"),
        ("object", "object"),
        ("attribution", "speaker"),
    )
    for role, name in roles:
        if f"{base}{role}Start" not in facts:
            continue
        first, last = int(facts[f"{base}{role}Start"]) - start, int(facts[f"{base}{role}End"]) - start
        if not 0 <= first < last <= len(quote) or quote[first:last] != facts[f"{base}{role}Mention"]:
            continue  # a pronoun's name, or the speaker, may stand in another sentence
        if all(last <= mark.start or mark.end <= first for mark in taken):
            taken.append(Mark(first, last, name))
    yield from sorted(taken, key=lambda mark: mark.start)
