"""Assembles claims: the frames that fit, the most specific kept, qualified, with their evidence."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from spacy.tokens import Doc

import kg
from kg import gazetteer
from kg.extract import factuality, lexicon
from kg.extract.arguments import Argument, Arguments
from kg.extract.clauses import Clauses
from kg.extract.confidence import LEAST, confidence
from kg.extract.cues import load_cues
from kg.extract.ellipsis import filled_in
from kg.extract.factuality import Factuality
from kg.extract.frames import Match, Trial, matches, trials
from kg.extract.phrases import load_phrases
from kg.extract.tree import Tree
from kg.extract.when import time_of
from kg.model import Claim, Document, Evidence, Mention

__all__ = [
    "Outcome",
    "Reading",
    "RuleExtractor",
    "argument_mention",
    "same_words",
    "sentence_span",
    "statement_key",
]


@dataclass(slots=True)
class Outcome:
    """What became of a match: a claim, unless it gave way to another match or is less likely than not."""

    match: Match
    gave_way: Match | None = None
    """The match of a more specific relation, in the same words and of the same pair."""
    claim: Claim | None = None
    facts: Factuality | None = None
    """What the claim's qualifiers were read from."""
    repeats: Outcome | None = None
    """The outcome that says the same in the same sentence, as surely or more so: its claim stands for both."""

    @property
    def unsure(self) -> bool:
        """True if the claim is less likely than not: it is not made."""
        return self.claim is not None and self.claim.confidence < LEAST


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
            if outcome.unsure:
                continue
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
        if match.predication.kind == other.predication.kind == "verb":
            lower = max(token, other.predication.token)
            if clauses.tree.dep[lower] in {"advcl", "conj"} and not clauses.is_infinitive(lower):
                return True  # "put it on a blacklist, cutting it off from tools"
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
        source = self._source(clauses, facts.sources)
        if source is not None and match.frame.kind in {"name", "demonym"}:
            source = None
        if source is None and match.frame.modality == "alleged" and match.predication.kind == "verb":
            # "blamed Moscow for the attack on Kyiv": who blames says so
            speaker = self._source(clauses, clauses.deep_subject(token))
            if speaker is not None and speaker.identity not in {match.subject.identity, match.object.identity}:
                source = speaker
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
            time=time_of(match, clauses, self._lexicon, modality, document.published),
            confidence=confidence(match, hedged=modality != "actual"),
            pattern=match.frame.name(match.trigger),
            extractor=self.version,
        )

    def _stated(self, match: Match) -> tuple[int, str]:
        """Return the word that states the relation, and its kind.

        Where a frame finds the actor on the noun that is its subject ("US sanctions crippled Huawei"),
        the noun states it: failing to cripple is no failing to sanction. Not so where the verb says the
        same by itself: "a rule that would restrict exports". A frame may name the role whose word it is.
        """
        predication = match.predication
        if match.frame.stated is not None:
            return predication.role(match.frame.stated)[0], "name"
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
