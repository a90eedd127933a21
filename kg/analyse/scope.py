"""What part of the claims an analysis looks at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kg.analyse.affiliation import Level
from kg.errors import QueryError
from kg.vocab import relation_label, relations

__all__ = ["Scope"]

_LEVELS = {
    "government": "bodies and officials of a government count as their country",
    "country": "everybody counts as the country or bloc that it belongs to",
}


@dataclass(frozen=True, slots=True)
class Scope:
    """Which claims become edges, and who counts as one node. Raises QueryError if it makes no sense."""

    relations: frozenset[str] | None = None
    """Local names; None is all."""
    since: date | None = None
    """First day, included; claims without a day are left out then."""
    until: date | None = None
    """Last day, included."""
    min_confidence: float = 0.0
    """From 0 to 1: how sure the extractor must be of a claim."""
    min_documents: int = 1
    """How many articles must report a relation."""
    level: Level = "actor"

    def __post_init__(self) -> None:
        """Check the bounds."""
        if unknown := sorted((self.relations or frozenset()) - relations().keys()):
            raise QueryError(f"there is no relation {unknown[0]!r}: see `kg lexicon list` for those there are")
        if self.since and self.until and self.since > self.until:
            raise QueryError(f"the period from {self.since} to {self.until} has no day: swap the two")
        if not 0 <= self.min_confidence <= 1:
            raise QueryError(f"a confidence of {self.min_confidence:g} is not between 0 and 1")
        if self.min_documents < 1:
            raise QueryError(f"at least one document must report a relation, not {self.min_documents}")

    @property
    def bounded(self) -> bool:
        """True if only some days count."""
        return self.since is not None or self.until is not None

    def covers(self, day: date | None) -> bool:
        """Return whether a day lies in the period; no day does, if there is a period."""
        if day is None:
            return not self.bounded
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)

    @property
    def period(self) -> str:
        """The period in words; "" if every day counts."""
        if self.since and self.until:
            return f"from {self.since} to {self.until}"
        return f"since {self.since}" if self.since else f"until {self.until}" if self.until else ""

    def describe(self) -> tuple[str, ...]:
        """Return what narrows the claims, each in a few words."""
        said = []
        if self.relations is not None:
            said.append(f"only {', '.join(sorted(map(relation_label, self.relations)))}")
        if self.period:
            said.append(self.period)
        if self.min_confidence:
            said.append(f"confidence of {self.min_confidence:g} and more")
        if self.min_documents > 1:
            said.append(f"relations that {self.min_documents} documents and more report")
        if self.level in _LEVELS:
            said.append(_LEVELS[self.level])
        return tuple(said)
