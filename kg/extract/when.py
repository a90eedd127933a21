"""When what a claim states took place: which of the sentence's date expressions is the predicate's own."""

from __future__ import annotations

from datetime import date

from kg.dates import is_lasting, resolve
from kg.extract import nominals
from kg.extract.clauses import Clauses
from kg.extract.frames import Match
from kg.extract.lexicon import Lexicon
from kg.extract.tree import Tree
from kg.model import TimeSpan

__all__ = ["ahead", "time_of"]

_SPEAKING = frozenset(
    {"saying", "telling", "speaking", "addressing", "writing", "testifying", "appearing", "talking", "answering"}
)

_TOLD = frozenset({"announce", "confirm", "report"})
"""When a deal was announced is not when it was made."""
_OPENERS = frozenset({"after", "before", "as", "while", "because", "since", "although", "though"})


def time_of(match: Match, clauses: Clauses, lexicon: Lexicon, modality: str, published: date | None) -> TimeSpan | None:
    """Return the interval of a date expression that belongs to the predicate's own clause."""
    tree = clauses.tree
    dates: list[tuple[int, int, TimeSpan]] = tree.doc.user_data.get("dates", [])
    token = match.predication.token
    first, last = tree.sentences[tree.sentence[token]]
    here = [(start, end, span) for start, end, span in dates if first <= start < last]
    if not here or match.predication.kind == "demonym":
        return None
    if match.predication.kind == "name":  # "OpenAI's ChatGPT breakthrough in late 2022"
        event = tree.head[token]
        modifies = tree.dep[token] in {"compound", "nmod"} and event not in clauses.arguments.names
        anchors = [(event, last)] if modifies else []
        anchors += [  # "OpenAI's ChatGPT, released in 2022,"
            (c, last)
            for c in tree.children[token]
            if tree.dep[c] == "acl"
            and any(f.relation == match.frame.relation for f in lexicon.frames.get(("verb", tree.lemma[c]), ()))
        ]
    else:
        anchors = _anchors(match, clauses, settled=modality == "actual")
    for anchor, limit in anchors:
        for start, end, span in here:
            if start < limit and not _is_apart(tree, start, token) and _hangs_on(clauses, start, end, anchor):
                coming = modality not in {"actual", "alleged"} or _is_scheduled(tree, token)
                coming = coming and not _looks_back(clauses, anchor, token)
                if not coming and is_lasting(span.text) and not _is_perfect(tree, anchor):
                    continue
                return ahead(span, published) if coming else span
    return None


def _is_apart(tree: Tree, i: int, j: int) -> bool:
    """Return True for tokens on two sides of a semicolon: two sentences in one."""
    return ";" in tree.lower[min(i, j) : max(i, j)]


def _is_trailing(tree: Tree, verb: int) -> bool:
    """Return True for a participle that tells more of what the clause before says: "hit back, accusing them of"."""
    return (
        tree.tag[verb] == "VBG"
        and tree.head[verb] < verb
        and not any(tree.dep[c] in {"mark", "nsubj", "aux"} for c in tree.children[verb])
    )


def _goes_on(tree: Tree, verb: int) -> bool:
    """Return True for a later verb of one subject and tense: "hit back on Friday and put X on its list"."""
    before = tree.head[verb]
    if tree.dep[before] == "acl":
        return False  # "launched on Monday and owned by ..."
    return tree.tag[verb] == tree.tag[before] and not any(
        tree.dep[c] in {"nsubj", "nsubjpass", "aux", "auxpass"} for c in tree.children[verb]
    )


def _is_perfect(tree: Tree, verb: int) -> bool:
    """Return True for what has been so until now: "has paid", "is pumping"."""
    lemmas = {tree.lemma[c] for c in tree.children[verb] if tree.dep[c] in {"aux", "auxpass"}}
    return "have" in lemmas or (tree.tag[verb] == "VBG" and "be" in lemmas)


def _is_scheduled(tree: Tree, verb: int) -> bool:
    """Return True for the present tense of what is on the calendar: "who meets Biden on Wednesday"."""
    return tree.tag[verb] in {"VBZ", "VBP"} and not any(tree.dep[c] in {"aux", "auxpass"} for c in tree.children[verb])


