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
_FORMER = (
    ("then",),
    ("until",),
    ("till",),
    ("at", "the", "time"),
    ("at", "that", "time"),
    ("since",),
    ("for", "years"),
)
"""What may say before a title when it was held."""
_NUMBERS = {"two": 2, "both": 2, "three": 3, "four": 4, "five": 5, "2": 2, "3": 3, "4": 4, "5": 5}
_FARTHEST_TITLE = 10
"""Tokens behind the comma within which such a title stands."""
_UNLIKE = frozenset({("infinitive", "finite"), ("infinitive", ""), ("finite", "participle"), ("finite", "bare")})
"""Forms of a verb and of one that it cannot go on with."""
_PAST = frozenset(
    (
        "became",
        "began",
        "broke",
        "came",
        "chose",
        "drew",
        "drove",
        "fell",
        "flew",
        "forbade",
        "gave",
        "grew",
        "hid",
        "knew",
        "oversaw",
        "overtook",
        "ran",
        "rose",
        "sank",
        "saw",
        "shook",
        "spoke",
        "stole",
        "swore",
        "threw",
        "took",
        "tore",
        "undertook",
        "went",
        "withdrew",
        "wore",
        "wrote",
    )
)
"""Past tenses of verbs that have another form behind "had"."""
_AGENTS = frozenset({"Company", "ResearchOrganization", "GovernmentBody", "MediaOutlet", "Group"})
_OF_AGENTS = frozenset({"lead", "head", "chair", "run", "found", "co-found", "cofound", "own", "back"})
"""Participles that are said of agents alone."""
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
            _title_as_adjective(tree, span)
            _description_apart(tree, span, known)
            _payee(tree, span)
            if span.label_ == "Person":
                _apposition_apart(tree, span, known)
            _two_for_one(tree, span, names)
        if span.label_ == "TechnologyField":
            _gerund_for_modifier(tree, span)
        if span.label_ not in {"Country", "Place", "Bloc"}:
            _another_for_description(tree, span, names)
            _former_title(tree, span, known)
            _set_off(tree, span)
    for i, dep in enumerate(tree.dep):
        if tree.pos[i] in {"VERB", "ADV", "NOUN"}:
            _word_class(tree, i)
        if dep == "advcl" and tree.head[i] < i:
            _asked_subject(tree, i)
        elif dep == "advcl" and tree.tag[i] == "VBN":
            _participle_apart(tree, i)
        elif dep == "acl" and tree.tag[i] in {"VBN", "VBD"} and tree.dep[tree.head[i]] == "ROOT":
            _participle_for_verb(tree, i)
        elif dep == "relcl" and tree.tag[i] == "VBN":
            _description_as_subject(tree, i, names)
        elif dep == "conj" and tree.is_verb(i):
            if tree.tag[i] in {"VBD", "VBZ"}:
                _verb_of_main_clause(tree, i)
            elif tree.tag[i] == "VBN" and _is_perfect(tree, i):
                _perfect_of_main_clause(tree, i)
            if tree.dep[i] == "conj":
                _like_with_like(tree, i)
        elif dep == "conj" and tree.pos[i] == "ADP":
            _same_preposition(tree, i)
        elif dep == "poss" and tree.pos[i] == "PROPN":
            _first_of_two(tree, i)
        elif dep == "case" and tree.tag[i] == "POS":
            _owner_for_member(tree, i, names)
        elif dep == "dobj" and tree.pos[i] == "NOUN":
            _aim_apart(tree, i, known)
            if i not in names:
                _description_for_object(tree, i, names)
        elif dep == "dative" and i in names:
            _last_payee(tree, i, names)
        elif dep == "conj" and i in names and tree.dep[tree.head[i]] == "appos" and tree.head[i] not in names:
            _member_for_description(tree, i, names)
        elif dep == "conj" and tree.tag[i] == "NN" and i not in names and tree.head[i] in names:
            _description_for_member(tree, i, names[tree.head[i]])
        elif dep == "xcomp" and tree.tag[i] == "VBG" and tree.lemma[tree.head[i]] in load_phrases().no_gerund:
            _modifier_for_gerund(tree, i)
        if dep == "acl" and tree.tag[i] == "VBN" and tree.child(i, "agent") is not None:
            _participle_of_maker(tree, i, known)
        if dep == "acl" and tree.tag[i] == "VBN" and tree.lower[tree.head[i]] in {"cent", "percent", "%"}:
            _share_as_predicate(tree, i)
        if dep == "nummod" and tree.tag[tree.head[i]] == "NNS" and tree.lower[i] in _NUMBERS:
            _counted_names(tree, tree.head[i], _NUMBERS[tree.lower[i]], names)
        if dep == "acomp" and tree.tag[i] == "VBN" and tree.lemma[tree.head[i]] == "be":
            _participle_as_adjective(tree, i)
        if tree.lower[i] == "including" and dep == "prep":
            _members_apart(tree, i, known, names)
        if dep == "advmod" and tree.lower[i] in {"together", "along"} and tree.lower[tree.head[i]] == "with":
            _together_with(tree, i, tree.head[i])
        if dep in _SUBJECTS and tree.dep[tree.head[i]] in {"aux", "auxpass"}:
            tree.attach(i, tree.head[tree.head[i]], dep)  # "Britain has for the first time blamed": the verb's subject
        if dep == "conj" and i in names:
            _beside_description(tree, i, names)
        if dep in _SUBJECTS and i in names and i < tree.head[i]:
            _two_subjects(tree, i)
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


