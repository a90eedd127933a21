"""From the names in claims to the IRIs of entities: known ones from the gazetteer, the rest minted from the name."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from kg import vocab
from kg.gazetteer import Gazetteer
from kg.ids import entity_iri, local_entity_iri, minted_entity_iri
from kg.labels import normalise, singular, telling_name
from kg.link.misspelt import Misspelt
from kg.model import Claim, Mention

__all__ = ["Linker", "clean_label"]

_DETERMINERS = frozenset(
    {
        "the",
        "a",
        "an",
        "this",
        "that",
        "these",
        "those",
        "some",
        "any",
        "its",
        "his",
        "her",
        "their",
        "our",
        "my",
        "your",
    }
)
_ORIGIN_TYPES = frozenset({"Country", "Bloc", "GovernmentBody", "Agent"})
_PLACES = frozenset({"Place", "Country", "Bloc", "Event"})
_CACHE = 65536


class Linker:
    """Links claims against one gazetteer. What it found for a name it remembers, for the latest 65,536 names."""

    def __init__(self, gazetteer: Gazetteer, base: str) -> None:
        """`base` is the prefix of all IRIs, ending in / or #."""
        self.gazetteer = gazetteer
        self.base = base
        self._ancestors = vocab.class_ancestors()
        self._misspelt = Misspelt(gazetteer)
        self._wide = frozenset({"Agent", "Policy", "Event"})
        self._resolved = lru_cache(maxsize=_CACHE)(self._resolve)

    def link(self, claim: Claim) -> Claim:
        """Return the claim with subject, object and the agent it is attributed to linked."""
        return replace(
            claim,
            subject=self._link_in(claim.document, claim.subject),
            object=self._link_in(claim.document, claim.object),
            attributed_to=self._link_in(claim.document, claim.attributed_to) if claim.attributed_to else None,
        )

    def _link_in(self, document: str, mention: Mention) -> Mention:
        """Return the linked mention; a bare noun such as "bill" or "companies" is an entity of its document alone."""
        linked = self.link_mention(mention)
        minted = linked.entity is not None and "/entity/name/" in linked.entity
        bare = linked.label.islower() and " " not in linked.label
        if minted and bare and self._wide.intersection(self._ancestors.get(linked.type, ())):
            return replace(linked, entity=local_entity_iri(document, singular(linked.label), self.base))
        return linked

    def link_mention(self, mention: Mention) -> Mention:
        """Return the mention with the IRI and the canonical label and type of its entity.

        A mention that has an IRI already comes back as it is; one whose `entity` is a key of the gazetteer gets that
        entity, whatever its label; all others, and those with an unknown key, are looked up by label. What nothing
        knows is minted: it keeps its type, and its label without determiner and possessive.
        """
        if mention.entity is not None:
            if "://" in mention.entity:
                return mention
            known = self.gazetteer.entities.get(mention.entity)
            if known is not None:
                return replace(mention, entity=entity_iri(known.id, self.base), label=known.label, type=known.type)
        iri, label, kind = self._resolved(mention.label, mention.type)
        return replace(mention, entity=iri, label=label, type=kind)

    def _resolve(self, name: str, kind: str) -> tuple[str, str, str]:
        """Return IRI, label and type for a name."""
        label = clean_label(name)
        key = self.gazetteer.lookup_name(label)
        if key is None and kind in _ORIGIN_TYPES:  # "Beijing" the city and "Chinese" the language are no countries
            key = self.gazetteer.lookup_origin(label)
        if key is not None:
            known = self.gazetteer.entities[key]
            # Michael Jordan's surname is no country, and the river no company
            if (kind != "Person" or known.type == "Person") and (kind != "Place" or known.type in _PLACES):
                return entity_iri(key, self.base), known.label, known.type
        elif (meant := self._misspelt(label, kind)) is not None:
            known = self.gazetteer.entities[meant]
            return entity_iri(meant, self.base), known.label, known.type
        return minted_entity_iri(_minting_name(label), self.base), label, kind


def clean_label(name: str) -> str:
    """Return the name in one line without leading determiners and final possessive; as it is if nothing is left.

    >>> clean_label("the company’s"), clean_label("Some analysts"), clean_label("The")
    ('company', 'analysts', 'The')
    """
    words = name.split()
    while len(words) > 1 and words[0].lower() in _DETERMINERS:
        words = words[1:]
    label = " ".join(words)
    for ending in ("'s", "’s", "'", "’"):
        if len(label) > len(ending) and label.endswith(ending):
            return clean_label(label[: -len(ending)])
    return label or name


def _minting_name(label: str) -> str:
    """Return what the IRI is made of: "advanced chips" and "advanced chip" are one, as are "Acme Inc." and "Acme"."""
    if label.rsplit(" ", 1)[-1].islower():
        return singular(normalise(label)) or label
    return telling_name(label) or label
