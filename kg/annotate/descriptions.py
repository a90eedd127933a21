"""Definite descriptions: what "the Dutch chipmaker" or "both countries" asks of its antecedent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc, Span, Token

from kg.annotate.mentions import Candidate, kind_of
from kg.annotate.origins import Origins, head_word
from kg.annotate.trades import load_trades
from kg.gazetteer import Gazetteer
from kg.gazetteer.datelines import country_of_datelines
from kg.gazetteer.offices import Offices
from kg.nouns import Nouns
from kg.resources import load_yaml, ontology_dir

__all__ = ["PAIR", "Description", "Reader", "words"]

_DEFINITE = {"the", "this", "that", "these", "those", "both"}
_SIZES = {"two": 2, "both": 2, "three": 3, "four": 4, "five": 5}
_OTHERS = {"former", "ex", "previous", "other", "another", "own", "new", "next", "potential", "future", "would-be"}
_PLAIN = 2.0
"""How much more a text must be about one country than about the next for "the government" to be its."""
_BODIES = {"GovernmentBody", "InternationalOrganization", "ResearchOrganization", "Company", ""}


@dataclass(frozen=True, slots=True)
class _Words:
    """`ontology/descriptions.yaml`."""

    generic: frozenset[str]
    organisations: frozenset[str]
    parties: frozenset[str]
    rulers: frozenset[str]
    makers: frozenset[str]
    eponyms: frozenset[str]
    pairs: frozenset[str]
    people: frozenset[str]
    laboratories: frozenset[str]
    making: frozenset[str]
    ventures: frozenset[str]
    financiers: frozenset[str]
    individuals: frozenset[str]
    relatives: frozenset[str]
    local: frozenset[str]
    regions: frozenset[str]


@cache
def words() -> _Words:
    """Return what `ontology/descriptions.yaml` lists."""
    data = load_yaml(ontology_dir() / "descriptions.yaml")
    return _Words(**{field: frozenset(data[field]) for field in _Words.__slots__})


@dataclass(frozen=True, slots=True)
class Description:
    """What a definite noun phrase says of whom it refers to."""

    lemma: str
    kind: str | None
    """Class of the noun; None if only names with that very word are meant ("the inspectorate")."""
    plural: bool
    size: int | None
    """How many: 2 for "both companies"."""
    origin: str | None
    """Key of a country."""
    place: str | None
    """A name before the noun that no country is known for: "the Gulf fund"."""
    maker: str | None
    """Key of who makes the product that is named before the noun: "the iPhone maker"."""
    trades: Set[str] = frozenset()
    """Of which the firm must be one: "the planemaker"."""
    compared: bool = False
    """True for "the smaller firm", which is none that the text has been about."""
    title: str = ""
    """The noun with the words around it that make a title: "secretary of state"."""


PAIR = Description("pair", "Agent", plural=True, size=2, origin=None, place=None, maker=None)
"""Two of whom the text has just spoken: "the pair", "both", "the two"."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the descriptions of one document."""

    doc: Doc
    known: Gazetteer
    nouns: Nouns
    ancestors: Mapping[str, Set[str]]
    names: Mapping[int, Span]
    origins: Origins
    offices: Offices

    def read(self, token: Token) -> Description | None:
        """Return what the noun phrase of this head says, or None if it is no definite description."""
        if not any(t.lower_ in _DEFINITE for t in token.lefts):
            return None
        makes = self._made(token)
        title = self._title(token)
        for t in token.rights:
            if t.lower_ == "of" and (makes or title or token.lemma_.lower() in words().makers):
                continue  # "the makers of ChatGPT", "the Chinese maker of cameras", "the secretary of state"
            gerund = t.dep_ == "prep" and any(c.dep_ == "pcomp" for c in t.children)  # "accuses the firm of spying"
            if t.dep_ in {"prep", "relcl", "acl"} and not gerund and token.doc[t.left_edge.i - 1].text != ",":
                return None  # "the company that ..." introduces, it does not refer back; "the company, which ..." may
        lemma = token.lemma_.lower()
        plural = token.tag_ == "NNS"
        if lemma in words().pairs and not plural:
            return PAIR
        ruled = None
        if lemma in words().rulers and not plural:
            ruled = self._ruled(token)
            if ruled is None:
                return None  # whose government it is must be plain
        return self._read(token, lemma, plural=plural, makes=makes, title=title, ruled=ruled)

    def read_relative(self, token: Token) -> Description | None:
        """Return what "its Finnish rival" says of the one other than the owner, or None for any other noun phrase."""
        lemma = token.lemma_.lower()
        if lemma not in words().relatives or token.tag_ != "NN" or token.i + 1 in self.names:
            return None
        if any(t.dep_ == "appos" or (t.dep_ in {"prep", "relcl", "acl"} and t.lower_ != ",") for t in token.rights):
            return None  # "its rival, Foro", "its rival in Europe"
        if any(t.lower_ in _OTHERS or t.tag_ == "JJS" for t in token.lefts):
            return None  # "its former parent", "its biggest customer"
        return self._read(token, lemma, plural=False, makes=None, title="", ruled=None)

    def _read(
        self, token: Token, lemma: str, *, plural: bool, makes: str | None, title: str, ruled: str | None
    ) -> Description | None:
        size = next((_SIZES[t.lower_] for t in token.lefts if t.lower_ in _SIZES), None)
        kind = kind_of(token, self.nouns)
        if size is not None and lemma in words().parties:
            kind = "Agent"
        elif size is not None and lemma in words().people:
            kind = "Person"
        elif kind is None and plural:
            return None
        origin, place = ruled, None
        maker = makes
        for t in token.doc[token.left_edge.i : token.i]:
            span = self.names.get(t.i)
            entity = self.known.entities.get(span.kb_id_) if span is not None else None
            if entity is not None and (made_by := entity.attributes.get("maker")):
                maker = made_by
            elif country := self.origins.country_of(t):
                if self.known.entities[country].type == "Country":  # of a region, the text does not tell who is in it
                    origin = origin or country
            elif span is not None and span.label_ == "Place":
                place = span.text
        trades = load_trades().of_noun(token) if kind in {"Company", "Software", "Group"} else frozenset()
        compared = any(t.tag_ == "JJR" for t in token.lefts)
        return Description(lemma, kind, plural, size, origin, place, maker, trades, compared, title)

    def _title(self, token: Token) -> str:
        """Return the title of which the noun is the head, "commerce secretary", "secretary of state"; else nothing."""
        known = self.offices.titles
        for t in token.rights:
            if t.lower_ == "of" and t.i + 1 < len(token.doc):
                title = f"{token.lower_} of {token.doc[t.i + 1].lower_}"
                return title if title in known else ""
        for size in (3, 2, 1):
            title = token.doc[max(0, token.i + 1 - size) : token.i + 1].text.lower()
            if title in known:
                return title
        return ""

    def _ruled(self, token: Token) -> str | None:
        """Return the key of the country whose government is meant: the only one, or the one that the text is about."""
        if any(t.lower_ in words().local for t in token.lefts):
            return None
        named = {key for key in self.origins.named if key and self.known.entities[key].type == "Country"}
        if len(named) == 1:
            return named.pop()
        lines = (token.doc.text[start:end] for start, end in token.doc.user_data.get("datelines", ()))
        if (at_home := country_of_datelines(lines, self.known)) in named:
            return at_home
        weights = self.origins.about(token)
        ranked = sorted(((weights[key], key) for key in named), reverse=True)
        return ranked[0][1] if ranked and ranked[0][0] >= _PLAIN * ranked[1][0] else None

    def _made(self, token: Token) -> str | None:
        """Return the key of who makes the product that the noun is the maker of."""
        if token.lemma_.lower() not in words().makers:
            return None
        of = (o for t in token.rights if t.lower_ == "of" for o in t.rights if o.dep_ == "pobj")
        for product in of:
            span = self.names.get(product.i)
            entity = self.known.entities.get(span.kb_id_) if span is not None else None
            if entity is not None and (made_by := entity.attributes.get("maker")):
                return str(made_by)
        return None

    def fits(self, description: Description, c: Candidate) -> bool:
        """Return True if the candidate may be what the description refers to, its number aside."""
        if description.maker is not None:
            return c.key == description.maker
        if not self._agrees(description, c) or self._contradicts(description, c):
            return False
        if description.origin is not None:
            if c.type == "Country":
                return c.key == description.origin
            return all(self._may_be_from(description.origin, name) for name in self._members(c))
        return description.place is None or description.place in self.origins.places.get(c.identity, ())

    def _contradicts(self, description: Description, c: Candidate) -> bool:
        """Return True if what is known of a candidate, or of all that it is, rules the description out."""
        if description.trades:
            every = [self._trades_of(name) for name in self._members(c)]
            return any(trades and trades.isdisjoint(description.trades) for trades in every)
        if description.title and c.person and not self.is_called(description, c):
            held = self.offices.held(c.key)
            return bool(held) and description.title not in held and description.lemma not in map(head_word, held)
        return False

    def _trades_of(self, name: Span | None) -> Set[str]:
        """Return the trades of a known firm, or of one that the text tells; empty if nothing tells."""
        if name is None:
            return frozenset()
        trades = load_trades()
        called = self.origins.nouns.get(name.kb_id_ or name.id_ or name.text, ())
        return trades.firms.get(name.kb_id_, frozenset()) | trades.of_nouns(called)

    def _members(self, c: Candidate) -> Iterator[Span | None]:
        """Yield the names of all that the candidate is; None for a common noun."""
        return (self.names.get(i) for i in c.tokens)

    def _may_be_from(self, country: str, name: Span | None) -> bool:
        if name is None:
            return True
        known = self.origins.countries.get(name.kb_id_ or name.id_ or name.text)
        return known == country if known is not None else not name.kb_id_  # an unknown name may be from anywhere

    def bonus(self, description: Description, c: Candidate) -> float:
        """Return how much the candidate gains by what the document says of it: it is called a "start-up", is Dutch."""
        gained = 0.0
        if not c.name:
            gained += 10.0  # "a joint venture ... the venture"
        elif self.is_called(description, c) and description.lemma not in words().generic:
            gained += 5.0
        if description.kind is not None and self._is_of_class(description.kind, c):
            gained += 6.0 if "Technology" in self.ancestors.get(description.kind, ()) else 2.0
        if description.trades and any(self._trades_of(name) for name in self._members(c)):
            gained += 4.0
        if description.title and self.offices.held(c.key):
            gained += 4.0
        if description.kind in {"Person", "Group"} and c.person and not self.is_called(description, c):
            called = self.origins.nouns.get(c.identity, set())
            if any(self.nouns.classify([noun]) in {"Person", "Group"} for noun in called):
                gained -= 3.0  # a spokeswoman is not "the analyst"
        if description.origin is not None and self.origins.countries.get(c.identity) == description.origin:
            gained += 4.0
        return gained

    def is_called(self, description: Description, c: Candidate) -> bool:
        """Return True if the noun is a word for this name: "Lumeris, a start-up", "the Bureau of ..."."""
        return description.lemma in self.origins.nouns.get(c.identity, ())

    def learn(self, description: Description, c: Candidate) -> None:
        """Keep what somebody was called: "the San Francisco lab" makes "the lab" the same."""
        if (
            c.name
            and not description.plural
            and description.lemma not in words().generic
            and (description.origin or description.place)
        ):
            self.origins.nouns.setdefault(c.identity, set()).add(description.lemma)

    def told(self, description: Description, c: Candidate) -> bool:
        """Return True if the candidate is known to be from where the description says."""
        return description.origin is None or description.origin in {c.key, self.origins.countries.get(c.identity)}

    def introduces(self, c: Candidate, description: Description) -> bool:
        """Return True for a common noun that brings up what the description repeats: "a joint venture"."""
        token = self.doc[c.at]
        return (
            token.dep_ not in {"appos", "attr", "compound"}
            and token.lemma_.lower() == description.lemma
            and any(t.lower_ in {"a", "an"} for t in token.lefts)
        )

    def _is_financier(self, c: Candidate) -> bool:
        """Return True for a fund or bank by its name or by what the text calls it."""
        return not words().financiers.isdisjoint(self.origins.nouns.get(c.identity, ()))

    def _is_of_class(self, kind: str, c: Candidate) -> bool:
        own = self.origins.things.get(c.identity, c.type) if c.soft else c.type
        return kind in self.ancestors.get(own, ()) or own in self.ancestors.get(kind, ())

    def _agrees(self, description: Description, c: Candidate) -> bool:
        if not c.type and not c.name:
            return False
        if description.lemma in words().ventures and self._is_financier(c):
            return False
        if self.is_called(description, c) and c.type in _BODIES:
            return True
        of_noun, of_name = description.kind, c.type
        if of_noun is None:
            return False
        if c.soft and c.identity in self.origins.things:  # "BharOS, an operating system": the software, and no firm
            return self._is_of_class(of_noun, c)
        if of_noun == "Place" and c.name and description.lemma not in words().regions:
            return False  # "the refinery" is no town
        if self._is_of_class(of_noun, c) or (description is PAIR and self._is_of_class("Product", c)):
            return True
        if of_noun == "Group" and of_name == "Person":
            return description.lemma in words().individuals
        if of_noun in {"Software", "AIModel"} and of_name == "Company" and not c.soft:
            return description.lemma in words().eponyms  # "the app" of a firm called like it
        if of_noun == "ResearchOrganization" and of_name == "Company":
            return description.lemma in words().laboratories
        if of_noun == "Group" and of_name in {"Company", "ResearchOrganization"}:
            return description.lemma in words().organisations
        return c.soft and of_name in {"", "Company"} and of_noun in {"Company", "AIModel", "Software", "Device", "Chip"}
