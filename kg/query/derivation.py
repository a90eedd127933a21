"""How rules concluded a triple: the rule, and its premises down to the claims that were read."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import pyoxigraph as ox

from kg.query.backing import Backing, backing
from kg.query.results import records
from kg.query.run import run
from kg.store import Store, label
from kg.store.terms import graph_iri, prefixes

__all__ = ["Drawn", "Ground", "drawn", "triple_text"]

_WAYS = """
SELECT ?inference ?rule ?title WHERE {
  ?inference kg:statedSubject ?subject ;
             kg:statedRelation ?relation ;
             kg:statedObject ?object ;
             a kg:Inference ;
             kg:byRule ?rule .
  ?rule rdfs:label ?title .
}
ORDER BY ?rule ?inference
"""

_PREMISES = """
SELECT ?premise ?subject ?relation ?object ?source WHERE {
  ?inference kg:premise ?premise .
  ?premise kg:statedSubject ?subject ;
           kg:statedRelation ?relation ;
           kg:statedObject ?object ;
           prov:wasDerivedFrom ?source .
}
ORDER BY ?premise ?source
"""

_RECORDS = "SELECT ?record WHERE { ?inference prov:wasDerivedFrom ?record } ORDER BY ?record"

_SHOWN = 3
"""Claims of a premise that are given in full."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What a conclusion rests on: a triple, or a record such as a claim or a role."""

    text: str
    claims: int
    """How many claims state it."""
    backing: tuple[Backing, ...]
    """The first three of these."""
    known: bool
    """Whether it is reference data."""
    drawn: tuple[Drawn, ...]
    """The first way in which it was concluded itself, if it was."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """One way in which a rule concluded a triple."""

    inference: str
    """IRI of the inference."""
    rule: str
    """Name of the rule."""
    title: str
    grounds: tuple[Ground, ...]


def drawn(store: Store, subject: str, relation: str, object_: str, *, ways: int | None = None) -> tuple[Drawn, ...]:
    """Return how rules concluded the triple of these IRIs, in all ways that were kept, or the first few."""
    triple = {"subject": subject, "relation": relation, "object": object_}
    found = records(run(store, _WAYS, {name: ox.NamedNode(iri) for name, iri in triple.items()}))[:ways]
    return tuple(
        Drawn(
            inference=str(row["inference"]),
            rule=str(row["rule"]).rsplit("/", 1)[-1],
            title=str(row["title"]),
            grounds=(*_premises(store, str(row["inference"])), *_records(store, str(row["inference"]))),
        )
        for row in found
    )


def triple_text(store: Store, subject: str, relation: str, object_: str) -> str:
    """Return a triple in labels."""
    return " ".join(_label(store, term) for term in (subject, relation, object_))


def _premises(store: Store, inference: str) -> list[Ground]:
    sources: defaultdict[tuple[str, str, str], list[str]] = defaultdict(list)
    for row in records(run(store, _PREMISES, {"inference": ox.NamedNode(inference)})):
        sources[str(row["subject"]), str(row["relation"]), str(row["object"])].append(str(row["source"]))
    return [_ground(store, triple, found) for triple, found in sources.items()]


def _ground(store: Store, triple: tuple[str, str, str], sources: list[str]) -> Ground:
    claims = [source for source in sources if source.startswith(f"{store.base}claim/")]
    inferred = any(source.startswith(f"{store.base}inference/") for source in sources)
    return Ground(
        text=triple_text(store, *triple),
        claims=len(claims),
        backing=tuple(found for claim in claims[:_SHOWN] for found in backing(store, claim=claim)),
        known=graph_iri("reference", store.base) in sources,
        drawn=drawn(store, *triple, ways=1) if inferred else (),
    )


def _records(store: Store, inference: str) -> list[Ground]:
    """Return the records that an inference rests on besides triples; a claim with its document is the claim."""
    rows = records(run(store, _RECORDS, {"inference": ox.NamedNode(inference)}))
    found = []
    for iri in (str(row["record"]) for row in rows):
        kind = iri.removeprefix(store.base).partition("/")[0]
        said = backing(store, claim=iri) if kind == "claim" else ()
        if kind != "document":
            found.append(Ground(_record_text(store, iri), len(said), said, kind == "role", ()))
    return found


def _record_text(store: Store, iri: str) -> str:
    """Return a role or a claim in labels, with what is dated of it."""
    facts = {
        quad.predicate.value.rsplit("/", 1)[-1].rsplit("#", 1)[-1]: quad.object
        for quad in store.quads(ox.NamedNode(iri), None, None)
    }

    def words(*names: str) -> str:
        return " ".join(
            _label(store, term.value) if isinstance(term, ox.NamedNode) else str(getattr(term, "value", term))
            for term in (facts[name] for name in names if name in facts)
        )

    if "roleHolder" in facts:
        days = "–".join((words("roleFrom"), words("roleTo")))
        return f"{words('roleHolder', 'roleRelation', 'roleAt')} ({days})"
    return words("subject", "predicate", "object") or iri


def _label(store: Store, term: str) -> str:
    """Return the name of what an IRI stands for, a shortened IRI if it has none, and any other text as it is."""
    if found := (label(store, term) if ":" in term and " " not in term else None):
        return found
    fitting = [(space, prefix) for prefix, space in prefixes(store.base).items() if term.startswith(space)]
    space, prefix = max(fitting, key=lambda pair: len(pair[0]), default=("", ""))
    return f"{prefix}:{term.removeprefix(space)}" if prefix else term
