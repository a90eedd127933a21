"""Mistakes that the parser makes with regularity, undone before anything is read off the tree.

Each repair is a few heads and labels moved, and holds whatever the words mean; what depends on the
meaning of a word belongs in the lexicon.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING

from kg import nouns
from kg.extract.phrases import load_phrases
from kg.resources import load_yaml, ontology_dir

if TYPE_CHECKING:
    from spacy.tokens import Span

    from kg.extract.tree import Tree
    from kg.nouns import Nouns

__all__ = ["repair"]

_NOMINAL = frozenset({"NOUN", "PROPN"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_RIGHT = frozenset({"dobj", "oprd", "xcomp", "ccomp", "attr"})


@cache
def _valency() -> dict[str, frozenset[str]]:
    """Return the prepositions that verbs govern over their object, by lemma, from `ontology/valency.yaml`."""
    data = load_yaml(ontology_dir() / "valency.yaml")
    return {str(verb): frozenset(map(str, prepositions)) for verb, prepositions in data.items()}


def repair(tree: Tree) -> None:
    """Correct the tree in place."""
    valency = _valency()
    givers = load_phrases().givers
    known = nouns.load()
    names = {i: span for span in tree.doc.spans.get("names", ()) for i in range(span.start, span.end)}
    for span in tree.doc.spans.get("names", ()):
        if span.start and span.label_ not in {"Country", "Place", "Bloc"}:
            _description_apart(tree, span, known)
            _payee(tree, span)
            _two_for_one(tree, span, names)
    for i, dep in enumerate(tree.dep):
        if dep == "advcl" and tree.head[i] < i:
            _asked_subject(tree, i)
        elif dep == "acl" and tree.tag[i] in {"VBN", "VBD"} and tree.dep[tree.head[i]] == "ROOT":
            _participle_for_verb(tree, i)
        elif dep == "poss" and tree.pos[i] == "PROPN":
            _first_of_two(tree, i)
        elif dep == "case" and tree.tag[i] == "POS":
            _owner_for_member(tree, i, names)
        if dep == "acl" and tree.tag[i] == "VBN" and tree.lower[tree.head[i]] in {"cent", "percent", "%"}:
            _share_as_predicate(tree, i)
        if dep in _SUBJECTS and tree.dep[tree.head[i]] in {"aux", "auxpass"}:
            tree.attach(i, tree.head[tree.head[i]], dep)  # "Britain has for the first time blamed": the verb's subject
        if dep == "conj" and tree.pos[i] in _NOMINAL and tree.pos[tree.head[i]] == "VERB":
            _noun_beside_verb(tree, i)
        if dep == "advmod" and i in names and names[i].label_ not in {"Place", "Country", "Bloc", "Event"}:
            _name_for_adverb(tree, i)
        if tree.lower[i] in {"one", "another"} and dep in {"conj", "nsubj", "dobj", "appos", "pobj"}:
            _one_of_a_kind(tree, i, names)
        if tree.lemma[i] in givers and tree.pos[i] == "VERB":
            _given(tree, i, names)
        if tree.lemma[i] in valency and tree.pos[i] == "VERB":
            _governed_preposition(tree, i, valency[tree.lemma[i]])


def _description_apart(tree: Tree, span: Span, known: Nouns) -> None:
    """Undo a description or title that was taken apart from the name behind it: "with President | Jo Ek"."""
    noun, name = span.start - 1, span.root.i
    if (
        tree.pos[noun] not in _NOMINAL
        or tree.head[name] == noun
        or tree.head[noun] in range(span.start, span.end)
        or tree.sentence[noun] != tree.sentence[name]
        or any(tree.head[i] == noun for i in range(span.start, span.end))
        or known.classify([tree.lemma[noun]]) is None
        or _of_another_clause(tree, noun, name)
    ):
        return
    verb = tree.head[name]
    subjects = [c for c in tree.children[verb] if tree.dep[c] in _SUBJECTS]
    if tree.dep[name] not in _SUBJECTS or len(subjects) > 1:
        if tree.head[noun] == noun:
            return
        head, dep = tree.head[noun], tree.dep[noun]
        if dep in {"compound", "nmod", "amod"} or head in tree.subtree(name):
            return
        tree.attach(name, head, dep)
    for c in list(tree.children[noun]):
        if c != name:
            tree.attach(c, name, tree.dep[c])
    tree.attach(noun, name, "compound")


def _payee(tree: Tree, span: Span) -> None:
    """Undo "fined [Apple 500 million euros]": whom a sum is taken from or given to, read as a part of it."""
    name = span.root.i
    money = tree.head[name]
    if (
        span.end >= len(tree.head)
        or tree.tag[span.end] not in {"CD", "$"}
        or tree.sentence[span.end] != tree.sentence[name]
    ):
        return
    if tree.dep[name] in {"nmod", "compound", "npadvmod", "poss"} and money > name:
        verb = tree.head[tree.first_conjunct(money)]
        if tree.dep[tree.first_conjunct(money)] == "dobj" and tree.pos[verb] == "VERB" and verb < name:
            tree.attach(name, verb, "dative")
    elif tree.dep[name] == "conj":  # "... and Meta 200 million euros"
        first = tree.first_conjunct(name)
        verb = tree.head[first]
        payee = next((c for c in tree.children[verb] if tree.dep[c] == "dative"), None)
        if payee is not None and payee < first < name:
            tree.attach(name, payee, "conj")


def _two_for_one(tree: Tree, span: Span, names: Mapping[int, Span]) -> None:
    """Undo "[Mistral and Aleph] Alpha": the first of two names read as a part of the second."""
    first, last = span.root.i, tree.head[span.root.i]
    if tree.dep[first] not in {"nmod", "compound"} or last < span.end or last not in names:
        return
    other = names[last]
    if not (span.kb_id_ or other.kb_id_):
        return  # "North Carolina Agricultural and Technical State University" is one that was taken apart
    if other.root.i != last or [tree.lower[i] for i in range(span.end, other.start)] not in (["and"], ["or"], ["&"]):
        return
    if tree.head[last] == last:
        tree.attach(first, first, "ROOT")
    else:
        tree.attach(first, tree.head[last], tree.dep[last])
    for c in list(tree.children[last]):
        if c < first:
            tree.attach(c, first, tree.dep[c])
    tree.attach(last, first, "conj")


def _of_another_clause(tree: Tree, noun: int, name: int) -> bool:
    """Return True if the name begins the clause that tells the noun something: "told investors Huawei would ..."."""
    if tree.dep[name] not in _SUBJECTS:
        return False
    verb = tree.head[name]
    while tree.dep[verb] in {"conj", "xcomp"}:
        verb = tree.head[verb]
    return tree.dep[verb] in {"ccomp", "relcl", "acl", "advcl", "parataxis"}


def _asked_subject(tree: Tree, verb: int) -> None:
    """Undo "called [on lawmakers to pass it]": the preposition read as a subordinator of the infinitive."""
    below = tree.children[verb]
    mark = next((c for c in below if tree.dep[c] == "mark" and tree.lower[c] in {"on", "upon"}), None)
    subject = next((c for c in below if tree.dep[c] == "nsubj"), None)
    if mark is None or subject is None or not any(tree.dep[c] == "aux" and tree.lower[c] == "to" for c in below):
        return
    tree.attach(mark, tree.head[verb], "prep")
    tree.attach(subject, mark, "pobj")
    tree.dep[verb] = "xcomp"


def _share_as_predicate(tree: Tree, participle: int) -> None:
    """Undo "it [is 60 per cent], owned by funds": the share says how much it is owned, and is no predicate."""
    share = noun = tree.head[participle]
    while tree.dep[noun] in {"pobj", "prep"}:  # "60 per cent"
        noun = tree.head[noun]
    be = tree.head[noun]
    if tree.dep[noun] != "attr" or tree.lemma[be] != "be":
        return
    if tree.head[be] == be:
        tree.attach(participle, participle, "ROOT")
    else:
        tree.attach(participle, tree.head[be], tree.dep[be])
    for c in list(tree.children[be]):
        if c not in {participle, noun}:
            tree.attach(c, participle, "nsubjpass" if tree.dep[c] == "nsubj" else tree.dep[c])
    tree.attach(be, participle, "auxpass")
    tree.attach(share, participle, "npadvmod")
    if noun != share:
        tree.attach(noun, share, "nummod")


def _owner_for_member(tree: Tree, mark: int, names: Mapping[int, Span]) -> None:
    """Undo lists of names with an owner each that were read askew: "Singapore's Temasek and [Abu Dhabi]'s MGX".

    An owner stands before what it owns, whatever the parser took it for.
    """
    owner, owned = tree.head[mark], names[mark + 1].root.i if mark + 1 in names else None
    if owned is None or owner not in names:
        return
    if tree.dep[owner] != "poss" and tree.head[owner] != owner:
        head, dep = tree.head[owner], tree.dep[owner]
        if head in names and tree.head[head] == owned and tree.dep[head] in {"nmod", "compound"}:
            # "China's [CNNC and Korea]'s KHNP": the first of two, read as a part of the second
            for c in list(tree.children[owned]):
                if c < head and tree.dep[c] == "poss":
                    tree.attach(c, head, "poss")
            tree.attach(head, tree.head[owned], tree.dep[owned])
        tree.attach(owned, head, dep)
        tree.attach(owner, owned, "poss")


def _first_of_two(tree: Tree, name: int) -> None:
    """Undo "Romania's [Bitdefender and Slovakia]'s ESET": two members of a list, each with an owner."""
    last = tree.head[name]
    owner = next((c for c in tree.children[name] if tree.dep[c] == "conj" and tree.pos[c] == "PROPN"), None)
    if owner is None or owner > last or any(tree.dep[c] == "case" for c in tree.children[name]):
        return
    if not any(tree.dep[c] == "case" for c in tree.children[owner]):
        return
    if not any(tree.dep[c] == "poss" for c in tree.children[name]):
        return  # "Belgium and Denmark's parliament" may be that of both
    tree.attach(name, tree.head[last], tree.dep[last])
    tree.attach(last, name, "conj")
    tree.attach(owner, last, "poss")


def _participle_for_verb(tree: Tree, verb: int) -> None:
    """Undo "Pegatron's board [named Jo Ek as chief]", a sentence read as a noun phrase."""
    noun = tree.head[verb]
    below = tree.children[verb]
    if (
        tree.pos[noun] not in _NOMINAL
        or verb < noun
        or not any(tree.dep[c] in _RIGHT and c > verb for c in below)
        or any(tree.dep[c] == "agent" for c in below)
        or any(tree.dep[c] in {"nsubj", "cop", "aux", "appos"} for c in tree.children[noun])
    ):
        return
    after = [c for c in tree.children[noun] if c > verb]
    tree.attach(verb, verb, "ROOT")
    tree.attach(noun, verb, "nsubj")
    tree.tag[verb] = "VBD"
    for c in after:
        tree.attach(c, verb, tree.dep[c])


def _noun_beside_verb(tree: Tree, noun: int) -> None:
    """Undo "[fell behind OpenAI] and a host of rivals": a noun is coordinated with a noun, not with a verb."""
    start, verb = tree.noun_start(noun), tree.head[noun]
    before = start - 2
    if (
        before <= verb
        or tree.lower[start - 1] not in {"and", "or"}
        or tree.pos[before] not in _NOMINAL
        or any(tree.dep[c] in _SUBJECTS | {"dobj", "aux", "relcl"} for c in tree.children[noun])
    ):
        return
    while tree.dep[before] in {"compound", "nmod"} and tree.head[before] > verb:
        before = tree.head[before]
    if tree.dep[before] in {"pobj", "dobj", "attr"} and before < noun:
        tree.attach(noun, before, "conj")


def _name_for_adverb(tree: Tree, name: int) -> None:
    """Undo "it edged out [GPT-4]" or "[Zelensky] won" with the name read as an adverb: the object or subject."""
    verb = tree.head[name]
    between = range(verb + 1, tree.noun_start(name))
    if name < verb and tree.is_verb(verb) and not any(tree.dep[c] in _SUBJECTS for c in tree.children[verb]):
        tree.attach(name, verb, "nsubj")
        return
    if tree.pos[verb] != "VERB" or name < verb or any(tree.dep[c] == "dobj" for c in tree.children[verb]):
        return
    if all(tree.dep[i] == "prt" for i in between):
        tree.attach(name, verb, "dobj")


def _one_of_a_kind(tree: Tree, one: int, names: Mapping[int, Span]) -> None:
    """Take "one" for the noun that it repeats, told by its preposition: "a pact with Australia and one with Japan"."""
    own = {tree.lower[c] for c in tree.children[one] if tree.dep[c] == "prep"} - {"of", "in"}
    first, _ = tree.sentences[tree.sentence[one]]
    for noun in range(one - 1, first - 1, -1):
        after = {tree.lower[c] for c in tree.children[noun] if tree.dep[c] == "prep" and c > noun}
        if tree.pos[noun] == "NOUN" and noun not in names and own & after:
            tree.attach(one, noun, "conj")
            tree.lemma[one], tree.pos[one], tree.tag[one] = tree.lemma[noun], "NOUN", "NN"
            return


def _given(tree: Tree, verb: int, names: Mapping[int, Span]) -> None:
    """Undo "awarded [Palantir, a data firm, a contract]": what is given, read as one more description of whom."""
    whom = next((c for c in tree.children[verb] if tree.dep[c] == "dobj" and c in names), None)
    if whom is None:
        return
    described = [c for c in tree.children[whom] if tree.dep[c] == "appos" and tree.pos[c] == "NOUN"]
    if len(described) > 1 and tree.lower[tree.noun_start(described[-1])] in {"a", "an"}:
        tree.attach(whom, verb, "dative")
        tree.attach(described[-1], verb, "dobj")


def _governed_preposition(tree: Tree, verb: int, prepositions: Iterable[str]) -> None:
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
    found = [c for c in tree.children[verb] if tree.dep[c] in {"dobj", "oprd"} and c > verb]
    found += [o for c in tree.children[verb] if tree.dep[c] == "agent" for o in tree.children[c]]
    return [*found, *(a for noun in found for a in tree.children[noun] if tree.dep[a] == "appos")]
