"""Why a text gives the claims that it gives: names, references, dates, predicates, the frames tried, and the cues.

Everything here is read off what `RuleExtractor.read` kept of the extraction itself; nothing is decided anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from spacy.tokens import Doc

from kg.extract.claims import Outcome, Reading, RuleExtractor
from kg.extract.cues import Cues, load_cues
from kg.extract.frames import Trial
from kg.extract.lexicon import Lexicon
from kg.extract.lexicon import load as load_lexicon
from kg.extract.predications import Predication
from kg.extract.roles import Filler, filled_roles, readings
from kg.extract.verdicts import Verdict, verdict
from kg.model import Claim, TimeSpan

__all__ = ["Attempt", "Cue", "Explained", "Name", "Predicate", "Reference", "Statement", "explain"]


@dataclass(frozen=True, slots=True)
class Name:
    """A name that was found."""

    words: str
    label: str
    type: str
    """Local name of a class; empty if nothing tells."""
    key: str
    """Key in the gazetteer; empty if unknown."""
    how: tuple[str, ...]
    """What found it, then what changed it."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A pronoun or description."""

    words: str
    readings: tuple[tuple[Filler, ...], ...]
    """What it may stand for, likeliest first; several at once for "the two countries"."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """A frame that was tried on a predicate."""

    frame: str
    relation: str
    place: str
    """File, and number of the frame under its relation."""
    outcome: str
    """"claim", or in a few words why there is none."""
    reason: str
    """The outcome in full; for a claim, the pair."""
    verdict: Verdict | None = None
    """What the reason says, in its parts; None if there was a match."""


@dataclass(frozen=True, slots=True)
class Predicate:
    """A word that says something of others."""

    words: str
    lemma: str
    kind: str
    """"verb", "noun", "adj", "name" or "demonym"."""
    roles: dict[str, list[Filler]]
    attempts: list[Attempt]
    """Empty if the lexicon has no frame for it."""
    named: bool = False
    """True if it is, or stands in, a name."""
    cue: str = ""
    """The group of `cues.yaml` that its lemma belongs to, if it is a cue."""


@dataclass(frozen=True, slots=True)
class Cue:
    """What set a qualifier of a claim."""

    words: str
    """A word of the sentence, or the name of a frame."""
    effect: str
    """A modality, "negated", or "source"."""
    by_frame: bool = False
    """True if the frame itself denies or hedges."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim and the words that qualified it."""

    claim: Claim
    cues: tuple[Cue, ...]


@dataclass(slots=True)
class Explained:
    """A sentence and what became of it."""

    text: str
    names: list[Name] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    dates: list[TimeSpan] = field(default_factory=list)
    predicates: list[Predicate] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """Return the explanation as `kg explain --format json` writes it."""
        return {
            "sentence": self.text,
            "names": [
                {"words": n.words, "label": n.label, "type": n.type, "key": n.key or None, "how": list(n.how)}
                for n in self.names
            ],
            "references": [
                {"words": r.words, "readings": [[_filler(f) for f in reading] for reading in r.readings]}
                for r in self.references
            ],
            "dates": [span.as_json() for span in self.dates],
            "predicates": [
                {
                    "words": p.words,
                    "lemma": p.lemma,
                    "kind": p.kind,
                    "cue": p.cue or None,
                    "roles": {role: [_filler(f) for f in there] for role, there in p.roles.items()},
                    "frames": [_attempt(a) for a in p.attempts],
                }
                for p in self.predicates
            ],
            "claims": [{**s.claim.as_json(), "cues": [asdict(cue) for cue in s.cues]} for s in self.statements],
        }


def _attempt(attempt: Attempt) -> dict[str, Any]:
    data: dict[str, Any] = {
        name: getattr(attempt, name) for name in ("frame", "relation", "place", "outcome", "reason")
    }
    if attempt.verdict is not None:
        data["roles"] = list(attempt.verdict.roles)
        data["wanted"] = list(attempt.verdict.wanted)
        data["found"] = [_filler(f) for f in attempt.verdict.found]
    return data


def _filler(filler: Filler) -> dict[str, Any]:
    return {
        "words": filler.words,
        "arguments": [{"label": a.label, "type": a.type, "key": a.key or None} for a in filler.arguments],
    }


def explain(doc: Doc, extractor: RuleExtractor) -> list[Explained]:
    """Return the sentences of an annotated Doc, each with what the extractor made of it. Claims are not linked yet."""
    reading = extractor.read(doc)
    tree = reading.clauses.tree
    found = [Explained(" ".join(doc[first:last].text.split())) for first, last in tree.sentences]
    for token, name in _names(doc):
        found[tree.sentence[token]].names.append(name)
    for token, reference in _references(doc, reading):
        found[tree.sentence[token]].references.append(reference)
    for first, _, span in doc.user_data["dates"]:
        found[tree.sentence[first]].dates.append(span)
    for token, predicate in _predicates(reading, load_lexicon(), load_cues()):
        found[tree.sentence[token]].predicates.append(predicate)
    for outcome in reading.outcomes:
        if outcome.claim is not None and outcome.repeats is None and not outcome.unsure:
            statement = Statement(outcome.claim, tuple(_cues(doc, outcome)))
            found[tree.sentence[outcome.match.predication.token]].statements.append(statement)
    return [each for each in found if each.text]