def _apposition_apart(tree: Tree, span: Span, known: Nouns) -> None:
    """Undo "the EU, which sanctioned the junta's chief, | Jo Ek": hung on a noun before that whose name it is."""
    noun, name = span.start - 2, span.root.i
    if (
        noun >= 0
        and tree.lower[span.start - 1] == ","
        and tree.dep[name] == "appos"
        and tree.head[name] < noun
        and tree.pos[noun] == "NOUN"
        and known.classify([tree.lemma[noun]]) == "Person"
        and tree.dep[noun] in {"dobj", "pobj", "nsubj", "nsubjpass"}
    ):
        tree.attach(name, noun, "appos")


def _gerund_for_modifier(tree: Tree, span: Span) -> None:
    """Undo "exports of [chipmaking | machinery]": a field that tells what goods they are, read as a verb."""
    field = span.root.i
    goods = next((c for c in tree.children[field] if tree.dep[c] == "dobj" and c == span.end), None)
    if tree.tag[field] == "VBG" and tree.dep[field] == "pcomp" and goods is not None:
        tree.attach(goods, tree.head[field], "pobj")
        tree.attach(field, goods, "compound")
        tree.pos[field], tree.tag[field] = "NOUN", "NN"
        for c in list(tree.children[field]):
            tree.attach(c, goods, tree.dep[c])


def _word_class(tree: Tree, i: int) -> None:
    """Undo a noun read as a verb where it fills a noun's place ("the controls it unveiled"), and the reverse."""
    below = {tree.dep[c] for c in tree.children[i]}
    if tree.tag[i] == "VBZ" and tree.dep[i] in {"dobj", "pobj"} and below & {"det", "amod", "poss", "compound"}:
        tree.pos[i], tree.tag[i] = "NOUN", "NNS"
    elif tree.tag[i] in {"VBP", "VB"} and tree.dep[i] == "appos" and "det" in below:
        tree.pos[i], tree.tag[i] = "NOUN", "NN"  # "Jo Ek, a China [watcher] at Foro"
    elif tree.tag[i] in {"RB", "NN"} and {"nsubj", "dobj"} <= below:
        tree.pos[i], tree.tag[i] = "VERB", "VBP"


def _aim_apart(tree: Tree, noun: int, known: Nouns) -> None:
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


def _participle_apart(tree: Tree, participle: int) -> None:
    """Undo "Under the rules, | drafted by Brussels, banks must report": said of the noun before the comma."""
    noun = participle - 2
    below = {tree.dep[c] for c in tree.children[participle]}
    if (
        noun < 0
        or tree.lower[participle - 1] != ","
        or tree.pos[noun] != "NOUN"
        or tree.sentence[noun] != tree.sentence[participle]
        or tree.doc[noun].ent_type_ in {"DATE", "TIME"}
        or "agent" not in below
        or below & {"aux", "auxpass", "nsubj", "nsubjpass", "mark"}
    ):
        return
    while tree.dep[noun] == "pobj" and tree.pos[tree.head[tree.head[noun]]] == "NOUN":  # "rules on AI, drafted by ..."
        noun = tree.head[tree.head[noun]]
    tree.attach(participle, noun, "acl")


