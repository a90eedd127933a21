"""Verbs, participles and clauses that the parser hung in the wrong place or took for something else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.phrases import load_phrases

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spacy.tokens import Span

    from kg.extract.tree import Tree
    from kg.nouns import Nouns

__all__ = [
    "asked_subject",
    "infinitive_on_date",
    "is_perfect",
    "like_with_like",
    "noun_beside_verb",
    "participle_apart",
    "participle_as_adjective",
    "participle_for_main_verb",
    "participle_for_verb",
    "participle_of_maker",
    "participle_of_nearest",
    "participle_of_text",
    "perfect_of_main_clause",
    "relative_for_noun",
    "share_as_predicate",
    "so_called",
    "speech_of_speaker",
    "verb_as_noun",
    "verb_of_main_clause",
    "wanted_done",
    "whose_apart",
    "word_class",
]

_NOMINAL = frozenset({"NOUN", "PROPN"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_UNLIKE = frozenset(
    {
        ("infinitive", "finite"),
        ("infinitive", ""),
        ("finite", "participle"),
        ("finite", "bare"),
        ("finite", "infinitive"),
    }
)
"""Forms of a verb and of one that it cannot go on with."""
_AGENTS = frozenset({"Company", "ResearchOrganization", "GovernmentBody", "MediaOutlet", "Group"})
_POLICIES = frozenset({"Law", "TradeMeasure", "Policy", "Strategy"})
_OF_AGENTS = frozenset({"lead", "head", "chair", "run", "found", "co-found", "cofound", "own", "back"})
"""Participles that are said of agents alone."""
_OF_ONE = _OF_AGENTS | {"control", "acquire", "buy", "base", "headquarter", "fund", "finance", "start", "launch"}
"""Participles that are said of one rather than of all behind whom they stand."""
_RIGHT = frozenset({"dobj", "oprd", "xcomp", "ccomp", "attr"})


def word_class(tree: Tree, i: int) -> None:
    """Undo a noun read as a verb where it fills a noun's place ("the controls it unveiled"), and the reverse."""
    below = {tree.dep[c] for c in tree.children[i]}
    if tree.tag[i] == "VBZ" and tree.dep[i] in {"dobj", "pobj"} and below & {"det", "amod", "poss", "compound"}:
        tree.pos[i], tree.tag[i] = "NOUN", "NNS"
    elif tree.tag[i] in {"VBP", "VB"} and tree.dep[i] == "appos" and "det" in below:
        tree.pos[i], tree.tag[i] = "NOUN", "NN"  # "Jo Ek, a China [watcher] at Foro"
    elif tree.tag[i] in {"VBZ", "VBP"} and "dobj" in below and not below & _SUBJECTS and tree.dep[i] == "ROOT":
        if i and tree.head[i - 1] == i and tree.dep[i - 1] == "compound" and tree.pos[i - 1] == "PROPN":
            tree.dep[i - 1] = "nsubj"  # "[India] imports all its chips"
    elif tree.tag[i] == "NNS" and tree.dep[i] == "ccomp" and "mark" in below and not below & _SUBJECTS:
        subject = i - 1  # "complained that the act [discriminates] against it"
        if tree.head[subject] == i and tree.dep[subject] == "compound" and tree.tag[subject] in {"NN", "NNP"}:
            tree.pos[i], tree.tag[i], tree.dep[subject] = "VERB", "VBZ", "nsubj"
            for c in list(tree.children[i]):
                if c < subject and tree.dep[c] in {"det", "amod", "poss", "compound"}:
                    tree.attach(c, subject, tree.dep[c])
    elif tree.tag[i] in {"RB", "NN"} and "nsubj" in below and below & {"dobj", "xcomp"}:
        tree.pos[i], tree.tag[i] = "VERB", "VBP"


def verb_as_noun(tree: Tree, verb: int, names: Mapping[int, Span]) -> None:
    """Undo "[Foro ships almost all its output] to Bar", a sentence read as a noun with an apposition."""
    subject, goods = names.get(verb - 1), tree.child(verb, "appos", "npadvmod", "dep")
    if subject is None or goods is None or tree.pos[goods] != "NOUN" or not _is_verb_form(tree, verb, goods):
        return
    if tree.dep[subject.root.i] not in {"compound", "nmod"} or tree.noun_start(verb) != subject.start:
        return
    tree.pos[verb], tree.tag[verb] = "VERB", "VBZ"
    tree.attach(subject.root.i, verb, "nsubj")
    tree.attach(goods, verb, "dobj")
    for c in list(tree.children[goods]):
        if c > goods and tree.dep[c] == "prep" and tree.lower[c] in {"to", "from"}:
            tree.attach(c, verb, "prep")


def _is_verb_form(tree: Tree, verb: int, goods: int) -> bool:
    """Return True for "ships" right before a noun phrase with a determiner: "almost all its output"."""
    start = min(tree.subtree(goods))
    between = range(verb + 1, start)
    return not between and any(tree.dep[c] in {"det", "poss", "predet"} for c in tree.children[goods])


def participle_apart(tree: Tree, participle: int) -> None:
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


