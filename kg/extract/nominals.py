"""Nouns as predicates: light verbs, what they are said of, who holds the office, what stands before them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.extract.clauses import Clauses

__all__ = [
    "descriptions",
    "is_of_participle",
    "known_office",
    "light_verb",
    "modifiers",
    "office_in_reach",
    "outer",
    "possessors",
    "said_of",
    "titled",
]

_LONGEST_PHRASE = 24
"""Tokens before a noun that may modify it: a longer run is a table, not a phrase."""
_AIMED = frozenset({"on", "against", "for", "over"})
_PREDICATIVE = frozenset({"attr", "oprd", "acomp", "dobj"})


def light_verb(clauses: Clauses, noun: int, *, any_verb: bool = False) -> int | None:
    """Return the verb that lends its subject to the event noun, or None.

    "imposed sanctions", "sanctions imposed", "entered into talks", "is in talks".
    """
    tree = clauses.tree
    head_noun = outer(clauses, noun)
    head, dep = tree.head[head_noun], tree.dep[head_noun]
    if head == head_noun:
        return _light_below(clauses, noun)
    if tree.is_verb(head) and dep in {"dobj", "nsubjpass", "attr", "oprd"}:
        if any_verb or clauses.is_light(head):
            return head
    elif dep == "nsubjpass" or (
        dep == "nsubj" and tree.is_verb(head) and clauses.is_light(head) and tree.is_passive(head)
    ):
        return head
    elif dep == "pobj":
        governor = tree.head[head]
        if tree.is_verb(governor) and (
            f"{tree.lemma[governor]} {tree.lower[head]}" in clauses.light
            or (
                tree.lower[head] in {"in", "under", "into"}
                and (tree.lemma[governor] in clauses.phrases.copulas or clauses.is_light(governor))
            )
        ):
            return governor
    return _light_below(clauses, noun)


def outer(clauses: Clauses, noun: int) -> int:
    """Return the noun that stands in the clause for this one: "one of its allies", "two days of talks"."""
    tree = clauses.tree
    first = tree.first_conjunct(noun)
    preposition = tree.head[first]
    if tree.dep[first] == "pobj" and tree.lower[preposition] == "of":
        measure = tree.head[preposition]
        if tree.lemma[measure] in clauses.phrases.partitives or tree.lemma[measure] in clauses.phrases.measures:
            return tree.first_conjunct(measure)
    return first


def _light_below(clauses: Clauses, noun: int) -> int | None:
    tree = clauses.tree
    for c in tree.children[noun]:
        if (
            tree.dep[c] in {"acl", "relcl"}
            and clauses.is_light(c)
            and (tree.is_passive(c) or clauses.gap(c) == noun or _has_relative_object(clauses, c))
        ):
            return c
    return _enacting_below_object(clauses, noun)


def _enacting_below_object(clauses: Clauses, noun: int) -> int | None:
    """Return the verb of "curbs on magnets that Beijing imposed": the clause tells of the curbs, not of the magnets."""
    tree = clauses.tree
    for preposition in tree.children[noun]:
        if tree.dep[preposition] != "prep" or tree.lower[preposition] not in _AIMED:
            continue
        for goods in tree.children[preposition]:
            for c in tree.children[goods]:
                if (
                    tree.dep[goods] == "pobj"
                    and tree.dep[c] in {"acl", "relcl"}
                    and tree.lemma[c] in clauses.phrases.enacting
                    and (tree.is_passive(c) or clauses.gap(c) == goods or _has_relative_object(clauses, c))
                ):
                    return c
    return None


def _has_relative_object(clauses: Clauses, verb: int) -> bool:
    return any(clauses.tree.is_relative_pronoun(o) for o in clauses.deep_object(verb))


def said_of(clauses: Clauses, noun: int) -> list[int]:
    """Return whom a role noun is said of: copula, apposition, title, "as"."""
    tree = clauses.tree
    first = outer(clauses, noun)
    head, dep = tree.head[first], tree.dep[first]
    if clauses.arguments.is_rest(noun):
        return [tree.first_conjunct(noun)]  # "Volkswagen, Honda and other customers"
    found: list[int] = []
    if dep in _PREDICATIVE and tree.is_verb(head) and tree.lemma[head] in clauses.phrases.copulas:
        found += clauses.surface_subject(head)
    elif dep == "pobj" and tree.lower[head] in {"among", "amongst"} and _is_copular(clauses, tree.head[head]):
        if not clauses.arguments.is_human(noun):
            found += clauses.surface_subject(tree.head[head])  # "is among its shareholders"
    elif dep in {"oprd", "attr"} and tree.is_verb(head):
        found += clauses.deep_object(head)
    elif dep == "appos":
        # "Samsung and SK Hynix, Micron's rivals,": the plural is said of both
        one = clauses.arguments.nearest_described(first, head)
        several = tree.tag[first] == "NNS" or (tree.tag[noun] == "NNS" and tree.lower[first] not in {"one", "another"})
        found.append(tree.first_conjunct(head) if several else head if one is None else one)
    elif dep == "pobj" and tree.lower[head] == "as":
        verb = tree.head[head]
        subject = clauses.surface_subject(verb) if tree.is_verb(verb) else []
        opening = bool(subject) and head < tree.noun_start(subject[0])  # "As a member of NATO, Turkey backed the plan"
        if tree.lemma[verb] in clauses.phrases.succession:  # "BYD overtook Tesla as the top seller"
            found += clauses.deep_subject(verb)
        elif tree.is_verb(verb):
            named = [c for c in tree.children[verb] if tree.dep[c] == "oprd" and c < head]  # "named Jo Ek as envoy"
            found += subject if opening else clauses.deep_object(verb) or named or subject
    found += [c for c in tree.children[noun] if clauses.arguments.is_named_by(noun, c)]
    found += clauses.arguments.members(noun)
    if not found and clauses.arguments.is_human(noun):  # "the head of the FSB, Jo Ek", with the name hung on the FSB
        found += [
            c
            for inner in tree.preposition_objects(noun, "of")
            for c in tree.children[inner]
            if tree.dep[c] == "appos" and c in clauses.arguments.names and clauses.arguments.names[c].label_ == "Person"
        ]
    holder = titled(clauses, noun)
    if holder is not None:
        found.insert(0, holder)
    if not found and clauses.arguments.refers_back(noun) and clauses.tree.child(noun, "poss") is not None:
        return [noun]  # "its smaller rival", whom the text has named
    return found


def _is_copular(clauses: Clauses, verb: int) -> bool:
    lemma = clauses.tree.lemma[verb]
    return lemma in clauses.phrases.copulas or lemma in {"rank", "number"}


def descriptions(clauses: Clauses, name: int) -> list[int]:
    """Return the nouns that say what the name is: "X, a Japanese venture", "X is a Dutch maker", "an app called X"."""
    tree = clauses.tree
    span = clauses.arguments.names.get(name)
    end = span.end if span is not None else name + 1
    found = [
        c
        for member in tree.conjuncts(tree.first_conjunct(name))[:_LONGEST_PHRASE]
        for c in tree.children[member]
        if tree.dep[c] == "appos" and c > name and c not in clauses.arguments.names
        if tree.noun_start(c) - 1 <= end or tree.tag[c] == "NNS"  # right behind it, or said of all
    ]
    found += [c for c in tree.conjuncts(tree.first_conjunct(name))[:_LONGEST_PHRASE] if clauses.arguments.is_rest(c)]
    head = tree.head[name]
    if tree.dep[name] == "nsubj" and tree.lemma[head] == "be":
        found += [c for c in tree.children[head] if tree.dep[c] == "attr" and c not in clauses.arguments.names]
    first = tree.first_conjunct(name)
    preposition = tree.head[first]
    if tree.dep[first] == "pobj" and name in clauses.arguments.members(tree.head[preposition]):
        found.append(tree.head[preposition])  # "Chinese smelters such as Tsingshan and Huayou"
    noun = clauses.arguments.naming_noun(name)
    return found if noun is None else [*found, noun]


def titled(clauses: Clauses, noun: int) -> int | None:
    """Return the name that directly follows the noun in its phrase ("chief executive Jensen Huang")."""
    tree = clauses.tree
    names = clauses.arguments.names
    last = noun
    while (
        last + 1 < len(tree.head)
        and last + 1 not in names
        and tree.dep[last + 1] in {"compound", "cc", "conj", "nmod"}
        and tree.pos[last + 1] in {"NOUN", "PROPN", "CCONJ"}
        and last - noun < 3
    ):
        last += 1
    span = names.get(last + 1) if last + 1 < len(tree.head) else None
    if span is None or noun in names:
        return None
    same_phrase = (
        tree.head[noun] in range(span.start, span.end)
        or tree.dep[tree.first_conjunct(noun)] in {"compound", "nmod", "amod"}  # "founder and chairman Jo Ek"
        or span.root.head.i in {noun, last}
        or tree.pos[noun] == "PROPN"
    )
    return span.root.i if same_phrase else None


def office_in_reach(clauses: Clauses, title: int) -> list[int]:
    """Return where an office without a place is held: "President Xi Jinping", "its chief executive".

    Of a known person, what the gazetteer says and the text has named so far; of an unknown one,
    the only country and the only organisation that this sentence up to here or the two before name.
    """
    arguments, sentence = clauses.arguments, clauses.tree.sentence
    holder = titled(clauses, title)
    if holder is None and not arguments.is_rest(title):  # "Jo Ek and other leaders" is no title
        holders = [arguments.first_antecedent(t) for t in said_of(clauses, title)]
        holder = next((t for t in holders if t in arguments.names), None)
    if holder is None:
        return []
    if any(
        arguments.is_kind(arguments.names[i].label_, "Place")
        for i in possessors(clauses, title)
        if i in arguments.names
    ):
        return []  # "Ontario's premier" is none of the country's
    corporate = clauses.tree.lemma[title] in clauses.phrases.corporate_titles
    for key in arguments.offices_of(holder, corporate=corporate):
        named = [i for i in sorted(arguments.names) if arguments.names[i].kb_id_ == key]
        if named:
            return [max((i for i in named if i < title), default=named[0])]
    if arguments.names.get(holder) is not None and arguments.names[holder].kb_id_:
        return []
    earlier = sorted({span.root.i for span in arguments.names.values()}, reverse=True)
    tree = clauses.tree
    earlier = [i for i in earlier if i < title and tree.dep[i] != "amod"]
    # "the committee on China": what something is about is not at hand
    earlier = [i for i in earlier if not (tree.dep[i] == "pobj" and tree.lower[tree.head[i]] in {"on", "about"})]
    number = sentence[title]
    subjects = [
        i
        for i in earlier
        if sentence[i] == number
        and arguments.names[i].label_ == "Country"
        and clauses.tree.dep[i] in {"nsubj", "nsubjpass"}
    ]
    public = tree.lemma[title] in clauses.phrases.public_titles
    if public and len(subjects) == 1:
        return subjects  # "Latvia has asked for money, and Prime Minister Jo Ek said ..."
    home = arguments.dateline_country() if public else ""
    if home and (named := [i for i in earlier if arguments.names[i].kb_id_ == home]):
        return [named[0]]
    acting = [i for i in earlier if arguments.names[i].label_ == "Country" and _acts(clauses, i)]
    if public and len({arguments.names[i].id_ for i in acting}) == 1:
        return acting[:1]  # "Britain has ordered Foro, a Dutch firm, to sell. Jo Ek, the business secretary, ..."
    near = [i for i in earlier if sentence[title] - sentence[i] <= 2]
    found = []
    # a capital title right before the name is a public office: "President Pedro Castillo"
    for wide in ("Country",) if clauses.tree.tag[title] == "NNP" else ("Country", "Company"):
        for reach in (near, earlier):
            places = [i for i in reach if arguments.is_kind(arguments.names[i].label_, wide)]
            if len({arguments.names[i].id_ for i in places}) == 1:
                found.append(places[0])
                break
    begins = (
        title == clauses.tree.sentences[number][0] and clauses.tree.lemma[title] in clauses.phrases.corporate_titles
    )
    alone = clauses.tree.tag[title] == "NNP" and clauses.tree.dep[title] != "conj" and not begins
    if clauses.tree.lemma[title] not in clauses.phrases.public_titles and not alone:
        found += _firm_at_hand(clauses, title)
    return found


def _acts(clauses: Clauses, name: int) -> bool:
    """Return True for a clause's subject, and for whose it is: "Britain ordered", "Nigeria's commission opened"."""
    tree = clauses.tree
    noun = tree.head[name] if tree.dep[name] == "poss" else name
    kind = clauses.arguments.is_agentive(noun) and not clauses.arguments.is_human(noun)
    return tree.dep[noun] in {"nsubj", "nsubjpass"} and (noun == name or kind)