def _participle_of_maker(tree: Tree, participle: int, known: Nouns) -> None:
    """Undo "a designer of [chips led by Jo Ek]": who is led is an agent, and no thing."""
    noun = tree.head[participle]
    above = tree.head[tree.head[noun]]
    if (
        tree.lemma[participle] in _OF_AGENTS
        and tree.dep[noun] == "pobj"
        and tree.lower[tree.head[noun]] == "of"
        and tree.pos[above] == "NOUN"
        and tree.pos[noun] == "NOUN"
        and known.classify([tree.lemma[above]]) in _AGENTS
        and known.classify([tree.lemma[noun]]) not in _AGENTS
    ):
        tree.attach(participle, above, "acl")


def _title_as_adjective(tree: Tree, span: Span) -> None:
    """Undo "whose [chief] Jo Ek", a title read as an adjective."""
    title = span.start - 1
    if span.label_ == "Person" and tree.lower[title] == "chief" and tree.pos[title] == "ADJ":
        tree.pos[title], tree.tag[title], tree.dep[title] = "NOUN", "NN", "compound"


def _former_title(tree: Tree, span: Span, known: Nouns) -> None:
    """Undo "Jo Ek, [until May an adviser to Foro], ...", a title with its time read as a part of the clause."""
    name, comma = span.root.i, span.end
    if span.label_ != "Person" or comma + 2 >= len(tree.head) or tree.lower[comma] != ",":
        return
    if not any(tree.lower[comma + 1 : comma + 1 + len(words)] == list(words) for words in _FORMER):
        return
    for i in range(comma + 2, min(comma + _FARTHEST_TITLE, len(tree.head))):
        if tree.is_verb(i) or tree.lower[i] == "," or tree.sentence[i] != tree.sentence[name]:
            return
        if known.classify([tree.lemma[i]]) in {"Person", "Group"} and tree.dep[i] not in {
            "compound",
            "amod",
            "nmod",
            "poss",
        }:
            if tree.head[name] != i and tree.dep[i] != "appos":
                tree.attach(i, name, "appos")
            return


def _set_off(tree: Tree, span: Span) -> None:
    """Undo "Jo Ek, [formerly of Foro], ...", what is said of the name between commas read as a part of the clause."""
    i = span.end + 1
    while i < len(tree.head) and tree.pos[i] == "ADV":
        i += 1
    if (
        span.end >= len(tree.head)
        or i >= len(tree.head)
        or tree.lower[span.end] != ","
        or tree.sentence[i] != tree.sentence[span.start]
    ):
        return
    if tree.lower[i] in {"of", "at"} and tree.dep[i] == "prep" and tree.is_verb(tree.head[i]):
        last = max(tree.subtree(i))
        if last + 1 < len(tree.head) and tree.lower[last + 1] == ",":
            tree.attach(i, span.root.i, "prep")


def _description_as_subject(tree: Tree, verb: int, names: Mapping[int, Span]) -> None:
    """Undo "Foro, [an outsider run by Jo Ek]", an apposition with its participle read as a clause."""
    name, noun = tree.head[verb], tree.child(verb, "nsubj", "nsubjpass")
    below = {tree.dep[c] for c in tree.children[verb]}
    if name not in names or noun is None or "agent" not in below or below & {"aux", "auxpass", "mark"}:
        return
    if tree.pos[noun] == "NOUN" and noun not in names:
        tree.attach(noun, name, "appos")
        tree.attach(verb, noun, "acl")


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


def _last_payee(tree: Tree, payee: int, names: Mapping[int, Span]) -> None:
    """Undo "awarded [Google and [Anthropic contracts]]": what is given, read with the last of those who get it."""
    verb = tree.head[payee]
    if any(tree.dep[c] == "dobj" for c in tree.children[verb]):
        return
    for given in tree.conjuncts(payee)[1:]:
        last = names.get(given - 1)
        if given not in names and last is not None and tree.head[last.root.i] == given:
            tree.attach(last.root.i, payee, "conj")
            tree.attach(given, verb, "dobj")
            return


def _description_for_object(tree: Tree, noun: int, names: Mapping[int, Span]) -> None:
    """Undo "bought 20 per cent of Austal, [an Australian shipbuilder]": a description read as a second object."""
    start = tree.noun_start(noun)
    name = names.get(start - 2)
    if name is None or tree.lower[start - 1] != "," or tree.tag[start] not in {"DT", "PRP$"}:
        return
    if any(tree.dep[c] == "dobj" and c < noun for c in tree.children[tree.head[noun]]):
        tree.attach(noun, name.root.i, "appos")


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


