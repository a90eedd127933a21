"""What a document tells of the names in it: which country they are from, and by which nouns they are described."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from spacy.tokens import Span, Token

from kg import vocab
from kg.annotate.countries import Countries
from kg.annotate.deeds import deeds
from kg.annotate.mentions import kind_of
from kg.gazetteer import Gazetteer
from kg.nouns import Nouns

__all__ = ["Origins", "head_word"]

_SEATED = {"based", "headquartered", "located", "founded", "incorporated", "registered"}
_BEFORE = {"amod", "compound", "nmod", "poss", "npadvmod"}


class Origins:
    """Countries and descriptions by identity of a name, as in `kg.annotate.mentions`."""

    def __init__(self, known: Gazetteer, spans: list[Span], names: Mapping[int, Span], known_nouns: Nouns) -> None:
        things = {name for name, wide in vocab.class_ancestors().items() if "Technology" in wide}
        self._known = known
        self._spans = spans
        self._names = names
        self._countries: Countries | None = None
        self.named = {span.kb_id_ for span in spans if span.label_ == "Country"}
        """Keys of the countries that the document names."""
        self.countries: dict[str, str] = {}
        """Identity of a name to the key of its country."""
        self.places: dict[str, set[str]] = {}
        """Identity of an unknown name to the places that were said of it, as written."""
        self.nouns: dict[str, set[str]] = {}
        """Identity of a name to the lemmas of nouns that were said of it."""
        self.things: dict[str, str] = {}
        """Identity of an unknown name to the class of thing that was said of it: "BharOS, an operating system"."""
        for span in spans:
            identity = span.kb_id_ or span.id_ or span.text
            entity = known.entities.get(span.kb_id_)
            if entity is not None and entity.country:
                self.countries[identity] = entity.country
            elif entity is None:
                self._read(identity, span)
                kinds = (kind_of(noun, known_nouns) for noun in _described(span))
                self.things.update((identity, kind) for kind in kinds if kind in things)
            self.nouns.setdefault(identity, {head_word(span.id_ or span.text)}).update(
                (
                    span.root.lemma_.lower(),
                    *(noun.lemma_.lower() for noun in _described(span)),
                    *deeds(span.root),
                )
            )

    def about(self, token: Token) -> Counter[str]:
        """Return how much the text around a token is about each country."""
        if self._countries is None:
            known = [(span.start, span.end, span.kb_id_) for span in self._spans if span.kb_id_]
            self._countries = Countries(token.doc, known, self._known)
        return self._countries.weights(token.i)

    def country_of(self, token: Token) -> str | None:
        """Return the key of the country that a demonym, a place or another name stands for or lies in."""
        if token.lower_ in self._known.demonyms:
            return self._known.demonyms[token.lower_]
        span = self._names.get(token.i)
        if span is None:
            return None
        entity = self._known.entities.get(span.kb_id_)
        if entity is None:
            return self._known.capitals.get(span.text.lower())  # a capital that is meant as a city
        return entity.id if entity.type == "Country" else entity.country

    def _read(self, identity: str, span: Span) -> None:
        """Keep where the words around an unknown name say it is from."""
        country = self._own_country(span)
        for token in self._places(span, span.root):
            country = country or self.country_of(token)
            if token.i in self._names:
                self.places.setdefault(identity, set()).add(self._names[token.i].text)
        if country is not None:
            self.countries.setdefault(identity, country)

    def _own_country(self, span: Span) -> str | None:
        """Return the country that a name begins with, or with a place in it: "Wuhan Raycore", "China Telecom"."""
        own = self._known.lookup(span[0].text) if len(span) > 1 and span.label_ != "Person" else None
        entity = self._known.entities.get(own or "")
        if entity is None or entity.type not in {"Country", "Place"}:
            return None
        return entity.id if entity.type == "Country" else entity.country

    def _places(self, span: Span, root: Token) -> Iterator[Token]:
        """Yield "Finland" of "Finland's X", "X of Finland", "the Finnish firm X", "X, based in Oulu"."""
        doc = span.doc
        for i in range(root.left_edge.i, span.start):
            if doc[i].dep_ in _BEFORE:
                yield doc[i]
        yield from _base(root)
        for child in root.children:
            if child.i < span.end:
                continue
            if child.dep_ == "prep" and child.lower_ == "of":
                yield from (c for c in child.children if c.dep_ == "pobj")
            elif child.dep_ == "appos":
                yield from (doc[i] for i in range(child.left_edge.i, child.i) if doc[i].dep_ in _BEFORE)
                yield from _base(child)


def _base(token: Token) -> Iterator[Token]:
    """Yield the place of "based in Eindhoven", said by the token or what hangs on it, or of it."""
    for verb in (token, *token.children, *([token.head] if token.dep_ == "nsubjpass" else [])):
        if verb.lower_ in _SEATED and (verb.dep_ == "acl" or verb == token.head):
            for preposition in verb.children:
                if preposition.lower_ == "in":
                    yield from (c for c in preposition.children if c.dep_ == "pobj")


def _described(span: Span) -> Iterator[Token]:
    """Yield the nouns that say what a name is: "start-up X", "X, a chipmaker", "its supplier X", "X is a bank"."""
    root = span.root
    before = span.doc[span.start - 1] if span.start else None
    if before is not None and before.pos_ == "NOUN" and before.head == root:
        yield before
    if root.dep_ == "appos" and root.head.pos_ == "NOUN":
        yield root.head
    for child in root.children:
        if child.dep_ == "appos" and child.pos_ == "NOUN":
            yield child
    if root.dep_ == "nsubj" and root.head.lemma_ == "be":
        yield from (c for c in root.head.children if c.dep_ == "attr" and c.pos_ == "NOUN")


def head_word(name: str) -> str:
    """Return the word that says what kind of body it is.

    >>> head_word("Bureau of Industry and Security")
    'bureau'
    >>> head_word("AI Safety Institute")
    'institute'
    """
    for preposition in (" of ", " for "):
        name = name.partition(preposition)[0] or name
    return name.rpartition(" ")[2].lower()
