"""Names, titles, descriptions and lists of them that the parser took apart or put together wrongly."""

from __future__ import annotations

from calendar import month_name
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Span

    from kg.extract.tree import Tree
    from kg.nouns import Nouns

__all__ = [
    "another_for_description",
    "apposition_apart",
    "beside_description",
    "clause_of_one",
    "counted_names",
    "country_given",
    "date_for_subject",
    "description_apart",
    "description_as_root",
    "description_as_subject",
    "description_for_member",
    "description_for_object",
    "firm_beside_place",
    "first_of_two",
    "former_title",
    "given",
    "last_payee",
    "member_for_description",
    "members_apart",
    "month_before_name",
    "name_for_adverb",
    "one_of_a_kind",
    "owner_for_member",
    "payee",
    "place_apart",
    "set_off",
    "title_as_adjective",
    "title_for_description",
    "two_for_one",
    "two_subjects",
]

_NOMINAL = frozenset({"NOUN", "PROPN"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_MONTHS = frozenset(
    {"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november"}
    | {"december", "spring", "summer", "autumn"}
)
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
_FARTHEST_TITLE = 10
"""Tokens behind the comma within which such a title stands."""


def description_apart(tree: Tree, span: Span, known: Nouns) -> None:
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


def apposition_apart(tree: Tree, span: Span, known: Nouns) -> None:
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


def title_as_adjective(tree: Tree, span: Span) -> None:
    """Undo "whose [chief] Jo Ek", a title read as an adjective."""
    title = span.start - 1
    if span.label_ == "Person" and tree.lower[title] == "chief" and tree.pos[title] == "ADJ":
        tree.pos[title], tree.tag[title], tree.dep[title] = "NOUN", "NN", "compound"


def former_title(tree: Tree, span: Span, known: Nouns) -> None:
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
            if tree.dep[comma + 1] == "prep":
                tree.attach(comma + 1, i, "prep")  # when the title was held, not when the verb took place
            return


def month_before_name(tree: Tree, span: Span) -> None:
    """Undo "In [April Kestrel] unveiled": the month is when, and the name is who."""
    month, name = span.start - 1, span.root.i
    preposition = tree.head[name]
    verb = tree.head[preposition]
    if (
        tree.doc[month].text in month_name[1:]
        and tree.dep[name] == "pobj"
        and tree.head[month] == name
        and tree.is_verb(verb)
        and verb > name
        and tree.child(verb, "nsubj", "nsubjpass") is None
    ):
        tree.attach(month, preposition, "pobj")
        tree.attach(name, verb, "nsubjpass" if tree.is_passive(verb) else "nsubj")


def set_off(tree: Tree, span: Span) -> None:
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


def description_as_subject(tree: Tree, verb: int, names: Mapping[int, Span]) -> None:
    """Undo "Foro, [an outsider run by Jo Ek]", an apposition with its participle read as a clause."""
    name, noun = tree.head[verb], tree.child(verb, "nsubj", "nsubjpass")
    below = {tree.dep[c] for c in tree.children[verb]}
    if name not in names or noun is None or "agent" not in below or below & {"aux", "auxpass", "mark"}:
        return
    if tree.pos[noun] == "NOUN" and noun not in names:
        tree.attach(noun, name, "appos")
        tree.attach(verb, noun, "acl")


def clause_of_one(tree: Tree, verb: int, names: Mapping[int, Span]) -> None:
    """Undo "Jo Ek, one of the [negotiators, who is] ...": a clause in the singular tells of the one alone."""
    noun = tree.head[verb]
    one = tree.head[tree.head[noun]]
    name = tree.head[one]
    forms = {tree.tag[verb], *(tree.tag[c] for c in tree.children[verb] if tree.dep[c] in {"aux", "auxpass"})}
    if (
        tree.tag[noun] == "NNS"
        and "VBZ" in forms
        and tree.dep[noun] == "pobj"
        and tree.lower[one] == "one"
        and tree.dep[one] == "appos"
        and name in names
    ):
        tree.attach(verb, name, "relcl")


def payee(tree: Tree, span: Span) -> None:
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


def last_payee(tree: Tree, payee: int, names: Mapping[int, Span]) -> None:
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


def description_for_object(tree: Tree, noun: int, names: Mapping[int, Span]) -> None:
    """Undo "bought 20 per cent of Austal, [an Australian shipbuilder]": a description read as a second object."""
    start = tree.noun_start(noun)
    name = names.get(start - 2)
    if name is None or tree.lower[start - 1] != "," or tree.tag[start] not in {"DT", "PRP$"}:
        return
    if any(tree.dep[c] == "dobj" and c < noun for c in tree.children[tree.head[noun]]):
        tree.attach(noun, name.root.i, "appos")


def two_for_one(tree: Tree, span: Span, names: Mapping[int, Span]) -> None:
    """Undo "[Mistral and Aleph] Alpha": the first of two names read as a part of the second."""
    first, last = span.root.i, tree.head[span.root.i]
    while last not in names and tree.dep[last] in {"compound", "nmod"} and last > first:
        last = tree.head[last]
    if tree.dep[first] not in {"nmod", "compound"} or last < span.end or last not in names:
        return
    other = names[last]
    between = range(span.end, other.start)
    if not between or tree.lower[between[0]] not in {"and", "or", "&"} or other.root.i != last:
        return
    if len(between) > 1:  # "[Foro and Oulu-based venture fund] Bar"
        if (
            not any(tree.pos[i] == "NOUN" or tree.lower[i] == "based" for i in between)
            or "," in tree.lower[span.end : other.start]
        ):
            return
        for c in list(tree.children[first]):
            if c > between[0] and tree.dep[c] == "conj":
                tree.attach(c, last, "amod" if tree.tag[c] == "VBN" else "compound")
    elif not (span.kb_id_ or other.kb_id_):
        return  # "North Carolina Agricultural and Technical State University" is one that was taken apart
    if tree.head[last] == last:
        tree.attach(first, first, "ROOT")
    else:
        tree.attach(first, tree.head[last], tree.dep[last])
    for c in list(tree.children[last]):
        if c < first:
            tree.attach(c, first, tree.dep[c])
    tree.attach(last, first, "conj")


def description_as_root(tree: Tree, span: Span, known: Nouns) -> None:
    """Undo "[The Aachen-based designer | Foro raised $40mn]", a sentence read as a noun with a relative clause."""
    noun, name = span.start - 1, span.root.i
    verb = tree.head[name]
    if (
        tree.dep[name] in _SUBJECTS
        and tree.dep[verb] == "relcl"
        and tree.head[verb] == noun
        and tree.head[noun] == noun
        and tree.pos[noun] == "NOUN"
        and known.classify([tree.lemma[noun]]) is not None
    ):
        tree.attach(verb, verb, "ROOT")
        for c in list(tree.children[noun]):
            tree.attach(c, name if c < noun else verb, tree.dep[c])
        tree.attach(noun, name, "compound")


def firm_beside_place(tree: Tree, span: Span, names: Mapping[int, Span]) -> None:
    """Undo "Foro of [Geneva and Bar]" and "a fund based in [Oulu, Bar], has": a firm hung on the place of another."""
    name, place = span.root.i, tree.head[span.root.i]
    preposition = tree.head[place]
    if place not in names or names[place].label_ not in {"Place", "Country"} or tree.dep[place] != "pobj":
        return
    above = tree.head[preposition]
    if tree.dep[name] == "appos" and tree.tag[above] == "VBN" and tree.dep[above] == "acl":
        above = tree.head[above]
    if tree.dep[name] == "appos" and tree.pos[above] == "NOUN" and above not in names:
        tree.attach(name, above, "appos")
    elif tree.dep[name] == "conj" and tree.lower[preposition] == "of" and above in names:
        for c in list(tree.children[place]):
            if c < name and tree.dep[c] in {"cc", "punct"}:
                tree.attach(c, above, tree.dep[c])
        tree.attach(name, above, "conj")


def place_apart(tree: Tree, span: Span, known: Nouns, names: Mapping[int, Span]) -> None:
    """Undo "picked [Boise | start-up Foro]": a place read apart from the description that it begins."""
    noun, place = span.end, span.root.i
    if noun >= len(tree.head) or tree.pos[noun] != "NOUN" or tree.dep[noun] not in {"compound", "nmod"}:
        return
    name = tree.head[noun]
    beside = names.get(noun + 1)
    if beside is None or name != beside.root.i or tree.head[place] in {noun, name} or place == tree.head[place]:
        return
    if (
        known.classify([tree.lemma[noun]]) in {"Company", "ResearchOrganization"}
        and tree.head[name] == tree.head[place]
    ):
        tree.attach(place, name, "compound")


def country_given(tree: Tree, span: Span, givers: Iterable[str]) -> None:
    """Undo "gave [Kyiv cloud services]": the country that gets it, read as a part of what it gets."""
    country, goods = span.root.i, tree.head[span.root.i]
    verb = tree.head[goods]
    if (
        tree.dep[country] in {"compound", "nmod"}
        and tree.tag[country] == "NNP"
        and not span.text.isupper()
        and tree.dep[goods] == "dobj"
        and tree.lemma[verb] in givers
        and tree.noun_start(goods) == span.start
        and verb == span.start - 1
    ):
        tree.attach(country, verb, "dative")


def date_for_subject(tree: Tree, span: Span) -> None:
    """Undo "[In May Foro], a maker of chips, bought Bar": the subject, read with the date before it."""
    name, preposition = span.root.i, tree.head[span.root.i]
    if tree.dep[name] != "pobj" or tree.lower[preposition] not in {"in", "on", "at", "by", "since", "during", "until"}:
        return
    date = range(preposition + 1, span.start)
    verb = tree.head[preposition]
    if not date or any(tree.doc[i].ent_type_ != "DATE" and tree.lower[i] not in _MONTHS for i in date):
        return
    if preposition > verb or not tree.is_verb(verb) or any(tree.dep[c] in _SUBJECTS for c in tree.children[verb]):
        return
    tree.attach(name, verb, "nsubjpass" if tree.child(verb, "auxpass") is not None else "nsubj")
    tree.attach(date[-1], preposition, "pobj")
    for i in date[:-1]:
        tree.attach(i, date[-1], "compound")


def _of_another_clause(tree: Tree, noun: int, name: int) -> bool:
    """Return True if the name begins the clause that tells the noun something: "told investors Huawei would ..."."""
    if tree.dep[name] not in _SUBJECTS:
        return False
    verb = tree.head[name]
    while tree.dep[verb] in {"conj", "xcomp"}:
        verb = tree.head[verb]
    return tree.dep[verb] in {"ccomp", "relcl", "acl", "advcl", "parataxis"}


def counted_names(tree: Tree, noun: int, number: int, names: Mapping[int, Span]) -> None:
    """Undo "two firms, [Foro and Bar], ...", the names of those who were counted read as further members of a list."""
    first = next((c for c in tree.children[noun] if tree.dep[c] == "conj" and c > noun), None)
    if (
        first is not None
        and first in names
        and tree.lower[names[first].start - 1] == ","
        and len(tree.conjuncts(first)) == number
    ):
        tree.dep[first] = "appos"


def members_apart(tree: Tree, including: int, known: Nouns, names: Mapping[int, Span]) -> None:
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


def owner_for_member(tree: Tree, mark: int, names: Mapping[int, Span]) -> None:
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


def another_for_description(tree: Tree, span: Span, names: Mapping[int, Span]) -> None:
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


def beside_description(tree: Tree, name: int, names: Mapping[int, Span]) -> None:
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


def two_subjects(tree: Tree, second: int) -> None:
    """Undo "[Hungary], where it builds, and [Spain], which buys, will ...": two subjects of one verb, with "and"."""
    verb = tree.head[second]
    conjunction = tree.noun_start(second) - 1
    if conjunction < 0 or tree.lower[conjunction] != "and":
        return
    for first in tree.children[verb]:
        if tree.dep[first] == tree.dep[second] and first < conjunction:
            tree.attach(second, first, "conj")
            return


def description_for_member(tree: Tree, noun: int, name: Span, known: Nouns) -> None:
    """Undo "revenue from [G42, its investor] and chief customer": what a name is called, read as one more member.

    So too "Jo Ek, the founder of IQE, a wafer maker, and [Foro's former boss], is": one person with two offices.
    """
    start = tree.noun_start(noun)
    if start == name.end + 1 and tree.lower[name.end] == "," and tree.tag[start] == "PRP$":
        tree.dep[noun] = "appos"
    elif name.label_ == "Person" and known.classify([tree.lemma[noun]]) == "Person":
        office = next((c for c in tree.children[name.root.i] if tree.dep[c] == "appos" and c < noun), None)
        if office is not None and known.classify([tree.lemma[office]]) in {"Person", "Group"}:
            tree.dep[noun] = "appos"


def title_for_description(tree: Tree, span: Span, known: Nouns) -> None:
    """Undo "[Jo Ek, Foro's chief] Mo Lund and Al Reyes": a title right before a name is that of the name."""
    noun, name = span.start - 1, span.root.i
    first = tree.head[noun]
    if tree.head[name] != noun or tree.dep[name] != "appos" or tree.dep[noun] != "appos" or first > noun:
        return
    if tree.pos[first] != "PROPN" or known.classify([tree.lemma[noun]]) not in {"Person", "Group"}:
        return
    for c in list(tree.children[noun]):
        if c != name:
            tree.attach(c, name if c < noun else first, tree.dep[c])
    tree.attach(name, first, "conj")
    tree.attach(noun, name, "compound")


def member_for_description(tree: Tree, name: int, names: Mapping[int, Span]) -> None:
    """Undo "Mubadala, [the state fund, and Al Sadu]": a name is coordinated with a name, not with its description."""
    noun = tree.head[name]
    first = tree.head[noun]
    joint = tree.noun_start(name) - 1
    if first in names and first < noun and tree.lower[joint] in {"and", "or"} and tree.lower[joint - 1] == ",":
        for c in list(tree.children[noun]):
            if noun < c < name and tree.dep[c] in {"cc", "punct"}:
                tree.attach(c, first, tree.dep[c])
        tree.attach(name, first, "conj")


def first_of_two(tree: Tree, name: int) -> None:
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


def name_for_adverb(tree: Tree, name: int) -> None:
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


def one_of_a_kind(tree: Tree, one: int, names: Mapping[int, Span]) -> None:
    """Take "one" for the noun that it repeats, told by its preposition: "a pact with Australia and one with Japan"."""
    own = {tree.lower[c] for c in tree.children[one] if tree.dep[c] == "prep"} - {"of", "in"}
    first, _ = tree.sentences[tree.sentence[one]]
    for noun in range(one - 1, first - 1, -1):
        after = {tree.lower[c] for c in tree.children[noun] if tree.dep[c] == "prep" and c > noun}
        if tree.pos[noun] == "NOUN" and noun not in names and own & after:
            tree.attach(one, noun, "conj")
            tree.lemma[one], tree.pos[one], tree.tag[one] = tree.lemma[noun], "NOUN", "NN"
            return


def given(tree: Tree, verb: int, names: Mapping[int, Span]) -> None:
    """Undo "awarded [Palantir, a data firm, a contract]": what is given, read as one more description of whom."""
    whom = next((c for c in tree.children[verb] if tree.dep[c] == "dobj" and c in names), None)
    if whom is None:
        return
    described = [c for c in tree.children[whom] if tree.dep[c] == "appos" and tree.pos[c] == "NOUN"]
    if len(described) > 1 and tree.lower[tree.noun_start(described[-1])] in {"a", "an"}:
        tree.attach(whom, verb, "dative")
        tree.attach(described[-1], verb, "dobj")
