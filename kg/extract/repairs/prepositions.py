"""Prepositions and modifiers that the parser hung on the wrong word."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from kg.extract.phrases import load_phrases

if TYPE_CHECKING:
    from spacy.tokens import Span

    from kg.extract.phrases import Phrases
    from kg.extract.tree import Tree
    from kg.nouns import Nouns

__all__ = [
    "aim_apart",
    "circumstance",
    "gerund_apart",
    "gerund_for_modifier",
    "governed_preposition",
    "modifier_for_gerund",
    "modifier_for_object",
    "noun_for_gerund",
    "of_last",
    "place_apart",
    "same_preposition",
    "seat_apart",
    "together_with",
    "twice_over",
]

_PROVIDE = frozenset({"provide", "supply", "equip", "furnish", "arm", "outfit", "fit", "kit", "present", "ply"})


def gerund_for_modifier(tree: Tree, span: Span) -> None:
    """Undo "exports of [chipmaking | machinery]": a field that tells what goods they are, read as a verb."""
    field = span.root.i
    goods = next((c for c in tree.children[field] if tree.dep[c] == "dobj" and c == span.end), None)
    if tree.tag[field] == "VBG" and tree.dep[field] == "pcomp" and goods is not None:
        tree.attach(goods, tree.head[field], "pobj")
        tree.attach(field, goods, "compound")
        tree.pos[field], tree.tag[field] = "NOUN", "NN"
        for c in list(tree.children[field]):
            tree.attach(c, goods, tree.dep[c])


def aim_apart(tree: Tree, noun: int, known: Nouns) -> None:
    """Undo "criticised [the curbs] on gallium": what a measure is on, hung on the verb."""
    preposition = noun + 1
    if (
        preposition < len(tree.head)
        and tree.lower[preposition] in {"on", "against"}
        and tree.dep[preposition] == "prep"
        and tree.head[preposition] == tree.head[noun]
        and known.classify([tree.lemma[noun]]) == "TradeMeasure"
    ):
        tree.attach(preposition, noun, "prep")


def of_last(tree: Tree, preposition: int, known: Nouns) -> None:
    """Undo "[Peru's envoy and head] of the fund": what follows the last of two offices is its own."""
    first, last = tree.head[preposition], preposition - 1
    owned = any(tree.dep[c] == "poss" for c in tree.children[first])
    if (
        owned
        and tree.dep[last] == "conj"
        and tree.head[last] == first
        and known.classify([tree.lemma[last]]) == "Person"
    ):
        tree.attach(preposition, last, "prep")


def seat_apart(tree: Tree, preposition: int, names: Mapping[int, Span]) -> None:
    """Undo "[a professor at EPFL] in Lausanne": the town is the institute's."""
    seat, place = names.get(preposition - 1), names.get(preposition + 1)
    noun = tree.head[preposition]
    if (
        seat is not None
        and place is not None
        and place.label_ == "Place"
        and seat.label_ in {"ResearchOrganization", "Company"}
        and tree.head[place.root.i] == preposition
        and tree.dep[seat.root.i] == "pobj"
        and tree.head[tree.head[seat.root.i]] == noun
        and tree.pos[noun] == "NOUN"
    ):
        tree.attach(preposition, seat.root.i, "prep")


def place_apart(tree: Tree, preposition: int, names: Mapping[int, Span]) -> None:
    """Undo "the sale in [America of equipment]": what is sold, hung on where it is sold."""
    place = tree.head[preposition]
    where = tree.head[place]
    noun = tree.head[where]
    span = names.get(place)
    if (
        span is not None
        and span.label_ in {"Country", "Place", "Bloc"}
        and tree.dep[place] == "pobj"
        and tree.lower[where] in {"in", "to", "from", "by"}
        and tree.pos[noun] == "NOUN"
        and preposition == span.end
        and not any(tree.lower[c] == "of" for c in tree.children[noun])
    ):
        tree.attach(preposition, noun, "prep")


def together_with(tree: Tree, adverb: int, preposition: int) -> None:
    """Hang "with" under "together" or "along", also where the parser has it the other way round."""
    tree.attach(adverb, tree.head[preposition], "advmod")
    tree.attach(preposition, adverb, "prep")


def same_preposition(tree: Tree, preposition: int) -> None:
    """Undo "a rebuke from Berlin, where he spoke [of blackmail, and from Warsaw]": it goes on with the same word."""
    above = tree.head[preposition]
    if tree.pos[above] == "VERB":  # "depends [on lasers] and [on Foro]": beside the first, not beside the verb
        first = next((c for c in tree.children[above] if tree.lower[c] == tree.lower[preposition] and c > above), None)
        if first is not None and first < preposition and tree.dep[first] in {"prep", "dative", "agent"}:
            tree.attach(preposition, first, "conj")
        return
    if tree.pos[above] != "ADP" or tree.lower[above] == tree.lower[preposition]:
        return
    while tree.head[above] != above:
        above = tree.head[above]
        if tree.lower[above] == tree.lower[preposition] and tree.dep[above] in {"prep", "agent"}:
            tree.attach(preposition, above, "conj")
            return


