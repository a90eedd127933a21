"""Arguments that the words leave out because the text has just named them.

A "rival" without an owner is that of whom the text speaks; who "retaliates" answers the state that
acted last. Each is found by where it stands, never by what would make a claim.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING

from kg.resources import load_yaml, ontology_dir

if TYPE_CHECKING:
    from kg.extract.clauses import Clauses
    from kg.extract.tree import Tree

__all__ = ["authority", "counterpart", "culprit", "doer", "firm", "opponent", "plaintiff"]

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_BACK = 1
"""How many sentences back a counterpart is looked for."""
_FAR = 2
"""How many sentences back the act lies that is answered."""
_STATES = ("Country", "Bloc")
_SUING = frozenset({"sue", "countersue"})
_SUITS = frozenset({"suit", "lawsuit", "complaint", "case", "petition"})
_AUTHORITIES = ("Country", "Bloc", "GovernmentBody")


def counterpart(clauses: Clauses, noun: int) -> list[int]:
    """Return whose rival, customer or partner it is where nothing says so: "Lynas, an Australian rival, ...".

    Of "Unitree and Shenzhen-based rival UBTech" it is Unitree; else the firm that is the subject of the
    clause around, or of one of the two sentences before.
    """
    tree, arguments = clauses.tree, clauses.arguments
    if any(tree.lower[c] in {"the", "this", "that", "these", "those", "both"} for c in tree.children[noun]):
        return []
    if any(tree.dep[c] == "poss" for c in tree.children[noun]) or tree.preposition_objects(noun, "of"):
        return []
    described = arguments.fill(noun, ("Company",))
    head = tree.head[noun]
    if tree.dep[noun] == "appos" and tree.tag[noun] == "NNS":  # "Sequoia and Intel, two early investors,"
        described = [*described, *arguments.fill(tree.first_conjunct(head), ("Company",))]
    own = {argument.identity for argument in described}
    name = head if head in arguments.names else noun
    if tree.dep[name] == "conj" and (beside := _firm(clauses, tree.head[name], own)):
        return beside
    first = tree.sentences[tree.sentence[noun]][0]
    here = [t for t in arguments.names if first <= t < noun and _firm(clauses, t, own)]
    if len({arguments.names[t].kb_id_ or arguments.names[t].id_ or arguments.names[t].text for t in here}) == 1:
        return here[-1:]  # the one other firm that the sentence has named
    for token in _subjects_before(clauses, noun, _BACK):
        if firm := _firm(clauses, token, own):
            return firm
    return []


def firm(clauses: Clauses, token: int) -> list[int]:
    """Return the firm that a share is of where nothing says so: "Intel keeps the remainder", "will own 25 per cent".

    The one that a share was of before, else whom the text speaks of, else the name closest before in
    the sentence; never whoever holds it.
    """
    tree, arguments = clauses.tree, clauses.arguments
    verb = token if tree.is_verb(token) else tree.clause_of(token)
    holders = [*clauses.deep_subject(verb), *(c for c in tree.children[token] if tree.dep[c] == "poss")]
    own = {argument.identity for holder in holders for argument in arguments.fill(holder, ("Agent",))}
    relative = any(tree.is_relative_pronoun(t) for t in tree.preposition_objects(verb, "in"))
    if not own or relative:  # "a plant, in which Toyota will own a stake"
        return []
    for share in _before(tree, token, _FAR):
        if tree.lemma[share] not in arguments.shares:
            continue
        for held in [*tree.preposition_objects(share, "of"), *tree.preposition_objects(share, "in")]:
            fits = [a for a in arguments.fill(held, ("Company",)) if a.identity not in own]
            return [held] if fits else []
    for subject in _subjects_before(clauses, token, _BACK):
        if found := _firm(clauses, subject, own):
            return found
    here = [i for i in arguments.names if tree.sentences[tree.sentence[token]][0] <= i < token]
    for name in sorted(here, reverse=True):
        if found := _firm(clauses, name, own):
            return found
    return []


def _firm(clauses: Clauses, token: int, own: set[str]) -> list[int]:
    readings = clauses.arguments.readings(token)
    if not readings or len(readings[0]) != 1:
        return []
    argument = readings[0][0]
    firm = clauses.arguments.is_kind(argument.type, "Company") and argument.named and argument.identity not in own
    return [token] if firm else []


def opponent(clauses: Clauses, token: int) -> list[int]:
    """Return the state that acted last before who retaliates: "Washington raised its duties. Beijing hit back".

    Of a ministry whose country the text names nowhere else it is the ministry.
    """
    own = {country for actor in _actors(clauses, token) for country in _countries(clauses, actor)}
    if not own:
        return []
    for subject in [*_patients_above(clauses, token), *_subjects_before(clauses, token, _FAR)]:
        for country, named in _countries(clauses, subject).items():
            if country not in own:
                return [named]
    return []


def authority(clauses: Clauses, token: int) -> list[int]:
    """Return the authority that acted last: whose decision it is that somebody will "challenge in court"."""
    tree, arguments = clauses.tree, clauses.arguments
    verb = token if tree.is_verb(token) else tree.clause_of(token)
    if tree.tag[verb] == "VBN" and tree.dep[verb] in {"acl", "amod", "advcl", "relcl"} and not clauses.is_finite(verb):
        return []  # "a firm, convicted in 2021, ..."
    own = _acting(clauses, verb)
    for actor in _actors_before(clauses, token, _FAR):
        for reading in arguments.readings(actor)[:1]:
            kinds = (*_AUTHORITIES, "Group") if tree.lemma[actor] in clauses.phrases.authorities else _AUTHORITIES
            if any(arguments.is_kind(a.type, kind) and a.identity not in own for a in reading for kind in kinds):
                return [actor]
    return []


def culprit(clauses: Clauses, token: int) -> list[int]:
    """Return who attacked somebody before, or is blamed for it: whom one condemns who condemns "the attack"."""
    tree, phrases = clauses.tree, clauses.phrases
    verb = token if tree.is_verb(token) else tree.clause_of(token)
    own = _acting(clauses, verb)
    for act in _before(tree, token, _FAR):
        if not tree.is_verb(act):
            continue
        found: list[int] = []
        if tree.lemma[act] in phrases.blaming:
            found = clauses.deep_object(act)
        elif tree.lemma[act] in phrases.assaults:
            found = clauses.deep_subject(act)
        if any(a.identity not in own for who in found for a in clauses.arguments.fill(who, ("Agent",))):
            return found
    return []


def plaintiff(clauses: Clauses, suit: int) -> list[int]:
    """Return who went to court before "the complaint" says or names something."""
    tree = clauses.tree
    if not any(tree.lower[c] in {"the", "this"} for c in tree.children[suit]):
        return []
    for verb in _before(tree, suit, _BACK):
        if not tree.is_verb(verb):
            continue
        files = any(tree.lemma[c] in _SUITS and tree.dep[c] == "dobj" for c in tree.children[verb])
        if files or tree.lemma[verb] in _SUING:
            return clauses.deep_subject(verb)
    return []


def _acting(clauses: Clauses, verb: int) -> set[str]:
    """Return the identities of those who act by the verb."""
    return {a.identity for actor in clauses.deep_subject(verb) for a in clauses.arguments.fill(actor, ("Agent",))}


def _before(tree: Tree, token: int, back: int) -> Iterable[int]:
    """Return the tokens before one, the nearest first, as far as so many sentences back."""
    return reversed(range(tree.sentences[max(0, tree.sentence[token] - back)][0], token))


def _actors_before(clauses: Clauses, token: int, back: int) -> Iterator[int]:
    """Yield who acts before the token, sentence by sentence, last first; of a passive whoever its "by" names."""
    tree = clauses.tree
    number = tree.sentence[token]
    for earlier in range(number, max(-1, number - back - 1), -1):
        first, last = tree.sentences[earlier]
        for i in range(min(last, token) - 1, first - 1, -1):
            if tree.dep[i] == "nsubj" or (tree.dep[i] == "pobj" and tree.dep[tree.head[i]] == "agent"):
                yield from clauses.arguments.heads(i) if tree.is_relative_pronoun(i) else (i,)


def _patients_above(clauses: Clauses, token: int) -> list[int]:
    """Return whom the main clause is about: "threatened to retaliate against the bloc, calling the step illegal"."""
    tree = clauses.tree
    if tree.tag[token] != "VBG" or tree.dep[token] != "advcl":
        return []
    verbs = [tree.head[token], *clauses.complements(tree.head[token])]
    return [t for verb in verbs for t in (*clauses.deep_object(verb), *tree.preposition_objects(verb, "against"))]


def doer(clauses: Clauses, noun: int) -> list[int]:
    """Return who did what a noun with "the" or "this" refers back to: "X asked for a ban. Y called the demand absurd".

    The subject of the nearest verb before it, or the owner of the nearest noun, that `deeds.yaml` has for it.
    """
    tree = clauses.tree
    words = _deeds().get(tree.lemma[noun])
    if words is None or not any(tree.lower[c] in {"the", "this", "that"} for c in tree.children[noun]):
        return []
    owned = any(tree.dep[c] == "poss" or c in clauses.arguments.names for c in tree.children[noun])
    if owned or any(tree.preposition_objects(noun, word) for word in ("by", "from", "of")):
        return []
    for i in _before(tree, noun, _FAR):
        if tree.lemma[i] not in words or i == tree.head[noun]:
            continue
        actors = clauses.deep_subject(i) if tree.is_verb(i) else clauses.noun_actor(i) if tree.pos[i] == "NOUN" else []
        if any(clauses.arguments.fill(actor, ("Agent",)) for actor in actors):
            return actors
    return []


@cache
def _deeds() -> dict[str, frozenset[str]]:
    groups = load_yaml(ontology_dir() / "deeds.yaml").values()
    return {
        str(noun): frozenset(map(str, [*group["nouns"], *group["verbs"]]))
        for group in groups
        for noun in group["nouns"]
    }


def _actors(clauses: Clauses, token: int) -> list[int]:
    """Return who retaliates: the subject of the verb, or whoever a noun ("retaliation") is lent by its clause."""
    tree = clauses.tree
    if tree.is_verb(token):
        return clauses.deep_subject(token)
    verb = tree.clause_of(token)
    return clauses.noun_actor(token) or (clauses.deep_subject(verb) if tree.is_verb(verb) else [])


def _countries(clauses: Clauses, token: int) -> dict[str, int]:
    """Return the states that act where the token does, by key, each with a token that names it, or acts for it.

    Of a ministry it is the state whose it is, of a head of state the country.
    """
    arguments = clauses.arguments
    found: dict[str, int] = {}
    for head in arguments.heads(token):
        for argument in (argument for reading in arguments.readings(head)[:1] for argument in reading):
            if any(arguments.is_kind(argument.type, kind) for kind in _STATES):
                found.setdefault(argument.identity, head)
            elif argument.type in {"GovernmentBody", "Person"} and (key := arguments.home_of(argument)):
                named = [i for i, span in arguments.names.items() if i <= token and span.kb_id_ == key]
                found.setdefault(key, max(named, default=head))
    return found


def _subjects_before(clauses: Clauses, token: int, back: int) -> Iterator[int]:
    """Yield the subjects before the token, those of its own sentence first, then sentence by sentence."""
    tree = clauses.tree
    number = tree.sentence[token]
    for earlier in range(number, max(-1, number - back - 1), -1):
        first, last = tree.sentences[earlier]
        subjects = [i for i in range(first, min(last, token)) if tree.dep[i] in _SUBJECTS]
        main = [i for i in subjects if tree.dep[tree.head[i]] in {"ROOT", "ccomp"}]
        yield from main
        yield from (i for i in reversed(subjects) if i not in main)