def _looks_back(clauses: Clauses, anchor: int, verb: int) -> bool:
    """Return True for a date of what is over although it did not come about, or of what it rests on.

    "tried in May to buy it", "under a deal announced on Friday, X will ...".
    """
    tree = clauses.tree
    if anchor != verb and tree.dep[anchor] == "acl" and tree.tag[anchor] == "VBN":
        return True
    above = verb
    while tree.dep[above] in {"xcomp", "conj"} and tree.head[above] != above:
        above = tree.head[above]
        if tree.lemma[above] in clauses.phrases.attempts and not any(
            tree.tag[c] in {"MD", "VBZ", "VBP"} for c in tree.children[above] if tree.dep[c] == "aux"
        ):
            return tree.tag[above] in {"VBD", "VBN"}
    return False


def ahead(span: TimeSpan, published: date | None) -> TimeSpan:
    """Return the interval as of what is yet to come: "will open in June" is the next one."""
    return resolve(span.text, published, future=True) or span


def _anchors(match: Match, clauses: Clauses, *, settled: bool) -> list[tuple[int, int]]:
    """Return the words whose date is the predicate's, each with the token before which the date must stand.

    Itself, its light verb, the verbs that control it, unless what they control is still to come
    ("promised on Sunday to sign" dates the promise); a main clause that a "when" tells more of; of a
    verb that it is coordinated with, only a date in front of both ("On Friday X sued and Y settled").
    """
    tree = clauses.tree
    end = len(tree.head)
    current = token = match.predication.token
    if tree.is_verb(token):
        found = [(token, end)]
        steps = {step for path in (*match.frame.subject, *match.frame.object) for step in path.split(".")}
        if "xcomp" in steps:
            # "ordered X to block Y on Friday", not "ordered that X block Y, the paper said on Friday"
            found += [(c, end) for c in clauses.complements(token) if not clauses.is_finite(c)]
        found += [  # "barred X from selling it in May"
            (c, end)
            for preposition in tree.children[token]
            if tree.lower[preposition] in steps
            for c in tree.children[preposition]
            if tree.dep[c] == "pcomp"
        ]
    else:
        found = [(token, end)]
        if clauses.arguments.is_agentive(token):
            appointed = tree.head[tree.head[token]]
            if tree.dep[token] == "pobj" and tree.lower[tree.head[token]] == "as" and tree.is_verb(appointed):
                found.append((appointed, end))  # "ousted as chief executive on Friday"
            return found
        verb = nominals.light_verb(clauses, token)
        if verb is None and tree.dep[tree.first_conjunct(token)] in {"attr", "acomp", "prep", "advmod", "oprd"}:
            verb = tree.clause_of(token)
        if verb is None and tree.dep[token] == "dobj":
            governor = tree.head[token]  # "joined the restrictions in March"
            verb = governor if match.subject.token in clauses.surface_subject(governor) else None
        if verb is None or not tree.is_verb(verb):
            return found  # of a noun that is merely mentioned, only a date beside it counts
        found.append((verb, end))
        current = verb
    for deal in match.predication.role("under") if any("under" in roles for roles, _ in match.frame.conditions) else ():
        found += [
            (c, end) for c in tree.children[deal] if tree.dep[c] == "acl" and tree.lemma[c] not in _TOLD
        ]  # "under an accord signed in May, X ..."
    found += [(c, end) for c in _tells_when(tree, current)]
    for _ in range(6):
        head, dep = tree.head[current], tree.dep[current]
        if head == current:
            break
        if dep == "conj" and tree.is_verb(head):
            limit = min(current if _goes_on(tree, current) else head, found[-1][1])
            current = head
            found.append((current, limit))
        elif dep == "xcomp" or (dep == "acl" and tree.tag[current] == "VB"):
            current = head if tree.is_verb(head) else tree.clause_of(head)
            if not settled and not clauses.is_infinitive(current):
                break
            found.append((current, end))
        elif dep == "advcl" and (
            any(tree.lower[c] == "when" for c in tree.children[current]) or _is_trailing(tree, current)
        ):
            current = head
            found.append((current, end))
        elif dep == "advcl" and clauses.is_infinitive(current) and tree.lemma[head] in clauses.phrases.gathering:
            current = head  # "met on Tuesday to discuss it"
            found.append((current, end))
        elif dep == "pcomp" and tree.lower[head] == "by" and tree.is_verb(tree.head[head]):
            current = tree.head[head]
            found.append((current, end))
        else:
            break
    return found


def _tells_when(tree: Tree, verb: int) -> list[int]:
    """Return the clauses whose date is the verb's: "when X came in May, Y said so", "backed it, saying on Friday"."""
    return [
        c
        for c in tree.children[verb]
        if tree.dep[c] == "advcl"
        and (
            (c < verb and any(tree.lower[m] == "when" for m in tree.children[c]))
            or (c > verb and tree.lower[c] in _SPEAKING and _is_trailing(tree, c))
        )
    ]