def _counted_names(tree: Tree, noun: int, number: int, names: Mapping[int, Span]) -> None:
    """Undo "two firms, [Foro and Bar], ...", the names of those who were counted read as further members of a list."""
    first = next((c for c in tree.children[noun] if tree.dep[c] == "conj" and c > noun), None)
    if (
        first is not None
        and first in names
        and tree.lower[names[first].start - 1] == ","
        and len(tree.conjuncts(first)) == number
    ):
        tree.dep[first] = "appos"


def _members_apart(tree: Tree, including: int, known: Nouns, names: Mapping[int, Span]) -> None:
    """Undo "sanctioned ten companies over [the war, including Huawei]": members of what is many and of their kind."""
    named = next((c for c in tree.children[including] if tree.dep[c] == "pobj" and c in names), None)
    head = tree.head[including]
    if named is None or tree.tag[head] in {"NNS", "NNPS"} or tree.lower[including - 1] != ",":
        return
    first, _ = tree.sentences[tree.sentence[including]]
    for noun in range(including - 1, first - 1, -1):
        if tree.tag[noun] == "NNS" and noun not in names:
            kind = known.classify([tree.lemma[noun]])
            if kind == names[named].label_ or {kind, names[named].label_} == {"Group", "Person"}:
                tree.attach(including, noun, "prep")
                return


def _together_with(tree: Tree, adverb: int, preposition: int) -> None:
    """Hang "with" under "together" or "along", also where the parser has it the other way round."""
    tree.attach(adverb, tree.head[preposition], "advmod")
    tree.attach(preposition, adverb, "prep")


def _participle_as_adjective(tree: Tree, participle: int) -> None:
    """Undo "it is [majority-owned] by funds", a passive read as an adjective."""
    be = tree.head[participle]
    if tree.child(participle, "agent") is not None and tree.child(be, "nsubj") is not None:
        _make_predicate(tree, participle, be)


def _make_predicate(tree: Tree, participle: int, be: int) -> None:
    """Put the participle in the place of its "be", whose subject it takes."""
    if tree.head[be] == be:
        tree.attach(participle, participle, "ROOT")
    else:
        tree.attach(participle, tree.head[be], tree.dep[be])
    for c in list(tree.children[be]):
        if c != participle:
            tree.attach(c, participle, "nsubjpass" if tree.dep[c] == "nsubj" else tree.dep[c])
    tree.attach(be, participle, "auxpass")


def _share_as_predicate(tree: Tree, participle: int) -> None:
    """Undo "it [is 60 per cent], owned by funds": the share says how much it is owned, and is no predicate."""
    share = noun = tree.head[participle]
    while tree.dep[noun] in {"pobj", "prep"}:  # "60 per cent"
        noun = tree.head[noun]
    be = tree.head[noun]
    if tree.dep[noun] != "attr" or tree.lemma[be] != "be":
        return
    _make_predicate(tree, participle, be)
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


def _another_for_description(tree: Tree, span: Span, names: Mapping[int, Span]) -> None:
    """Undo "backed by Foro, [the operator Eutelsat and the state]": one more of a list, read as what the first is.

    A noun with a name right behind it says what that name is, and not the one before.
    """
    name = span.root.i
    noun = tree.head[name] if tree.dep[name] == "appos" and tree.head[name] == span.start - 1 else name
    head = tree.head[noun]
    start = tree.noun_start(noun)
    if (
        tree.dep[noun] != "appos"
        or (noun in names) != (noun == name)
        or head not in names
        or head >= start - 1
        or tree.lower[start - 1] != ","
        or tree.lower[start] not in {"the", "a", "an"}
        or (noun == name and start >= span.start - 1)
    ):
        return
    others = [c for c in tree.children[name] if tree.dep[c] == "conj" and c > name]
    if not others or tree.lower[span.end] not in {"and", "or"}:
        return
    tree.attach(noun, head, "conj")
    for c in others:
        tree.attach(c, head, "conj")