def participle_of_nearest(tree: Tree, participle: int, names: Mapping[int, Span]) -> None:
    """Undo "[Foro and Bar, owned by Baz], ...": said of the name that it stands behind, and not of the first."""
    name = names.get(participle - 2)
    if tree.lower[participle - 1] != "," or name is None or tree.head[participle] not in names:
        return
    if tree.lemma[participle] not in _OF_ONE:
        return  # "Russia and North Korea, bound by a pact"
    nearest = name.root.i
    if nearest != tree.head[participle] and nearest in tree.conjuncts(tree.head[participle]):
        tree.attach(participle, nearest, "acl")


def participle_of_maker(tree: Tree, participle: int, known: Nouns) -> None:
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


def asked_subject(tree: Tree, verb: int) -> None:
    """Undo "called [on lawmakers to pass it]": the preposition read as a subordinator of the infinitive."""
    below = tree.children[verb]
    mark = next((c for c in below if tree.dep[c] == "mark" and tree.lower[c] in {"on", "upon"}), None)
    subject = next((c for c in below if tree.dep[c] == "nsubj"), None)
    if mark is None or subject is None or not any(tree.dep[c] == "aux" and tree.lower[c] == "to" for c in below):
        return
    tree.attach(mark, tree.head[verb], "prep")
    tree.attach(subject, mark, "pobj")
    tree.dep[verb] = "xcomp"


def infinitive_on_date(tree: Tree, verb: int) -> None:
    """Undo "pressed Seoul for [months to act]" and "agreed on [Friday to sell it]": the verb's, and not the day's."""
    day = tree.head[verb]
    if tree.tag[verb] != "VB" or tree.lower[verb - 1] != "to" or tree.dep[day] not in {"pobj", "npadvmod"}:
        return
    if tree.doc[day].ent_type_ not in {"DATE", "TIME"} and tree.lemma[day] not in {"day", "week", "month", "year"}:
        return
    above = tree.head[tree.head[day]] if tree.dep[day] == "pobj" else tree.head[day]
    if tree.is_verb(above) and not any(tree.dep[c] == "xcomp" for c in tree.children[above]):
        tree.attach(verb, above, "xcomp")


def participle_as_adjective(tree: Tree, participle: int) -> None:
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


def share_as_predicate(tree: Tree, participle: int) -> None:
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


def participle_for_verb(tree: Tree, verb: int) -> None:
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


def participle_for_main_verb(tree: Tree, participle: int) -> None:
    """Undo "The firm, [founded by Jo Ek], sells lasers": a participle between commas, read as a verb beside it."""
    subject = tree.child(participle, *_SUBJECTS)
    agent = tree.child(participle, "agent")
    if subject is None or agent is None or not subject < participle < agent:
        return
    if tree.child(participle, "auxpass", "aux", "dobj") is not None:
        return
    if "," not in tree.lower[subject:participle]:
        return
    for verb in tree.children[participle]:
        if verb > agent and tree.dep[verb] in {"conj", "ccomp", "dep"} and tree.is_verb(verb):
            break
    else:
        return
    start = min(tree.subtree(verb))
    joint = any(tree.dep[c] == "cc" and agent < c < verb for c in tree.children[participle])
    if joint or tree.lower[start - 1] != "," or _form(tree, verb) != "finite" or tree.child(verb, *_SUBJECTS):
        return
    if tree.head[participle] == participle:
        tree.attach(verb, verb, "ROOT")
    else:
        tree.attach(verb, tree.head[participle], tree.dep[participle])
    for c in list(tree.children[participle]):
        if c <= subject or c > verb:
            tree.attach(c, verb, tree.dep[c])
    tree.attach(participle, subject, "acl")
    tree.tag[participle] = "VBN"
    tree.dep[subject] = "nsubjpass" if tree.child(verb, "auxpass") is not None else "nsubj"


def _is_past(tree: Tree, i: int) -> bool:
    """Return True for a verb in the past tense that is coordinated with the one above it."""
    return tree.dep[i] == "conj" and tree.tag[i] == "VBD"


def verb_of_main_clause(tree: Tree, verb: int) -> None:
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


def like_with_like(tree: Tree, verb: int) -> None:
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


def participle_of_text(tree: Tree, participle: int, known: Nouns) -> None:
    """Undo "signed [an order], barring it" where there is no comma: the text says so, and not who signed it."""
    noun, verb = participle - 1, tree.head[participle]
    text = tree.lemma[noun] in load_phrases().vehicles or known.classify([tree.lemma[noun]]) in _POLICIES
    if tree.head[noun] == verb and tree.dep[noun] in {"dobj", "nsubjpass"} and verb < noun and text:
        tree.attach(participle, noun, "acl")


