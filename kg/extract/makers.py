"""Who acts through a measure: whoever made the rule that "caps sales", the tariff that a firm "faces".

A measure does nothing by itself: what it does is done by whoever imposed it, which its own phrase
tells ("rules drawn up by Brussels"), its clause ("Washington signed a law that bars"), the
gazetteer (the AI Act is the EU's), or the mention of the same measure before ("the levies").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extract import nominals
from kg.extract.noun_phrases import Argument

if TYPE_CHECKING:
    from kg.extract.clauses import Clauses

__all__ = ["makers"]

_BACK = 2
"""How many sentences back the first mention of a measure is looked for."""
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "such"})


def makers(clauses: Clauses, noun: int, types: Sequence[str]) -> list[Argument]:
    """Return who made the measure at the token, of the admitted types; nobody if it is none, or still a bill."""
    if not _is_measure(clauses, noun):
        return []
    found = _stated(clauses, noun, types) or _known(clauses, noun, types)
    if found or clauses.arguments.readings(noun)[0][0].named or not _is_definite(clauses, noun):
        return found
    for earlier in _mentions_before(clauses, noun):
        found = _stated(clauses, earlier, types) or _known(clauses, earlier, types)
        if found:  # named before: here the measure stands for them
            here = clauses.tree.noun_start(noun)
            return [replace(maker, token=noun, start=here, end=noun + 1, resolved=True) for maker in found]
    return []


def _is_measure(clauses: Clauses, noun: int) -> bool:
    arguments = clauses.arguments
    readings = arguments.readings(noun)
    return (
        bool(readings)
        and len(readings[0]) == 1
        and arguments.is_kind(readings[0][0].type, "Policy")
        and clauses.tree.lemma[noun] not in clauses.phrases.unmade
    )


def _is_definite(clauses: Clauses, noun: int) -> bool:
    tree = clauses.tree
    return any(tree.dep[c] == "det" and tree.lower[c] in _DEFINITE for c in tree.children[noun])


def _stated(clauses: Clauses, noun: int, types: Sequence[str]) -> list[Argument]:
    """Return whom the words around the measure name as its maker."""
    tree = clauses.tree
    verb = nominals.light_verb(clauses, noun, any_verb=True)
    if verb is not None and tree.lemma[verb] not in clauses.phrases.enacting:
        verb = None
    for tokens in (
        tree.preposition_objects(noun, "by"),
        nominals.possessors(clauses, noun),
        nominals.modifiers(clauses, noun),
        [] if verb is None else clauses.deep_subject(verb),
    ):
        found = [argument for token in tokens for argument in clauses.arguments.fill(token, types)]
        if found:
            return found
    return []


def _known(clauses: Clauses, noun: int, types: Sequence[str]) -> list[Argument]:
    """Return the state whose law the gazetteer says it is."""
    arguments = clauses.arguments
    for argument in arguments.readings(noun)[0]:
        country = arguments.country(argument)
        if country is not None and arguments.typed(country, types) is not None:
            return [replace(country, token=noun, start=argument.start, end=argument.end)]
    return []


def _mentions_before(clauses: Clauses, noun: int) -> Iterator[int]:
    """Yield the measures that a definite one may be, the nearest first, those of the same word before all others."""
    tree, arguments = clauses.tree, clauses.arguments
    first = tree.sentences[max(0, tree.sentence[noun] - _BACK)][0]
    kind = arguments.readings(noun)[0][0].type
    alike = [
        i
        for i in range(noun - 1, first - 1, -1)
        if tree.pos[i] in {"NOUN", "PROPN"} and _is_measure(clauses, i) and arguments.readings(i)[0][0].type == kind
    ]
    yield from (i for i in alike if tree.lemma[i] == tree.lemma[noun])
    yield from (i for i in alike if tree.lemma[i] != tree.lemma[noun])