def _beside_description(tree: Tree, name: int, names: Mapping[int, Span]) -> None:
    """Undo "Foro, [an owned group, and Nexperia]": the second of two names, read with what the first is."""
    noun = tree.head[name]
    first = tree.head[noun]
    conjunction = tree.noun_start(name) - 1
    if (
        tree.dep[noun] == "appos"
        and tree.tag[noun] == "NN"
        and noun not in names
        and first in names
        and first < noun < conjunction
        and tree.lower[conjunction] == "and"
        and tree.lower[conjunction - 1] == ","
        and names[first].label_ == names[name].label_
    ):
        tree.attach(name, first, "conj")


def _two_subjects(tree: Tree, second: int) -> None:
    """Undo "[Hungary], where it builds, and [Spain], which buys, will ...": two subjects of one verb, with "and"."""
    verb = tree.head[second]
    conjunction = tree.noun_start(second) - 1
    if conjunction < 0 or tree.lower[conjunction] != "and":
        return
    for first in tree.children[verb]:
        if tree.dep[first] == tree.dep[second] and first < conjunction:
            tree.attach(second, first, "conj")
            return


def _description_for_member(tree: Tree, noun: int, name: Span) -> None:
    """Undo "revenue from [G42, its investor] and chief customer": what a name is called, read as one more member."""
    start = tree.noun_start(noun)
    if start == name.end + 1 and tree.lower[name.end] == "," and tree.tag[start] == "PRP$":
        tree.dep[noun] = "appos"


def _member_for_description(tree: Tree, name: int, names: Mapping[int, Span]) -> None:
    """Undo "Mubadala, [the state fund, and Al Sadu]": a name is coordinated with a name, not with its description."""
    noun = tree.head[name]
    first = tree.head[noun]
    joint = tree.noun_start(name) - 1
    if first in names and first < noun and tree.lower[joint] in {"and", "or"} and tree.lower[joint - 1] == ",":
        for c in list(tree.children[noun]):
            if noun < c < name and tree.dep[c] in {"cc", "punct"}:
                tree.attach(c, first, tree.dep[c])
        tree.attach(name, first, "conj")


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
        or not any(c > verb and (tree.dep[c] in _RIGHT or _is_past(tree, c)) for c in below)
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


def _is_past(tree: Tree, i: int) -> bool:
    """Return True for a verb in the past tense that is coordinated with the one above it."""
    return tree.dep[i] == "conj" and tree.tag[i] == "VBD"


def _verb_of_main_clause(tree: Tree, verb: int) -> None:
    """Undo "said [it would see X in court, and filed suit]": the second verb is the main clause's, as its form tells.

    What has a tense and an object of its own does not go on with an infinitive behind "would", nor,
    behind a comma, with a passive.
    """
    inner = tree.head[verb]
    outer = tree.head[inner]
    below = tree.children[verb]
    if (
        tree.dep[inner] not in {"ccomp", "advcl"}
        or not tree.is_verb(outer)
        or outer > inner
        or not any(tree.dep[c] in _SUBJECTS for c in tree.children[inner])
        or not any(tree.dep[c] in _SUBJECTS for c in tree.children[outer])
        or any(tree.dep[c] in {*_SUBJECTS, "aux", "auxpass", "mark"} for c in below)
        or not any(tree.dep[c] in _RIGHT and c > verb for c in below)
    ):
        return
    joint = next((c for c in tree.children[inner] if tree.dep[c] == "cc" and inner < c < verb), None)
    if joint is None:
        return
    modal = tree.tag[inner] == "VB" and any(tree.tag[c] == "MD" for c in tree.children[inner])
    passive = any(tree.dep[c] == "auxpass" for c in tree.children[inner]) and tree.lower[joint - 1] in {",", '"', "”"}
    if (modal and tree.tag[verb] == "VBD") or passive:
        tree.attach(joint, outer, "cc")
        tree.attach(verb, outer, "conj")


