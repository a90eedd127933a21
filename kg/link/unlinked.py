"""Names that no known entity has: what the gazetteer lacks, or the recogniser takes for names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from kg.ids import is_known_entity
from kg.model import Document, Mention

__all__ = ["Unlinked", "collect"]

_AROUND = 60
"""Characters that an excerpt shows before and after a name."""


@dataclass(slots=True)
class Unlinked:
    """An unknown entity, by all its names."""

    iri: str
    labels: Counter[str] = field(default_factory=Counter)
    types: Counter[str] = field(default_factory=Counter)
    documents: set[str] = field(default_factory=set)
    document: str = ""
    """Where the excerpt is from."""
    excerpt: str = ""
    """The first mention and what is around it."""

    @property
    def count(self) -> int:
        """Number of mentions."""
        return self.labels.total()

    @property
    def label(self) -> str:
        """The most frequent name."""
        return self.labels.most_common(1)[0][0]

    @property
    def type(self) -> str:
        """The class that most mentions have; empty if none was told."""
        return self.types.most_common(1)[0][0]

    def as_json(self) -> dict[str, Any]:
        """Return the entity as one line of `kg gazetteer gaps --format jsonl`."""
        return {
            "name": self.label,
            "type": self.type,
            "count": self.count,
            "documents": len(self.documents),
            "names": list(self.labels),
            "id": self.iri,
            "document": self.document,
            "excerpt": self.excerpt,
        }


def collect(found: Iterable[tuple[Document, Iterable[Mention]]]) -> list[Unlinked]:
    """Return the unknown entities of linked names, those of most mentions first.

    Memory grows with the number of different names, not of mentions.
    """
    entities: dict[str, Unlinked] = {}
    for document, names in found:
        for name in names:
            iri = name.entity or ""
            if is_known_entity(iri):
                continue
            entry = entities.get(iri)
            if entry is None:
                around = document.text[max(0, name.start - _AROUND) : name.end + _AROUND]
                entry = entities[iri] = Unlinked(iri, document=document.id, excerpt=" ".join(around.split()))
            entry.labels[name.label] += 1
            entry.types[name.type] += 1
            entry.documents.add(document.id)
    return sorted(entities.values(), key=lambda each: (-each.count, -len(each.documents), each.iri))
