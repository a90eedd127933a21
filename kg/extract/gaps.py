"""Gaps of the lexicon: predicates that relate two arguments and that no frame makes a claim of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from kg import nouns, vocab
from kg.extract.arguments import Argument
from kg.extract.claims import Reading, same_words
from kg.extract.clauses import Clauses
from kg.extract.predications import Predication
from kg.extract.roles import filled_roles
from kg.extract.tree import Tree
from kg.model import Document

__all__ = ["Gap", "Unclaimed", "collect", "unclaimed"]

_ACTORS = ("subject", "by", "possessor", "modifier")
"""Roles of who acts, the first that is filled counts."""
_AROUND = 6
"""Tokens that an excerpt shows before and after what it is about."""
_NO_ARGUMENTS = frozenset(
    {
        *_ACTORS,
        "xcomp",
        "ccomp",
        "adverb",
        "particle",
        "auxiliary",
        "conjunct",
        "acl",
        "clause",
        "reach",
        "office",
        "counterpart",
        "authority",
        "culprit",
        "opponent",
        "plaintiff",
    }
)


@dataclass(frozen=True, slots=True)
class Unclaimed:
    """One place where a predicate relates two arguments and no frame makes a claim of it."""

    predicate: str
    """Kind and lemma, with a particle if there is one: "verb: cut off"."""
    roles: tuple[str, str]
    types: tuple[str, str]
    """Classes of the fillers."""
    labels: tuple[str, str]
    named: bool
    """True if both are names, not one of them a common noun."""
    document: str
    sentence: str
    excerpt: str
    """The predicate and both arguments, with a few words around them."""
    tried: tuple[str, ...]
    """Relations whose frames the word triggers, though none of them fits."""


@dataclass(frozen=True, slots=True)
class Gap:
    """All places with one predicate and the same two roles."""

    predicate: str
    roles: tuple[str, str]
    places: tuple[Unclaimed, ...]
    """Each of another sentence, in the order of the articles."""

    @property
    def count(self) -> int:
        """Number of sentences."""
        return len(self.places)

    @property
    def types(self) -> list[tuple[tuple[str, str], int]]:
        """Pairs of classes that fill the roles, the most frequent first, with how often."""
        return Counter(place.types for place in self.places).most_common()

    @property
    def tried(self) -> list[str]:
        """Relations whose frames were tried."""
        return list(dict.fromkeys(relation for place in self.places for relation in place.tried))

    @property
    def pattern(self) -> str:
        """The predicate with its roles and the classes that fill them most often, much as a frame is written."""
        (first, second), _ = self.types[0]
        return f"{self.predicate}, {self.roles[0]}: {first}, {self.roles[1]}: {second}"

    def examples(self, most: int = 2) -> list[Unclaimed]:
        """Return some of the places, first those that the pattern holds of."""
        usual, _ = self.types[0]
        return sorted(self.places, key=lambda place: place.types != usual)[:most]

    def as_json(self) -> dict[str, Any]:
        """Return the gap as one line of `kg lexicon gaps --format jsonl`."""
        return {
            "count": self.count,
            "pattern": self.pattern,
            "predicate": self.predicate,
            "roles": list(self.roles),
            "types": [{"types": list(types), "count": count} for types, count in self.types],
            "tried": self.tried,
            "examples": [
                {"arguments": list(each.labels), "document": each.document, "sentence": each.sentence}
                for each in self.examples()
            ],
        }


def collect(found: Iterable[Unclaimed]) -> list[Gap]:
    """Return the gaps, the most frequent first. A sentence that is repeated word for word counts once."""
    places: dict[tuple[str, tuple[str, str]], dict[str, Unclaimed]] = {}
    for each in found:
        places.setdefault((each.predicate, each.roles), {}).setdefault(each.sentence, each)
    gaps = [Gap(predicate, roles, tuple(here.values())) for (predicate, roles), here in places.items()]
    return sorted(gaps, key=lambda gap: (-gap.count, gap.predicate, gap.roles))


def unclaimed(reading: Reading) -> Iterator[Unclaimed]:
    """Yield the predicates of a Doc that relate two arguments and make no claim, once for each pair of roles.

    The classes of the arguments are such that some relation could hold between them, and one at least is named. Left
    out are pairs of which the same words make a claim ("imposed a ban on" is one statement), whatever its relation.
    """
    clauses = reading.clauses
    tree = clauses.tree
    document: Document = tree.doc.user_data["document"]
    claimed = [(outcome.match.pair, outcome.match.predication.token) for outcome in reading.outcomes]
    stated = {token for _, token in claimed}
    tried: dict[int, dict[str, None]] = {}
    for trial in reading.trials:
        tried.setdefault(trial.predication.token, {})[trial.frame.relation] = None
    for i in range(len(tree.head)):
        kind = _kind(clauses, i)
        if not kind:
            continue
        done: set[tuple[str, str]] = set()
        for roles, (first, second) in _pairs(clauses, Predication(clauses, i, kind)):
            identities = frozenset((first.identity, second.identity))
            if len(identities) < 2 or not (first.named or second.named) or not _relatable(first.type, second.type):
                continue
            if second.token in stated and _ancestors(second.type) & {"Policy", "Event"}:
                continue  # "slapped sanctions on X": the noun makes the claim
            if roles in done or any(identities == of and same_words(tree, token, i) for of, token in claimed):
                continue
            done.add(roles)
            start, end = tree.sentences[tree.sentence[i]]
            yield Unclaimed(
                predicate=f"{kind}: {_lemma(tree, i)}",
                roles=roles,
                types=(first.type, second.type),
                labels=(first.label, second.label),
                named=first.named and second.named,
                document=document.id,
                sentence=" ".join(tree.doc[start:end].text.split()),
                excerpt=_excerpt(tree, (i, first.token, second.token)),
                tried=tuple(tried.get(i, ())),
            )


def _kind(clauses: Clauses, i: int) -> str:
    """Return the kind of predicate that a word is; empty if it is none, or only lends a subject to another."""
    tree = clauses.tree
    if i in clauses.arguments.names or not tree.lemma[i][0].isalpha():
        return ""
    if tree.is_verb(i):
        return "" if tree.lemma[i] in clauses.phrases.copulas else "verb"
    if tree.pos[i] == "NOUN":  # an event or an office, not a kind of thing or place
        named = nouns.load().classify([tree.lemma[i]])
        return "noun" if named is None or not _ancestors(named) & {"Technology", "Place"} else ""
    return "adj" if tree.pos[i] == "ADJ" else ""


def _pairs(clauses: Clauses, predication: Predication) -> Iterator[tuple[tuple[str, str], tuple[Argument, Argument]]]:
    """Yield the pairs of roles that may be subject and object of a relation, with their fillers."""
    held: dict[str, list[Argument]] = {}
    for role, there in filled_roles(clauses, predication).items():
        if role.split()[0] not in clauses.phrases.members:  # "partners such as Japan" are not related to it
            held[role] = [a for filler in there for a in filler.arguments if a.type]
    actor = next((role for role in _ACTORS if held.get(role)), None)
    if actor is None and predication.kind == "verb" and clauses.tree.is_passive(predication.token):
        actor = "object"  # "Huawei was expelled from Germany"
    for role, arguments in held.items():
        if role == "between":
            yield from (((role, role), (a, b)) for n, a in enumerate(arguments) for b in arguments[n + 1 :])
        elif actor is not None and role != actor and role not in _NO_ARGUMENTS:
            yield from (((actor, role), (a, b)) for a in held.get(actor, ()) for b in arguments)


@cache
def _relatable(first: str, second: str) -> bool:
    """Return True if some relation of the ontology admits the two classes, in either order."""
    return any(
        wide & set(relation.domain) and narrow & set(relation.range)
        for relation in vocab.relations().values()
        for wide, narrow in ((_ancestors(first), _ancestors(second)), (_ancestors(second), _ancestors(first)))
    )


def _ancestors(name: str) -> frozenset[str]:
    return frozenset(vocab.class_ancestors().get(name, ()))


def _excerpt(tree: Tree, tokens: tuple[int, ...]) -> str:
    start, end = tree.sentences[tree.sentence[tokens[0]]]
    first, past = max(start, min(tokens) - _AROUND), min(end, max(tokens) + 1 + _AROUND)
    words = " ".join(tree.doc[first:past].text.split())
    return f"{'… ' if first > start else ''}{words}{' …' if past < end else ''}"


def _lemma(tree: Tree, i: int) -> str:
    particle = tree.child(i, "prt")
    return tree.lemma[i] if particle is None else f"{tree.lemma[i]} {tree.lower[particle]}"