def known_office(clauses: Clauses, name: int) -> list[int]:
    """Return what a person beside it is known to lead: "Apple's Tim Cook", "Luiz Inacio Lula da Silva of Brazil"."""
    tree, arguments = clauses.tree, clauses.arguments
    led = arguments.led_by(name)
    beside = [*possessors(clauses, name), *(t for word in ("of", "at") for t in tree.preposition_objects(name, word))]
    return [t for t in beside if t in arguments.names and arguments.names[t].kb_id_ in led]


def _firm_at_hand(clauses: Clauses, title: int) -> list[int]:
    """Return the firm that the text speaks of where a title comes without one: the subject closest before it.

    "Foro sells parts, chief executive Jo Ek said": what is reported first, then the subjects of the
    sentence and of the two before it.
    """
    arguments, tree = clauses.arguments, clauses.tree
    number = tree.sentence[title]
    for back in range(min(3, number + 1)):
        first, last = tree.sentences[number - back]
        subjects = [i for i in range(first, min(last, title)) if tree.dep[i] in {"nsubj", "nsubjpass"}]
        for i in sorted(subjects, key=lambda i: -i if back == 0 else i):
            readings = arguments.readings(i)
            if readings and len(readings[0]) == 1 and arguments.is_kind(readings[0][0].type, "Company"):
                return [i] if readings[0][0].named else []
    return []


