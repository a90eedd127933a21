"""Mistakes that the parser makes with regularity, undone before anything is read off the tree.

Each repair is a few heads and labels moved, and holds whatever the words mean; what depends on the
meaning of a word belongs in the lexicon.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from kg import nouns
from kg.extract.phrases import load_phrases
from kg.extract.repairs import complements, naming, prepositions, verbs
from kg.resources import load_yaml, ontology_dir

if TYPE_CHECKING:
    from kg.extract.tree import Tree

__all__ = ["repair"]

_NOMINAL = frozenset({"NOUN", "PROPN"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_NUMBERS = {"two": 2, "both": 2, "three": 3, "four": 4, "five": 5, "2": 2, "3": 3, "4": 4, "5": 5}


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
            naming.title_as_adjective(tree, span)
            naming.description_as_root(tree, span, known)
            naming.description_apart(tree, span, known)
            naming.payee(tree, span)
            naming.month_before_name(tree, span)
            naming.owner_in_name(tree, span)
            if span.label_ == "Person":
                naming.apposition_apart(tree, span, known)
                naming.title_for_description(tree, span, known)
            naming.two_for_one(tree, span, names)
        if span.label_ in {"Country", "Place"}:
            naming.place_apart(tree, span, known, names)
            naming.country_given(tree, span, givers)
        if span.label_ == "TechnologyField":
            prepositions.gerund_for_modifier(tree, span)
        if span.label_ not in {"Country", "Place", "Bloc"}:
            naming.another_for_description(tree, span, names)
            naming.former_title(tree, span, known)
            naming.set_off(tree, span)
            naming.date_for_subject(tree, span)
            if span.label_ != "Person":
                naming.firm_beside_place(tree, span, names)
        if span.label_ in {"Law", "Strategy", "TradeMeasure"}:
            complements.law_as_verb(tree, span)
    for i, dep in enumerate(tree.dep):
        if dep == "ROOT" and tree.tag[i] == "NNS":
            verbs.verb_as_noun(tree, i, names)
        if tree.pos[i] in {"VERB", "ADV", "NOUN"}:
            verbs.word_class(tree, i)
        if tree.pos[i] == "VERB" and dep in {"ROOT", "ccomp", "conj"}:
            complements.subject_behind_phrase(tree, i)
        if tree.pos[i] == "VERB":
            complements.said_of_object(tree, i)
        if dep in {"relcl", "acl"} and tree.tag[i] == "VB":
            verbs.infinitive_on_date(tree, i)
        if dep == "advcl" and tree.head[i] < i:
            verbs.asked_subject(tree, i)
            if tree.tag[i] == "VBG":
                verbs.participle_of_text(tree, i, known)
        elif dep == "advcl" and tree.tag[i] == "VBN":
            verbs.participle_apart(tree, i)
        elif dep == "acl" and tree.tag[i] in {"VBN", "VBD"} and tree.dep[tree.head[i]] == "ROOT":
            verbs.participle_for_verb(tree, i)
        elif dep == "relcl" and tree.tag[i] in {"NN", "NNS"}:
            verbs.relative_for_noun(tree, i)
        elif tree.tag[i] in {"VBD", "VBN"} and dep in {"ROOT", "ccomp"} and tree.child(i, "agent") is not None:
            verbs.participle_for_main_verb(tree, i)
        elif dep == "relcl" and tree.tag[i] == "VBN":
            naming.description_as_subject(tree, i, names)
        elif dep == "ccomp" and tree.tag[i] == "VBD":
            verbs.wanted_done(tree, i)
        elif dep == "relcl" and tree.pos[tree.head[i]] == "NOUN":
            naming.clause_of_one(tree, i, names)
        elif dep == "conj" and tree.is_verb(i):
            if tree.tag[i] in {"VBD", "VBZ"}:
                verbs.verb_of_main_clause(tree, i)
            elif tree.tag[i] == "VBN" and verbs.is_perfect(tree, i):
                verbs.perfect_of_main_clause(tree, i)
            for mend in (verbs.like_with_like, verbs.speech_of_speaker, verbs.whose_apart):
                if tree.dep[i] == "conj":
                    mend(tree, i)
        elif dep == "prep" and tree.lower[i] == "of" and tree.head[i] in names:
            prepositions.place_apart(tree, i, names)
        elif dep == "prep" and tree.dep[tree.head[i]] == "conj" and tree.pos[tree.head[i]] == "NOUN":
            prepositions.twice_over(tree, i, names)
        elif dep == "conj" and tree.pos[i] == "ADP":
            prepositions.same_preposition(tree, i)
        elif dep == "pcomp" and tree.tag[i] == "VBG":
            prepositions.modifier_for_object(tree, i)
        elif dep == "poss" and tree.pos[i] == "PROPN":
            naming.first_of_two(tree, i)
        elif dep == "case" and tree.tag[i] == "POS":
            naming.owner_for_member(tree, i, names)
        elif dep == "dobj" and tree.pos[i] == "NOUN":
            prepositions.aim_apart(tree, i, known)
            if i not in names:
                naming.description_for_object(tree, i, names)
        elif dep == "dative" and i in names:
            naming.last_payee(tree, i, names)
        elif dep == "conj" and i in names and tree.dep[tree.head[i]] == "appos" and tree.head[i] not in names:
            naming.member_for_description(tree, i, names)
        elif dep == "conj" and tree.tag[i] == "NN" and i not in names and tree.head[i] in names:
            naming.description_for_member(tree, i, names[tree.head[i]], known)
        elif dep == "xcomp" and tree.tag[i] == "VBG":
            prepositions.modifier_for_gerund(tree, i, load_phrases())
        if dep in {"ccomp", "pcomp"} and tree.pos[i] == "VERB":
            verbs.so_called(tree, i)
        if dep == "amod" and tree.tag[i] in {"VBG", "NN"}:
            prepositions.gerund_apart(tree, i)
        elif dep == "pobj" and tree.tag[i] in {"NN", "VBG"} and i not in names:
            prepositions.noun_for_gerund(tree, i)
        if dep == "acl" and tree.tag[i] == "VBN" and tree.child(i, "agent") is not None:
            verbs.participle_of_maker(tree, i, known)
            verbs.participle_of_nearest(tree, i, names)
        if dep == "acl" and tree.tag[i] == "VBN" and tree.lower[tree.head[i]] in {"cent", "percent", "%"}:
            verbs.share_as_predicate(tree, i)
        if dep == "nummod" and tree.tag[tree.head[i]] == "NNS" and tree.lower[i] in _NUMBERS:
            naming.counted_names(tree, tree.head[i], _NUMBERS[tree.lower[i]], names)
        if dep == "prep" and tree.lower[i] == "of":
            prepositions.of_last(tree, i, known)
        if dep == "prep" and tree.lower[i] == "in":
            prepositions.seat_apart(tree, i, names)
        if dep == "acomp" and tree.tag[i] == "VBN" and tree.lemma[tree.head[i]] == "be":
            verbs.participle_as_adjective(tree, i)
        if tree.lower[i] == "including" and dep == "prep":
            naming.members_apart(tree, i, known, names)
        if dep == "prep" and tree.lower[i] == "with" and tree.dep[tree.head[i]] == "dobj":
            prepositions.circumstance(tree, i, load_phrases().helps)
        if dep == "advmod" and tree.lower[i] in {"together", "along"} and tree.lower[tree.head[i]] == "with":
            prepositions.together_with(tree, i, tree.head[i])
        if dep in _SUBJECTS and tree.dep[tree.head[i]] in {"aux", "auxpass"}:
            tree.attach(i, tree.head[tree.head[i]], dep)  # "Britain has for the first time blamed": the verb's subject
        if dep == "conj" and i in names:
            naming.beside_description(tree, i, names)
        if dep in _SUBJECTS and i in names and i < tree.head[i]:
            naming.two_subjects(tree, i)
        if dep == "conj" and tree.pos[i] in _NOMINAL and tree.pos[tree.head[i]] == "VERB":
            verbs.noun_beside_verb(tree, i)
        if dep == "advmod" and i in names and names[i].label_ not in {"Place", "Country", "Bloc", "Event"}:
            naming.name_for_adverb(tree, i)
        if tree.lower[i] in {"one", "another"} and dep in {"conj", "nsubj", "dobj", "appos", "pobj"}:
            naming.one_of_a_kind(tree, i, names)
        if tree.lemma[i] in givers and tree.pos[i] == "VERB":
            naming.given(tree, i, names)
        if tree.lemma[i] in valency and tree.pos[i] == "VERB":
            prepositions.governed_preposition(tree, i, valency[tree.lemma[i]])