def _like_with_like(tree: Tree, verb: int) -> None:
    """Undo "said it [would list X and to urge Y]": a verb goes on with one of its own form.

    An infinitive goes on with an infinitive, a verb with a tense not with a participle, nor with what a
    demand asks for ("demanded that X lift it and [accused]").
    """
    inner, below = tree.head[verb], tree.children[verb]
    if not tree.is_verb(inner) or any(tree.dep[c] in {*_SUBJECTS, "mark"} for c in below):
        return
    joint = next((c for c in reversed(tree.children[inner]) if tree.dep[c] == "cc" and inner < c < verb), None)
    if joint is None or tree.lower[joint] not in {"and", "but"}:
        return
    own, other = _form(tree, verb), _form(tree, inner)
    # "those who had criticised X and [stole] Y"
    tenses = (
        tree.dep[inner] == "relcl"
        and _is_past_form(tree, verb)
        and any(tree.lemma[c] == "have" for c in tree.children[inner] if c < inner)
    )
    if not tenses and (own, other) not in _UNLIKE:
        return
    outer = inner
    while tree.head[outer] != outer and tree.sentence[tree.head[outer]] == tree.sentence[verb]:
        outer = tree.head[outer]
        if not tree.is_verb(outer) or outer > inner or (tenses and tree.tag[outer] != "VBD"):
            continue
        if _form(tree, outer) == own and (
            own == "infinitive" or any(tree.dep[c] in _SUBJECTS for c in tree.children[outer])
        ):
            tree.attach(joint, outer, "cc")
            tree.attach(verb, outer, "conj")
            return


def _is_past_form(tree: Tree, verb: int) -> bool:
    return tree.lower[verb] in _PAST and not any(tree.dep[c] in {"aux", "auxpass"} for c in tree.children[verb])


def _form(tree: Tree, verb: int) -> str:
    """Return "infinitive", "bare", "participle" or "finite"; nothing where a tag may stand for several."""
    auxiliaries = [c for c in tree.children[verb] if tree.dep[c] in {"aux", "auxpass"} and c < verb]
    if tree.tag[verb] == "VB":
        if any(tree.lower[c] == "to" for c in auxiliaries):
            return "infinitive"
        return "" if auxiliaries else "bare"
    if any(tree.tag[c] in {"VBZ", "VBP", "VBD", "MD"} for c in auxiliaries):
        return "finite"
    if tree.tag[verb] == "VBG":
        return "participle"
    return "finite" if tree.tag[verb] in {"VBD", "VBZ"} else ""


def _is_perfect(tree: Tree, verb: int) -> bool:
    return any(tree.dep[c] == "aux" and tree.lower[c] in {"has", "have"} for c in tree.children[verb])


def _perfect_of_main_clause(tree: Tree, verb: int) -> None:
    """Undo "alleges that [X copied it, and has asked Y]": a perfect goes on with a present, not with a past."""
    inner = tree.head[verb]
    outer = tree.head[inner]
    if (
        tree.dep[inner] in {"ccomp", "advcl"}
        and tree.tag[inner] == "VBD"
        and tree.tag[outer] in {"VBZ", "VBP"}
        and outer < inner
        and not any(tree.dep[c] in _SUBJECTS for c in tree.children[verb])
    ):
        _join(tree, verb, outer)


def _join(tree: Tree, verb: int, outer: int) -> None:
    """Coordinate the verb with another one than before, and its "and" with it."""
    inner = tree.head[verb]
    joint = next((c for c in tree.children[inner] if tree.dep[c] == "cc" and inner < c < verb), None)
    if joint is not None:
        tree.attach(joint, outer, "cc")
    tree.attach(verb, outer, "conj")


def _same_preposition(tree: Tree, preposition: int) -> None:
    """Undo "a rebuke from Berlin, where he spoke [of blackmail, and from Warsaw]": it goes on with the same word."""
    above = tree.head[preposition]
    if tree.pos[above] != "ADP" or tree.lower[above] == tree.lower[preposition]:
        return
    while tree.head[above] != above:
        above = tree.head[above]
        if tree.lower[above] == tree.lower[preposition] and tree.dep[above] in {"prep", "agent"}:
            tree.attach(preposition, above, "conj")
            return


def _modifier_for_gerund(tree: Tree, gerund: int) -> None:
    """Undo "used [loitering munitions]" read as what somebody used to do."""
    verb = tree.head[gerund]
    noun = next((c for c in tree.children[gerund] if tree.dep[c] == "dobj" and c > gerund), None)
    if noun is None or tree.noun_start(noun) != gerund + 1:
        return
    for c in list(tree.children[gerund]):
        tree.attach(c, verb, tree.dep[c])
    tree.attach(gerund, noun, "amod")
    tree.pos[gerund] = "ADJ"


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
    found = [o for c in tree.children[verb] if tree.dep[c] in {"dobj", "oprd"} and c > verb for o in tree.conjuncts(c)]
    found += [o for c in tree.children[verb] if tree.dep[c] == "agent" for o in tree.children[c]]
    return [*found, *(a for noun in found for a in tree.children[noun] if tree.dep[a] == "appos")]