def modifiers(clauses: Clauses, noun: int) -> list[int]:
    """Return names and nouns before the noun in its phrase, left to right, possessors left out."""
    tree = clauses.tree
    names = clauses.arguments.names
    found: list[int] = []
    i = (names[noun].start if noun in names else noun) - 1
    while i >= max(0, noun - _LONGEST_PHRASE):
        if i in names:
            span = names[i]
            found.append(span.root.i)
            if tree.dep[span.root.i] == "poss":
                found.pop()
                break
            i = span.start - 1
            continue
        if tree.pos[i] in {"NOUN", "PROPN", "ADJ"} and tree.dep[i] in {
            "compound",
            "amod",
            "nmod",
            "npadvmod",
            "conj",
        }:
            found.append(i)
        elif (
            tree.dep[i] in {"amod", "advmod", "nummod", "compound", "nmod"}
            or tree.tag[i] in {"HYPH", "``", "''", "CC"}
            or (tree.dep[i] == "punct" and tree.lower[i] in {"-", "–", "/", "“", "”"})
        ):
            pass
        else:
            break
        if tree.tag[i] == "CC" and i - 1 not in names:
            break
        i -= 1
    found = [t for t in reversed(found) if _under(clauses, t, noun)]
    measure = _measure(clauses, noun)
    if measure is not None:  # "a US package of sanctions"
        found += [t for t in modifiers(clauses, measure) if t in names]
    return found


