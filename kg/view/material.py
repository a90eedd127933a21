"""What a view is made of: the statements, further names, and the analyses that it may ask for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from kg.model import Claim, Document

__all__ = ["Communities", "Material", "Paths", "Statement", "Triad", "Triads"]

Statement = tuple[Claim, Document]
"""A claim and the document that makes it."""


class Communities(NamedTuple):
    """Entities that belong together."""

    method: str
    members: Sequence[Sequence[str]]
    """IRIs of the members of each, the best connected first; the largest community first."""


class Paths(NamedTuple):
    """Ways from one entity to another."""

    method: str
    paths: Sequence[Sequence[str]]
    """IRIs from the start to the end, the best path first."""


class Triad(NamedTuple):
    """Three actors who all stand in relation to one another."""

    members: tuple[str, str, str]
    """IRIs."""
    signs: tuple[int, int, int]
    """1 for cooperation and -1 for rivalry of the first and second, first and third, second and third."""
    balanced: bool
    support: int
    """Documents behind the side that fewest documents speak of."""


class Triads(NamedTuple):
    """Signed triads, the unbalanced ones first."""

    method: str
    triads: Sequence[Triad]


@dataclass(frozen=True, slots=True)
class Material:
    """Statements, and who can say more about them.

    The views know no analysis: whoever composes them passes the functions in.
    """

    statements: Sequence[Statement]
    aliases: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Further names by entity IRI."""
    communities: Callable[[Iterable[Statement]], Communities] | None = None
    paths: Callable[[Iterable[Statement], str, str, int], Paths] | None = None
    """Of the statements, from one IRI to another, at most so many."""
    triads: Callable[[Iterable[Statement]], Triads] | None = None

    def only(self, statements: Iterable[Statement]) -> Material:
        """Return the same with these statements alone."""
        return replace(self, statements=list(statements))

    def dated(self) -> str:
        """Return in words of which days the articles are."""
        days = sorted(document.published for _, document in self.statements if document.published)
        return f"they are of {days[0]} to {days[-1]}" if days else "none of them is dated"

    def label(self, iri: str) -> str:
        """Return the most frequent name of an entity in the statements; if none names it, the last part of its IRI."""
        counts: dict[str, int] = {}
        for claim, _ in self.statements:
            for mention in (claim.subject, claim.object):
                if mention.entity == iri:
                    counts[mention.label] = counts.get(mention.label, 0) + 1
        return min(counts, key=lambda name: (-counts[name], name), default=iri.rsplit("/", 1)[-1])
