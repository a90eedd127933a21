"""What is said, gathered by who is said to do what to whom: stated as a fact by some, hedged or denied by others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from kg.analyse import Affiliations, Cited, Level, best
from kg.model import Claim
from kg.vocab import Sign, relation_label, relations

__all__ = ["Statement", "contested", "gather", "hedge", "supported", "unproven"]


@dataclass(frozen=True, slots=True)
class Statement:
    """A subject, a relation and an object, with all claims that speak of it."""

    subject: str
    """IRI, as is that of the object, of who counts as one."""
    subject_label: str
    relation: str
    relation_label: str
    object: str
    object_label: str
    sign: Sign
    facts: tuple[Cited, ...]
    """Claims that affirm it as a fact, those to read first at the head."""
    others: tuple[Cited, ...]
    """Claims that deny it, or that speak of it as a plan, a possibility, a wish or an allegation."""

    @property
    def documents(self) -> int:
        """Articles that affirm it as a fact."""
        return len({cited.report for cited in self.facts})

    @property
    def publishers(self) -> int:
        """Publishers that affirm it as a fact; an article without one is its own."""
        return len({cited.document.source or cited.document.id for cited in self.facts})

    @property
    def dissent(self) -> int:
        """Articles that deny it, or say that it is alleged."""
        return len({cited.report for cited in self.others if _disputes(cited.claim)})


def gather(claims: Iterable[Cited], affiliations: Affiliations, level: Level) -> list[Statement]:
    """Return the statements of the claims, by subject, relation and object. Those of one with itself are left out."""
    found: defaultdict[tuple[str, str, str], list[Cited]] = defaultdict(list)
    labels: dict[str, str] = {}
    for cited in claims:
        ends = []
        for mention in (cited.claim.subject, cited.claim.object):
            iri = mention.entity or mention.label
            whole = affiliations.at(level, iri) or iri
            labels.setdefault(whole, mention.label if whole == iri else affiliations.label(whole))
            ends.append(whole)
        if ends[0] == ends[1]:
            continue
        relation = relations().get(cited.claim.predicate)
        if relation is not None and relation.symmetric:
            ends.sort(key=lambda iri: (labels[iri], iri))
        found[ends[0], cited.claim.predicate, ends[1]].append(cited)
    statements = []
    for (subject, name, object_), said in sorted(found.items()):
        relation = relations().get(name)
        statements.append(
            Statement(
                subject,
                labels[subject],
                name,
                relation_label(name),
                object_,
                labels[object_],
                relation.sign if relation else "neutral",
                best(cited for cited in said if cited.claim.asserted),
                best(cited for cited in said if not cited.claim.asserted),
            )
        )
    return statements


def supported(statements: Iterable[Statement], top: int) -> list[Statement]:
    """Return the statements that most publishers, and then most articles, affirm as a fact."""
    known = [statement for statement in statements if statement.facts]
    known.sort(
        key=lambda s: (-s.publishers, -s.documents, -_surest(s.facts), -_latest(s.facts), s.subject_label, s.relation)
    )
    return known[:top]


def contested(statements: Iterable[Statement], top: int) -> list[Statement]:
    """Return the statements that some articles affirm as a fact and some claim denies or only alleges."""
    disputed = [statement for statement in statements if statement.facts and statement.dissent]
    disputed.sort(key=lambda s: (-min(s.documents, s.dissent), -s.dissent, -_latest(s.others), s.subject_label))
    return disputed[:top]


def unproven(statements: Iterable[Statement], top: int) -> list[Statement]:
    """Return the statements that are alleged or denied, and that no article affirms as a fact."""
    open_ = [statement for statement in statements if not statement.facts and statement.dissent]
    open_.sort(key=lambda s: (-s.dissent, -_latest(s.others), s.subject_label, s.relation))
    return open_[:top]


def hedge(claim: Claim) -> str:
    """Return how a claim is meant, if not as a fact: "denied", "alleged"; "" if it is affirmed as one."""
    said = []
    if claim.polarity == "negated":
        said.append("denied")
    if claim.modality != "actual":
        said.append(claim.modality)
    return ", ".join(said)


def _disputes(claim: Claim) -> bool:
    return claim.polarity == "negated" or claim.modality == "alleged"


def _surest(claims: Iterable[Cited]) -> float:
    return max(round(cited.claim.confidence, 1) for cited in claims)


def _latest(claims: Iterable[Cited]) -> int:
    return max((cited.day.toordinal() for cited in claims if cited.day), default=0)