def is_of_participle(clauses: Clauses, modifier: int) -> bool:
    """Return True for what says where something was done to it, not where it is from: "a Maltese-flagged ship"."""
    tree = clauses.tree
    head = tree.head[modifier]
    return (
        tree.dep[modifier] in {"npadvmod", "amod", "compound"}
        and modifier + 2 == head
        and tree.tag[modifier + 1] == "HYPH"
        and tree.tag[head] in {"VBN", "VBG", "VBD", "JJ"}
        and tree.lower[head] not in clauses.phrases.seated
    )


def _under(clauses: Clauses, i: int, noun: int) -> bool:
    tree = clauses.tree
    steps = 0
    while i != noun and steps < 8:
        if tree.head[i] == i:
            return False
        if tree.dep[i] not in {"compound", "amod", "nmod", "npadvmod", "conj", "nummod", "poss", "advmod", "punct"}:
            return tree.head[i] == tree.head[noun] and tree.dep[noun] == "compound"
        if tree.head[i] == tree.head[noun] and tree.dep[noun] in {"compound", "nmod", "amod"}:
            return True
        i = tree.head[i]
        steps += 1
    return i == noun


def possessors(clauses: Clauses, noun: int) -> list[int]:
    """Return who possesses it: "China's", "its", also of a title before a name ("China's President Xi")."""
    tree = clauses.tree
    found = [c for c in tree.children[noun] if tree.dep[c] == "poss"]
    own = any(tree.dep[c] == "det" for c in tree.children[noun])  # "the unit's president and a Samsung veteran"
    if not found and tree.dep[noun] == "conj" and noun not in clauses.arguments.names and not own:
        found = [c for c in tree.children[tree.first_conjunct(noun)] if tree.dep[c] == "poss"]
    head = tree.head[noun]
    named = noun in clauses.arguments.names
    # "OpenAI's ChatGPT breakthrough", "China's President Xi"; "its chatbot, Ernie" but not "its chair, Jo Ek"
    if not found and (
        tree.dep[noun] in {"compound", "nmod"}
        or (tree.dep[noun] == "appos" and (not named or clauses.arguments.is_goods(head)))
    ):
        found = [c for c in tree.children[head] if tree.dep[c] == "poss" and c < noun]
    if not found:
        start = tree.noun_start(noun)
        if start and tree.tag[start - 1] == "WP$":
            return [start - 1]
        before = start - 1
        if before > 0 and tree.tag[before] == "POS" and before - 1 in clauses.arguments.names:
            found = [clauses.arguments.names[before - 1].root.i]
    measure = _measure(clauses, noun)
    return found if found or measure is None else possessors(clauses, measure)


def _measure(clauses: Clauses, noun: int) -> int | None:
    """Return the noun that counts this one out: the "package" in "its latest package of sanctions"."""
    tree = clauses.tree
    preposition = tree.head[noun]
    if tree.dep[noun] == "pobj" and tree.lower[preposition] == "of":
        measure = tree.head[preposition]
        if tree.lemma[measure] in clauses.phrases.measures:
            return measure
    return None
