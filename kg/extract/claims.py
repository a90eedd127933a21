"""Assembles claims: the frames that fit, the most specific kept, qualified, with their evidence."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from spacy.tokens import Doc

import kg
from kg import gazetteer
from kg.dates import is_lasting, resolve
from kg.extract import factuality, lexicon, nominals
from kg.extract.arguments import Argument, Arguments
from kg.extract.clauses import Clauses
from kg.extract.confidence import confidence
from kg.extract.cues import load_cues
from kg.extract.ellipsis import filled_in
from kg.extract.factuality import Factuality
from kg.extract.frames import Match, Trial, matches, trials
from kg.extract.phrases import load_phrases
from kg.extract.tree import Tree
from kg.model import Claim, Document, Evidence, Mention, TimeSpan

__all__ = [
    "Outcome",
    "Reading",
    "RuleExtractor",
    "ahead",
    "argument_mention",
    "same_words",
    "sentence_span",
    "statement_key",
]


@dataclass(slots=True)
class Outcome:
    """What became of a match: a claim, unless it gave way to another match."""

    match: Match
    gave_way: Match | None = None
    """The match of a more specific relation, in the same words and of the same pair."""
    claim: Claim | None = None
    facts: Factuality | None = None
    """What the claim's qualifiers were read from."""
    repeats: Outcome | None = None
    """The outcome that says the same in the same sentence, as surely or more so: its claim stands for both."""


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was found out on the way to the claims of a Doc."""

    clauses: Clauses
    trials: list[Trial]
    """Every frame that was tried."""
    outcomes: list[Outcome]
    """One a match, in the order of the trials."""
    claims: list[Claim]


class RuleExtractor:
    """The default extractor: frames over the dependency parse, no training and no network."""

    name = "rules"

    def __init__(self) -> None:
        self._lexicon = lexicon.load()
        self._known = gazetteer.load()
        self._cues = load_cues()
        self._phrases = load_phrases()

    @property
    def version(self) -> str:
        """Name and version, as claims carry it."""
        return f"{self.name}/{kg.__version__}"

    def __call__(self, doc: Doc) -> list[Claim]:
        """Return the claims of an annotated Doc, in reading order. Mentions are not linked yet."""
        clauses = self._clauses(doc)
        claims, _ = self._settle(matches(clauses, self._lexicon), clauses)
        return claims

    def read(self, doc: Doc) -> Reading:
        """Return the claims of an annotated Doc with all that led to them."""
        clauses = self._clauses(doc)
        tried = list(trials(clauses, self._lexicon))
        found = [match for trial in tried for match in trial.matches]
        claims, outcomes = self._settle([*found, *filled_in(clauses, found)], clauses)
        return Reading(clauses, tried, outcomes, claims)

    def _clauses(self, doc: Doc) -> Clauses:
        tree = Tree(doc)
        return Clauses(tree, Arguments(tree, self._known), self._phrases, self._lexicon.light_verbs)

    def _settle(self, found: list[Match], clauses: Clauses) -> tuple[list[Claim], list[Outcome]]:
        """Return the claims that the matches make, each once a sentence, and what became of each match."""
        tree = clauses.tree
        outcomes = self._specific(found, clauses)
        claims: dict[tuple[object, ...], Claim] = {}
        stands: dict[tuple[object, ...], Outcome] = {}
        for outcome in outcomes:
            if outcome.gave_way is not None:
                continue
            outcome.facts = factuality.assess(clauses, *self._stated(outcome.match), self._cues)
            outcome.claim = claim = self._claim(outcome.match, outcome.facts, clauses)
            key = statement_key(claim, self._lexicon.symmetric, tree.sentence[outcome.match.predication.token])
            other = stands.get(key)
            if other is not None and claim.confidence <= claims[key].confidence:
                outcome.repeats = other
                continue
            if other is not None:
                other.repeats = outcome
            claims[key], stands[key] = claim, outcome
        return list(claims.values()), outcomes

    def _specific(self, found: list[Match], clauses: Clauses) -> list[Outcome]:
        """Return the matches, with those that give way to a more specific relation of the same pair in the same words.

        The same words are one predicate, or two of which one governs the other ("imposed a ban on").
        """
        over: dict[frozenset[str], list[tuple[Match, frozenset[str]]]] = {}
        for match in found:
            above = self._lexicon.entries[match.frame.relation].over
            if above:
                over.setdefault(match.pair, []).append((match, above))
        outcomes = []
        for match in found:
            outcome = Outcome(match)
            for other, above in over.get(match.pair, ()):
                if (
                    match.frame.relation in above
                    and same_words(clauses.tree, other.predication.token, match.predication.token)
                    and not self._is_apart(match, other, clauses)
                ):
                    outcome.gave_way = other
                    break
            outcomes.append(outcome)
        return outcomes

    @staticmethod
    def _is_apart(match: Match, other: Match, clauses: Clauses) -> bool:
        """Return True if a match is of words of its own: "sued its rival Huawei" says who Huawei is besides."""
        token = match.predication.token
        if token == other.predication.token:
            return False
        if match.predication.kind == "verb":  # "met to hammer out a deal" says two things
            return other.predication.kind == "verb" and not clauses.is_light(token)
        return match.predication.kind == "noun" and clauses.arguments.is_agentive(token)

    def _claim(self, match: Match, facts: Factuality, clauses: Clauses) -> Claim:
        tree = clauses.tree
        doc = tree.doc
        document: Document = doc.user_data["document"]
        offset: int = doc.user_data["offset"]
        token = match.predication.token
        start, end = sentence_span(tree, tree.sentence[token])
        first, last = tree.sentences[tree.sentence[token]]
        source = self._source(clauses, facts.sources)
        if source is not None and match.frame.kind in {"name", "demonym"}:
            source = None
        polarity = facts.polarity if match.frame.polarity is None else _flip(facts.polarity, match.frame.polarity)
        modality = (
            facts.modality if match.frame.modality is None or facts.modality != "actual" else match.frame.modality
        )
        return Claim(
            document=document.id,
            subject=argument_mention(match.subject, tree, offset),
            predicate=match.frame.relation,
            object=argument_mention(match.object, tree, offset),
            evidence=Evidence(start + offset, end + offset, tree.text[start:end]),
            polarity=polarity,  # type: ignore[arg-type]
            modality=modality,  # type: ignore[arg-type]
            attributed_to=argument_mention(source, tree, offset) if source else None,
            time=_time(match, clauses, modality, document.published),
            confidence=confidence(match, tokens=last - first, hedged=modality != "actual"),
            pattern=match.frame.name(match.trigger),
            extractor=self.version,
        )

    def _stated(self, match: Match) -> tuple[int, str]:
        """Return the word that states the relation, and its kind.

        Where a frame finds the actor on the noun that is its subject ("US sanctions crippled Huawei"),
        the noun states it: failing to cripple is no failing to sanction. Not so where the verb says the
        same by itself: "a rule that would restrict exports".
        """
        predication = match.predication
        if predication.kind == "verb" and all(path.startswith("subject.") for path in match.frame.subject):
            nouns = predication.role("subject")
            alike = self._lexicon.frames.get(("verb", match.trigger), ())
            if nouns and not any(f.relation == match.frame.relation and "subject" in f.subject for f in alike):
                return nouns[0], "noun"
        return predication.token, predication.kind

    @staticmethod
    def _source(clauses: Clauses, tokens: Iterable[int]) -> Argument | None:
        for token in tokens:
            speaker = clauses.arguments.speaker(token)
            if speaker is not None:
                return speaker
        return None


def same_words(tree: Tree, i: int, j: int, steps: int = 3) -> bool:
    """Return True if one token is the other or governs it, at most so many steps up."""
    for lower, upper in ((i, j), (j, i)):
        for _ in range(steps):
            if lower == upper:
                return True
            lower = tree.head[lower]
    return i == j


def _flip(read: str, of_frame: str) -> str:
    return read if of_frame == "affirmed" else "negated" if read == "affirmed" else "affirmed"


def statement_key(claim: Claim, symmetric: Collection[str], sentence: int) -> tuple[object, ...]:
    """Return what two claims of one sentence share if they say the same; `symmetric` are names of relations."""
    ends = [
        claim.subject.entity or claim.subject.label.casefold(),
        claim.object.entity or claim.object.label.casefold(),
    ]
    if claim.predicate in symmetric:
        ends.sort()
    return (claim.predicate, *ends, claim.polarity, claim.modality, sentence)


def sentence_span(tree: Tree, number: int) -> tuple[int, int]:
    """Return where a sentence stands in the parsed text, without the blanks around it."""
    first, last = tree.sentences[number]
    start, end = tree.doc[first].idx, tree.doc[last - 1].idx + len(tree.doc[last - 1].text)
    quote = tree.text[start:end]
    return start + len(quote) - len(quote.lstrip()), end - (len(quote) - len(quote.rstrip()))


def argument_mention(argument: Argument, tree: Tree, offset: int) -> Mention:
    """Return the argument as claims carry it; `offset` is where the parsed piece begins in the document."""
    doc = tree.doc
    start = doc[argument.start].idx
    last = doc[argument.end - 1]
    end = last.idx + len(last.text)
    return Mention(
        start + offset, end + offset, tree.text[start:end], argument.label, argument.type, entity=argument.key or None
    )


def _time(match: Match, clauses: Clauses, modality: str, published: date | None) -> TimeSpan | None:
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
    else:
        anchors = _anchors(match, clauses, settled=modality == "actual")
    for anchor, limit in anchors:
        for start, end, span in here:
            if start < limit and _hangs_on(tree, start, end, anchor):
                coming = modality != "actual" or _is_scheduled(tree, token)
                if not coming and is_lasting(span.text) and not _is_perfect(tree, anchor):
                    continue
                return ahead(span, published) if coming else span
    return None


def _is_trailing(tree: Tree, verb: int) -> bool:
    """Return True for a participle that tells more of what the clause before says: "hit back, accusing them of"."""
    return (
        tree.tag[verb] == "VBG"
        and tree.head[verb] < verb
        and not any(tree.dep[c] in {"mark", "nsubj", "aux"} for c in tree.children[verb])
    )


def _is_perfect(tree: Tree, verb: int) -> bool:
    """Return True for what has been so until now: "has paid", "is pumping"."""
    lemmas = {tree.lemma[c] for c in tree.children[verb] if tree.dep[c] in {"aux", "auxpass"}}
    return "have" in lemmas or (tree.tag[verb] == "VBG" and "be" in lemmas)


def _is_scheduled(tree: Tree, verb: int) -> bool:
    """Return True for the present tense of what is on the calendar: "who meets Biden on Wednesday"."""
    return tree.tag[verb] in {"VBZ", "VBP"} and not any(tree.dep[c] in {"aux", "auxpass"} for c in tree.children[verb])


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
            return found
        verb = nominals.light_verb(clauses, token)
        if verb is None and tree.dep[tree.first_conjunct(token)] in {"attr", "acomp", "prep", "advmod", "oprd"}:
            verb = tree.clause_of(token)
        if verb is None or not tree.is_verb(verb):
            return found  # of a noun that is merely mentioned, only a date beside it counts
        found.append((verb, end))
        current = verb
    for _ in range(6):
        head, dep = tree.head[current], tree.dep[current]
        if head == current:
            break
        if dep == "conj" and tree.is_verb(head):
            current = head
            found.append((current, min(head, found[-1][0])))
        elif dep == "xcomp" or (dep == "acl" and tree.tag[current] == "VB"):
            if not settled:
                break
            current = head if tree.is_verb(head) else tree.clause_of(head)
            found.append((current, end))
        elif dep == "advcl" and (
            any(tree.lower[c] == "when" for c in tree.children[current]) or _is_trailing(tree, current)
        ):
            current = head
            found.append((current, end))
        elif dep == "pcomp" and tree.lower[head] == "by" and tree.is_verb(tree.head[head]):
            current = tree.head[head]
            found.append((current, end))
        else:
            break
    return found


def _hangs_on(tree: Tree, start: int, end: int, anchor: int) -> bool:
    """Return True if the date expression is an adjunct of the anchor, at most an object away."""
    i = end - 1
    while start <= tree.head[i] < end and tree.head[i] != i:
        i = tree.head[i]
    if tree.dep[i] in {"compound", "nmod", "amod", "poss", "nummod"}:
        occasion = tree.head[i]  # "its April ban" dates the ban, not what is done to it
        preposition = tree.head[occasion]  # "met at last week's summit" dates both
        return occasion == anchor or (tree.lower[preposition] in {"at", "during"} and tree.head[preposition] == anchor)
    subject = tree.child(anchor, "nsubj", "nsubjpass")
    if tree.dep[anchor] == "ccomp" and subject is not None and tree.head[anchor] < i < subject:
        return False  # "said on Friday it had closed": the saying's, whatever the parser hung it on
    for _ in range(5):
        if tree.head[i] == i:
            return i == anchor
        before, i = i, tree.head[i]
        if i == anchor:
            return True
        if tree.dep[i] in {"nsubj", "nsubjpass"} and tree.head[i] == anchor and tree.dep[before] == "prep":
            return i < before < anchor  # "The regulator on Friday barred ..."
        if tree.is_verb(i) or tree.pos[i] == "ADJ" or tree.dep[i] in {"nsubj", "nsubjpass", "appos", "conj"}:
            return False
    return False