def so_called(tree: Tree, verb: int) -> None:
    """Undo "opposes [what it calls illegal sanctions]": what is called so is what is opposed."""
    if tree.lemma[verb] not in load_phrases().wording or tree.dep[verb] not in {"ccomp", "pcomp"}:
        return
    below, above, dep = tree.children[verb], tree.head[verb], tree.dep[verb]
    if not any(tree.lower[c] == "what" and c < verb for c in below) or above > verb:
        return
    called = [c for c in below if c > verb and tree.dep[c] in {"oprd", "attr", "dobj", "ccomp"}]
    called += [o for c in below if tree.lower[c] == "as" for o in tree.children[c] if tree.dep[o] == "pobj"]
    noun = next((c for c in called if tree.pos[c] in _NOMINAL), None)
    if noun is not None:
        tree.attach(noun, above, "pobj" if dep == "pcomp" else "dobj")
        tree.attach(verb, noun, "relcl")


def relative_for_noun(tree: Tree, noun: int) -> None:
    """Undo "Foro, which [ships wafers to it]": the verb behind "which" read as a part of its object."""
    pronoun = next((c for c in tree.children[noun] if tree.lower[c] in {"which", "who", "that"}), None)
    if pronoun is None or tree.pos[noun] != "NOUN" or tree.dep[pronoun] not in {"det", "nsubj", "dobj"}:
        return
    verb = pronoun + 1
    if tree.head[verb] != noun or tree.tag[verb] != "NNS" or tree.dep[verb] not in {"compound", "nmod"}:
        return
    tree.attach(verb, tree.head[noun], "relcl")
    tree.attach(pronoun, verb, "nsubj")
    tree.pos[verb], tree.tag[verb] = "VERB", "VBZ"
    for c in list(tree.children[noun]):
        if c > noun:
            tree.attach(c, verb, tree.dep[c])
    tree.attach(noun, verb, "dobj")


def wanted_done(tree: Tree, verb: int) -> None:
    """Undo "want [Foro put on a list]" with a verb in the past: what one wants done is a passive."""
    above = tree.head[verb]
    below = tree.children[verb]
    subject = next((c for c in below if tree.dep[c] == "nsubj"), None)
    if (
        tree.lemma[above] not in {"want", "like", "prefer", "need", "see", "have", "get"}
        or above > verb
        or subject is None
        or any(tree.dep[c] in {"mark", "aux", "auxpass", "dobj"} for c in below)
        or tree.tag[subject] == "WDT"
    ):
        return
    tree.tag[verb], tree.dep[subject] = "VBN", "nsubjpass"


def speech_of_speaker(tree: Tree, verb: int) -> None:
    """Undo "denied that [Moscow had hacked it and accused Kyiv]": who speaks goes on speaking, in the same tense."""
    inner, below = tree.head[verb], tree.children[verb]
    outer = tree.head[inner]
    speech = load_phrases().speech
    if (
        tree.lemma[verb] not in speech
        or tree.lemma[inner] in speech
        or tree.dep[inner] != "ccomp"
        or tree.lemma[outer] not in speech
        or outer > inner
        or tree.tag[verb] not in {"VBD", "VBZ", "VBP"}
        or any(tree.dep[c] in {*_SUBJECTS, "aux", "auxpass", "mark"} for c in below)
        or not any(tree.dep[c] == "cc" and inner < c < verb for c in tree.children[inner])
    ):
        return
    _join(tree, verb, outer)


def whose_apart(tree: Tree, verb: int) -> None:
    """Undo "Foro, [whose brands lead, has been sued]": the clause that "whose" opens read as the main one."""
    inner = tree.head[verb]
    if not any(tree.dep[c] in {"aux", "auxpass"} for c in tree.children[verb]) or any(
        tree.dep[c] in _SUBJECTS | {"mark"} for c in tree.children[verb]
    ):
        return
    subjects = [c for c in tree.children[inner] if tree.dep[c] in _SUBJECTS and c < inner]
    if len(subjects) != 2 or not any(tree.lower[c] == "whose" for c in tree.children[subjects[1]]):
        return
    if tree.lower[tree.children[verb][0]] != "," or any(tree.dep[c] == "cc" for c in tree.children[inner]):
        return
    if tree.head[inner] == inner:
        tree.attach(verb, verb, "ROOT")
    else:
        tree.attach(verb, tree.head[inner], tree.dep[inner])
    passive = any(tree.dep[c] == "auxpass" for c in tree.children[verb])
    tree.attach(subjects[0], verb, "nsubjpass" if passive else "nsubj")
    tree.attach(inner, subjects[0], "relcl")


def _is_past_form(tree: Tree, verb: int) -> bool:
    return tree.lower[verb] in load_phrases().past_forms and not any(
        tree.dep[c] in {"aux", "auxpass"} for c in tree.children[verb]
    )


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
    if tree.tag[verb] == "VBZ" and tree.lower[verb] == tree.lemma[verb]:
        return ""  # "to stand with it and openly condemn": no third person, whatever its tag
    return "finite" if tree.tag[verb] in {"VBD", "VBZ"} else ""


def is_perfect(tree: Tree, verb: int) -> bool:
    return any(tree.dep[c] == "aux" and tree.lower[c] in {"has", "have"} for c in tree.children[verb])


def perfect_of_main_clause(tree: Tree, verb: int) -> None:
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


def noun_beside_verb(tree: Tree, noun: int) -> None:
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