def _names(doc: Doc) -> Iterator[tuple[int, Name]]:
    origins = doc.user_data["origins"]
    for span in doc.spans["names"]:
        yield span.start, Name(span.text, span.id_ or span.text, span.label_, span.kb_id_, origins[span.start])


def _references(doc: Doc, reading: Reading) -> Iterator[tuple[int, Reference]]:
    clauses = reading.clauses
    tree = clauses.tree
    antecedents: dict[int, list[tuple[int, ...]]] = doc.user_data["antecedents"]
    for i, tag in enumerate(tree.tag):
        if i not in antecedents and tag not in {"PRP", "PRP$"} and not _refers_to_nothing(reading, i):
            continue
        start = i if tree.pos[i] == "PRON" else tree.noun_start(i)
        ranked = tuple(
            tuple(Filler(t, doc[t : t + 1].text, readings(clauses, t)) for t in group)
            for group in antecedents.get(i, ())
        )
        yield i, Reference(doc[start : i + 1].text, ranked)


def _refers_to_nothing(reading: Reading, i: int) -> bool:
    """Return True for a definite description of agents that is no argument: nothing was found that it stands for."""
    tree, arguments = reading.clauses.tree, reading.clauses.arguments
    definite = any(tree.lower[c] in {"the", "this", "these", "both"} for c in tree.children[i])
    return i not in arguments.names and definite and arguments.is_agentive(i) and not arguments.readings(i)


def _predicates(reading: Reading, lexicon: Lexicon, cues: Cues) -> Iterator[tuple[int, Predicate]]:
    clauses = reading.clauses
    tree = clauses.tree
    outcomes = {id(outcome.match): outcome for outcome in reading.outcomes}
    tried: dict[tuple[int, str], list[Trial]] = {}
    for trial in reading.trials:
        tried.setdefault((trial.predication.token, trial.predication.kind), []).append(trial)
    framed = {token for token, _ in tried}
    for i, pos in enumerate(tree.pos):
        if i not in framed and i not in clauses.arguments.names and pos in {"VERB", "AUX", "NOUN"}:
            kind = "noun" if pos == "NOUN" else "verb"
            if kind == "noun" or tree.is_verb(i):
                tried[i, kind] = []
    for (token, kind), trials in sorted(tried.items(), key=lambda item: item[0]):
        predication = trials[0].predication if trials else Predication(clauses, token, kind)
        roles = filled_roles(clauses, predication)
        held = sum(bool(filler.arguments) for there in roles.values() for filler in there)
        if not trials and (held < 2 if kind == "noun" else not held):
            continue
        attempts = [attempt for trial in trials for attempt in _attempts(reading, lexicon, trial, outcomes)]
        groups = {"verb": cues.verbs, "noun": cues.nouns, "adj": cues.adjectives}.get(kind, {})
        named = token in clauses.arguments.names
        cue = ", ".join(group for group, _ in groups.get(tree.lemma[token], ()))
        yield token, Predicate(tree.doc[token].text, tree.lemma[token], kind, roles, attempts, named, cue)


def _attempts(reading: Reading, lexicon: Lexicon, trial: Trial, outcomes: dict[int, Outcome]) -> Iterator[Attempt]:
    frame = trial.frame
    place = f"{lexicon.entries[frame.relation].path.name} #{frame.number}"
    name = frame.name(trial.trigger)
    if not trial.matches:
        why = verdict(reading.clauses, trial)
        yield Attempt(name, frame.relation, place, why.outcome, why.reason, why)
    for match in trial.matches:
        outcome = outcomes[id(match)]
        pair = f"{match.subject.label} → {match.object.label}"
        if outcome.gave_way is not None:
            other = outcome.gave_way.frame.name(outcome.gave_way.trigger)
            yield Attempt(name, frame.relation, place, "gave way", f"{pair}: {other} is more specific")
        elif outcome.claim is not None and outcome.unsure:
            sure = f"{outcome.claim.confidence:.2f}"
            yield Attempt(name, frame.relation, place, "too unsure", f"{pair}: {sure} sure, less likely than not")
        elif outcome.repeats is not None:
            other = outcome.repeats.match.frame.name(outcome.repeats.match.trigger)
            yield Attempt(name, frame.relation, place, "said already", f"{pair}: by {other}")
        else:
            yield Attempt(name, frame.relation, place, "claim", pair)


def _cues(doc: Doc, outcome: Outcome) -> Iterator[Cue]:
    for mark in outcome.facts.marks if outcome.facts else ():
        yield Cue(doc[mark.token].text, mark.effect)
    frame = outcome.match.frame
    for effect in (frame.polarity, frame.modality):
        if effect is not None:
            yield Cue(frame.name(outcome.match.trigger), effect, by_frame=True)