def _is_within(clauses: Clauses, start: int, noun: int) -> bool:
    """Return True for a date between an event and its verb: "talks between X and Y in Geneva on Friday ended"."""
    tree = clauses.tree
    outer = nominals.outer(clauses, noun)
    verb = tree.head[outer]
    return (
        tree.pos[noun] == "NOUN"
        and tree.dep[outer] in {"nsubj", "nsubjpass"}
        and noun < start < verb
        and not any(tree.is_verb(i) or tree.lower[i] == "," for i in range(noun + 1, start))
    )


def _sets_scene(clauses: Clauses, occasion: int, verb: int) -> bool:
    """Return True for a noun that says on what occasion the verb's act took place: "at a summit", "in a complaint"."""
    tree = clauses.tree
    for _ in range(2):
        preposition = tree.head[occasion]
        if tree.head[preposition] == verb and (
            tree.lower[preposition] in {"at", "during"}
            or (tree.lower[preposition] in {"in", "on", "after"} and tree.lemma[occasion] in clauses.phrases.occasions)
        ):
            return True
        if tree.lower[preposition] != "of":
            return False
        occasion = tree.head[preposition]  # "on the sidelines of last week's summit"
    return False


def _counts_the_best(tree: Tree, start: int, end: int, anchor: int) -> bool:
    """Return True for a date behind a superlative: "raised it in one of the larger deals this year" dates no verb."""
    return tree.lower[start:end] in (["this", unit] for unit in ("year", "quarter", "decade", "century")) and any(
        tree.tag[i] in {"JJS", "RBS"} or tree.lower[i : i + 2] == ["one", "of"] for i in range(anchor + 1, start)
    )


def _hangs_on(clauses: Clauses, start: int, end: int, anchor: int) -> bool:
    """Return True if the date expression is an adjunct of the anchor, at most an object away."""
    tree = clauses.tree
    if _counts_the_best(tree, start, end, anchor):
        return False
    if any(tree.dep[c] == "mark" and end < c and tree.lower[c] in _OPENERS for c in tree.children[anchor]):
        return False  # "on Friday, | after X met Y, ..."
    i = end - 1
    while start <= tree.head[i] < end and tree.head[i] != i:
        i = tree.head[i]
    if tree.dep[i] in {"compound", "nmod", "amod", "poss", "nummod"}:
        occasion = tree.head[i]  # "its April ban" dates the ban, not what is done to it
        return occasion == anchor or _sets_scene(clauses, occasion, anchor)  # "met at last week's summit" dates both
    beside = start == anchor + 1 or (start == anchor + 2 and tree.pos[anchor + 1] == "ADP")
    if beside or _is_within(clauses, start, anchor):
        return True  # "allies since 1951", whatever the parser hung it on
    if start <= tree.head[anchor] < end and tree.dep[anchor] in {"relcl", "acl"}:
        return True  # "in 2021, when X walked away"
    subject = tree.child(anchor, "nsubj", "nsubjpass")
    if tree.dep[anchor] == "ccomp" and subject is not None and tree.head[anchor] < i < subject:
        return False  # "said on Friday it had closed": the saying's, whatever the parser hung it on
    for _ in range(5):
        if tree.head[i] == i:
            return i == anchor
        before, i = i, tree.head[i]
        if i == anchor:
            return True
        if tree.dep[i] == "acl" and tree.tag[i] == "VBN" and _sets_scene(clauses, tree.head[i], anchor):
            return True  # "in a complaint filed on Friday, X accused Y"
        if tree.dep[i] in {"advcl", "acl"} and tree.lower[i] in _SPEAKING and tree.head[i] in {anchor, subject}:
            return True  # "Xi, speaking on Friday, urged"
        if tree.dep[i] in {"nsubj", "nsubjpass"} and tree.head[i] == anchor and tree.dep[before] == "prep":
            return i < before < anchor  # "The regulator on Friday barred ..."
        if tree.dep[i] == "appos" and i in clauses.arguments.names and tree.is_verb(anchor):
            continue  # "sanctioned its chief, Jo Ek, in 2021", hung on the name
        if tree.is_verb(i) or tree.pos[i] == "ADJ" or tree.dep[i] in {"nsubj", "nsubjpass", "appos", "conj"}:
            return False
    return False