def gerund_apart(tree: Tree, gerund: int) -> None:
    """Undo "answered [by | halting deliveries]", a gerund behind its preposition read as what the noun is like."""
    noun, preposition = tree.head[gerund], gerund - 1
    if (
        preposition < 0
        or tree.head[noun] != preposition
        or tree.dep[noun] != "pobj"
        or tree.noun_start(noun) != gerund
        or not _of_gerund(tree.lower[gerund])
    ):
        return
    tree.attach(gerund, preposition, "pcomp")
    tree.attach(noun, gerund, "dobj")
    _make_verb(tree, gerund)


def noun_for_gerund(tree: Tree, noun: int) -> None:
    """Undo "on suspicion of [spying] on dissidents", a gerund with what it governs read as a noun."""
    preposition = tree.head[noun]
    below = tree.children[noun]
    if (
        _of_gerund(tree.lower[noun])
        and preposition < noun
        and any(tree.dep[c] in {"prep", "dobj"} and c > noun and tree.lower[c] != "of" for c in below)
        and not any(tree.dep[c] in {"det", "poss", "compound", "amod"} for c in below)
    ):
        tree.dep[noun] = "pcomp"
        _make_verb(tree, noun)


def _of_gerund(form: str) -> str:
    """Return the verb whose gerund it is, if it is one that takes an object or a preposition; else nothing."""
    if not form.endswith("ing"):
        return ""
    stem = form[:-3]
    verbs = load_phrases().gerunds
    return next((verb for verb in (stem, stem + "e", stem[:-1]) if verb in verbs), "")


def _make_verb(tree: Tree, gerund: int) -> None:
    tree.lemma[gerund] = _of_gerund(tree.lower[gerund])
    tree.pos[gerund], tree.tag[gerund] = "VERB", "VBG"


def modifier_for_gerund(tree: Tree, gerund: int, phrases: Phrases) -> None:
    """Undo "used [loitering munitions]" and "asked [visiting Jo Ek]" read as what somebody used or asked to do."""
    verb = tree.head[gerund]
    if tree.lemma[verb] not in phrases.no_gerund and tree.lower[gerund] not in phrases.passing:
        return
    noun = next((c for c in tree.children[gerund] if tree.dep[c] == "dobj" and c > gerund), None)
    if noun is None or tree.noun_start(noun) != gerund + 1:
        return
    for c in list(tree.children[gerund]):
        tree.attach(c, verb, tree.dep[c])
    tree.attach(gerund, noun, "amod")
    tree.pos[gerund] = "ADJ"


def circumstance(tree: Tree, preposition: int, helps: Iterable[str]) -> None:
    """Undo "will build [the line with support] from Tokyo": with whose help it is done, hung on the object."""
    noun = tree.child(preposition, "pobj")
    if noun is not None and tree.lemma[noun] in helps and tree.pos[tree.head[tree.head[preposition]]] == "VERB":
        tree.attach(preposition, tree.head[tree.head[preposition]], "prep")


def twice_over(tree: Tree, preposition: int, names: Mapping[int, Span]) -> None:
    """Undo "buys lenses from [Foro and its lasers from Bar]": one verb with two objects, each with its preposition."""
    noun = tree.head[preposition]
    first = tree.first_conjunct(noun)
    before = tree.head[first]
    verb = tree.head[before]
    if tree.dep[noun] != "conj" or tree.dep[first] != "pobj" or tree.lower[before] != tree.lower[preposition]:
        return
    if tree.dep[verb] == "dobj" and before > verb:
        verb = tree.head[verb]
    goods = tree.child(verb, "dobj")
    if goods is None or not verb < goods < before or noun in names or goods in names or first not in names:
        return
    tree.attach(noun, goods, "conj")
    tree.attach(preposition, before, "conj")


def modifier_for_object(tree: Tree, gerund: int) -> None:
    """Undo "provides Foro with [imaging | satellites]": what somebody is given, read as what is done."""
    preposition = tree.head[gerund]
    goods = next((c for c in tree.children[gerund] if tree.dep[c] == "dobj" and tree.noun_start(c) == gerund + 1), None)
    if goods is None or tree.lower[preposition] != "with" or tree.lemma[tree.head[preposition]] not in _PROVIDE:
        return
    tree.attach(goods, preposition, "pobj")
    tree.attach(gerund, goods, "amod")
    tree.pos[gerund] = "ADJ"


def governed_preposition(tree: Tree, verb: int, prepositions: Iterable[str]) -> None:
    """Undo "accused [Huawei of spying]": the verb's preposition hung on the noun before it."""
    own = {tree.lower[c] for c in tree.children[verb]}
    for preposition in prepositions:
        if preposition in own:
            continue
        for noun in _nouns_after(tree, verb):
            for c in tree.children[noun]:
                if tree.lower[c] == preposition and tree.dep[c] == "prep" and c > noun:
                    tree.attach(c, verb, "prep")
                    return


def _nouns_after(tree: Tree, verb: int) -> list[int]:
    """Return the object and the agent of the verb, with the names in apposition to them."""
    found = [o for c in tree.children[verb] if tree.dep[c] in {"dobj", "oprd"} and c > verb for o in tree.conjuncts(c)]
    found += [o for c in tree.children[verb] if tree.dep[c] == "agent" for o in tree.children[c]]
    found += [  # "convicted in [2021 of spying]"
        o
        for c in tree.children[verb]
        if tree.dep[c] == "prep" and tree.lower[c] in {"in", "on", "by"} and c > verb
        for o in tree.children[c]
        if tree.dep[o] == "pobj"
    ]
    return [*found, *(a for noun in found for a in tree.children[noun] if tree.dep[a] == "appos")]
